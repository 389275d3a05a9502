"""The words of a reminder: what is left, until when, and what to press. Softer the longer nobody answers."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts.form import Voice, left, listed, long_day, round_name, upper_first
from store.reports import Report

OF_ANOTHER = "promise of another"  # who has left; their successor is asked
_HEAD = {
    "opening": "{You} ơi, đợt báo cáo mới đã mở. ",
    "asked": "{You} ơi, xã nhắc: ",
    "promise": "{You} ơi, theo lời hẹn: ",
    OF_ANOTHER: "{You} ơi, theo lời hẹn của người trước: ",
    "+1": "{You} ơi, hạn đã qua nhưng số vẫn nhận. ",
    "+2": "{You} ơi, số vẫn nhận. ",
    "+3": "{You} ơi, số vẫn nhận. ",
}
SEEN = "Đã rõ"
# What is added after so many reminders without an answer: each asks for less.
_SOFTER = (
    "",
    "{You} biết số nào nhắn số ấy cũng được.",
    "{You} bận thì nhắn một số trước, hoặc hẹn ngày, ví dụ: “mai”.",
)


def moved_off(day: date, why: str | None) -> str:
    """(dời từ Chủ nhật 2/7 vì là ngày nghỉ)"""
    if why in {None, "saturday", "sunday"}:
        return f" (dời từ {long_day(day)} vì là ngày nghỉ)"
    return f" (dời từ {long_day(day)} vì {why if str(why).lower().startswith('nghỉ') else f'nghỉ {why}'})"


def due_words(report: Report, now: datetime, moved: str = "") -> str:
    """hạn thứ Hai 3/7 (dời từ Chủ nhật 2/7 vì là ngày nghỉ), còn 3 ngày"""
    if moved:
        return f"hạn {long_day(report.due)}{moved}, {left(report.due, now)}"
    return f"hạn {long_day(report.due)} ({left(report.due, now)})"


def reminder(
    voice: Voice, report: Report, missing: Sequence[str], stage: str, now: datetime, *, more: bool = False,
    moved: str = "",
) -> str:  # fmt: skip
    """Thôn 3 còn 3 số liệu của đợt …, hạn thứ Sáu 30/6 (còn 7 ngày): ngân hàng, điện thoại, tiền điện.

    `more`: another of the same message was said before, and with it why this is written.
    """
    head = "" if more else _HEAD.get(stage, "").format(You=voice.You)
    due = due_words(report, now, moved)
    unit = upper_first(report.unit.name)
    if not missing:
        return f"{head}{unit} đã đủ số của đợt {round_name(report.campaign)}, chỉ còn gửi báo cáo, {due}."
    names = listed(list(missing), rest="mục")
    return f"{head}{unit} còn {len(missing)} số liệu của đợt {round_name(report.campaign)}, {due}: {names}."


def softer(voice: Voice, unanswered: int) -> str:
    """What makes a later reminder easier to answer than the one before."""
    return _SOFTER[min(unanswered, len(_SOFTER) - 1)].format(You=voice.You)


def last_one(voice: Voice, officer: str | None, phone: str | None, *, complete: bool = False) -> str:
    """The last reminder that will be sent: help, and a telephone call. `complete`: only the sending is left."""
    who = f"{officer}" + (f", số {phone}" if phone else "") if officer else "cán bộ xã"
    rest = "" if complete else f" Không vội, có số nào {voice.you} nhắn số ấy."
    return (
        f"{voice.You} vướng chỗ nào, nhắn “giúp” hoặc “gặp cán bộ” là có người gọi điện giúp {voice.you} ({who}).{rest}"
    )


def welcome(voice: Voice, unit: str) -> str:
    """To somebody who has just been given the role of a member."""
    return f"Chào {voice.you}, từ nay {voice.you} phụ trách số liệu của {unit}."


def urgent(voice: Voice, what: str, until: str, unit: str) -> str:
    """An urgent ask: what, until when."""
    return f"{voice.You} ơi, xã cần gấp {what} của {unit}, trước {until}."


def seen(voice: Voice) -> str:
    """A reminder was read, and no more than that."""
    return f"Dạ vâng. Có số lúc nào {voice.you} nhắn lúc ấy nhé."
