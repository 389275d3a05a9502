"""Errors told to an admin's chat: counted by kind, at most one message an hour, nothing of people or secrets in it.

Only what the fixed sentence of our own log lines means is told, with the kind of exception: never their values, never
a trace.
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
# What each of our own errors is to whoever watches the machine; the log has the sentence on the left.
SAYS = {
    "Telegram does not know the token of this bot": "Telegram không nhận mã của bot; lấy mã đang dùng ở BotFather",
    "a channel raised while sending": "lỗi chương trình khi gửi một tin",
    "a command could not be carried out": "một lệnh trên máy chủ không làm được",
    "a document could not be written": "không lập được một tệp; tin đã gửi đi không có tệp",
    "a file could not be put on disk; it will be asked for again": "không cất được một tệp; sẽ hỏi lại; xem đĩa",
    "a picture could not be drawn": "không vẽ được một hình; tin đã gửi đi không có hình",
    "a template was refused": "Zalo từ chối tin theo mẫu ZBS; xem mẫu và tài khoản ZBS",
    "an official account is paused": "Zalo OA tạm dừng gửi; xem vì sao bằng: sothon channel check zalo-oa",
    "nothing is taken: the database cannot be written": "không ghi được vào kho, tin tới chưa nhận; xem đĩa và kho",
    "somebody else polls, or a webhook is set": "có máy khác đang hỏi tin của bot Telegram, hoặc đang đặt webhook",
    "the header of a page could not be made": "lỗi chương trình khi làm dòng đầu trang trò chuyện",
    "the official account does not work": "Zalo OA không dùng được; xem vì sao bằng: sothon channel check zalo-oa",
    "the outbox could not be read": "không đọc được hộp tin đi; xem kho",
    "the platform does not know the token of this bot": "Zalo không nhận mã của bot; xem lại ở Zalo Bot Creator",
    "the platform gives no new token; the old one still works": "Zalo không đổi mã cho OA; mã cũ còn dùng tạm",
    "the tokens on record cannot be read with this SOTHON_SECRET": "không mở được mã của OA: SOTHON_SECRET đã đổi",
}
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
        sentence = SAYS.get(record.msg, record.msg[:LONGEST]) if ours else record.name
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
