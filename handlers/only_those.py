"""Reminding only those who lack something: "nhắc mấy thôn chưa có số nào", "nhắc các thôn chưa có tiền điện"."""

import re
from collections.abc import Iterable

from handlers import missing
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.standing import Round, rounds, top_of
from handlers.texts import orders as texts
from handlers.turn import Turn
from scoring.counts import State
from store.reports import Report
from store.units import Unit

# Nothing at all is there: "chưa có số nào", "chưa nộp gì cả", "chưa báo một số nào", "còn trắng".
_NOTHING = re.compile(
    r"\b(?:chua|khong)(?: (?:he|duoc|thay))* (?:co|nop|bao|gui|nhap|lam)(?: \w+){0,2}? (?:nao|gi)\b(?! (?:thieu|sai))"
    r"|\b(?:trang|trong tron|trang tinh|so khong)\b"
)
# One item is: "chưa có tiền điện", "còn thiếu vneid", "chưa báo smartphone".
_LACKS = re.compile(r"\b(?:chua|thieu|con no)\b")


def others(turn: Turn, reading: Reading) -> list[Unit] | None:
    """Who owes but is not meant by such an order; None where it speaks of all who owe."""
    said = fold(reading.text)
    named = {name for item in reading.items for name in item.names}
    top = top_of(turn)
    if top is None or any(one.number is not None and not one.number.none for one in reading.items):
        return None
    owing = [
        (one, report) for one in rounds(turn, top) for report in one.reports if report.owed and one.asked(turn, report)
    ]
    if named and _LACKS.search(said):
        meant = {report.unit.id for one, report in owing if _lacks(one, report, named)}
    elif not named and _NOTHING.search(said):
        meant = {report.unit.id for one, report in owing if not one.given(turn, report)}
    else:
        return None
    return list({report.unit.id: report.unit for _, report in owing if report.unit.id not in meant}.values())


def nobody(turn: Turn, left_out: Iterable[Unit]) -> bool:
    """Whether all who owe are left out."""
    top, out = top_of(turn), {unit.id for unit in left_out}
    return top is not None and all(
        report.unit.id in out or not report.owed for one in rounds(turn, top) for report in one.villages(turn)
    )


def say_none(turn: Turn, item: Item | None) -> None:
    """No village lacks what the order speaks of."""
    if item is not None:
        missing.missing_units(turn, item)  # "đã có số 5/5 thôn"
    else:
        turn.say(texts.none_without_figures())


def _lacks(one: Round, report: Report, named: set[str]) -> bool:
    """Whether one of the items named is asked of a report and has no figure yet."""
    for name in named:
        framework, _, id = name.partition("/")
        answer = one.answers.get((report.unit.id, id))
        if framework == one.campaign.framework and (answer is None or answer.count.state is State.UNKNOWN):
            return True
    return False
