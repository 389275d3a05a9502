"""Who is reminded, of what, when: a pure function of the time, the calendar, and what is owed, promised, decided and
answered.

Nothing here knows a database or a clock. `plan` decides what falls due at a moment, `next_due` names the next moment
at which
something does, `past` puts aside what lies behind. Every stage of every member is decided exactly once, under its
key, with a reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler import caps
from scheduler.calendar import Calendar, at, local_day
from scheduler.caps import Coming
from scheduler.ladder import OPENING, PROMISE, promise_key
from scheduler.ledger import EARLIEST, LATEST, Ledger, Pending
from scheduler.state import Decision, Duty, Outcome, State, Word

USEFUL = timedelta(days=3)
KNOCK = timedelta(seconds=20)  # how often the clock knocks


def waiting(now: datetime, calendar: Calendar, state: State) -> set[int]:
    """Everybody of whom something is pending today, so that only their habits need be looked up."""
    today = local_day(now)
    ledger = Ledger(calendar, state, today)
    found = {person for person, some in ledger.pending.items() if any(one.stage.day <= today for one in some)}
    return found | {word.person for word in ledger.words() if word.until <= today}


def plan(now: datetime, calendar: Calendar, state: State, people: Iterable[int] | None = None) -> list[Decision]:
    """What falls due at `now`, and whatever before was not decided. Of everybody, or only of `people`."""
    ledger = Ledger(calendar, state, local_day(now), people)
    concerned = set(ledger.pending) | {word.person for word in ledger.words()}
    found: list[Decision] = []
    for person in sorted(concerned if ledger.only is None else concerned & ledger.only):
        found += _Day(ledger, person, now).decisions()
    return found


def past(now: datetime, calendar: Calendar, state: State) -> list[Decision]:
    """Every stage that lies before `now` and is not decided: recorded and not sent."""
    state = replace(state, duties=tuple(replace(duty, known=min(duty.known, duty.opens)) for duty in state.duties))
    ledger = Ledger(calendar, state, local_day(now))
    found: list[Decision] = []
    for some in ledger.pending.values():
        for one in some:
            if one.stage.early or ledger.moment(one, at(one.stage.day, EARLIEST)) < now:
                found.append(one.decide(ledger.today, Outcome.PASSED, "before the clock began"))
    return sorted(found, key=lambda one: one.key)


def next_due(after: datetime, calendar: Calendar, state: State) -> datetime | None:
    """The next moment after `after` at which something falls due; None if nothing ever will as things stand.

    What is due already, and was not decided when the clock last knocked, is due at its next knock.
    """
    ledger = Ledger(calendar, state, local_day(after))
    moments = [ledger.moment(one, max(after, one.duty.opens)) for some in ledger.pending.values() for one in some]
    moments += [
        ledger.hearer(word.person).hours.next_open(max(after, ledger.follow_up(word)))
        for word in ledger.words()
        if ledger.duty_of[word.report].owed
    ]
    if not moments:
        return None
    first = min(moments)
    return first if first > after else calendar.next_open(after + KNOCK)


class _Day:
    """One person on one day at one moment: what of theirs is due, and what of it they hear."""

    def __init__(self, ledger: Ledger, person: int, now: datetime) -> None:
        self.ledger = ledger
        self.person = person
        self.now = now
        self.today = ledger.today
        self.hearer = ledger.hearer(person)
        self.pending = ledger.pending.get(person, [])
        self.decided: list[Decision] = []
        self.last = False

    def decisions(self) -> list[Decision]:
        """Every decision about this person at this moment; none outside their hours."""
        if not self.hearer.hours.open_at(self.now):
            return []
        words = self._follow_ups()
        ready = [one for one in self.pending if one.stage.day <= self.today and self._is_due(one, bool(words))]
        going = self._allowed(self._worth_telling(ready))
        self._queue(going, words)
        return self.decided

    def _is_due(self, one: Pending, along: bool) -> bool:
        """Whether a stage's moment has come; a follow-up leaving now takes along whatever is due today."""
        if self.ledger.start(one, self.today) <= self.now:
            return True
        word = self.ledger.state.words.get(one.duty.report)
        held = word is not None and word.until == self.today and self.ledger.follow_up(word) > self.now
        talk = one.duty.held_until
        return along and not held and self.ledger.opening(one) <= self.now and (talk is None or talk <= self.now)

    def _follow_ups(self) -> list[tuple[Word, Duty]]:
        """Promises of this person to be asked about now; those that cannot be any more are put aside."""
        going = []
        for word in self.ledger.words(self.person):
            duty = self.ledger.duty_of[word.report]
            if not duty.owed or self.ledger.follow_up(word) > self.now:
                continue
            why = self._no_follow_up(word, duty)
            if why is None:
                going.append((word, duty))
            else:
                self.decided.append(self._about(word, duty, Outcome.PASSED, why))
        return sorted(going, key=lambda pair: (pair[1].due, pair[0].id))

    def _no_follow_up(self, word: Word, duty: Duty) -> str | None:
        if self.today - word.until > USEFUL:
            return "more than three days ago"
        if self.person not in {member.person for member in duty.members}:
            return "no member any more"
        if not self.hearer.reachable:
            return "no address"
        calendar = self.ledger.calendar_of(duty)
        closes = calendar.closing(duty.due, duty.closes, calendar.deadline(duty.due).at)
        return "closed" if _closed(duty, closes, self.now) else None

    def _about(self, word: Word, duty: Duty, outcome: Outcome, why: str = "") -> Decision:
        key = promise_key(word.id)
        before = self.ledger.keys.get(key)
        due = local_day(self.ledger.calendar_of(duty).deadline(duty.due).at)
        reason = f"promised {word.until}" + (f"; {why}" if why else "")
        return Decision(
            key,
            self.person,
            duty.campaign,
            duty.unit,
            PROMISE,
            self.today,
            outcome,
            reason,
            due,
            None if before is None else before.outbox,
        )

    def _worth_telling(self, ready: list[Pending]) -> list[tuple[Pending, list[Pending]]]:
        """The newest useful stage of each report, with those of the same day that merge into it; the others are
        recorded."""
        reports: dict[int, list[Pending]] = defaultdict(list)
        for one in sorted(ready, key=lambda one: one.order):
            why = self._beside_the_point(one)
            if why is None:
                reports[one.duty.report].append(one)
            else:
                self._put_aside(one, *why)
        going = []
        for some in reports.values():
            newest = some[-1]
            same = [one for one in some[:-1] if one.stage.day == newest.stage.day]
            for one in some[:-1]:
                if one not in same:
                    self._put_aside(one, Outcome.PASSED, "a later stage is due")
            why = self._not_to_be_told(newest)
            if why is None:
                going.append((newest, same))
            else:
                for one in (*same, newest):
                    self._put_aside(one, *why)
        return sorted(going, key=lambda pair: (pair[0].due, pair[0].duty.campaign, pair[0].duty.unit))

    def _beside_the_point(self, one: Pending) -> tuple[Outcome, str] | None:
        """Why a stage is no matter of sending at all."""
        duty, ledger = one.duty, self.ledger
        if one.stage.early:
            return Outcome.PASSED, "before the opening"
        if _closed(duty, one.closes, self.now):
            return Outcome.PASSED, "closed"
        if one.instead is None:
            moment = ledger.moment(one, at(one.stage.day, EARLIEST))
            if moment < duty.known:
                return Outcome.PASSED, "campaign not known yet"
            if moment < one.member.since:
                return Outcome.PASSED, "joined later"
        if not duty.owed:
            return Outcome.NOT_OWED, ""
        quiet = ledger.quiet_until(one)
        if quiet is not None and one.stage.day < quiet:
            return Outcome.SILENCED, f"promised until {ledger.state.words[duty.report].until}"
        if one.overtaken:
            return Outcome.PASSED, "a later stage is due"
        return None

    def _not_to_be_told(self, one: Pending) -> tuple[Outcome, str] | None:
        """Why the newest stage of a report is not told to this person."""
        if one.stage.name != OPENING and self.today - one.stage.day > USEFUL:
            return Outcome.PASSED, "more than three days ago"
        if self.hearer.stopped:
            return Outcome.SILENCED, "stopped"
        if not self.hearer.reachable:
            return Outcome.PASSED, "no address"
        return None

    def _allowed(self, going: list[tuple[Pending, list[Pending]]]) -> list[tuple[Pending, list[Pending]]]:
        """What the caps let through: the whole message or nothing. A nudge of today carries the stage of its unit."""
        fresh = []
        for newest, same in going:
            here = (self.person, newest.duty.campaign, newest.duty.unit, self.today)
            if here in self.ledger.state.returned:
                for one in (*same, newest):
                    self._put_aside(one, Outcome.PASSED, "told today of the returned figure")
                continue
            nudge = self.ledger.state.asked.get((self.person, newest.duty.unit))
            if nudge is None:
                fresh.append((newest, same))
                continue
            for one in (*same, newest):
                self.decided.append(one.decide(self.today, Outcome.MERGED, "asked by an officer today", nudge))
        if self.today in self.ledger.heard[self.person]:
            fresh = [pair for pair in fresh if pair[0].stage.name != OPENING]  # it may wait for tomorrow
        if not fresh:
            return []
        message = self._message(self.today, [newest.due_day for newest, _ in fresh])
        why = caps.refusal(message, self.ledger.heard[self.person], self._coming())
        if why is None:
            self.last = caps.is_last(message, self.ledger.heard[self.person], self._coming())
            return fresh
        for newest, same in fresh:
            for one in (*same, newest):
                self._put_aside(one, Outcome.CAPPED, why)
        return []

    def _coming(self) -> list[Coming]:
        """The ladder messages of the days to come, supposing no answer."""
        days: dict[date, list[date]] = defaultdict(list)
        for one in self.pending:
            quiet = self.ledger.quiet_until(one)
            silent = quiet is not None and one.stage.day < quiet
            closed = _closed(one.duty, one.closes, at(one.stage.day, LATEST))
            if one.stage.day > self.today and one.duty.owed and not silent and not closed:
                days[one.stage.day].append(one.due_day)
        return [self._message(day, days[day]) for day in sorted(days)]

    def _message(self, day: date, dues: list[date]) -> Coming:
        return Coming(
            day,
            min(abs((due - day).days) for due in dues),
            min(((due - day).days for due in dues if due >= day), default=None),
        )

    def _queue(self, going: list[tuple[Pending, list[Pending]]], words: list[tuple[Word, Duty]]) -> None:
        """One message: its first row is queued, the others are merged into it."""
        outcome = Outcome.QUEUED
        for newest, same in going:
            decision = newest.decide(self.today, outcome, "" if outcome is Outcome.QUEUED else "one message")
            self.decided.append(decision._replace(last=self.last))
            outcome = Outcome.MERGED
            for one in same:
                self.decided.append(one.decide(self.today, outcome, f"the same day as {newest.stage.name}"))
        for word, duty in words:
            self.decided.append(self._about(word, duty, outcome, "" if outcome is Outcome.QUEUED else "one message"))
            outcome = Outcome.MERGED

    def _put_aside(self, one: Pending, outcome: Outcome, why: str) -> None:
        self.decided.append(one.decide(self.today, outcome, why))


def _closed(duty: Duty, closes: datetime | None, now: datetime) -> bool:
    return (duty.closed_at is not None and now >= duty.closed_at) or (closes is not None and now > closes)
