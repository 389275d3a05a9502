"""Several figures in one message: parts of one place or of several ways, what is of an earlier month."""

from __future__ import annotations

from handlers.language import cues
from handlers.language.reading import Number
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.values import Link, Role, Value

_MONTHS = frozenset(["thang", "quy"])
# Between a month and its figure: "tháng 5 lên 412".
_OF_MONTH = word_set(": = - la duoc co thi len dat bao khoang tang xuong con moi chi da")
_FILLS_PART = frozenset(["co", "la", "duoc", "thi", "dat", "em", "khoang", ":", "="])


def latest(values: list[Value], phrase: Phrase) -> list[Value]:
    """ "tháng 4 là 405, tháng 5 lên 412": what is told of an earlier month is of an earlier time."""
    if len(values) < 2 or not phrase.says(_MONTHS):
        return values
    months = [_month_before(phrase, value) for value in values]
    kinds = {month[0] for month in months if month}
    told = {month[1] for month in months if month}
    if len(kinds) != 1 or len(told) < 2:
        return values
    last = min(told) if {1, 12} <= told else max(told)  # December, then January
    return [
        value._replace(role=Role.EARLIER if month[1] != last else Role.COUNT, link=Link.NONE)
        if month and value.number.num is not None
        else value
        for value, month in zip(values, months, strict=True)
    ]


def _month_before(phrase: Phrase, value: Value) -> tuple[str, int] | None:
    """The month or quarter right before a figure: "tháng 5 lên 412", "T5: 412"."""
    words, at = phrase.words, value.start - 1
    while at > 0 and words[at] in _OF_MONTH:
        at -= 1
    if at < 1 or words[at - 1] not in _MONTHS or not words[at].isdigit() or len(words[at]) > 2:
        return None
    return words[at - 1], int(words[at])


def parted(values: list[Value], phrase: Phrase, used: bytearray) -> list[Value]:
    """Counts of two or more parts of one place ("đầu làng 200, cuối làng 212"): they are parts and nothing else."""
    words = phrase.words
    if phrase.says(cues.WAYS) and (ways := _ways(values, phrase)):
        return [
            value._replace(number=value.number._replace(part=ways[at])) if value.role == Role.PART else value
            for at, value in enumerate(as_parts(values, ways))
        ]
    if not phrase.says(cues.SIDES):
        return values
    found: dict[int, str] = {}
    for at, value in enumerate(values):
        counted = value.number.num is not None or value.number.missing is not None
        if not counted or not value.start or words[value.start - 1] not in cues.PART_ENDS:
            continue
        low = max(0, value.start - 5, values[at - 1].end if at else 0)
        left = " ".join("|" if used[i] == 2 else words[i] for i in range(low, value.start))  # "thôn Đồng" is a unit
        if hit := cues.PART.search(left):
            found[at] = hit[1]
    if not found and len(values) > 1:
        found = _behind(values, phrase)
    alone = len(values) == 1 and found and not cues.SPOT.fullmatch(found[0])  # of several spots each is a part
    return [_alone(values[0], found[0])] if alone else as_parts(values, found)


def _behind(values: list[Value], phrase: Phrase) -> dict[int, str]:
    """ "60 nhà xóm trên với 60 nhà xóm dưới": each place stands behind its number."""
    words = phrase.words
    found: dict[int, str] = {}
    for at, value in enumerate(values):
        end = values[at + 1].start if at + 1 < len(values) else len(words)
        if value.number.num is None or not (hit := cues.PLACE_BEHIND.match(" ".join(words[value.end : end]))):
            return {}
        found[at] = hit[1]
    return found


def _ways(values: list[Value], phrase: Phrase) -> dict[int, str]:
    """By which way each count of several was paid, where those are said right before their numbers."""
    words = phrase.words
    found: dict[int, str] = {}
    for at, value in enumerate(values):
        if value.number.num is None or not value.start or words[value.start - 1] not in cues.WAY_ENDS:
            continue
        low = max(0, value.start - 5, values[at - 1].end if at else 0)
        if hit := cues.WAY.search(" ".join(words[low : value.start])):
            found[at] = " ".join(phrase.raws[value.start - len(hit[0].split()) : value.start][: len(hit[1].split())])
    return found or (_ways_behind(values, phrase) if len(values) > 1 else {})


def _ways_behind(values: list[Value], phrase: Phrase) -> dict[int, str]:
    """ "150 hộ qua app, 20 hộ qua ngân hàng": by which way stands behind each of the numbers."""
    words = phrase.words
    found: dict[int, str] = {}
    for at, value in enumerate(values):
        end = values[at + 1].start if at + 1 < len(values) else len(words)
        hit = cues.WAY_BEHIND.match(" ".join(words[value.end : end]))
        if value.number.num is None or value.number.den is not None or hit is None:
            return {}
        start = value.end + len(hit["before"].split())
        found[at] = " ".join(phrase.raws[start : start + len(hit["way"].split())])
    return found


def _alone(value: Value, place: str) -> Value:
    """ "Xóm trên 200, xóm dưới chưa đếm": of the one place only, and no complement."""
    num = value.number.num if value.number.num is not None else value.number.missing
    number = Number(num=num, words=value.number.words, unit_word=value.number.unit_word, part=place)
    return value._replace(role=Role.COUNT, number=number)


_SESSIONS = {"lop": "lớp", "buoi": "buổi", "dot": "đợt", "lan": "lần", "nhom": "nhóm"}


def session_names(phrase: Phrase) -> dict[int, str]:
    """Classes and the like by their number, by where each ends: "lớp 1 có 60, lớp 2 có 70"."""
    words = phrase.words
    return {
        at + 2: f"{marked} {words[at + 1]}"
        for word, marked in _SESSIONS.items()
        for at in phrase.said.get(word, ())
        if phrase.raws[at] in (word, marked) and words[at + 1 : at + 2] and words[at + 1].isdigit()
    }


def numbered_parts(values: list[Value], places: dict[int, str], words: list[str], *, told: bool = False) -> list[Value]:
    """The same of parts with a number ("xóm 1 200, xóm 2 212"); `places` are names on no list, by where they end.

    `told`: people may have been in several of them, so that the sum is read back.
    """
    found: dict[int, str] = {}
    for at, value in enumerate(values):
        start = value.start
        while start and words[start - 1] in _FILLS_PART:
            start -= 1
        if start in places and value.number.num is not None and value.number.den is None:
            found[at] = places[start]
    if len({name.split()[0] for name in found.values()}) != 1:
        return values
    parts = as_parts(values, found)
    if not told:
        return parts
    return [
        value._replace(number=value.number._replace(part=found[at]))
        if at in found and value.role == Role.PART
        else value
        for at, value in enumerate(parts)
    ]


def as_parts(values: list[Value], found: dict[int, str]) -> list[Value]:
    """Those `found`, by their places, as parts to be added up, if they are of several places and of each but one."""
    if len(set(found.values())) < 2 or len(set(found.values())) < len(found):
        return values
    return [
        value._replace(role=Role.PART, link=Link.NONE, number=value.number._replace(approx=False))
        if at in found
        else value
        for at, value in enumerate(values)
    ]
