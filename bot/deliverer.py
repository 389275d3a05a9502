"""Sending, on the event loop: what a turn has just said leaves at once, everything else as it falls due."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Mapping

from bot.channels.base import Channel, SendError
from bot.outbox import Outbox, Result
from bot.writer import Writer
from store.messages import Outgoing

LOG = logging.getLogger(__name__)
POLL = 1.0
AT_ONCE = 64


class Deliverer:
    """Sends through the channels. Messages to one address keep their order; replies go before pushes."""

    def __init__(self, outbox: Outbox, writer: Writer, channels: Mapping[int, Channel]) -> None:
        self.outbox = outbox
        self.writer = writer
        self.channels = channels
        self.sent = 0
        self._nudge = asyncio.Event()
        self._results: list[Result] = []
        self._settling: asyncio.Task[None] | None = None
        self._last: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._loop_task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look for what falls due."""
        self._loop_task = asyncio.get_running_loop().create_task(self._look())

    async def stop(self) -> None:
        """Let what is being sent end, then put it down."""
        if self._loop_task is not None:
            self._loop_task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._loop_task
        await asyncio.gather(*self._last.values(), return_exceptions=True)
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
            before = self._last.get(one.address)
            task = asyncio.get_running_loop().create_task(self._send(one, before))
            self._last[one.address] = task
            task.add_done_callback(lambda done, address=one.address: self._forget(address, done))  # type: ignore[misc]

    def _forget(self, address: int, done: "asyncio.Task[None]") -> None:
        if self._last.get(address) is done:
            del self._last[address]

    async def _send(self, one: Outgoing, before: "asyncio.Task[None] | None") -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        async with self._room:
            result = await self._try(one)
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
            return Result(one, error.kind, words=error.words, retry_after=error.retry_after)
        except Exception as error:
            LOG.exception("a channel raised while sending", extra={"outbox": one.id})
            return Result(one, "unknown", words=repr(error))
        self.sent += 1
        return Result(one, "sent", platform_id)

    async def _settle(self) -> None:
        while self._results:
            batch, self._results = self._results, []
            try:
                await self.writer.act(lambda db, batch=batch: self.outbox.settle_in(db, batch))  # type: ignore[misc]
            except Exception:
                LOG.exception("outcomes of sends could not be put down; they count as unknown")

    async def _look(self) -> None:
        while True:
            try:
                if await asyncio.to_thread(self.outbox.anything_due):
                    claimed = await self.writer.act(self.outbox.claim_in)
                    self.send(claimed)
                    if claimed:
                        continue
            except Exception:
                LOG.exception("the outbox could not be read")
            self._nudge.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), POLL)
