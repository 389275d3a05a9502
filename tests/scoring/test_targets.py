"""Percents, verdicts and shortfalls: whole numbers that agree with exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.counts import Count, State, ZeroDenominator, from_percent, percent_hundredths, percent_tenths
from scoring.framework import Target
from scoring.targets import COMPARE, Verdict, shortfall, verdict

people = st.integers(min_value=0, max_value=10**9)
some = st.integers(min_value=1, max_value=10**9)
percents = st.integers(min_value=0, max_value=10_000)
ratios = st.builds(Target, st.sampled_from(sorted(COMPARE)), percents, st.just("%"))


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves up."""
    return (value + Fraction(1, 2)).__floor__()


@given(people, some)
def test_percents_are_rounded_half_up(num: int, den: int) -> None:
    assert percent_tenths(num, den) == half_up(Fraction(num * 1000, den))
    assert percent_hundredths(num, den) == half_up(Fraction(num * 10_000, den))


@given(percents, some)
def test_a_percent_becomes_the_nearest_count(percent: int, den: int) -> None:
    num = from_percent(percent, den)
    assert num == half_up(Fraction(percent * den, 10_000))
    assert 0 <= num <= den


def test_printed_percents() -> None:
    assert percent_tenths(412, 520) == 792
    assert percent_tenths(279, 331) == 843
    assert percent_tenths(307, 512) == 600
    assert percent_tenths(1, 2000) == 1
    with pytest.raises(ZeroDenominator):
        percent_tenths(0, 0)


@given(people, some, ratios)
def test_a_verdict_is_that_of_the_exact_fraction(num: int, den: int, target: Target) -> None:
    assert not isinstance(target.value, str)
    met = COMPARE[target.op](Fraction(num, den), Fraction(target.value, 10_000))  # type: ignore[arg-type]
    assert verdict(Count(num=num, den=den), target) is (Verdict.MET if met else Verdict.MISSED)


@given(people, some, percents, st.sampled_from((">=", ">")))
def test_the_shortfall_is_the_fewest_people_that_reach_the_target(num: int, den: int, value: int, op: str) -> None:
    target = Target(op, value, "%")
    missing = shortfall(Count(num=num, den=den), target)
    if missing is None:
        assert op == ">"
        assert value == 10_000
        return
    assert verdict(Count(num=num + missing, den=den), target) is Verdict.MET
    assert missing == 0 or verdict(Count(num=num + missing - 1, den=den), target) is Verdict.MISSED


def test_at_the_edge() -> None:
    target = Target(">=", 6_000, "%")
    assert verdict(Count(num=307, den=512), target) is Verdict.MISSED
    assert shortfall(Count(num=307, den=512), target) == 1
    assert verdict(Count(num=156, den=520), Target(">=", 3_000, "%")) is Verdict.MET
    assert verdict(Count(num=156, den=520), Target(">", 3_000, "%")) is Verdict.MISSED
    assert shortfall(Count(num=156, den=520), Target(">", 3_000, "%")) == 1
    assert shortfall(Count(num=1790, den=3082), target) == 60


@pytest.mark.parametrize(
    ("count", "target", "wanted"),
    [
        (None, Target(">=", 6_000, "%"), Verdict.UNKNOWN),
        (None, None, Verdict.NONE),
        (Count(num=1, den=2), None, Verdict.NONE),
        (Count(state=State.UNKNOWN), Target(">=", 6_000, "%"), Verdict.UNKNOWN),
        (Count(state=State.NOT_APPLICABLE), Target(">=", 6_000, "%"), Verdict.NONE),
        (Count(num=0, den=0), Target(">=", 0, "%"), Verdict.UNKNOWN),
        (Count(num=0, den=9), Target(">=", 6_000, "%"), Verdict.MISSED),
        (Count(rate=6_000), Target(">=", 6_000, "%"), Verdict.MET),
        (Count(rate=6_000), Target(">", 6_000, "%"), Verdict.MISSED),
        (Count(choice="có"), Target("==", True), Verdict.MET),
        (Count(choice="không"), Target("==", True), Verdict.MISSED),
        (Count(choice="Đạt"), Target("==", "Đạt"), Verdict.MET),
        (Count(choice="Chưa đạt"), Target("==", "Đạt"), Verdict.MISSED),
        (Count(num=3), Target(">=", 4, "lần"), Verdict.MISSED),
        (Count(num=4), Target(">=", 4, "lần"), Verdict.MET),
        (Count(text="đang làm"), Target(">=", 4, "lần"), Verdict.UNKNOWN),
    ],
)
def test_every_verdict(count: Count | None, target: Target | None, wanted: Verdict) -> None:
    assert verdict(count, target) is wanted


def test_where_no_shortfall_can_be_said() -> None:
    target = Target(">=", 6_000, "%")
    assert shortfall(None, target) is None
    assert shortfall(Count(rate=5_000), target) is None
    assert shortfall(Count(num=0, den=0), target) is None
    assert shortfall(Count(choice="có"), Target("==", True)) is None
    assert shortfall(Count(num=9, den=9), Target(">", 10_000, "%")) is None
    assert shortfall(Count(num=1, den=9), Target("<=", 1_000, "%")) is None
    assert shortfall(Count(num=1), Target(">=", 4, "lần")) == 3
    assert shortfall(Count(num=9, den=9), target) == 0
