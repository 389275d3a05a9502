"""Which figures of a message belong to which name: those behind it, those before it, those with no name at all."""

from __future__ import annotations

import re

from handlers.language.aliases import Name
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.values import Link, Role, Value

_LED = re.compile(r"(?:vn){2,}(?=(?:nv)*$)")  # figures and names: each before its name, then each behind it
_LONGEST_THING = 3  # words
_OF_THE_SAME = (Link.OVER, Link.INSTEAD, Link.CORRECTED)
_OF_LAST = (*_OF_THE_SAME, Link.INCLUDED)  # "412 người có điện thoại thông minh, tính cả 2 ông"
_TOLD_BESIDE = (Link.INSIDE, Link.INCLUDED)
SEPARATORS = frozenset(",;\n.!?")

Group = tuple[Name | None, list[Value], int]  # where it begins comes last


def _start(event: Name | Value) -> int:
    return event.start


def groups_of(
    names: list[Name], values: list[Value], phrase: Phrase, used: bytearray
) -> list[tuple[Name | None, list[Value], int]]:
    """Names with the values that belong to them, and where each group begins."""
    words = phrase.words
    events: list[Name | Value] = sorted([*names, *values], key=_start)
    groups: list[Group] = []
    pending: list[Value] = []
    open_name = False
    leading = _figures_lead(events)  # of so many events
    for at, event in enumerate(events):
        if isinstance(event, Value):
            part = event.role == Role.PART or event.link in _TOLD_BESIDE
            if open_name and groups and not part and _another_thing(words, used, events[at - 1].end, event.start):
                open_name = False
            if open_name and not part and groups[-1][1] and _unheard_of(words, used, groups[-1][1][-1].end, event):
                open_name = False
            if open_name and _before_its_name(events, at, groups[-1][1], words):
                open_name = False
            whole = event.role == Role.TOTAL and groups and _less(groups[-1][1], event)
            closes = whole or (event.role == Role.PERCENT and groups and _without_rate(groups[-1][1]))
            last = at + 1 == len(events) and event.role == Role.EARLIER and groups and groups[-1][1]
            if not pending and groups and (event.link in _OF_LAST or open_name or closes or last):
                told = groups[-1] if groups[-1][1] or event.link != Link.INCLUDED else _with_figures(groups)
                told[1].append(event)
            else:
                pending.append(event)
            continue
        own = at >= leading and _own_value(events, at, words)
        near = pending and (
            pending[-1].total
            or _things(phrase, pending[-1].end, event.start)
            or not _parted(words, pending[-1].end, event.start)
        )
        if near and not own:
            apart = _of_another(pending, words, used)
            if apart:
                groups.append((None, pending[:apart], pending[0].start))
            groups.append((event, pending[apart:], pending[apart].start))
            open_name = False
        else:
            if pending:
                groups.append((None, pending, pending[0].start))
            groups.append((event, [], event.start))
            open_name = True
        pending = []
    if pending:
        groups.append((None, pending, pending[0].start))
    return groups


def _with_figures(groups: list[Group]) -> Group:
    """The last group that holds a figure: "ngân hàng 385 người có thẻ, tính cả 2 ông"."""
    return next((group for group in reversed(groups) if group[1]), groups[-1])


_JOINS = frozenset(["va", "voi", "con", ",", ";"])


def _of_another(pending: list[Value], words: list[str], used: bytearray) -> int:
    """How many of the figures before a name are another thing's: "305 người abc với 120 hộ tiền điện"."""
    for at in range(len(pending) - 1, 0, -1):
        first, second = pending[at - 1], pending[at]
        between = range(first.end, second.start)
        if second.link != Link.NONE or second.role != Role.COUNT or _JOINS.isdisjoint(words[first.end : second.start]):
            continue
        if any(words[i].isalpha() and not used[i] and words[i] not in _SAME_THING for i in between):
            return at
    return 0


def _without_rate(values: list[Value]) -> bool:
    """Whether figures have no percentage yet: "73/85 hồ sơ nộp qua mạng, đạt 85,9 %"."""
    return bool(values) and all(value.number.pct is None for value in values) and values[0].number.num is not None


def _less(values: list[Value], total: Value) -> bool:
    """Whether one count without a whole, smaller than the total, stands there: "499 vneid, tổng 537"."""
    counts = [value.num for value in values]
    return len(counts) == 1 and values[0].role == Role.COUNT and (counts[0] or 0) < (total.num or 0)


