"""Messages that come at once: a turn that raises costs only itself, whoever shares its commit."""

import asyncio

from sqlalchemy import func, select, update

from bot.inbox import Taken
from bot.writer import GroupWriter, Writer, writer_for
from store import figures
from store.conversations import TALK
from store.inbox import INBOX
from store.messages import Incoming
from store.session import Store
from tests.handlers.world import Commune

VILLAGES = 6
BROKEN = "to3"  # whose talk is kept in a way nobody can read


def _spoil(commune: Commune) -> None:
    with commune.store.write() as db:
        row = TALK.c.person == commune.people[BROKEN]
        db.execute(update(TALK).where(row).values(memory="{not JSON"))


async def _at_once(writer: Writer, messages: list[Incoming]) -> list[Taken]:
    return list(await asyncio.gather(*(writer.take(one) for one in messages)))


async def test_a_turn_that_raises_in_a_group__costs_only_itself(store: Store) -> None:
    commune = Commune(store, villages=VILLAGES)
    everybody = [f"to{number}" for number in range(1, VILLAGES + 1)]
    for who in everybody:
        commune.says(who, "chào")
    _spoil(commune)
    writer = writer_for(store, commune.inbox)
    await writer.start(lambda _: None)
    messages = [Incoming(commune.account, who, f"m-{who}", text="412/550") for who in everybody]
    taken = await _at_once(writer, messages)
    again = await _at_once(writer, messages)
    await writer.stop()

    assert all(one.new for one in taken)
    assert [who for who, one in zip(everybody, taken, strict=True) if one.failed] == [BROKEN]
    assert all(len(one.outgoing) == 1 for one in taken)
    assert not any(one.new for one in again)
    if isinstance(writer, GroupWriter):
        assert writer.turns > writer.groups, "they shared no commit"
    with store.read() as db:
        stored = {key: figure.count.num for key, figure in figures.figures_of_campaign(db, commune.campaign).items()}
        states = dict(db.execute(select(INBOX.c.state, func.count()).group_by(INBOX.c.state)))
    assert list(stored.values()) == [412] * (VILLAGES - 1)
    assert states == {"done": 2 * VILLAGES - 1, "failed": 1}


async def test_other_work_that_raises__is_told_to_who_asked_for_it(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "chào")
    writer = writer_for(store, commune.inbox)
    await writer.start(lambda _: None)

    def fails(_: object) -> None:
        raise LookupError("nothing there")

    message = Incoming(commune.account, "to1", "m1", text="412/550")
    taken, told = await asyncio.gather(writer.take(message), writer.act(fails), return_exceptions=True)
    await writer.stop()
    assert isinstance(taken, Taken)
    assert taken.new
    assert not taken.failed
    assert isinstance(told, LookupError)


async def test_what_came_just_before_the_end__is_done(store: Store) -> None:
    commune = Commune(store)
    writer = writer_for(store, commune.inbox)
    await writer.start(lambda _: None)
    last = asyncio.ensure_future(writer.act(lambda db: db.sqlite))
    await asyncio.sleep(0)
    await writer.stop()
    assert await asyncio.wait_for(last, 10) is store.sqlite
