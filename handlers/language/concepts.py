"""Which ideas a message holds, and where: the words of `tables/concepts.txt` found in a marked message.

A concept is an idea with the ways it is said ("NHẮC": nhắc, giục, đôn đốc ...). Words are compared without marks; where
marks were typed they must be the right ones (hỏi and ngã count as one), so that "mai" is not "mãi". A concept written
with * is turned round by a negation before it: "đừng duyệt" holds -DUYỆT and not DUYỆT.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from handlers.language.aliases import Name
from handlers.language.figures import Marked
from handlers.language.syllables import word_set
from handlers.language.text import Phrase, cut, fold
from handlers.language.units import UnitName
from handlers.language.values import Value

TABLES = Path(__file__).parent / "tables"
_ASKING = ("HỎI_HAY", "AI", "NÀO", "CÁI_GÌ", "KHI_NÀO", "ĐƠN_VỊ_HỎI")
FILLER, NEGATION = "ĐỆM", "PHỦ_ĐỊNH"
NAME, UNIT, OWN, OTHER, COUNT, DAY = "CHỈ_SỐ", "ĐƠN_VỊ", "ĐƠN_VỊ_MÌNH", "ĐƠN_VỊ_KHÁC", "CON_SỐ", "NGÀY_SỐ"
ANYTHING = "TRỐNG"
PEOPLE = "NGƯỜI_KHÔNG_TÍNH"  # "hỏi 12 người rồi": a number of people that is no figure
_SEPARATORS = frozenset(",;.?!\n:()")
_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "3", "\u0323": "5"}
READ = 120  # tokens read for wishes; a longer letter has said by then what it wants, and its figures are read whole
_MOST = 12  # occurrences of one concept that are looked at
# Without marks the two words of these are one, and neither is a word by itself: "cao" of "bao cao" is not high.
_PAIRS = frozenset(
    tuple(pair.split("_"))
    for pair in word_set(
        "bao_cao bao_gio bao_nhieu huong_dan het_han y_kien ho_ngheo dien_thoai can_bo chuyen_doi ngan_hang tai_khoan"
        " khoa_so cam_on xin_loi kiem_tra tinh_hinh tinh_trang"
    )
)
Shape = str | None
_OTHER = ""  # any marks but those wanted
_CLOSED = word_set("roi a nhe di thoi oi da vang")  # a negation does not reach over these
_DENIED = word_set("co duoc con vao len ra xuong ve")  # behind "không", "chưa": "không vào được"
_AT = frozenset(["o", "cho", "tu", "di", "toi", "den", "vao", "co"])  # before "đâu" that asks where
_ORGANS = frozenset(["hoi", "bo", "doan", "nhanh", "cuc"])  # "chi hội" is no "chi" (what)
_INDEFINITE = frozenset(["gi", "chi", "ai", "nao", "mo", "dau"])  # "không ... gì" asks nothing
_ASKED_OF = word_set("hieu biet ro dat nop xong bao gui")
_COUNTED = word_set(
    "co nguoi ho nha cai diem may cho mong con duoc mot cong ty doanh nghiep don vi truong san pham lap"
)


def shape(raw: str) -> str:
    """A word with its vowels' marks and its tone at the end: the same for hoà and hòa, sữa and sửa."""
    letters, tone = [], ""
    for sign in unicodedata.normalize("NFD", raw.replace("đ", "d-")):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters.append(sign)
    return "".join(letters) + tone


def shapes(phrase: Phrase) -> list[Shape]:
    """The shape of each token; None where marks are unknown: in unmarked messages, short forms, Telex left-overs."""
    words, raws = phrase.words[:READ], phrase.raws[:READ]
    bare = [raw.isascii() for word, raw in zip(words, raws, strict=True) if word.isalpha()]
    marked = bare.count(False) * 5 >= len(bare) and phrase.marked
    return [_shape(word, raw, marked) for word, raw in zip(words, raws, strict=True)]


@lru_cache(maxsize=8192)
def _shape(word: str, raw: str, marked: bool) -> Shape:
    if raw.isascii():
        return word if marked and raw == word else None
    return shape(raw) if fold(raw) == word else None


