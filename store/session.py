"""The way to the database: statements written in Core at import, compiled once per dialect, run on the driver's cursor.

Twelve statements cost a fraction of a millisecond this way, through `execute` several times that (bench/turn.py).
"""

import logging
import threading
from collections import namedtuple
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Executable, UpdateBase, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool
from sqlmodel.sql.sqltypes import UTCDateTime

import store.tables  # noqa: F401  (the metadata must know every table)

LOG = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds after which PostgreSQL ends a transaction whose process is paused, and frees its locks. Others of that process
# may have waited for them and then stand still in turn: it can be several times this until all is free.
STANDS_STILL = 15
CLOSING = 5.0  # seconds to wait for readers at the end
COLUMNWISE = 64  # rows from which on it pays to work column by column


class StoreError(Exception):
    """The database could not be used."""


def why_unwritable(error: BaseException) -> str | None:
    """Whether an error says that nothing can be written just now: "full" (no room on the disk), "disk" (it fails)."""
    error = getattr(error, "orig", None) or error
    name, state = getattr(error, "sqlite_errorname", ""), getattr(error, "sqlstate", "")
    if name == "SQLITE_FULL" or state == "53100":
        return "full"
    return "disk" if name.startswith(("SQLITE_IOERR", "SQLITE_READONLY")) or state in {"58030", "25006"} else None


class _Compiled:
    """One statement in one dialect: its text, and what the types do to values on the way in and out."""

    __slots__ = ("binds", "constants", "named", "positions", "results", "row", "sql", "tells_id")

    def __init__(self, clause: Executable, dialect: Dialect) -> None:
        compiled: Any = clause.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql: str = str(compiled)
        # SQLite's driver tells the id of a new row; RETURNING fills a table first: two thirds of what an INSERT costs.
        insert, returning, _ = self.sql.rpartition(" RETURNING ")
        plain = insert.startswith("INSERT") and " DO UPDATE " not in insert
        self.tells_id = dialect.name == "sqlite" and bool(returning) and plain
        if self.tells_id:
            self.sql = insert
        self.named: bool = not compiled.positional
        self.positions = _picker(compiled.positiontup or ())
        types = {name: bind.type for bind, name in compiled.bind_names.items()}  # a name may stand in several places
        self.binds = tuple(
            (name, process) for name, type_ in types.items() if (process := _bind_processor(type_, dialect)) is not None
        )
        self.constants: dict[str, Any] = {
            name: bind.value for bind, name in compiled.bind_names.items() if not bind.required
        }
        columns = compiled._result_columns or []
        self.results = _only(_result_processor(column.type, dialect) for column in columns)
        row: Any = namedtuple("Row", [column.keyname for column in columns], rename=True)  # type: ignore[misc]
        self.row: Callable[[Any], Any] = partial(tuple.__new__, row)

    def values(self, given: dict[str, Any]) -> Any:
        if self.constants:
            given = {**self.constants, **given}
        for name, process in self.binds:
            given[name] = process(given[name])
        return given if self.named else self.positions(given)

    def make(self, row: Any) -> Any:
        """A row as a named tuple; only the columns whose type asks for it are touched."""
        if self.results:
            row = list(row)
            for place, process in self.results:
                row[place] = process(row[place])
        return self.row(row)

    def make_all(self, rows: list[Any]) -> list[Any]:
        """The same for many rows: column by column, which takes a third of the time once there are some dozens."""
        if not self.results:
            return list(map(self.row, rows))
        if len(rows) < COLUMNWISE:
            return [self.make(row) for row in rows]
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, process in self.results:
            columns[place] = map(process, columns[place])
        return list(map(self.row, zip(*columns, strict=True)))


_Process = Callable[[Any], Any]


