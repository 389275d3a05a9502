"""Errors told to an admin's chat: counted by kind, at most one message an hour, nothing of people or secrets in it.

Only the fixed sentence of our own log lines is told, with the kind of exception: never their values, never a trace.
"""

import asyncio
import contextlib
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.base import Channel, Edge, SendError
from store import leases
from store.messages import Outgoing

LOG = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
LOOK = 30.0  # seconds between looks
MOST_LINES, LONGEST = 8, 120
OURS = ("bot", "handlers", "scheduler", "store", "scoring")


class ErrorDigest(logging.Handler):
    """Gathers errors from every logger and sends them to `user` by `channel`. `raised` counts turns that went wrong."""

    def __init__(self, edge: Edge, channel: Channel, user: str, raised: Callable[[], int]) -> None:
        super().__init__(logging.ERROR)
        self._edge, self._channel, self._user, self._raised = edge, channel, user, raised
        self._told_raised = raised()
        self._counted: Counter[str] = Counter()
        self._last: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Count one error, by what is always the same of it."""
        ours = record.name.partition(".")[0] in OURS and isinstance(record.msg, str)
        sentence = record.msg[:LONGEST] if ours else record.name
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] is not None else ""
        self._counted[f"{sentence} ({kind})" if kind else sentence] += 1

    def start(self) -> None:
        """Begin to listen and to look."""
        logging.getLogger().addHandler(self)
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Listen no more; what was gathered in this hour stays untold, the log has it."""
        logging.getLogger().removeHandler(self)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            with contextlib.suppress(Exception):  # the database is away: the next time
                await self.look()

    async def look(self) -> None:
        """Tell what was gathered, if anything was and the last message is an hour old, by whichever process."""
        raised = self._raised() - self._told_raised
        now = self._edge.clock.machine()
        if not (self._counted or raised) or (self._last is not None and now - self._last < EVERY):
            return
        if not await self._edge.write(lambda db: leases.take(db, "error digest", self._edge.holder, EVERY)):
            return
        counted, self._counted = self._counted, Counter()
        self._told_raised += raised
        self._last = now
        account = self._edge.account(self._channel.name, self._channel.external_id)
        message = Outgoing(0, account, self._user, secrets.token_hex(16), "reply", {"text": words(counted, raised)})
        try:
            await self._channel.send(message)
        except SendError as error:
            LOG.warning("errors could not be told to the admin", extra={"why": error.kind})


def words(counted: Mapping[str, int], raised: int) -> str:
    """The message: how often what happened."""
    lines = ["Sổ Thôn vừa gặp lỗi:"]
    if raised:
        lines.append(f"• {raised} tin nhắn xử lý hỏng; xem: sothon letters list")
    common = Counter(counted).most_common(MOST_LINES)
    lines += [f"• {number} lần: {sentence}" for sentence, number in common]
    rest = sum(counted.values()) - sum(number for _, number in common)
    if rest:
        lines.append(f"• {rest} lỗi khác")
    lines.append("Chi tiết ở nhật ký máy chủ. Một giờ nhiều nhất một tin như thế này.")
    return "\n".join(lines)
