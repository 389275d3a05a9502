"""A figure on record that an officer finds odd: nothing is entered, it may go back with what was said as the reason."""

import re

from handlers import pointed, returns, scope
from handlers.figures import current
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.meant import meant
from handlers.scope import Question
from handlers.standing import rounds
from handlers.talks import spoken_of
from handlers.texts import status as texts
from handlers.turn import Turn
from store.people import Role
from store.reports import ReportState
from store.units import Unit

# "449 cao thế", "600 trên 550 là sai rồi", "sao lại 449"
_ODD = re.compile(
    r"\b(?:cao|thap|nhieu|it|lon|nho|tang|giam) (?:the|qua|vay|the a|bat thuong|nhi)\b"
    r"|\b(?:vo ly|vo li|bat thuong|kho tin|sai roi|sao lai)\b|\b(?:la|bi|chac) sai\b|\bsai (?:a|chac)?$"
    r"|\bsao .*\b(?:cao|thap|nhieu|it)\b|\bla (?:qua|the)$|\bao$"
)


# "Ngân hàng cao thế, năm ngoái có 280": the number is of before, held against the one on record.
_ODD_FIRST = re.compile(
    r"\D*\b(?:cao|thap|nhieu|it|lon|nho|tang|giam) (?:the|qua|vay|bat thuong|nhi)\b\D*"
    r"\b(?:(?:ky|dot|thang|quy|nam|lan) (?:truoc|ngoai|roi)|truoc day|truoc kia)\b.*\d"
)


def said(turn: Turn, reading: Reading, items: list[Item]) -> bool:
    """ "Thôn 2 smartphone 449/450 cao thế": the number is the one on record, so it is spoken of, not given."""
    unit = scope.named_unit(turn) or spoken_of(turn)
    if unit is None or len(items) != 1 or not turn.may(Role.OFFICER, unit) or turn.may(Role.MEMBER, unit):
        return False
    number, words = items[0].number, fold(reading.text).strip(" .!?")
    if number is None or not _ODD.search(words):
        return False
    marked = marked_of(reading)
    held = _ODD_FIRST.match(words) is not None and turn.talk.waiting is None and marked is not None
    one = Item(names=marked.names[0].keys) if held and marked is not None and len(marked.names) == 1 else items[0]
    found = meant(turn, one, unit)
    figure = current(turn, found[0]) if len(found) == 1 else None
    same = figure is not None and figure.count.num == number.num and number.den in {None, figure.count.den}
    if figure is None or not (same or (held and one is not items[0])):
        return False
    _show(turn, found[0])
    return True


def _show(turn: Turn, asked: Question) -> None:
    """What stands there, and whether it is to go back for what was just said of it."""
    unit = asked.report.unit
    turn.talk.unit, turn.talk.campaign, turn.talk.subject = unit.id, asked.report.campaign.id, asked.indicator.id
    for one in rounds(turn, unit):
        if one.campaign.id == asked.report.campaign.id:
            seen = one.seen(turn, asked.indicator, unit)
            turn.say(texts.at_unit(asked.indicator, unit.name, seen.count, seen.goal, seen.verdict))
    returns.offer(turn, asked, turn.incoming.text)


_WRONG = re.compile(
    r"\b(?:khong|chua|ko|k|chang) (?:duoc )?(?:dung|khop|chinh xac|on|hop ly|hop li|chuan|phu hop)\b|\bsai\b|\bnham\b"
    r"|\b(?:vo ly|vo li|bat thuong|kho tin|dang ngo|co van de)\b|\b(?:can|phai) (?:xem|dem|kiem tra|ra|ra soat) lai\b"
)
_NOT_TOLD = re.compile(r"\b(?:sua|thanh|nao|gi|sao|may|a|ha|chua|khong) ?$|\b(?:sua|dung ra|moi dung|lai la)\b|\?")
_TOLD_OF_IT = {
    "difficulty_note", "status_indicator", "status_unit", "correct", "unclear", "deny", "complaint", "report_figures",
}  # fmt: skip


def called_wrong(turn: Turn, reading: Reading) -> bool:
    """ "Số 303 của thôn 4 không đúng", "tiền điện thôn 1 chưa hợp lý", of an office: its team is to look again.

    Nothing is entered and no difficulty of the village is told; the figure is found by its name or as it stands.
    """
    said = fold(re.sub("dùng", "xài", turn.incoming.text.lower())).strip(" .!")
    if reading.intent not in _TOLD_OF_IT or not _WRONG.search(said) or _NOT_TOLD.search(said):
        return False
    unit = scope.named_unit(turn) if turn.units(Role.OFFICER, Role.SUPERVISOR) else None
    if unit is None or unit.level != "thon" or turn.may(Role.MEMBER, unit) or turn.talk.waiting is not None:
        return False
    numbers, standing = _numbers(turn), _standing(turn, unit)
    if not numbers <= standing.keys() and any(one.number is not None for one in reading.items):
        return False  # "403 sai, 413": the figure that is to stand
    held = {name for number in numbers for name in standing.get(number, ())}
    named = [one for one in reading.items if one.names] or ([Item(names=(held.pop(),))] if len(held) == 1 else [])
    if not named and reading.intent != "correct":
        return False
    found = meant(turn, named[0], unit) if len(named) == 1 else []
    sent = [one for one in found if current(turn, one) is not None and one.report.state is not ReportState.OPEN]
    if len(sent) == 1 and reading.intent != "correct":
        _show(turn, sent[0])
    else:
        returns.return_figure(turn, unit, named[0] if named else None, None, also=named[1:])
    return True


def _numbers(turn: Turn) -> set[int]:
    """The numbers of a message beside the places it names."""
    written = re.findall(r"\d[\d.]*", pointed.without_units(turn, turn.incoming.text))
    return {int(one.replace(".", "")) for one in written}


def _standing(turn: Turn, unit: Unit) -> dict[int, list[str]]:
    """What a village has on record, by its counts."""
    found: dict[int, list[str]] = {}
    for one in rounds(turn, unit):
        for (where, indicator), answer in one.answers.items():
            if where == unit.id and answer.count.num is not None:
                found.setdefault(answer.count.num, []).append(f"{one.campaign.framework}/{indicator}")
    return found
