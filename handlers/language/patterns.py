"""What a regular expression of folded words may begin with: a table of many is tried only where one can hold."""

from __future__ import annotations

import re

_SKIPPED = re.compile(r"\\b|\^|\(\?<[=!]")  # holds no sign of its own; a look behind is skipped up to its end
_ATOM = re.compile(r"\\n|\\(?P<sign>[^a-z])|(?P<word>[a-z]+)|(?P<number>\\d|\d|\[[^]]*\])|(?P<sign_alone>[^\\(\[])")
_OPTIONAL = re.compile(r"[?*]|\{0,\d*\}")
_REPEATED = re.compile(r"(?:\+|\{[\d,]+\})")
NUMBER = "0"


def firsts(pattern: str) -> frozenset[str]:
    """The words and signs that may stand first in what a pattern matches; "0" for a number, a line break as it is.

    It knows the notation the tables here are written in: groups, classes of digits, alternatives, what is optional.
    """
    return frozenset(first for one in _alternatives(pattern) for first in _first(one)[0])


def _alternatives(pattern: str) -> list[str]:
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = pattern.index("]", at)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            parts.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*parts, pattern[begin:]]


def _end_of_group(pattern: str, at: int) -> int:
    depth = 0
    while True:
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = pattern.index("]", at)
        elif pattern[at] in "()":
            depth += 1 if pattern[at] == "(" else -1
            if not depth:
                return at + 1
        at += 1


def _first(one: str) -> tuple[set[str], bool]:
    """What one alternative may begin with, and whether it may be nothing at all."""
    found: set[str] = set()
    at = 0
    while at < len(one):
        if skipped := _SKIPPED.match(one, at):
            at = _end_of_group(one, at) if skipped[0][0] == "(" else skipped.end()
            continue
        if one.startswith(("(?=", "(?!"), at):
            at = _end_of_group(one, at)
            continue
        if one.startswith("(?:", at):
            end = _end_of_group(one, at)
            inner = [_first(part) for part in _alternatives(one[at + 3 : end - 1])]
            found.update(first for words, _ in inner for first in words)
            may_lack = any(empty for _, empty in inner)
        else:
            atom = _ATOM.match(one, at)
            assert atom is not None, one
            end, may_lack = atom.end(), False
            found.add(NUMBER if atom["number"] else "\n" if atom[0] == r"\n" else atom["word"] or atom[0].lstrip("\\"))
        optional = _OPTIONAL.match(one, end)
        if not (optional or may_lack):
            return found, False
        at = optional.end() if optional else end
    return found, True
