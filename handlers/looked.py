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
_NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})+(?!\d)|(?<![\w.,/])\d+(?![\d%])")
_SHOWS = frozenset(["status_indicator", "status_unit", "history", "compare_periods", "show_report", "shortfall"])


def at_another(turn: Turn, last: Question | None) -> list[Question]:
    """The one figure shown since the `last` was entered, of another village or item; none where it is not another.

    "Sao lại 120, bác ấy bảo 102 cơ mà" right after the 120 of a village was shown is of that one: the number that is
    called wrong tells which, or that it was shown in the answer before.
    """
    found = _shown(turn, last)
    if len(found) != 1:
        return []
    said = fold(turn.incoming.text)
    told = {int(one.replace(".", "")) for one in _NUMBER.findall(said)}
    seen, given = current(turn, found[0]), current(turn, last) if last is not None else None
    if seen is not None and seen.count.num in told and (given is None or given.count.num not in told):
        return found
    if _SLIP.search(said):
        return []
    return found if _CHANGES.search(said) or turn.talk.did in _SHOWS else []


def _shown(turn: Turn, last: Question | None) -> list[Question]:
    """The figure of the item and the village spoken of, where they are not those of the figure entered last."""
    unit, subject = turn.talk.unit, turn.talk.subject
    if unit is None or subject is None:
        return []
    if last is not None and unit == last.report.unit.id and subject == last.indicator.id:
        return []
    where = units.unit(turn.db, unit)
    if where.level != "thon" or not turn.may(Role.OFFICER, where) or turn.may(Role.MEMBER, where):
        return []
    return [
        one
        for report in reports.reports_of_unit(turn.db, unit, turn.now)
        if not report.closed(turn.now) and turn.talk.campaign in {None, report.campaign.id}
        for one in questions_of(turn, report)
        if one.indicator.id == subject and current(turn, one) is not None
    ]
