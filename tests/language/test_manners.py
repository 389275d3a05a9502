"""What is read right as it stands is read right as others would type it: the same rows, typed in other ways."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

import pytest

from tests.handlers.language.score import score
from tests.language import manners
from tests.language.sets import same
from tests.language.test_intents import HERE, _typed

_SETS = ("intents.tsv", "blind4-intents.tsv", "blind7-intents.tsv", "blind9-intents.tsv", "blind10-intents.tsv")
_NUMBERS = ("numbers.tsv", "blind4-numbers.tsv", "blind7-numbers.tsv", "blind9-numbers.tsv", "blind10-numbers.tsv")
Asked = tuple[str, str, str, dict[str, Any]]


def _rows(name: str) -> list[Asked]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    found = [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:] if line]
    return [
        (_typed(one["text"]), one["context"], one.get("role", "member"), json.loads(one["expected"])) for one in found
    ]


def _right(text: str, asked: Asked) -> bool:
    _, context, role, expected = asked
    got = score({"text": text, "context": context, "role": role})
    if "intent" in expected:
        return got["intent"] in [expected["intent"], *expected.get("alt", [])]
    wanted = {key: value for key, value in expected.items() if key != "alt"}
    return any(same(one, got["number"]) for one in (wanted, *expected.get("alt", [])))


@cache
def _understood() -> list[Asked]:
    """Every other row that is read right as it stands."""
    every = [row for name in (*_SETS, *_NUMBERS) for row in _rows(name)]
    return [row for row in every[::2] if _right(row[0], row)]


@pytest.mark.parametrize(
    ("manner", "floor"),
    [
        (manners.unmarked, 0.93),
        (manners.half_marked, 0.94),
        (manners.telex, 0.98),
        (manners.vni, 0.90),
        (manners.short, 0.97),
        (manners.wrapped, 0.98),
        (manners.upper, 0.98),
        (manners.spaced, 0.99),
        (manners.excited, 0.99),
    ],
)
def test_manners__what_is_understood_is_understood_as_others_type_it(manner: manners.Manner, floor: float) -> None:
    chance = random.Random(7)
    typed = [(row, text) for row in _understood() if (text := manner(row[0], chance)) and text != row[0]]
    assert len(typed) > 100
    wrong = [(text, row[1], row[3]) for row, text in typed if not _right(text, row)]
    assert 1 - len(wrong) / len(typed) >= floor, wrong
