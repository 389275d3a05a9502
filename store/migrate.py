"""Brings a database to today's tables: by one command, and at every start. All steps are one transaction, SQLite's too.

For developers: `python -m store.migrate "What changes"` writes the next step from the difference between the steps so
far and `store/tables.py`; it is read and mended by hand before it is committed.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlmodel import SQLModel

from store import tables  # noqa: F401  (the metadata must know every table)

FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 10.0  # seconds another process may take with a SQLite file
LOCK = 0x50_7E_07  # PostgreSQL is migrated under this advisory lock: two processes starting together take turns


class DatabaseTooNew(Exception):
    """The database was made by a newer version of this program; nothing was changed."""


def newest() -> str:
    """The last step there is."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def standing(url: str) -> str | None:
    """The step a database stands at; None for an empty one."""
    with _connection(url) as connection:
        return standing_on(connection)


def standing_on(connection: Connection) -> str | None:
    """The same on a connection somebody has open, which may be for reading only."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str, to: str = "head") -> bool:
    """Take every step that is missing; whether there was any. Raises DatabaseTooNew."""
    with _connection(url) as connection:
        before = standing_on(connection)
        if before == newest() and to == "head":
            return False
        if before is not None and before not in {step.revision for step in _steps()}:
            raise DatabaseTooNew(before)
        _run(command.upgrade, connection, to)
        return standing_on(connection) != before


def downgrade(url: str, to: str = "base") -> None:
    """Go back to a step, or to the empty database."""
    with _connection(url) as connection:
        _run(command.downgrade, connection, to)


def differences(url: str) -> list[Any]:
    """What the tables of a database lack or have too much against `store/tables.py`."""
    with _connection(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def write_step(message: str) -> None:
    """Write the next step, for a developer to read and mend."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/now.db"
        if list(_steps()):
            upgrade(url)
        with _connection(url) as connection:
            number = f"{len(list(_steps())) + 1:04d}"
            _run(command.revision, connection, message=message, autogenerate=True, rev_id=number)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _steps() -> Iterator[Any]:
    return ScriptDirectory.from_config(_config()).walk_revisions()


def _run(act: Callable[..., object], connection: Connection, *arguments: Any, **named: Any) -> None:
    config = _config()
    config.attributes["connection"] = connection
    act(config, *arguments, **named)


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    """One transaction that nobody else migrates beside. Tables are made anew in it: foreign keys are checked last."""
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
            if engine.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"foreign keys broken by a migration: {broken[:3]}")
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(make_url(url))
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _by_hand(raw: Any, _record: Any) -> None:
            raw.isolation_level = None  # else the driver would commit before every CREATE TABLE
            raw.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
            _write_ahead(raw)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Keep the journal that stays with the file: who only reads could not set it.

    Where two set it on a new file at the same moment SQLite refuses one of them at once, whatever its patience.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


if __name__ == "__main__":
    write_step(" ".join(sys.argv[1:]))
