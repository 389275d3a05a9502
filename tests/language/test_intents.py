"""Sentences nobody built the rules from, and those thought up for each intent: floors under what is read rightly.

`intents.tsv` was written blind, before anybody looked at how the reader fares; its form is that of the development set.
`said.txt` holds what people say, by intent and context, easy to read and to lengthen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.language.text import fold
from tests.handlers.language.score import score
from tests.language.sets import rows

HERE = Path(__file__).parent
# What does something for others or cannot be taken back: never read where another thing is meant.
DANGEROUS = ("approve", "confirm", "delete_my_data", "opt_out", "remind_now")
Case = tuple[str, str, str, list[str]]


def _typed(text: str) -> str:
    return re.sub(r"\\(n|t|\\)", lambda m: {"n": "\n", "t": "\t", "\\": "\\"}[m[1]], text)


def _blind(name: str = "intents.tsv") -> list[Case]:
    rows = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()[1:]:
        text, context, role, expected = line.split("\t")[:4]
        wanted = json.loads(expected)
        rows.append((_typed(text), context, role, [wanted["intent"], *wanted.get("alt", [])]))
    return rows


def _said() -> Iterator[Case]:
    intent = context = role = ""
    for line in (HERE / "said.txt").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\S+) (.+?) / (.+)", line):
            intent, context, role = heading.groups()
        elif line and not line.startswith("#"):
            text, _, slots = line.partition(" |")
            _, _, others = f" {slots} ".partition(" or ")
            yield text, context, role, [intent, *others.split()]


def _bare(text: str) -> str:
    """The text as typed without diacritics."""
    kept = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def _wrong(cases: list[Case]) -> list[tuple[Case, str]]:
    heard = [(case, score({"text": case[0], "context": case[1], "role": case[2]})["intent"]) for case in cases]
    return [(case, intent) for case, intent in heard if intent not in case[3]]


@pytest.mark.parametrize(
    ("cases", "floor"),
    [
        pytest.param(_blind(), 0.97, id="blind"),
        pytest.param(_blind("intents2.tsv"), 0.85, id="blind, other wordings"),
        pytest.param(_blind("blind3-intents.tsv"), 0.97, id="blind, the third time"),
        pytest.param(_blind("blind4-intents.tsv"), 0.98, id="blind, the fourth time"),
        pytest.param(_blind("blind4-intents-kept-aside.tsv"), 0.96, id="blind, the fourth time, kept aside"),
        pytest.param(_blind("blind5-intents.tsv"), 0.97, id="blind, the fifth time"),
        pytest.param(_blind("blind6-intents.tsv"), 0.97, id="blind, the sixth time"),
        pytest.param(_blind("blind12-intents.tsv"), 0.97, id="blind, the twelfth time"),
        pytest.param(_blind("blind13-intents.tsv"), 0.98, id="blind, the thirteenth time"),
        pytest.param(_blind("blind14-intents.tsv"), 0.965, id="blind, the fourteenth time"),
        pytest.param(_blind("blind15-intents.tsv"), 0.98, id="blind, the fifteenth time"),
        pytest.param(_blind("blind16-intents.tsv"), 0.935, id="blind, the sixteenth time"),
        pytest.param(_blind("blind17-intents.tsv"), 0.94, id="blind, the seventeenth time"),
        pytest.param(_blind("blind18-intents.tsv"), 0.97, id="blind, the eighteenth time"),
        pytest.param(_blind("blind19-intents.tsv"), 0.98, id="blind, the nineteenth time"),
        pytest.param(_blind("blind20-intents.tsv"), 0.94, id="blind, the twentieth time"),
        pytest.param(_blind("blind21-intents.tsv"), 0.98, id="blind, the twenty-first time"),
        pytest.param(_blind("blind22-intents.tsv"), 0.98, id="blind, the twenty-second time"),
        pytest.param(_blind("blind23-intents.tsv"), 0.99, id="blind, the twenty-third time"),
        pytest.param(_blind("blind24-intents.tsv"), 0.98, id="blind, the twenty-fourth time"),
        pytest.param(_blind("blind7-intents.tsv"), 0.97, id="blind, the seventh time"),
        pytest.param(_blind("blind7-intents-kept-aside.tsv"), 0.94, id="blind, the seventh time, kept aside"),
        pytest.param(_blind("blind8-intents.tsv"), 0.97, id="blind, the eighth time"),
        pytest.param(_blind("blind8-intents-kept-aside.tsv"), 0.91, id="blind, the eighth time, kept aside"),
        pytest.param(_blind("blind9-intents.tsv"), 0.97, id="blind, the ninth time"),
        pytest.param(_blind("blind9-intents-kept-aside.tsv"), 0.93, id="blind, the ninth time, kept aside"),
        pytest.param(_blind("blind10-intents.tsv"), 0.97, id="blind, the tenth time"),
        pytest.param(_blind("blind10-intents-kept-aside.tsv"), 0.92, id="blind, the tenth time, kept aside"),
        pytest.param(_blind("intents-kept-aside.tsv"), 0.93, id="blind, kept aside to the end"),
        pytest.param(list(_said()), 0.98, id="said"),
        pytest.param([(_bare(c[0]), *c[1:]) for c in _said()], 0.94, id="said without diacritics"),
    ],
)
def test_intents__of_many_sentences(cases: list[Case], floor: float) -> None:
    wrong = _wrong(cases)
    assert 1 - len(wrong) / len(cases) >= floor, wrong


_MEANT = [
    *_said(),
    *((_bare(c[0]), *c[1:]) for c in _said()),
    *(
        case
        for name in (
            "intents.tsv",
            "intents2.tsv",
            "intents-kept-aside.tsv",
            "blind3-intents.tsv",
            "blind4-intents.tsv",
            "blind4-intents-kept-aside.tsv",
            "blind5-intents.tsv",
            "blind6-intents.tsv",
            "blind7-intents.tsv",
            "blind8-intents.tsv",
            "blind9-intents.tsv",
            "blind10-intents.tsv",
        )
        for case in _blind(name)
    ),
]


def test_intents__nothing_dangerous_is_read_where_it_is_not_meant() -> None:
    assert [one for one in _wrong(_MEANT) if one[1] in DANGEROUS] == []


def test_not_meant__words_of_an_act_do_not_make_one() -> None:
    """Told of, asked about, denied, left to another day, to oneself or about other business."""
    lines = (HERE / "not-meant.txt").read_text(encoding="utf-8").splitlines()[1:]
    said = [line.split(" | ", 2) for line in lines]
    heard = [(text, score({"text": text, "context": c, "role": r})["intent"]) for c, r, text in said]
    assert [one for one in heard if one[1] in DANGEROUS] == []


@pytest.mark.parametrize("name", ["numbers.tsv", "phenomena.tsv", "numbers-kept-aside.tsv"])
def test_numbers__nothing_dangerous_is_read_beside_a_figure(name: str) -> None:
    """A message that gives a figure confirms at most the very figure read back, and orders nothing."""
    found = []
    for row in rows(name):
        if not {"num", "missing", "relative", "range", "items"} & set(row.expected):
            continue
        heard = score({"text": row.text, "context": row.context, "role": "member"})["intent"]
        if heard in DANGEROUS and not (heard == "confirm" and f"num={row.expected.get('num')} " in row.context + " "):
            found.append((row.text, row.context, heard))
    assert found == []


def test_said__every_intent_is_there() -> None:
    said = {case[3][0] for case in _said()}
    assert len(said) == 39
    assert all(fold(text) for text, *_ in _said())
