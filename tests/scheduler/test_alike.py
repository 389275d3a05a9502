"""Deciding each situation once, and portion by portion, comes to the same as deciding everybody at once."""

from datetime import datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scheduler import plan, remind
from scheduler.alike import groups, only, spread
from scheduler.calendar import Hours, calendar
from scheduler.ladder import LADDERS, key_of
from scheduler.record import read, with_habits
from scheduler.state import Decided, Duty, Hearer, Member, Outcome, State, Word
from store import reminders
from store.session import Store
from tests.scheduler.commune import LONG_AGO, Commune, local

DAYS = calendar()
MORNING = local("2023-06-27 13:00")
LATER = Hours(Hours().first.replace(hour=14), Hours().last)
ANSWERS = tuple(local(f"2023-06-{day} 12:10") for day in (12, 13, 14))


@some.composite
def states(draw: some.DrawFn) -> State:
    """A dozen people of eight villages, a few of them in two, in all kinds of situations."""
    duties, hearers, decided, words = [], {}, [], {}
    for person in range(1, 13):
        hearers[person] = Hearer(
            person, draw(some.booleans()) and draw(some.booleans()), draw(some.integers(0, 5)) > 0,
            draw(some.sampled_from([(), (), ANSWERS])), draw(some.sampled_from([Hours(), LATER])),
        )  # fmt: skip
    for unit in range(1, 9):
        people = draw(some.lists(some.integers(1, 12), min_size=0, max_size=4, unique=True))
        since = draw(some.sampled_from([LONG_AGO, LONG_AGO, local("2023-06-25 09:00")]))
        duties.append(Duty(
            unit, 1, unit, draw(some.booleans()), local("2023-06-01 07:30"),
            local(draw(some.sampled_from(["2023-06-30 17:00", "2023-06-28 17:00"]))), None, None, LONG_AGO,
            LADDERS["default"], tuple(Member(person, since) for person in people),
        ))  # fmt: skip
        for person in people:
            for stage in draw(some.sampled_from([(), ("opening",), ("opening", "-7")])):
                day = local("2023-06-01 08:00" if stage == "opening" else "2023-06-23 08:00").date()
                decided.append(Decided(
                    key_of(1, unit, person, stage), person, 1, unit, stage, day, Outcome.QUEUED, duties[-1].due.date(),
                    draw(some.booleans()), draw(some.integers(0, 6)) == 0, 7,
                ))  # fmt: skip
        if draw(some.integers(0, 4)) == 0:
            promised = draw(some.integers(1, 12))
            words[unit] = Word(unit, promised, unit, local("2023-06-27 00:00").date())
    return State(tuple(duties), MappingProxyType(hearers), words, tuple(decided))


@settings(max_examples=300, deadline=None)
@given(states(), some.sampled_from([MORNING, local("2023-06-27 07:30"), local("2023-06-29 15:00")]))
def test_each_situation_once__decides_what_everybody_at_once_does(state: State, now: datetime) -> None:
    alike = groups(now, state)
    shared = spread(plan.plan(now, DAYS, only(state, alike.keys()), alike.keys()), alike)
    assert sorted(shared, key=lambda one: one.key) == sorted(plan.plan(now, DAYS, state), key=lambda one: one.key)
    waiting = plan.waiting(now, DAYS, only(state, alike.keys()))
    everybody = {person for one in waiting for person in (one, *(other for other, _, _ in alike[one]))}
    assert everybody == plan.waiting(now, DAYS, state)


def test_portions__come_to_the_same_as_the_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units in portions of two; one member answers for the first and the last of them."""
    june = Commune(store).settle_in([f"t{number}" for number in range(1, 10)])
    with store.write() as db:
        june.join(db, "to1", "t9")
    june.open("h1", "2023-06-01 07:30", "2023-06-30 17:00")
    june.at("2023-06-22 19:50")
    june.promise("to4", "t4", "2023-06-23")
    now = local("2023-06-23 07:30") + timedelta(minutes=1)
    monkeypatch.setattr(reminders, "PORTION", 2)
    monkeypatch.setattr(reminders, "_ACROSS", reminders.across(2))
    with store.read() as db:
        assert len(reminders.portions(db, now)) > 3
        state = read(db, now, now)
        whole = plan.plan(now, DAYS, with_habits(db, state, set(state.hearers), now))
        parts = [one for _, decisions in remind.decide(db, now) for one in decisions]
    assert sorted(parts, key=lambda one: one.key) == sorted(whole, key=lambda one: one.key)
    assert sum(one.outcome is Outcome.QUEUED for one in parts) == 9
