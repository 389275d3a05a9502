"""What is pending, person by person, and the moment from which each thing may be told. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from scheduler.calendar import ONE_DAY, ZONE, Calendar, Hours, at, local_day
from scheduler.ladder import OPENING, PROMISE, REPEATED_AFTER, Stage, key_of, promise_key, stages
from scheduler.state import GOES, Decided, Decision, Duty, Hearer, Member, Outcome, State, Word

USUAL = time(7, 30)  # when people are written to whose habits are not known, and when a promise is followed up
EARLIEST, LATEST = time(7), time(19)
ANSWERING_DAYS, FEWEST_DAYS = 5, 3
BEFORE_DEADLINE = timedelta(hours=3)
LAST_HOUR = timedelta(hours=1)  # nobody's hour lies later than this before the end of the hours


@dataclass(frozen=True, slots=True)
class Pending:
    """A stage of one member that is not decided yet. `overtaken`: a later stage of the ladder, due by today, was
    decided."""

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
        """The deadline's day for this unit, days off looked at."""
        return local_day(self.due)

    def decide(self, day: date, outcome: Outcome, why: str, into: int | None = None) -> Decision:
        """The decision about it."""
        reason = f"due {self.due_day}" + (f"; {why}" if why else "")
        return Decision(
            self.key,
            self.member.person,
            self.duty.campaign,
            self.duty.unit,
            self.stage.name,
            day,
            outcome,
            reason,
            self.due_day,
            self.instead,
            into,
        )


def hour_of(hours: Hours, answered: Iterable[datetime], day: date, dues: Iterable[datetime] = ()) -> datetime:
    """When a person is written to on a day: at the median of their last five answering days if there are three, else
    7:30;
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
    latest = min(at(day, LATEST), at(day, hours.last) - LAST_HOUR)
    moment = min([at(day, usual), latest, *(due - BEFORE_DEADLINE for due in dues if local_day(due) == day)])
    return max(moment, at(day, max(EARLIEST, hours.first)))


class Ledger:
    """What is pending, person by person, and when each may be told."""

    def __init__(self, calendar: Calendar, state: State, today: date, people: Iterable[int] | None = None) -> None:
        self.calendar = calendar
        self.state = state
        self.today = today
        self.only = None if people is None else set(people)
        self.pending: dict[int, list[Pending]] = defaultdict(list)
        self.dues: dict[int, list[datetime]] = defaultdict(list)
        self.duty_of = {duty.report: duty for duty in state.duties}
        self.decided: dict[tuple[int, int, int, str], list[Decided]] = defaultdict(list)
        self.keys: dict[str, Decided] = {}
        self.heard: dict[int, set[date]] = defaultdict(set)
        for one in state.decided:
            self.keys[one.key] = one
            self.decided[one.campaign, one.unit, one.person, one.stage].append(one)
            if one.counts and one.stage != PROMISE and one.outcome in GOES:
                self.heard[one.person].add(one.day)
        ladders: dict[object, tuple[datetime, tuple[Stage, ...]]] = {}
        for duty in state.duties:
            form = (duty.opens, duty.due, duty.ladder, id(duty.calendar))
            if form not in ladders:
                mine = self.calendar_of(duty)
                shown = mine.deadline(duty.due).at
                ladders[form] = shown, stages(mine, duty.ladder, local_day(duty.opens), local_day(shown))
            self._add(duty, *ladders[form])

    def _add(self, duty: Duty, due: datetime, ladder: tuple[Stage, ...]) -> None:
        closes = self.calendar_of(duty).closing(duty.due, duty.closes, due)
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
                    one = Pending(duty, member, stage, order, key, due, closes, instead, overtaken)
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
        went = last.outcome in GOES
        if went and abs(due - last.due) <= REPEATED_AFTER:
            return None, None
        key = key_of(duty.campaign, duty.unit, person, stage, due)
        return (None if key in self.keys else key), None

    def calendar_of(self, duty: Duty) -> Calendar:
        """The calendar that holds for a unit."""
        return duty.calendar or self.calendar

    def hearer(self, person: int) -> Hearer:
        """A person; one nobody knows cannot be reached."""
        return self.state.hearers.get(person) or Hearer(person, reachable=False)

    def hour(self, person: int, day: date) -> datetime:
        """When this person is written to on a day."""
        hearer = self.hearer(person)
        return hour_of(hearer.hours, hearer.answered, day, self.dues[person])

    def quiet_until(self, one: Pending) -> date | None:
        """The day up to which, not including, a promise quiets this stage's report."""
        word = self.state.words.get(one.duty.report)
        return None if word is None else min(word.until, one.due_day)

    def follow_up(self, word: Word) -> datetime:
        """When a promise is followed up: at 7:30 of its day or the hour named, within the hours, after any talk."""
        moment = word.hour or at(word.until, USUAL)
        held = self.duty_of[word.report].held_until
        return self.hearer(word.person).hours.next_open(moment if held is None else max(moment, held))

    def start(self, one: Pending, day: date) -> datetime:
        """From when on `day` a stage may be told: the person's hour, not before the opening, nor before a follow-up
        of that day."""
        moment = max(self.hour(one.member.person, day), self.opening(one))
        word = self.state.words.get(one.duty.report)
        if word is not None and day == word.until <= one.due_day and not self.followed(word):
            moment = max(moment, self.follow_up(word))
        return moment if one.duty.held_until is None else max(moment, one.duty.held_until)

    def opening(self, one: Pending) -> datetime:
        """The opening is told once the campaign is known, if that was on the day it opened."""
        opens, known = one.duty.opens, one.duty.known
        if one.stage.name == OPENING and opens < known and local_day(opens) == local_day(known):
            return known
        return opens

    def followed(self, word: Word) -> bool:
        """Whether the follow-up of a promise was decided, and left if it was queued."""
        done = self.keys.get(promise_key(word.id))
        return done is not None and not done.late

    def moment(self, one: Pending, earliest: datetime) -> datetime:
        """The first moment, not before `earliest`, at which a stage may be told."""
        day = max(one.stage.day, local_day(earliest))
        while True:
            start = max(self.start(one, day), earliest)
            waits = one.stage.name == OPENING and day in self.heard[one.member.person]
            if start < at(day, self.hearer(one.member.person).hours.last) and not waits:
                return start
            day += ONE_DAY

    def words(self, person: int | None = None) -> list[Word]:
        """The promises, of one person or of all, whose follow-up is still to be decided."""
        return [
            word
            for word in self.state.words.values()
            if person in {None, word.person} and word.report in self.duty_of and not self.followed(word)
        ]
