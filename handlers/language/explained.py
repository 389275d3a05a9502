"""Whether a number is surely a figure: every word of its clause is explained, or something says that it counts.

"gác 2", "tôi sinh 1958", "máy nặng 2 cân" hold a number and a word that has nothing to do with reporting; "được 349",
"40 hộ", "61/164" say themselves that they count. A number with neither stays out, and is asked for rather than stored.
`tables/figures.txt` holds the words that may stand beside a figure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.language.figures import Marked
from handlers.language.reading import Context
from handlers.language.roles import unsure
from handlers.language.values import Link, Role, Value
from handlers.language.vocabulary import ASKING, ASKING_WORDS, BESIDE, COUNTING, OTHER_WORK
from handlers.language.words import NOUNS

_ENDS = frozenset(",;.?!\n()")
_ROLES = frozenset(
    (
        Role.CHANGE,
        Role.TIMES,
        Role.TOTAL,
        Role.WHOLE,
        Role.MAN,
        Role.WOMAN,
        Role.NOW,
        Role.EARLIER,
        Role.UNSURE,
        Role.PART,
    )
)
_TIED = frozenset(
    (
        Link.OVER,
        Link.OF_WHOLE,
        Link.INSIDE,
        Link.INSTEAD,
        Link.CORRECTED,
        Link.PLUS,
        Link.EQUALS,
        Link.UP_TO,
        Link.OR,
        Link.INCLUDED,
    )
)
_TAG = re.compile(r"<[A-Za-z/!]")
_ALWAYS_TRUE = re.compile(r"\b[Oo][Rr] \d+ ?= ?\d")
_THEN = frozenset(["duoc", "co", "mat", "het"])  # between what is done and its number: "gặt được 3"
_LABELS = frozenset([":", "="])
_OPEN = frozenset(["ask", "confirm", "doubt"])
_TAKEN = frozenset(["tru", "bot", "giam", "mat", "chuyen", "it", "kem", "thieu", "rut", "rung"])  # "trừ đi 3 cụ"
_TURNS = frozenset(["nhung", "nhma"])  # "488 nhưng sao lại hỏi nhiều thế"
_WITHIN = 12  # tenths of the whole on file that an answer may reach with one word unexplained


def keep_sure(marked: Marked, context: Context) -> None:
    """Takes out of a message the numbers that are not surely figures."""
    if not marked.values:
        return
    dropped = _unsure(marked, context, _like_code(marked.phrase.clean))
    if not dropped:
        return
    if context.asked and len(dropped) == 1 and _were_asked(dropped[0][0], marked):
        value = dropped[0][0]
        marked.values[marked.values.index(value)] = value._replace(role=Role.UNSURE, number=unsure(value.number))
        return
    marked.unread = [value.number.words for value, clause in dropped if _like_a_figure(value, clause, marked)]
    gone = {value.start for value, _ in dropped}
    marked.values = [value for value in marked.values if value.start not in gone]
    for value, _ in dropped:
        marked.used[value.start : value.end] = b"\x03" * (value.end - value.start)


def _were_asked(value: Value, marked: Marked) -> bool:
    """ "Gọi điện hỏi được 118 hộ": so many were asked, or so many have it; it is asked which."""
    words, at = marked.phrase.words, value.start
    many = value.role is Role.COUNT and (value.number.num or 0) >= _MANY
    return many and words[max(0, at - 2) : at] in _ASKED_THEM and value.end < len(words) and words[value.end] in NOUNS


_ASKED_THEM = (["hoi", "duoc"], ["goi", "duoc"], ["gap", "duoc"])


def _like_code(text: str) -> bool:
    if any(sign in text for sign in "{}$"):
        return True
    return bool(("<" in text and _TAG.search(text)) or ("=" in text and _ALWAYS_TRUE.search(text)))


class _Clause(NamedTuple):
    """Where a clause begins and ends, how many of its words have nothing to do with a report, and what it asks."""

    start: int
    end: int
    strange: int
    asks: bool


def _unsure(marked: Marked, context: Context, code: bool) -> list[tuple[Value, _Clause]]:
    """The numbers that are not surely figures, all of them in what looks like `code`, with their clauses."""
    values = marked.values
    tied = {near for at, v in enumerate(values) if v.link in _TIED for near in (at - 1, at) if not code}
    found: list[tuple[Value, _Clause]] = []
    clause = _Clause(0, 0, 0, False)
    for at, value in enumerate(values):
        if at in tied:
            continue
        if value.start >= clause.end or value.end > clause.end:
            clause = _clause(marked, value)
        if code or not _sure(value, marked, context, clause):
            found.append((value, clause))
    return found


def _clause(marked: Marked, value: Value) -> _Clause:
    words, used = marked.phrase.words, marked.used
    start, end = value.start, value.end
    while start and words[start - 1] not in _ENDS:
        start -= 1
    while end < len(words) and words[end] not in _ENDS and words[end] not in _TURNS:
        end += 1
    said = words[start:end]
    strange = [w for w, use in zip(said, used[start:end], strict=True) if not use and w not in BESIDE and w.isalpha()]
    asks = not ASKING_WORDS.isdisjoint(said) and _asks(f" {' '.join(said)} ")
    return _Clause(start, end, len(strange), asks)


def _asks(said: str) -> bool:
    return any(asking in said for asking in ASKING)


def _sure(value: Value, marked: Marked, context: Context, clause: _Clause) -> bool:
    if clause.asks or _of_other_work(value, marked, context, clause):
        return False
    if value.number.num == 0 or (value.number.num is not None and value.number.num == context.num):
        return True  # "0 ai": none; the figure read back
    if not clause.strange or _taken_off(value, marked) or _counted_anew(value, marked):
        return True
    if _on_a_condition(value, marked, clause):
        return True
    labelled = marked.phrase.words[value.start - 1] in _LABELS and value.role not in _ROLES
    if labelled and _named_by_the_unknown(value, marked):
        return False  # "smp: 412; xyz: 77": of something nobody knows
    if _says_itself(value, marked, clause):
        return not _of_daily_life(value, marked, context, clause)
    num, den = value.number.num or 0, context.den
    if _named_by_the_unknown(value, marked):
        return False
    if _of_another_thing(value, marked):
        return False
    return clause.strange == 1 and context.state in _OPEN and den is not None and 10 <= num <= den * _WITHIN // 10


_COUNTS = frozenset(["dem", "kiem", "ra", "soat", "tinh", "cong"])
_MANY = 10  # "có 2 sim tính 2 người à" counts nothing anew
_ANEW = 5  # words between a figure and the one it was counted anew as


def _counted_anew(value: Value, marked: Marked) -> bool:
    """ "305 đếm cẩn thận 307": the number behind a further counting is a figure as the one before it."""
    words = marked.phrase.words
    before = next((one for one in reversed(marked.values) if one.end <= value.start and one is not value), None)
    between = words[before.end : value.start] if before is not None else []
    plain = value.role is Role.COUNT and before is not None and before.role is Role.COUNT
    plain = plain and before is not None and min(before.number.num or 0, value.number.num or 0) >= _MANY
    return plain and 0 < len(between) <= _ANEW and not _COUNTS.isdisjoint(between) and _ENDS.isdisjoint(between[1:])


_CONDITIONS = frozenset(["tinh", "ke", "gom", "gop", "theo", "tru"])


def _on_a_condition(value: Value, marked: Marked, clause: _Clause) -> bool:
    """ "Không tính nhà trọ thì 187", "theo sổ hộ khẩu thì 192": how it was counted is said before it."""
    words = marked.phrase.words
    told = words[clause.start : value.start]
    plain = value.role is Role.COUNT and (value.number.num or 0) >= _MANY
    return plain and told[-1:] == ["thi"] and not _CONDITIONS.isdisjoint(told)


def _of_another_thing(value: Value, marked: Marked) -> bool:
    """ "vneid 178, xe máy 40": beside an item with its figure a number behind an unknown word opens its clause."""
    words = marked.phrase.words
    start = value.start
    while start and words[start - 1] not in _ENDS and not marked.used[start - 1]:
        start -= 1
    said = words[start : value.start]
    behind_figure = (
        start and any(one.end <= start for one in marked.values) and any(n.end <= start for n in marked.names)
    )
    return bool(behind_figure) and 0 < len(said) <= 3 and said[0] not in BESIDE


def _taken_off(value: Value, marked: Marked) -> bool:
    """ "903 trừ đi 41 …": what is taken off a figure is one itself, whatever is said of it."""
    before = marked.phrase.words[max(0, value.start - 2) : value.start]
    return before[-1:] == ["tru"] or before == ["tru", "di"]


def _named_by_the_unknown(value: Value, marked: Marked) -> bool:
    """ "covid 19", "xổ số 68", "abc: 77": right behind a word that has nothing to do with a report."""
    words = marked.phrase.words
    at = _before(value, words)
    return at >= 0 and words[at].isalpha() and not marked.used[at] and words[at] not in BESIDE


def _of_daily_life(value: Value, marked: Marked, context: Context, clause: _Clause) -> bool:
    """Whether a number beside words that have nothing to do with a report, and beside no name, is of something else.

    With nothing asked it is; with a large whole on file a single digit is ("cháu tôi được 9 điểm toán").
    """
    if value.role not in (Role.COUNT, Role.UNSURE, Role.PERCENT):
        return False
    if not context.asked:
        return not marked.names
    num, den = value.number.num, context.den
    if value.role != Role.COUNT or num is None or den is None or num > 9 or num * 20 >= den:
        return False
    return not any(marked.used[at] == 1 for at in range(clause.start, clause.end))


def _like_a_figure(value: Value, clause: _Clause, marked: Marked) -> bool:
    """Whether a number stands like a figure behind a word or two nobody knows: "…, abcxyz 77"."""
    at = _before(value, marked.phrase.words)
    return value.end == clause.end and 1 <= at + 1 - clause.start <= 3 and marked.phrase.words[at].isalpha()


def _before(value: Value, words: list[str]) -> int:
    """The place of the word before a number, past the sign that may stand between."""
    at = value.start - 1
    return at - 1 if at > 0 and words[at] in _LABELS else at


def _says_itself(value: Value, marked: Marked, clause: _Clause) -> bool:
    """Whether the words next to a number say that it counts: what is counted, a verb, a name, a percentage."""
    words, used = marked.phrase.words, marked.used
    if value.role in _ROLES or (value.number.pct is not None and value.number.decimal is None):
        return True
    if value.end < clause.end and (words[value.end] in NOUNS or used[value.end] == 1):
        return True
    if words[value.end : value.end + 1] == ["la"] and value.end + 1 < clause.end and used[value.end + 1] == 1:
        return True  # "430 là điện thoại"
    near = range(max(clause.start, value.start - 2), value.start)
    return any(used[at] == 1 or words[at] in COUNTING for at in near)


def _of_other_work(value: Value, marked: Marked, context: Context, clause: _Clause) -> bool:
    """Whether a number counts what one does besides ("đi 40 nhà"), or only is asked about ("là 65 à")."""
    start = clause.start
    words = marked.phrase.words
    if value.role in (Role.COUNT, Role.MISSING):
        at = value.start - 1
        if at > start and words[at] in _THEN:
            at -= 1
        taken = at > start and words[at] == "di" and words[at - 1] in _TAKEN
        if at >= start and not taken and marked.phrase.raws[at] in OTHER_WORK and not marked.used[at]:
            return True
    last = marked.phrase.raws[clause.end - 1]
    return not context.asked and not marked.names and last in ("à", "hả", "chưa", "không")
