"""One form for every text: cleaned, folded, cut into tokens, short forms written out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from handlers.language.syllables import SYLLABLES, WORDS, repair

_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff]"
_TABLE_ROW = re.compile(r"^ ?(\d{1,3})\t+(?=[^\W\d])", re.MULTILINE)  # a row of a pasted table begins with its place
_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # all but single spaces
_SLASHES = {
    "\u2044": "/", "\u2215": "/", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\r": "\n",
}  # fmt: skip
_THUMBS = {"\U0001f44d": " ok ", "\u2705": " ok ", "\U0001f44c": " ok ", "\U0001f197": " ok ", "\u2248": "~"}
_SIGN = re.compile(f"[{''.join(_THUMBS)}]")
_SLASH_OR_INVISIBLE = re.compile(f"[{''.join(_SLASHES)}{_INVISIBLE[1:]}")
_PIECES = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[/%+\-~=:;,.?!()'#&@\n]")
_SIGNS = frozenset(".,?!:;)")  # that may end a word
_STRETCH = re.compile(r"([a-z])\1{2,}")
# O for 0, l and I for 1 in a run that holds a digit and touches no other letter: "4OO", "l02", "37I".
_DIGIT_LETTERS = re.compile(r"(?<![a-z\d])(?=[oli]*\d)[\doli]*[oli][\doli]*(?![a-z])")
_AS_DIGITS = str.maketrans("oli", "011")
_WORN = re.compile(r"[oli]\d|\d[oli]")
_GLUED_LETTER = re.compile(r"[a-z]\d|\d[oli]")
# Telex' cousin VNI writes marks as digits: "d9u7o7c5" is được, "tra8m" trăm. Only where a syllable comes out.
_VNI = re.compile(r"(?<![a-z\d])[a-z]+(?=\d)(?:\d{1,2}[a-z]+)*\d?(?![a-z\d])")
_VNI_MARK = re.compile(r"d9|[ou]7|[aeo]6|a8|(?<=[a-z])[1-5](?=[a-z]|$)|(?<=[6-9])[1-5]")
_TONE_LAST = re.compile(r"[a-z]+[1-5]")
_GLUED = re.compile(r"(?:co|dc|duoc|dat|la|gom|tong)\d+(?:ng|nguoi|ho|nha|cai|em|chau|khau|k)?")
# "1️⃣ smp 301" numbers a list; "3️⃣7️⃣1️⃣" is a figure.
_KEYCAP_ITEM = re.compile("(?<!\u20e3)(\\d)\ufe0f?\u20e3 ?(?=[^\\W\\d])")

# Short forms and local words, whole words only; the second table is looked up by the marked word.
SHORT = {
    "ko": "khong",
    "k": "khong",
    "kg": "khong",
    "kh": "khong",
    "hok": "khong",
    "hong": "khong",
    "hem": "khong",
    "hg": "khong",
    "khg": "khong",
    "hog": "khong",
    "hk": "khong",
    "khum": "khong",
    "dc": "duoc",
    "dk": "duoc",
    "duoq": "duoc",
    "ng": "nguoi",
    "ngui": "nguoi",
    "ki": "ky",
    "nguoi": "nguoi",
    "bn": "bao nhieu",
    "bnh": "bao nhieu",
    "nhiu": "nhieu",
    "r": "roi",
    "rui": "roi",
    "oi": "oi",
    "roai": "roi",
    "j": "gi",
    "vs": "voi",
    "mk": "minh",
    "mik": "minh",
    "chx": "chua",
    "cx": "cung",
    "cug": "cung",
    "bc": "bao cao",
    "bcao": "bao cao",
    "cty": "cong ty",
    "dn": "doanh nghiep",
    "hs": "ho so",
    "tk": "tai khoan",
    "sdt": "so dien thoai",
    "dthoai": "dien thoai",
    "ah": "a",
    "ak": "a",
    "oki": "ok",
    "oke": "ok",
    "okie": "ok",
    "okay": "ok",
    "okey": "ok",
    "okela": "ok",
    "oce": "ok",
    "uk": "u",
    "uh": "u",
    "uhm": "u",
    "um": "u",
    "uhmm": "u",
    "ukm": "u",
    "ntn": "nhu the nao",
    "bh": "bao gio",
    "lm": "lam",
    "ms": "moi",
    "trc": "truoc",
    "nhg": "nhung",
    "hnay": "hom nay",
    "hqua": "hom qua",
    "mn": "moi nguoi",
    "ib": "nhan tin",
    "cb": "can bo",
    "cbo": "can bo",
    "bit": "biet",
    "bik": "biet",
    "dr": "dung roi",
    "thg": "thang",
    "dag": "dang",
    "z": "vay",
    "zay": "vay",
    "wa": "qua",
    "lun": "luon",
    "mun": "muon",
    "fai": "phai",
    "pai": "phai",
    "thui": "thoi",
    "gium": "giup",
    "tui": "toi",
    "nek": "nhe",
    "nhen": "nhe",
    "nghen": "nhe",
    "tl": "tra loi",
    "nt": "nhan tin",
    "ngin": "nghin",
    "dky": "dang ky",
    "dki": "dang ky",
    "cdt": "cai dat",
    "ktra": "kiem tra",
    "xl": "xin loi",
    "tks": "thank",
    "thks": "thank",
    "cmon": "cam on",
    "thx": "thank",
    "ngta": "nguoi ta",
    "thag": "thang",
    "slieu": "so lieu",
}
LOCAL = {
    "bít": "biet",
    "đr": "dung roi",
    "mô": "nao",
    "răng": "sao",
    "rứa": "the",
    "nớ": "kia",
    "mần": "lam",
    "nỏ": "khong",
    "cấy": "cai",
    "ni": "nay",
    "xửa": "sua",
    "xữa": "sua",
    "chả": "khong",
    "chẳng": "khong",
    "hổng": "khong",
    "hông": "khong",
    "đk": "dang ky",
    "ngừ": "nguoi",
    "ngừi": "nguoi",
    "rùi": "roi",
    "ảnh": "hinh",
    "chã": "khong",
}


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


def clean(text: str) -> str:
    """The text to read from: NFKC then NFC, no invisible signs, single spaces; line breaks stay."""
    if not text.isascii():
        if text.count("\u20e3") > 1:
            text = _KEYCAP_ITEM.sub(r"(\1) ", text)
        text = _SIGN.sub(lambda m: _THUMBS[m[0]], text)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = _SLASH_OR_INVISIBLE.sub(lambda m: _SLASHES.get(m[0], ""), text)
    if "\t" in text:
        text = _TABLE_ROW.sub(r"\1. ", text)
    return _SPACES.sub(" ", text.replace("\r", "\n")).strip()


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


class Token(NamedTuple):
    """A folded word, number or sign with the word as typed (lower case) and where it stands in the cleaned text."""

    word: str
    raw: str
    start: int
    end: int


_TOKEN = tuple.__new__  # makes a Token at half the price


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text cut up. `marked` tells whether diacritics were typed; `norm` is the words with one space between."""

    clean: str
    tokens: list[Token]
    words: list[str]
    norm: str
    marked: bool

    def piece(self, start: int, end: int) -> str:
        """The cleaned text of the tokens from start up to end."""
        if start >= end:
            return ""
        return self.clean[self.tokens[start].start : self.tokens[end - 1].end]


