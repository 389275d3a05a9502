"""The words of the morning line: who has sent, whom the office waits for and why, what looks odd, whom to call."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import Voice, day, left, listed, long_day, upper_first
from handlers.texts.status import level

REMIND, PENDING, CLOSE = "Nhắc các thôn", "Xem {} báo cáo chờ duyệt", "Chốt đợt"


def head(voice: Voice, weekly: bool) -> str:
    """Chào anh, tin sáng nay:"""
    return f"Chào {voice.you}, tin tuần này:" if weekly else f"Chào {voice.you}, tin sáng nay:"


def line(name: str, sent: int, of: int, where: str, due: datetime, now: datetime, moved: str) -> str:
    """6 tháng đầu năm 2023: 4/6 thôn đã nộp, hạn thứ Sáu 30/6 (còn 1 ngày)."""
    return f"{upper_first(name)}: {sent}/{of} {level(where)} đã nộp, hạn {long_day(due)}{moved}, {left(due, now)}."


def waiting(lines: Sequence[str]) -> str:
    """Chờ: Thôn 3 (hẹn hôm nay), Thôn 5 (chưa trả lời 3 lần nhắc), one line per unit."""
    shown = "\n".join(f"• {one}" for one in lines[:20])
    return f"Chờ:\n{shown}" + (f"\n• và {len(lines) - 20} nơi khác" if len(lines) > 20 else "")


def unit(name: str, lacks: int, of: int, notes: Sequence[str]) -> str:
    """Thôn 5 (thiếu 2/3 số, chưa trả lời 3 lần nhắc)"""
    said = [f"thiếu {lacks}/{of} số" if lacks else "đủ số, chưa gửi", *notes]
    return f"{upper_first(name)} ({', '.join(said)})"


def promised(today: bool, until: datetime, broken: bool) -> str:
    """hẹn hôm nay; hẹn 26/6; đã lỡ hẹn 26/6"""
    if broken:
        return f"đã lỡ hẹn {day(until)}"
    return "hẹn hôm nay" if today else f"hẹn {day(until)}"


def unanswered(times: int) -> str:
    """chưa trả lời 3 lần nhắc"""
    return f"chưa trả lời {times} lần nhắc"


def extended(due: datetime) -> str:
    """gia hạn đến 6/7"""
    return f"gia hạn đến {day(due)}"


STOPPED, UNREACHABLE, RETURNED = "đã dừng nhắc", "chưa nhắn được cho ai", "đang sửa số bị trả lại"
CAPPED, HELD = "tuần này nghe đủ 3 lần nhắc", "đang có cán bộ hỗ trợ"


def called(at: datetime, words: str) -> str:
    """đã gọi 3/7: mai gửi"""
    return f"đã gọi {day(at)}: {words}"


def closed(name: str, at: datetime, names: Sequence[str]) -> str:
    """The round has closed with reports missing."""
    return f"{upper_first(name)} đã chốt {day(at)}; chưa nộp: {listed(list(names), 12)}."


def odd(number: int, names: Sequence[str]) -> str:
    """2 số cần chú ý: Thôn 1 VNeID, Thôn 4 ngân hàng."""
    return f"{number} số cần chú ý: {listed(list(names), 6, 'số')}."


def office(lacks: Sequence[str], of: int, name: str = "") -> str:
    """What the office itself owes; `name` where it is another's."""
    whose = f"Phần {name or 'xã'} báo"
    if not lacks:
        return f"{whose}: đủ số, chưa gửi."
    return f"{whose} còn {len(lacks)}/{of} mục: {listed(list(lacks), 4, 'mục')}."


def call_list(lines: Sequence[str], example: str) -> str:
    """Whom to telephone, what to ask, and how to say what came of it."""
    shown = "\n".join(f"• {one}" for one in lines[:15])
    return f"Cần gọi:\n{shown}\nGọi xong, nhắn một dòng, ví dụ: {example}: gọi rồi, mai gửi"


def call_line(name: str, who: Sequence[str], hour: str | None, ask: Sequence[str], why: Sequence[str]) -> str:
    """Thôn 5: Tổ trưởng Thôn 5, 0900000005, thường trả lời lúc 19 giờ; hỏi ngân hàng, VNeID; vì hết hạn 48 giờ"""
    at = f", thường trả lời lúc {hour}" if hour else ""
    what = f"; hỏi {listed(list(ask), 4, 'mục')}" if ask else ""
    because = f"; vì {', '.join(why)}" if why else ""
    return f"{upper_first(name)}: {'; '.join(who) or 'chưa có ai phụ trách'}{at}{what}{because}"


def shut(why: str) -> str:
    """không nhắn được: hết hạn 48 giờ"""
    return f"không nhắn được: {why}"


def nobody_to_call() -> str:
    """The call list is empty."""
    return "Chưa có nơi nào phải gọi điện."


def when(voice: Voice) -> str:
    """When the digest comes."""
    return f"Ngày làm việc nào có việc cần biết, {voice.i}gửi một tin lúc 7 giờ 30 sáng. Muốn xem ngay, {voice.you} nhắn “tin sáng”."


def switched(voice: Voice, choice: str) -> str:
    """The digest was switched on, off, or to Mondays."""
    if choice == "off":
        return f"Đã tắt tin sáng. Muốn nhận lại, {voice.you} nhắn “bật tin sáng”."
    if choice == "weekly":
        return f"Vâng, sáng thứ Hai hằng tuần, 7 giờ 30, {voice.i}gửi tin tổng hợp. Muốn thôi, {voice.you} nhắn “tắt tin tuần”."
    return f"Vâng, sáng ngày làm việc nào có việc cần biết, {voice.i}gửi một tin lúc 7 giờ 30."


OFF = "Tắt tin sáng"


def off_asked(voice: Voice) -> str:
    """To an office nothing goes but the morning line; is it that which is meant?"""
    return (
        f"{voice.You} muốn tắt tin sáng gửi {voice.you} ạ? "
        f"Còn muốn thôi nhắc một thôn, {voice.you} nhắn ví dụ: thôi không nhắc thôn 3."
    )


def promised_noted(unit: str, promise: str) -> str:
    """What a team promised the office is on record."""
    return f"Đã ghi: {unit} hẹn {promise}; từ nay đến đó không nhắc."


def called_noted(unit: str, words: str, promise: str | None) -> str:
    """What came of a call is on record."""
    text = f"Đã ghi: đã gọi {unit}, “{words}”."
    return text + (f" Hẹn {promise}; từ nay đến đó không nhắc." if promise else "")
