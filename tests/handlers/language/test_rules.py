"""Every rule of the tables is read as it says, by its own example; and the tables are in order."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding import FRAMEWORK, context_of, names_of
from handlers.language import read, rules
from handlers.language.decide import ANSWERS, CONCEPTS, RULES, UNSAFE, signs_of
from handlers.language.figures import Marked
from handlers.language.reading import Context
from handlers.language.rules import Rule
from handlers.language.text import cut

_OFFICERS = frozenset(
    ["remind_now", "approve", "return_for_fix", "extend", "export", "open_campaign", "close_campaign", "base_set"]
)
_SAID = {"ask": "ask:3.4 den=460", "confirm": "confirm:3.4 num=530 den=460", "review": "review"}


def _context(rule: Rule) -> Context:
    state = next((one for one in ("ask", "confirm", "review") if one in rule.states), "idle")
    role = next(iter(sorted(rule.roles)), "officer" if rule.intent in _OFFICERS else "member")
    return context_of(_SAID.get(state, "idle"), role, date(2023, 6, 15), names_of(FRAMEWORK))


def _all(table: rules.Rules) -> list[Rule]:
    return [rule for group in table.values() for *_, rule in group]


def _named(rule: Rule) -> str:
    return f"{rule.intent}: {rule.text}"


@pytest.mark.parametrize("rule", _all(RULES), ids=_named)
def test_rules__each_reads_its_own_example(rule: Rule) -> None:
    assert read(rule.example, _context(rule)).intent == rule.intent


@pytest.mark.parametrize("rule", _all(UNSAFE), ids=_named)
def test_rules__each_unsafe_example_is_unsafe(rule: Rule) -> None:
    reading = read(rule.example, _context(rule))
    assert (reading.intent, reading.kind) == ("unsafe", rule.intent)


@pytest.mark.parametrize("rule", _all(ANSWERS), ids=_named)
def test_rules__each_answer_is_found_in_its_example(rule: Rule) -> None:
    context = context_of(_SAID["confirm"], "member", date(2023, 6, 15), names_of(FRAMEWORK))
    signs = signs_of(Marked(cut(rule.example), context))
    assert rule.intent in {match.intent for match in rules.matches(rules.indexed([rule]), signs, "confirm", "member")}


def test_rules__a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        rules.parse("[approve]\n9 DUYỆT", CONCEPTS)
    with pytest.raises(ValueError, match="KHÔNG_CÓ_Ý_NÀY"):
        rules.parse("[approve]\n9 KHÔNG_CÓ_Ý_NÀY | lý do | ví dụ", CONCEPTS)


@pytest.mark.parametrize(
    ("text", "held", "not_held"),
    [
        ("duyệt thôn 3", "DUYỆT", "-DUYỆT"),
        ("đừng duyệt thôn 3", "-DUYỆT", "DUYỆT"),
        ("chưa duyệt vội", "-DUYỆT", "DUYỆT"),
        ("không nhắc nữa", "-NHẮC", "NHẮC"),
        ("mai em báo", "MAI", "HOÀI"),
        ("nhắc mãi", "HOÀI", "MAI"),
        ("thôn nào chưa nộp", "-NỘP", "HỎI_CHƯA"),
        ("thôn em nộp chưa", "HỎI_CHƯA", "-NỘP"),
    ],
)
def test_concepts__marks_and_negations_decide(text: str, held: str, not_held: str) -> None:
    context = context_of("idle", "officer", date(2023, 6, 15), names_of(FRAMEWORK))
    mask = signs_of(Marked(cut(text), context)).mask
    assert mask >> CONCEPTS.ids[held] & 1
    assert not mask >> CONCEPTS.ids[not_held] & 1