class Concepts:
    """The table, read once: a tree of folded words, the numbers of the concepts, and which are negatable."""

    def __init__(self, text: str) -> None:
        self.ids: dict[str, int] = {}
        self.negated: dict[int, int] = {}
        self.tree: dict[str, Any] = {}
        for one in (NAME, UNIT, OWN, OTHER, COUNT, DAY, PEOPLE, ANYTHING):
            self.id(one)
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            name, _, ways = line.partition(":")
            ident = self.id(name.rstrip("* "))
            if name.endswith("*"):
                self.negated[ident] = self.id("-" + name[:-1])
            for way in ways.split(","):
                self._add(way.strip(), ident)

        self.asking = frozenset(self.ids[name] for name in _ASKING if name in self.ids)

    def id(self, name: str) -> int:
        """The number of a concept."""
        return self.ids.setdefault(name, len(self.ids))

    def literal(self, words: str) -> int:
        """A concept for words that stand in a rule themselves ("xin", "giá_lúa")."""
        name = "=" + words
        if name not in self.ids:
            self._add(words.replace("_", " "), self.id(name))
        return self.ids[name]

    def _add(self, way: str, ident: int) -> None:
        """Enters one way of saying. ^ and $ bind it to the ends of a clause; ! wants visible marks, ? none."""
        start, end, strict = "^" in way, "$" in way, "!" in way if "?" not in way else None
        phrase = cut(way.strip("^$!?"))
        if not phrase.words:
            return
        node = self.tree
        for word in phrase.words:
            node = node.setdefault(word, {})
        wanted = tuple(_shape(word, raw, True) for word, raw in zip(phrase.words, phrase.raws, strict=True))
        _enter(node.setdefault("", {None: [], _OTHER: []}), wanted[0], (ident, wanted[1:], start, end, strict))


def _enter(ways: dict[Shape, list[Any]], first: Shape, way: tuple[Any, ...]) -> None:
    """Enters a way of saying by the marks its first word wants; None: that of a word whose marks are unknown."""
    if first is not None:
        ways.setdefault(first, ways[_OTHER].copy())
    for shaped, several in ways.items():
        if first is None or shaped is None or shaped == first:
            several.append(way)


def load() -> Concepts:
    """The table that ships with the package."""
    return Concepts((TABLES / "concepts.txt").read_text(encoding="utf-8"))


