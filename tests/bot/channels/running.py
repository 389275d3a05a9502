"""A process on a commune's store whose one channel is a bot, its people on that channel."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from bot.app import App
from bot.channels.base import Channel
from bot.clock import Clock
from bot.settings import read_settings
from store import accounts, people
from tests.handlers.world import Commune

SECRET = "x" * 40


@asynccontextmanager
async def running(
    commune: Commune, channel: Channel, users: Mapping[str, str], *, clock: Clock | None = None
) -> AsyncIterator[App]:
    """The process; `users` are user ids of the platform by the keys of the commune's people."""
    url = commune.store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=commune.store.data, secret=SECRET).model_copy(update={"port": 0})
    with commune.store.write() as db:
        account = accounts.account(db, channel.name, channel.external_id).id
        for who, user in users.items():
            if people.known(db, account, user) is None:
                address = people.add_address(db, account, user, commune.people[who], commune.opens)
                people.seen(db, address, commune.now)
    app = App(settings, [channel], clock=clock or Clock(commune.now, ticking=False))
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in a database or a server)
            await asyncio.sleep(0.01)
