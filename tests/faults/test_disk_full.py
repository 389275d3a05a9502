"""The disk is full under load: nothing is acknowledged that is not stored, the operator reads why, and all goes on."""

import asyncio
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from store.evidence import EVIDENCE
from tests.bot.channels.running import free_port
from tests.faults.conftest import Worlds
from tests.faults.disk import fill
from tests.faults.platforms import OnTelegram, OnZaloOa
from tests.faults.test_power_cut import sound
from tests.faults.world import ALL, ROOT, Server, World

TIMES = 30 if ALL else 4
WRITES = 60  # taken at most before the disk is full: it may be in the middle of a commit
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def _ready(server: Server) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/readyz") as answer:
        return answer.status, (await answer.json())["database"]


def _refused_or_taken(world: World, refused: int) -> bool:
    return world.platform.server.statuses.count(503) >= refused or world.acknowledged()


@pytest.mark.parametrize(
    ("command", "most"),
    [(("run",), 0), (("migrate",), 0), (("migrate",), 32 << 10), (("unit", "import", "units.csv"), 0)],
)
def test_a_command_on_a_disk_without_room__ends_in_one_line(
    sqlite_template: Path, tmp_path: Path, command: tuple[str, ...], most: int
) -> None:
    """No file may grow beyond `most` bytes: the first write is refused, or one when a few pages are in."""
    if command != ("migrate",):
        shutil.copy(sqlite_template, tmp_path / "sothon.db")
    (tmp_path / "units.csv").write_text("mã,tên,cấp,mã cấp trên\nx,Xã Một,xa,\n")
    given = {"SOTHON_DATABASE": "sqlite:///sothon.db", "SOTHON_SECRET": "x" * 40, "SOTHON_PORT": str(free_port())}
    done = subprocess.run(
        ["prlimit", f"--fsize={most}", sys.executable, "-m", "bot.cli", *command],
        env={**os.environ, **given, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if not line.startswith("{")]  # beside the log
    assert done.returncode == 1, done.stderr
    assert said == ["Không ghi được kho sqlite:///sothon.db: đĩa hết chỗ, hỏng hoặc chỉ cho đọc."]


async def test_disk_full_under_load(sqlite_worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck = random.Random(17)
    async with sqlite_worlds(villages=10) as world:
        assert isinstance(world.platform, OnTelegram)
        world.disk, fake = world.folder / "full", world.platform.server
        server = await world.started()
        for _ in range(TIMES):
            world.all_say()
            await asyncio.sleep(luck.uniform(0, 0.2))
            fill(world.disk, luck.randint(0, WRITES))
            refused = fake.statuses.count(503) + 1
            while fake.statuses.count(503) < refused:
                world.all_say()
                await world.sees(partial(_refused_or_taken, world, refused))
            assert await _ready(server) == (503, "hết chỗ trên đĩa, chưa nhận được tin")
            assert {key for key in world.ledger if key in world.platform.acknowledged()} <= world.kept()
            await asyncio.sleep(luck.uniform(0, 1.5))
            world.disk.unlink()
            await world.sees(world.acknowledged)
        await world.comes_to_rest()
        sound(world.store)
        lines = [json.loads(line) for line in world.log.read_text().splitlines()]
        assert not [line for line in lines if "exception" in line]  # a sentence, and no trace
        assert sum(line.get("action") == "store_unwritable" for line in lines) >= TIMES
        said = world.check(ends=frozenset({"sent"}))
        assert " 0 told twice" in said
        counted(f"{TIMES} times; {said}")


async def test_disk_full_as_new_tokens_come__they_are_kept_once_there_is_room(sqlite_worlds: Worlds) -> None:
    """The old pair is burnt: were the new one forgotten, a person would have to authorise the account again."""
    async with sqlite_worlds("zalo_oa", villages=3) as world:
        assert isinstance(world.platform, OnZaloOa)
        world.disk, fake = world.folder / "full", world.platform.server
        fake.rotated = partial(fill, world.disk, 0)
        await world.started()
        world.all_say()
        await world.sees(lambda: fake.rotations)
        world.leases_run_out(10)  # another try, and the disk is still full
        await asyncio.sleep(2)
        fake.rotated = lambda: None
        world.disk.unlink()
        world.leases_run_out(10)
        await world.comes_to_rest()
        assert fake.rotations == 1
        world.check(ordered=False, ends=frozenset({"sent"}))


async def test_no_room_for_a_file__it_is_asked_for_again_and_leaves_no_half(worlds: Worlds) -> None:
    """The limit is on the size of one file: the database, whose files are smaller, goes on."""
    content = b"%PDF-1.7" + bytes(9 << 20) + b"%%EOF"
    async with worlds(villages=1) as world:
        assert isinstance(world.platform, OnTelegram)
        server = await world.started()
        most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (8 << 20, most[1]))
        world.platform.server.sends_document(7000, "bien-ban.pdf", content, "application/pdf", "3.4")
        await world.sees(lambda: '"file_not_kept"' in world.log.read_text())
        assert _evidence(world) == ([], [])
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, most)
        await world.sees(world.settled)
        kept, files = _evidence(world)
        assert [row.size for row in kept] == [len(content)] == [file.stat().st_size for file in files]


def _evidence(world: World) -> tuple[list[Any], list[Path]]:
    """What stands in the database, and what lies on disk."""
    with world.store.read() as db:
        kept = db.execute(select(EVIDENCE.c.size))
    return kept, [path for path in (world.store.data / "evidence").rglob("*") if path.is_file()]
