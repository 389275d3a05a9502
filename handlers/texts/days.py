"""The words about days off, working Saturdays and hours."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts.form import Voice, long_day, upper_first


def reason(said: str) -> str:
    """Why a day is off, as it is shown later: "nghỉ bù"."""
    said = said.strip(" .,!")
    return f"nghỉ {said}" if said and not said.lower().startswith("nghỉ") else said or "ngày nghỉ của xã"


def declared(unit: str, day: date, name: str | None) -> str:
    """The day is on record."""
    how = "là ngày làm việc" if name is None else f"là ngày nghỉ ({name})"
    return f"Đã ghi cho {unit}: {long_day(day)} {how}. Ghi nhầm thì nhắn “bỏ ngày nghỉ {day.day}/{day.month}”."


def undeclared(day: date, was: bool, why: str | None) -> str:
    """The day is as the calendar says."""
    how = "là ngày nghỉ" if why is not None else "là ngày làm việc"
    return f"{upper_first(long_day(day))} {'lại theo' if was else 'vẫn theo'} lịch chung, {how}."


def moved(name: str, due: datetime) -> str:
    """A deadline counts anew."""
    return f"Hạn đợt {name} nay tính đến {long_day(due)}."


def line(day: date, name: str | None) -> str:
    """thứ Hai 4/9: Quốc khánh"""
    return f"{long_day(day)}: {name if name is not None else 'làm bù'}"


def listed(lines: Sequence[str]) -> str:
    """Holidays and worked Saturdays ahead."""
    if not lines:
        return "Bốn tháng tới không có ngày nghỉ lễ nào."
    return "Ngày nghỉ và ngày làm bù sắp tới:\n" + "\n".join(f"• {upper_first(one)}" for one in lines[:20])


def hours_kept(voice: Voice) -> str:
    """When messages come at all, and how to name hours of one's own."""
    return f"Vâng, tin nhắc chỉ gửi từ 7 giờ đến 19 giờ. {voice.You} muốn giờ khác thì nhắn, ví dụ: chỉ nhắn sau 9h."


def hours_of_teams(voice: Voice) -> str:
    """An office wants the teams left in peace at some hour."""
    return (
        f"Tin nhắc chỉ gửi cho các tổ từ 7 giờ đến 19 giờ; ngoài giờ ấy để đến sáng. {voice.You} muốn giờ khác cho một thôn thì "
        "nhắn, ví dụ: giờ nhắn thôn 3 từ 8h đến 18h."
    )


def hours_wrong() -> str:
    """The hours make no sense."""
    return "Giờ nhắn nằm trong khoảng 5 giờ đến 22 giờ và dài ít nhất một tiếng, ví dụ: từ 17h đến 20h."


def hours(whose: str, first: int, last: int) -> str:
    """When somebody is written to."""
    return f"Vâng, chỉ nhắn {whose} từ {clock(first)} đến {clock(last)}. {upper_first(whose)} hỏi lúc nào cũng được trả lời."


def clock(minutes: int) -> str:
    """17 giờ; 7 giờ 30"""
    return f"{minutes // 60} giờ" + (f" {minutes % 60}" if minutes % 60 else "")
