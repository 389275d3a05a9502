"""Stopping: whoever connects while the process stops does not hold it up."""

import asyncio
import gc
import socket

import pytest

from bot import app as process
from bot.app import App
from bot.channels.base import Capabilities
from bot.clock import Clock
from bot.settings import read_settings
from bot.shapes import SHAPES
from store.messages import Outgoing
from store.session import Store
from tests.bot.one_way import OneWay
from tests.handlers.world import Commune

MINUTE = 60.0


class CalledUpToTheEnd(OneWay):
    """A channel whose platform connects at every turn of the loop, from its stop until nobody listens."""

    name = "web"
    capabilities: Capabilities = SHAPES["web"]
    external_id = "first"

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.port = 0
        self.lines: list[socket.socket] = []

    async def send(self, outgoing: Outgoing) -> str:
        """Take everything."""
        return f"m{outgoing.id}"

    async def stop(self) -> None:
        """The calls begin; so many turns of the loop later nobody listens any more."""
        self.calls = asyncio.ensure_future(self._call())
        for _ in range(self.turns):
            await asyncio.sleep(0)

    async def _call(self) -> None:
        """Connect and ask; nobody hangs up before the end."""
        while True:
            line = socket.socket()
            try:
                line.connect(("127.0.0.1", self.port))
            except ConnectionRefusedError:
                line.close()
                return
            self.lines.append(line)
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
            await asyncio.sleep(0)


# Python 3.11 lets go of a connection it accepts in the very turn of the loop in which listening ends.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_connections_made_at_the_last_instant__do_not_hold_up_the_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PATIENCE", MINUTE)
    commune = Commune(store)
    url = store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=store.data, secret="x" * 40).model_copy(update={"port": 0})
    for turns in range(4, 8):  # which stage the calls are in when listening ends hangs on it
        channel = CalledUpToTheEnd(turns)
        app = App(settings, [channel], clock=Clock(commune.now, ticking=False))
        await app.start()
        assert app.port is not None
        channel.port = app.port
        async with asyncio.timeout(MINUTE / 2):
            await app.stop()
        await channel.calls
        assert channel.lines
        for line in channel.lines:
            line.close()
    gc.collect()
