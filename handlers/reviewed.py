"""Whose word a report bears: who approved or returned it, and when."""

import re

from handlers import status
from handlers.language.text import fold
from handlers.pending import may_review, name_of
from handlers.standing import Round, may_see, rounds, top_of
from handlers.texts import officer as officer_texts
from handlers.texts import places as place_texts
from handlers.texts import status as texts
from handlers.turn import Turn
from store import overview, people, reports, units
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

_WHY = re.compile(r"\b(?:vi sao|tai sao|sao)\b")
_WHO_MAY = re.compile(r"\bai (?:duoc|co quyen|duyet (?:phan|bao cao)(?: cua)? xa)\b")


def _who_may(turn: Turn) -> bool:
    """ "Thế ai được duyệt": whose work it is, and what has been approved so far, for either may be asked."""
    top = top_of(turn)
    if top is None:
        return False
    officers = [one.name for one in people.holders_of(turn.db, top, turn.now, Role.OFFICER)]
    sent = [report for one in rounds(turn, top) for report in one.reports if not report.owed]
    done = [name_of(turn, report) for report in sent if report.state is ReportState.APPROVED]
    turn.say(texts.who_approves(officers, done, len(sent)))
    return True


def tell(turn: Turn, unit: Unit | None) -> None:
    """ "Ai duyệt thôn 3", "số này ai duyệt": of the unit named, else of the one spoken of."""
    if unit is None and _WHO_MAY.search(fold(turn.incoming.text)) and _who_may(turn):
        return
    where = unit or (units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None)
    if where is None:
        turn.say(officer_texts.which_report(turn.voice, "ai duyệt thôn 3"))
        return
    if not may_see(turn, where):
        turn.say(texts.not_yours_to_see(turn.voice, where.name))
        return
    found = [(one, report) for one in rounds(turn, where) for report in one.reports if report.unit.id == where.id]
    if not found:
        turn.say(texts.no_rounds(where.name))
    if _WHY.search(fold(turn.incoming.text)) and all(r.state is not ReportState.RETURNED for _, r in found):
        status.unit_status(turn, where)  # nothing was sent back: how it stands says so
        return
    for one, report in found:
        turn.talk.unit = where.id
        _say(turn, one, report, several=len(found) > 1)


def _say(turn: Turn, one: Round, report: Report, *, several: bool) -> None:
    said = [each for each in reports.reviews(turn.db, report.id) if each.act in {"approved", "returned"}]
    names = overview.writers(turn.db, {each.person for each in said if each.person is not None})
    lines = []
    for each in said[-3:]:
        who = place_texts.who(*names.get(each.person or 0, ("", frozenset())))
        what = one.framework.indicator(each.indicator).short if each.indicator else ""
        lines.append(texts.reviewed_line(each.act, what, who, each.at, each.reason))
    name = texts.campaign_name(one.campaign) if several else ""
    waits = report.state is ReportState.SUBMITTED and may_review(turn, report)
    buttons = [Button(officer_texts.VIEW.format(report.unit.name), {"do": "review", "unit": report.unit.id})]
    turn.say(texts.reviewed(report, name, lines), *(buttons if waits else []))
