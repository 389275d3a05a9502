"""What a client that others wrote makes of a server: run in the peers' environment, one JSON line of what came back.

python speak.py PEER URL TOKEN USER
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any


def python_zalo_bot(url: str, token: str, user: str) -> dict[str, Any]:
    """The package the platform's documentation names: form bodies, calls without a body."""
    from zalo_bot import Bot

    async def talk() -> dict[str, Any]:
        bot = Bot(token, base_url=url)
        async with bot:
            me = await bot.get_me()
            update = await bot.get_update(timeout=5)
            idle = await bot.get_update(timeout=1)
            sent = await bot.send_message(user, "Đã ghi: 412/520 người")
            await bot.send_chat_action(user, "typing")
            photo = await bot.send_photo(user, "Thôn 3", f"{url}/file/anh.jpg")
            return {
                "me": me.id, "name": me.account_name, "text": update.message.text, "from": update.message.from_user.id,
                "chat": update.message.chat.id, "idle": idle is None,
                "sent": sent.message_id, "photo": photo.message_id,
            }  # fmt: skip

    return asyncio.run(talk())


def zalo_bot_mcp(url: str, token: str, user: str) -> dict[str, Any]:
    """A small typed client, tested by its author with answers recorded from a real bot: JSON bodies."""
    from zalo_bot_mcp import zalo_api

    zalo_api.BASE_URL = url

    async def talk() -> dict[str, Any]:
        async with zalo_api.ZaloBotApi(token) as api:
            me = await api.get_me()
            webhook = await api.get_webhook_info()
            update = zalo_api.parse_update(await api.get_updates(timeout=5))
            idle = await api.get_updates(timeout=1)
            sent = await api.send_message(user, "Đã ghi: 412/520 người")
            await api.send_chat_action(user)
            refused = ""
            try:
                await api.send_message("nobody", "chào")
            except zalo_api.ZaloClientError as error:
                refused = str(error)
            assert update is not None
            return {
                "me": me["id"], "webhook": webhook, "text": update.text, "from": update.user_id, "chat": update.chat_id,
                "idle": idle is None, "sent": sent["message_id"], "refused": refused,
            }  # fmt: skip

    return asyncio.run(talk())


def zalo_sdk(url: str, token: str, user: str) -> dict[str, Any]:
    """A client of the official account and of templates by telephone number."""
    import zalo_sdk as sdk
    import zalo_sdk.oa
    import zalo_sdk.zns

    client = sdk.oa.Client("app", "secret", access_token=token, endpoint_prefix=url)
    to, body = sdk.oa.ZaloRecipient(user_id=user), sdk.oa.ZaloMessageBody
    sent = client.send_message(to, body(text="Đã ghi: 412/520 người", quote_message_id="q1"))
    uploaded = client.upload_file(b"%PDF-1.4", "file", "a.pdf", "application/pdf")
    file = sdk.oa.ZaloAttachment("file", {"token": uploaded["data"]["token"]})
    document = client.send_message(to, body(attachment=file))
    detail = client.get_user_detail(user)
    quota = client.get_zalo_oa_quotas("OA", "cs", "sub_quota")
    client.access_token = "not-the-token"
    refused = ""
    try:
        client.send_message(to, body(text="chào"))
    except sdk.ZaloOAException as error:
        refused = str(error)
    letters = sdk.zns.Client("app", "secret", access_token=token, endpoint_prefix=url)
    values = {"don_vi": "Thôn 3", "han": "30/06/2026", "so_luong": "4"}
    template = letters.send_zns_message("84900000001", "tpl-1", values, "tracking-1")
    return {
        "sent": sent["data"]["message_id"], "document": document["data"]["message_id"],
        "detail": detail["data"]["user_id"], "quota": quota["data"][0]["total"], "refused": refused,
        "template": template["data"]["msg_id"],
    }  # fmt: skip


PEERS: dict[str, Callable[[str, str, str], dict[str, Any]]] = {
    "python-zalo-bot": python_zalo_bot, "zalo-bot-mcp": zalo_bot_mcp, "zalo-sdk": zalo_sdk,
}  # fmt: skip

if __name__ == "__main__":
    with contextlib.redirect_stdout(StringIO()):  # one of them prints as it goes
        found = PEERS[sys.argv[1]](*sys.argv[2:5])
    sys.stdout.write(json.dumps(found) + "\n")
