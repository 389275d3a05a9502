"""Several processes behind a proxy, replaced one after the other under load: nothing is lost, doubled or in doubt."""

import asyncio
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from store.session import Store
from tests.bot.channels.running import free_port
from tests.faults.relay import relay
from tests.faults.world import ALL, Server, world_of

PROCESSES = 4 if ALL else 2
ROUNDS = 10 if ALL else 1
MOST = 10.0  # seconds a process may take to end what it has begun
pytestmark = [pytest.mark.postgres, pytest.mark.timeout(1800 if ALL else 180)]


def _port(server: Server) -> int:
    return urlsplit(server.url).port or 0


async def test_each_process_replaced_under_load(
    zygote: "subprocess.Popen[bytes]", postgres_store: Store, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    """An SQLite file has one writing process: it is restarted (`test_sigterm.py`), and a second one is refused."""
    luck, longest, replaced = random.Random(24), 0.0, 0
    async with (
        world_of(zygote, postgres_store, tmp_path, villages=20) as world, relay(world.port, []) as proxy,
    ):  # fmt: skip
        servers = [await world.started(port=free_port()) for _ in range(PROCESSES)]
        proxy.to += map(_port, servers)
        for _ in range(ROUNDS * PROCESSES):
            world.all_say(2)
            new = await world.started(port=free_port())
            world.all_say()
            await asyncio.sleep(luck.uniform(0, 0.3))
            proxy.to.append(_port(new))
            old = servers.pop(0)
            begun = time.monotonic()
            assert await world.stop(old) == 0, world.log.read_text()[-3000:]
            longest, replaced = max(longest, time.monotonic() - begun), replaced + 1
            proxy.to.remove(_port(old))
            servers.append(new)
        await world.comes_to_rest()
        said = world.check(ends=frozenset({"sent"}))
        assert longest <= MOST and " 0 told twice" in said
        counted(f"{replaced} of {PROCESSES} processes replaced, {longest:.1f} s at most; {said}")
