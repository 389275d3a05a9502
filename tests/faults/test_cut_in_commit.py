"""The line to PostgreSQL is cut just before or just after a COMMIT arrives: nobody knows, and nothing is lost."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store.session import Store
from tests.bot.channels.running import free_port
from tests.faults.relay import relay
from tests.faults.test_postgres_stopped import nothing_moves
from tests.faults.world import ALL, world_of

CUTS = 500 if ALL else 20
SHARE = 0.3  # of the commits
pytestmark = [pytest.mark.postgres, pytest.mark.timeout(1800 if ALL else 180)]


async def test_cut_at_commits(
    zygote: "subprocess.Popen[bytes]", postgres_store: Store, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    luck, url = random.Random(15), postgres_store.url
    ready = False

    def cut(data: bytes) -> str | None:
        if ready and b"COMMIT\0" in data and luck.random() < SHARE:
            return luck.choice(("before", "after"))
        return None

    async with (
        world_of(zygote, postgres_store, tmp_path, villages=40) as world,
        relay(bad := free_port(), [url.port or 5432], cut) as line,
    ):
        through = url.set(host="127.0.0.1", port=bad).render_as_string(hide_password=False)
        await world.started(database=through)
        ready = True
        while line.cuts < CUTS:
            world.all_say()
            await world.sees(world.acknowledged)
        ready = False
        await nothing_moves(world)
        world.in_doubt = world.under_way()
        world.leases_run_out()
        await world.comes_to_rest()
        said = world.check(ordered=False, ends=frozenset({"sent"}))
        assert " 0 told twice" in said  # an outcome whose commit is in doubt is put down again, not sent again
        counted(f"{line.cuts} cuts; {said}")
