"""Who would get what, when and why, supposing that nobody answers; what lies behind is read from the record. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.calendar import Calendar
from scheduler.plan import next_due, plan
from scheduler.state import GOES, Decided, Decision, Outcome, State
from scheduler.ways import Stock, Way, allot
from store.reminders import Place

TOLD = {
    Outcome.QUEUED: "sent",
    Outcome.MERGED: "merged",
    Outcome.CAPPED: "capped",
    Outcome.SILENCED: "silenced",
    Outcome.CALL: "call",
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A decision, the moment it will be taken, and by which channel the message goes that tells it, if one does."""

    at: datetime
    decision: Decision
    channel: str = ""


def forecast(
    after: datetime, until: datetime, calendar: Calendar, state: State,
    places: Mapping[int, Sequence[Place]] | None = None, stock: Stock | None = None,
) -> Iterator[Foreseen]:  # fmt: skip
    """Every decision after one moment up to another, in order. The state is that at `after`, with habits.

    With `stock` the ways to these places are looked at, supposing that nobody writes.
    """
    moment = next_due(after, calendar, state)
    while moment is not None and moment <= until:
        decisions = plan(moment, calendar, state)
        if not decisions:
            return  # nothing more is decided at a moment named: there is nothing to come
        ways: Mapping[int, Way] = {}
        if stock is not None:
            decisions, ways = allot(decisions, places or {}, stock, moment)
        for one in decisions:
            goes = one.outcome in GOES and one.person in ways
            yield Foreseen(moment, one, ways[one.person].channel if goes else "")
        state = replace(state, decided=(*state.decided, *(_decided(one) for one in decisions)))
        moment = next_due(moment, calendar, state)


def _decided(one: Decision) -> Decided:
    return Decided(
        one.key, one.person, one.campaign, one.unit, one.stage, one.day, one.outcome, one.due, one.outcome in GOES
    )
