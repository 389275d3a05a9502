"""429 on a third of all sends: nobody is written to before the time is up, nothing is lost, nobody is told twice."""

import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL

TIMES = 20 if ALL else 2
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def test_too_many_requests(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(429)
    async with worlds(villages=15) as world:
        assert isinstance(world.platform, OnTelegram)
        server = world.platform.server
        for _ in range(TIMES * world.villages * 2):
            if luck.random() < 0.3:
                wait = {"retry_after": luck.randint(1, 2)}
                server.trouble("sendMessage", status=429, description="Too Many Requests", parameters=wait)
            else:
                server.trouble("sendMessage")
        await world.started()
        for _ in range(TIMES):
            world.all_say()
        await world.sees(world.acknowledged)
        await world.sees(world.settled)
        assert server.early == []
        counted(world.check())
