"""Who is reminded, of what, when: a pure function of the time, the calendar, and what is owed, promised, decided and answered.

Nothing here knows a database or a clock. `plan` decides what falls due at a moment, `next_due` names the next moment at which
something does, `past` puts aside what lies behind. Every stage of every member is decided exactly once, under its key, with a reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from statistics import median_low

from scheduler import caps
from scheduler.calendar import ONE_DAY, ZONE, Calendar, at, local_day
from scheduler.caps import Coming
from scheduler.ladder import OPENING, PROMISE, REPEATED_AFTER, Stage, key_of, promise_key, stages

USUAL = time(7, 30)  # when people are written to whose habits are not known, and when a promise is followed up
EARLIEST, LATEST = time(7), time(19)
ANSWERING_DAYS, FEWEST_DAYS = 5, 3
BEFORE_DEADLINE = timedelta(hours=3)
USEFUL = timedelta(days=3)


class Outcome(StrEnum):
    """What became of a stage."""

    QUEUED = "queued"  # it has a message of its own
    MERGED = "merged"  # it goes along in the message of another
    CAPPED = "capped"  # the person has heard enough
    SILENCED = "silenced"  # a promise holds, or the person said "dừng nhắc"
    NOT_OWED = "not_owed"  # the report was sent
    PASSED = "passed"  # its time had gone, or nobody could be written to


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who answers for a unit, and since when."""

    person: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """What one unit owes in one campaign, and who answers for it. `due` is as somebody set it, days off not looked at."""

    report: int
    campaign: int
    unit: int
    owed: bool
    opens: datetime
    due: datetime
    closes: datetime | None
    closed_at: datetime | None
    known: datetime
    ladder: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Hearer:
    """A person to be written to: whether they said "dừng nhắc", can be reached, and when they wrote lately."""

    person: int
    stopped: bool = False
    reachable: bool = True
    answered: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A promise or snooze: the newest of its report. `hour` is the moment to follow up, where one was named."""

    id: int
    person: int
    report: int
    until: date
    hour: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided before. `counts`: its message left or will; `late`: it was queued but could not leave on its day."""

    key: str
    person: int
    campaign: int
    unit: int
    stage: str
    day: date
    outcome: Outcome
    due: date | None = None
    counts: bool = False
    late: bool = False
    outbox: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything the plan looks at."""

    duties: tuple[Duty, ...]
    hearers: Mapping[int, Hearer]
    words: Mapping[int, Word] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    asked: Mapping[tuple[int, int], int] = field(default_factory=dict)  # (person, unit) nudged today → the nudge's outbox row


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to be written down under its key. Those of a person that are queued or merged are one message.

    `instead` is the outbox row that did not leave on its day; `into` the outbox row of another message that carries this.
    """

    key: str
    person: int
    campaign: int
    unit: int
    stage: str
    day: date
    outcome: Outcome
    reason: str
    due: date
    instead: int | None = None
    into: int | None = None


@dataclass(frozen=True, slots=True)
class _Pending:
    """A stage of one member that is not decided yet. `after` are later stages of the same ladder that are decided."""

    duty: Duty
    member: Member
    stage: Stage
    order: int
    key: str
    due: datetime
    closes: datetime | None
    instead: int | None
    overtaken: bool

    @property
    def due_day(self) -> date:
        return local_day(self.due)

    def decide(self, day: date, outcome: Outcome, why: str, into: int | None = None) -> Decision:
        reason = f"due {self.due_day}" + (f"; {why}" if why else "")
        return Decision(
            self.key, self.member.person, self.duty.campaign, self.duty.unit, self.stage.name, day, outcome, reason,
            self.due_day, self.instead, into,
        )  # fmt: skip


