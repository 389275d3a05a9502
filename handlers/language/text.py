"""One form for every text: cleaned, folded, cut into tokens, short forms written out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from handlers.language.patterns import NUMBER, Table, beginnings
from handlers.language.short_forms import LOCAL, SHORT, broken, leaning, written_out
from handlers.language.syllables import SYLLABLES, WORDS, needs_marks, word_set

_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff]"
_TABLE_ROW = re.compile(r"^ ?(\d{1,3})\t+(?=[^\W\d])", re.MULTILINE)  # a row of a pasted table begins with its place
_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # all but single spaces
_RARE_SPACES = "\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SLASHES = {
    "\u2044": "/", "\u2215": "/", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\r": "\n",
}  # fmt: skip
_YES_SIGNS = "\U0001f44d\u2705\U0001f44c\U0001f197\u2714\u2611\U0001f646\U0001f4af\U0001f91d"  # thumb up, ticks
_NO_SIGNS = "\U0001f44e\u274c\u274e\u2716\u26d4\U0001f6ab\U0001f645"  # thumb down, crosses
_THUMBS = {**dict.fromkeys(_YES_SIGNS, " ok "), **dict.fromkeys(_NO_SIGNS, " sai "), "\u2248": "~", "\u00b1": "~"}
_SIGN = re.compile(f"[{''.join(_THUMBS)}]")
_UNCLEAN = re.compile(f"[{_RARE_SPACES}{''.join(_THUMBS)}{''.join(_SLASHES)}{_INVISIBLE[1:]}")
_SLASH_OR_INVISIBLE = re.compile(f"[{''.join(_SLASHES)}{_INVISIBLE[1:]}")
# A comma before a code parts two figures: "3.4=412,3.9=380".
_PIECES = re.compile(r"(\d+(?:[.,]\d+)*?(?=,\d\.\d\d?(?![.,\d]))|\d+(?:[.,]\d+)*|[a-z]+|[/%+\-~=:;,.?!()'#&@])")
# O for 0, l and I for 1 in a run that holds a digit and touches no other letter: "4OO", "l02", "37I".
_DIGIT_LETTERS = re.compile(r"(?<![a-z\d])(?!o[67][a-z])(?=[oli]*\d)[\doli]*[oli][\doli]*(?![a-z])")
_AS_DIGITS = str.maketrans("oli", "011")
_GLUED_LETTER = re.compile(r"[a-z]\d|\d[oli]")
# Telex' cousin VNI writes marks as digits: "d9u7o7c5" is được, "tra8m" trăm. Only where a syllable comes out.
_VNI = re.compile(r"(?<![a-z\d])[a-z]+(?=\d)(?:\d{1,2}[a-z]+)*\d{0,2}(?![a-z\d])")
_VNI_MARK = re.compile(r"d9|[ou]7|[aeo]6|a8|(?<=[a-z])[1-5](?=[a-z]|$)|(?<=[6-9])[1-5]")
_VNI_LAST = re.compile(r"(?<=[a-z])[6-9](?=[1-5]?$)")  # its marks may all stand at the end: "d9uoc75"
_TONE_LAST = re.compile(r"[a-z]+[1-5]")
# A number may stand right behind these: "thon3" is thôn 3 as well as thỏn.
_NUMBERED = word_set(
    "thon xom to khu ban ap lang pho so ho cau muc dong cai may tram nguoi thang ngay quy ky nam lan mau loai bai la "
    "phong nha hon tren them khoang gan tam con du het moi va voi hay bang tu den toi o mot chi doi lop cap diem "
    "tang giam thieu"
)
_VNI_SURE = 3  # from this weight of all its words on a message is VNI
_GLUED = re.compile(r"(?:co|dc|duoc|dat|la|gom|tong)\d+(?:ng|nguoi|ho|nha|cai|em|chau|khau|k)?")
# "1️⃣ smp 301" numbers a list; "3️⃣7️⃣1️⃣" is a figure.
_KEYCAP_ITEM = re.compile("(?<!\u20e3)(\\d)\ufe0f?\u20e3 ?(?=[^\\W\\d])")


def _fold_table() -> dict[int, str]:
    """Every composed letter of Latin script to its bare letter, one for one; đ by hand."""
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table


_FOLD = _fold_table()
MOST_TOKENS = 1200  # of one message: four thousand characters of a letter hold fewer; what is beyond is no talk
_LONGEST_WORD = 24  # longer ones are not kept


# Syllables that are nothing else: no short form, no local word, no swapped letter.
_AS_IS = (
    (SYLLABLES | WORDS)
    - {short for short, full in SHORT.items() if short != full}
    - {word.translate(_FOLD) for word in LOCAL}
    - {"cham", "xau"}
)


# Who writes "0 bít", "0 có" means không: a zero before what one does is no count.
_ZERO_AS_NO = re.compile(
    r"0 (?<![\d.,/:+-]0 )"
    r"(?=(?:biết|bít|biet|bit|bik|có|hiểu|hieu|rõ|nhớ|thấy|thay|cần|phải|phai|được|đc|làm|lam|kịp)\b)",
    re.IGNORECASE,
)


# "Ba trăm... bảy mươi mốt": who thinks between two words of one number. A search for a dot is a short one.
_RANKS = "".join(
    rf"|(?<=\b{word}\.)" for word in ("tram", "nghìn", "nghin", "ngàn", "ngan", "mươi", "muoi", "vạn", "van")
)
_DRAWN_OUT = re.compile(
    rf"\.(?:(?<=\btrăm\.){_RANKS})\.+ ?(?=(?:lẻ|le|linh|không|khong|một|mot|hai|ba|bốn|bon"
    r"|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|tư|tu|mốt|lăm|lam|rưỡi|ruoi)\b)",
    re.IGNORECASE,
)


# "1 .433": a space typed before the dot of thousands.
_TORN_GROUP = re.compile(r" \.(?:(?<=(?<![\d.,])\d \.)|(?<=(?<![\d.,])\d\d \.))(?=\d{3}(?![\d.,]))")


def clean(text: str) -> str:
    """The text to read from: NFKC then NFC, no invisible signs, single spaces; line breaks stay."""
    if "+" in text:
        text = text.replace("+/-", "~").replace("+-", "~")  # "+- 300": about that many, and no rise
    if "0 " in text:
        text = _ZERO_AS_NO.sub("không ", text)
    if " ." in text:
        text = _TORN_GROUP.sub(".", text)
    if "  " not in text and ".." not in text and not _UNCLEAN.search(text) and unicodedata.is_normalized("NFKC", text):
        return text.strip()  # as most are
    if not text.isascii():
        if text.count("\u20e3") > 1:
            text = _KEYCAP_ITEM.sub(r"(\1) ", text)
        if not _THUMBS.keys().isdisjoint(set(text)):
            text = _SIGN.sub(lambda m: _THUMBS[m[0]], text)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = _SLASH_OR_INVISIBLE.sub(lambda m: _SLASHES.get(m[0], ""), text)
    if "\t" in text:
        text = _TABLE_ROW.sub(r"\1. ", text)
    text = _SPACES.sub(" ", text.replace("\r", "\n")).strip()
    return _DRAWN_OUT.sub(" ", text) if ".." in text else text


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d; as long as the text itself."""
    if text.isascii():
        return text.lower()
    folded = " ".join(
        [_fold_short(w) if len(w) <= _LONGEST_WORD else w.translate(_FOLD) for w in text.lower().split(" ")]
    )
    if len(folded) != len(text):
        folded = "".join(c.lower()[:1].translate(_FOLD) or c for c in text)
    return folded


