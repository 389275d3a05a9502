"""What looks wrong about a figure when it comes in. Each check has a name, a severity and the facts its sentence needs.

REFUSE is never stored; ASK is asked about once and stored, marked, when the person insists; MARK is only shown to the
reviewer. An ordinary figure raises nothing: a false alarm costs more than a miss. History means earlier periods; a
correction (`Known.correcting`) is tested only against itself and its base.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from scoring import slips
from scoring.counts import Count, State, from_percent, percent_hundredths
from scoring.indicator import Indicator, Kind
from scoring.values import value
from scoring.words import another_kind

WHOLE = 10_000  # 100 % in hundredths of a percent

LIMITS: Mapping[str, int] = {
    "drop_percent": 10,  # a drop is more than 10 % …
    "drop_people": 5,  # … and more than 5 people below the last period
    "jump_times": 3,  # a jump is more than three times the last period …
    "jump_points": 3_000,  # … or more than 30 points above it (hundredths of a percent)
    "jump_people": 5,  # and more than 5 people
    "slip_percent": 10,  # a suggested number lies within 10 % of the last period
    "drift_percent": 10,  # a base has drifted when it is more than 10 % …
    "drift_people": 5,  # … and more than 5 people from the last period's
    "outlier_points": 3_000,  # an outlier lies more than 30 points from the middle of its siblings …
    "outlier_spreads": 3,  # … and three times as far as they usually do
    "few_siblings": 3,  # with fewer siblings nothing is called an outlier
    "zero_siblings": 2,  # zero is asked about when so many siblings stand above half
    "copied_least": 20,  # smaller numbers are equal by chance
    "copied_figures": 3,  # so many figures equal to the last period, and no other, are copied
    "estimate_points": 200,  # "khoảng 80 %" may be 2 points from its counts
}


class Severity(StrEnum):
    """What is done about a doubt."""

    REFUSE = "refuse"
    ASK = "ask"
    MARK = "mark"


@value(frozen=True, slots=True)
class Doubt:
    """One thing that looks wrong. The facts are what its sentence says: numbers, and percents in hundredths."""

    name: str
    severity: Severity
    facts: Mapping[str, int | str] = field(default_factory=dict)


@value(frozen=True, slots=True)
class Given:
    """What was typed.

    `pct` is a percent in hundredths, beside the counts or alone; `unit_word` the folded word after the number ("ho");
    `decimal` a fractional number where a count was asked; `above` that "trên" or "hơn" stood before the percent.
    """

    count: Count
    pct: int | None = None
    unit_word: str | None = None
    decimal: str | None = None
    negative: bool = False
    den_typed: bool = False
    above: bool = False


@value(frozen=True, slots=True)
class Known:
    """What is on record to compare with."""

    base: int | None = None  # the unit's base figure for this indicator
    last: Count | None = None  # the same measure in the last earlier period
    neighbours: tuple[tuple[str, Count], ...] = ()  # the same measure of the units beside: name, count
    others: tuple[tuple[str, Count], ...] = ()  # other indicators of this report: id, count
    last_others: tuple[tuple[str, Count], ...] = ()  # the same in the last earlier period
    last_base: int | None = None
    correcting: bool = False


def doubts(given: Given, indicator: Indicator, known: Known) -> tuple[Doubt, ...]:
    """Everything that looks wrong about a figure, the most severe first."""
    if not given.count.given:
        return ()
    refusal = _refusal(given, indicator, known)
    if refusal is not None:
        return (refusal,)
    count = given.count
    if indicator.kind is not Kind.RATIO and indicator.kind is not Kind.COUNT:
        return ()
    num, percent = count.num, _percent(given)
    if num is None:
        return () if percent is None else tuple(_about_percent_alone(percent, given, indicator, known))
    den = count.den if count.den is not None else known.base
    asked = list(_about_itself(num, den, given, indicator, known))
    if known.correcting:
        return tuple(asked)
    if any(doubt.name in NOT_THE_NUMBER for doubt in asked):
        return tuple(asked)
    return (*asked, *_about_history(num, den, known), *_marks(num, den, indicator, known))


NOT_THE_NUMBER = ("over_base", "percent_swapped", "wrong_kind")
"""Doubts after which it makes no sense to compare the number with history and siblings as well."""


def _refusal(given: Given, indicator: Indicator, known: Known) -> Doubt | None:
    """The one reason for which a figure is not taken at all."""
    count = given.count
    if indicator.kind is Kind.TEXT:
        return None
    if given.negative or (count.num is not None and count.num < 0) or (count.den is not None and count.den < 0):
        return Doubt("negative", Severity.REFUSE, _facts(num=count.num))
    if given.decimal is not None and count.num is None:
        return Doubt("not_whole", Severity.REFUSE, {"decimal": given.decimal, **_facts(base=known.base)})
    percent = _percent(given)
    if indicator.kind is Kind.BOOLEAN or indicator.kind is Kind.LEVEL:
        allowed = indicator.levels or ("có", "không")
        if count.choice in allowed:
            return None
        return _not_an_answer(given, indicator)
    if count.num is None and percent is None:
        return _not_an_answer(given, indicator)
    if count.num is None and indicator.kind is Kind.COUNT:
        return _not_an_answer(given, indicator)
    if count.num is None and percent is not None and (percent > WHOLE or (percent == WHOLE and given.above)):
        return Doubt("over_hundred", Severity.REFUSE, _facts(pct=percent, base=known.base))
    return None


def _not_an_answer(given: Given, indicator: Indicator) -> Doubt:
    words = given.count.choice or given.count.text
    return Doubt("not_a_number", Severity.REFUSE, {"kind": indicator.kind.value, **_facts(text=words)})


def _percent(given: Given) -> int | None:
    return given.count.rate if given.pct is None else given.pct


def _about_percent_alone(percent: int, given: Given, indicator: Indicator, known: Known) -> Iterator[Doubt]:
    """A percent without its counts: turned into a count with consent, or kept as a rate and marked."""
    den = given.count.den if given.count.den is not None else known.base
    suggestion = from_percent(percent, den) if den else None
    facts = _facts(pct=percent, den=den, base=known.base, suggestion=suggestion)
    if indicator.target is not None and indicator.target.value == percent:
        yield Doubt("equals_target", Severity.ASK, facts)
    yield Doubt("percent_for_count", Severity.MARK if suggestion is None else Severity.ASK, facts)
    yield from _about_base(suggestion, given, known)


def _about_itself(num: int, den: int | None, given: Given, indicator: Indicator, known: Known) -> Iterator[Doubt]:
    """What the message and the base say about each other, without any history."""
    if another_kind(given.unit_word, indicator.count_unit, indicator.measure):
        yield Doubt("wrong_kind", Severity.ASK, _facts(num=num, typed=given.unit_word, wanted=indicator.count_unit))
    if indicator.kind is Kind.COUNT or den is None:
        return
    if num > den:
        yield from _about_more_than_all(num, den, known)
    if given.pct is not None:
        yield from _about_percent(given.pct, num, den, given, known)
    yield from _about_base(num, given, known)


def _about_more_than_all(num: int, den: int, known: Known) -> Iterator[Doubt]:
    """A numerator over its denominator, with what was probably meant: a slip of the digits, or the two turned round."""
    last = known.last.num if known.last is not None and not known.correcting else None
    facts = _facts(num=num, den=den, base=known.base, last=last)
    slip = slips.slip_over(num, den, last, LIMITS["slip_percent"])
    if slip is not None:
        facts["suggestion"] = slip.likely
    elif num == known.base:
        facts["suggestion"] = den
    yield Doubt("over_base", Severity.ASK, facts)
    if slip is not None:
        yield Doubt(slip.name, Severity.ASK, facts)


def _about_base(num: int | None, given: Given, known: Known) -> Iterator[Doubt]:
    """A denominator typed that is not the one on record."""
    den = given.count.den
    if given.den_typed and den is not None and known.base is not None and den != known.base:
        yield Doubt("other_base", Severity.ASK, _facts(num=num, den=den, base=known.base))


def _about_percent(percent: int, num: int, den: int, given: Given, known: Known) -> Iterator[Doubt]:
    """A percent beside its counts: rounded and cut values follow from them, anything else does not."""
    if den == 0 or slips.follows(percent, num, den):
        return
    right = percent_hundredths(num, den)
    if given.count.estimate and abs(percent - right) <= LIMITS["estimate_points"]:
        return
    facts = _facts(num=num, den=den, pct=percent, right=right)
    if num <= den and slips.follows(percent, den - num, den):
        yield Doubt("percent_complement", Severity.ASK, {**facts, "suggestion": den - num})
    elif num > den > 0 and slips.follows(percent, den, num):
        yield Doubt("percent_swapped", Severity.ASK, {**facts, "suggestion": den, "of": num})
    else:
        yield from _about_another_denominator(percent, num, den, facts, known)


def _about_another_denominator(
    percent: int, num: int, den: int, facts: dict[str, int | str], known: Known
) -> Iterator[Doubt]:
    """The percent may have been made with the base on record or with the denominator of another figure."""
    others = (count.den for _, count in known.others)
    for other in (known.base, *others):
        if other and other != den and slips.follows(percent, num, other):
            yield Doubt("percent_swapped", Severity.ASK, {**facts, "of": other})
            return
    yield Doubt("percent_disagrees", Severity.ASK, facts)


def _about_history(num: int, den: int | None, known: Known) -> Iterator[Doubt]:
    """Against the unit's own last figure, and zero against its siblings."""
    last = known.last
    if last is not None and last.num is not None:
        doubt = _about_last(num, den, last.num, last)
        if doubt is not None:
            yield doubt
            return
    if num == 0 and den != 0:
        high = sum(1 for _, sibling in known.neighbours if _above_half(sibling))
        if high >= LIMITS["zero_siblings"]:
            yield Doubt("zero_unlike_siblings", Severity.ASK, _facts(num=0, base=den, of=high))


