"""`sothon demo`: xã Quang Trung's half-year of 2023 on this machine, with a clock the visitor moves."""

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer
from sqlalchemy import func, select

from bot import logs
from bot.accounts import secrets_of
from bot.app import App, web_channel
from bot.channels.web import DemoPerson
from bot.clock import Clock
from bot.lock import AlreadyHeld, hold
from bot.play import loader
from bot.play.player import next_due
from bot.play.world import World, find_world, read_world
from bot.settings import Settings, SettingsWrong, read_settings
from scheduler import remind
from store import campaigns, outbox
from store.inbox import INBOX
from store.migrate import upgrade
from store.outbox import OUTBOX
from store.people import Role
from store.session import Db, Store

HOST = "127.0.0.1"
PORTS_TRIED = 20
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
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings = read_settings(
            database=f"sqlite:///{folder}/demo.db", data=folder, host=HOST, port=_free(port), public_url=None,
            frameworks=None, log="warning",
        ).with_secret()  # fmt: skip
    except (SettingsWrong, OSError) as error:
        typer.echo(str(error), err=True)
        return 2
    file = settings.sqlite_file
    assert file is not None
    logs.set_up(settings.log, secrets=secrets_of(settings))
    try:
        with hold(file):
            return _serve_world(settings, file)
    except AlreadyHeld as error:
        typer.echo(f"Bản chạy thử đang mở ở tiến trình số {error.pid or '?'}: đóng nó trước đã.", err=True)
        return 1


def _serve_world(settings: Settings, file: Path) -> int:
    path = find_world("demo", settings.data)
    world = read_world(path)
    if not file.exists():
        try:
            make(settings, world, path)
        except BaseException:
            file.unlink(missing_ok=True)  # half a demo is none
            raise
    asyncio.run(_serve(settings, Demo(world, clock_of(settings, world))))
    return 0


async def _serve(settings: Settings, demo: Demo) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    app = demo.app = App(settings, [web_channel(settings, demo)], clock=demo.clock)
    try:
        await app.start()
        typer.echo(f"Mở trang này: http://{settings.host}:{settings.port}/demo   (dừng: Ctrl-C)")
        typer.echo(
            "Thử: chọn Thôn 1, bấm “Nhắn thử”; chọn công chức xã, nhắn “tình hình sao rồi”; rồi bấm “Việc kế tiếp”."
        )
        await ended.wait()
    finally:
        await app.stop()


def _free(port: int) -> int:
    """The port, or the next one nobody listens at."""
    for one in range(port, port + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, one))
            except OSError:
                continue
            return one
    return port
