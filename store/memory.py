"""What the one writer of an SQLite file remembers between turns."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


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
