"""`sothon demo`: xã Quang Trung's half-year of 2023 on this machine, with a clock the visitor moves."""

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.accounts import secrets_of
from bot.app import App, web_channel
from bot.channels.web import DemoPerson
from bot.clock import Clock
from bot.commands.ending import FAILED, WRONG_SETTINGS
from bot.commands.store_words import unusable
from bot.faults import why
from bot.inbox import StoreUnavailable
from bot.lock import AlreadyHeld, CannotHold, hold, lock_file
from bot.play import loader
from bot.play.player import next_due
from bot.play.world import World, find_world, read_world
from bot.settings import MEND, Settings, SettingsWrong, read_settings
from scheduler import remind
from store import campaigns, outbox
from store.inbox import INBOX
from store.migrate import DatabaseTooNew, upgrade
from store.outbox import OUTBOX
from store.people import Role
from store.session import Db, Store, why_unwritable

HOST = "127.0.0.1"
PORTS_TRIED = 20
LAST_PORT = 65535
SETTLES = 0.02
LONGEST_WAIT = 5.0
A_SECOND = timedelta(seconds=1)
ROLE_WORDS = {
    Role.MEMBER: "tổ trưởng tổ công nghệ số",
    Role.OFFICER: "công chức xã",
    Role.LEADER: "lãnh đạo xã",
    Role.SUPERVISOR: "cấp trên",
}


class Demo:
    """The demo's people and clock, as the page shows them."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world = world
        self.clock = clock
        self.app: App | None = None
        self._leaping = asyncio.Lock()

    def people(self) -> Sequence[DemoPerson]:
        """Everybody the visitor may be: the teams first, then the office."""
        units = {unit.key: unit.name for unit in self.world.units}
        return [
            DemoPerson(person.key, person.name, ROLE_WORDS[Role(held.role)], units[held.unit], person.key)
            for person in self.world.people
            for held in person.held[:1]
        ]

    def prepared(self, key: str) -> list[tuple[str, str]]:
        """Messages this person may send with one click, and what each shows: (text, hint)."""
        return [(one.text, one.hint) for one in self.world.prepared if one.person == key]

    async def leap(self, to: datetime | None) -> datetime:
        """Let the clock go to `to`, or to the next moment something falls due; what falls due on the way happens."""
        assert self.app is not None
        async with self._leaping:
            until = to.astimezone(UTC) if to is not None else await self._next()
            while until is not None and (moment := await self._next()) is not None and moment <= until:
                await self._happens(moment)
            if until is not None and until > self.clock.now():
                await self._happens(until)
            return self.clock.now()

    async def _next(self) -> datetime | None:
        assert self.app is not None
        return await self.app.read(lambda db: _next_event(db, self.clock.now()))

    async def _happens(self, moment: datetime) -> None:
        """It is `moment`: the scheduler looks, and what it wrote has left before the clock goes on."""
        assert self.app is not None
        self.clock.set(moment)
        await self.app.write(lambda db: remind.tick(db, moment))
        self.app.deliverer.nudge()
        for _ in range(int(LONGEST_WAIT / SETTLES)):
            if not await self.app.read(lambda db: outbox.due(db, self.clock.now(), self.clock.machine(), 1)):
                break
            await asyncio.sleep(SETTLES)


def _next_event(db: Db, now: datetime) -> datetime | None:
    """The next moment a visitor would want to see: something falls due, or a round is closed."""
    closings = [one.closes for one in campaigns.campaigns(db) if one.closes is not None and one.closed_at is None]
    moments = [next_due(db, now), *(one + A_SECOND for one in closings)]
    return min((one for one in moments if one is not None and one > now), default=None)


def make(settings: Settings, world: World, path: Path) -> None:
    """Make the demo's database: the world as it stands when the visitor comes, past stages put aside."""
    upgrade(settings.database)
    store = Store(settings.database, settings.data)
    try:
        with store.write() as db:
            start = starts(world)
            loader.load(db, world, path, settings.secret or "", settings.frameworks, start)
            for campaign in campaigns.campaigns(db):
                remind.record_past(db, campaign.id, start)
    finally:
        store.close()


def starts(world: World) -> datetime:
    """When the demo begins."""
    assert world.starts is not None
    return world.starts.astimezone(UTC)


