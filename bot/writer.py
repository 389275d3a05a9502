"""Who writes: on SQLite one thread that owns the one writing connection and commits waiting work in groups; on
PostgreSQL a few threads, each with a conversation of its own. The event loop only hands work over.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.inbox import Inbox, StoreUnavailable, Taken
from store.messages import Incoming
from store.session import Db, Store, why_unwritable

T = TypeVar("T")
GROUP = 32
CROWD = 400  # so many jobs waiting are more than 200 ms of work: messages are kept first, their turns follow
THREADS = 8


class Writer(Protocol):
    """Takes messages and other writing work from the event loop."""

    async def take(self, incoming: Incoming) -> Taken:
        """Keep a message and give it its effect; returns after commit. Raises StoreUnavailable."""

    async def act(self, work: Callable[[Db], T]) -> T:
        """Do other writing work in a transaction; returns after commit."""

    def follow(self, address: int) -> None:
        """Take the waiting turns of this address, beside whatever the caller does next."""

    async def start(self, followed: Callable[[list[Taken]], None]) -> None:
        """Begin; `followed` hears of turns that were taken later than their message was kept."""

    async def rest(self) -> None:
        """Let the turns that are being followed end; nothing new is looked for."""

    async def stop(self) -> None:
        """Finish what waits, then end."""


@dataclass(slots=True)
class _Job:
    future: asyncio.Future[Any]
    incoming: Incoming | None = None
    work: Callable[[Db], Any] | None = None
    result: Any = None
    error: BaseException | None = None


class GroupWriter:
    """One thread, one connection, up to 32 turns a commit; never waits longer for company than the loop is busy.

    The loop and the writer run Python by turns: what a round of the loop brings is handed over together, when it ends.
    """

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.groups = 0
        self.turns = 0
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._coming: list[_Job] = []
        self._behind: set[int] = set()
        self._draining: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._followed: Callable[[list[Taken]], None] = lambda _: None

    async def start(self, followed: Callable[[list[Taken]], None]) -> None:
        """Begin, and take first what a former process left waiting."""
        self._loop = asyncio.get_running_loop()
        self._followed = followed
        self._behind = set(self.inbox.waiting())
        self._thread.start()
        for address in sorted(self._behind):
            await self._drain(address)

    async def rest(self) -> None:
        """Let the turns that are being followed end."""
        await asyncio.gather(*self._draining, return_exceptions=True)

    async def stop(self) -> None:
        """Finish what waits, then end."""
        await self.rest()
        self._hand_over(len(self._coming))
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    async def take(self, incoming: Incoming) -> Taken:
        """Keep a message and give it its effect."""
        taken: Taken = await self._put(incoming=incoming)
        if taken.waiting and taken.address is not None:
            self.follow(taken.address)
        return taken

    def follow(self, address: int) -> None:
        """Take the waiting turns of this address."""
        task = asyncio.get_running_loop().create_task(self._drain(address))
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)

    async def act(self, work: Callable[[Db], T]) -> T:
        """Do other writing work."""
        result: T = await self._put(work=work)
        return result

    async def _put(self, **what: Any) -> Any:
        assert self._loop is not None
        future: asyncio.Future[Any] = self._loop.create_future()
        self._coming.append(_Job(future, **what))
        if len(self._coming) == 1:
            self._loop.call_soon(self._hand_over, 0)
        return await future

    def _hand_over(self, before: int) -> None:
        """What has come in is the writer's as soon as a round of the loop brings no more, or a group is full."""
        if before < len(self._coming) < GROUP:
            assert self._loop is not None
            self._loop.call_soon(self._hand_over, len(self._coming))
            return
        for job in self._coming:
            self._jobs.put(job)
        self._coming.clear()

    async def _drain(self, address: int) -> None:
        while taken := await self.act(lambda db: self._drain_in(db, address)):
            self._followed(taken)

    def _drain_in(self, db: Db, address: int) -> list[Taken]:
        taken = self.inbox.drain_in(db, address)
        if not taken and not self.inbox.behind(db, address):
            self._behind.discard(address)
        return taken

    def _run(self) -> None:
        while True:
            first = self._jobs.get()
            if first is None:
                return
            group = [first]
            last = False
            while len(group) < GROUP:
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    last = True
                    break
                group.append(job)
            self._commit(group, guarded=len(group) == 1)
            if last:
                return

    def _commit(self, group: list[_Job], *, guarded: bool) -> None:
        """Do the jobs in one transaction and tell. `guarded`: each in a savepoint, so that one that raises costs the
        others nothing. A group is first tried without: raising is rare, and two statements a turn are not."""
        crowded = self._jobs.qsize() > CROWD
        try:
            with self.inbox.store.write() as db:
                for job in group:
                    job.result = job.error = None
                    self._one(db, job, crowded, guarded)
            turns = sum(job.incoming is not None for job in group)
            self.turns += turns
            self.groups += bool(turns)
        except Exception as error:
            if not guarded:
                self._commit(group, guarded=True)
                return
            if len(group) > 1:
                for job in group:
                    self._commit([job], guarded=True)
                return
            group[0].error = StoreUnavailable(str(error))
            group[0].error.__cause__ = error
        assert self._loop is not None
        with contextlib.suppress(RuntimeError):  # the loop may have been closed while we committed
            self._loop.call_soon_threadsafe(self._tell, group)

    def _one(self, db: Db, job: _Job, crowded: bool, guarded: bool) -> None:
        if job.incoming is not None:
            if crowded or self._behind:
                job.result = self._keep_or_turn(db, job.incoming, crowded, guarded)
            else:
                job.result = self.inbox.turn(db, job.incoming, guarded=guarded)
                if job.result.waiting:
                    self._behind.add(job.result.address)
            return
        assert job.work is not None
        if not guarded:
            job.result = job.work(db)
            return
        db.plain("SAVEPOINT act")
        try:
            job.result = job.work(db)
            db.plain("RELEASE SAVEPOINT act")
        except Exception as error:
            if not db.in_transaction() or why_unwritable(error):
                raise
            db.plain("ROLLBACK TO SAVEPOINT act")
            db.plain("RELEASE SAVEPOINT act")
            job.error = error

    def _keep_or_turn(self, db: Db, incoming: Incoming, crowded: bool, guarded: bool) -> Taken:
        from store import people

        address = people.sender(db, incoming.account, incoming.user, self.inbox.now(), incoming.name).address
        if not crowded and not incoming.wanted and address not in self._behind:
            return self.inbox.turn(db, incoming, guarded=guarded)
        self._behind.add(address)
        return self.inbox.keep(db, incoming)

    @staticmethod
    def _tell(group: list[_Job]) -> None:
        for job in group:
            if job.future.done():
                continue
            if job.error is not None:
                job.future.set_exception(job.error)
            else:
                job.future.set_result(job.result)


