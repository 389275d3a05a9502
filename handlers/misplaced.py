"""A figure given for the wrong village: the move is shown, then it is struck there and stored here."""

import re
from typing import Any

from handlers import collect, correct, plans, scope
from handlers.figures import base_of, current, may_enter
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Number, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import collect as texts
from handlers.texts import corrections as correction_texts
from handlers.texts import form, general
from handlers.turn import Turn
from scoring.counts import State
from store import reports, units
from store.conversations import Step
from store.figures import Figure
from store.people import Role
from store.units import Unit

_MOVES = re.compile(
    r"\b(?:nham|lon|sai thon|khong phai|moi dung|la cua|chuyen|sang|thanh|ay chet)\b"
    r"|\b(?:do|nay|ay|day|kia|vua roi|vua nay) (?:thi |moi )?cua\b|\bcua .*\b(?:chu|co)$|^cua "
)
# What may be said beside the two villages; with any other word the message speaks of something else.
_PLAIN = word_set(
    "nham lon roi a ah ay chet thoi cai so lieu do vua nay kia day cua la chu co em oi thon to xom ban khu ap "
    "lang khong phai moi dung hai 2 ca ba 3 may cac chuyen sang ghi qua cho het giup voi nhe nha thi sua lai "
    "thanh ve minh toi anh chi bac xin tin truoc hoi luc nhap doi duoc ra ben chinh bao dum ho tui chau da vang "
    "sai con ma di het muc chi tieu gui bao nhan nop"
)


# Right after one of these it is the order that went wrong, no figure.
_ORDERED = {"extend", "remind_now", "approve", "return_for_fix", "hold", "unapprove", "open_campaign", "close_campaign"}
_NO_PLACE = re.compile(r"\b(?:nham|sai|lon) thon\b")


def said(turn: Turn, reading: Reading) -> bool:
    """ "Nhầm, cái đó của thôn 2" right after a figure went to another village the sender enters for."""
    last = _given(turn)
    if not last or turn.talk.waiting is not None or turn.talk.did in _ORDERED:
        return False
    if turn.talk.orders and not turn.talk.orders[-1].get("old"):
        return False  # agreed to with a yes: the order went wrong, no figure
    here = last[0][0].report.unit
    others = [unit for unit in scope.named_units(turn) if unit.id != here.id]
    moved = _only_moves(reading, last)
    if _of_elsewhere(turn):
        turn.say(correction_texts.not_of_here(turn.voice, [one.indicator for one, _ in last], here.name))
        return True
    if not moved or len(others) > 1:
        return False
    if others:
        _show(turn, moved, here, others[0])
    elif _NO_PLACE.search(fold(reading.text)) and _enters_elsewhere(turn):
        turn.wait(Step.CHOOSE, misplaced=True)
        turn.say(correction_texts.whose_figure(turn.voice, moved[0][0].indicator, here.name))
    else:
        return False
    return True


_ELSEWHERE = re.compile(
    r"(?:(?:a|o|ay|chet|thoi|em|chau|oi|toi|bac|minh|gui|bao|nhan|ghi|lai|roi|bi|so|cai|do|ay|day|nay|kia|vua|la|thi"
    r"|nham)[ ,]+)*(?:(?:nham|sai|lon) (?:cua |sang |vao )?(?:thon|xom|to|ban|khu)"
    r"|cua (?:thon|xom|to|ban|khu) (?:khac|ben(?: canh)?|kia|ban))"
    r"(?: (?:roi|khac|ben|canh|kia|mat|em|chau|a|oi|chu|ma|day|do|nhe))*"
)


def _of_elsewhere(turn: Turn) -> bool:
    """ "Gửi nhầm thôn rồi", from who answers for one village only: the figure can be struck, not moved by them."""
    if _enters_elsewhere(turn) or scope.named_units(turn) or not turn.units(Role.MEMBER):
        return False
    return _ELSEWHERE.fullmatch(fold(turn.incoming.text).strip(" .!,")) is not None


def place_told(turn: Turn, reading: Reading) -> bool:
    """The village that was asked for."""
    if reading.intent in {"deny", "undo"} or (reading.no and not reading.units):
        turn.talk.waiting = None
        turn.say(general.dropped(turn.voice))
        return True
    last = _given(turn)
    others = [unit for unit in scope.named_units(turn) if not last or unit.id != last[0][0].report.unit.id]
    if not last or len(others) != 1:
        return False
    turn.talk.waiting = None
    _show(turn, last, last[0][0].report.unit, others[0])
    return True


