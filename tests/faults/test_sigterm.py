"""SIGTERM under load: what was begun is finished and put down, so that a restart loses, doubles and doubts nothing."""

import asyncio
import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.world import ALL

RESTARTS = 20 if ALL else 2
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def test_restarted_under_load(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(15)
    async with worlds(villages=20) as world:
        for _ in range(RESTARTS):
            server = await world.started()
            world.all_say(3)
            await asyncio.sleep(luck.uniform(0, 0.5))
            assert await world.stop(server) == 0, world.log.read_text()[-3000:]
            assert world.under_way() == set(), world.log.read_text()[-3000:]
        await world.started()
        await world.comes_to_rest()
        counted(f"{RESTARTS} restarts; {world.check()}")
