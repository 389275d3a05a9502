"""Reminders to many, while the processes that send them are killed, doubled and paused. On both databases.

4,400 recipients and twenty kills with SOTHON_TEST_FAULTS=all (`make faults`); as few as still hit the middle without.
"""

import asyncio
import random
import signal
from pathlib import Path

import pytest

from store.session import Store
from tests.scheduler.faults.world import ALL, Faults, faults

MANY = 4400 if ALL else 60
KILLS = 20 if ALL else 2

pytestmark = pytest.mark.timeout(1200 if ALL else 300)


async def _some_more(world: Faults, more: int) -> None:
    wanted = len(world.server.log) + more
    await world.sees(lambda: len(world.server.log) >= wanted)


async def test_killed_in_the_middle__nobody_left_out_and_nothing_queued_twice(store: Store, tmp_path: Path) -> None:
    luck = random.Random(4400)
    async with faults(store, tmp_path, MANY) as world:
        in_doubt: set[int] = set()
        for _ in range(KILLS):
            process = await world.start()
            await _some_more(world, luck.randint(MANY // (4 * KILLS), MANY // (2 * KILLS)))
            await asyncio.sleep(luck.random() / 10)
            in_doubt |= await world.kill(process)
            world.leases_run_out()
        await world.start()
        await world.sees(world.settled)
        world.check(in_doubt)


@pytest.mark.postgres
async def test_two_leaders__each_stage_once(postgres_store: Store, tmp_path: Path) -> None:
    """An SQLite file has one writing process; there is no second leader."""
    async with faults(postgres_store, tmp_path, MANY) as world:
        await asyncio.gather(world.start("--leads"), world.start("--leads"))
        await world.sees(lambda: len(world.got()) == MANY and world.settled())
        await asyncio.sleep(60 if ALL else 1)
        world.check(set())


@pytest.mark.postgres
async def test_paused_while_another_takes_over__and_resumed(postgres_store: Store, tmp_path: Path) -> None:
    async with faults(postgres_store, tmp_path, MANY) as world:
        first = await world.start()
        await _some_more(world, MANY // 4)
        first.send_signal(signal.SIGSTOP)
        in_doubt = world.under_way()
        world.leases_run_out()
        await world.start()
        await world.sees(lambda: len(world.got()) == MANY and world.settled())
        first.send_signal(signal.SIGCONT)
        await asyncio.sleep(2)
        world.check(in_doubt)


async def test_paused_over_night__the_rest_is_told_next_morning(store: Store, tmp_path: Path) -> None:
    async with faults(store, tmp_path, MANY) as world:
        process = await world.start()
        await _some_more(world, MANY // 4)
        process.send_signal(signal.SIGSTOP)
        in_doubt = world.under_way()
        world.at("2023-06-24 06:30")
        process.send_signal(signal.SIGCONT)
        await asyncio.sleep(1)
        before = len(world.server.log)
        await asyncio.sleep(1)
        assert len(world.server.log) == before < MANY  # nobody is written to at half past six
        world.at("2023-06-24 07:30")
        await world.sees(lambda: len(world.got()) == MANY and world.settled())
        world.check(in_doubt)


@pytest.mark.parametrize("seconds", [3600, -3600, 86400, -86400] if ALL else [-3600, 86400])
async def test_the_clock_jumps_in_the_middle__and_back(store: Store, tmp_path: Path, seconds: int) -> None:
    async with faults(store, tmp_path, MANY // 2) as world:
        world.at("2023-06-23 10:00")
        await world.start()
        await _some_more(world, MANY // 8)
        world.leap(seconds)
        await _some_more(world, 1)
        world.leap(-seconds)
        await world.sees(lambda: len(world.got()) == MANY // 2 and world.settled())
        await asyncio.sleep(1)
        world.check(set())
