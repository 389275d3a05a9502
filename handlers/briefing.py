"""The morning line: what its reader should know, in words, and the call list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import median_low

from handlers.pending import attention
from handlers.standing import Round, rounds, top_of
from handlers.texts import digest as texts
from handlers.texts import join as join_texts
from handlers.texts import reach as reach_texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI
from handlers.texts.reach import why
from handlers.turn import Turn
from scheduler import briefing
from scheduler.calendar import at, local_day
from scheduler.digest import TO_CALL, Facts, Kind, News, Reader, Standing, news, silences
from scheduler.state import Hearer
from scheduler.supply import Supply, supplies
from scheduler.ways import month_of
from scoring.counts import State
from store import digests, people, reminders, talks, units
from store.digests import Joined
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.talks import Call, Hold
from store.units import Unit

SEVERAL = 2
MOST_BUTTONS = 3


class Morning:
    """What one reader's digest is drawn from, read once."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        found = briefing.briefing(turn.db, turn.now)
        self.facts: Facts = found.facts
        self.reader: Reader | None = next((one for one in found.readers if one.person == turn.person), None)
        top = top_of(turn)
        mine = self.reader.reports if self.reader is not None else self._below(top.path if top else "/-/")
        self.news: list[News] = news(self.facts, mine, turn.now)
        self.standing: dict[int, Standing] = {one.duty.report: one for one in self.facts.standings}
        self.rounds: list[Round] = [] if top is None else rounds(turn, top, closed=True)
        self.calls: dict[int, Call] = talks.last_calls(turn.db)
        self.held: dict[int, Hold] = talks.held(turn.db, turn.now)
        self.capped = digests.capped(turn.db, turn.today - timedelta(days=2))
        self.mine = set(mine)
        self.joined: list[Joined] = self._joined()
        self.low: list[Supply] = self._low(top)

    def _joined(self) -> list[Joined]:
        """Who has joined and was not told of on an earlier day."""
        if self.reader is None:
            return []
        told = frozenset().union(*(keys for day, keys in self.reader.said.items() if day < self.turn.today))
        since = self.turn.now - briefing.JOINED_FOR
        wanted = set(self.reader.joined) - told
        return [one for one in digests.joined(self.turn.db, since) if one.key in wanted]

    def _low(self, top: Unit | None) -> list[Supply]:
        """The accounts that run low, if that is news today."""
        if self.reader is None or top is None:
            return []
        told = frozenset().union(*(keys for day, keys in self.reader.said.items() if day < self.turn.today))
        wanted, month = set(self.reader.low) - told, month_of(self.turn.now)
        found = supplies(self.turn.db, top.path, self.turn.now) if wanted else []
        return [one for one in found if wanted & set(one.low(month))]

    def _below(self, path: str) -> frozenset[int]:
        return frozenset(one.duty.report for one in self.facts.standings if one.path.startswith(path))

    def kinds(self, report: int) -> dict[Kind, News]:
        """The news about a report, by kind."""
        return {one.kind: one for one in self.news if one.report == report}


def words(turn: Turn) -> bool:
    """Say the digest of the sender of this turn; False if there is nothing to say."""
    morning = Morning(turn)
    weekly = morning.reader is not None and morning.reader.weekly
    parts: list[str] = []
    for one in morning.rounds:
        parts += _round(morning, one, weekly)
    if not parts and not morning.joined and not morning.low:
        return False
    turn.say(texts.head(turn.voice, weekly))
    if parts:
        turn.say("\n".join(parts))
    calls = _calls(morning)
    if calls:
        turn.say(texts.call_list([line for _, line in calls], calls[0][0]))
    if morning.low:
        turn.say(reach_texts.running_low([reach_texts.supply(one) for one in morning.low]))
    if turn.units(Role.OFFICER) and turn.talk.waiting is None:
        turn.buttons = _buttons(morning)
    if morning.joined:
        _newcomers(morning)
    return True


def _newcomers(morning: Morning) -> None:
    """Who has joined; a single one may be taken out again by a button."""
    turn, names = morning.turn, {one.unit: units.unit(morning.turn.db, one.unit).name for one in morning.joined}
    last = morning.joined[-1]
    lines = [join_texts.came(one.name, Role(one.role), names[one.unit]) for one in morning.joined]
    turn.say(join_texts.newcomers(lines, last.name, names[last.unit]))
    if len(morning.joined) == 1 and len(turn.buttons) < MOST_BUTTONS and turn.talk.waiting is None:
        does = {"do": "remove_role", "person": last.person, "unit": last.unit}
        turn.buttons.append(Button(join_texts.REMOVE.format(last.name), does))


def call_list(turn: Turn) -> None:
    """ "Cần gọi ai": the call list as it stands."""
    calls = _calls(Morning(turn))
    turn.say(texts.call_list([line for _, line in calls], calls[0][0]) if calls else texts.nobody_to_call())


def morning_line(turn: Turn) -> None:
    """ "Tin sáng": the digest now, though it is not its hour."""
    if not words(turn):
        from handlers.status import unit_status

        unit_status(turn, None)


