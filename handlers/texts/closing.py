"""The words of closing: what would be missing, who was in time, one report reopened, what has changed since."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import Voice, count, listed, long_day, moment, number, percent, share, upper_first
from handlers.texts.status import level
from scoring.counts import Count
from scoring.framework import Indicator


def if_closed(
    name: str, sent: int, of: int, where: str, owing: Sequence[str], lines: Sequence[str], now: datetime
) -> str:
    """Nếu chốt lúc 16:05 ngày 28/6: 4/6 thôn đã nộp, thiếu Thôn 2 và Thôn 5."""
    text = f"Nếu chốt đợt {name} lúc {moment(now)}: {sent}/{of} {level(where)} đã nộp"
    text += f", thiếu {listed(list(owing), 12)}." if owing else ", không thiếu nơi nào."
    if lines:
        return text + "\n" + "\n".join(f"• {line}" for line in lines)
    return f"{text} Các số đều đã có."


def line(
    indicator: Indicator, now: Count | None, have: int, of: int, then: Count | None, named: Sequence[str],
    unknown: Sequence[str],
) -> str:  # fmt: skip
    """VNeID: 81,4% (có số 4/6 thôn); tính cả số kỳ trước của Thôn 2, Thôn 5 thì từ 79,5% đến 81,4%."""
    text = f"{upper_first(indicator.short)}: {said(now)} (có số {have}/{of})"
    if then is not None:
        ends = sorted({said(now), said(then)}, key=_value) if now is not None else [said(then)]
        span = f"từ {ends[0]} đến {ends[-1]}" if len(ends) > 1 else f"vẫn {ends[0]}" if now is not None else ends[0]
        text += f"; tính cả số kỳ trước của {listed(list(named), 6)}: {span}"
    if unknown:
        text += f"; {listed(list(unknown), 6)} chưa có số nào, để trống"
    return f"{text}."


def _value(text: str) -> float:
    return float(text.rstrip("%").replace(".", "").replace(",", ".")) if text[:1].isdigit() else -1.0


def said(count: Count | None) -> str:
    """81,4%; 1.068; chưa có số"""
    if count is None or count.num is None:
        return "chưa có số"
    return percent(count.num, count.den) if count.den else number(count.num)


def more(number_of: int) -> str:
    """Further indicators."""
    return f"và {number_of} chỉ tiêu khác còn thiếu số"


def rates(name: str, punctual: int, sent: int, of: int, lines: Sequence[str]) -> str:
    """Đúng hạn 4/6 (66,7%), đã nộp 5/6 (83,3%), unit by unit."""
    head = f"{upper_first(name)}: nộp đúng hạn {punctual}/{of} ({percent(punctual, of)}), đã nộp {sent}/{of} ({percent(sent, of)})."
    shown = "\n".join(f"• {one}" for one in lines[:25])
    return f"{head}\n{shown}" + (f"\n• và {len(lines) - 25} nơi khác" if len(lines) > 25 else "")


def unit_rate(
    unit: str, given: int, asked: int, in_time: bool | None, days: int | None, late: bool, punctual: int, of: int
) -> str:
    """Thôn 3: đủ 3/3 số, nộp muộn 2 ngày; đúng hạn 3/4 đợt"""
    full = f"đủ {given}/{asked} số" if given == asked else f"mới {given}/{asked} số"
    if in_time:
        when = "nộp đúng hạn"
    elif in_time is False:
        when = f"nộp muộn {days} ngày" if days else "nộp muộn trong ngày"
    else:
        when = "quá hạn, chưa nộp" if late else "chưa nộp, còn hạn"
    text = f"{upper_first(unit)}: {full}, {when}"
    return text + (f"; tính cả các đợt trước đúng hạn {punctual}/{of}" if of > 1 else "")


def after_closing(voice: Voice) -> str:
    """What can still be done behind a closing."""
    return (
        "Chốt rồi thì không nhận số nữa. Cần sửa thì mở lại được, cả đợt hoặc một thôn: "
        f"{voice.you} nhắn, ví dụ: mở lại thôn 3 đến 6/7."
    )


def not_closed(unit: str) -> str:
    """There is nothing to reopen."""
    return f"Đợt của {unit} còn đang mở nên không cần mở lại; tổ cứ sửa rồi gửi."


REOPEN = "Mở lại"
CLOSE_AGAIN = "Đóng lại"


def close_again_plan(unit: str, name: str) -> str:
    """What was opened for one unit would be closed before its time."""
    return f"Đóng lại báo cáo {unit} (đợt {name}): từ giờ không nhận số nữa. Đồng ý đóng chứ ạ?"


def closed_again(unit: str, told: str) -> str:
    """It takes no figures any more."""
    return f"Đã đóng lại báo cáo {unit}. Số đã ghi vẫn giữ. {told}".strip()


def closed_again_note(voice: Voice, unit: str) -> str:
    """To the team."""
    return f"{voice.You} ơi, xã đã đóng lại báo cáo {unit}. Số đã ghi vẫn giữ, giờ không nhận thêm số."


def not_reopened(voice: Voice, unit: str, running: bool) -> str:
    """Nothing was opened for this unit alone."""
    if running:
        return f"{unit} không mở riêng, đang cùng đợt chung. {voice.You} muốn đóng cả đợt thì nhắn “chốt đợt”."
    return f"Báo cáo {unit} đã đóng rồi."


def round_not_closed(name: str) -> str:
    """The round still takes figures."""
    return f"Đợt {name} đang mở, không phải mở lại; các tổ cứ nhắn số."


def reopen_round_until(voice: Voice, name: str) -> str:
    """A round that closed by its date needs another one."""
    return f"Mở lại đợt {name} đến ngày nào ạ? {voice.You} nhắn ví dụ: mở lại đợt đến 10/7."


def reopen_plan(voice: Voice, name: str, end: datetime | None, owing: Sequence[str], of: int) -> str:
    """What reopening a round means; a yes is waited for."""
    until = f"đến {long_day(end)}, {moment(end).split(' ')[0]}" if end is not None else f"đến khi {voice.you} chốt lại"
    text = f"Mở lại đợt {name} cho mọi nơi, {until}: các tổ lại nộp và sửa số được."
    if owing:
        text += f" Còn {len(owing)}/{of} nơi chưa nộp: {listed(list(owing))}."
    return f"{text}\nĐồng ý mở lại chứ ạ?"


def round_reopened(name: str, end: datetime | None, told: str) -> str:
    """The round takes figures again."""
    until = f" đến {long_day(end)}, {moment(end).split(' ')[0]}" if end is not None else ""
    return f"Đã mở lại đợt {name}{until}. {told}".strip()


def round_reopened_note(voice: Voice, units: Sequence[str], name: str, end: datetime | None) -> str:
    """To a team that still owes."""
    until = f" đến {long_day(end)}, {moment(end).split(' ')[0]}" if end is not None else ""
    return (
        f"{voice.You} ơi, xã mở lại đợt {name}{until}; {listed(list(units))} chưa nộp. "
        f"{voice.You} có số nào cứ nhắn, rồi nhắn “gửi báo cáo”."
    )


def reopen_how(voice: Voice, unit: str, *, day: bool, reason: bool) -> str:
    """An end, a reason or both are needed."""
    asks = " và ".join(([f"mở lại {unit} đến ngày nào"] if day else []) + (["vì sao"] if reason else []))
    example = " ".join((["đến 10/7"] if day else []) + (["vì nhập nhầm"] if reason else []))
    return f"{upper_first(asks)} ạ? {voice.You} nhắn ví dụ: {example}."


def reopened(unit: str, name: str, day: str, end: datetime, reason: str, told: str) -> str:
    """The report takes figures again, until then."""
    hour = moment(end).split(" ")[0]
    return f"Đã mở lại báo cáo {unit} (đợt {name}) đến {day}, {hour}, lý do “{reason}”; hết giờ tự đóng. {told}".strip()


def reopened_note(voice: Voice, unit: str, name: str, end: datetime, reason: str) -> str:
    """To the team."""
    hour = moment(end).split(" ")[0]
    return f"{voice.You} ơi, xã mở lại báo cáo {unit}, đợt {name}, đến {long_day(end)}, {hour} (lý do: {reason}). {voice.You} sửa số nào cứ nhắn, rồi nhắn “gửi báo cáo”."


def never_closed(names: Sequence[str]) -> str:
    """Nothing has been closed that anything could have changed since."""
    if not names:
        return "Chưa có đợt báo cáo nào được chốt."
    return f"Đợt {listed(list(names))} chưa chốt, các số còn sửa được nên chưa có số chốt để so."


def since_closing(name: str, at: datetime, lines: Sequence[str], of: int) -> str:
    """Đợt 6 tháng đầu năm 2023 chốt lúc 17:00 ngày 30/6. Từ đó đổi 1 số, figure by figure."""
    head = f"Đợt {name} chốt lúc {moment(at)}."
    if not lines:
        return f"{head} Từ đó không có số nào đổi."
    rest = f"\n… và {of - len(lines)} số nữa." if of > len(lines) else ""
    return f"{head} Từ đó đổi {of} số:\n" + "\n".join(f"• {line}" for line in lines) + rest


def changed_since(unit: str, indicator: Indicator, before: Count | None, now: Count, who: str, at: datetime) -> str:
    """Thôn 3, điện thoại thông minh: lúc chốt 412/520 người, nay 420/520 người (tổ trưởng Thôn 3, 08:10 ngày 1/7)"""
    return f"{upper_first(unit)}, {indicator.short}: lúc chốt {count(before, indicator)}, nay {count(now, indicator)} ({who}, {moment(at)})"


def then_and_now(unit: str, indicator: Indicator, before: Count | None, now: Count | None) -> str:
    """Xã Quang Trung, điện thoại thông minh: lúc chốt 2.518/3.082 người (81,7%), nay không đổi."""
    was, is_now = (f"{count(one, indicator)}{f' ({share(one)})' if share(one) else ''}" for one in (before, now))
    return f"{upper_first(unit)}, {indicator.short}: lúc chốt {was}, nay {is_now if is_now != was else 'không đổi'}."