def cut(text: str) -> Phrase:
    """Cleans, folds and cuts a text; short forms and Telex leftovers are written out in the words."""
    cleaned = clean(text)
    folded = fold(cleaned)
    if folded.isascii() and folded.isdigit():
        return _cut(cleaned, folded, {})
    mixed = _mixed(folded)
    if mixed and _WORN.search(folded):
        for start, end in mixed:
            read = _DIGIT_LETTERS.sub(lambda m: m[0].translate(_AS_DIGITS), folded[start:end])
            folded = folded[:start] + read + folded[end:]
    return _cut(cleaned, folded, _vni(folded, mixed) if mixed else {})


def _mixed(folded: str) -> list[tuple[int, int]]:
    """The stretches between spaces in which letters and digits touch."""
    found: list[tuple[int, int]] = []
    behind = 0
    for match in _GLUED_LETTER.finditer(folded):
        if match.start() >= behind:
            behind = folded.find(" ", match.end())
            behind = len(folded) if behind < 0 else behind
            found.append((folded.rfind(" ", 0, match.start()) + 1, behind))
    return found


def _vni(folded: str, mixed: list[tuple[int, int]]) -> dict[int, tuple[int, str]]:
    """Words typed in VNI: where each begins, to its end and the syllable meant.

    A tone digit alone ("co1") counts only beside a word that can be nothing else ("ngu7o7i2").
    """
    sure: dict[int, tuple[int, str]] = {}
    weak: dict[int, tuple[int, str]] = {}
    for match in (match for span in mixed for match in _VNI.finditer(folded, *span)):
        word = match[0]
        if word.isalpha() or (_GLUED.fullmatch(word) and not _TONE_LAST.fullmatch(word)):
            continue
        if word[:-1].isalpha() and word[:-1] not in SYLLABLES:  # "t3"
            continue
        bare = _VNI_MARK.sub(lambda m: m[0][0] if m[0][0].isalpha() else "", word)
        if not bare.isalpha() or bare not in SYLLABLES:
            continue
        strong = any(c.isdigit() for c in word[:-1])
        (sure if strong else weak)[match.start()] = (match.end(), bare)
    return {**sure, **weak} if sure else {}