def _before_its_name(events: list[Name | Value], at: int, own: list[Value], words: list[str]) -> bool:
    """Whether a figure stands right before the next name, and the name before has its own: "wifi 4 điểm và 19 cam".

    Where it opens its clause "là" may stand between: "wifi thì 4 điểm, 97 là tiền điện".
    """
    following = events[at + 1] if at + 1 < len(events) else None
    if not own or not isinstance(following, Name):
        return False
    between, opens = words[events[at].end : following.start], words[events[at].start - 1] in SEPARATORS
    value = events[at]
    inside = words[max(0, value.start - 2) : value.start] == ["trong", "do"]
    if inside and isinstance(value, Value) and value.link == Link.NONE:
        return True  # see figures._of_their_own
    if between and not (opens and between == ["la"]):
        return False
    return at + 2 >= len(events) or isinstance(events[at + 2], Name)


# Words that may stand between a comma and a further figure of the same indicator: "vneid 215, trên tổng số 300 người".
_SAME_THING = word_set(
    "duoc co la dat ca thon xa tong so trong tren gom nam nu khoang gan hon tam tuc con lai da moi chi thi em bac anh "
    "chi a nhe nha oi nguoi ho nha may cai chua khong thieu tru va voi cong them tang giam nham sua lon quen phai dung "
    "ay chet thanh het tien mat cung deu den tu gi do le ky truoc thang nay nghia bang vi do nen o den"
    " don luy gop thay chac chung ngot uoc hinh nhu nho mang doan phong"
    " roi dem ky xong sau truoc hom qua sang chieu toi tinh ghi bao kiem soat ra sao vay the hay hoac tro xuong"
)


_COUNTED = frozenset(["nguoi", "ho", "nha", "may", "cai", "con"])  # "xe máy", "máy cày": no machine of ours


def _another_thing(words: list[str], used: bytearray, start: int, end: int) -> bool:
    """Whether a comma and words that are no name parted a figure from the name before: "ngân hàng chưa đếm, cks 61"."""
    comma = next((at for at in range(end - 1, start - 1, -1) if words[at] in SEPARATORS), None)
    if comma is None:
        return False
    return any(words[at].isalpha() and not used[at] and words[at] not in _SAME_THING for at in range(comma + 1, end))


def _unheard_of(words: list[str], used: bytearray, start: int, value: Value) -> bool:
    """Whether only words of another thing stand between two plain counts: "vneid 178 xe máy 40"."""
    between = range(start, value.start)
    plain = value.role == Role.COUNT and value.link == Link.NONE and 0 < len(between) <= _LONGEST_THING
    if not plain or any(used[at] or not words[at].isalpha() for at in between):
        return False
    strange = [words[at] for at in between if words[at] not in _SAME_THING]
    return bool(strange) and all(words[at] in _COUNTED or words[at] in strange for at in between)


def _figures_lead(events: list[Name | Value]) -> int:
    """How many events from the first on are figures each before its name: "19 cam 4 wifi"."""
    places = [
        at for at, event in enumerate(events) if not (at and isinstance(event, Name) and _again(events[at - 1], event))
    ]
    kinds = "".join("v" if isinstance(events[at], Value) else "n" for at in places)
    led = _LED.match(kinds)
    return places[led.end() - 1] + 1 if led else 0


def _again(before: Name | Value, name: Name) -> bool:
    """Whether a name goes on with the one before: "hộ trả | tiền điện"."""
    return isinstance(before, Name) and before.end == name.start and before.keys == name.keys


def _own_value(events: list[Name | Value], at: int, words: list[str]) -> bool:
    """Whether a name is followed by a value of its own in the same clause."""
    if at + 1 >= len(events) or not isinstance(following := events[at + 1], Value):
        return False
    between = words[events[at].end : following.start]
    if between[-1:] in (["tren"], ["/"]) or between[-2:] in (["tren", "tong"], ["trong", "tong"], ["tong", "so"]):
        return False
    if following.number.pct is not None and following.number.num is None:
        return False
    if following.role == Role.EARLIER:  # "412 người có điện thoại thông minh so với kỳ trước 380"
        return False
    return not _parted(words, events[at].end, following.start)


def _things(phrase: Phrase, start: int, end: int) -> bool:
    """ "1 con camera", "3 con mắt cam": the word for a thing; "371 còn vneid" parts them."""
    return end == start + 1 and phrase.words[start] == "con" and phrase.marked and phrase.raws[start] == "con"


def _parted(words: list[str], start: int, end: int) -> bool:
    return any(
        words[at] in SEPARATORS
        or words[at] in ("con", "va", "nhung")
        or (words[at] == "voi" and words[at - 1 : at] != ["so"])  # "305 smp với 120 hộ", not "so với kỳ trước"
        for at in range(start, end)
    )
