"""Two processes keep one pace between them: an account sends no faster for being served twice."""

import time
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.channels.base import Capabilities
from bot.clock import Clock
from bot.settings import read_settings
from bot.shapes import SHAPES
from store import accounts, outbox, people
from store.messages import Outgoing
from store.session import Store
from tests.bot.channels.running import SECRET, until
from tests.bot.one_way import OneWay
from tests.handlers.world import Commune

LIMIT, PEOPLE = 25, 60


class Counting(OneWay):
    """A platform that takes everything and keeps the moment."""

    name, external_id, state = "telegram", "first", "ổn"
    capabilities: Capabilities = replace(SHAPES["telegram"], pace=LIMIT)

    def __init__(self, taken: list[float]) -> None:
        self.taken = taken

    async def send(self, outgoing: Outgoing) -> str:
        """Taken."""
        self.taken.append(time.monotonic())
        return f"m{outgoing.id}"


@pytest.mark.postgres  # one process alone writes an SQLite file
async def test_two_processes__keep_one_pace(postgres_store: Store) -> None:
    store = postgres_store
    commune, taken = Commune(store), list[float]()
    url = store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=store.data, secret=SECRET).model_copy(update={"port": 0})
    apps = [App(settings, [Counting(taken)], clock=Clock(commune.now, ticking=False)) for _ in range(2)]
    async with AsyncExitStack() as stack:
        for number, app in enumerate(apps):
            app.holder = app.outbox.holder = f"process {number}"
            stack.push_async_callback(app.stop)
            await app.start()
        with store.write() as db:
            account = accounts.account(db, "telegram", "first").id
            for number in range(PEOPLE):
                person = people.add_person(db, f"Người {number}", "bác", None, commune.now)
                address = people.add_address(db, account, f"{number}", person, commune.now)
                outbox.queue(
                    db, account=account, address=address, user=f"{number}", person=person, kind="notice",
                    recipe={"text": "Xã báo tin"}, now=commune.now - timedelta(minutes=1), priority=outbox.PUSH,
                )  # fmt: skip
        for app in apps:
            app.deliverer.nudge()
        await until(lambda: len(taken) == PEOPLE, 30)
    for first, after in zip(taken, taken[LIMIT:], strict=False):
        assert after - first >= 1.0, "more than the limit within a second"
    assert {app.deliverer.sent for app in apps} == {0, PEOPLE}, "one of them leads, as long as it has something to send"
