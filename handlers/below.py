"""The units right below an office, each in a line: the communes of a district, the villages of a commune."""

import re
from collections.abc import Callable
from typing import Any

from handlers.language.text import fold
from handlers.standing import Round, rounds
from handlers.texts import below as texts
from handlers.texts import status as status_texts
from handlers.texts.form import upper_first
from handlers.texts.status import level
from handlers.turn import Turn
from store import units
from store.messages import Button
from store.reports import Report
from store.units import Unit

_EACH = re.compile(r"\b(?:cac|tung|nhung) (?P<level>xa|phuong|thi tran|thon|xom|ban|to|khu|khu pho|to dan pho)\b")
_WHICH = re.compile(r"\b(?:xa|phuong) (?:nao|gi|mo)\b|\b(?:cac|nhung) (?:xa|phuong)\b")
_COMMUNES = frozenset({"xa", "phuong", "thi tran"})
BUTTONS_MOST = 3


def asks_each(turn: Turn, top: Unit) -> bool:
    """Whether "tình hình các xã" asks for the units right below the sender's own, one by one."""
    said = _EACH.search(fold(turn.incoming.text))
    if said is None or top.level == "thon":
        return False
    return (said["level"] in _COMMUNES) == (top.level != "xa")


def asks_communes(turn: Turn, top: Unit) -> bool:
    """Whether "xã nào chưa nộp" asks for communes, from above them."""
    return top.level not in {"xa", "thon"} and _WHICH.search(fold(turn.incoming.text)) is not None


def each_below(turn: Turn, top: Unit, *, owing: bool = False) -> None:
    """How far each unit below is, the least far first; with `owing` only those where a report is missing."""
    found = rounds(turn, top)
    if not found:
        turn.say(status_texts.no_rounds(top.name))
        return
    children = [one for one in units.below(turn.db, top) if _is_child(one, top)]
    buttons: dict[int, Button] = {}
    for one in found:
        rows = [(_share(turn, one, child), child) for child in children if _below(one, child)]
        rows = [row for row in rows if not owing or _owed(turn, one, row[1])]
        rows.sort(key=lambda row: row[0])
        lines = [_line(turn, one, child) for _, child in rows]
        name = status_texts.campaign_name(one.campaign, one.framework if len(found) > 1 else None)
        where = level(children[0].level) if children else ""
        sent = sum(not _owed(turn, one, child) for _, child in rows)
        turn.say(texts.each(top.name, name, lines, where, sent, one.campaign.due, turn.now, owing=owing))
        for _, child in rows[:BUTTONS_MOST]:
            buttons.setdefault(child.id, Button(upper_first(child.name), {"do": "village", "unit": child.id}))
    turn.talk.unit = top.id
    turn.buttons = list(buttons.values())[:BUTTONS_MOST]


def _is_child(unit: Unit, top: Unit) -> bool:
    return unit.path.startswith(top.path) and unit.path.count("/") == top.path.count("/") + 1


def _below(one: Round, child: Unit) -> list[Report]:
    return [report for report in one.reports if report.unit.lies_in(child)]


def _owed(turn: Turn, one: Round, child: Unit) -> list[Report]:
    return [report for report in _below(one, child) if report.owed and one.asked(turn, report)]


def _figures(turn: Turn, one: Round, child: Unit) -> tuple[int, int]:
    mine = _below(one, child)
    return sum(one.given(turn, report) for report in mine), sum(len(one.asked(turn, report)) for report in mine)


def _share(turn: Turn, one: Round, child: Unit) -> tuple[float, float]:
    """How far a unit is: the share of its reports sent, then of its figures given."""
    mine = [report for report in _below(one, child) if one.asked(turn, report)]
    have, of = _figures(turn, one, child)
    return (1 - len(_owed(turn, one, child)) / len(mine) if mine else 1.0, have / of if of else 1.0)


def _line(turn: Turn, one: Round, child: Unit) -> str:
    have, of = _figures(turn, one, child)
    own = next((report for report in _below(one, child) if report.unit.id == child.id), None)
    villages = [report for report in one.villages(turn) if report.unit.lies_in(child)]
    if child.level == "thon" and own is not None:
        return texts.village(child.name, own, have, of, turn.now)
    sent = sum(not report.owed for report in villages)
    office = own if own is not None and one.asked(turn, own) else None
    return texts.commune(child.name, sent, len(villages), office, have, of)


BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "each_below": lambda turn, does: each_below(turn, units.unit(turn.db, does["unit"])),
}
