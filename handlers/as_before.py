"""All figures as last time: what they were is listed, and written down again after a yes."""

import re
from collections.abc import Sequence
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
    r"(?:tat ca|tat tan tat|het|toan bo|con lai|moi (?:so|muc|thu)|cac (?:so|muc)"
    r"|ca (?:hai|ba|bon|nam|may|\d+) (?:so|muc|cai))"
)
_AS_LAST = (
    r"(?:nhu (?:ky|thang|lan|dot|nam|quy|hoi) truoc|nhu cu|nhu nam ngoai|y (?:nhu )?cu|khong (?:co gi )?(?:thay )?doi"
    r"|giu nguyen|de nguyen|giong (?:ky|thang|lan|dot|nam|quy) truoc|bang (?:ky|thang|lan|dot|nam|quy) truoc)"
)
_SAID = re.compile(rf"\b{_ALL}\b.*\b{_AS_LAST}\b|\b{_AS_LAST}\b.*\b{_ALL}\b")
_OTHERWISE = re.compile(r"\b(?:khac|sai|nham|nhac|gui tin|co phai|hay)\b|\?|\b(?:khong|chua|a|ha|nhi)$")
_BUT = re.compile(r"\b(?:tru|ngoai|rieng|con(?! lai)|nhung|chi)\b")
_LONGEST = 14  # words: a longer message tells more
_LONGER = 24  # words of one that tells its exceptions as well


def said(turn: Turn) -> bool:
    """ "Tất cả như kỳ trước": what was given last for all that is missing is shown and waits for a yes.

    "…, riêng điện 120" is written down first; "… trừ vneid" leaves that one to be asked.
    """
    told = " ".join(re.findall(r"[a-z0-9?]+", fold(turn.incoming.text)))
    all_said = _SAID.search(told) if turn.incoming.group is None and len(told.split()) <= _LONGER else None
    waiting = turn.talk.waiting
    if all_said is None or _OTHERWISE.search(told) or (waiting is not None and waiting.get("act") != "as_before"):
        return False
    turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    beside = _BUT.search(told[: all_said.start()]) or _BUT.search(told[all_said.end() :])
    apart = [one for one in turn.reading.items if one.names and (beside or not one.same)]
    if (_BUT.search(told) and not beside) or ((beside or len(told.split()) > _LONGEST) and not apart):
        return False
    named = scope.named_unit(turn)
    owed = [one for one in asking.owed(turn) if named is None or one.unit.id == named.id]
    found = _known(turn, owed[0], [name for one in apart for name in one.names]) if owed else []
    given = [one for one in apart if one.number is not None and not one.same]
    if not found and owed and apart and not given:
        asking.go_on(turn)  # but for what is told apart nothing is missing: that one is asked
        return True
    if len(found) < (1 if apart else 2):
        return False
    turn.talk.waiting = None  # said once more in other words
    if given:
        turn.hold = True
        collect.take(turn, given, owed[0].unit)
        turn.hold = False
    if turn.talk.waiting is None and not turn.talk.later:
        _show(turn, owed[0], found)
    else:  # its exception is in doubt: that is asked first
        asking.go_on(turn)
    return True


def _known(turn: Turn, report: Report, apart: Sequence[str] = ()) -> list[tuple[Question, Figure]]:
    """What is missing of a report and was counted before, but for what is told apart."""
    missing = [(one, last_figure(turn, one)) for one in asking.missing_of(turn, report) if one.name not in apart]
    return [(one, last) for one, last in missing if last is not None and last.count.num is not None]


def _show(turn: Turn, report: Report, found: list[tuple[Question, Figure]]) -> None:
    lines = []
    for one, last in found:
        base = base_of(turn, one)
        count = Count(num=last.count.num, den=base.value if base is not None else last.count.den)
        lines.append(f"{form.upper_first(one.indicator.short)}: {form.count(count, one.indicator)}")
    shown = [one for one, _ in found]
    left = [one for one in asking.missing_of(turn, report) if one not in shown]
    apart = [one for one, _ in _known(turn, report) if one in left]
    without = [one.indicator.short for one in left if one not in apart]
    text = texts.as_before(turn.voice, report.unit.name, lines, without, [one.indicator.short for one in apart])
    names = [one.name for one in shown]
    plans.show(turn, "as_before", text, [report.unit.id], yes=texts.RIGHT, report=report.id, names=names)


def take(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    report = reports.report(turn.db, waiting["report"])
    shown = waiting.get("names")  # none in a plan shown by an older version: all that was counted before
    known = [one for one, _ in _known(turn, report) if shown is None or one.name in shown]
    items = [Item(names=(one.name,), same=True) for one in known]
    collect.take(turn, items, report.unit)


CONFIRMED: dict[str, plans.Act] = {"as_before": plans.meant(take)}
