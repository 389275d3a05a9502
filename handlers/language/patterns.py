"""The small language in which intents are written, and how a message is matched against many patterns at once.

A pattern is folded words. "[a|b]" may be missing, "(a|b_c)" is a choice ("_" a space inside it), "…" is a gap of up
to four words, "w*" a word that begins so, "^" and "$" the ends of the message. "@" stands for an indicator,
"&" for a unit, "#" for a number. The first word is always literal, so that only patterns that can begin at a word are
tried there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Rule(NamedTuple):
    """One pattern of an intent; a lower rank wins."""

    rank: int
    intent: str
    pattern: re.Pattern[str]
    at_start: bool


class Match(NamedTuple):
    """An intent found, with its rank and where in the words it stands."""

    rank: int
    intent: str
    start: int
    end: int


Rules = dict[str, tuple[Rule, ...]]


def build(table: Iterable[tuple[str, str]]) -> Rules:
    """Rules by first word out of (intent, patterns one a line), in order of rank."""
    rules: dict[str, list[Rule]] = {}
    for rank, (intent, patterns) in enumerate(table):
        for line in patterns.strip().splitlines():
            words = line.split()
            if not words:
                continue
            at_start = words[0] == "^"
            for variant in _begun(words[at_start:]):
                rule = Rule(rank, intent, re.compile(_regex(variant)), at_start)
                for first in {option.split("_")[0] for option in variant[0].strip("()").split("|")}:
                    rules.setdefault(first, []).append(rule)
    return {first: tuple(found) for first, found in rules.items()}


def _begun(words: list[str]) -> list[list[str]]:
    """A pattern that may begin with "[...]" as patterns that begin with a word that must be there."""
    variants = []
    while words[0].startswith("["):
        variants.append(["(" + words[0][1:-1] + ")", *words[1:]])
        words = words[1:]
    return [*variants, words]


def _regex(words: list[str]) -> str:
    parts: list[str] = []
    for word in words:
        if word == "…":
            parts.append(r"(?: \S+){0,4}?")
        elif word == "$":
            parts.append("$")
        elif word.startswith("["):
            parts.append("(?: (?:" + _choice(word) + "))?")
        elif word.startswith("("):
            parts.append(" (?:" + _choice(word) + ")")
        elif word.endswith("*"):
            parts.append(" " + re.escape(word[:-1]) + r"\S*")
        else:
            parts.append(" " + re.escape(word.replace("_", " ")))
    regex = "".join(parts)
    return regex if regex.endswith("$") else regex + "(?= |$)"


def _choice(word: str) -> str:
    return "|".join(re.escape(option.replace("_", " ")) for option in word[1:-1].split("|"))


# Words that are the second half of another word ("kiểm tra", "cán bộ") or the first ("xuất khẩu").
_SECOND_HALF = {
    "tra": {"kiem", "dieu", "thanh"},
    "bo": {"can"},
    "ve": {"tra"},
    "so": {"mot"},
    "nhac": {"ca", "am"},
    "tinh": {"gia"},
}
_FIRST_HALF = {"xuat": {"khau"}, "nhac": {"den"}, "dat": {"dai"}, "gia": {"dinh", "ca", "lap"}, "mua": {"ban"}}


def _inside_another(words: list[str], at: int) -> bool:
    word = words[at]
    if word in _SECOND_HALF and at and words[at - 1] in _SECOND_HALF[word]:
        return True
    return word in _FIRST_HALF and at + 1 < len(words) and words[at + 1] in _FIRST_HALF[word]


def search(rules: Rules, words: list[str], start: int = 0) -> list[Match]:
    """All intents whose patterns occur in the words, best rank first; one match per intent."""
    best: dict[str, Match] = {}
    text = ""
    offset = 0
    for at, word in enumerate(words):
        for rule in () if _inside_another(words, at) else rules.get(word, ()):
            if rule.at_start and at > start:
                continue
            if not text:
                text = " " + " ".join(words)
            known = best.get(rule.intent)
            if known is not None and known.rank <= rule.rank:
                continue
            hit = rule.pattern.match(text, offset)
            if hit:
                best[rule.intent] = Match(rule.rank, rule.intent, at, at + hit[0].count(" "))
        offset += len(word) + 1
    return sorted(best.values())
