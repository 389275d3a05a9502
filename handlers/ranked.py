"""Villages by their place in an order just shown: "thôn thấp nhất là bao nhiêu", "cái thứ hai thì sao"."""

import re

from handlers import places
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.standing import rounds, top_of
from handlers.turn import Turn

# "Các thôn thứ hai tới" is a Monday, "cuối tuần" a day, "thôn nào thấp nhất" asks for the order itself.
_PLACE = re.compile(
    r"(?<!cac )(?<!may )(?<!nhung )(?<!moi )\b(?:thon|xom|ban|to|khu|xa|phuong|noi|don vi|cai|thang)"
    r"(?: (?:dung|xep|o|hang|dang|co|so|vi tri|thu hang))*"
    r" (?:(?P<last>thap nhat|kem nhat|yeu nhat|bet(?: bang)?|doi so|chot(?: bang)?|cuoi(?: bang| cung)?)"
    r"|(?P<first>cao nhat|tot nhat|nhat bang|dau(?: bang| tien)?)"
    r"|thu (?P<at>nhat|nhi|\d|" + "|".join(TO_TEN) + r"))\b(?! (?:tuan|thang|nam|ky|dot|toi|sau|nay)\b)"
)
_ASKED = re.compile(r"\b(?:nao|ai|(?:thon|thu|hang) may|xep hang)\b")
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|thi sao|the nao|may|sao)(?: (?:a|em|the|vay|nhi|roi|phan tram|nguoi))*$")
_AFTER = {"ranking", "status_indicator", "reached"}  # what shows villages in an order


def spelt_out(turn: Turn, text: str) -> str:
    """The message with the village's name for its place; as it is where no order was shown before."""
    folded = fold(text)
    if turn.talk.did not in _AFTER or len(folded) != len(text) or _ASKED.search(folded):
        return text
    found = _PLACE.search(folded)
    order = places.order(turn) if found is not None else []
    if found is None or not order:
        return text
    if found["at"]:
        at = {"nhat": 1, "nhi": 2}.get(found["at"]) or TO_TEN.get(found["at"]) or int(found["at"])
    else:
        at = 1 if found["first"] else len(order)
    if not 1 <= at <= len(order):
        return text
    item = _item(turn) if _HOW_MUCH.search(folded.strip(" .!?")) else ""
    return f"{text[: found.start()]}{order[at - 1].name}{item}{text[found.end() :]}"


def _item(turn: Turn) -> str:
    """What the order was of, in words; nothing where it was of all items."""
    top = top_of(turn)
    shown = [each for one in (rounds(turn, top) if top is not None else ()) for each in one.indicators(turn)]
    return next((f" {each.short}" for each in shown if each.id == turn.talk.subject), "")
