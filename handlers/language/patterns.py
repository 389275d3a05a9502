"""What a regular expression of folded words may begin or end with: a table of many is tried only where one can hold.

It knows the notation the tables here are written in: groups, classes, alternatives, what is optional or repeated. What
stands for itself is kept, a number is "0", anything else is "*". Looking ahead and behind is passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER, ANY = "0", "*"
_END = "\b"  # of a word; it tells something as the last sign only, and behind one that is no space
_LOOSE_END = re.compile(f"{_END}(?!$)|(?<![^ ]){_END}")
_LOOK = ("(?=", "(?!", "(?<=", "(?<!")
_OPEN = re.compile(r"\((?:\?:|\?P<\w+>)?")
_ATOM = re.compile(r"(?P<nothing>\\b|[\^$])|(?P<class>\[[^]]*\])|\\(?P<escaped>.)|(?P<plain>.)", re.DOTALL)
_TIMES = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d+)(?P<comma>,)?(?P<most>\d*)\})\??")
_NUMBERS = re.compile(r"[.,]*0[0.,]*")


class _Part(NamedTuple):
    """A text or a group of alternatives, and how often it stands there: at least `least` times, perhaps once `more`."""

    what: str | list[list[_Part]]
    least: int
    more: bool


class Table:
    """A regular expression of folded words with one space between, tried only where a word stands that begins it.

    `numbers` tells whether it may begin with one, and `behind_numbers` what must then follow, if that is known; `opens`
    whether it may begin with any word at all: that is looked for at the beginning of a text only.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.firsts = firsts(pattern)
        self.numbers, self.opens = NUMBER in self.firsts, ANY in self.firsts
        behind = frozenset(second for first, second in pairs(pattern) if first == NUMBER)
        self.behind_numbers = None if any(ANY in second for second in behind) else behind


def beginnings(word: str, start: int) -> tuple[int, ...]:
    """The places in a word where a pattern may begin: the second part of "20.6" may be one by itself."""
    if "." not in word and "," not in word:
        return (start,)
    return (start, *(start + at for at, sign in enumerate(word, 1) if sign in ".,"))


def firsts(pattern: str) -> frozenset[str]:
    """The words and signs that may stand first in what a pattern matches."""
    return frozenset(_kind(head.replace(_END, " ").partition(" ")[0]) for head in _texts(_parsed(pattern), 1, True))


def pairs(pattern: str) -> frozenset[tuple[str, str]]:
    """The first words with what may follow each of them: a word, or the beginning of one and "*"."""
    found = set()
    for head in _texts(_parsed(pattern), 2, True):
        first, _, rest = head.replace(_END, " ").partition(" ")
        second, more, _ = rest.partition(" ")
        found.add((_kind(first), _kind(second) if more or second[:1] == NUMBER else second.rstrip(ANY) + ANY))
    return frozenset(found)


def _kind(word: str) -> str:
    return NUMBER if word[:1] == NUMBER and (ANY in word or _NUMBERS.fullmatch(word)) else word


def lasts(pattern: str) -> frozenset[str] | None:
    """The words and signs that may stand last in what a pattern matches; None where any may."""
    tails = _texts(_parsed(pattern), 1, False)
    return None if any(tail[:1] != " " for tail in tails) else frozenset(_kind(tail[1:]) for tail in tails)


def _parsed(pattern: str) -> list[list[_Part]]:
    alternatives, end = _alternatives(pattern, 0)
    assert end == len(pattern), pattern
    return alternatives


def _alternatives(pattern: str, at: int) -> tuple[list[list[_Part]], int]:
    """The alternatives from a place on, up to the end of the group or the pattern."""
    found: list[list[_Part]] = [[]]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            found.append([])
            at += 1
            continue
        what, at = _atom(pattern, at)
        times = _TIMES.match(pattern, at)
        if times is None:
            found[-1].append(_Part(what, 1, False))
            continue
        at = times.end()
        least = int(times["least"]) if times["least"] else int(times["sign"] == "+")
        found[-1].append(_Part(what, least, bool(times["sign"]) or bool(times["comma"])))
    return found, at


def _atom(pattern: str, at: int) -> tuple[str | list[list[_Part]], int]:
    if pattern.startswith(_LOOK, at):
        _, end = _alternatives(pattern, at + (4 if pattern[at + 2] == "<" else 3))
        return "", end + 1
    if group := _OPEN.match(pattern, at):
        inner, end = _alternatives(pattern, group.end())
        return inner, end + 1
    atom = _ATOM.match(pattern, at)
    assert atom is not None
    if atom["nothing"]:
        return _END if atom["nothing"] == r"\b" else atom["nothing"], atom.end()
    if atom["class"]:
        return _of_class(atom["class"][1:-1]), atom.end()
    if atom["escaped"]:
        return {"d": NUMBER, "n": "\n", "w": ANY, "S": ANY}.get(atom["escaped"], atom["escaped"]), atom.end()
    plain = atom["plain"]
    return ANY if plain == "." else NUMBER if plain.isdigit() else plain, atom.end()


def _of_class(signs: str) -> str | list[list[_Part]]:
    """A class of signs: one of them, a number, or anything where it holds letters or a space."""
    if re.search(r"\\w|[a-z ^]", signs.replace("\\d", "")):
        return ANY
    bare = re.sub(r"\\d|\d-\d|\d", "", signs)
    kinds = [*bare] + ([NUMBER] if bare != signs else [])
    return [[_Part(kind, 1, False)] for kind in kinds]


def _texts(alternatives: list[list[_Part]], words: int, forward: bool) -> set[str]:
    """How what is matched may begin, or end: up to so many words, or up to what may be anything."""
    found: set[str] = set()
    for parts in alternatives:
        texts = {""}
        for part in parts if forward else reversed(parts):
            once = {_said(part.what, forward)} if isinstance(part.what, str) else _texts(part.what, words, forward)
            for _ in range(min(part.least, words + 1)):
                texts = _joined(texts, once, words, forward)
            for _ in range(words + 1 if part.more else 0):
                more = _joined(texts, once, words, forward) - texts
                if not more:
                    break
                texts = texts | more
        found |= texts
    return found


def _said(text: str, forward: bool) -> str:
    """A part as it is joined on: what stands at the other end of the text is as parted from it by a space."""
    if text == _END:
        return text if forward else ""
    return text if text not in ("^", "$") else " " if (text == "$") == forward else ""


def _joined(texts: set[str], more: set[str], words: int, forward: bool) -> set[str]:
    found = set()
    for text in texts:
        if ANY in text or text.count(" ") >= words:
            found.add(text)
            continue
        for one in more:
            joined = text + one if forward else one + text
            if _END in joined:
                joined = _LOOSE_END.sub("", joined)
            if NUMBER in joined:
                joined = _NUMBERS.sub(NUMBER, joined)
            if joined.count(" ") > words:
                pieces = joined.split(" ")
                joined = " ".join(pieces[:words]) + " " if forward else " " + " ".join(pieces[-words:])
            found.add(joined)
    return found
