"""People in the same situation are decided once: most of a country owes the same thing on the same morning. Pure.

A situation is everything the plan looks at besides who somebody is. Whoever answers for several reports, has promised,
was nudged today or has a message that could not leave stands alone.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.calendar import ONE_DAY, at, local_day
from scheduler.ladder import PROMISE, key_of
from scheduler.ledger import EARLIEST, hour_of
from scheduler.state import Decided, Decision, Duty, Hearer, State

Groups = Mapping[int, Sequence[tuple[int, int, int]]]  # one of them → (person, campaign, unit) of the others


def groups(now: datetime, state: State, people: Collection[int] | None = None) -> Groups:
    """Everybody with a duty or a promise, or those of `people`, by situation."""
    today = local_day(now)
    named = {word.person for word in state.words.values()} | {person for person, _ in state.asked}
    named |= {one[0] for one in state.returned}
    alone = named | _of_several(state.duties)
    found: dict[int, list[tuple[int, int, int]]] = {one: [] for one in named if people is None or one in people}
    decided: dict[int, list[Decided]] = defaultdict(list)
    for row in state.decided:
        decided[row.person].append(row)
    numbers: dict[Hashable, int] = {}
    first: dict[Hashable, int] = {}
    for duty in state.duties:
        form = numbers.setdefault(_form(duty), len(numbers))
        early = at(local_day(duty.opens), EARLIEST).astimezone(UTC)  # as `since` is: times of one zone compare quickly
        promised = duty.report in state.words
        for person, since in duty.members:
            if people is not None and person not in people:
                continue
            if promised or person in alone or since > early:
                found[person] = []
                continue
            before = _before(person, duty, decided[person]) if person in decided else ()
            if before is None:
                found[person] = []
                continue
            one = first.setdefault((form, _hearer(state.hearers.get(person), duty, today), before), person)
            if one == person:
                found[person] = []
            else:
                found[one].append((person, duty.campaign, duty.unit))
    return found


def _of_several(duties: Sequence[Duty]) -> set[int]:
    """Who answers for more than one report."""
    once: set[int] = set()
    several: set[int] = set()
    for duty in duties:
        for person, _ in duty.members:
            (several if person in once else once).add(person)
    return several


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
        if not others:
            continue
        tail = one.key[len(key_of(one.campaign, one.unit, one.person, "")) :]
        same = one[len(("key", "person", "campaign", "unit")) :]
        for person, campaign, unit in others:
            yield Decision._make((f"{campaign}/{unit}/{person}/{tail}", person, campaign, unit, *same))


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
