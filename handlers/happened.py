"""What happened when: what is new since a day, who sent on it and in which order, how often a figure was changed."""

import re
from datetime import date, datetime

from handlers import followup, several, standing
from handlers.history import history
from handlers.language.errands import Errand
from handlers.language.questions import past_day
from handlers.language.text import fold
from handlers.scope import named_units
from handlers.standing import Round, may_see, rounds, top_of
from handlers.texts import form
from handlers.texts import status as status_texts
from handlers.texts import tallies as texts
from handlers.texts.form import HANOI
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from store import figures, reports, units
from store.reports import Report
from store.units import Unit

_BY_HAND = frozenset(["base", "import"])  # origins of figures nobody gave just then
_OF_A_DAY = re.compile(r"\b(?:han|lich(?! su\b)|ngay nop)\b")  # "đổi hạn mấy lần"
_LOOKED_THROUGH = 60  # reports whose reviews are read for one question


def news(turn: Turn, found: Errand) -> bool:
    """ "Từ hôm qua có gì mới": reports sent, figures given, reports approved and returned since that day."""
    since = past_day(found.about, turn.today)
    return since is not None and _told(turn, since, turn.today, reviews=True)


def sent_on(turn: Turn, found: Errand) -> bool:
    """ "Hôm nay ai gửi", "ngày 25 thôn nào gửi"."""
    day = past_day(found.about, turn.today)
    return day is not None and _told(turn, day, day, reviews=False)


def _told(turn: Turn, first: date, last: date, *, reviews: bool) -> bool:
    top = top_of(turn)
    if top is None:
        return False
    found = rounds(turn, top)
    if not found:
        turn.say(status_texts.no_rounds(top.name))
    for one in found:
        sent = [r.unit.name for r in _in_order(turn, one) if _within(r.submitted_at, first, last)]
        given = [(report.unit.name, _given(one, report, first, last)) for report in one.reports]
        looked = _reviews(turn, one, first, last) if reviews and len(one.reports) <= _LOOKED_THROUGH else ([], [])
        name, asked = status_texts.campaign_name(one.campaign), one.villages(turn) or one.offices(turn)
        turn.say(texts.happened(name, (first, last), sent, [row for row in given if row[1]], looked, turn.now))
        where = asked[0].unit.level if asked else top.level
        turn.say(texts.sent_in_all(sum(not report.owed for report in asked), len(asked), where))
    return True


def sent_order(turn: Turn, _found: Errand) -> bool:
    """ "Ai nộp đầu tiên": the reports in the order they were sent."""
    top = top_of(turn)
    if top is None:
        return False
    for one in rounds(turn, top):
        rows = [
            (r.unit.name, r.submitted_at) for r in _in_order(turn, one) if r.submitted_at is not None and not r.owed
        ]
        turn.say(texts.in_order(status_texts.campaign_name(one.campaign), rows))
    return True


def revised(turn: Turn, _found: Errand) -> bool:
    """ "Smartphone thôn 1 sửa mấy lần": how often a figure was written, with its history; of a village, all its."""
    assert turn.reading is not None
    named, meant = named_units(turn), several.items(turn.reading)
    where = next(iter(named), None) or _unit_spoken_of(turn)
    near = (
        followup.subject(turn) if not meant and not named and turn.talk.did in {"history", "status_indicator"} else None
    )
    item = meant[0] if meant else near
    if where is None or not may_see(turn, where) or _OF_A_DAY.search(fold(turn.incoming.text)):
        return False
    if item is not None:
        turn.did = "history"
        for one, indicator in standing.named(turn, item, where):
            answer = one.answers.get((where.id, indicator.id))
            turn.say(texts.times_revised(answer.revision if answer is not None else 0))
        history(turn, item, where)
        return True
    for one in rounds(turn, where):
        for report in one.reports:
            if report.unit.id == where.id:
                rows = [
                    (indicator.short, answer.revision, _steps(turn, report, indicator))
                    for indicator in one.asked(turn, report)
                    if (answer := one.answers.get((where.id, indicator.id))) is not None and answer.revision > 1
                ]
                turn.say(texts.revised(report.unit.name, status_texts.campaign_name(one.campaign), rows))
    return True


def _steps(turn: Turn, report: Report, indicator: Indicator) -> list[str]:
    return [form.count(one.count, indicator) for one in figures.revisions(turn.db, report.id, indicator.id)]


def asked_when(turn: Turn, _found: Errand) -> bool:
    """ "Báo lúc nào", right after a figure was spoken of."""
    item, where = followup.subject(turn), _unit_spoken_of(turn)
    if turn.talk.did != "history" or item is None or where is None:
        return False
    turn.did = "history"
    history(turn, item, where)
    return True


def _unit_spoken_of(turn: Turn) -> Unit | None:
    return units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None


def _in_order(turn: Turn, one: Round) -> list[Report]:
    asked = [report for report in one.reports if one.asked(turn, report) and report.submitted_at is not None]
    return sorted(asked, key=lambda report: report.submitted_at or turn.now)


def _within(at: datetime | None, first: date, last: date) -> bool:
    return at is not None and first <= at.astimezone(HANOI).date() <= last


def _given(one: Round, report: Report, first: date, last: date) -> int:
    own = [answer for (unit, _), answer in one.answers.items() if unit == report.unit.id]
    return sum(
        answer.origin not in _BY_HAND
        and answer.count.state is not State.UNKNOWN
        and _within(answer.entered_at, first, last)
        for answer in own
    )


def _reviews(turn: Turn, one: Round, first: date, last: date) -> tuple[list[str], list[str]]:
    """Whose reports were approved and returned in these days."""
    approved, returned = [], []
    for report in one.reports:
        acts = {each.act for each in reports.reviews(turn.db, report.id) if _within(each.at, first, last)}
        approved += [report.unit.name] if "approved" in acts else []
        returned += [report.unit.name] if "returned" in acts else []
    return approved, returned
