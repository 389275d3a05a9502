"""Carrying a command out: on the database itself, or by the server that holds it. Reading never needs the server.

An act takes and gives plain JSON, so that it can be carried out on either side of the socket; it refuses by raising,
and then nothing of it stays.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.commands.ending import FAILED, WRONG_SETTINGS, stop

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.session import Db, Store

LOG = logging.getLogger(__name__)
WAIT_SECONDS = 10.0  # another command, or a server just starting, is given this long
Act = Callable[["Db", "Settings", datetime, dict[str, Any]], dict[str, Any]]


class Refused(Exception):
    """An act could not be done, for these reasons; nothing was changed."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def acts() -> dict[str, Act]:
    """Every act a command may ask for, by the name it travels under."""
    from bot.commands import bases, campaigns, channels, letters, people, reminders, units

    return {
        "base import": bases.import_bases,
        "campaign open": campaigns.open_campaign,
        "channel account": channels.add_account,
        "invite": people.invite,
        "letters replay": letters.replay,
        "reminders day": reminders.set_day,
        "role": people.give_role,
        "unit import": units.import_units,
    }


def settings_or_stop(*, secret: bool = False) -> "Settings":
    """The settings, or one line per mistake and exit code 2.

    With `secret` also the secret, which may be made here: only beside a store that is there.
    """
    from bot.settings import SettingsWrong, read_settings

    try:
        settings = read_settings()
        if secret:
            store_or_stop(settings)
            settings = settings.with_secret()
        return settings
    except SettingsWrong as error:
        stop(error.lines, WRONG_SETTINGS)


def carry_out(act: str, **given: Any) -> dict[str, Any]:
    """Have an act done wherever it can be; what it gives. Refusals are printed, exit code 1."""
    settings = settings_or_stop(secret=True)
    answer = _carried(settings, act, given)
    if "done" in answer:
        return dict(answer["done"])
    stop(answer.get("refused") or [f"Máy chủ trả lời không hiểu được: {answer.get('wrong', answer)}"], FAILED)


def _carried(settings: "Settings", act: str, given: dict[str, Any]) -> dict[str, Any]:
    from bot.lock import AlreadyHeld, NoAnswer, ask

    file = settings.sqlite_file
    if file is None:
        return _here(settings, act, given)
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with held_or_stop(settings):
                return _here(settings, act, given)
        except AlreadyHeld as error:
            pid = error.pid
        try:
            return ask(file, {"act": act, "given": given})
        except NoAnswer:
            if time.monotonic() > until:
                stop(f"Kho {file} đang do một tiến trình khác giữ (số {pid or '?'}) và tiến trình ấy không trả lời.")
            time.sleep(0.2)


def _here(settings: "Settings", act: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        with opened(settings) as store, database_or_stop(settings), store.write() as db:
            return {"done": acts()[act](db, settings, datetime.now(UTC), given)}
    except Refused as refusal:
        return {"refused": list(refusal.lines)}


async def serve_commands(
    settings: "Settings",
    write: Callable[[Callable[["Db"], dict[str, Any]]], Awaitable[dict[str, Any]]],
    now: Callable[[], datetime],
) -> Callable[[], Awaitable[None]]:
    """Carry out commands for the SQLite file this process holds, through its one writer; returns how to stop."""
    from bot.lock import listen

    known = acts()

    async def answer(question: dict[str, Any]) -> dict[str, Any]:
        act, given = question.get("act"), question.get("given")
        if act == "ping":
            return {"done": {}}
        if act not in known or not isinstance(given, dict):
            return {"wrong": "no such act"}
        try:
            return {"done": await write(lambda db: known[act](db, settings, now(), given))}
        except Refused as refusal:
            return {"refused": list(refusal.lines)}
        except Exception as error:  # the server lives on, the one who asked is told
            LOG.exception("a command could not be carried out", extra={"action": "command", "act": act})
            return {"refused": [f"Máy chủ không làm được ({type(error).__name__}); xem nhật ký của máy chủ."]}

    if settings.sqlite_file is None:

        async def nothing() -> None:
            """Any process may write PostgreSQL: nobody needs to be asked."""

        return nothing
    return await listen(settings.sqlite_file, answer)


@contextmanager
def database_or_stop(settings: "Settings") -> Iterator[None]:
    """While a database is opened, read or written: one line where it cannot be."""
    import sqlite3

    import psycopg
    from sqlalchemy.exc import DBAPIError

    from bot.commands.store_words import too_new, unusable
    from bot.inbox import StoreUnavailable
    from store.migrate import DatabaseTooNew

    try:
        yield
    except DatabaseTooNew as error:
        stop(too_new(settings.database, error), WRONG_SETTINGS)
    except (DBAPIError, StoreUnavailable, sqlite3.Error, psycopg.Error) as error:
        stop(*unusable(settings.database, error))


@contextmanager
def held_or_stop(settings: "Settings") -> Iterator[None]:
    """Hold the lock of an SQLite file, or end in one line; with PostgreSQL there is none. Raises AlreadyHeld."""
    from bot.commands.store_words import SETTING
    from bot.faults import why
    from bot.lock import CannotHold, hold

    file = settings.sqlite_file
    if file is None:
        yield
        return
    try:
        with hold(file):
            yield
    except CannotHold as error:
        stop(f"{SETTING}: không ghi được vào thư mục {file.parent} ({why(error.cause)})", WRONG_SETTINGS)


def store_or_stop(settings: "Settings") -> None:
    """A command that looks for a store makes none: its path may be mistyped, and an empty book would mislead."""
    from bot.commands.store_words import missing

    file = settings.sqlite_file
    if file is not None and not file.exists():
        stop(missing(file), WRONG_SETTINGS)


@contextmanager
def opened(settings: "Settings") -> Iterator["Store"]:
    """The store for writing, brought to today's tables; the caller holds its lock. One line where it cannot be."""
    from store.migrate import upgrade
    from store.session import Store

    with database_or_stop(settings):
        upgrade(settings.database)
    store = Store(settings.database, settings.data)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def reading(settings: "Settings", *, any_tables: bool = False) -> Iterator["Db"]:
    """A reading transaction beside a running server: an SQLite file is opened read-only.

    Ends in one line where there is no database or, unless `any_tables` will do, none with today's tables.
    """
    from bot.commands.store_words import shown
    from store.migrate import newest, standing_on
    from store.session import Store

    store_or_stop(settings)
    url, file = settings.database, settings.sqlite_file
    if file is not None:
        url = f"sqlite:///file:{_quoted(str(file.absolute()))}?mode=ro&uri=true"
    store = Store(url, settings.data)
    try:
        with database_or_stop(settings), store.read() as db:
            stands = standing_on(db.connection)
            if stands != newest() and not any_tables:
                stop(f"Kho {shown(settings.database)} ở bước {stands or 0}, cần bước {newest()}; chạy: sothon migrate")
            yield db
    finally:
        store.close()


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
