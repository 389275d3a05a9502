"""How much one person may hear: one ladder message a local day, three in any seven, the third kept for the nearest
deadline. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

A_DAY = "one a day"
A_WEEK = "three in seven days"
KEPT = "kept for a nearer deadline"

MOST = 3
WINDOW = timedelta(days=6)  # today and the six before
HORIZON = timedelta(days=28)  # how far ahead the kept place is reckoned with


@dataclass(frozen=True, slots=True)
class Coming:
    """A ladder message to one person on a day, supposing no answer. Distances are days to the nearest deadline it
    speaks of.

    `nearest` counts days on either side of the deadline, `before` only deadlines not passed on that day (None: all
    have passed).
    """

    day: date
    nearest: int
    before: int | None


def refusal(message: Coming, heard: Collection[date], coming: Sequence[Coming]) -> str | None:
    """Why this message must not go, or None. `heard` are the days with a ladder message, `coming` the later ones in
    order."""
    if message.day in heard:
        return A_DAY
    return _Ahead([message, *coming]).refusal(0, tuple(sorted(heard)))


def is_last(message: Coming, heard: Collection[date], coming: Sequence[Coming]) -> bool:
    """Whether nothing will follow this message if nobody answers."""
    ahead = _Ahead([message, *coming])
    return not ahead.goes(1, (*sorted(heard), message.day)) and len(ahead.messages) == len(coming) + 1


class _Ahead:
    """The messages of a person in order, and what goes or is dropped when each is decided by the same rule."""

    def __init__(self, messages: Sequence[Coming]) -> None:
        end = messages[0].day + HORIZON
        self.messages = [message for message in messages if message.day <= end]
        self.known: dict[tuple[int, tuple[date, ...]], frozenset[date]] = {}

    def refusal(self, index: int, heard: tuple[date, ...]) -> str | None:
        message = self.messages[index]
        recent = tuple(day for day in heard if message.day - WINDOW <= day < message.day)
        if len(recent) >= MOST:
            return A_WEEK
        if len(recent) == MOST - 1 and self._robs(index, recent):
            return KEPT
        return None

    def _robs(self, index: int, heard: tuple[date, ...]) -> bool:
        """Whether sending it now would keep back a message nearer its deadline within six days."""
        message = self.messages[index]
        nearer = {
            later.day
            for later in self.messages[index + 1 :]
            if later.day <= message.day + WINDOW and later.before is not None and later.before < message.nearest
        }
        if not nearer:
            return False
        return bool(nearer & (self.goes(index + 1, heard) - self.goes(index + 1, (*heard, message.day))))

    def goes(self, index: int, heard: tuple[date, ...]) -> frozenset[date]:
        """The days on which messages from `index` on go, if these days were heard."""
        if index == len(self.messages):
            return frozenset()
        day = self.messages[index].day
        recent = tuple(one for one in heard if day - WINDOW <= one < day)
        if (index, recent) not in self.known:
            if self.refusal(index, recent) is None:
                going = self.goes(index + 1, (*recent, day)) | {day}
            else:
                going = self.goes(index + 1, recent)
            self.known[index, recent] = going
        return self.known[index, recent]
