"""All figures as last time: what they were is listed, and written down again after a yes."""

import re
from typing import Any

from handlers import asking, collect, plans, scope
from handlers.figures import base_of, last_figure
from handlers.language.read import read
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import choices as texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.counts import Count
from store import reports
from store.figures import Figure
from store.reports import Report

_ALL = (
    r"(?:tat ca|tat tan tat|het|toan bo|moi (?:so|muc|thu)|cac (?:so|muc)|ca (?:hai|ba|bon|nam|may|\d+) (?:so|muc|cai))"
)
_AS_LAST = (
    r"(?:nhu (?:ky|thang|lan|dot|nam|quy|hoi) truoc|nhu cu|nhu nam ngoai|y (?:nhu )?cu|khong (?:co gi )?(?:thay )?doi"
    r"|giu nguyen|de nguyen|giong (?:ky|thang|lan|dot|nam|quy) truoc|bang (?:ky|thang|lan|dot|nam|quy) truoc)"
)
_SAID = re.compile(rf"\b{_ALL}\b.*\b{_AS_LAST}\b|\b{_AS_LAST}\b.*\b{_ALL}\b")
_OTHERWISE = re.compile(
    r"\b(?:tru|ngoai|rieng|con|khac|nhung|sai|nham|nhac|gui tin|co phai|hay)\b|\?|\b(?:khong|chua|a|ha|nhi)$"
)
_LONGEST = 14  # words: a longer message tells more


def said(turn: Turn) -> bool:
    """ "Tất cả như kỳ trước": what was given last for all that is missing is shown and waits for a yes."""
    told = " ".join(re.findall(r"[a-z0-9?]+", fold(turn.incoming.text)))
    if turn.incoming.group is not None or len(told.split()) > _LONGEST or _SAID.search(told) is None:
        return False
    if _OTHERWISE.search(told) or turn.talk.waiting is not None:
        return False
    turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    named = scope.named_unit(turn)
    owed = [one for one in asking.owed(turn) if named is None or one.unit.id == named.id]
    found = _known(turn, owed[0]) if owed else []
    if len(found) < 2:
        return False
    _show(turn, owed[0], found)
    return True


def _known(turn: Turn, report: Report) -> list[tuple[Question, Figure]]:
    """What is missing of a report and was counted before."""
    missing = [(one, last_figure(turn, one)) for one in asking.missing_of(turn, report)]
    return [(one, last) for one, last in missing if last is not None and last.count.num is not None]


def _show(turn: Turn, report: Report, found: list[tuple[Question, Figure]]) -> None:
    lines = []
    for one, last in found:
        base = base_of(turn, one)
        count = Count(num=last.count.num, den=base.value if base is not None else last.count.den)
        lines.append(f"{form.upper_first(one.indicator.short)}: {form.count(count, one.indicator)}")
    shown = [one for one, _ in found]
    without = [one.indicator.short for one in asking.missing_of(turn, report) if one not in shown]
    text = texts.as_before(turn.voice, report.unit.name, lines, without)
    plans.show(turn, "as_before", text, [report.unit.id], yes=texts.RIGHT, report=report.id)


def take(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    report = reports.report(turn.db, waiting["report"])
    items = [Item(names=(one.name,), same=True) for one, _ in _known(turn, report)]
    collect.take(turn, items, report.unit)


CONFIRMED: dict[str, plans.Act] = {"as_before": plans.meant(take)}
