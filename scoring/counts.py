"""One answer in counts: whole numbers, never floats (a rate without counts is kept in hundredths of a percent)."""

from enum import StrEnum

from scoring.values import value


class ZeroDenominator(ArithmeticError):
    """A rate was asked for of nothing: the denominator is 0."""


class State(StrEnum):
    """Whether there is an answer at all; 0 is an answer."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@value(frozen=True, slots=True)
class Count:
    """An answer to one indicator.

    A ratio has `num` and `den`, or only `rate` (hundredths of a percent) when the counts are not known;
    a count has `num`; a yes/no or a level has `choice`; a text has `text`.
    """

    state: State = State.GIVEN
    num: int | None = None
    den: int | None = None
    rate: int | None = None
    choice: str | None = None
    text: str | None = None
    estimate: bool = False

    @property
    def given(self) -> bool:
        """Whether this is an answer rather than "not known" or "not applicable"."""
        return self.state is State.GIVEN


def percent_tenths(num: int, den: int) -> int:
    """The rate in tenths of a percent, half rounded up: 412 of 520 is 792, that is 79,2 %.

    Raises ZeroDenominator when `den` is 0.
    """
    return _rounded(num * 1000, den)


def percent_hundredths(num: int, den: int) -> int:
    """The rate in hundredths of a percent, half rounded up. Raises ZeroDenominator when `den` is 0."""
    if den == 0:
        raise ZeroDenominator("the denominator is 0")
    return (20_000 * num + den) // (2 * den)  # `_rounded` written out: it is asked of every sibling at every entry


def from_percent(percent: int, den: int) -> int:
    """The count that a rate in hundredths of a percent makes of `den`, half rounded up."""
    return _rounded(percent * den, 10_000)


def _rounded(num: int, den: int) -> int:
    if den == 0:
        raise ZeroDenominator("the denominator is 0")
    return (2 * num + den) // (2 * den)
