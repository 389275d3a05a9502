"""A process on a commune's store whose one channel is a bot, its people on that channel."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.app import App
from bot.channels.base import Channel
from bot.channels.made import Maker
from bot.clock import Clock
from bot.settings import read_settings
from store import accounts, addresses, people
from tests.handlers.world import Commune

SECRET = "x" * 40


@asynccontextmanager
async def running(
    commune: Commune,
    channel: Channel,
    users: Mapping[str, str],
    *,
    clock: Clock | None = None,
    maker: Maker | None = None,
) -> AsyncIterator[App]:
    """The process; `users` are user ids of the platform by the keys of the commune's people."""
    url, port = commune.store.engine.url.render_as_string(hide_password=False), free_port()
    settings = read_settings(
        database=url, data=commune.store.data, secret=SECRET, port=port, public_url=f"http://127.0.0.1:{port}"
    )
    with commune.store.write() as db:
        account = accounts.account(db, channel.name, channel.external_id).id
        for who, user in users.items():
            if addresses.known(db, account, user) is None:
                address = people.add_address(db, account, user, commune.people[who], commune.opens)
                people.seen(db, address, commune.now)
    app = App(settings, [channel], clock=clock or Clock(commune.now, ticking=False), maker=maker)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Drawer:
    """Makes what is already there: a picture and documents of the test's own."""

    def __init__(self, picture: bytes, file: bytes, name: str, mime: str) -> None:
        self._picture, self._file = picture, (file, name, mime)

    async def picture(self, recipe: Mapping[str, Any]) -> tuple[bytes, str]:
        if recipe.get("broken"):
            raise ValueError("cannot be drawn")
        return self._picture, "image/png"

    async def file(self, recipe: Mapping[str, Any]) -> tuple[bytes, str, str]:
        return self._file


async def until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in a database or a server)
            await asyncio.sleep(0.01)
