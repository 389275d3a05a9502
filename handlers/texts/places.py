"""What is said about places, earlier periods, points and the history of a figure."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from handlers.texts import doubts
from handlers.texts.form import (
    Voice,
    count,
    listed,
    moment,
    number,
    percent,
    share,
    upper_first,
)  # fmt: skip
from handlers.texts.status import _ORIGINS, _ROLES, as_of, level
from scoring.counts import Count
from scoring.framework import Indicator
from scoring.points import Points
from store.figures import Figure
from store.people import Role

# --- places ---------------------------------------------------------------------------------------------------------


def ranking(
    what: str, campaign: str, places: Sequence[tuple[int, Sequence[str], str]], unranked: Sequence[str], have: int, of: int,
    where: str, now: datetime,
) -> str:  # fmt: skip
    """The order, ties side by side; who has no complete figure stands apart."""
    head = f"Xếp hạng {what}, {campaign} (đủ số {have}/{of} {level(where)}, {as_of(now)}):"
    lines = [
        f"{place}. {upper_first(listed(list(names), 12))}{' bằng nhau' if len(names) > 1 else ''}: {value}"
        for place, names, value in places[:12]
    ]
    if len(places) > 12:
        lines.append(f"… và {len(places) - 12} bậc nữa")
    tail = f"\nChưa đủ số để xếp: {listed(list(unranked), 12)}." if unranked else ""
    return f"{head}\n" + ("\n".join(lines) if lines else "Chưa nơi nào đủ số để xếp.") + tail


def own_place(unit: str, what: str, campaign: str, place: int, of: int, ties: int, where: str) -> str:
    """A village's own place, told only to itself."""
    same = f", bằng {ties} nơi khác" if ties else ""
    return f"{upper_first(unit)} đang thứ {place}/{of} {level(where)} có số về {what}, {campaign}{same}."


def no_place(unit: str, what: str) -> str:
    """Not enough figures to be placed."""
    return f"{upper_first(unit)} chưa đủ số để xếp về {what}."


def targets_met(met: int, of: int) -> str:
    """đạt 5/6 chỉ tiêu."""
    return f"đạt {met}/{of} chỉ tiêu"


# --- periods --------------------------------------------------------------------------------------------------------


def compared(
    indicator: Indicator, now: Count, before: Count, both: tuple[int, int], where: str, earlier: str, place: str = ""
) -> str:
    """VNeID: nay 79,2%, năm 2022 73,1%: tăng 6,1 điểm %, thêm 32 người (5/6 thôn có số cả hai kỳ). Nay 412/520, …"""
    over = f" ({both[0]}/{both[1]} {level(where)} có số cả hai kỳ)" if both[1] > 1 else ""
    text = f"{_at(indicator, place)}: {change(indicator, now, before, earlier)}{over}."
    if now.den and before.den and percent_now(now) > percent_now(before) and (now.num or 0) <= (before.num or 0):
        text += f" Tỷ lệ tăng chỉ vì mẫu số giảm từ {number(before.den)} còn {number(now.den)}."
    return text + _counts(now, before)


def _counts(now: Count, before: Count) -> str:
    """The counts beside the percents, where both have them."""
    if now.num is None or before.num is None or not now.den or not before.den:
        return ""
    return f" Nay {number(now.num)}/{number(now.den)}, trước {number(before.num)}/{number(before.den)}."


def _at(indicator: Indicator, place: str) -> str:
    return (f"{upper_first(place)}. " if place else "") + upper_first(indicator.short)


def change(indicator: Indicator, now: Count, before: Count, earlier: str) -> str:
    """nay 79,2%, năm 2022 73,1%: tăng 6,1 điểm %, thêm 32 người"""
    unit = f" {indicator.count_unit}".rstrip()
    assert now.num is not None and before.num is not None
    more = now.num - before.num
    people = f"{'thêm' if more > 0 else 'bớt'} {number(abs(more))}{unit}" if more else f"vẫn {number(now.num)}{unit}"
    if not now.den or not before.den:
        return f"nay {number(now.num)}{unit}, {earlier} {number(before.num)}: {people}"
    gap = percent_now(now) - percent_now(before)
    way = f"{'tăng' if gap > 0 else 'giảm'} {tenths(abs(gap))} điểm %" if gap else "không đổi"
    return f"nay {percent(now.num, now.den)}, {earlier} {percent(before.num, before.den)}: {way}, {people}"


