"""Who would get what, when and why, supposing that nobody answers; what lies behind is read from the record. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.calendar import Calendar
from scheduler.plan import next_due, plan
from scheduler.state import Decided, Decision, Outcome, State

GOES = frozenset({Outcome.QUEUED, Outcome.MERGED})
TOLD = {Outcome.QUEUED: "sent", Outcome.MERGED: "merged", Outcome.CAPPED: "capped", Outcome.SILENCED: "silenced"}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A decision and the moment it will be taken."""

    at: datetime
    decision: Decision


def forecast(after: datetime, until: datetime, calendar: Calendar, state: State) -> Iterator[Foreseen]:
    """Every decision after one moment up to another, in order. The state is that at `after`, with habits."""
    moment = next_due(after, calendar, state)
    while moment is not None and moment <= until:
        decisions = plan(moment, calendar, state)
        if not decisions:
            return  # nothing more is decided at a moment named: there is nothing to come
        yield from (Foreseen(moment, one) for one in decisions)
        state = replace(state, decided=(*state.decided, *(_decided(one) for one in decisions)))
        moment = next_due(moment, calendar, state)


def _decided(one: Decision) -> Decided:
    return Decided(
        one.key, one.person, one.campaign, one.unit, one.stage, one.day, one.outcome, one.due, one.outcome in GOES
    )