class PoolWriter:
    """PostgreSQL: each thread takes one free conversation; row locks keep the order, for any number of processes."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self._pool = ThreadPoolExecutor(THREADS, "writer")
        self._followed: Callable[[list[Taken]], None] = lambda _: None
        self._sweeper: asyncio.Task[None] | None = None
        self._resting = asyncio.Event()
        self._draining: set[asyncio.Task[None]] = set()

    async def start(self, followed: Callable[[list[Taken]], None]) -> None:
        """Begin, and keep looking for messages another process left waiting."""
        self._followed = followed
        self._sweeper = asyncio.get_running_loop().create_task(self._sweep())

    async def rest(self) -> None:
        """Let the turns that are being followed end, and those the sweeper is at."""
        self._resting.set()
        if self._sweeper is not None:
            await self._sweeper
        await asyncio.gather(*self._draining, return_exceptions=True)

    async def stop(self) -> None:
        """Finish what waits, then end."""
        await self.rest()
        await asyncio.to_thread(self._pool.shutdown)

    async def take(self, incoming: Incoming) -> Taken:
        """Keep a message, and take its turn at once if its conversation is free."""
        taken = await self._in_thread(lambda: self.inbox.take_one(incoming))
        if taken.waiting and taken.address is not None:
            self.follow(taken.address)
        return taken

    async def act(self, work: Callable[[Db], T]) -> T:
        """Do other writing work in a transaction of its own."""

        def run() -> T:
            with self.inbox.store.write() as db:
                return work(db)

        return await self._in_thread(run)

    async def _in_thread(self, run: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, run)

    def follow(self, address: int) -> None:
        """Take the waiting turns of this address."""
        task = asyncio.get_running_loop().create_task(self._drain(address))
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)

    async def _drain(self, address: int) -> None:
        while taken := await self._in_thread(lambda: self.inbox.drain(address)):
            self._followed(taken)

    async def _sweep(self) -> None:
        while not self._resting.is_set():
            with contextlib.suppress(Exception):  # the database is away: the next look, a second later, tells
                for address in await self._in_thread(self.inbox.waiting):
                    await self._drain(address)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._resting.wait(), 1)


def writer_for(store: Store, inbox: Inbox) -> GroupWriter | PoolWriter:
    """The writer that fits the database."""
    return GroupWriter(inbox) if store.sqlite else PoolWriter(inbox)
