"""The platform takes a message and its answer is lost: told again at most once for each, and nothing else is."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import select

from store.outbox import OUTBOX
from tests.faults.conftest import Worlds
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL, World

TIMES = 20 if ALL else 2
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


def _without_a_reason(world: World) -> set[int]:
    """Messages on their way of which nothing is known to have gone wrong."""
    on_their_way = select(OUTBOX.c.id).where(OUTBOX.c.state.in_(("queued", "sending")), OUTBOX.c.error.is_(None))
    with world.store.read() as db:
        return {row.id for row in db.execute(on_their_way)}


def _tried_twice(world: World) -> set[int]:
    with world.store.read() as db:
        return {row.id for row in db.execute(select(OUTBOX.c.id).where(OUTBOX.c.tries == 2))}


async def test_no_answer_after_it_was_taken(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(8)
    async with worlds(villages=10) as world:
        assert isinstance(world.platform, OnTelegram)
        lost = 0
        for _ in range(TIMES * world.villages):
            lost += (taken := luck.random() < 0.2)
            world.platform.server.trouble("sendMessage", taken=taken)
        await world.started()
        for _ in range(TIMES):
            world.all_say()
        await world.sees(world.acknowledged)
        await world.sees(lambda: not _without_a_reason(world))  # what is not settled yet is in doubt
        world.leases_run_out()
        await world.sees(world.settled)
        world.in_doubt = _tried_twice(world)
        said = world.check(ends=frozenset({"sent"}))
        assert f" {lost} told twice" in said  # the platform has no key by which it would know them again
        counted(said)
