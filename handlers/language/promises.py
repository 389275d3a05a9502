"""A promise told beside figures: "còn ngân hàng thứ hai bác gửi" gives the item and the day, whatever else is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from handlers.language.figures import Marked
from handlers.language.reading import Context, Item, Reading, Until
from handlers.language.syllables import word_set
from handlers.language.text import cut
from handlers.language.times import find_until, may_name_a_day
from scoring.values import value

_SENDING = word_set("gui nop bao dem xong de hen khat")
# "Ngày 3/7 tôi mới có", "hôm 28/6 mới tổng hợp được": not before then.
_ONLY_THEN = word_set("tong thong ranh lam kiem ra chot lay du di")
_AROUND = word_set("so duoc a em chau nhe day bac anh chi ket")
_NOT_BEFORE = word_set("moi")
_DONE = word_set("roi vua qua han")  # "sáng nay gửi rồi", "hạn thứ hai nộp à": no promise
# "Hồi 7 giờ sáng bác mới đếm xong", beside a figure, tells when it was counted.
_WHEN_COUNTED = word_set("sang hoi luc tu som trua")
_TO_COME = word_set("mai mot kia chieu toi lat thu tuan nua se gui nop")
_PARTING = frozenset(",;.?!\n")


@value(frozen=True, slots=True)
class Promise:
    """The day something is put off to, where it is said, and the items of the message with what is put off by then."""

    until: Until
    start: int
    end: int
    items: tuple[Item, ...]


def find_promise(marked: Marked, items: tuple[Item, ...], context: Context) -> Promise | None:
    """The first day named with the sending in a part of the message that holds no figure."""
    found: Promise | None = None
    if not marked.phrase.says(_SENDING | _NOT_BEFORE):
        return None
    for start, end in _parts(marked):
        words = marked.phrase.words[start:end]
        if not _sends(words) or not _DONE.isdisjoint(words) or not may_name_a_day(words):
            continue
        if marked.values and not _WHEN_COUNTED.isdisjoint(words) and _TO_COME.isdisjoint(words):
            continue
        until = find_until(cut(marked.phrase.piece(start, end)), context.today)
        if until is None or (until.day is None and until.hour is None):
            continue
        named = {name.keys for name in marked.names if start <= name.start < end}
        items = tuple(replace(one, later=True, until=until) if _bare(one, named) else one for one in items)
        found = Promise(until, start, end, items) if found is None else replace(found, items=items)
    return found


def _sends(words: list[str]) -> bool:
    """Whether a part of a message says that something is sent, counted or there by the day it names."""
    if not _SENDING.isdisjoint(words):
        return True
    if any(pair == ("moi", "co") and _AROUND.issuperset(words[at + 2 : at + 3]) for at, pair in _pairs(words)):
        return True
    return any(word == "moi" and behind in _ONLY_THEN for _, (word, behind) in _pairs(words))


def _pairs(words: list[str]) -> enumerate[tuple[str, str]]:
    return enumerate(pairwise(words))


# "Ngân hàng chưa có, mai bác báo": there is no number yet; "chưa có ai", "chưa có, mai gửi ảnh" is a zero.
_NO_NUMBER_YET = re.compile(
    r"\bchua(?: co)?(?: (?:dau|em|a|chau|anh|chi|bac|nhe|oi|day))*(?: [,.;]|$| (?=(?:ma|nhung|de|mai|chieu|toi)\b))"
)
_OTHER_SENDING = re.compile(r"\b(?:bao cao|anh|hinh|minh chung|danh sach)\b")


def not_counted_yet(reading: Reading, marked: Marked, context: Context) -> Reading:
    """The reading with what a message has "chưa có" of put off, where it promises the number; itself where not."""
    items = reading.items
    bare = [one for one in items if one.names and one.number is not None and one.number.none]
    if len(bare) != 1 or len(marked.names) != 1 or marked.values or not _NO_NUMBER_YET.search(marked.phrase.norm):
        return reading
    promise = find_promise(marked, (), context)
    if promise is None or _OTHER_SENDING.search(" ".join(marked.phrase.words[promise.start : promise.end])):
        return reading
    later = replace(bare[0], number=None, choice=None, later=True, until=promise.until)
    return replace(reading, items=tuple(later if one is bare[0] else one for one in items), until=promise.until)


def _bare(item: Item, named: set[tuple[str, ...]]) -> bool:
    return item.names in named and item.number is None and item.choice is None and not item.same


def _parts(marked: Marked) -> list[tuple[int, int]]:
    """The stretches of words with the sending, no figure and at most one name; "hạn" begins one of its own."""
    phrase = marked.phrase
    figures = {at for one in marked.values for at in range(one.start, one.end)}
    over = figures.union(phrase.places(_PARTING), (-1, len(phrase.words)))
    names = {name.start for name in marked.names}
    found: list[tuple[int, int]] = []
    behind = 0
    for place in phrase.places(_SENDING | _NOT_BEFORE):
        if place < behind or place in over:
            continue
        start = next(at for at in range(place, -1, -1) if at - 1 in over)
        behind = next(at for at in range(place, len(phrase.words) + 1) if at in over)
        named = False
        for at in range(start, behind):
            if at > start and (phrase.words[at] == "han" or (at in names and named)):
                found.append((start, at))
                start, named = at, False
            named = named or at in names
        if behind not in figures:  # "hôm nay em xin báo … 433": no promise
            found.append((start, behind))
    return found
