"""People in the same situation are decided once: most of a country owes the same thing on the same morning. Pure.

A situation is everything the plan looks at besides who somebody is. Whoever answers for several reports, has promised,
was nudged today or has a message that could not leave stands alone.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from scheduler.calendar import ONE_DAY, at, local_day
from scheduler.ladder import PROMISE, key_of
from scheduler.ledger import EARLIEST, hour_of
from scheduler.state import Decided, Decision, Duty, Hearer, State

Groups = Mapping[int, Sequence[tuple[int, int, int]]]  # one of them → (person, campaign, unit) of the others


def groups(now: datetime, state: State, people: Collection[int] | None = None) -> Groups:
    """Everybody with a duty or a promise, or those of `people`, by situation."""
    today = local_day(now)
    duties: dict[int, list[tuple[Duty, datetime]]] = defaultdict(list)
    for duty in state.duties:
        for member in duty.members:
            duties[member.person].append((duty, member.since))
    decided: dict[int, list[Decided]] = defaultdict(list)
    for row in state.decided:
        decided[row.person].append(row)
    alone = {word.person for word in state.words.values()} | {person for person, _ in state.asked}
    forms: dict[int, tuple[int, datetime]] = {}
    numbers: dict[Hashable, int] = {}
    first: dict[Hashable, int] = {}
    found: dict[int, list[tuple[int, int, int]]] = {}
    for person in duties | dict.fromkeys(alone) if people is None else people:
        if person not in duties:
            found[person] = []
            continue
        (duty, since), *more = duties[person]
        if duty.report not in forms:
            number = numbers.setdefault(_form(duty), len(numbers))
            forms[duty.report] = number, at(local_day(duty.opens), EARLIEST)
        form, early = forms[duty.report]
        if more or person in alone or duty.report in state.words or since > early:
            found[person] = []
            continue
        before = _before(person, duty, decided[person]) if person in decided else ()
        if before is None:
            found[person] = []
            continue
        situation = (form, _hearer(state.hearers.get(person), duty, today), before)
        one = first.setdefault(situation, person)
        if one == person:
            found[person] = []
        else:
            found[one].append((person, duty.campaign, duty.unit))
    return found


def only(state: State, people: Collection[int]) -> State:
    """The same state with nobody but these people in it."""
    duties = []
    for duty in state.duties:
        members = tuple(member for member in duty.members if member.person in people)
        word = state.words.get(duty.report)
        if members or (word is not None and word.person in people):
            duties.append(replace(duty, members=members))
    decided = tuple(row for row in state.decided if row.person in people)
    named = {duty.report for duty in duties}
    words = {report: word for report, word in state.words.items() if report in named}
    return replace(state, duties=tuple(duties), decided=decided, words=words)


def spread(decisions: Sequence[Decision], groups: Groups) -> Iterator[Decision]:
    """What was decided for one of each situation, for everybody in it."""
    for one in decisions:
        yield one
        others = groups[one.person]
        if others:
            tail = one.key[len(key_of(one.campaign, one.unit, one.person, "")) :]
            for person, campaign, unit in others:
                yield Decision(
                    f"{campaign}/{unit}/{person}/{tail}",
                    person,
                    campaign,
                    unit,
                    one.stage,
                    one.day,
                    one.outcome,
                    one.reason,
                    one.due,
                    one.instead,
                    one.into,
                    one.last,
                )


def _form(duty: Duty) -> Hashable:
    return (
        duty.owed, duty.opens, duty.due, duty.closes, duty.closed_at, duty.known, duty.ladder, duty.held_until,
        id(duty.calendar),
    )  # fmt: skip


def _hearer(hearer: Hearer | None, duty: Duty, today: date) -> Hashable:
    """What matters of a person: whether and when they may be told, today or tomorrow."""
    if hearer is None:
        return None
    if not hearer.answered:
        return hearer.stopped, hearer.reachable, id(hearer.hours)
    moments = tuple(hour_of(hearer.hours, hearer.answered, day, [duty.due]) for day in (today, today + ONE_DAY))
    return hearer.stopped, hearer.reachable, id(hearer.hours), moments


def _before(person: int, duty: Duty, rows: Sequence[Decided]) -> Hashable:
    """What was decided about them before; None if it is theirs alone."""
    base = key_of(duty.campaign, duty.unit, person, "")
    found = []
    for row in rows:
        if row.late or row.stage == PROMISE or not row.key.startswith(base):
            return None
        found.append((row.key[len(base) :], row.day, row.outcome, row.due, row.counts))
    return tuple(found)
