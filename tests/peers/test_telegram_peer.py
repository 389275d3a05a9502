"""The fake Telegram beside telegram-test-api, a server others wrote: the same calls get the same in all that we use.

The calls go through python-telegram-bot's Bot, as the product's do. What the other server answers outside the protocol
(a date in milliseconds, a press without its chat instance, nothing in the place of true) is compared as it came, or not
at all.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.read import Heard, heard
from bot.channels.telegram.request import AiohttpRequest
from store.messages import Sent
from tests import machine
from tests.bot.channels.running import free_port
from tests.fakes.telegram import TelegramServer

pytestmark = [pytest.mark.node, pytest.mark.filterwarnings("ignore:Please use 'Bot")]
TOKEN, USER = "123456789:fake_token-of-tests", 5001
Act = Callable[[str, str], Coroutine[Any, Any, None]]


@asynccontextmanager
async def _peer() -> AsyncIterator[tuple[str, Act]]:
    """Their server, and what a person does there."""
    port, script = free_port(), Path(__file__).with_name("telegram.cjs")
    process = await asyncio.create_subprocess_exec(
        "node", script, machine.NODE_PEERS, str(port), TOKEN, str(USER),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"

    async def act(how: str, text: str) -> None:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps({how: text}).encode() + b"\n")
        assert await process.stdout.readline() == b"done\n"

    try:
        yield f"http://127.0.0.1:{port}", act
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def _fake() -> AsyncIterator[tuple[str, Act]]:
    """Our server, and what a person does there."""
    async with TelegramServer(TOKEN) as server:
        server.known.add(USER)

        async def act(how: str, text: str) -> None:
            if how == "says":
                server.says(USER, text)
            else:
                said = server.log[-1]
                server.presses(USER, said, next(label for label, data in said.buttons if data == text))

        yield server.url, act


async def _talk(url: str, act: Act) -> dict[str, Any]:
    """A short talk of a bot with a person; what it learned, in the parts of answers the product uses."""
    bot = Bot(
        TOKEN, base_url=f"{url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest(read=5)
    )  # fmt: skip
    for request in bot._request:
        await request.initialize()
    try:
        await act("says", "412")
        (first,) = await bot.do_api_request("getUpdates", {"timeout": 1})
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Giữ 412", callback_data="a" * 32 + ".0")]])
        sent = [
            await bot.do_api_request("sendMessage", {"chat_id": str(USER), "text": text, "reply_markup": keyboard})
            for text in ("Đã ghi: 412/520 người", "(2/4) Bao nhiêu người?")
        ]
        await act("presses", "a" * 32 + ".0")
        (second,) = await bot.do_api_request("getUpdates", {"timeout": 1, "offset": first["update_id"] + 1})
        await bot.answer_callback_query(second["callback_query"]["id"])
        idle = await bot.get_updates(second["update_id"] + 1, timeout=1)
        await bot.set_webhook("http://127.0.0.1:9/x", secret_token="a-secret")
        await bot.delete_webhook()
    finally:
        for request in bot._request:
            await request.shutdown()
    ids = [one["message_id"] for one in sent]
    return {
        "heard": [_heard(first), _heard(second)], "in order": second["update_id"] > first["update_id"],
        "sent": [(one["chat"]["id"], one["chat"]["type"], one["text"]) for one in sent],
        "ids": [type(one) for one in ids], "grow": ids[1] > ids[0], "idle": idle,
    }  # fmt: skip


def _heard(update: dict[str, Any]) -> tuple[str, Sent, str, str | None]:
    found = heard(update, account=1, me="so_thon_bot")
    assert isinstance(found, Heard)
    return found.incoming.user, found.incoming.kind, found.incoming.text, found.incoming.button


async def test_the_same_calls_get_the_same_answers() -> None:
    async with _peer() as (url, act):
        theirs = await _talk(url, act)
    async with _fake() as (url, act):
        ours = await _talk(url, act)
    assert ours == theirs
    assert ours["heard"][0] == (str(USER), Sent.TEXT, "412", None) and ours["heard"][1][1] is Sent.BUTTON
