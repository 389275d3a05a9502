"""How a unit stands: how many of its indicators are met, missed, not yet known, or without a target."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.targets import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdicts of several indicators, counted. `verdicts` keeps each by indicator id, in order."""

    met: int
    missed: int
    unknown: int
    none: int
    verdicts: Mapping[str, Verdict]

    @property
    def judged(self) -> int:
        """Indicators that have a target, with a figure or without one."""
        return self.met + self.missed + self.unknown

    @property
    def all(self) -> int:
        """All indicators."""
        return self.judged + self.none

    @property
    def share(self) -> Fraction | None:
        """The part of the judged indicators that is met; None when there is nothing to judge.

        A missing figure counts as not met: who sends one good number is not ahead of who sends all.
        """
        return Fraction(self.met, self.judged) if self.judged else None

    def ids(self, verdict: Verdict) -> tuple[str, ...]:
        """The indicators with this verdict, in order."""
        return tuple(id for id, found in self.verdicts.items() if found is verdict)


def standing(verdicts: Mapping[str, Verdict]) -> Standing:
    """Count verdicts by indicator id."""
    found = list(verdicts.values())
    return Standing(
        met=found.count(Verdict.MET),
        missed=found.count(Verdict.MISSED),
        unknown=found.count(Verdict.UNKNOWN),
        none=found.count(Verdict.NONE),
        verdicts=dict(verdicts),
    )
