"""Files that come late: the talk waits a little, goes on without, and hears of the file when it is there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.app import App
from bot.channels.base import Edge, FetchFailed
from bot.clock import Clock
from bot.settings import read_settings
from bot.shapes import SHAPES
from store import accounts, people
from store.evidence import EVIDENCE
from store.inbox import INBOX
from store.messages import Incoming, Outgoing, Sent, Wanted
from store.session import Store
from tests.handlers.world import Commune

PICTURE = Path(__file__).parents[1] / "dialogues" / "core" / "anh-nha-van-hoa.png"


class Slow:
    """A channel whose files come when the test says so."""

    name = "slow"
    external_id = "first"
    capabilities = SHAPES["telegram"]

    def __init__(self) -> None:
        self.there = asyncio.Event()
        self.asked = 0
        self.said: list[str] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        return []

    async def start(self, edge: Edge) -> None:
        pass

    async def stop(self) -> None:
        pass

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        self.asked += 1
        if wanted.ref == "never":
            raise FetchFailed("gone")
        await self.there.wait()
        return PICTURE.read_bytes(), "anh.png"

    async def send(self, outgoing: Outgoing) -> str | None:
        self.said.append(outgoing.recipe["text"])
        return None


@asynccontextmanager
async def running(
    commune: Commune, channel: Slow, *, patience: float = 10.0, goes_on: float = 60.0
) -> AsyncIterator[App]:
    url = commune.store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=commune.store.data, secret="x" * 40).model_copy(update={"port": 0})
    app = App(settings, [channel], clock=Clock(commune.now, ticking=False))
    app.fetcher.patience, app.fetcher.goes_on = patience, goes_on
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in a database)
            await asyncio.sleep(0.01)


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung; the team leader of Thôn 1 writes by the slow channel."""
    made = Commune(store)
    with store.write() as db:
        people.add_address(db, accounts.account(db, "slow", "first").id, "to1", made.people["to1"], made.opens)
    return made


def photo(app: App, key: str, ref: str = "photo", text: str = "minh chứng ngân hàng") -> Incoming:
    return Incoming(app.account("slow"), "to1", key, Sent.FILE, text, wanted=(Wanted(ref, "ảnh"),))


def words(app: App, key: str, text: str) -> Incoming:
    return Incoming(app.account("slow"), "to1", key, text=text)


def states(commune: Commune) -> list[str]:
    with commune.store.read() as db:
        return [row.state for row in db.execute(select(INBOX.c.state).order_by(INBOX.c.id))]


def evidence(commune: Commune) -> list[str | None]:
    with commune.store.read() as db:
        return [row.indicator for row in db.execute(select(EVIDENCE.c.indicator))]


async def test_a_message_with_a_file__is_acknowledged_at_once_and_holds_up_what_follows(commune: Commune) -> None:
    channel = Slow()
    async with running(commune, channel) as app:
        assert (await app.receive(photo(app, "1"))).new
        assert (await app.receive(words(app, "2", "385"))).new
        assert not (await app.receive(photo(app, "1"))).new
        assert states(commune) == ["waiting", "waiting"] and not channel.said
        channel.there.set()
        await until(lambda: len(channel.said) == 2)
        assert states(commune) == ["done", "done"]
    assert "đã nhận minh chứng" in channel.said[0].lower() and evidence(commune) == ["3.2"]


async def test_a_late_file__is_a_turn_of_its_own_once_it_is_there(commune: Commune) -> None:
    channel = Slow()
    async with running(commune, channel, patience=0.05) as app:
        await app.receive(photo(app, "1"))
        await app.receive(words(app, "2", "ngân hàng 385"))
        await until(lambda: len(channel.said) == 2)
        assert "không phải gửi lại" in channel.said[0] and "385/550" in channel.said[1]
        assert states(commune) == ["done", "done", "fetching"] and evidence(commune) == []
        channel.there.set()
        await until(lambda: len(channel.said) == 3)
        assert "đã nhận minh chứng" in channel.said[2].lower()
        assert states(commune) == ["done"] * 3 and evidence(commune) == ["3.2"]


async def test_a_file_that_never_comes__is_said_so(commune: Commune) -> None:
    channel = Slow()
    async with running(commune, channel, patience=0.05, goes_on=0.05) as app:
        await app.receive(photo(app, "1", "never"))
        await until(lambda: len(channel.said) == 2)
        assert "chưa tải về được" in channel.said[1]
        assert states(commune) == ["done", "done"] and evidence(commune) == []


async def test_a_restart__takes_up_waiting_files_and_late_ones(commune: Commune) -> None:
    before = Slow()
    async with running(commune, before) as app:
        await app.receive(photo(app, "1"))
        await app.receive(words(app, "2", "còn gì"))
        await until(lambda: before.asked)
    assert states(commune) == ["waiting", "waiting"]
    slow = Slow()
    async with running(commune, slow, patience=0.05) as app:
        await until(lambda: len(slow.said) == 2)
    assert states(commune) == ["done", "done", "fetching"]
    after = Slow()
    after.there.set()
    async with running(commune, after) as app:
        await until(lambda: after.said)
        assert states(commune) == ["done"] * 3 and evidence(commune) == ["3.2"]