def compared_each(about: str, lines: Sequence[str], way: int, now: datetime) -> str:
    """Village by village against the last earlier period: what fell (`way` 1), rose (-1), or both."""
    head = f"{upper_first(about)} so với kỳ trước ({as_of(now)})"
    if not lines:
        return f"{head}: chưa thôn nào {'giảm' if way > 0 else 'tăng'}."
    more = f"\n• và {len(lines) - 15} chỗ khác" if len(lines) > 15 else ""
    which = {1: ", giảm", -1: ", tăng"}.get(way, "")
    return f"{head}{which}:" + "".join(f"\n• {line}" for line in lines[:15]) + more


def percent_now(value: Count) -> int:
    """The rate in tenths of a percent."""
    from scoring.counts import percent_tenths

    assert value.num is not None and value.den
    return percent_tenths(value.num, value.den)


def tenths(value: int) -> str:
    """61 → "6,1"."""
    return f"{number(value // 10)},{value % 10}"


def earlier_in_all(earlier: str, value: Count, indicator: Indicator, places: int, where: str) -> str:
    """năm 2022 cả 3 thôn: 856/1.470, 58,2%"""
    whole = f"cả {places} {level(where)}" if places > 1 else ""
    rate = f", {percent(value.num, value.den)}" if value.num is not None and value.den else ""
    return f"{earlier} {whole}".strip() + f": {count(value, indicator)}{rate}"


def none_now(indicator: Indicator, earlier: str, place: str = "") -> str:
    """Of this period there is nothing yet to compare."""
    return f"{_at(indicator, place)}: kỳ này chưa có số để so; {earlier}."


def no_earlier(name: str) -> str:
    """No earlier period is on record."""
    return f"Chưa có số kỳ trước của {name} để so."


def compared_all(unit: str, campaign: str, up: int, down: int, same: int, lines: Sequence[str], now: datetime) -> str:
    """How many rose and fell, and the largest changes."""
    head = f"{upper_first(unit)}, {campaign} so với kỳ trước ({as_of(now)}): {up} chỉ tiêu tăng, {down} giảm, {same} không đổi."
    return head + "".join(f"\n• {line}" for line in lines)


# --- points ---------------------------------------------------------------------------------------------------------


def points(value: Fraction) -> str:
    """9,45; half up to two places, without idle zeros."""
    hundredths = (value * 200 + 1) // 2
    whole, rest = divmod(int(hundredths), 100)
    return f"{number(whole)},{rest:02d}".rstrip("0").rstrip(",") if rest else number(whole)


def score(
    unit: str, campaign: str, known: Fraction, of: Fraction, no_figure: tuple[int, Fraction], no_rule: int,
    lost: Sequence[tuple[str, Fraction]], now: datetime,
) -> str:  # fmt: skip
    """Points known, points that cannot be known yet, and where points were lost; what is missing is not zero."""
    said = f"{points(known)}/{points(of)} điểm của các chỉ số đã tính được" if of else "chưa tính được điểm nào"
    text = f"{upper_first(unit)}, {campaign}: {said} ({as_of(now)})."
    if no_figure[0]:
        text += f"\nChưa có số: {no_figure[0]} chỉ số, tối đa {points(no_figure[1])} điểm."
    if no_rule:
        text += f"\nChưa rõ cách tính hoặc điểm tối đa: {no_rule} chỉ số, cán bộ chấm ngoài sổ."
    if lost:
        text += "\nMất điểm nhiều nhất: " + ", ".join(f"{name} {points(value)}" for name, value in lost[:5]) + "."
    return text