def _given(turn: Turn) -> list[tuple[Question, Figure]]:
    """What the sender gave last, if it was for one village and still stands."""
    last = [one for key in turn.talk.last if (one := scope.question(turn, key)) is not None]
    if len({one.report.unit.id for one in last}) != 1:
        return []
    given = [(one, figure) for one in last if (figure := current(turn, one)) is not None]
    return [(one, figure) for one, figure in given if figure.count.state is State.GIVEN]


def _enters_elsewhere(turn: Turn) -> bool:
    return bool(turn.units(Role.OFFICER)) or len(turn.units(Role.MEMBER)) > 1


def _only_moves(reading: Reading, last: list[tuple[Question, Figure]]) -> list[tuple[Question, Figure]]:
    """What is moved, if nothing is said but that what was given belongs elsewhere: all, or what is named by name or
    number."""
    marked = marked_of(reading)
    if marked is None or "?" in reading.text or not _MOVES.search(fold(reading.text)):
        return []
    names = {key for name in marked.names for key in name.keys}
    spans = [(one.start, one.end) for one in marked.names] + [(one.start, one.end) for one in marked.units]
    places = {at for start, end in spans for at in range(start, end)}
    left = [word for at, word in enumerate(marked.phrase.words) if at not in places and word[0].isalnum()]
    numbers = {str(figure.count.num) for _, figure in last}
    if any(word not in _PLAIN and word not in numbers for word in left):
        return []
    moved = last
    if names:
        moved = [one for one in moved if _name(one[0]) in names]
    if said_numbers := numbers & set(left) - _PLAIN:
        moved = [one for one in moved if str(one[1].count.num) in said_numbers]
    return moved


def _name(asked: Question) -> str:
    return f"{asked.report.campaign.framework}/{asked.indicator.id}"


def _there(turn: Turn, asked: Question, unit: Unit) -> Question | None:
    """The same indicator in the same round at another village."""
    found = reports.reports_of_campaign(turn.db, asked.report.campaign.id)
    report = next((one for one in found if one.unit.id == unit.id), None)
    return Question(report, asked.indicator) if report is not None else None


def _show(turn: Turn, moved: list[tuple[Question, Figure]], here: Unit, there: Unit) -> None:
    lines = []
    for one, figure in moved:
        target = _there(turn, one, there)
        refusal = texts.not_your_unit(turn.voice, there.name) if target is None else collect.refused(turn, target)
        refusal = refusal or collect.refused(turn, one)
        if refusal is not None or target is None:
            turn.say(refusal or texts.not_your_unit(turn.voice, there.name))
            return
        before = current(turn, target)
        known = form.count(before.count, one.indicator) if before is not None else None
        value = form.count(_without_base(turn, one, figure), one.indicator)
        lines.append(correction_texts.to_be_moved(one.indicator, value, there.name, known))
    keys = [one.key for one, _ in moved]
    plan = correction_texts.move_plan(lines, here.name, there.name)
    units = [here.id, there.id]
    plans.show(turn, "move_figures", plan, units, yes=correction_texts.MOVE, figures=keys, to=there.id)


def _without_base(turn: Turn, asked: Question, figure: Figure) -> Any:
    """A count without the denominator that only the old village's list gave it."""
    base = base_of(turn, asked)
    count = figure.count
    if base is not None and count.num is not None and count.den == base.value:
        return type(count)(count.state, count.num, estimate=count.estimate)
    return count


def move(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: struck where it was, stored where it belongs, with the checks of any other figure."""
    there = units.unit(turn.db, waiting["to"])
    items = []
    for key in waiting["figures"]:
        one = scope.question(turn, key)
        figure = current(turn, one) if one is not None else None
        if one is None or figure is None or figure.count.state is not State.GIVEN or not may_enter(turn, one):
            continue
        count = _without_base(turn, one, figure)
        number = Number(num=count.num, den=count.den, approx=count.estimate) if count.num is not None else None
        items.append(Item(names=(_name(one),), number=number, choice=count.choice, text=count.text))
        correct.take_back(turn, one)
        turn.say(correction_texts.struck(one.indicator, one.report.unit.name))
    collect.take(turn, items, there)


CONFIRMED: dict[str, plans.Act] = {"move_figures": plans.meant(move)}
