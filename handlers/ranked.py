"""Villages and items by their place in a list just shown: "thôn thấp nhất là bao nhiêu", "cái thứ hai thì sao"."""

import re

from handlers import places, scope
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.standing import may_see, rounds, top_of
from handlers.turn import Turn
from store import units
from store.conversations import Step
from store.units import Unit

# "Các thôn thứ hai tới" is a Monday, "cuối tuần" a day, "thôn nào thấp nhất" asks for the order itself.
_PLACE = re.compile(
    r"(?<!cac )(?<!may )(?<!nhung )(?<!moi )\b(?P<noun>thon|xom|ban|to|khu|xa|phuong|noi|don vi|cai|thang|bao cao)"
    r"(?: (?:dung|xep|o|hang|dang|co|so|vi tri|thu hang))*"
    r" (?:(?P<last>thap nhat|kem nhat|yeu nhat|bet(?: bang)?|doi so|chot(?: bang)?|cuoi(?: bang| cung)?|duoi cung)"
    r"|(?P<first>cao nhat|tot nhat|nhat bang|dau(?: bang| tien)?|tren cung)"
    r"|thu (?P<at>nhat|nhi|\d|" + "|".join(TO_TEN) + r"))\b(?! (?:tuan|thang|nam|ky|dot|toi|sau|nay)\b)"
    r"(?: (?:(?:trong|cua|o) )?(?:danh sach|list|bang)(?: (?:do|nay|tren))?\b)?"
)
_ITEM = re.compile(
    r"\b(?:muc|chi tieu|dong|cai) (?:(?P<last>cuoi(?: cung)?|duoi cung)|(?P<first>dau(?: tien)?|tren cung)"
    r"|thu (?P<at>nhat|nhi|\d{1,2}|" + "|".join(TO_TEN) + r"))\b(?! (?:tuan|thang|nam|ky|dot|toi|sau|nay)\b)"
)
_BY_VALUE = re.compile(r"\b(?:nhat|bet|doi so)\b")  # "thấp nhất" is no place on the screen, but in an order
_ASKED = re.compile(r"\b(?:nao|ai|(?:thon|thu|hang) may|xep hang)\b")
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|thi sao|the nao|may|sao)(?: (?:a|em|the|vay|nhi|roi|phan tram|nguoi))*$")
_AFTER = {"ranking", "status_indicator", "reached"}  # what shows villages in an order


def spelt_out(turn: Turn, text: str) -> str:
    """The message with the village's or item's name for its place; as it is where no list was shown before."""
    folded = fold(text)
    if len(folded) != len(text) or _ASKED.search(folded) or turn.talk.step not in {Step.NOTHING, Step.CONFIRM}:
        return text
    found = _PLACE.search(folded)
    order = _order(turn, found) if found is not None else []
    if found is None or not order:
        return _by_item(turn, text, folded)
    at = _place(found, len(order))
    if not 1 <= at <= len(order):
        return text
    turn.placed = True
    item = _item(turn) if turn.talk.did in _AFTER and _HOW_MUCH.search(folded.strip(" .!?")) else ""
    return f"{text[: found.start()]}{order[at - 1].name}{item}{text[found.end() :]}"


def is_said(text: str) -> bool:
    """Whether one place of a list is meant; where nothing was listed nobody knows which."""
    folded = fold(text)
    return _PLACE.search(folded) is not None and _ASKED.search(folded) is None


def _place(found: re.Match[str], many: int) -> int:
    if found["at"]:
        return {"nhat": 1, "nhi": 2}.get(found["at"]) or TO_TEN.get(found["at"]) or int(found["at"])
    return 1 if found["first"] else many


def _order(turn: Turn, found: re.Match[str]) -> list[Unit]:
    """What the place is counted in: the list as it was shown; for a place by value the order itself."""
    by_value = _BY_VALUE.search((found["last"] or found["first"] or "").replace("nhat bang", "")) is not None
    if not by_value and turn.talk.listed:
        seen = [scope.from_above(turn, units.unit(turn.db, id)) for id in turn.talk.listed]
        return [one for one in seen if may_see(turn, one)]
    return places.order(turn) if turn.talk.did in _AFTER else []


def _by_item(turn: Turn, text: str, folded: str) -> str:
    """ "Mục thứ hai", behind a report or another list of items: that item."""
    found = _ITEM.search(folded) if turn.talk.lines else None
    if found is None or not 1 <= (at := _place(found, len(turn.talk.lines))) <= len(turn.talk.lines):
        return text
    top = top_of(turn)
    shorts = {
        fold(each.short) for one in (rounds(turn, top) if top is not None else ()) for each in one.indicators(turn)
    }
    label = turn.talk.lines[at - 1]
    if fold(label) not in shorts:
        return text
    turn.placed = True
    unit = units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None
    where = f" {unit.name}" if unit is not None and unit.level == "thon" and may_see(turn, unit) else ""
    return f"{text[: found.start()]}{label.lower() if label[1:].islower() else label}{where}{text[found.end() :]}"


def _item(turn: Turn) -> str:
    """What the order was of, in words; nothing where it was of all items."""
    top = top_of(turn)
    shown = [each for one in (rounds(turn, top) if top is not None else ()) for each in one.indicators(turn)]
    return next((f" {each.short}" for each in shown if each.id == turn.talk.subject), "")