def _cut(cleaned: str, folded: str, vni: dict[int, tuple[int, str]]) -> Phrase:
    """The tokens, word by word between spaces: most words are one known syllable and need no looking into."""
    tokens: list[Token] = []
    lowered = cleaned.lower()
    if vni or len(lowered) != len(folded):
        _pieces(cleaned, folded, (0, len(folded)), vni, tokens)
    else:
        start = 0
        for line, raw_line in zip(folded.split("\n"), lowered.split("\n"), strict=True):
            if len(tokens) >= MOST_TOKENS:
                break
            if start:
                tokens.append(_TOKEN(Token, ("\n", "\n", start - 1, start)))
            for word, raw in zip(line.split(" "), raw_line.split(" "), strict=True):
                end = start + len(word)
                if word in _AS_IS or word.isdecimal():
                    tokens.append(_TOKEN(Token, (word, raw, start, end)))
                elif word[-1:] in _SIGNS and (word[:-1] in _AS_IS or word[:-1].isdecimal()):
                    tokens.append(_TOKEN(Token, (word[:-1], raw[:-1], start, end - 1)))
                    tokens.append(_TOKEN(Token, (word[-1], raw[-1], end - 1, end)))
                elif word.isalpha() and word.isascii():
                    _add_written_out(word, raw, start, folded, tokens)
                elif word:
                    _pieces(lowered, folded, (start, end), vni, tokens)
                start = end + 1
    del tokens[MOST_TOKENS:]
    words = [t[0] for t in tokens]
    return Phrase(cleaned, tokens, words, " ".join(words), not cleaned.isascii() and folded != lowered)


def _pieces(
    text: str, folded: str, span: tuple[int, int], vni: dict[int, tuple[int, str]], tokens: list[Token]
) -> None:
    """Adds the tokens of one stretch of a text: words with signs and digits, VNI."""
    behind = 0
    for match in _PIECES.finditer(folded, *span):
        word, start = match[0], match.start()
        if start < behind:
            continue
        if len(tokens) >= MOST_TOKENS:
            break
        if vni and start in vni:
            behind, word = vni[start]
            tokens.append(Token(SHORT.get(word, word), text[start:behind].lower(), start, behind))
        elif word in _AS_IS or not word.isalpha():
            end = start + len(word)
            tokens.append(_TOKEN(Token, (word, text[start:end].lower(), start, end)))
        else:
            _add_written_out(word, text[start : start + len(word)].lower(), start, folded, tokens)


def _add_written_out(word: str, raw: str, start: int, folded: str, tokens: list[Token]) -> None:
    """Adds a word that may be stretched, a short form, Telex."""
    end = start + len(word)
    if len(raw) > 3 and raw[-1] == raw[-2] == raw[-3]:
        raw = raw.rstrip(raw[-1]) + raw[-1]
    glued = start > 0 and folded[start - 1].isdigit()
    word = _written_out(word, raw, tokens[-1].word if tokens else "", folded[end : end + 2], glued)
    for part in word.split(" ") if " " in word else (word,):
        tokens.append(_TOKEN(Token, (part, raw, start, end)))


_BEFORE_TRAM = frozenset(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "may", "vai"])


def _written_out(word: str, raw: str, before: str, following: str, glued: bool) -> str:
    """A word with its stretching, short form or Telex undone."""
    if raw in LOCAL:
        return LOCAL[raw]
    if word in ("kh", "k") and following[:1] == " " and following[1:].isdigit():
        return word  # "kh 100" is a document, "k 370" to be asked
    if raw in ("chăm", "chắm") and (before in _BEFORE_TRAM or before.isdigit()):  # ch for tr: "ba chăm"
        return "tram"
    if word == "kg" and before.isdigit():
        return word
    if raw == "xáu":
        return "sau"
    if glued and word in ("k", "h", "p", "g", "d", "m", "s"):
        return word
    if word in SHORT:
        if word == "hong" and raw != "hong" and raw != "hông":
            return word
        return SHORT[word] if not (raw != word and word in ("mun", "bit", "bnh", "lun", "wa")) else word
    if word in SYLLABLES or word in WORDS:
        return word
    if len(word) > 2 and word[-1] == word[-2] == word[-3]:
        if word == word[0] * len(word):
            return word
        word = _STRETCH.sub(r"\1", word)
        if word in SHORT:
            return SHORT[word]
    return repair(word)