def points_of(indicator: Indicator, unit: str, value: Count | None, found: Points) -> str:
    """Dịch vụ công trực tuyến (6.2), xã Quang Trung: 9,45/10 điểm (…)."""
    head = f"{upper_first(indicator.short)} ({indicator.id}), {unit}"
    if not found.known:
        return f"{head}: chưa rõ cách tính điểm hoặc điểm tối đa, cán bộ chấm ngoài sổ."
    most = points(found.max) if found.max is not None else "?"
    if found.value is None:
        return f"{head}: chưa có số nên chưa tính được điểm, tối đa {most} điểm."
    return f"{head}: {points(found.value)}/{most} điểm, tính từ {count(value, indicator)}."


def points_follow(voice: Voice, indicator: Indicator, scored: bool) -> str:
    """Points are no figures; they follow from them."""
    why = "Điểm do sổ tính từ số liệu nên không nhập tay được" if scored else "Đợt này không chấm điểm"
    return f"{why}, chưa ghi gì ạ. {voice.You} nhập số liệu của mục {indicator.short} giúp."


def targets_stay(voice: Voice) -> str:
    """A target is to be set by message: it comes with the list of indicators."""
    return (
        "Chỉ tiêu giao đi theo bộ chỉ tiêu của đợt, không đổi bằng tin nhắn được nên em chưa ghi gì ạ. "
        f"Cần mức khác, {voice.you} nhờ người quản trị sổ sửa trong bộ chỉ tiêu."
    )


def not_scored() -> str:
    """No open round gives points."""
    return "Các đợt đang mở không chấm điểm; chỉ bộ QĐ 3853 có điểm."


# --- history --------------------------------------------------------------------------------------------------------


def history(indicator: Indicator, unit: str, campaign: str, lines: Sequence[str], tail: Sequence[str]) -> str:
    """Every revision of one answer, oldest first, and who looked at it."""
    head = f"{upper_first(indicator.short)}, {unit}, {campaign}:"
    return "\n".join([head, *(f"• {line}" for line in lines), *tail])


def revision(one: Figure, indicator: Indicator, who: str, first: bool) -> str:
    """09:12 ngày 25/6, Tổ trưởng Thôn 3: 412/520 người (79,2%)."""
    how = _ORIGINS.get(one.origin, "" if first else "sửa")
    said = count(one.count, indicator)
    rated = share(one.count)
    text = f"{moment(one.entered_at)}, {who}: {said}" + (f" ({rated})" if rated else "")
    found = [how] if how else []
    found += [f"⚠ {doubts.name(name)}" for name in one.doubts]
    if one.reason:
        found.append(f"lý do “{one.reason}”")
    if one.late:
        found.append("muộn hạn")
    return text + (f" [{'; '.join(found)}]" if found else "")


def who(name: str, roles: frozenset[Role]) -> str:
    """A name with what they do."""
    if not name:
        return "người đã xóa thông tin"
    role = next(
        (_ROLES[one] for one in (Role.MEMBER, Role.OFFICER, Role.LEADER, Role.SUPERVISOR) if one in roles), None
    )
    return f"{name} ({role})" if role else name


def their_words(text: str) -> str:
    """The message the newest revision came from."""
    short = text if len(text) <= 120 else text[:117] + "…"
    return f"Tin nhắn: “{short}”"


def reviewed(act: str, who: str, at: datetime, reason: str | None) -> str:
    """Trả lại: Công chức xã, 09:00 ngày 26/6, “cao quá”."""
    word = {"approved": "Duyệt", "returned": "Trả lại"}[act]
    return f"{word}: {who}, {moment(at)}" + (f", “{reason}”" if reason else "")


def files(number_of: int) -> str:
    """How many files hang on it."""
    return f"Minh chứng: {number_of} tệp."


def no_figure_yet(indicator: Indicator, unit: str) -> str:
    """Nothing to tell the history of."""
    return f"{upper_first(indicator.short)}, {unit}: chưa có số."
