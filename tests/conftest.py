"""What every test may ask for: an empty database of today's tables on SQLite and on PostgreSQL, and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy.engine import URL

from store.migrate import upgrade
from store.session import Store
from tests import machine

DATABASES = ("sqlite", "postgres")
PREFIX = "sothon_test_"


def pytest_configure(config: pytest.Config) -> None:
    """What SOTHON_TEST_REQUIRE names must be there: one line and no test run where it is not."""
    unknown = machine.required() - {"postgres", "browser", "peers", "node"}
    if unknown:
        raise pytest.UsageError(
            f"SOTHON_TEST_REQUIRE knows postgres, browser, peers and node, not {', '.join(sorted(unknown))}"
        )
    for name, why in machine.missing().items():
        if name in machine.required():
            raise pytest.UsageError(f"SOTHON_TEST_REQUIRE={os.environ['SOTHON_TEST_REQUIRE']}, but {why}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, with the reason, what this machine cannot run."""
    for item in items:
        for name, why in machine.missing().items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=why))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last word: what was left out, how many tests that were, and why."""
    if hasattr(terminalreporter.config, "workerinput"):
        return
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)]
    terminalreporter.section("left out")
    for name, why in machine.missing().items():
        count = sum(why in reason for reason in reasons)
        terminalreporter.write_line(f"{name}: {count} tests, because {why}")
    if not machine.missing():
        terminalreporter.write_line("nothing: PostgreSQL, Chromium and the peers are here")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a database runs once on each kind."""
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize(
            "database_kind",
            [pytest.param(kind, marks=getattr(pytest.mark, kind) if kind != "sqlite" else ()) for kind in DATABASES],
        )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with today's tables, made once per run and worker."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[URL]:
    """A PostgreSQL database with today's tables, made once per run and worker, and dropped at the end."""
    url = machine.postgres_url()
    _drop_left_behind(url)
    name = f"{PREFIX}{os.getpid()}_template"
    with machine.connect(url) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    made = url.set(database=name)
    try:
        upgrade(made.render_as_string(hide_password=False))
        yield made
    finally:
        _drop(url, name)


@pytest.fixture
def empty_database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, on SQLite and on PostgreSQL."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    yield from _postgres("template0", tmp_path)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with today's tables and no row, on SQLite and on PostgreSQL."""
    if database_kind == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "sothon.db")
        yield f"sqlite:///{tmp_path}/sothon.db"
        return
    yield from _postgres(request.getfixturevalue("postgres_template").database, tmp_path)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL, its files in a folder of this test."""
    store = Store(database_url, tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_template: URL, tmp_path: Path) -> Iterator[Store]:
    """An empty store on PostgreSQL, for what takes several processes; the test is marked `postgres`."""
    assert postgres_template.database is not None
    for url in _postgres(postgres_template.database, tmp_path):
        store = Store(url, tmp_path / "data")
        yield store
        store.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an SQLite file with today's tables and no row, for what does not depend on the database."""
    shutil.copy(sqlite_template, tmp_path / "sothon.db")
    return f"sqlite:///{tmp_path}/sothon.db"


def _postgres(template: str, tmp_path: Path) -> Iterator[str]:
    url = machine.postgres_url()
    name = f"{PREFIX}{os.getpid()}_{abs(hash(tmp_path)):x}"
    with machine.connect(url) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _drop(url, name)


def _drop(url: URL, name: str) -> None:
    with machine.connect(url) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _drop_left_behind(url: URL) -> None:
    """A run that was killed leaves its databases; their names carry the number of its process."""
    with machine.connect(url) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (PREFIX,)
        ).fetchall()
    for (name,) in names:
        owner = str(name).removeprefix(PREFIX).split("_")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            _drop(url, str(name))
