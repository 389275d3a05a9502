"""The platform takes a message and its answer is lost: told again at most once for each, and nothing else is."""

import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL

TIMES = 20 if ALL else 2
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


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
        await world.sees(lambda: len(world.under_way()) == lost)  # everything else is settled
        world.in_doubt = world.under_way()
        world.leases_run_out()
        await world.sees(world.settled)
        said = world.check(ends=frozenset({"sent"}))
        assert f" {lost} told twice" in said  # the platform has no key by which it would know them again
        counted(said)