class Signs:
    """The concepts of one message: `spans` their places, `mask` one bit a concept, `clause` the clause of a token."""

    __slots__ = ("clause", "ends", "mask", "next", "spans", "starts", "words")

    def __init__(self, marked: Marked, concepts: Concepts, own: frozenset[str]) -> None:
        phrase = marked.phrase
        self.words = words = phrase.words[:READ]
        size = len(words)
        whole = _wholes(marked, size)
        found = _found(words, shapes(phrase), concepts, whole)
        self.clause = _clauses(words)
        skip = bytearray(size + 1)
        for start, end in found.pop(concepts.ids[FILLER], ()):
            skip[start:end] = b"\x01" * (end - start)
        for at in range(size):
            if not words[at][0].isalnum() and words[at] not in _SEPARATORS and words[at] not in "%/":
                skip[at] = 1
        for start, end in whole:
            skip[start:end] = bytes(end - start)
        self.next = _next(skip, size)
        self.starts, self.ends = _ends(words, self.next, size)
        spans = _anchored(found, words, self.starts, self.ends)
        self._negate(spans, concepts)
        for unit in marked.units:
            for kind in (UNIT, OWN if unit.key in own else OTHER):
                self._enter(spans, concepts.ids[kind], (unit,), size)
        self._enter(spans, concepts.ids[NAME], marked.names, size)
        self._enter(spans, concepts.ids[COUNT], marked.values, size)
        if days := [place for place in _days(marked) if place[1] <= size][:_MOST]:
            spans[concepts.ids[DAY]] = days
        if people := [place for place in _people(marked) if place[1] <= size][:_MOST]:
            spans[concepts.ids[PEOPLE]] = people
        self.spans = spans
        self.mask = 0
        for ident in spans:
            self.mask |= 1 << ident

    @staticmethod
    def _enter(
        spans: dict[int, list[tuple[int, int]]], ident: int, those: Iterable[Name | UnitName | Value], size: int
    ) -> None:
        """Puts in names, units or quantities that stand in what is read, the first few of a kind."""
        places = spans.get(ident, [])
        for one in those:
            if one.start >= size or len(places) >= _MOST:
                break
            if one.end <= size:
                places.append((one.start, one.end))
        if places:
            spans[ident] = places

    def _negate(self, spans: dict[int, list[tuple[int, int]]], concepts: Concepts) -> None:
        """Moves what stands behind a negation to the concept's opposite."""
        negations = spans.get(concepts.ids[NEGATION], [])
        split = self._split_negations()
        if not negations and not split and "cung" not in self.words:  # "ngày nào cũng" asks nothing either
            return
        reach = self._reach(negations)
        within = {at for start, end in negations for at in range(start + 1, end)}
        reach.update((at, start) for start, end in split for at in range(start + 1, end))
        for ident, opposite in concepts.negated.items():
            places = spans.get(ident)
            if not places:
                continue
            turned = [(reach[start], end) for start, end in places if start in reach]
            turned += [p for p in places if self.words[p[1] : p[1] + 1] == ["cung"] and ident in concepts.asking]
            inside = {p for p in places if any(s <= p[0] and p[1] <= e for s, e in turned)}  # "đừng gửi nhắc"
            kept = [
                p for p in places if p[0] not in reach and p[0] not in within and p not in inside and p not in turned
            ]
            if turned:
                spans[opposite] = turned
                if kept:
                    spans[ident] = kept
                else:
                    del spans[ident]

    def _split_negations(self) -> list[tuple[int, int]]:
        """Where "có ... đâu" denies what stands between: "tôi có bảo xóa đâu", not "có nút xóa ở đâu"."""
        words = self.words
        found = []
        for end in [at for at, word in enumerate(words) if word == "dau" and self.ends[at + 1]]:
            start = next((at for at in range(end - 1, max(end - 6, -1), -1) if words[at] == "co"), None)
            if start is not None and words[end - 1] not in _AT and self.clause[start] == self.clause[end]:
                found.append((start, end + 1))
        return found

    def _idle(self, end: int, at: int) -> bool:
        """Whether "gì" only strengthens a negation ("không thay đổi gì"), and does not ask ("không hiểu gì")."""
        return self.ends[at + 1] and self.clause[at] == self.clause[end - 1] and self.words[end] not in _ASKED_OF

    def _reach(self, negations: list[tuple[int, int]]) -> dict[int, int]:
        """Where a negation turns round what begins there, and where it begins itself.

        That is right behind it or behind a word or two that only fill, and "ai", "gì", "nào" behind what is counted.
        """
        words, size = self.words, len(self.words)
        reach: dict[int, int] = {}
        for start, end in negations:
            at = end
            while at < size and at - end < 2 and self.next[at] > at and words[at] not in _CLOSED:
                at += 1
            counted = end
            while counted < size and counted - end < 4 and words[counted] in _COUNTED:
                counted += 1
            places = [end, at]
            if counted < size and words[counted] in ("nao", "ai", "gi", "chi"):
                places.append(counted)
            places += [i for i in range(end, min(end + 5, size)) if words[i] in _INDEFINITE and self._idle(end, i)]
            for place in places:
                reach[place] = min(start, reach.get(place, start))
        return reach


def _wholes(marked: Marked, size: int) -> list[tuple[int, int]]:
    """Names, units and quantities: what stands inside them is nothing else."""
    wholes = [(name.start, name.end) for name in marked.names]
    wholes += [(unit.start, unit.end) for unit in marked.units]
    wholes += [(value.start, value.end) for value in marked.values]
    return [(start, min(end, size)) for start, end in wholes if start < size]


def _days(marked: Marked) -> list[tuple[int, int]]:
    """Days in digits that were taken out of the figures: "20-11", "ngày 25", "mùng 5"."""
    words, used, found = marked.phrase.words, marked.used, []
    for at in marked.phrase.numbers:
        if used[at] != 3 or len(words[at]) > 2:
            continue
        if words[at + 1 : at + 2] in (["/"], ["-"]) and used[at + 1] == 3 and words[at + 2 : at + 3] != []:
            found.append((at, at + 3))
        elif at and words[at - 1] in ("ngay", "mung", "mong"):
            found.append((at - 1, at + 1))
    return found


def _people(marked: Marked) -> list[tuple[int, int]]:
    """Numbers of people that were taken out of the figures: "hỏi 12 người rồi", not "gặp một người"."""
    words, used = marked.phrase.words, marked.used
    places = marked.phrase.said.get("nguoi", ())
    return [(at - 1, at + 1) for at in places if at and used[at - 1] == 3 and words[at - 1] not in ("mot", "1")]


