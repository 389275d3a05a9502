"""What the office sent back to a team, and why: said with how far the team is, and when it asks."""

import re

from handlers.language.text import fold
from handlers.scope import own_reports, questions_of
from handlers.texts import general
from handlers.turn import Turn
from store import reports
from store.people import Role
from store.reports import Report, ReportState

MOST = 5  # figures sent back that are told at once
_RETURNED = re.compile(r"\btra\b")


def why(turn: Turn) -> bool:
    """ "Sao lại trả lại", "sai ở đâu": what was sent back; False if the words say nothing of it and nothing was."""
    mine = [one for one in own_reports(turn, Role.MEMBER) if not one.closed(turn.now)]
    told = [say(turn, report) for report in mine]
    if any(told):
        return True
    if not _RETURNED.search(fold(turn.incoming.text)):
        return False
    turn.say(general.nothing_returned(sorted({one.unit.name for one in mine})))
    return True


def say(turn: Turn, report: Report) -> bool:
    """The figures of a report that were sent back and not given again, or the whole of it; False if it was not."""
    if report.state is not ReportState.RETURNED:
        return False
    names = {one.indicator.id: one.indicator.short for one in questions_of(turn, report)}
    told = [(names.get(one.indicator or ""), one.reason) for one in reports.sent_back(turn.db, report.id)[-MOST:]]
    turn.say(general.returned(report.unit.name, told or [(None, None)]))
    return True
