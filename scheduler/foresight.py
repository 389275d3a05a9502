"""The plan of a stretch of time as a list: from the record where it is past, from the plan where it lies ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.calendar import ZONE, calendar
from scheduler.forecast import TOLD, forecast
from scheduler.ladder import PROMISE
from scheduler.record import read, with_habits
from scheduler.sending import stock
from scheduler.state import GOES
from store import foresight, reminders
from store.session import Db

_OUTCOMES = {outcome.value: said for outcome, said in TOLD.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in one message to one person: the same person and time are one message. `channel` is empty where no
    message goes."""

    person: int
    at: datetime
    campaign: int
    stage: str
    unit: int
    key: str
    outcome: str
    reason: str
    channel: str = ""


def lines(db: Db, now: datetime, begin: datetime, end: datetime) -> list[Line]:
    """Everything decided or to be decided from `begin` to `end`, in order of time; what is passed over is left out."""
    found = [*_past(db, begin, min(end, now)), *_ahead(db, now, begin, end)]
    return sorted(found, key=lambda line: (line.at, line.person, line.key))


def _past(db: Db, begin: datetime, end: datetime) -> Iterator[Line]:
    for row in foresight.decided_between(db, begin, end):
        if row.outcome in _OUTCOMES:
            stage = row.kind or row.stage
            yield Line(
                row.person, row.at, row.campaign, stage, row.unit, row.key, _OUTCOMES[row.outcome], row.reason or "",
                row.channel or "" if row.outcome in GOES else "",
            )  # fmt: skip


def _ahead(db: Db, now: datetime, begin: datetime, end: datetime) -> Iterator[Line]:
    if end <= now:
        return
    for waiting in foresight.waiting(db, now):
        if begin <= waiting.at <= end:
            yield Line(
                waiting.person, waiting.at, waiting.campaign, waiting.stage, waiting.unit, waiting.key, "sent",
                waiting.reason or "", waiting.channel or "",
            )  # fmt: skip
    state = read(db, now, end)
    state = with_habits(db, state, set(state.hearers), now)
    kinds = foresight.kinds(db, (word.id for word in state.words.values()))
    places = reminders.places(db, state.hearers)
    for one in forecast(now - timedelta(microseconds=1), end, calendar(db.data), state, places, stock(db, now)):
        made = one.decision
        if one.at >= begin and made.outcome in TOLD:
            stage = kinds.get(made.key, made.stage) if made.stage == PROMISE else made.stage
            yield Line(
                made.person, one.at.astimezone(ZONE), made.campaign, stage, made.unit, made.key, TOLD[made.outcome],
                made.reason, one.channel,
            )  # fmt: skip


def of_units(found: Iterable[Line], units: set[int]) -> list[Line]:
    """Those about some units."""
    return [line for line in found if line.unit in units]
