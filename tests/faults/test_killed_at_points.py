"""kill -9 at every named point of the turn and of the delivery: nothing is lost, nothing has its effect twice."""

import random
from collections.abc import Callable

import pytest

from tests.faults.conftest import Worlds
from tests.faults.points import CLAIMS, POINTS
from tests.faults.world import ALL, ROOT

ROUNDS = 8 if ALL else 1
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


def test_every_point_is_named_in_the_paper() -> None:
    paper = (ROOT / "docs" / "reliability.md").read_text()
    assert len(POINTS) >= 20
    assert [point for point in POINTS if point not in paper] == []


async def test_killed_at_every_named_point(worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(9)
    async with worlds(villages=8) as world:
        for at in range(ROUNDS):
            for point in luck.sample(POINTS, len(POINTS)):
                if point in CLAIMS:  # somebody must have left a claim behind
                    world.says(luck.randrange(world.villages))
                    await world.after(await world.start("before the call"))
                for village in luck.sample(range(world.villages), 2 + min(at, 1)):
                    world.says(village)
                nth = 1 if point in CLAIMS else luck.randint(1, 2)
                server = await world.start(point, nth)
                if server is not None:
                    await world.dies(server)
                    assert server.ended.result() == -9, f"{point}: {world.log.read_text()[-2000:]}"
                await world.after(server)
        await world.started()
        await world.comes_to_rest()
        counted(world.check())