def _about_last(num: int, den: int | None, last: int, count: Count) -> Doubt | None:
    """A slip of the digits if one explains the difference, else a drop or a jump."""
    before = percent_hundredths(last, count.den) if count.den else None
    now = percent_hundredths(num, den) if den else None
    fewer_in_all = before is not None and now is not None and now >= before  # the base fell, the share did not
    dropped = not fewer_in_all and _dropped(num, last)
    if not dropped and not _jumped(num, last, before, now):
        return None
    facts = _facts(num=num, base=den, last=last, last_den=count.den, last_pct=before, pct=now)
    slip = slips.slip_beside(num, last, den, LIMITS["slip_percent"])
    if slip is not None:
        return Doubt(slip.name, Severity.ASK, {**facts, "suggestion": slip.likely})
    return Doubt("drop" if dropped else "jump", Severity.ASK, facts)


def _dropped(num: int, last: int) -> bool:
    lost = last - num
    return lost > LIMITS["drop_people"] and lost * 100 > last * LIMITS["drop_percent"]


def _jumped(num: int, last: int, before: int | None, now: int | None) -> bool:
    if num - last <= LIMITS["jump_people"]:
        return False
    if before is not None and now is not None and now - before > LIMITS["jump_points"]:
        return True
    return 0 < last * LIMITS["jump_times"] < num


