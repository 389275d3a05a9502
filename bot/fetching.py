"""Files still at a platform: fetched beside the turn, which waits for them a little while and then goes on without.

A message with files to fetch is stored and acknowledged at once. Its turn, and those of later messages of the same
talk, wait until the files are on disk; after `PATIENCE` the turn is taken without them and says so. The fetching goes
on for an hour as a message of its own, so that a late file, or the news that it never came, is an ordinary turn. What
is still to be fetched stands in the inbox, so that a restart begins where it was.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.base import Channel, FetchFailed, Unavailable
from bot.writer import Writer
from store import inbox, leases
from store.evidence import MAX_SIZE, FileRefused
from store.messages import Attachment, Incoming, Wanted
from store.session import Db

LOG = logging.getLogger(__name__)
PATIENCE = 10.0  # seconds a talk waits for a file
GOES_ON = 3600.0  # seconds a file is asked for after that
ONE_TRY = 60.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
LOOK = 30.0  # seconds between looks for files another process has left behind
LEASE = timedelta(seconds=90)

Keep = Callable[[bytes, str], Coroutine[Any, Any, Attachment]]


class Fetcher:
    """Brings the files of messages that were kept as waiting. `patience` and `goes_on` are in seconds."""

    def __init__(
        self,
        writer: Writer,
        keep: Keep,
        channels: Mapping[int, Channel],
        now: Callable[[], datetime],
        *,
        holder: str,
        patience: float = PATIENCE,
        goes_on: float = GOES_ON,
    ) -> None:
        self.patience, self.goes_on = patience, goes_on
        self._writer, self._keep, self._channels = writer, keep, channels
        self._now, self._holder = now, holder
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up what a former process left, and look now and then for what another one leaves."""
        self._looking = asyncio.get_running_loop().create_task(self._look())

    async def stop(self) -> None:
        """Let go; what was not fetched yet is taken up at the next start."""
        begun = list(self._tasks)
        tasks = [task for task in (self._looking, *self._tasks.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if begun:
            with contextlib.suppress(Exception):  # without the database the leases run out by themselves
                await self._writer.act(lambda db: self._give_up(db, begun))

    def follow(self, message: int, incoming: Incoming, *, late: bool = False) -> None:
        """Fetch the files of this inbox row. `late`: its turn does not hold up the talk any more."""
        if message in self._tasks:
            return
        task = asyncio.get_running_loop().create_task(self._bring(message, incoming, late))
        self._tasks[message] = task
        task.add_done_callback(lambda _: self._tasks.pop(message, None))

    async def _look(self) -> None:
        while True:
            with contextlib.suppress(Exception):  # the database is away: the next look tells
                for message, incoming, late in await self._writer.act(inbox.wanting):
                    self.follow(message, incoming, late=late)
            await asyncio.sleep(LOOK)

    async def _bring(self, message: int, incoming: Incoming, late: bool) -> None:
        loop = asyncio.get_running_loop()
        until, wait = loop.time() + (self.goes_on if late else self.patience), FIRST_WAIT
        while True:
            if not await self._writer.act(lambda db: self._leads(db, message)):
                return
            incoming = await self._round(incoming, until - loop.time())
            left = until - loop.time()
            if not incoming.wanted or left <= 0:
                break
            await asyncio.sleep(min(wait, left))
            wait = min(wait * 2, LONGEST_WAIT)
        await self._hand_in(message, incoming, late)

    def _leads(self, db: Db, message: int) -> bool:
        """Several processes on PostgreSQL see the same rows; fetching twice would only be a waste."""
        return db.sqlite or leases.take(db, f"fetch:{message}", self._holder, LEASE)

    def _give_up(self, db: Db, messages: list[int]) -> None:
        for message in messages:
            leases.give_up(db, f"fetch:{message}", self._holder)

    async def _round(self, incoming: Incoming, seconds: float) -> Incoming:
        """Ask once for each file that is still missing; the message with what came."""
        missing = []
        for wanted in incoming.wanted:
            try:
                incoming = replace(incoming, files=(*incoming.files, await self._one(incoming, wanted, seconds)))
            except FileRefused as refusal:
                incoming = replace(incoming, refused=(*incoming.refused, (wanted.name, refusal.why)))
            except (FetchFailed, Unavailable, TimeoutError) as error:
                LOG.info("a file did not come yet", extra={"account": incoming.account, "why": str(error)})
                missing.append(wanted)
        return replace(incoming, wanted=tuple(missing))

    async def _one(self, incoming: Incoming, wanted: Wanted, seconds: float) -> Attachment:
        channel = self._channels.get(incoming.account)
        if channel is None:
            raise FetchFailed("no channel for this account")
        if (wanted.size or 0) > MAX_SIZE:
            raise FileRefused("size")
        async with asyncio.timeout(min(max(seconds, FIRST_WAIT), ONE_TRY)):
            content, name = await channel.fetch(wanted)
        return await self._keep(content, name)

    async def _hand_in(self, message: int, incoming: Incoming, late: bool) -> None:
        """Let the turn be taken: with the files, without them for now, or with the news that they never came."""
        missing = tuple((one.name, "fetch" if late else "late") for one in incoming.wanted)
        ready = replace(incoming, wanted=(), refused=(*incoming.refused, *missing))

        def put_down(db: Db) -> tuple[int | None, int | None]:
            self._give_up(db, [message])
            address = inbox.ready(db, message, ready)
            if address is None or late or not incoming.wanted:
                return address, None
            rest = replace(incoming, key=f"{incoming.key}:tệp", files=(), refused=())
            return address, inbox.keep(db, rest, address, "fetching", self._now())

        address, later = await self._writer.act(put_down)
        if address is not None:
            self._writer.follow(address)
        if later is not None:
            self.follow(later, replace(incoming, key=f"{incoming.key}:tệp", files=(), refused=()), late=True)
