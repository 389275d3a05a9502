"""A number waits for its item and a short word settles it: what it counts, the other item, or that it was not meant."""

import re

from handlers import asking, buttons, choosing, scope
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as texts
from handlers.turn import Turn

_NO = re.compile(
    r"(?:(?:da|u|oi|a|o|ay)[ ,]+)*(?:khong|ko|hong|kg)(?: (?:phai|dau|a|em|oi|nhe|chau|day))*"
    r"(?:$|[ ]?[,.;!] ?)(?P<rest>.*)"
)
_KIND = re.compile(
    r"(?:(?:cua|la|thi|so|o|muc|dem|tinh|theo|day|do|cai) )*(?P<kind>nguoi|ho|nha)(?: (?:chu|co|em|nhe|a|day|ma|thoi))*"
)
_COUNTED = {"nguoi": "người", "ho": "hộ", "nha": "hộ"}


def settled(turn: Turn, reading: Reading) -> bool:
    """ "Không, người", "không, ngân hàng", a mere "không": no zero is meant; False where something else is said."""
    waiting = turn.talk.waiting
    if waiting is None or "questions" not in waiting or choosing.unplaced(turn) is None:
        return False
    said = fold(turn.incoming.text).strip(" .!?")
    denied = _NO.fullmatch(said)
    rest = denied["rest"].strip() if denied is not None else said
    if denied is not None and not rest:
        turn.talk.waiting = None
        turn.say(texts.number_dropped(turn.voice))
        asking.go_on(turn)
        return True
    offered = [one for key in waiting["questions"] if (one := scope.question(turn, key)) is not None]
    fits = _of_kind(rest, offered) or (_named(reading, offered) if denied is not None else [])
    if len(fits) != 1:
        return False
    buttons.chosen(turn, {"question": fits[0].key})
    return True


def _of_kind(said: str, offered: list[Question]) -> list[Question]:
    kind = _KIND.fullmatch(said)
    return [] if kind is None else [one for one in offered if one.indicator.count_unit == _COUNTED[kind["kind"]]]


def _named(reading: Reading, offered: list[Question]) -> list[Question]:
    names = {name for item in reading.items for name in item.names}
    return [one for one in offered if f"{one.report.campaign.framework}/{one.indicator.id}" in names]