def clock_of(settings: Settings, world: World) -> Clock:
    """A clock that goes on where the last visit ended."""
    store = Store(settings.database, settings.data)
    try:
        with store.read() as db:
            last = _last_moment(db)
    finally:
        store.close()
    return Clock(max(one for one in (starts(world), last) if one is not None))


def _last_moment(db: Db) -> datetime | None:
    moments = [
        db.execute(select(func.max(column)))[0][0]
        for column in (INBOX.c.received_at, OUTBOX.c.created_at, OUTBOX.c.sent_at)
    ]
    return max((one if one.tzinfo else one.replace(tzinfo=UTC) for one in moments if one is not None), default=None)


def run_demo(*, port: int, fresh: bool) -> int:
    """Make the demo if it is not there, serve it until Ctrl-C, and say where it is; the exit code."""
    folder = Path(os.environ.get("SOTHON_DATA") or "data") / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "có ký tự lạ"
        return _ended(f"SOTHON_DATA: không tạo được thư mục {folder} ({reason}); {MEND['data']}")
    if not os.access(folder, os.W_OK | os.X_OK):
        return _ended(f"SOTHON_DATA: không ghi được vào thư mục {folder}; {MEND['data']}")
    try:
        settings = read_settings(
            database=f"sqlite:///{folder}/demo.db", data=folder, host=HOST, port=_free(port), public_url=None,
            frameworks=None, log="warning",
        )  # fmt: skip
        file = settings.sqlite_file
        assert file is not None
        with hold(file):
            if fresh:
                _clear(folder, lock_file(file))
            return _serve_world(settings.with_secret(), file)
    except SettingsWrong as error:
        return _ended(*error.lines)
    except CannotHold as error:
        return _ended(f"SOTHON_DATA: không ghi được vào thư mục {folder} ({why(error.cause)}); {MEND['data']}")
    except AlreadyHeld as error:
        typer.echo(f"Bản chạy thử đang mở ở tiến trình số {error.pid or '?'}: đóng nó trước đã.", err=True)
        return FAILED


def _ended(*lines: str) -> int:
    typer.echo("\n".join(lines), err=True)
    return WRONG_SETTINGS


def _clear(folder: Path, lock: Path) -> None:
    """Begin from nothing. Whoever holds the lock of the folder does this: a demo that runs keeps its files.

    The lock itself stays: were it removed, the next to come would hold another file of that name.
    """
    for path in folder.iterdir():
        if path == lock:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _serve_world(settings: Settings, file: Path) -> int:
    logs.set_up(settings.log, secrets=secrets_of(settings))
    path = find_world("demo", settings.data)
    world = read_world(path)
    try:
        if not file.exists():
            try:
                make(settings, world, path)
            except BaseException:
                file.unlink(missing_ok=True)  # half a demo is none
                raise
        return asyncio.run(_serve(settings, Demo(world, clock_of(settings, world))))
    except (DBAPIError, sqlite3.Error, StoreUnavailable, DatabaseTooNew) as error:
        if why_unwritable(error) == "full":
            return _ended(unusable(settings.database, error)[0])
        return _ended(f"Kho của bản chạy thử, {file}, không mở được; làm lại từ đầu bằng: sothon demo --fresh")


async def _serve(settings: Settings, demo: Demo) -> int:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    app = demo.app = App(settings, [web_channel(settings, demo)], clock=demo.clock)
    try:
        try:
            await app.start()
        except OSError as error:
            return _ended(f"Không mở được {settings.host}:{settings.port} ({why(error)}); đổi --port.")
        typer.echo(f"Mở trang này: http://{settings.host}:{settings.port}/demo   (dừng: Ctrl-C)")
        typer.echo(
            "Thử: chọn Thôn 1, bấm “Nhắn thử”; chọn công chức xã, nhắn “tình hình sao rồi”; rồi bấm “Việc kế tiếp”."
        )
        await ended.wait()
    finally:
        await app.stop()
    return 0


def _free(port: int) -> int:
    """The port, or the next one nobody listens at."""
    for one in range(port, min(port + PORTS_TRIED, LAST_PORT + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, one))
            except OSError:
                continue
            return one
    return port
