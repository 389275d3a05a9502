"""kill -9 at random under load, again and again: nothing acknowledged is lost, nothing has its effect twice."""

import asyncio
import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.world import ALL

KILLS = 40 if ALL else 3
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def test_killed_at_random_under_load(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(2)
    async with worlds(villages=20) as world:
        for _ in range(KILLS):
            server = await world.started()
            world.all_say(3)
            await asyncio.sleep(luck.uniform(0, 0.6))
            await world.kill(server)
        await world.started()
        await world.comes_to_rest()
        counted(world.check())
