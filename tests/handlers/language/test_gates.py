"""What is tried only where a word stands is held to what trying it everywhere would find."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handlers.language import cues, masks, no_figures, states
from handlers.language.patterns import firsts, lasts, pairs
from handlers.language.text import cut
from tests.language.sets import rows

SETS = ("numbers.tsv", "phenomena.tsv", "blind3-numbers.tsv", "numbers-kept-aside.tsv")
PHRASES = [cut(row.text) for name in SETS for row in rows(name)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:tu |tren )?\d{1,3} tuoi\b", {"tu", "tren", "0"}),
        (r"(?:^|\n )\d{1,2} - (?=[a-z]+)", {"\n", "0"}),
        (r"(?<=\bnguoi )(?:lon )?(?:tren|duoi) 18\b|\( \d \)", {"lon", "tren", "duoi", "("}),
        (r"\b(?<![\d.,])(?:0?[1-9]|[12]\d) (?:h|gio)\b", {"0"}),
    ],
)
def test_firsts__of_groups_alternatives_and_what_is_optional(pattern: str, expected: set[str]) -> None:
    assert firsts(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:thang|quy) (?:\d+|mot)\b", {("thang", "0"), ("thang", "mot"), ("quy", "0"), ("quy", "mot")}),
        (r"\bluc(?: \w+)? 8 gio\b", {("luc", "*"), ("luc", "0")}),
        (r"\d{8,}\b|\( \d", {("0", "*"), ("(", "0")}),
    ],
)
def test_pairs__of_words_that_follow_one_another(pattern: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:^| )gap(?: len| khoang)*$", {"gap", "len", "khoang"}),
        (r"^(?: \w+){0,3}? (?:thang \d+|/)$", {"0", "/"}),
        (r"(?:^| )tong(?: \w+){0,2}$", None),
        (r"bo(?: so)*$", None),
    ],
)
def test_lasts__of_what_ends_with_known_words(pattern: str, expected: set[str] | None) -> None:
    assert lasts(pattern) == expected


def test_mask__masks_what_trying_every_pattern_at_every_word_masks() -> None:
    every = re.compile("|".join(pattern for _, _, pattern in no_figures.PATTERNS))
    differing = []
    for phrase in PHRASES:
        used, expected = bytearray(len(phrase.words)), bytearray(len(phrase.words))
        masks.mask(phrase, used, None, asked=True)
        behind = offset = 0
        for at, word in enumerate(phrase.words):
            if offset >= behind and (match := every.match(phrase.norm, offset)):
                behind = match.end()
                masks._use(phrase.words, at, offset, behind, expected)
            offset += len(word) + 1
        if any(not there and here for there, here in zip(used, expected, strict=True)):
            differing.append(phrase.clean)
    assert differing == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (states.NOT_APPLICABLE.pattern, states.NOT_APPLICABLE_WORDS),
        (states._LATER.pattern, states._LATER_WORDS),
        (states._SAME.pattern, states._SAME_WORDS),
        (states._NONE.pattern, states._NONE_WORDS),
        (states._NOBODY_NOT.pattern, states._NONE_WORDS),
        (states._VAGUE.pattern, states._VAGUE_WORDS),
        (states._ALL.pattern, states._ALL_WORDS),
        *((one, states._TELLING) for one in (states._OTHERS_DO.pattern, states._HALF.pattern)),
        *((one, states._TELLING) for one in (states._YES_CHOICE, states._NO_CHOICE)),
        *((one, states._TELLING) for one in (states._NONE_SHORT, states._ALL_SHORT)),
        (cues.UNSURE_AFTER, cues.UNSURE_WORDS),
        (cues.INSTEAD, cues.TIE_WORDS),
        (cues.CORRECTED, cues.TIE_WORDS),
    ],
)
def test_words__one_stands_wherever_the_table_finds_something(pattern: re.Pattern[str], words: frozenset[str]) -> None:
    assert [p.clean for p in PHRASES if pattern.search(p.norm) and words.isdisjoint(p.words)] == []


def _behind_a_number() -> list[tuple[str, list[str]]]:
    """Words behind each number and between two, as they are matched against the tables."""
    found = []
    for phrase in PHRASES:
        numbers = [at for at, word in enumerate(phrase.words) if word[0].isdigit()]
        for at, following in pairwise([*numbers, len(phrase.words)]):
            said = phrase.words[at + 1 : min(following, at + 9)]
            found.append(("".join(f" {word}" for word in said), said))
    return found


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (cues.HEDGED_AFTER, cues.HEDGED_WORDS),
        (cues.NOT_YET, cues.NOT_YET_WORDS),
        *((one, cues.TIE_WORDS) for one in (cues.BECOMES, cues.OVER, cues.UP_TO, cues.OR, cues.PLUS, cues.EQUALS)),
        (cues.WHOLE_THEN, cues.TIE_WORDS),
    ],
)
def test_words__one_stands_wherever_a_cue_holds(pattern: re.Pattern[str], words: frozenset[str]) -> None:
    assert [said for text, said in _behind_a_number() if text and pattern.match(text) and words.isdisjoint(said)] == []
