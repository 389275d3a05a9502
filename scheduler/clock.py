"""The clock knocks: APScheduler calls one coroutine again and again, in one process at a time.

It holds no state that matters: what is due stands in the database, and a knock too many or too few changes nothing.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from os import getpid
from secrets import token_hex
from socket import gethostname
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import plan
from scheduler.calendar import ZONE
from store import leases
from store.session import Store, why_unwritable

log = logging.getLogger(__name__)
LEASE = "scheduler"
EVERY = plan.KNOCK.total_seconds()
GRACE = 6 * 3600  # seconds a knock may come late; APScheduler's own grace is one second
PATIENCE = 10.0  # seconds a knock under way is waited for at the end
NAMES = {EVENT_JOB_MISSED: "missed", EVENT_JOB_ERROR: "error", EVENT_JOB_MAX_INSTANCES: "max_instances"}


class Knocker:
    """Calls `knock` every so many seconds while this process holds the lease, which it takes or renews each second.

    `leads` says whether it does; `counts` what went wrong how often: missed, error, max_instances.
    """

    def __init__(
        self,
        knock: Callable[[], Awaitable[object]],
        store: Store,
        *,
        seconds: float = EVERY,
        renew: float = 1,
        holder: str | None = None,
    ) -> None:
        self.knock = knock
        self.store = store
        self.seconds = seconds
        self.renew = renew
        self.holder = holder or f"{gethostname()}-{getpid()}-{token_hex(4)}"
        self.leads = False
        self.counts: Counter[str] = Counter()
        self._blind = False  # the lease could not be asked for; said once
        self._scheduler: Any = None
        self._running: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Take the lease if it is free, and begin to knock."""
        await self._lead()
        self._scheduler = AsyncIOScheduler(
            timezone=ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE}
        )
        self._scheduler.add_listener(self._noticed, EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)
        self._every(self._renew, self.renew, "lead")
        self._every(self._knock, self.seconds, "knock")
        self._scheduler.start()

    async def stop(self) -> None:
        """Knock no more, let the knock under way end, and let another process lead at once."""
        if self._scheduler is not None:
            self._scheduler.remove_all_jobs()
            await asyncio.sleep(0)  # a call that was just begun notes itself
            if self._running:
                await asyncio.wait(self._running, timeout=PATIENCE)
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
            await asyncio.sleep(0)  # the shutdown itself runs as a call of the loop
        if self.leads:
            self.leads = False
            await asyncio.to_thread(self._give_up)

    def _every(self, call: Callable[[], Awaitable[None]], seconds: float, name: str) -> None:
        async def run() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await call()

        self._scheduler.add_job(run, "interval", seconds=seconds, id=name, name=name, replace_existing=True)

    async def _knock(self) -> None:
        if not self.leads:
            return
        try:
            await self.knock()
        except Exception as error:
            if why_unwritable(error.__cause__ or error) is None:
                raise
            self.counts["error"] += 1  # the store has said why; the next knock makes up for it

    async def _renew(self) -> None:
        """Whoever cannot ask the database does not lead. That is said once, for it is asked each second."""
        try:
            await self._lead()
            self._blind = False
        except Exception as error:
            self.leads = False
            self.counts["error"] += 1
            if not self._blind:
                trace = why_unwritable(error) is None  # else the store has said it
                said = {"action": "scheduler_error", "why": type(error).__name__}
                log.warning("The lease of the clock cannot be renewed.", extra=said, exc_info=trace)
            self._blind = True

    async def _lead(self) -> None:
        led = self.leads
        self.leads = await asyncio.to_thread(self._take)
        if self.leads != led:
            word = "leads" if self.leads else "no longer leads"
            log.info("%s %s the clock.", self.holder, word, extra={"action": "scheduler_lease"})

    def _take(self) -> bool:
        with self.store.write() as db:
            return leases.take(db, LEASE, self.holder)

    def _give_up(self) -> None:
        with self.store.write() as db:
            leases.give_up(db, LEASE, self.holder)

    def _noticed(self, event: Any) -> None:
        """A knock that failed, was missed or still ran is counted and said; the next one makes up for it."""
        name = NAMES[event.code]
        self.counts[name] += 1
        log.warning(
            "The knock %s: %s.",
            event.job_id,
            name,
            extra={"action": f"scheduler_{name}"},
            exc_info=getattr(event, "exception", None),
        )
