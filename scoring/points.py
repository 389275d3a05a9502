"""Points of a scored framework (QĐ 3853/2022), as exact fractions. A rule nobody printed is never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.counts import Count
from scoring.indicator import Indicator, Rule
from scoring.targets import WHOLE

SOURCES = ("unknown", "inferred", "decision")  # the weaker first


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one indicator.

    `known` is False when the rule or the maximum is not known: the officer enters the points. With `known` and no
    value the answer is what is missing. `source` is the weaker of the rule's and the maximum's.
    """

    value: Fraction | None
    known: bool
    source: str
    max: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """The points of several indicators together."""

    value: Fraction  # of those that have points
    max: Fraction  # of all whose maximum is known
    scored: int  # how many have points
    waiting: int  # rule known, answer missing
    unknown: int  # rule or maximum not known

    @property
    def lost(self) -> Fraction:
        """Points that were or may still be had, and are not there yet."""
        return self.max - self.value


def points(indicator: Indicator, count: Count | None) -> Points:
    """The points an answer earns. 0/0 earns nothing by itself: it has no value."""
    rule, most = indicator.rule, indicator.max_points
    if rule is None or rule.form == "unknown" or most is None:
        return Points(None, False, "unknown", most)
    share = None if count is None or not count.given else _share(rule, count, most)
    value = None if share is None else most * share
    return Points(value, True, min(rule.source, indicator.max_source, key=SOURCES.index), most)


def score(each: Iterable[Points]) -> Score:
    """Add up the points of several indicators."""
    every = tuple(each)
    values = [one.value for one in every if one.value is not None]
    return Score(
        value=sum(values, Fraction(0)),
        max=sum((one.max for one in every if one.max is not None), Fraction(0)),
        scored=len(values),
        waiting=sum(1 for one in every if one.known and one.value is None),
        unknown=sum(1 for one in every if not one.known and one.value is None),
    )


def entered(indicator: Indicator, value: Fraction) -> Points:
    """Points an officer entered where the rule is not known."""
    return Points(value, False, "officer", indicator.max_points)


def _share(rule: Rule, count: Count, most: Fraction) -> Fraction | None:
    """The part of the maximum that is earned, at most all of it."""
    if rule.form == "steps":
        return next((step.share for step in rule.steps if step.when == count.choice), None)
    if rule.form == "per_count":
        if count.num is None or rule.each is None or most == 0:
            return None
        return min(Fraction(1), rule.each * count.num / most)
    if rule.form == "all_or_nothing" and count.choice is not None:
        return Fraction(count.choice == "có")
    part = _part(count)
    if part is None or rule.form == "proportional":
        return part
    return Fraction(part == 1)


def _part(count: Count) -> Fraction | None:
    if count.num is not None and count.den is not None:
        return min(Fraction(1), Fraction(count.num, count.den)) if count.den > 0 else None
    return None if count.rate is None else min(Fraction(1), Fraction(count.rate, WHOLE))
