"""The way to the database: transactions, reading and writing connections, statements run on the driver's cursor."""

import logging
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

import store.tables  # noqa: F401  (the metadata must know every table)
from store.memory import Memory
from store.query import Query

LOG = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds after which PostgreSQL ends a transaction whose process is paused, and frees its locks. Others of that process
# may have waited for them and then stand still in turn: it can be several times this until all is free.
STANDS_STILL = 15
CLOSING = 5.0  # seconds to wait for readers at the end


class StoreError(Exception):
    """The database could not be used."""


def why_unwritable(error: BaseException) -> str | None:
    """Whether an error says that nothing can be written just now: "full" (no room on the disk), "disk" (it fails)."""
    error = getattr(error, "orig", None) or error
    name, state = getattr(error, "sqlite_errorname", ""), getattr(error, "sqlstate", "")
    if name == "SQLITE_FULL" or state == "53100":
        return "full"
    return "disk" if name.startswith(("SQLITE_IOERR", "SQLITE_READONLY")) or state in {"58030", "25006"} else None


class Db:
    """One connection inside (or about to be inside) a transaction that is begun and ended by hand."""

    __slots__ = ("connection", "cursor", "data", "dialect", "memory", "sqlite")

    def __init__(self, connection: Connection, data: Path, memory: Memory | None = None) -> None:
        self.connection = connection
        self.memory = memory
        self.cursor: Any = connection.connection.cursor()
        self.dialect = connection.dialect
        self.sqlite = self.dialect.name == "sqlite"
        self.data = data

    def all(self, query: Query, **values: Any) -> list[Any]:
        """Every row, as named tuples in the columns' names."""
        compiled = query.of(self.dialect)
        cursor = self.cursor
        cursor.execute(compiled.sql, compiled.values(values))
        return compiled.make_all(cursor.fetchall())

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
        if self.memory is not None and query.changes is not None:
            self.memory.written(query.changes)
        if compiled.tells_id:
            return int(cursor.lastrowid) if cursor.rowcount else None
        row = cursor.fetchone()
        return None if row is None else int(row[0])

    def run_all(self, query: Query, rows: Iterable[dict[str, Any]]) -> None:
        """Run a statement without rows once with each of these values."""
        compiled = query.of(self.dialect)
        self.cursor.executemany(compiled.sql, [compiled.values(row) for row in rows])
        if self.memory is not None and query.changes is not None:
            self.memory.written(query.changes)

    def run(self, query: Query, **values: Any) -> int:
        """Run a statement without rows; the number of rows it touched."""
        compiled = query.of(self.dialect)
        self.cursor.execute(compiled.sql, compiled.values(values))
        if self.memory is not None and query.changes is not None:
            self.memory.written(query.changes)
        return int(self.cursor.rowcount)

    def kept(self, key: Hashable, tables: tuple[str, ...], read: Callable[[], T]) -> T:
        """What `read` gives; on the writing connection of an SQLite file remembered until one of the tables changes.

        `key` names the question and its values. What comes back is shared: nobody changes it.
        """
        return read() if self.memory is None else self.memory.get(key, tables, read)

    def execute(self, statement: Executable, values: Any = None) -> list[Any]:
        """Run any Core statement in the same transaction: for questions asked seldom, or over lists."""
        result = self.connection.execute(statement, values)
        if self.memory is not None and not result.returns_rows:
            self.memory.forget()
        return list(result.all()) if result.returns_rows else []

    def plain(self, sql: str) -> None:
        """Run one of the few statements that have no Core form (BEGIN, SAVEPOINT, RELEASE)."""
        if self.memory is not None and sql.startswith("ROLLBACK"):
            self.memory.forget()
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
        self.unwritable: str | None = None  # why nothing can be written just now: "full", "disk"
        self._memory = Memory()
        self._writing = threading.RLock()
        self._writer: Connection | None = None
        self._gate = threading.Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def write(self) -> Iterator[Db]:
        """A writing transaction, committed at the end. SQLite has one writing connection, one user at a time."""
        with self.open_writer() as db:
            db.plain("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            if db.memory is not None:
                db.cursor.execute("PRAGMA data_version")
                db.memory.begin(db.cursor.fetchone()[0])
            try:
                yield db
                db.plain("COMMIT")
            except BaseException as error:
                self._noticed(why_unwritable(error))
                if db.memory is not None:
                    db.memory.forget()  # a full disk ends the transaction without any ROLLBACK of ours
                if db.in_transaction() or not self.sqlite:
                    db.plain("ROLLBACK")
                raise
            self._noticed(None)

    def _noticed(self, unwritable: str | None) -> None:
        """Tell the operator once that nothing can be written, and once that it can again."""
        if unwritable == self.unwritable:
            return
        self.unwritable = unwritable
        if unwritable is None:
            LOG.warning("the database can be written again", extra={"action": "store_writable"})
        else:
            why = "no room on its disk" if unwritable == "full" else "its disk cannot be written"
            said = {"action": "store_unwritable", "why": why}
            LOG.error("nothing is taken: the database cannot be written", extra=said)

    @contextmanager
    def open_writer(self) -> Iterator[Db]:
        """A connection to write with, outside any transaction: the caller begins and ends it (`bot/inbox.py` does)."""
        self._enter()
        try:
            if not self.sqlite:
                with self.engine.connect() as connection:
                    yield Db(connection, self.data)
                return
            with self._writing:
                if self._writer is None:
                    self._writer = self.engine.connect()
                yield Db(self._writer, self.data, self._memory)
        finally:
            self._leave()

    @contextmanager
    def read(self) -> Iterator[Db]:
        """A reading transaction on a connection of its own; never waits for the writer."""
        self._enter()
        try:
            with self.engine.connect() as connection:
                db = Db(connection, self.data)
                db.plain("BEGIN" if self.sqlite else "BEGIN READ ONLY")
                try:
                    yield db
                finally:
                    db.plain("ROLLBACK")
        finally:
            self._leave()

    def _enter(self) -> None:
        """Somebody begins to use a connection. Raises StoreError once the store is closed."""
        with self._gate:
            if self._closed:
                raise StoreError("the store is closed")
            self._inside += 1

    def _leave(self) -> None:
        with self._gate:
            self._inside -= 1
            self._gate.notify_all()

    def close(self) -> None:
        """Give every connection back, for good.

        A thread that still uses one is waited for, and one that comes later is refused: its connection would never be
        closed (a call in a thread goes on when the task that waits for it is cancelled).
        """
        with self._gate:
            self._closed = True
            self._gate.wait_for(lambda: self._inside == 0, CLOSING)
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self.engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url, isolation_level="AUTOCOMMIT", pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
        )

        @event.listens_for(engine, "connect")
        def _patience(raw: Any, _record: Any) -> None:
            raw.execute(f"SET idle_in_transaction_session_timeout = '{STANDS_STILL}s'")

        return engine
    memory = url.database in {None, "", ":memory:"}
    engine = create_engine(
        url,
        poolclass=StaticPool if memory else QueuePool,
        connect_args={"check_same_thread": False, "timeout": 10, "cached_statements": 512},
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # an error goes into the log; what people wrote does not
    )

    # What a savepoint may have to undo is kept in memory: a group's would fill a temporary file, a page a write.
    memory_first = ("temp_store=MEMORY",)
    writes = () if url.query.get("mode") == "ro" else ("journal_mode=WAL", "synchronous=FULL", *memory_first)

    @event.listens_for(engine, "connect")
    def _pragmas(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in (*writes, "foreign_keys=ON", "busy_timeout=10000"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def database_now(db: Db) -> datetime:
    """The database's own clock: leases of several machines compare by it."""
    if db.sqlite:
        return datetime.now(UTC)
    db.cursor.execute("SELECT clock_timestamp()")
    return db.cursor.fetchone()[0].astimezone(UTC)  # type: ignore[no-any-return]
