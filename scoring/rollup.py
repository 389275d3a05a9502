"""Totals over units: numerators and denominators are summed, percents never averaged, and how many are in is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.counts import Count, State
from scoring.indicator import Indicator, Kind


@dataclass(frozen=True, slots=True)
class Total:
    """What several units make together.

    `have` units of `expected` have an answer (a number, 0 or "not applicable"); `rate_only` of them gave a rate without
    counts, which takes no part in the sum.
    """

    count: Count
    have: int
    expected: int
    rate_only: int


def total(indicator: Indicator, counts: Sequence[Count | None], expected: int) -> Total:
    """Put the answers of the units together.

    Of a yes/no, `num` is how many said "có" of the `den` that answered, and the choice is "có" when all did. What
    cannot be added (a level, a text, a frequency) stays itself when one unit gave it, and is not known otherwise.
    """
    answered = [count for count in counts if count is not None and count.state is not State.UNKNOWN]
    given = [count for count in answered if count.given]
    rate_only = sum(1 for count in given if count.num is None and count.rate is not None)
    if answered and not given:
        count = Count(state=State.NOT_APPLICABLE)
    elif indicator.over_units == "count_yes":
        count = _yes(given)
    elif indicator.over_units == "sum":
        count = _sum(indicator, given, expected)
    else:
        count = _alone(given)
    return Total(count, len(answered), expected, rate_only)


def _sum(indicator: Indicator, given: list[Count], expected: int) -> Count:
    ratio = indicator.kind is Kind.RATIO
    parts = [(c.num, c.den) for c in given if c.num is not None and (c.den is not None or not ratio)]
    if not parts:
        return _alone(given) if expected == 1 else Count(state=State.UNKNOWN)
    return Count(
        num=sum(num for num, _ in parts),
        den=sum(den or 0 for _, den in parts) if ratio else None,
        estimate=any(count.estimate for count in given),
    )


def _yes(given: list[Count]) -> Count:
    choices = [count.choice for count in given if count.choice is not None]
    if not choices:
        return Count(state=State.UNKNOWN)
    yes = choices.count("có")
    return Count(num=yes, den=len(choices), choice="có" if yes == len(choices) else "không")


def _alone(given: list[Count]) -> Count:
    return given[0] if len(given) == 1 else Count(state=State.UNKNOWN)