def _round(morning: Morning, one: Round, weekly: bool) -> list[str]:
    turn = morning.turn
    reports = [report for report in one.reports if report.id in morning.mine and one.asked(turn, report)]
    if not reports:
        return []
    name = status_texts.campaign_name(one.campaign, one.framework if len(morning.rounds) > 1 else None)
    gone = [report for report in reports if Kind.CLOSED in morning.kinds(report.id)]
    odd = _odd(morning, one, reports)
    if gone:
        closed = one.campaign.closed_at or one.campaign.closes or one.campaign.due
        return [texts.closed(name, closed, [report.unit.name for report in gone]), *odd]
    told = [report for report in reports if morning.kinds(report.id)]
    if one.campaign.closed(turn.now) or (not told and not weekly):
        return []
    villages = [report for report in reports if report.unit.level == "thon"] or reports
    sent = sum(not report.owed for report in villages)
    found = [texts.line(name, sent, len(villages), villages[0].unit.level, one.campaign.due, turn.now, "")]
    owing = [report for report in reports if report.owed and not morning.standing[report.id].office]
    if owing:
        found.append(texts.waiting([_unit(morning, one, report) for report in owing]))
    found += odd
    for report in reports:
        if report.owed and morning.standing[report.id].office:
            own = any(held.unit.id == report.unit.id for held in turn.held)
            name = "" if own else report.unit.name
            found.append(texts.office(_lacks(morning, one, report), len(one.asked(turn, report)), name))
    return found


def _lacks(morning: Morning, one: Round, report: Report) -> list[str]:
    def has(id: str) -> bool:
        answer = one.answers.get((report.unit.id, id))
        return answer is not None and answer.count.state is not State.UNKNOWN

    return [indicator.short for indicator in one.asked(morning.turn, report) if not has(indicator.id)]


def _unit(morning: Morning, one: Round, report: Report) -> str:
    """Why this unit is waited for, in a few words."""
    turn, duty = morning.turn, morning.standing[report.id].duty
    kinds = morning.kinds(report.id)
    notes = []
    if report.state is ReportState.RETURNED:
        notes.append(texts.RETURNED)
    if report.own_due is not None and report.own_due > one.campaign.due:
        notes.append(texts.extended(report.own_due))
    word = morning.facts.words.get(report.id)
    if word is not None:
        until = at(word.until, (word.hour or turn.now).astimezone(HANOI).time())
        notes.append(texts.promised(word.until == turn.today, until, word.until < turn.today))
    run, _ = silences(morning.facts, duty, turn.now)
    if Kind.UNREACHABLE in kinds:
        notes.append(texts.UNREACHABLE)
    elif any(hearer.stopped for hearer in _hearers(morning, report)):
        notes.append(texts.STOPPED)
    elif run:
        notes.append(texts.unanswered(run))
    if Kind.SHUT in kinds:
        notes.append(texts.shut(why(kinds[Kind.SHUT].why)))
    if report.unit.id in morning.capped:
        notes.append(texts.CAPPED)
    if report.unit.id in morning.held:
        notes.append(texts.HELD)
    call = morning.calls.get(report.unit.id)
    if call is not None:
        notes.append(texts.called(call.at, call.words))
    return texts.unit(report.unit.name, len(_lacks(morning, one, report)), len(one.asked(turn, report)), notes)


def _hearers(morning: Morning, report: Report) -> list[Hearer]:
    members = (one.person for one in morning.standing[report.id].duty.members)
    return [morning.facts.hearers[person] for person in members if person in morning.facts.hearers]


def _odd(morning: Morning, one: Round, reports: Iterable[Report]) -> list[str]:
    names = [
        f"{report.unit.name} {one.framework.indicator(answer.indicator).short}"
        for report in reports
        if report.state is ReportState.SUBMITTED
        for answer in attention(morning.turn, one, report)
    ]
    return [texts.odd(len(names), names)] if names else []


def _calls(morning: Morning) -> list[tuple[str, str]]:
    """Whom to telephone: (unit, line), each unit once."""
    turn, found = morning.turn, []
    seen: set[int] = set()
    for one in morning.rounds:
        for report in one.reports:
            kinds = morning.kinds(report.id)
            if not TO_CALL & kinds.keys() or report.unit.id in seen:
                continue
            seen.add(report.unit.id)
            members = people.holders_of(turn.db, report.unit, turn.now, Role.MEMBER)
            who = [", ".join(filter(None, (person.name, person.phone))) for person in members]
            hour = _best_hour(turn, [person.id for person in members])
            line = texts.call_line(report.unit.name, who, hour, _lacks(morning, one, report), _reasons(kinds))
            found.append((report.unit.name, line))
    return found


def _reasons(kinds: Mapping[Kind, News]) -> list[str]:
    """Why a unit is to be telephoned."""
    said = {Kind.STOPPED: texts.STOPPED, Kind.UNREACHABLE: texts.UNREACHABLE}
    found = [said[kind] for kind in kinds if kind in said]
    if Kind.SILENT in kinds:
        found.append(texts.unanswered(kinds[Kind.SILENT].silences))
    if Kind.SHUT in kinds:
        found.append(texts.shut(why(kinds[Kind.SHUT].why)))
    return found


def _best_hour(turn: Turn, members: Sequence[int]) -> str | None:
    """The hour at which they usually answer, if that is known."""
    answered = reminders.answered(turn.db, members, turn.now)
    hours = [moment.astimezone(HANOI).hour for some in answered.values() for moment in some]
    return f"{median_low(hours)} giờ" if len(hours) > SEVERAL else None


def _buttons(morning: Morning) -> list[Button]:
    turn = morning.turn
    buttons = []
    live = [one for one in morning.rounds if not one.campaign.closed(turn.now)]
    if any(report.owed and report.unit.level == "thon" for one in live for report in one.reports):
        buttons.append(Button(texts.REMIND, {"do": "remind_all"}))
    waiting = sum(report.state is ReportState.SUBMITTED for one in live for report in one.reports)
    if waiting:
        buttons.append(Button(texts.PENDING.format(waiting), {"do": "pending"}))
    if any(local_day(one.campaign.due) < turn.today for one in live):
        buttons.append(Button(texts.CLOSE, {"do": "close_campaign", "campaign": None}))
    return buttons
