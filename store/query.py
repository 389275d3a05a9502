"""Statements written in Core at import and compiled once per dialect, with what their types do to values.

Twelve of them cost a fraction of a millisecond on the driver's cursor, through `execute` several times that
(bench/turn.py).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Dialect, Executable, UpdateBase
from sqlmodel.sql.sqltypes import UTCDateTime

COLUMNWISE = 64  # rows from which on it pays to work column by column


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
    if isinstance(type_, Boolean) and dialect.name == "sqlite":
        return None  # its driver writes True as 1
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
