"""Databases that are thrown away: a SQLite file for each script, or a schema of their own on PostgreSQL."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Self

from sqlalchemy import create_engine, delete, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import SQLModel

from store.migrate import upgrade


class ScratchError(Exception):
    """The database asked for cannot be used; one sentence says why."""


@cache
def _fresh() -> bytes:
    """A SQLite file with today's tables and nothing in them; migrated once in a process."""
    with tempfile.TemporaryDirectory(prefix="sothon-") as folder:
        file = Path(folder) / "fresh.db"
        upgrade(f"sqlite:///{file}")
        return file.read_bytes()


class Scratch:
    """An empty database for one script after another; on PostgreSQL one schema that is emptied, until `close`."""

    def __init__(self, database: str | None = None) -> None:
        self._database = database
        self._schema: _Schema | None = None

    @contextmanager
    def fresh(self) -> Iterator[tuple[str, Path]]:
        """(URL of an empty database with today's tables, folder for files). Raises ScratchError."""
        with tempfile.TemporaryDirectory(prefix="sothon-play-") as name:
            folder = Path(name)
            if self._database is None:
                file = folder / "play.db"
                file.write_bytes(_fresh())
                yield f"sqlite:///{file}", folder
                return
            url = _url(self._database)
            if url.get_backend_name() == "sqlite":
                with _file(url) as made:
                    yield made, folder
            elif self._schema is None:
                self._schema = _Schema(url)
                yield self._schema.address, folder
            else:
                self._schema.empty()
                yield self._schema.address, folder

    def close(self) -> None:
        """Leave nothing behind."""
        if self._schema is not None:
            self._schema.drop()
            self._schema = None

    def __enter__(self) -> Self:
        """For a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def _url(database: str) -> URL:
    try:
        url = make_url(database)
    except ArgumentError:
        raise ScratchError(f"không phải địa chỉ cơ sở dữ liệu: {database}") from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ScratchError(f"chỉ dùng được SQLite và PostgreSQL, không phải {url.get_backend_name()}")
    return url


@contextmanager
def _file(url: URL) -> Iterator[str]:
    """A SQLite file that is not there yet, and not there any more afterwards."""
    if url.database in {None, "", ":memory:"}:
        raise ScratchError("cần một tệp SQLite, ví dụ sqlite:////tmp/thu.db")
    file = Path(str(url.database))
    if file.exists() and file.stat().st_size:
        raise ScratchError(f"{file} đã có dữ liệu: play chỉ chạy trên cơ sở dữ liệu trống")
    try:
        file.write_bytes(_fresh())
    except OSError as error:
        raise ScratchError(f"không ghi được {file}: {error.strerror}") from None
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)


_SEQUENCES = text("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1")


class _Schema:
    """A schema of its own, with today's tables. Raises ScratchError."""

    def __init__(self, url: URL) -> None:
        self._name = f"play_{secrets.token_hex(6)}"
        self._admin = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            self._run(f"CREATE SCHEMA {self._name}")
        except SQLAlchemyError as error:
            self._admin.dispose()
            raise ScratchError(f"không dùng được cơ sở dữ liệu: {str(error).splitlines()[0]}") from None
        before = str(url.query.get("options", ""))
        inside = url.update_query_dict({"options": f"{before} -csearch_path={self._name}".strip()})
        self.address = inside.render_as_string(hide_password=False)
        upgrade(self.address)
        self._inside = create_engine(inside)

    def empty(self) -> None:
        """No rows, and ids begin with 1 again: a third of the time that making the tables takes."""
        with self._inside.begin() as connection:
            for table in reversed(SQLModel.metadata.sorted_tables):
                connection.execute(delete(table))
            for name in connection.execute(_SEQUENCES).scalars():
                connection.exec_driver_sql(f'ALTER SEQUENCE "{name}" RESTART')

    def drop(self) -> None:
        """With all that is in it."""
        self._inside.dispose()
        self._run(f"DROP SCHEMA {self._name} CASCADE")
        self._admin.dispose()

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)
