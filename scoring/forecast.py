"""Where a count will stand if it goes on growing as it has: a straight line, and said to be one."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Dated:
    """A count on a day."""

    day: date
    num: int


def expected(earlier: Dated, now: Dated, on: date, most: int | None = None) -> int | None:
    """The count on a later day at the pace between two earlier ones, cut to whole people, from 0 to `most`.

    None when the two days give no pace, or the day asked for lies before the second.
    """
    days = (now.day - earlier.day).days
    if days <= 0 or on < now.day:
        return None
    gained = (now.num - earlier.num) * (on - now.day).days
    reached = now.num + gained // days
    reached = max(0, reached)
    return reached if most is None else min(most, reached)


def day_of(earlier: Dated, now: Dated, wanted: int) -> date | None:
    """The day on which a count is reached at the present pace; None when it never is."""
    days, gained = (now.day - earlier.day).days, now.num - earlier.num
    if now.num >= wanted:
        return now.day
    if days <= 0 or gained <= 0:
        return None
    needed = -(-(wanted - now.num) * days // gained)
    try:
        return now.day + timedelta(days=needed)
    except OverflowError:
        return None
