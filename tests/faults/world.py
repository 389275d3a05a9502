"""Villages on a fake platform, the servers that are killed under them, and the ledger of what was sent in."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from store import accounts, people
from store.figures import FIGURE
from store.inbox import INBOX
from store.outbox import OUTBOX
from store.people import ADDRESS
from store.reports import REPORT
from store.session import Store
from tests.bot.channels.running import free_port
from tests.faults.platforms import PLATFORMS, Platform
from tests.faults.serve import Life
from tests.handlers.world import Commune, moment

ROOT = Path(__file__).parents[2]
ALL = os.environ.get("SOTHON_TEST_FAULTS") == "all"
PATIENCE = 600.0 if ALL else 60.0  # seconds until something that must happen is given up
LEASE_OVER = 61  # seconds by which machine time must move for a claim to run out
FIRST_VALUE = 330  # of 500 adults: every count from here on is ordinary
MOST_VALUES = 160  # so many counts a village can give
TOLD = re.compile(r"^Đã (?:ghi|sửa) .*(?:: |thành )(\d+)/500 người", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """One life of a server: its process, where it answers, and how it will have ended (a signal is negative)."""

    pid: int
    url: str
    ended: "asyncio.Future[int]"


@dataclass
class World:
    """The commune, the platform, the servers; and the ledger: update key -> (village, count)."""

    store: Store
    platform: Platform
    commune: Commune
    folder: Path
    villages: int
    port: int
    zygote: "subprocess.Popen[bytes]"
    account: int
    ledger: dict[str, tuple[int, int]] = field(default_factory=dict)
    in_doubt: set[int] = field(default_factory=set)
    kills: int = 0
    machine: float = 0.0
    disk: Path | None = None  # of the tests, under SQLite: full while this file is there
    settings: dict[str, Any] = field(default_factory=dict)
    _given: Counter[int] = field(default_factory=Counter)
    _servers: dict[int, Server] = field(default_factory=dict)
    _next: "asyncio.Queue[Server]" = field(default_factory=asyncio.Queue)

    # --- servers -----------------------------------------------------------------------------------------------------

    async def start(self, point: str | None = None, nth: int = 1, **settings: Any) -> Server | None:
        """A server on the same database; returns when it is ready, None if it died before."""
        given = {
            "database": self.store.url.render_as_string(hide_password=False), "data": str(self.store.data),
            "secret": "x" * 40, "port": self.port, "log": "info",
            **self.platform.settings(), **self.settings, **settings,
        }  # fmt: skip
        assert self.zygote.stdin is not None
        disk = str(self.disk) if self.disk is not None else None
        life = Life(given, str(self.clock), str(self.log), point, nth, disk)
        self.zygote.stdin.write(life.line().encode())
        self.zygote.stdin.flush()
        ready = asyncio.ensure_future(self._next.get())
        async with asyncio.timeout(PATIENCE):
            server = await ready
        return server if server.url else None

    async def started(self, **settings: Any) -> Server:
        """The same, where nothing kills it."""
        server = await self.start(**settings)
        assert server is not None, self.log.read_text()
        return server

    async def listen(self) -> None:
        """Hear of servers that are ready and that ended."""
        assert self.zygote.stdout is not None
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
        heard = os.fdopen(os.dup(self.zygote.stdout.fileno()), "rb", 0)
        pipe, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), heard)
        try:
            await self._hear(loop, reader)
        finally:
            pipe.close()

    async def _hear(self, loop: asyncio.AbstractEventLoop, reader: asyncio.StreamReader) -> None:
        while line := (await reader.readline()).decode().split():
            what, pid, value = line[0], int(line[1]), int(line[2])
            if what == "ready":
                self._servers[pid] = Server(pid, f"http://127.0.0.1:{value}", loop.create_future())
                self._next.put_nowait(self._servers[pid])
            elif pid in self._servers:
                self._servers.pop(pid).ended.set_result(value)
            else:  # it ended before it was ready
                over: asyncio.Future[int] = loop.create_future()
                over.set_result(value)
                self._next.put_nowait(Server(pid, "", over))

    async def kill(self, server: Server) -> None:
        """kill -9; what was under way at that moment is in doubt."""
        if not server.ended.done():
            os.kill(server.pid, signal.SIGKILL)
        await self.after(server)

    async def after(self, server: Server | None) -> None:
        """A server ended, however: note what is in doubt, and let its claims run out."""
        if server is not None:
            await self.end_of(server)
        self.kills += 1
        self.in_doubt |= self.under_way()
        self.leases_run_out()

    async def end_of(self, server: Server) -> int:
        """How it ended, once it has; whoever loses patience leaves the future to those who wait on."""
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(server.ended)

    async def dies(self, server: Server) -> None:
        """It dies at its point: where turns shared a commit and it was passed too seldom, somebody says more."""
        async with asyncio.timeout(PATIENCE):
            while not (await asyncio.wait({server.ended}, timeout=1))[0]:
                if self.acknowledged():
                    self.says(min(range(self.villages), key=self._given.__getitem__))

    async def end(self) -> None:
        """End every server that still lives."""
        for server in list(self._servers.values()):
            os.kill(server.pid, signal.SIGKILL)
            await server.ended

    async def stop(self, server: Server) -> int:
        """SIGTERM; how it ended."""
        os.kill(server.pid, signal.SIGTERM)
        return await self.end_of(server)

    # --- clocks ------------------------------------------------------------------------------------------------------

    @property
    def clock(self) -> Path:
        """The file both clocks are moved by."""
        return self.folder / "clock"

    @property
    def log(self) -> Path:
        """What the servers log."""
        return self.folder / "log"

    def leases_run_out(self, more: float = 0) -> None:
        """Machine time moves past the claims of whoever does not renew them."""
        self.machine += LEASE_OVER + more
        self.move()

    def move(self) -> None:
        """Put both clocks down: business time is that of the commune."""
        new = self.clock.with_suffix(".new")
        ahead = (self.commune.now - datetime.now(UTC)).total_seconds()
        new.write_text(f"{ahead} {self.machine}")
        new.replace(self.clock)

    # --- what people do ----------------------------------------------------------------------------------------------

    def says(self, village: int) -> str:
        """A village gives its next count; the key of the update, which stands in the ledger."""
        count = FIRST_VALUE + self._given[village]
        self._given[village] += 1
        assert self._given[village] <= MOST_VALUES, "a village has no more counts to give"
        key = self.platform.says(village, f"smartphone {count}")
        self.ledger[key] = (village, count)
        return key

    def all_say(self, times: int = 1) -> list[str]:
        """Every village gives so many counts."""
        return [self.says(village) for _ in range(times) for village in range(self.villages)]

    # --- what is so --------------------------------------------------------------------------------------------------

    async def sees(self, holds: Callable[[], object]) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():  # noqa: ASYNC110  (it happens in other processes)
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"it did not come about: {self.state()}") from None

    def state(self) -> str:
        """Where things stand, for whoever reads a failure."""
        with self.store.read() as db:
            inbox = Counter(row[0] for row in db.execute(select(INBOX.c.state)))
            outbox = Counter(row[0] for row in db.execute(select(OUTBOX.c.state)))
        acknowledged = len(self.platform.acknowledged() & set(self.ledger))
        return f"{acknowledged}/{len(self.ledger)} acknowledged, inbox {dict(inbox)}, outbox {dict(outbox)}"

    def acknowledged(self) -> bool:
        """Whether everything sent in was acknowledged."""
        return set(self.ledger) <= self.platform.acknowledged()

    def kept(self) -> set[str]:
        """The updates that are in the database."""
        return {row.delivery_key.split(":")[-1] for row in self.rows().kept}

    def under_way(self) -> set[int]:
        """The outbox rows that are claimed and not settled."""
        with self.store.read() as db:
            return {row[0] for row in db.execute(select(OUTBOX.c.id).where(OUTBOX.c.state == "sending"))}

    def settled(self) -> bool:
        """Whether nothing waits, nothing is queued or under way any more."""
        with self.store.read() as db:
            waits = db.execute(select(INBOX.c.id).where(INBOX.c.state == "waiting").limit(1))
            leaves = select(OUTBOX.c.id).where(OUTBOX.c.state.in_(("queued", "sending"))).limit(1)
            return not waits and not db.execute(leaves)

    async def comes_to_rest(self) -> None:
        """Everything was acknowledged, had its turn and was sent."""
        await self.sees(self.acknowledged)
        await self.sees(self.settled)

    def rows(self) -> "Rows":
        """What the database holds, beside the log of the platform."""
        with self.store.read() as db:
            kept = db.execute(
                select(INBOX.c.id, INBOX.c.delivery_key, INBOX.c.state, ADDRESS.c.user_id)
                .join_from(INBOX, ADDRESS, ADDRESS.c.id == INBOX.c.address).order_by(INBOX.c.id)
            )  # fmt: skip
            figures = db.execute(
                select(FIGURE.c.message, FIGURE.c.num, REPORT.c.unit)
                .join_from(FIGURE, REPORT, REPORT.c.id == FIGURE.c.report).order_by(FIGURE.c.id)
            )  # fmt: skip
            outbox = db.execute(select(OUTBOX.c.id, OUTBOX.c.cause, OUTBOX.c.state, OUTBOX.c.error))
        return Rows(kept, figures, outbox)

    def check(self, *, ordered: bool = True, ends: frozenset[str] = frozenset({"sent", "unknown"})) -> str:
        """The ledger, the database and the platform's log agree. Returns the figures in words."""
        rows, acknowledged = self.rows(), self.platform.acknowledged()
        messages = {key: row for row in rows.kept for key in self.ledger if row.delivery_key.split(":")[-1] == key}
        units = {self.commune.units[f"t{village + 1}"].id: village for village in range(self.villages)}
        lost = {key for key in self.ledger if key in acknowledged and key not in messages}
        assert not lost, f"acknowledged and lost: {lost}"
        assert len(rows.kept) == len(messages), "something was kept that nobody sent, or twice"
        assert {row.state for row in rows.kept} <= {"done"}, self.state()
        assert all(row.user_id == self.platform.user(self.ledger[key][0]) for key, row in messages.items())
        effects = Counter((units[row.unit], row.num) for row in rows.figures)
        assert effects == Counter(self.ledger[key] for key in messages), "effects differ from what was kept"
        if ordered:
            for village in range(self.villages):
                told = [row.num for row in rows.figures if units[row.unit] == village]
                assert told == sorted(told), f"out of order: {told}"
        replies = {row.cause: row for row in rows.outbox}
        assert len(replies) == len(rows.outbox) == len(messages), "a reply is missing, or one too many"
        assert {row.state for row in rows.outbox} <= ends, self.state()
        return self._check_sent(messages, replies)

    def _check_sent(self, messages: dict[str, Any], replies: dict[int, Any]) -> str:
        got = Counter((user, int(found[1])) for user, text in self.platform.got() if (found := TOLD.search(text)))
        doubles = unknown = 0
        for key, message in messages.items():
            village, count = self.ledger[key]
            reply, times = replies[message.id], got.pop((self.platform.user(village), count), 0)
            unknown += reply.state == "unknown"
            doubles += max(0, times - 1)
            assert times <= (2 if reply.id in self.in_doubt else 1), f"{key} was told {times} times"
            assert times >= (1 if reply.state == "sent" else 0), f"{key} was never told, and is {reply.state}"
        assert not got, f"told to somebody who did not ask: {got}"
        return (
            f"{len(self.ledger)} sent in, {len(self.platform.acknowledged() & set(self.ledger))} acknowledged, 0 lost, "
            f"{len(messages)} effects, 0 doubled; {self.kills} kills, {len(self.in_doubt)} sends in doubt, "
            f"{doubles} told twice, {unknown} unknown"
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Inbox, figures and outbox, in the order they were written."""

    kept: list[Any]
    figures: list[Any]
    outbox: list[Any]


def fork_server() -> "subprocess.Popen[bytes]":
    """What every server of a run is forked from (`serve.py`); it ends with its input."""
    command = [sys.executable, "-m", "tests.faults.serve"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@asynccontextmanager
async def world_of(
    zygote: "subprocess.Popen[bytes]", store: Store, folder: Path, channel: str = "telegram", villages: int = 4
) -> AsyncIterator[World]:
    """The world of a test, and an end to its servers."""
    commune = Commune(store, ("3.4",), villages=villages, now="2023-06-25 08:00")
    platform = PLATFORMS[channel]()
    with store.write() as db:
        account = accounts.account(db, platform.name, platform.external_id).id
        for village in range(villages):
            person = commune.people[f"to{village + 1}"]
            people.add_address(db, account, platform.user(village), person, moment("2023-06-01 08:00"))
    async with platform.server:
        world = World(store, platform, commune, folder, villages, free_port(), zygote, account)
        platform.serves(villages, f"http://127.0.0.1:{world.port}", account)
        world.move()
        hearing = asyncio.ensure_future(world.listen())
        try:
            yield world
        finally:
            await world.end()
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