def _picker(order: Sequence[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """The values in the statement's order; for more than one name `itemgetter` makes the tuple at once."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda given: tuple([given[name] for name in order])


def _only(processors: Iterable[_Process | None]) -> tuple[tuple[int, _Process], ...]:
    return tuple((place, process) for place, process in enumerate(processors) if process is not None)


def _bind_processor(type_: Any, dialect: Dialect) -> _Process | None:
    if isinstance(type_, UTCDateTime) and dialect.name == "sqlite":
        return _time_to_text
    found: _Process | None = type_.dialect_impl(dialect).bind_processor(dialect)
    return found


def _result_processor(type_: Any, dialect: Dialect) -> _Process | None:
    if isinstance(type_, UTCDateTime) and dialect.name == "sqlite":
        return _time_from_text
    found: _Process | None = type_.dialect_impl(dialect).result_processor(dialect, None)
    return found


@lru_cache(maxsize=256)  # the same `now` is bound in every statement of a turn
def _time_to_text(value: datetime | None) -> str | None:
    """What SQLModel writes for an aware time, by fewer calls."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("times are kept aware")
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:26]  # without "+00:00"


@lru_cache(maxsize=4096)
def _time_from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Query:
    """A Core statement that is run many times. Values are given by the names of its `bindparam`s.

    `unremembered`: it writes only what no answer in a `Memory` holds, or what its caller puts there besides.
    """

    __slots__ = ("_compiled", "changes", "clause")

    def __init__(self, clause: Executable, *, unremembered: bool = False) -> None:
        self.clause = clause
        self.changes: str | None = None if unremembered else _changed(clause)
        self._compiled: dict[str, _Compiled] = {}

    def of(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self.clause, dialect)
        return compiled


def _changed(clause: Executable) -> str | None:
    """The table a statement writes to; None for a question."""
    return str(getattr(clause.table, "name", "")) if isinstance(clause, UpdateBase) else None


class Memory:
    """What the one writer of an SQLite file has read and nobody has changed since: roles, reports, bases, figures.

    An answer is forgotten when a table it was read from is written to, all of them when a transaction or a savepoint is
    rolled back, or when another connection has written to the file (SQLite counts that: `PRAGMA data_version`).
    """

    __slots__ = ("_kept", "_of_table", "_seen", "_steady")

    MOST = 100_000  # answers kept that were read from the same tables; then it begins anew

    def __init__(self) -> None:
        self._steady: dict[Hashable, Any] = {}  # read from no table: whoever writes what they tell puts them right
        self._kept: dict[tuple[str, ...], dict[Hashable, Any]] = {(): self._steady}
        self._of_table: dict[str, list[dict[Hashable, Any]]] = {}
        self._seen: int | None = None

    def begin(self, version: int) -> None:
        """A transaction has begun; `version` is SQLite's count of what other connections wrote."""
        if version != self._seen:
            self.forget()
            self._seen = version

    def get(self, key: Hashable, tables: tuple[str, ...], read: Callable[[], T]) -> T:
        """The answer kept under this key, or what `read` gives (never None), until one of the tables is written to."""
        kept = self._kept.get(tables)
        found: T | None = None if kept is None else kept.get(key)
        if found is None:
            found = read()
            self.keep(key, tables, found)
        return found

    def keep(self, key: Hashable, tables: tuple[str, ...], value: Any) -> None:
        """This is the answer under this key, until one of the tables is written to."""
        kept = self._kept.get(tables)
        if kept is None:
            kept = self._kept[tables] = {}
            for table in tables:
                self._of_table.setdefault(table, []).append(kept)
        elif len(kept) >= self.MOST:
            kept.clear()
        kept[key] = value

    def find(self, key: Hashable, tables: tuple[str, ...] = ()) -> Any:
        """The answer kept under this key, read from these tables, else None."""
        kept = self._kept.get(tables)
        return None if kept is None else kept.get(key)

    def put(self, key: Hashable, change: Callable[[T], T]) -> None:
        """The answer under this key, which depends on no table, becomes what `change` makes of it, if there is one."""
        found = self._steady.get(key)
        if found is not None:
            self._steady[key] = change(found)

    def set(self, key: Hashable, value: Any) -> None:
        """The answer under this key is this, whatever is written to the tables, until it is set anew."""
        self.keep(key, (), value)

    def take(self, key: Hashable) -> Any:
        """The answer kept under a key that depends on no table, which is kept no longer; else None."""
        return self._steady.pop(key, None)

    def written(self, table: str) -> None:
        """A table was written to."""
        for kept in self._of_table.get(table, ()):
            kept.clear()

    def forget(self) -> None:
        """Nothing is certain any more."""
        for kept in self._kept.values():
            kept.clear()


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
