"""What holds for every number and every text: words are read back, nothing raises, nothing is stored unseen."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.language import Context
from handlers.language.plain import plain_figure
from handlers.language.read import read_with_grammar
from handlers.texts import form
from store.session import Store
from tests.handlers.language.score import NAMES, score
from tests.handlers.language.worlds import UNITS, heard
from tests.handlers.world import Commune
from tests.language.sets import rows
from tests.language.words import MANNERS, Manner, said, spellings

_ASKED = Context(names=NAMES, units=UNITS, today=date(2023, 6, 22), state="ask", asked="3.4", kind="ratio", den=460)
_STATES = ("idle", "ask", "confirm", "doubt", "review", "menu", "evidence", "difficulty", "join")
_PIECES = [piece for name in ("numbers.tsv", "phenomena.tsv") for row in rows(name) for piece in row.text.split(" ")]
_SCRIPTS = ((0x20, 0x7F), (0xC0, 0x250), (0x1EA0, 0x1F00), (0x300, 0x370), (0x590, 0x700), (0x4E00, 0x4E80),
            (0xE00, 0xE60), (0x1F300, 0x1F650), (0x2000, 0x2070), (0xFF00, 0xFF60), (0xB0, 0xC0))  # fmt: skip


def _number(text: str) -> dict[str, object]:
    return dict(score({"text": text, "context": "ask:3.5"})["number"])


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.integers(0, 999), st.integers(0, 1_000_000)), st.sampled_from(MANNERS))
def test_words__every_spelling_is_read_back(n: int, manner: Manner) -> None:
    for spelling in spellings(n, manner):
        assert _number(spelling).get("num") == n, spelling


@pytest.mark.parametrize("manner", MANNERS[:: len(MANNERS) // 8 + 1])
def test_words__every_number_below_a_thousand(manner: Manner) -> None:
    for n in range(1000):
        spelling = said(n, manner)
        assert _number(spelling).get("num") == n, spelling


def test_read__a_hundred_scripts_and_scraps_never_raise() -> None:
    chance = random.Random(20230625)
    for turn in range(4000):
        if turn % 3 == 0:
            text = " ".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 30)))
        elif turn % 3 == 1:
            text = "".join(chr(chance.randrange(*chance.choice(_SCRIPTS))) for _ in range(chance.randint(0, 80)))
        else:
            text = (chance.choice(_PIECES) + chance.choice((" ", "", ", ", "\n", "/"))) * chance.randint(1, 60)
        heard(text, state=_STATES[turn % len(_STATES)], asked="3.4", den=460, num=371)
    for text in (str(10**30), "9" * 1_000_000, "ba trăm " * 125_000, "\u202e371\u202c", "\x00371"):
        heard(text, state="ask", asked="3.4", den=460)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 9_999_999), st.one_of(st.none(), st.integers(1, 9_999_999)))
def test_plain__a_bare_figure_is_what_the_grammar_reads(num: int, den: int | None) -> None:
    text = f"{num}/{den}" if den is not None else str(num)
    short = plain_figure(text, _ASKED.kind)
    assert short is None or short == read_with_grammar(text, _ASKED)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(" ".join))
def test_store__what_is_stored_is_in_the_answer(store: Store, text: str) -> None:
    commune = _commune(store)
    before = {code: commune.figure("t1", code) for code in ("3.2", "3.4", "3.12")}
    answer = commune.says("to1", text)
    for code, old in before.items():
        new = commune.figure("t1", code)
        if new is not None and new != old and new.count.num is not None:
            assert form.number(new.count.num) in answer, f"{text!r}: {new.count.num} of {code} not in {answer!r}"


_COMMUNES: dict[int, Commune] = {}


def _commune(store: Store) -> Commune:
    if id(store) not in _COMMUNES:
        _COMMUNES[id(store)] = Commune(store)
    return _COMMUNES[id(store)]
