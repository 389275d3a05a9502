"""Villages with a member each on a fake Telegram, the processes that remind them, and what is true afterwards."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from store import accounts, campaigns, people, reports, units
from store.leases import LEASE
from store.outbox import OUTBOX
from store.people import ADDRESS, Role
from store.promises import PLANNED
from store.session import STANDS_STILL, Store
from tests.fakes.telegram import TelegramServer
from tests.scheduler.commune import LONG_AGO, local

ROOT = Path(__file__).parents[3]
ALL = os.environ.get("SOTHON_TEST_FAULTS") == "all"
FIRST_CHAT = 7000
STAGE = "-7"  # due on 23 June at 7:30, as the campaign ends on the 30th
LEASE_OVER = 61  # seconds by which machine time must move for a claim to run out
PATIENCE = 12.0 * STANDS_STILL if not ALL else 600.0  # transactions of a paused process are ended one after another


@dataclass
class Faults:
    """The store, the platform, and the processes on them."""

    store: Store
    server: TelegramServer
    clock: Path
    recipients: int
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    machine: float = 0.0
    business: float = 0.0

    def fill(self) -> None:
        """A commune with one village and one member for each recipient, in the last week of a campaign."""
        with self.store.write() as db:
            account = accounts.account(db, "telegram", "first").id
            root = units.add_unit(db, "xã Quang Trung", "xa", None)
            villages = []
            for number in range(self.recipients):
                village = units.add_unit(db, f"Thôn {number + 1}", "thon", root, position=number)
                person = people.add_person(db, f"Tổ trưởng Thôn {number + 1}", "bác", None, LONG_AGO)
                people.add_address(db, account, str(FIRST_CHAT + number), person, LONG_AGO)
                people.give_role(db, person, village, Role.MEMBER, LONG_AGO)
                villages.append(village)
            campaign = campaigns.add_campaign(
                db, framework="qd-1829-2023", period="2023-H1", name="6 tháng đầu năm 2023", root=root,
                opens=local("2023-06-01 07:30"), due=local("2023-06-30 17:00"), closes=None,
                data_from=date(2023, 1, 1), data_until=date(2023, 7, 1), indicators=["3.4"], ladder="default",
                at=LONG_AGO, key="h1",
            )  # fmt: skip
            reports.open_reports(db, campaign, villages)
        self.server.known |= set(range(FIRST_CHAT, FIRST_CHAT + self.recipients))

    # --- clocks ------------------------------------------------------------------------------------------------------

    def at(self, moment: str) -> None:
        """Let it be this moment (local) for every process."""
        self.business = (local(moment) - datetime.now(UTC)).total_seconds()
        self._move()

    def leap(self, seconds: float) -> None:
        """Business time jumps, either way."""
        self.business += seconds
        self._move()

    def leases_run_out(self) -> None:
        """Machine time moves past the claims of whoever does not renew them."""
        self.machine += LEASE_OVER
        self._move()

    def _move(self) -> None:
        new = self.clock.with_suffix(".new")
        new.write_text(f"{self.business} {self.machine}")
        new.replace(self.clock)

    # --- processes ---------------------------------------------------------------------------------------------------

    async def start(self, *options: str) -> asyncio.subprocess.Process:
        """One more process on the same database; returns when it is ready."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.scheduler.faults.serve",
            self.store.url.render_as_string(hide_password=False), str(self.store.data), self.server.url,
            str(self.clock), *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(process)
        assert process.stdout is not None
        assert (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).startswith(b"ready")
        return process

    async def kill(self, process: asyncio.subprocess.Process) -> set[int]:
        """kill -9; the chats whose message was under way at that moment."""
        process.kill()
        await process.wait()
        return self.under_way()

    async def stop(self) -> None:
        """End every process this started."""
        for process in self.processes:
            if process.returncode is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                await process.wait()

    # --- what is so --------------------------------------------------------------------------------------------------

    def got(self) -> Counter[int]:
        """How many messages each chat got."""
        return Counter(said.chat for said in self.server.log)

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
        columns = OUTBOX.c.state, OUTBOX.c.tries, OUTBOX.c.error, OUTBOX.c.priority
        with self.store.read() as db:
            outbox = Counter(tuple(row) for row in db.execute(select(*columns)))
            leases = [tuple(row) for row in db.execute(select(LEASE))]
        return f"{len(self.got())} of {self.recipients} told, outbox {dict(outbox)}, leases {leases}"

    def under_way(self) -> set[int]:
        """The chats of messages that are claimed and not settled."""
        return self._chats("sending")

    def _chats(self, state: str) -> set[int]:
        with self.store.read() as db:
            rows = db.execute(
                select(ADDRESS.c.user_id).join_from(OUTBOX, ADDRESS, ADDRESS.c.id == OUTBOX.c.address).where(
                    OUTBOX.c.state == state
                )
            )  # fmt: skip
        return {int(row[0]) for row in rows}

    def settled(self) -> bool:
        """Whether nothing is queued or under way any more."""
        with self.store.read() as db:
            return not db.execute(select(OUTBOX.c.id).where(OUTBOX.c.state.in_(("queued", "sending"))).limit(1))

    def check(self, in_doubt: set[int], stage: str = STAGE) -> None:
        """Nobody was left out, nothing queued twice, and doubled at most what was under way at a kill."""
        got = self.got()
        assert len(got) == self.recipients
        doubled = {chat: times for chat, times in got.items() if times > 1}
        assert set(doubled) <= in_doubt
        assert not doubled or max(doubled.values()) == 2
        with self.store.read() as db:
            queued = Counter(
                row[0] for row in db.execute(
                    select(PLANNED.c.person).where(PLANNED.c.stage == stage, PLANNED.c.outcome == "queued")
                )
            )  # fmt: skip
            states = Counter(row[0] for row in db.execute(select(OUTBOX.c.state)))
        assert len(queued) == self.recipients and set(queued.values()) == {1}
        assert states["sent"] == self.recipients
        assert set(states) <= {"sent", "dropped"}


@asynccontextmanager
async def faults(store: Store, folder: Path, recipients: int) -> AsyncIterator[Faults]:
    """The world of a test, and an end to its processes."""
    async with TelegramServer() as server:
        world = Faults(store, server, folder / "clock", recipients)
        world.fill()
        world.at("2023-06-23 07:30")
        try:
            yield world
        finally:
            await world.stop()
