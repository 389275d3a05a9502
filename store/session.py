"""The way to the database: statements written in Core at import, compiled once per dialect, run on the driver's cursor.

Twelve statements cost a fraction of a millisecond this way, through `execute` several times that (bench/turn.py).
"""

import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

from store import tables  # noqa: F401  (the metadata must know every table)


class StoreError(Exception):
    """The database could not be used."""


class _Compiled:
    """One statement in one dialect: its text, and what the types do to values on the way in and out."""

    __slots__ = ("binds", "constants", "named", "order", "results", "row", "sql")

    def __init__(self, clause: Executable, dialect: Dialect) -> None:
        compiled: Any = clause.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql: str = str(compiled)
        self.named: bool = not compiled.positional
        self.order: list[str] = list(compiled.positiontup or compiled.bind_names.values())
        processors = compiled._bind_processors
        self.binds: list[tuple[str, Callable[[Any], Any] | None]] = [
            (name, processors.get(name)) for name in self.order
        ]
        self.constants: dict[str, Any] = {
            bind.key: bind.value for bind in compiled.binds.values() if not bind.required and bind.value is not None
        }
        columns = compiled._result_columns or []
        self.row = namedtuple("Row", [column.keyname for column in columns], rename=True) if columns else None  # type: ignore[misc]
        found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.results = found if any(found) else None

    def values(self, given: dict[str, Any]) -> Any:
        constants = self.constants
        out = []
        for name, process in self.binds:
            value = given[name] if name in given else constants.get(name)
            out.append(process(value) if process is not None else value)
        return dict(zip(self.order, out, strict=True)) if self.named else out

    def make(self, row: Any) -> Any:
        if self.results is None:
            return self.row._make(row)  # type: ignore[union-attr]
        return self.row._make(  # type: ignore[union-attr]
            [value if process is None else process(value) for value, process in zip(row, self.results, strict=True)]
        )


class Query:
    """A Core statement that is run many times. Values are given by the names of its `bindparam`s."""

    __slots__ = ("_compiled", "clause")

    def __init__(self, clause: Executable) -> None:
        self.clause = clause
        self._compiled: dict[str, _Compiled] = {}

    def of(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self.clause, dialect)
        return compiled


class Db:
    """One connection inside (or about to be inside) a transaction that is begun and ended by hand."""

    __slots__ = ("connection", "cursor", "data", "dialect", "sqlite")

    def __init__(self, connection: Connection, data: Path) -> None:
        self.connection = connection
        self.cursor: Any = connection.connection.cursor()
        self.dialect = connection.dialect
        self.sqlite = self.dialect.name == "sqlite"
        self.data = data

    def all(self, query: Query, **values: Any) -> list[Any]:
        """Every row, as named tuples in the columns' names."""
        compiled = query.of(self.dialect)
        cursor = self.cursor
        cursor.execute(compiled.sql, compiled.values(values))
        make = compiled.make
        return [make(row) for row in cursor.fetchall()]

    def first(self, query: Query, **values: Any) -> Any:
        """The first row or None."""
        compiled = query.of(self.dialect)
        cursor = self.cursor
        cursor.execute(compiled.sql, compiled.values(values))
        row = cursor.fetchone()
        return None if row is None else compiled.make(row)

    def add(self, query: Query, **values: Any) -> int | None:
        """Run an INSERT that returns its id; None where a conflict was ignored."""
        compiled = query.of(self.dialect)
        cursor = self.cursor
        cursor.execute(compiled.sql, compiled.values(values))
        row = cursor.fetchone()
        return None if row is None else int(row[0])

    def run(self, query: Query, **values: Any) -> int:
        """Run a statement without rows; the number of rows it touched."""
        compiled = query.of(self.dialect)
        self.cursor.execute(compiled.sql, compiled.values(values))
        return int(self.cursor.rowcount)

    def execute(self, statement: Executable, values: Any = None) -> list[Any]:
        """Run any Core statement in the same transaction: for questions asked seldom, or over lists."""
        result = self.connection.execute(statement, values)
        return list(result.all()) if result.returns_rows else []

    def plain(self, sql: str) -> None:
        """Run one of the few statements that have no Core form (BEGIN, SAVEPOINT, RELEASE)."""
        self.cursor.execute(sql)

    def in_transaction(self) -> bool:
        """Whether the driver still is inside a transaction (a full disk may have ended it)."""
        raw: Any = self.connection.connection.dbapi_connection
        if self.sqlite:
            return bool(raw.in_transaction)
        return str(raw.info.transaction_status.name) in {"INTRANS", "ACTIVE"}


class Store:
    """The database behind one URL, and the folder evidence lies in."""

    def __init__(self, url: str, data: Path) -> None:
        self.url: URL = make_url(url)
        self.data = data
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url)
        self._writing = threading.RLock()
        self._writer: Connection | None = None

    @contextmanager
    def write(self) -> Iterator[Db]:
        """A writing transaction, committed at the end. SQLite has one writing connection, one user at a time."""
        with self.open_writer() as db:
            db.plain("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            try:
                yield db
            except BaseException:
                if db.in_transaction() or not self.sqlite:
                    db.plain("ROLLBACK")
                raise
            db.plain("COMMIT")

    @contextmanager
    def open_writer(self) -> Iterator[Db]:
        """A connection to write with, outside any transaction: the caller begins and ends it (`bot/inbox.py` does)."""
        if not self.sqlite:
            with self.engine.connect() as connection:
                yield Db(connection, self.data)
            return
        with self._writing:
            if self._writer is None:
                self._writer = self.engine.connect()
            yield Db(self._writer, self.data)

    @contextmanager
    def read(self) -> Iterator[Db]:
        """A reading transaction on a connection of its own; never waits for the writer."""
        with self.engine.connect() as connection:
            db = Db(connection, self.data)
            db.plain("BEGIN" if self.sqlite else "BEGIN READ ONLY")
            try:
                yield db
            finally:
                db.plain("ROLLBACK")

    def close(self) -> None:
        """Give every connection back."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self.engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, isolation_level="AUTOCOMMIT", pool_size=10, max_overflow=10, pool_pre_ping=True)
    memory = url.database in {None, "", ":memory:"}
    engine = create_engine(
        url,
        poolclass=StaticPool if memory else QueuePool,
        connect_args={"check_same_thread": False, "timeout": 10, "cached_statements": 512},
        isolation_level="AUTOCOMMIT",
    )

    @event.listens_for(engine, "connect")
    def _pragmas(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def database_now(db: Db) -> datetime:
    """The database's own clock: leases of several machines compare by it."""
    if db.sqlite:
        return datetime.now(UTC)
    db.cursor.execute("SELECT clock_timestamp()")
    return db.cursor.fetchone()[0].astimezone(UTC)  # type: ignore[no-any-return]
