"""The power fails under load: of what was not synced any part is lost, of what was acknowledged nothing."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from store.session import Store
from tests.faults.conftest import Worlds
from tests.faults.disk import POWER, SURE, power_cut
from tests.faults.world import ALL, Server, World

CUTS = 75 if ALL else 5
WRITES = 160  # so many at most before the power fails: some lives end before they are ready
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def _power_failed(world: World, server: Server | None, luck: random.Random) -> int:
    """The process is gone and the machine with it; how many sectors were lost."""
    if server is not None:
        await world.dies(server)
    lost = _as_a_disk_has_it(world, luck)
    await world.after(server)
    return lost


def _as_a_disk_has_it(world: World, luck: random.Random) -> int:
    file = Path(str(world.store.url.database))
    held = {path: power_cut(path, luck) for path in (file, Path(f"{file}-wal")) if path.exists()}
    world.store.close()  # the last to close a file writes to it: then the disk's content is put there
    Path(f"{file}-shm").unlink(missing_ok=True)
    for path, (content, _) in held.items():
        path.write_bytes(content)
        Path(f"{path}{SURE}").write_bytes(content)
    world.store = Store(world.store.url.render_as_string(hide_password=False), world.store.data)
    return sum(lost for _, lost in held.values())


def sound(store: Store) -> None:
    """SQLite finds nothing wrong with the file."""
    with store.read() as db:
        db.cursor.execute("PRAGMA integrity_check")
        assert db.cursor.fetchall() == [("ok",)]
        db.cursor.execute("PRAGMA foreign_key_check")
        assert db.cursor.fetchall() == []


async def test_power_fails_under_load(sqlite_worlds: Worlds, counted: Callable[[str], None]) -> None:
    luck, lost = random.Random(18), 0
    async with sqlite_worlds(villages=20) as world:
        world.disk = world.folder / "full"  # PostgreSQL has files of its own
        for _ in range(CUTS):
            world.all_say(2)
            server = await world.start(POWER, luck.randint(1, WRITES))
            lost += await _power_failed(world, server, luck)
            sound(world.store)
        assert lost
        await world.started()
        await world.comes_to_rest()
        counted(f"{CUTS} power cuts, {lost} sectors lost; {world.check()}")
