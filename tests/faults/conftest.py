"""What the fault tests counted stands at the end of their run: `make faults` prints it."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from store.session import Store
from tests.faults.world import World, fork_server, world_of

LEDGER = "ledger"


Worlds = Callable[..., AbstractAsyncContextManager[World]]


@pytest.fixture(scope="session")
def zygote() -> Iterator["subprocess.Popen[bytes]"]:
    """What the servers are forked from, once a run."""
    process = fork_server()
    yield process
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.fixture
def worlds(zygote: "subprocess.Popen[bytes]", store: Store, tmp_path: Path) -> Worlds:
    """Makes a world of a channel and so many villages, on SQLite and on PostgreSQL."""
    return partial(world_of, zygote, store, tmp_path)


@pytest.fixture
def sqlite_worlds(zygote: "subprocess.Popen[bytes]", sqlite_url: str, tmp_path: Path) -> Iterator[Worlds]:
    """The same, for what is done to the files of SQLite."""
    store = Store(sqlite_url, tmp_path / "data")
    yield partial(world_of, zygote, store, tmp_path)
    store.close()


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Have these figures printed beside the name of the test."""
    return lambda figures: record_property(LEDGER, figures)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every test's figures."""
    lines = [
        f"{report.nodeid.rsplit('/', 1)[-1]}: {figures}"
        for report in terminalreporter.stats.get("passed", [])
        for name, figures in report.user_properties
        if name == LEDGER
    ]
    if lines:
        terminalreporter.section("what was sent in, stored and told")
        for line in lines:
            terminalreporter.write_line(line)