@lru_cache(maxsize=8192)
def _fold_short(word: str) -> str:
    return word.translate(_FOLD)


class Words:
    """Folded words, numbers and signs: `norm` has one space between, `offsets` tell where each begins in it.

    `said` tells where each word stands, `numbers` where there is one in digits.
    """

    __slots__ = ("norm", "numbers", "offsets", "said", "words")

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.norm = " ".join(words)
        self.offsets = [*accumulate([len(word) + 1 for word in words], initial=0)]
        self.said: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word in self.said:
                self.said[word].append(at)
            else:
                self.said[word] = [at]
        self.numbers = sorted([at for word, places in self.said.items() if word[0].isdigit() for at in places])

    def says(self, words: Set[str]) -> bool:
        """Whether one of some words is said."""
        return not self.said.keys().isdisjoint(words)

    def places(self, words: frozenset[str], *, numbers: bool = False) -> list[int]:
        """Where some words, and `numbers` in digits, stand, from left to right."""
        found = self.numbers.copy() if numbers else []
        fewer = words if len(words) < len(self.said) else words.intersection(self.said)
        for word in fewer:
            found += self.said.get(word, ())
        found.sort()
        return found

    def at(self, offset: int) -> int:
        """The word that a place of `norm` is in."""
        return bisect_right(self.offsets, offset) - 1

    def begun(self, table: Table) -> Iterator[re.Match[str]]:
        """What a table finds in `norm`, left to right."""
        places = self.places(table.firsts, numbers=table.numbers)
        if table.numbers and (behind_numbers := table.behind_numbers) is not None:
            words, last = self.words, len(self.words) - 1
            places = [
                at
                for at in places
                if not words[at][0].isdigit()
                or (at < last and (NUMBER if words[at + 1][0].isdigit() else words[at + 1]) in behind_numbers)
            ]
        if table.opens and self.words and places[:1] != [0]:
            places.insert(0, 0)
        behind = 0
        for at in places:
            word, offset = self.words[at], self.offsets[at]
            for start in (offset,) if word.isalnum() else beginnings(word, offset):
                if start >= behind and (match := table.pattern.match(self.norm, start)):
                    behind = match.end()
                    yield match

    def first(self, table: Table) -> re.Match[str] | None:
        """The first of what a table finds."""
        begun = table.opens or (table.numbers and self.numbers) or not table.firsts.isdisjoint(self.said)
        return next(self.begun(table), None) if begun else None


