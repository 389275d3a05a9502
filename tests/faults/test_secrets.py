"""No token, key or secret reaches a log line, an error that is kept, /readyz or /metrics, whatever goes wrong."""

from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from store.inbox import INBOX
from store.outbox import OUTBOX
from tests.faults.conftest import Worlds
from tests.faults.platforms import PLATFORMS, SECRET, OnTelegram, OnZaloBot, OnZaloOa, Platform
from tests.faults.world import ALL, Server, World

pytestmark = pytest.mark.timeout(1800 if ALL else 180)


def _secrets(platform: Platform) -> set[str]:
    """What must be nowhere: also the half of a token that is worth something by itself."""
    server: Any = platform.server
    if isinstance(platform, OnZaloOa):
        return {server.app_secret, server.key, server.refresh_token, server.access_token, *server.burnt}
    return {SECRET, server.token, server.token.split(":")[1]}


def _goes_wrong(platform: Platform) -> None:
    """The next calls meet everything a platform can do to them."""
    server: Any = platform.server
    if isinstance(platform, OnTelegram):
        server.trouble("getMe", status=502, description="Bad Gateway")
        for status in (500, 401, 418):
            server.trouble("sendMessage", status=status, description="as the test wants")
        wait = {"retry_after": 1}
        server.trouble("sendMessage", status=429, description="Too Many Requests", parameters=wait)
        server.trouble("sendMessage", taken=True)
        return
    path = "sendMessage" if isinstance(platform, OnZaloBot) else "v3.0/oa/message/cs"
    if isinstance(platform, OnZaloOa):
        server.trouble("token", cut="before")
        server.trouble(path, error=-216)
        server.trouble(path, error=-32)
        server.trouble(path, body="<html>Bad Gateway</html>", status=502)
    else:
        for code in (401, 429, 500):
            server.trouble(path, code=code)
        server.trouble(path, html="<html>Bad Gateway</html>", status=502)
    server.trouble(path, cut="after")


def _errors(world: World) -> list[str]:
    """What is kept of everything that went wrong."""
    with world.store.read() as db:
        return [row[0] for row in db.execute(select(OUTBOX.c.error)) + db.execute(select(INBOX.c.error)) if row[0]]


async def _shown(world: World, server: Server) -> str:
    """Everything somebody could read: the log, what is kept as errors, what the process says of itself."""
    async with aiohttp.ClientSession() as session:
        pages = []
        for path in ("/readyz", "/metrics"):
            async with session.get(server.url + path) as answer:
                pages.append(await answer.text())
    errors = _errors(world)
    assert errors and "sothon_outbox" in pages[1]
    return "\n".join([world.log.read_text(), *pages, *errors])


@pytest.mark.parametrize("channel", PLATFORMS)
async def test_secrets_are_nowhere_to_be_read(worlds: Worlds, channel: str) -> None:
    async with worlds(channel, villages=6) as world:
        _goes_wrong(world.platform)
        gone = await world.started(log="debug", **{f"{channel}_api": "http://127.0.0.1:9"})
        world.all_say()
        await world.sees(world.acknowledged)
        await world.sees(lambda: _errors(world))
        shown = await _shown(world, gone)
        assert await world.stop(gone) == 0
        world.leases_run_out()
        server = await world.started(log="debug")
        world.all_say()
        await world.sees(world.acknowledged)
        await world.sees(lambda: not any(world.platform.server.troubles.values()))
        shown += await _shown(world, server)
        await world.kill(server)  # a trace of what happens at a start in trouble stands in the log as well
        assert '"level": "debug"' in shown
        for secret in _secrets(world.platform):
            assert secret not in shown + world.log.read_text(), f"{secret} is shown"
