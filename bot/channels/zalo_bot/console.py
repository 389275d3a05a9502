"""A Zalo bot seen from the command line."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.accounts import ZaloBotAccount
from bot.channels.base import SendError
from bot.channels.console import BROKEN, GOOD, HELLO, NOTE, Doubt, Finding, Situation, Stopped, answers, heard, where
from bot.channels.wire import part, whole
from bot.channels.zalo_bot.client import CallFailed, Client
from bot.shapes import SHAPES

SHAPE = SHAPES["zalo_bot"]
NONE_SET = 404  # what getWebhookInfo answers where no webhook is set
DOUBTS = (
    Doubt(
        "Hỏi tin mà không có gì: HTTP 200 hay 408",
        "coi cả hai là bình thường",
        "thử được khi chưa đặt webhook và chưa ai dùng bot (tin tới đúng lúc thử là mất)",
        key="idle",
    ),
    Doubt(
        "Tin gửi tới lúc máy nghỉ có được giữ lại không",
        "tin tới là ghi xuống trước; người nhắn nhắn lại thì không ghi hai lần",
        "dừng máy, nhắn cho bot, năm phút sau chạy lại, xem có tới không",
    ),
    Doubt(
        "Zalo chờ webhook bao lâu, có gửi lại không, theo thứ tự nào",
        "trả lời ngay khi đã ghi; tin trùng bị bỏ; tin sau không chờ tin trước",
        key="webhook",
    ),
    Doubt(
        "Tin nhắn trước có bị chặn sau nhiều ngày người ấy im lặng không; 3.000 tin tính cả tin đến không",
        "đếm tin đi, thôi nhắc khi dùng hết 85%; bị từ chối thì chuyển kênh khác",
        key="send",
    ),
    Doubt(
        "Mã lỗi khi địa chỉ lạ, bị chặn, hay là người thứ 51",
        "403, 404 thử ba lần rồi mới coi là chặn; từ người thứ 45 nhật ký cảnh báo",
        "chạy lại với --to là địa chỉ của một người đã chặn bot, xem mã",
    ),
    Doubt(
        "Bot này được vào nhóm chưa",
        "nhóm nào gọi tới thì trả lời trong nhóm ấy; không được vào thì không có tin nào",
        key="groups",
    ),
    Doubt(
        "429 là nhanh quá hay hết hạn mức tháng",
        "chờ một phút, ba lần liền thì chờ một giờ",
        "xem nhật ký lúc gặp; không nên cố làm cho gặp",
    ),
    Doubt(
        "Tin gói trong result hay để trần; ảnh tên photo hay photo_url",
        "nhận cả hai",
        "nhắn chữ và gửi ảnh cho bot: sổ trả lời được là đúng",
    ),
)  # fmt: skip


@asynccontextmanager
async def _client(account: ZaloBotAccount) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Client(session, account.token, account.api)


async def set_up(account: ZaloBotAccount, situation: Situation) -> AsyncIterator[str]:
    """Set the webhook and say what the platform found there; or take it away for polling. Raises Stopped."""
    async with _client(account) as client:
        try:
            me = await client.call("getMe")
            yield f"Bot: {part(me, 'account_name')}"
            if account.mode == "polling":
                await client.call("deleteWebhook")
                yield "Webhook: đã bỏ, vì thiết lập là polling (chỉ để thử: tin có thể mất khi máy hỏng)."
            elif situation.url is not None:
                values = {"url": situation.url, "secret_token": account.secret}
                set_to = await client.call("setWebhook", values)
                yield f"Webhook: Zalo trả lời đã nhận {part(set_to, 'url')}"
                yield _verified(part(set_to, "verification"))
        except (CallFailed, SendError) as error:
            raise Stopped(_why(error)) from None
    yield (
        "Còn một việc trong ứng dụng Zalo: mở mini app Zalo Bot Creator, chọn bot, đặt ảnh và lời giới thiệu rồi gửi "
        "đường dẫn của bot cho các thôn."
    )


async def look(account: ZaloBotAccount, situation: Situation) -> AsyncIterator[Finding]:
    """Reachability, token, webhook, what is used of the free plan."""
    async with _client(account) as client:
        try:
            me = await client.call("getMe")
            kept = await _webhook(client)
        except (CallFailed, SendError) as error:
            yield Finding(BROKEN, _why(error))
            return
    yield Finding(GOOD, f"Mã bot dùng được: {part(me, 'account_name')} (mã không có hạn, chỉ hỏng khi bị đặt lại)")
    yield where(kept, situation.url, account.mode == "polling")
    if account.mode == "webhook" and situation.url is not None:
        yield await answers(situation.url, b"", 200)
    sent = int(situation.quotas.get("sent", 0))
    near = sent >= SHAPE.month * SHAPE.push_share or situation.users >= SHAPE.users * 0.9
    yield Finding(
        NOTE if near else GOOD,
        f"Gói miễn phí: tháng này {sent}/{SHAPE.month} tin, {situation.users}/{SHAPE.users} người.",
    )
    yield heard(situation)


async def attempt(account: ZaloBotAccount, _situation: Situation, key: str, to: str | None) -> str | None:
    """Try one of the doubts; what came of it, None where it needs an address and none was named."""
    async with _client(account) as client:
        try:
            if key == "idle":
                return await _idle(account, client)
            if key == "webhook":
                return _verified(await client.call("testWebhook"))
            if key == "groups":
                joins = part(await client.call("getMe"), "can_join_groups")
                return "được vào nhóm" if joins is True else "chưa được vào nhóm"
            if to is None:
                return None
            await client.call("sendMessage", {"chat_id": to, "text": HELLO})
            return "gửi được"
        except (CallFailed, SendError) as error:
            return f"không được: {_why(error)}"


async def _idle(account: ZaloBotAccount, client: Client) -> str:
    """The bare HTTP status of a question that brings nothing, which the client does not tell."""
    if await _webhook(client):
        return "chưa thử: đang đặt webhook"
    started = time.monotonic()
    url = f"{account.api}/bot{account.token}/getUpdates"
    try:
        async with aiohttp.ClientSession() as session, session.post(url, json={"timeout": "2"}) as answer:
            status, body = answer.status, await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return f"không có trả lời ({type(error).__name__})"  # the address holds the token and is not told
    if part(body, "ok") is True and part(body, "result"):
        return "có tin tới đúng lúc thử: xin người vừa nhắn nhắn lại giúp"
    return f"HTTP {status}, error_code {part(body, 'error_code')}, sau {time.monotonic() - started:.0f} giây"


async def _webhook(client: Client) -> str:
    """The address the platform has; empty where it has none."""
    try:
        found = part(await client.call("getWebhookInfo"), "url")
    except CallFailed as refusal:
        if refusal.code != NONE_SET:
            raise
        return ""
    return found if isinstance(found, str) else ""


def _verified(verification: object) -> str:
    if part(verification, "ok") is None:
        return "Zalo không nói có gọi thử webhook hay không."
    outcome, took = part(verification, "outcome"), whole(part(verification, "latency_ms"))
    if part(verification, "ok") is True:
        return f"Zalo gọi thử: được ({outcome}, {took} ms)."
    hint = part(verification, "hint") or "xem lại địa chỉ, chứng chỉ, tường lửa"
    return f"Zalo gọi thử: KHÔNG được ({outcome}); {hint}."


def _why(error: CallFailed | SendError) -> str:
    if isinstance(error, CallFailed) and error.code == 401:
        return "Zalo không nhận mã của bot: mở Zalo Bot Creator lấy mã đang dùng."
    return f"Zalo: {error if isinstance(error, CallFailed) else error.words}"