def _above_half(count: Count) -> bool:
    if not count.given:
        return False
    if count.num is not None and count.den is not None:
        return count.num * 2 > count.den
    return count.rate is not None and count.rate * 2 > WHOLE


def _marks(num: int, den: int | None, indicator: Indicator, known: Known) -> Iterator[Doubt]:
    """What only the reviewer is shown."""
    if known.last_base is not None and den is not None and _drifted(den, known.last_base):
        yield Doubt("base_drift", Severity.MARK, _facts(base=den, last=known.last_base))
    if num >= LIMITS["copied_least"] and num != den:
        yield from _copies(num, known)
    if known.neighbours and indicator.kind is Kind.RATIO and den:
        yield from _among_siblings(percent_hundredths(num, den), known.neighbours)


def _drifted(base: int, last: int) -> bool:
    moved = abs(base - last)
    return moved > LIMITS["drift_people"] and moved * 100 > last * LIMITS["drift_percent"]


def _copies(num: int, known: Known) -> Iterator[Doubt]:
    """The same numbers somewhere else, where chance does not explain them."""
    for other, count in known.others:
        if count.num == num:
            yield Doubt("copied_indicator", Severity.MARK, {"num": num, "other": other})
            break
    for name, count in known.neighbours:
        if count.num == num:
            yield Doubt("copied_neighbour", Severity.MARK, {"num": num, "other": name})
            break
    if known.last is not None and known.last.num == num and known.last_others and _all_as_before(known):
        yield Doubt("copied_last", Severity.MARK, {"num": num, "of": len(known.others) + 1})


def _all_as_before(known: Known) -> bool:
    before = dict(known.last_others)
    counted = [(id, count) for id, count in known.others if count.num is not None]
    if len(counted) + 1 < LIMITS["copied_figures"]:
        return False
    return all(id in before and before[id].num == count.num for id, count in counted)


def _among_siblings(rate: int, neighbours: tuple[tuple[str, Count], ...]) -> Iterator[Doubt]:
    """Far from the middle of the other units; with too few of them only that is said."""
    known = [
        percent_hundredths(one.num, one.den) if one.num is not None and one.den else one.rate
        for _, one in neighbours
        if one.state is State.GIVEN
    ]
    rates = sorted([one for one in known if one is not None])
    if not rates:
        return
    middle = rates[len(rates) // 2]
    distance = abs(rate - middle)
    if distance <= LIMITS["outlier_points"]:
        return
    facts = {"pct": rate, "of": middle, "siblings": len(rates)}
    if len(rates) < LIMITS["few_siblings"]:
        yield Doubt("few_siblings", Severity.MARK, facts)
        return
    spread = sorted(abs(one - middle) for one in rates)[len(rates) // 2]
    if distance > LIMITS["outlier_spreads"] * spread:
        yield Doubt("outlier", Severity.MARK, facts)


def _facts(**facts: int | str | None) -> dict[str, int | str]:
    """The facts that are known."""
    return {name: fact for name, fact in facts.items() if fact is not None}
