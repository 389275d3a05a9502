"""No secret is written anywhere, by us or by a library: not in a debugging log, an error that is kept, or a page.

The log is set up knowing none of the secrets: what is struck out by their shape alone must be enough for tokens in
addresses, and nothing else may have written one.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from io import StringIO
from typing import Any

import aiohttp
import pytest
import structlog
from sqlalchemy import select

from bot import logs
from bot.app import App
from bot.channels.base import FetchFailed
from bot.channels.telegram import Place, Telegram
from bot.channels.zalo_bot import ZaloBot
from store.evidence import FileRefused
from store.inbox import INBOX
from store.messages import Outgoing, Wanted
from store.outbox import OUTBOX
from store.session import Store
from tests.bot.channels.running import running
from tests.bot.channels.test_zalo_oa import channel_to
from tests.fakes.telegram import TelegramServer
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune

SECRET = "a-secret-of-the-tests"
TOKEN = "123456789:AAGmY3x-Tz0lRkq7cZbC4vN8uEwOaHs5dLf"
Platform = TelegramServer | ZaloBotServer | ZaloOaServer


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Everything any library has to say is written here; what the loggers were is put back afterwards."""
    written = StringIO()
    root = logging.getLogger()
    before, quiet = (root.handlers[:], root.level), {name: logging.getLogger(name).level for name in logs.QUIET}
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        logs.set_up("debug", json=True)
    yield written
    root.handlers[:], level = before
    root.setLevel(level)
    for name, was in quiet.items():
        logging.getLogger(name).setLevel(was)
    structlog.reset_defaults()


@asynccontextmanager
async def served(commune: Commune, kind: str, mode: str) -> AsyncIterator[tuple[App, Platform, str, set[str]]]:
    """The process on its platform, somebody of the commune, and what must be nowhere."""
    polling = mode == "polling"
    if kind == "telegram":
        async with TelegramServer(TOKEN) as telegram:
            channel = Telegram(TOKEN, SECRET, Place(telegram.url), polling=polling)
            telegram.known.add(5001)
            async with running(commune, channel, {"to1": "5001"}) as app:
                if not polling:
                    telegram.webhook = (f"http://127.0.0.1:{app.port}/telegram/{app.account(kind)}", SECRET)
                yield app, telegram, "5001", {TOKEN, TOKEN.split(":")[1], SECRET}
        return
    if kind == "zalo_bot":
        async with ZaloBotServer(TOKEN) as zalo:
            user = "6ede9afa66b88fe6d6a9"
            zalo.known[user] = user
            bot = ZaloBot(TOKEN, SECRET, zalo.url, polling=polling, poll_seconds=1)
            async with running(commune, bot, {"to1": user}) as app:
                if not polling:
                    zalo.webhook = (f"http://127.0.0.1:{app.port}/zalo/bot/{app.account(kind)}", SECRET)
                yield app, zalo, user, {TOKEN, TOKEN.split(":")[1], SECRET}
        return
    async with ZaloOaServer() as oa:
        oa.app_secret, oa.key, oa.access_token = "app-secret-of-tests", "oa-key-of-the-tests", "access-token-of-tests"
        oa.refresh_token = first = "refresh-token-of-tests"
        user = "7219436389720301010"
        async with running(commune, channel_to(oa), {"to1": user}) as app:
            oa.last_seen[user] = commune.now
            assert await oa.register(f"http://127.0.0.1:{app.port}/zalo/oa/{app.account(kind)}") == 200
            yield app, oa, user, {oa.app_secret, oa.key, "access-token-of-tests", first}


def goes_wrong(platform: Any, kind: str) -> None:
    """Sends, files and questions for updates meet refusals, gateways and cut lines."""
    if kind == "telegram":
        for status in (500, 401, 404, 418):
            platform.trouble("sendMessage", status=status, description="as the test wants")
        platform.trouble("sendMessage", taken=True)
        platform.trouble("getUpdates", status=409, description="Conflict")
        platform.trouble("getUpdates", status=502, description="Bad Gateway")
        platform.trouble("getFile", status=401, description="Unauthorized")
        return
    path = "sendMessage" if kind == "zalo_bot" else "v3.0/oa/message/cs"
    if kind == "zalo_bot":
        for code in (401, 429, 500):
            platform.trouble(path, code=code)
        platform.trouble("getUpdates", code=401, status=401, times=1)
    else:
        for code in (-216, -32, -224):
            platform.trouble(path, error=code)
        platform.trouble("token", cut="before")
    gateway = {"html": "<html>Bad Gateway</html>"} if kind == "zalo_bot" else {"body": "<html>Bad Gateway</html>"}
    platform.trouble(path, status=502, **gateway)
    platform.trouble(path, cut="after")


def kept(commune: Commune) -> str:
    """What is kept of what went wrong."""
    with commune.store.read() as db:
        rows = db.execute(select(OUTBOX.c.error)) + db.execute(select(INBOX.c.error))
    return "\n".join(row[0] for row in rows if row[0])


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("telegram", "webhook"), ("telegram", "polling"), ("zalo_bot", "webhook"), ("zalo_bot", "polling"),
     ("zalo_oa", "webhook")],
)  # fmt: skip
async def test_whatever_goes_wrong__no_secret_is_written(commune: Commune, kind: str, mode: str, log: StringIO) -> None:
    async with served(commune, kind, mode) as (app, platform, user, secrets):
        server: Any = platform
        channel = app.channels[0]
        goes_wrong(platform, kind)
        for number in range(2):
            server.says(int(user) if kind == "telegram" else user, f"hạn {number}")
        for number in range(6):
            message = Outgoing(number, app.account(kind), user, f"{number:032x}", "reply", {"text": "một"})
            with_trouble = await asyncio.gather(channel.send(message), return_exceptions=True)
            logging.getLogger("bot.test").warning("a send ended", extra={"how": repr(with_trouble[0])})
        for ref in ("photo-0", f"{server.url}/file/none", "http://127.0.0.1:9/none", "not an address"):
            with pytest.raises((FetchFailed, FileRefused)) as failed:
                await channel.fetch(Wanted(ref, "ảnh"))
            logging.getLogger("bot.test").error("a file did not come", exc_info=failed.value)
        async with aiohttp.ClientSession() as session:
            for path in ("/readyz", "/metrics", "/healthz"):
                async with session.get(f"http://127.0.0.1:{app.port}{path}") as answer:
                    logging.getLogger("bot.test").info("a page", extra={"page": await answer.text()})
    written = log.getvalue() + kept(commune)
    assert '"level": "debug"' in written and written.count("SendError(") >= 2
    for secret in secrets:
        assert secret not in written, f"{secret} is written"
