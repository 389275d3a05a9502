"""Updates of a chat that come in another order than they were written: taken as they come, in that order, each once."""

import random

import pytest

from tests.faults.conftest import Worlds
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL, World

WINDOW = 10
WINDOWS = 10 if ALL else 1
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def _shuffled(world: World, luck: random.Random) -> dict[int, list[int]]:
    """Each village's next updates, delivered one by one in another order; the counts by village, as they came."""
    assert isinstance(world.platform, OnTelegram)
    server = world.platform.server
    webhook, server.webhook = server.webhook, None  # written while the platform does not deliver
    written = {village: [world.says(village) for _ in range(WINDOW)] for village in range(world.villages)}
    server.webhook = webhook
    for keys in written.values():
        luck.shuffle(keys)
    for turn in zip(*written.values(), strict=True):
        for key in turn:
            server.again(int(key))
    await server.delivered()
    return {village: [world.ledger[key][1] for key in keys] for village, keys in written.items()}


async def test_shuffled_inside_a_window(worlds: Worlds) -> None:
    luck = random.Random(10)
    async with worlds(villages=6) as world:
        await world.started()
        came: dict[int, list[int]] = {village: [] for village in range(world.villages)}
        for _ in range(WINDOWS):
            for village, counts in (await _shuffled(world, luck)).items():
                came[village] += counts
        await world.comes_to_rest()
        world.check(ordered=False)
        for village, counts in came.items():
            unit = world.commune.units[f"t{village + 1}"].id
            assert [row.num for row in world.rows().figures if row.unit == unit] == counts
            figure = world.commune.figure(f"t{village + 1}", "3.4")
            assert figure is not None and figure.count.num == counts[-1]
