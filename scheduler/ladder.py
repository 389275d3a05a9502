"""The ladder of a campaign: which stages there are, on which day each falls, and under which key it is decided. Pure.

A stage is named "opening" or by its distance to the deadline in days ("-7", "0", "+2"). Ladders are data: a campaign
names one of
`LADDERS` or lists its own stages ("opening,-14,-7,-1,0").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from scheduler.calendar import Calendar

OPENING = "opening"
PROMISE = "promise"
LADDERS: dict[str, tuple[str, ...]] = {
    "default": (OPENING, "-7", "-3", "-1", "0", "+1", "+2", "+3"),
    "short": (OPENING, "-1", "0"),
    "none": (),
}
MOVES_UNTIL = -2  # a stage this far before the deadline, or farther, moves off a holiday; nearer ones are sent on it
REPEATED_AFTER = timedelta(days=7)  # a stage already sent comes again only if the deadline moved by more than this


class UnknownLadder(ValueError):
    """A campaign names a ladder that does not exist."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on its local day. `early` means that its day lay before the opening: it never was."""

    name: str
    day: date
    early: bool = False


@lru_cache(maxsize=256)
def ladder(name: str) -> tuple[str, ...]:
    """The stages of a ladder in the order they fall due: by its name, or listed with commas. Raises UnknownLadder."""
    if name in LADDERS:
        return LADDERS[name]
    stages = [part.strip() for part in name.split(",")]
    if not all(re.fullmatch(r"opening|-\d{1,3}|0|\+\d{1,3}", stage) for stage in stages):
        raise UnknownLadder(name)
    return tuple(sorted(set(stages), key=_order))


def _order(stage: str) -> int:
    return -1000 if stage == OPENING else int(stage)


def stages(calendar: Calendar, names: Sequence[str], opens: date, due: date) -> tuple[Stage, ...]:
    """Each stage on its day, in order. `due` is the deadline's day after the days off were looked at.

    The opening and stages well before the deadline move from a holiday to the next working day, but never past the
    next stage.
    """
    found: list[Stage] = []
    following: date | None = None
    for name in reversed(names):
        day = opens if name == OPENING else due + timedelta(days=int(name))
        if day < opens:
            found.append(Stage(name, day, early=True))
            continue
        if (name == OPENING or int(name) <= MOVES_UNTIL) and calendar.holiday(day) is not None:
            day = calendar.working_day(day)
        if following is not None:
            day = min(day, following)
        following = day
        found.append(Stage(name, day))
    return tuple(reversed(found))


def key_of(campaign: int, unit: int, person: int, stage: str, due: date | None = None) -> str:
    """Under which key a stage is decided; a stage repeated after the deadline moved carries the new date."""
    key = f"{campaign}/{unit}/{person}/{stage}"
    return key if due is None else f"{key}@{due}"


def promise_key(promise: int) -> str:
    """Under which key the follow-up of a promise is decided."""
    return f"promise/{promise}"
