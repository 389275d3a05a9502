"""The words of the plan: whom the next days' reminders will reach."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.texts.form import Voice, at_hour, listed, long_day, upper_first
from handlers.texts.reach import why as shut

_STAGES = {
    "opening": "báo mở đợt",
    "0": "nhắc ngày hết hạn",
    "promise": "hỏi lại theo lời hẹn",
    "snooze": "nhắc lại theo yêu cầu",
    "asked": "xã nhắc",
    "moved": "báo dời hạn",
    "returned": "báo số trả lại",
}


def stage(name: str) -> str:
    """nhắc trước hạn 7 ngày; nhắc sau hạn 1 ngày"""
    if name in _STAGES:
        return _STAGES[name]
    days = int(name)
    return f"nhắc trước hạn {-days} ngày" if days < 0 else f"nhắc sau hạn {days} ngày"


def day(when: date, told: Mapping[str, Sequence[str]], untold: Sequence[tuple[str, str, str]]) -> str:
    """thứ Sáu 23/6: Thôn 1, Thôn 3 (nhắc trước hạn 7 ngày); không nhắc Thôn 5 (đã hẹn 26/6)"""
    parts = [f"{listed(list(units), 12)} ({stage(name)})" for name, units in told.items()]
    if untold:
        parts.append("không nhắc " + ", ".join(f"{unit} ({why(outcome, reason)})" for unit, outcome, reason in untold))
    return f"{upper_first(long_day(when))}: {'; '.join(parts)}"


def why(outcome: str, reason: str) -> str:
    """Why a unit is not reminded."""
    if outcome == "capped":
        return "đã nghe đủ 3 lần trong tuần"
    if outcome == "call":
        return f"phải gọi: {shut(reason)}"
    if "promised until" in reason:
        until = date.fromisoformat(reason.rsplit(" ", 1)[1])
        return f"hẹn {until.day}/{until.month}"
    return "đã dừng nhắc"


def plan(days: Sequence[str]) -> str:
    """Day by day, supposing that nobody answers."""
    return "Nếu chưa ai trả lời thêm:\n" + "\n".join(f"• {one}" for one in days)


def nobody(end: datetime, following: datetime | None) -> str:
    """Nobody is reminded in that time."""
    text = f"Đến {long_day(end)} không nhắc ai."
    return text + (f" Lần nhắc kế tiếp: {long_day(following)}." if following is not None else "")


def own_next(voice: Voice, at: datetime, now: datetime) -> str:
    """To a member who asks when they hear again."""
    return f"Nếu chưa gửi báo cáo, {at_hour(at, now)} {voice.i}nhắc {voice.you}."


def own_none(voice: Voice) -> str:
    """Nothing is planned for them."""
    return f"Tới đây không có lời nhắc nào cho {voice.you}."


def own_stopped(voice: Voice) -> str:
    """They have stopped the reminders."""
    return f"{voice.You} đã dừng nhắc nên không có lời nhắc nào; muốn nhận, {voice.you} nhắn “nhận lại”."
