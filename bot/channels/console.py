"""What an operator asks of an account: set it up, look at it, try what its platform leaves in doubt.

Each channel has a `console.py` with `set_up`, `look` and `attempt`, and its doubts in `DOUBTS`. They call the platform
themselves, beside the server; nothing here renews a token or takes a message away from anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

GOOD, NOTE, BROKEN = "ổn", "lưu ý", "hỏng"
PATIENCE = aiohttp.ClientTimeout(total=15)
HELLO = "Tin thử của Sổ Thôn: kênh này gửi được. Không phải trả lời."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: "ổn", "lưu ý" or "hỏng", and a sentence."""

    sign: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact of a platform that could not be made sure of, what was built for it, and how a person can try it.

    `key` names the attempt that `check --live` makes; None where only time or a person can tell.
    """

    question: str
    built: str
    by_hand: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the store and the settings know of an account. `url` is its webhook's, None without a public address.

    `quotas` is what was counted this month; `users` people are known, `in_window` of them wrote so lately that they may
    be written to unasked; `last_heard` is when somebody last wrote by this account.
    """

    now: datetime
    secret: str
    url: str | None = None
    account: int | None = None
    state: str = "active"
    sealed: str | None = None
    quotas: Mapping[str, Any] = field(default_factory=dict)
    users: int = 0
    in_window: int = 0
    last_heard: datetime | None = None


class Stopped(Exception):
    """It cannot be set up; the sentence says why and what to do."""


async def answers(url: str, body: bytes, expected: int) -> Finding:
    """Whether this very process is what the outside finds at its webhook address."""
    try:
        async with aiohttp.ClientSession() as session, session.post(url, data=body, timeout=PATIENCE) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Finding(NOTE, f"Gọi thử {url}: không tới ({type(error).__name__}); máy chủ có đang chạy không?")
    if status == expected:
        return Finding(GOOD, f"Gọi thử {url}: máy này trả lời đúng.")
    return Finding(NOTE, f"Gọi thử {url}: trả lời {status}, cần {expected}; xem lại máy chủ web phía trước.")


def heard(situation: Situation) -> Finding:
    """When somebody last wrote by this account."""
    if situation.last_heard is None:
        return Finding(NOTE, "Chưa có tin nào tới qua tài khoản này.")
    hours = int((situation.now - situation.last_heard).total_seconds() // 3600)
    ago = f"{hours // 24} ngày trước" if hours >= 48 else f"{hours} giờ trước" if hours else "trong giờ qua"
    return Finding(GOOD, f"Tin đến gần nhất: {ago}.")


def where(kept: str, wanted: str | None, polling: bool) -> Finding:
    """The webhook address the platform has, against the one it should have."""
    if polling:
        if kept:
            return Finding(BROKEN, f"Đang đặt webhook {kept} mà thiết lập là polling: chạy sothon channel setup.")
        return Finding(GOOD, "Webhook: không đặt, đúng với polling.")
    if not kept:
        return Finding(BROKEN, "Webhook chưa đặt: đặt SOTHON_PUBLIC_URL nếu chưa có, rồi chạy sothon channel setup.")
    if kept != wanted:
        return Finding(BROKEN, f"Webhook đang là {kept}, cần {wanted or 'đặt lại'}: chạy sothon channel setup.")
    return Finding(GOOD, f"Webhook: {kept}")
