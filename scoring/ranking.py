"""A fair order of units: equal units share a place, and what cannot be compared has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.counts import Count
from scoring.standing import Standing
from scoring.targets import WHOLE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands among the others: 1, 2, 2, 4. None when it has nothing to compare."""

    unit: str
    place: int | None
    value: Fraction | None

    @property
    def ranked(self) -> bool:
        """Whether the unit has a place."""
        return self.place is not None


def by_standing(units: Mapping[str, Standing]) -> tuple[Place, ...]:
    """Units by the share of their judged indicators that is met, the best first."""
    return places({unit: standing.share for unit, standing in units.items()})


def by_rate(units: Mapping[str, Count | None]) -> tuple[Place, ...]:
    """Units by their rate in one indicator, the highest first; by their counts where nothing is divided."""
    return places({unit: _value(count) for unit, count in units.items()})


def places(values: Mapping[str, Fraction | None]) -> tuple[Place, ...]:
    """Units in falling order of a value; equal ones share a place in the order given, and those without come last."""
    ranked = sorted(((unit, value) for unit, value in values.items() if value is not None), key=lambda one: -one[1])
    found: list[Place] = []
    for number, (unit, value) in enumerate(ranked, 1):
        same = found[-1].place if found and found[-1].value == value else number
        found.append(Place(unit, same, value))
    return (*found, *(Place(unit, None, None) for unit, value in values.items() if value is None))


def _value(count: Count | None) -> Fraction | None:
    if count is None or not count.given:
        return None
    if count.num is not None and count.den is not None:
        return Fraction(count.num, count.den) if count.den > 0 else None
    if count.num is not None:
        return Fraction(count.num)
    return None if count.rate is None else Fraction(count.rate, WHOLE)
