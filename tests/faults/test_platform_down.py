"""The platform fails for a while: 5xx, nobody listens, no such name. Everything is sent in the end, once."""

import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.world import ALL

TIMES = 20 if ALL else 2
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def test_errors_of_the_platform_itself(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(500)
    async with worlds(villages=10) as world:
        for _ in range(TIMES * world.villages * 2):
            status = luck.choice((500, 502, 503)) if luck.random() < 0.2 else 200
            world.platform.server.trouble("sendMessage", status=status, description="Internal Server Error")
        await world.started()
        for _ in range(TIMES):
            world.all_say()
        await world.sees(world.acknowledged)
        await world.sees(world.settled)
        counted(world.check())


@pytest.mark.parametrize("api", ["http://127.0.0.1:9", "http://khong-co.invalid"])
async def test_nobody_there__messages_are_taken_and_answered_later(
    worlds: Worlds, api: str, counted: Callable[[str], None]
) -> None:
    async with worlds(villages=5) as world:
        server = await world.started(telegram_api=api)
        world.all_say(2)
        await world.sees(world.acknowledged)
        for _ in range(12 if ALL else 9):  # as many tries as there are in a good five minutes
            await world.sees(lambda: not world.under_way())
            world.leases_run_out(5)
        assert await world.stop(server) == 0
        assert not world.platform.got()
        await world.started()
        world.leases_run_out()
        await world.sees(world.settled)
        counted(world.check())
