"""Sending, on the event loop: what a turn has just said leaves at once, everything else as it falls due."""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.channels.base import Channel, SendError
from bot.inbox import StoreUnavailable
from bot.outbox import Outbox, Result
from bot.pace import Pace
from bot.writer import Writer
from store.messages import Outgoing
from store.session import Db

LOG = logging.getLogger(__name__)
POLL = 1.0  # seconds between looks when nothing is due
SOON = 0.05
DRAIN = 10.0  # seconds sends under way may take to end when the process stops
AT_ONCE = 64
QUIET = {"retry": logging.INFO, "held": logging.DEBUG}  # how loud it is said that a send ended so
PUSHES = 32  # under way at once: the other half of the room is for replies


def _chat(one: Outgoing) -> tuple[int, str]:
    """Where a message is said: an account, and a person or a group."""
    return one.account, str(one.recipe.get("group") or one.user)


class Deliverer:
    """Sends through the channels. Messages to one address keep their order; replies go before pushes.

    Pushes keep to the pace of their account and are claimed only shortly before they leave: what a kill leaves in doubt
    is little, and no claim runs out while it waits for its turn.
    """

    def __init__(self, outbox: Outbox, writer: Writer, channels: Mapping[int, Channel]) -> None:
        self.outbox = outbox
        self.writer = writer
        self.channels = channels
        self.sent = 0
        self.ended: Counter[tuple[int, str, str]] = Counter()  # by account, reply or push, and how it ended
        self._nudge = asyncio.Event()
        self._results: list[Result] = []
        self._settling: asyncio.Task[None] | None = None
        self._last: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._push_room = asyncio.Semaphore(PUSHES)
        self._paces: dict[int, Pace] = {}
        self._not_ours: dict[int, float] = {}  # another process keeps the pace of these accounts, for a moment yet
        self._held: dict[tuple[int, str], datetime] = {}
        self._closing = False
        self._blind = False  # the outbox could not be read; said once
        self._loop_task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look for what falls due."""
        self._loop_task = asyncio.get_running_loop().create_task(self._look())

    async def stop(self) -> None:
        """Let what is being sent end, then put it down. What turns still claim goes back, for whoever runs next.

        Called before the channels let go of their connections, and again when the last turn is over.
        """
        self._closing = True
        self.nudge()
        if self._loop_task is not None:
            await self._loop_task  # never cut: what it has just claimed would be in doubt
        if self._last:
            await asyncio.wait(self._last.values(), timeout=DRAIN)
        if self._settling is not None:
            await self._settling

    def nudge(self) -> None:
        """Something may have fallen due."""
        self._nudge.set()

    def send(self, outgoing: Iterable[Outgoing]) -> None:
        """Send what this process has claimed, each address in order."""
        for one in outgoing:
            if one.tries == 0:
                self.nudge()
                continue
            if self._closing:
                self._ended(Result(one, "held", words="the process stops"))
                continue
            if one.push:
                self.pace(one.account).waiting += 1
            before = self._last.get(one.address)
            task = asyncio.get_running_loop().create_task(self._send(one, before))
            self._last[one.address] = task
            task.add_done_callback(lambda done, address=one.address: self._forget(address, done))  # type: ignore[misc]

    def _forget(self, address: int, done: "asyncio.Task[None]") -> None:
        if self._last.get(address) is done:
            del self._last[address]

    def pace(self, account: int) -> Pace:
        """The pace of an account."""
        if account not in self._paces:
            channel = self.channels.get(account)
            self._paces[account] = Pace(0.0 if channel is None else channel.capabilities.pace)
        return self._paces[account]

    async def _send(self, one: Outgoing, before: "asyncio.Task[None] | None") -> None:
        pace = self.pace(one.account)
        if before is not None and not before.done():
            await asyncio.wait([before])
        if not one.push:
            pace.reply()
            await self._attempt(one)
            return
        async with self._push_room:
            await pace.push()
            pace.waiting -= 1
            if pace.worth_a_look:
                self.nudge()
            await self._attempt(one)

    async def _attempt(self, one: Outgoing) -> None:
        async with self._room:
            held = self._held.get(_chat(one))
            if one.until is not None and self.outbox.machine() >= one.until:
                # This process stood still: the row is anybody's now. Put back if nobody took it, for nothing was sent.
                result = Result(one, "held", words="the claim ran out")
            elif held is not None and self.outbox.machine() < held:
                result = Result(one, "held", words="what is before it waits", until=held)
            else:
                result = self._hold(await self._try(one))
        self._ended(result)

    def _hold(self, result: Result) -> Result:
        """What is to be tried again holds up its chat until then: messages keep their order, and a 429 is obeyed."""
        chat = _chat(result.outgoing)
        self._held.pop(chat, None)
        if result.outcome == "held" and result.retry_after is not None:
            return replace(result, until=self.outbox.again_at(result))
        if result.outcome != "retry":
            return result
        self._held[chat] = until = self.outbox.again_at(result)
        if result.retry_after is not None:
            self.pace(result.outgoing.account).refused(chat[1], result.retry_after)
        return replace(result, until=until)

    def _ended(self, result: Result) -> None:
        one = result.outgoing
        self.ended[one.account, "push" if one.push else "reply", result.outcome] += 1
        self._results.append(result)  # looked up after the wait: `_settle` takes the list away meanwhile
        if self._settling is None or self._settling.done():
            self._settling = asyncio.get_running_loop().create_task(self._settle())

    async def _try(self, one: Outgoing) -> Result:
        channel = self.channels.get(one.account)
        if channel is None:
            return Result(one, "retry", words="no channel for this account")
        try:
            platform_id = await channel.send(one)
        except SendError as error:
            about = {
                "account": one.account,
                "outbox": one.id,
                "try": one.tries,
                "outcome": error.kind,
                "why": error.words,
            }
            LOG.log(QUIET.get(error.kind, logging.WARNING), "a message was not sent", extra=about)
            return Result(one, error.kind, words=error.words, retry_after=error.retry_after)
        except Exception as error:
            LOG.exception("a channel raised while sending", extra={"outbox": one.id})
            return Result(one, "unknown", words=repr(error))
        self.sent += 1
        return Result(one, "sent", platform_id)

    async def _settle(self) -> None:
        while self._results:
            batch, self._results = self._results, []
            left = [one for one in batch if not await self._put_down([one])] if not await self._put_down(batch) else []
            clock = self.outbox.machine()
            self._results = [one for one in left if (one.outgoing.until or clock) > clock] + self._results
            if left and self._closing:
                return
            if left:
                await asyncio.sleep(POLL)

    async def _put_down(self, batch: list[Result]) -> bool:
        """Whether it could be put down. If not, the next try follows as long as the claim runs; then it is in doubt."""
        try:
            await self.writer.act(lambda db: self.outbox.settle_in(db, batch))
        except Exception as error:
            LOG.warning("outcomes of sends could not be put down", extra={"why": type(error).__name__})
            return False
        return True

    def _claim(self, db: Db, room: dict[int, int]) -> list[Outgoing]:
        """Claim what may leave; pushes of an account with a pace only where this process keeps it."""
        paced = {account for account, most in room.items() if most and self.pace(account).every}
        elsewhere = paced - self.outbox.led(db, paced)
        self._not_ours |= dict.fromkeys(elsewhere, time.monotonic() + POLL)
        return self.outbox.claim_in(db, pushes={one: most for one, most in room.items() if one not in elsewhere})

    async def _look(self) -> None:
        while not self._closing:
            self._nudge.clear()
            patience = POLL
            try:
                now = time.monotonic()
                room = {one: self.pace(one).room(PUSHES) for one in self.channels if now >= self._not_ours.get(one, 0)}
                if await asyncio.to_thread(self.outbox.anything_due, room):
                    claimed = await self.writer.act(lambda db, room=room: self._claim(db, room))  # type: ignore[misc]
                    self.send(claimed)
                    if claimed:
                        self._blind = False
                        continue
                    patience = SOON  # all of it was dropped, or waits for something under way: there may be more
                self._blind = False
            except Exception as error:
                if not self._blind:
                    trace = not isinstance(error, StoreUnavailable)
                    LOG.error("the outbox could not be read", extra={"why": type(error).__name__}, exc_info=trace)
                self._blind = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), patience)
