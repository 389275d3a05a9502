"""The figure an officer looked at after entering another: "sửa thành 335" is of what was shown last."""

import re

from handlers.figures import current
from handlers.language.text import fold
from handlers.scope import Question, questions_of
from handlers.turn import Turn
from store import reports, units
from store.people import Role

# "Nhầm, 335" is of what one entered oneself, whatever was looked at since.
_CHANGES = re.compile(r"\b(?:sua|doi|chinh|cap nhat)\b(?: \w+){0,4}? (?:thanh|la|con|len|xuong)\b")
_SLIP = re.compile(r"\b(?:nham|lon|go sai|bam sai|vua roi|luc nay)\b")


def at_another(turn: Turn, last: Question) -> list[Question]:
    """The one figure shown since the `last` was entered, of another village or item; none where it is not another."""
    said, unit, subject = fold(turn.incoming.text), turn.talk.unit, turn.talk.subject
    if unit is None or subject is None or (unit == last.report.unit.id and subject == last.indicator.id):
        return []
    where = units.unit(turn.db, unit)
    if where.level != "thon" or not turn.may(Role.OFFICER, where) or turn.may(Role.MEMBER, where):
        return []
    if _CHANGES.search(said) is None or _SLIP.search(said):
        return []
    found = [
        one
        for report in reports.reports_of_unit(turn.db, unit, turn.now)
        if not report.closed(turn.now) and turn.talk.campaign in {None, report.campaign.id}
        for one in questions_of(turn, report)
        if one.indicator.id == subject and current(turn, one) is not None
    ]
    return found if len(found) == 1 else []
