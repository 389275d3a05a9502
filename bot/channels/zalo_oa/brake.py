"""Whether an official account sends. One that may not keeps its outbox, and goes on by itself once the cause is mended.

What its tokens or its own page show (`cut`) is over when they show otherwise. What only a refused message shows (the
package, a right taken away) is over when a message goes through: after a while one is tried, and the others wait for
what becomes of it; after each refusal the while is twice as long. Waiting costs no message a try.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.channels.base import Edge, SendError
from bot.channels.quotas import Meter
from bot.channels.under_way import Background
from scheduler.calendar import ZONE
from store import accounts

T = TypeVar("T")
LOG = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 60.0, 1800.0  # seconds from a refusal to the next trial
WHILE_TRYING = 1.0
BEHIND = 5.0  # seconds a message refused on trial stands back, so that the next trial is another's
PAUSED = "paused"  # what it is called among the counts of an account
BEFORE = "đã dừng từ lần chạy trước"


class Brake:
    """The brake of one account: pulled by whoever finds out, seen by every process in the account's row."""

    def __init__(self, edge: Edge, account: int, meter: Meter, work: Background) -> None:
        self._edge, self._account, self._meter, self._work = edge, account, meter, work
        self.why: str | None = None
        self._cut = self._trying = False
        self._wait = FIRST_WAIT
        self._next = 0.0  # of the monotonic clock
        self._waking: asyncio.Task[None] | None = None

    @property
    def words(self) -> str | None:
        """Why nothing is sent, and what happens next; None where it sends."""
        if self.why is None or self._cut:
            return self.why and f"tạm dừng: {self.why}"
        if (left := self._next - time.monotonic()) <= 0:
            return f"tạm dừng: {self.why}; đang thử lại bằng tin kế tiếp"
        when = (self._edge.clock.machine() + timedelta(seconds=left)).astimezone(ZONE)
        return f"tạm dừng: {self.why}; thử lại lúc {when:%H:%M}"

    async def begin(self) -> None:
        """A former life of the process may have left it pulled: then the first message is a trial."""
        account = self._account
        state, quotas = await self._edge.read(lambda db: (accounts.state(db, account), accounts.quotas(db, account)))
        if state == accounts.PAUSED and self.why is None:
            self.why = str(quotas.get("told", {}).get(PAUSED, {}).get("why") or BEFORE)

    async def cut(self, why: str) -> None:
        """Nothing can be sent until `mended`: the tokens are lost, or somebody else's."""
        if self.why != why:
            LOG.error("an official account is paused", extra=self._about(why))
        self.why, self._cut = why, True
        self._tell()
        await self._put(accounts.PAUSED)

    async def refused(self, why: str) -> SendError:
        """A message was refused for a reason that concerns them all; what that means for this one."""
        if self._cut or (self.why is not None and not self._trying):
            return SendError("held", why, self._left())
        tried, self._wait = self._trying, min(self._wait * 2, LONGEST_WAIT) if self._trying else FIRST_WAIT
        try:
            await self._put(accounts.PAUSED)  # before the cause: whoever finds one asks the row whether it still holds
        finally:
            self.why, self._next = why, time.monotonic() + self._wait
            self._tell()
            if self._waking is None or self._waking.done():
                self._waking = self._work.keep(self._wake)
        if tried:
            LOG.warning("the account is still refused", extra=self._about(why))
            return SendError("held", why, self._wait + BEHIND)
        LOG.error("an official account is paused", extra=self._about(why))
        return SendError("retry", why, self._wait)

    async def mended(self) -> None:
        """The tokens are good and ours. What only a message can show is left to the next one."""
        if self._cut or self.why is None:
            await self._over()
        elif self._left() <= 0:
            await self._put(accounts.ACTIVE)

    async def passed(self, send: Callable[[], Awaitable[T]]) -> T:
        """Send where that may be; while the brake is pulled only what is a trial. Raises SendError."""
        if self.why is None:
            return await send()
        if self._trying:
            raise SendError("held", self.why, WHILE_TRYING)
        self._trying = True
        try:
            if not await self._may_try():
                raise SendError("held", self.why, max(WHILE_TRYING, self._left()))
            found = await send()
            await self._over()
            return found
        finally:
            self._trying = False

    async def _may_try(self) -> bool:
        """Its time has come, or another process has found that it works."""
        if not self._cut and self._left() <= 0:
            return True
        account = self._account
        return await self._edge.read(lambda db: accounts.state(db, account)) == accounts.ACTIVE

    async def _wake(self) -> None:
        """When the while is over, let the outbox give a message."""
        while self.why is not None and not self._cut:
            if (left := self._left()) > 0:
                await asyncio.sleep(left)
                continue
            return await self._put(accounts.ACTIVE)

    async def _over(self) -> None:
        if self.why is not None:
            LOG.warning("the official account sends again", extra=self._about(self.why))
        self.why, self._cut, self._wait = None, False, FIRST_WAIT
        self._tell()
        await self._put(accounts.ACTIVE)

    def _left(self) -> float:
        return self._next - time.monotonic()

    def _about(self, why: str) -> dict[str, object]:
        return {"account": self._account, "why": why, "action": "oa_paused"}

    def _tell(self) -> None:
        """For the other processes and the command line: why it is paused, or that it is not."""
        if self.why is not None or self._meter.left(PAUSED):
            self._meter.tell(PAUSED, {"why": self.why} if self.why is not None else {})

    async def _put(self, state: str) -> None:
        await self._edge.write(lambda db: accounts.set_state(db, self._account, state))