def hour_of(calendar: Calendar, answered: Iterable[datetime], day: date, dues: Iterable[datetime] = ()) -> datetime:
    """When a person is written to on a day: at the median of their last five answering days if there are three, else 7:30;
    between 7:00 and 19:00, and three hours before a deadline of that day."""
    first: dict[date, time] = {}
    for moment in sorted(answered):
        there = moment.astimezone(ZONE)
        if there.date() < day:
            first.setdefault(there.date(), there.time())
    usual = USUAL
    if len(first) >= FEWEST_DAYS:
        minutes = median_low(hour.hour * 60 + hour.minute for _, hour in sorted(first.items())[-ANSWERING_DAYS:])
        usual = time(minutes // 60, minutes % 60)
    moment = min([at(day, min(usual, LATEST)), *(due - BEFORE_DEADLINE for due in dues if local_day(due) == day)])
    return max(moment, at(day, max(EARLIEST, calendar.hours.first)))


class _Ledger:
    """What is pending, person by person, and when each may be told."""

    def __init__(self, calendar: Calendar, state: State, today: date, people: Iterable[int] | None = None) -> None:
        self.calendar = calendar
        self.state = state
        self.today = today
        self.only = None if people is None else set(people)
        self.pending: dict[int, list[_Pending]] = defaultdict(list)
        self.dues: dict[int, list[datetime]] = defaultdict(list)
        self.duty_of = {duty.report: duty for duty in state.duties}
        self.decided: dict[tuple[int, int, int, str], list[Decided]] = defaultdict(list)
        self.keys: dict[str, Decided] = {}
        self.heard: dict[int, set[date]] = defaultdict(set)
        for one in state.decided:
            self.keys[one.key] = one
            self.decided[one.campaign, one.unit, one.person, one.stage].append(one)
            if one.counts and one.stage != PROMISE and one.outcome in {Outcome.QUEUED, Outcome.MERGED}:
                self.heard[one.person].add(one.day)
        ladders: dict[object, tuple[datetime, tuple[Stage, ...]]] = {}
        for duty in state.duties:
            form = (duty.opens, duty.due, duty.ladder)
            if form not in ladders:
                shown = calendar.deadline(duty.due).at
                ladders[form] = shown, stages(calendar, duty.ladder, local_day(duty.opens), local_day(shown))
            self._add(duty, *ladders[form])

    def _add(self, duty: Duty, due: datetime, ladder: tuple[Stage, ...]) -> None:
        closes = None if duty.closes is None else duty.closes + (due - duty.due)
        for member in duty.members:
            if self.only is not None and member.person not in self.only:
                continue
            if duty.owed:
                self.dues[member.person].append(due)
            overtaken = False
            for order in range(len(ladder) - 1, -1, -1):
                stage = ladder[order]
                key, instead = self._key(duty, member.person, stage.name, local_day(due))
                if key is not None:
                    one = _Pending(duty, member, stage, order, key, due, closes, instead, overtaken)
                    self.pending[member.person].append(one)
                elif not stage.early and stage.day <= self.today:
                    overtaken = True

    def _key(self, duty: Duty, person: int, stage: str, due: date) -> tuple[str | None, int | None]:
        """The key a stage is to be decided under, None if it was; and the outbox row that did not leave."""
        before = self.decided.get((duty.campaign, duty.unit, person, stage))
        if not before:
            return key_of(duty.campaign, duty.unit, person, stage), None
        last = before[-1]
        if last.late:
            return last.key, last.outbox
        if stage == OPENING or last.due is None or last.due == due:
            return None, None
        went = last.outcome in {Outcome.QUEUED, Outcome.MERGED}
        if went and abs(due - last.due) <= REPEATED_AFTER:
            return None, None
        key = key_of(duty.campaign, duty.unit, person, stage, due)
        return (None if key in self.keys else key), None

    def hearer(self, person: int) -> Hearer:
        return self.state.hearers.get(person) or Hearer(person, reachable=False)

    def hour(self, person: int, day: date) -> datetime:
        return hour_of(self.calendar, self.hearer(person).answered, day, self.dues[person])

    def quiet_until(self, one: _Pending) -> date | None:
        """The day up to which, not including, a promise quiets this stage's report."""
        word = self.state.words.get(one.duty.report)
        return None if word is None else min(word.until, one.due_day)

    def follow_up(self, word: Word) -> datetime:
        """When a promise is followed up: at 7:30 of its day or the hour named, within the hours."""
        return self.calendar.next_open(word.hour or at(word.until, USUAL))

    def start(self, one: _Pending, day: date) -> datetime:
        """From when on `day` a stage may be told: the person's hour, not before the opening, nor before a follow-up of that day."""
        moment = max(self.hour(one.member.person, day), self.opening(one))
        word = self.state.words.get(one.duty.report)
        if word is not None and day == word.until <= one.due_day and not self.followed(word):
            moment = max(moment, self.follow_up(word))
        return moment

    def opening(self, one: _Pending) -> datetime:
        """The opening is told once the campaign is known, if that was on the day it opened."""
        opens, known = one.duty.opens, one.duty.known
        if one.stage.name == OPENING and opens < known and local_day(opens) == local_day(known):
            return known
        return opens

    def followed(self, word: Word) -> bool:
        """Whether the follow-up of a promise was decided, and left if it was queued."""
        done = self.keys.get(promise_key(word.id))
        return done is not None and not done.late

    def moment(self, one: _Pending, earliest: datetime) -> datetime:
        """The first moment, not before `earliest`, at which a stage may be told."""
        day = max(one.stage.day, local_day(earliest))
        while True:
            start = max(self.start(one, day), earliest)
            waits = one.stage.name == OPENING and day in self.heard[one.member.person]
            if start < at(day, self.calendar.hours.last) and not waits:
                return start
            day += ONE_DAY

    def words(self, person: int | None = None) -> list[Word]:
        """The promises, of one person or of all, whose follow-up is still to be decided."""
        return [
            word
            for word in self.state.words.values()
            if person in {None, word.person} and word.report in self.duty_of and not self.followed(word)
        ]


def waiting(now: datetime, calendar: Calendar, state: State) -> set[int]:
    """Everybody of whom something is pending today, so that only their habits need be looked up."""
    today = local_day(now)
    ledger = _Ledger(calendar, state, today)
    found = {person for person, some in ledger.pending.items() if any(one.stage.day <= today for one in some)}
    return found | {word.person for word in ledger.words() if word.until <= today}


def plan(now: datetime, calendar: Calendar, state: State, people: Iterable[int] | None = None) -> list[Decision]:
    """What falls due at `now`, and whatever before was not decided. Of everybody, or only of `people`."""
    if not calendar.open_at(now):
        return []
    ledger = _Ledger(calendar, state, local_day(now), people)
    concerned = set(ledger.pending) | {word.person for word in ledger.words() if people is None or word.person in ledger.only}  # type: ignore[operator]
    found: list[Decision] = []
    for person in sorted(concerned):
        found += _Day(ledger, person, now).decisions()
    return found


def past(now: datetime, calendar: Calendar, state: State) -> list[Decision]:
    """Every stage that lies before `now` and is not decided: recorded and not sent."""
    ledger = _Ledger(calendar, state, local_day(now))
    found: list[Decision] = []
    for some in ledger.pending.values():
        for one in some:
            if one.stage.early or ledger.moment(one, at(one.stage.day, EARLIEST)) < now:
                found.append(one.decide(ledger.today, Outcome.PASSED, "before the clock began"))
    return sorted(found, key=lambda one: one.key)


def next_due(after: datetime, calendar: Calendar, state: State) -> datetime | None:
    """The next moment after `after` at which something falls due; None if nothing ever will as things stand."""
    ledger = _Ledger(calendar, state, local_day(after))
    moments = (ledger.moment(one, max(after, one.duty.opens)) for some in ledger.pending.values() for one in some)
    follow_ups = (calendar.next_open(max(after, ledger.follow_up(word))) for word in ledger.words())
    return min((moment for group in (moments, follow_ups) for moment in group if moment > after), default=None)


class _Day:
    """One person on one day at one moment: what of theirs is due, and what of it they hear."""

    def __init__(self, ledger: _Ledger, person: int, now: datetime) -> None:
        self.ledger = ledger
        self.person = person
        self.now = now
        self.today = ledger.today
        self.hearer = ledger.hearer(person)
        self.pending = ledger.pending.get(person, [])
        self.decided: list[Decision] = []

    def decisions(self) -> list[Decision]:
        """Every decision about this person at this moment."""
        words = self._follow_ups()
        ready = [one for one in self.pending if one.stage.day <= self.today and self._is_due(one, bool(words))]
        going = self._allowed(self._worth_telling(ready))
        self._queue(going, words)
        return self.decided

    def _is_due(self, one: _Pending, along: bool) -> bool:
        """Whether a stage's moment has come; a follow-up leaving now takes along whatever is due today."""
        if self.ledger.start(one, self.today) <= self.now:
            return True
        word = self.ledger.state.words.get(one.duty.report)
        held = word is not None and word.until == self.today and self.ledger.follow_up(word) > self.now
        return along and not held and self.ledger.opening(one) <= self.now

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
        if not self.hearer.reachable:
            return "no address"
        if self.person not in {member.person for member in duty.members}:
            return "no member any more"
        due = self.ledger.calendar.deadline(duty.due).at
        closes = None if duty.closes is None else duty.closes + (due - duty.due)
        return "closed" if _closed(duty, closes, self.now) else None

    def _about(self, word: Word, duty: Duty, outcome: Outcome, why: str = "") -> Decision:
        key = promise_key(word.id)
        before = self.ledger.keys.get(key)
        due = local_day(self.ledger.calendar.deadline(duty.due).at)
        reason = f"promised {word.until}" + (f"; {why}" if why else "")
        return Decision(
            key, self.person, duty.campaign, duty.unit, PROMISE, self.today, outcome, reason, due,
            None if before is None else before.outbox,
        )  # fmt: skip

    def _worth_telling(self, ready: list[_Pending]) -> list[tuple[_Pending, list[_Pending]]]:
        """The newest useful stage of each report, with those of the same day that merge into it; the others are recorded."""
        reports: dict[int, list[_Pending]] = defaultdict(list)
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

    def _beside_the_point(self, one: _Pending) -> tuple[Outcome, str] | None:
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

    def _not_to_be_told(self, one: _Pending) -> tuple[Outcome, str] | None:
        """Why the newest stage of a report is not told to this person."""
        if one.stage.name != OPENING and self.today - one.stage.day > USEFUL:
            return Outcome.PASSED, "more than three days ago"
        if self.hearer.stopped:
            return Outcome.SILENCED, "stopped"
        if not self.hearer.reachable:
            return Outcome.PASSED, "no address"
        return None

    def _allowed(self, going: list[tuple[_Pending, list[_Pending]]]) -> list[tuple[_Pending, list[_Pending]]]:
        """What the caps let through: the whole message or nothing. A nudge of today carries the stage of its unit."""
        fresh = []
        for newest, same in going:
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
            day, min(abs((due - day).days) for due in dues),
            min(((due - day).days for due in dues if due >= day), default=None),
        )  # fmt: skip

    def _queue(self, going: list[tuple[_Pending, list[_Pending]]], words: list[tuple[Word, Duty]]) -> None:
        """One message: its first row is queued, the others are merged into it."""
        outcome = Outcome.QUEUED
        for newest, same in going:
            self.decided.append(newest.decide(self.today, outcome, "" if outcome is Outcome.QUEUED else "one message"))
            outcome = Outcome.MERGED
            for one in same:
                self.decided.append(one.decide(self.today, outcome, f"the same day as {newest.stage.name}"))
        for word, duty in words:
            self.decided.append(self._about(word, duty, outcome, "" if outcome is Outcome.QUEUED else "one message"))
            outcome = Outcome.MERGED

    def _put_aside(self, one: _Pending, outcome: Outcome, why: str) -> None:
        self.decided.append(one.decide(self.today, outcome, why))


def _closed(duty: Duty, closes: datetime | None, now: datetime) -> bool:
    return (duty.closed_at is not None and now >= duty.closed_at) or (closes is not None and now > closes)


Answers = Callable[[set[int]], Mapping[int, Hearer]]