def _found(
    words: list[str], marks: list[Shape], concepts: Concepts, whole: list[tuple[int, int]]
) -> dict[int, list[Any]]:
    """Every way of saying that occurs, by concept; with its ties to the ends of a clause."""
    found: dict[int, list[Any]] = {}
    visible = any(mark is not None for mark in marks)
    inside = bytearray(len(words) + 1)  # 1: inside a whole, not at its beginning
    close = bytearray(len(words) + 1)  # 1: a whole goes on over this place
    for start, end in whole:
        for at in range(start + 1, end):
            inside[at] = close[at] = 1
    tree, filler, size = concepts.tree, concepts.ids[FILLER], len(words)
    bound = _bound(words, marks)
    for at, word in enumerate(words):
        node = tree.get(word)
        end = at
        while node is not None:
            end += 1
            ways = node.get("")
            if ways and not ((inside[at] or close[end]) and not _covers(at, end, whole)):
                for ident, rest, first, last, strict in ways.get(marks[at], ways[_OTHER]):
                    if end == at + 1 and bound[at]:
                        continue
                    if (strict is None and visible) or (strict and None in marks[at:end]):
                        continue
                    if ident in concepts.asking and words[end - 1 : end + 1] in (["gi", "do"], ["chi", "do"]):
                        continue  # "chi đó", "gì đó" asks nothing
                    if (rest and not _as_marked(rest, marks, at + 1)) or (not rest and _organ(words, marks, at)):
                        continue
                    places = found.setdefault(ident, [])
                    if len(places) < _MOST or ident == filler:
                        places.append((at, end, first, last) if first or last else (at, end))
            node = node.get(words[end]) if end < size else None
    return found


def _bound(words: list[str], marks: list[Shape]) -> bytearray:
    """Which words typed without marks belong to one of those pairs."""
    bound = bytearray(len(words))
    for at in range(len(words) - 1):
        if marks[at] is None and marks[at + 1] is None and (words[at], words[at + 1]) in _PAIRS:
            bound[at] = bound[at + 1] = 1
    return bound


def _organ(words: list[str], marks: list[Shape], at: int) -> bool:
    """Whether "chi" begins the name of an office."""
    return marks[at] == "chi" and at + 1 < len(words) and words[at + 1] in _ORGANS


def _as_marked(wanted: tuple[Shape, ...], marks: list[Shape], at: int) -> bool:
    """Whether the marks that were typed are those of a way of saying."""
    for shaped in wanted:
        mark = marks[at]
        if mark is not None and shaped is not None and mark != shaped:
            return False
        at += 1
    return True


def _covers(start: int, end: int, whole: list[tuple[int, int]]) -> bool:
    """Whether a way of saying holds every name or quantity it touches whole."""
    return all(start <= s and e <= end for s, e in whole if s < end and start < e)


def _denies(words: list[str], end: int) -> bool:
    """Whether "không", "chưa" at the end are no question: "tháng này không có", "đi rà không được"."""
    return words[end - 1] in ("khong", "chua") and end < len(words) and words[end] in _DENIED


def _anchored(
    found: dict[int, list[Any]], words: list[str], starts: list[bool], ends: list[bool]
) -> dict[int, list[tuple[int, int]]]:
    """Places without those that had to stand at the beginning or end of a clause and do not."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for ident, places in found.items():
        kept = [
            p[:2]
            for p in places
            if len(p) == 2 or ((not p[2] or starts[p[0]]) and (not p[3] or (ends[p[1]] and not _denies(words, p[1]))))
        ]
        if kept:
            spans[ident] = kept
    return spans


def _clauses(words: list[str]) -> list[int]:
    clause, number = [], 0
    for word in words:
        number += word in _SEPARATORS
        clause.append(number)
    return clause


def _next(skip: bytearray, size: int) -> list[int]:
    """For each place the next token that is no filler, at it or behind it; the size when there is none."""
    following = [size] * (size + 1)
    for at in range(size - 1, -1, -1):
        following[at] = following[at + 1] if skip[at] else at
    return following


def _ends(words: list[str], following: list[int], size: int) -> tuple[list[bool], list[bool]]:
    """Whether only fillers stand between a place and the beginning, or the end, of its clause."""
    starts, ends = [False] * (size + 1), [False] * (size + 1)
    begin = 0
    for at in range(size + 1):
        if at and words[at - 1] in _SEPARATORS:
            begin = at
        starts[at] = following[begin] >= at
        stop = following[at]
        ends[at] = stop >= size or words[stop] in _SEPARATORS
    return starts, ends
