"""Every way a Vietnamese speaker writes a number in words: the generator the grammar of numbers is held to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from handlers.language.text import fold

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_TELEX_MARKS = {"\u0302": None, "\u0306": "w", "\u031b": "w", "\u0300": "f", "\u0301": "s", "\u0309": "r",
                "\u0303": "x", "\u0323": "j"}  # fmt: skip


@dataclass(frozen=True)
class Manner:
    """One person's way: nghìn or ngàn, linh or lẻ, tư or bốn, lăm or nhăm, mươi or chục, what is left out."""

    thousand: str = "nghìn"
    zero: str = "linh"
    four: str = "tư"
    five: str = "lăm"
    seven: str = "bảy"
    tens: str = "mươi"
    short_tens: bool = False  # "ba mốt", "ba trăm bảy hai"
    next_rank: bool = False  # "ba trăm sáu" for 360, "nghìn tư" for 1.400
    half: bool = False  # "ba trăm rưỡi" for 350
    one: bool = True  # False: "trăm hai" for "một trăm hai"
    zero_hundred: bool = True  # "một nghìn không trăm linh hai"; False: "một nghìn linh hai"


_EITHER = (False, True)
MANNERS = tuple(
    Manner(thousand, zero, four, five, seven, tens, *flags)
    for thousand, zero, four, five, seven, tens in product(
        ("nghìn", "ngàn"), ("linh", "lẻ"), ("tư", "bốn"), ("lăm", "nhăm"), ("bảy", "bẩy"), ("mươi", "chục")
    )
    for flags in product(_EITHER, _EITHER, _EITHER, _EITHER, _EITHER)
)


def said(n: int, how: Manner = Manner()) -> str:
    """A number from 0 to 999.999.999 in words."""
    if n == 0:
        return "không"
    words: list[str] = []
    for rank, word in ((1_000_000, "triệu"), (1000, how.thousand)):
        head, n = divmod(n, rank)
        if not head:
            continue
        words += _head(head, word, how, bool(words))
        if not n:
            return " ".join(words)
        if how.half and n == rank // 2:
            return " ".join([*words, "rưỡi"])
        if how.next_rank and n % (rank // 10) == 0:
            return " ".join([*words, _closing(n // (rank // 10), how)])
    return " ".join([*words, *_hundreds(n, how, bool(words))])


def _head(head: int, word: str, how: Manner, inside: bool) -> list[str]:
    if head == 1 and not how.one and not inside:
        return [word]
    return [*_hundreds(head, Manner(how.thousand, how.zero, how.four, how.five, how.seven, how.tens), inside), word]


def _hundreds(n: int, how: Manner, inside: bool) -> list[str]:
    """Below a thousand; `inside` tells that a rank was said before, so that empty hundreds are said too."""
    hundreds, rest = divmod(n, 100)
    words: list[str] = []
    if hundreds:
        words = ["trăm"] if hundreds == 1 and not how.one and not inside else [_digit(hundreds, how), "trăm"]
    elif inside and how.zero_hundred:
        words = ["không", "trăm"]
    if not rest:
        return words
    if hundreds and how.half and rest == 50:
        return [*words, "rưỡi"]
    if hundreds and how.next_rank and rest % 10 == 0:
        return [*words, _closing(rest // 10, how)]
    if rest < 10 and (words or inside):
        return [*words, how.zero, _after_zero(rest, how)]
    if not words and inside and rest >= 10 and how.short_tens:
        how = Manner(how.thousand, how.zero, how.four, how.five, how.seven, how.tens)
    return [*words, *_tens(rest, how, bool(words))]


def _tens(n: int, how: Manner, behind: bool) -> list[str]:
    tens, unit = divmod(n, 10)
    if tens == 0:
        return [_digit(unit, how)]
    if tens == 1:
        teen = {5: how.five, 0: ""}.get(unit, _digit(unit, how))
        return ["mười", teen] if teen else ["mười"]
    closing = _closing(unit, how) if unit else ""
    # "ba bốn" alone would be three to four, "năm bảy" five to seven: neither is said for one number
    neighbours = (unit == tens + 1 or (tens, unit) == (5, 7)) and not behind
    if how.short_tens and unit and not neighbours:
        return [_digit(tens, how), closing]
    return [word for word in (_digit(tens, how), how.tens, closing) if word]


def _digit(n: int, how: Manner) -> str:
    return how.seven if n == 7 else _DIGITS[n]


def _closing(n: int, how: Manner) -> str:
    """A digit that closes a number: mốt, tư, lăm."""
    return {1: "mốt", 4: how.four, 5: how.five}.get(n, _digit(n, how))


def _after_zero(n: int, how: Manner) -> str:
    return {4: how.four}.get(n, _digit(n, how))


def telex(words: str) -> str:
    """The keys struck on a Telex keyboard that is switched off: "muwowif"."""
    return " ".join(_struck(word) for word in words.split(" "))


def _struck(word: str) -> str:
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if letter == "\u0302":
            keys += keys[-1]
        elif letter in "\u0306\u031b":
            keys += "w"
        elif letter in _TELEX_MARKS:
            tone = _TELEX_MARKS[letter] or ""
        else:
            keys += letter
    return keys + tone


def spellings(n: int, how: Manner) -> Iterator[str]:
    """A number as typed: with marks, without, in capitals, decomposed, in Telex keys."""
    words = said(n, how)
    yield words
    yield fold(words)
    yield words.upper()
    yield unicodedata.normalize("NFD", words)
    yield telex(words)
