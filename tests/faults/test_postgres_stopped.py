"""PostgreSQL stopped at once and started under load: nothing is acknowledged that is not stored, and all goes on."""

import asyncio
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from store.migrate import upgrade
from store.session import Store
from tests.faults.cluster import cluster, programs
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL, Server, World, world_of

STOPS = 10 if ALL else 2
pytestmark = [
    pytest.mark.postgres, pytest.mark.timeout(1800 if ALL else 180),
    pytest.mark.skipif(programs() is None, reason="initdb and pg_ctl are not on this machine"),
]  # fmt: skip


async def _ready(server: Server) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/readyz") as answer:
        return answer.status


async def nothing_moves(world: World) -> None:
    """Whatever is claimed by a send has ended; what is still claimed was claimed by a commit whose answer was lost."""
    seen: tuple[set[int], int] | None = None
    while seen != (seen := (world.under_way(), len(world.platform.got()))):  # noqa: ASYNC110  (in other processes)
        await asyncio.sleep(1.5)


async def test_stopped_and_started_under_load(
    zygote: "subprocess.Popen[bytes]", tmp_path: Path, counted: Callable[[str], None]
) -> None:
    luck = random.Random(14)
    with cluster() as postgres:
        upgrade(postgres.url)
        store = Store(postgres.url, tmp_path / "data")
        async with world_of(zygote, store, tmp_path, villages=10) as world:
            assert isinstance(world.platform, OnTelegram)
            server = await world.started()
            for _ in range(STOPS):
                world.all_say(2)
                await asyncio.sleep(luck.uniform(0, 0.4))
                await asyncio.to_thread(postgres.stop)
                world.all_say()
                assert await _ready(server) == 503
                await asyncio.to_thread(postgres.start)
                await world.sees(world.acknowledged)
            assert 503 in world.platform.server.statuses and await _ready(server) == 200
            await nothing_moves(world)
            world.in_doubt = world.under_way()
            world.leases_run_out()
            await world.comes_to_rest()
            said = world.check(ends=frozenset({"sent"}))
            assert " 0 told twice" in said  # outcomes waited until they could be put down
            counted(f"{STOPS} stops; {said}")
        store.close()