class Phrase(Words):
    """A text cut up, one place in each list for each token.

    `words` have their short forms written out, `raws` are as typed, in lower case; `starts` and `ends` are their places
    in the cleaned text. `marked` tells whether diacritics were typed, and not in some words only ("duyet báo cao").
    """

    __slots__ = ("clean", "ends", "marked", "raws", "starts")

    def __init__(
        self, cleaned: str, words: list[str], raws: list[str], starts: list[int], ends: list[int], marked: bool
    ) -> None:
        super().__init__(words)
        self.clean, self.raws, self.starts, self.ends, self.marked = cleaned, raws, starts, ends, marked

    def half_marked(self) -> bool:
        """Whether some words have marks and others have none."""
        return self.marked and any(
            raw == word and word.isalpha() for word, raw in zip(self.words, self.raws, strict=True)
        )

    def unmarked(self) -> Phrase:
        """The same, taken as typed without care for marks."""
        return Phrase(self.clean, self.words, self.raws, self.starts, self.ends, False)

    def piece(self, start: int, end: int) -> str:
        """The cleaned text of the tokens from start up to end."""
        return self.clean[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def glued(self, at: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return self.starts[at] == self.ends[at - 1]


class _Stretch(NamedTuple):
    """What stands between two spaces: its tokens (word, as typed, start and end in it), and its length.

    `marked` tells whether it has diacritics, `bare` whether they were left out, `leans` whether its words depend on
    what stands beside it ("k", "kg"), `vni` how much speaks for its being VNI: 1 where a number may be glued to the
    word, from 3 on it is nothing else.
    """

    tokens: list[tuple[str, str, int, int]]
    size: int
    marked: bool
    bare: bool
    leans: bool
    vni: int
    digit_first: bool


def cut(text: str, *, cleaned: bool = False) -> Phrase:
    """Folds and cuts a text, `cleaned` or not; short forms and Telex leftovers are written out in the words."""
    text = text if cleaned else clean(text)
    lines = [
        [_short_stretch(typed) if len(typed) <= _LONGEST_WORD else _stretch(typed) for typed in line.split(" ")]
        for line in text.split("\n")
    ]
    marked = (
        not text.isascii()
        and any(stretch.marked for line in lines for stretch in line)
        and not any(stretch.bare for line in lines for stretch in line)
    )
    words: list[str] = []
    raws: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start, in_vni = 0, None
    for line in lines:
        if start:
            words.append("\n")
            raws.append("\n")
            starts.append(start - 1)
            ends.append(start)
        for at, (tokens, size, _, _, leans, vni, _) in enumerate(line):
            if vni and in_vni is None:
                in_vni = sum(stretch.vni for line in lines for stretch in line) >= _VNI_SURE
            if leans or (vni and in_vni):
                number_follows = at + 1 < len(line) and line[at + 1].digit_first
                typed = text[start : start + size]
                tokens = _stretch(typed, words[-1] if words else "", number_follows, bool(in_vni)).tokens
            for word, raw, begin, end in tokens:
                words.append(word)
                raws.append(raw)
                starts.append(start + begin)
                ends.append(start + end)
            start += size + 1
    for each in (words, raws, starts, ends):
        del each[MOST_TOKENS:]
    if "hong" in raws:
        broken(words, raws)
    return Phrase(text, words, raws, starts, ends, marked)


def _stretch(typed: str, before: str = "", number_follows: bool = False, in_vni: bool = False) -> _Stretch:
    """A stretch cut up: words with signs and digits, VNI. `before` is the token before it."""
    folded, lowered = fold(typed), typed.lower()
    marked, same_size = folded != lowered, len(lowered) == len(typed)
    mixed = _GLUED_LETTER.search(folded) is not None
    if mixed:
        worn = _DIGIT_LETTERS.sub(lambda m: m[0].translate(_AS_DIGITS), folded)
        marked, folded = marked or worn != folded, worn
    vni, weight = _vni(folded) if mixed else ({}, 0)
    tokens: list[tuple[str, str, int, int]] = []
    leans, behind, end = False, 0, 0
    parts = _PIECES.split(folded)
    for gap, word in zip(parts[0::2], parts[1::2], strict=False):
        start = end + len(gap)
        end = start + len(word)
        if start < behind:
            continue
        if in_vni and start in vni:
            behind, word = vni[start]
            tokens.append((SHORT.get(word, word), typed[start:behind].lower(), start, behind))
            continue
        raw = lowered[start:end] if same_size else typed[start:end].lower()
        if word in _AS_IS or not word.isalpha():
            tokens.append((word, raw, start, end))
        else:
            last, glued = end == len(folded), start > 0 and folded[start - 1].isdigit()
            if len(raw) > 3 and raw[-1] == raw[-2] == raw[-3]:
                raw = raw.rstrip(raw[-1]) + raw[-1]
            leans = leans or ((last or not tokens) and leaning(word, raw, not tokens, last, glued))
            word = written_out(word, raw, tokens[-1][0] if tokens else before, last and number_follows, glued)
            if " " in word:
                tokens.extend([(part, raw, start, end) for part in word.split(" ")])
            else:
                tokens.append((word, raw, start, end))
    bare = any(raw == word and needs_marks(word) for word, raw, _, _ in tokens)
    return _Stretch(tokens, len(typed), marked, bare, leans, weight, folded[:1].isdigit())


_short_stretch = lru_cache(maxsize=8192)(_stretch)


def _vni(folded: str) -> tuple[dict[int, tuple[int, str]], int]:
    """Words typed in VNI: where each begins, to its end and the syllable meant; and how much speaks for it.

    A tone digit alone ("co1") counts only beside a word that can be nothing else ("ngu7o7i2"), or beside others such.
    """
    found: dict[int, tuple[int, str]] = {}
    weight = 0
    for match in _VNI.finditer(folded):
        word = match[0]
        if word.isalpha() or (_GLUED.fullmatch(word) and not _TONE_LAST.fullmatch(word)):
            continue
        if word[:-1].isalpha() and word[:-1] not in SYLLABLES:  # "t3"
            continue
        inside = not word.rstrip("0123456789").isalpha()
        bare = _VNI_LAST.sub("", word) if inside else word
        bare = _VNI_MARK.sub(lambda m: m[0][0] if m[0][0].isalpha() else "", bare)
        if not bare.isalpha() or bare not in SYLLABLES:
            continue
        found[match.start()] = (match.end(), bare)
        if bare in _NUMBERED and not inside:
            weight += 1
        else:
            weight += _VNI_SURE if inside or needs_marks(bare) else 2
    return found, weight
