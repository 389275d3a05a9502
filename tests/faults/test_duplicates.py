"""Every update delivered one to five times, some at the same instant on several connections: one effect, one reply."""

import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.platforms import PLATFORMS
from tests.faults.world import ALL

TIMES = 100 if ALL else 4
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


@pytest.mark.parametrize("channel", PLATFORMS)
async def test_delivered_one_to_five_times(worlds: Worlds, channel: str, counted: Callable[[str], None]) -> None:
    luck = random.Random(5)
    async with worlds(channel, villages=10) as world:
        await world.started()
        delivered = 0
        for _ in range(TIMES):
            for key in world.all_say():
                more = luck.randint(0, 4)
                delivered += 1 + more
                for _ in range(more):
                    world.platform.again(key)
            await world.platform.server.delivered()
        await world.comes_to_rest()
        world.check(ordered=False)
        for key in world.ledger:  # and long afterwards once more
            world.platform.again(key)
        await world.platform.server.delivered()
        await world.comes_to_rest()
        counted(f"{delivered + len(world.ledger)} deliveries; {world.check(ordered=False)}")
