"""A figure on record that an officer finds odd: nothing is entered, it may go back with what was said as the reason."""

import re

from handlers import returns, scope
from handlers.figures import current
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.meant import meant
from handlers.standing import rounds
from handlers.texts import status as texts
from handlers.turn import Turn
from store.people import Role

# "449 cao thế", "600 trên 550 là sai rồi", "sao lại 449"
_ODD = re.compile(
    r"\b(?:cao|thap|nhieu|it|lon|nho|tang|giam) (?:the|qua|vay|the a|bat thuong|nhi)\b"
    r"|\b(?:vo ly|vo li|bat thuong|kho tin|sai roi|sao lai)\b|\b(?:la|bi|chac) sai\b|\bsai (?:a|chac)?$"
    r"|\bsao .*\b(?:cao|thap|nhieu|it)\b|\bla (?:qua|the)$|\bao$"
)


def said(turn: Turn, reading: Reading, items: list[Item]) -> bool:
    """ "Thôn 2 smartphone 449/450 cao thế": the number is the one on record, so it is spoken of, not given."""
    unit = scope.named_unit(turn)
    if unit is None or len(items) != 1 or not turn.may(Role.OFFICER, unit) or turn.may(Role.MEMBER, unit):
        return False
    number = items[0].number
    if number is None or number.num is None or not _ODD.search(fold(reading.text).strip(" .!?")):
        return False
    found = meant(turn, items[0], unit)
    figure = current(turn, found[0]) if len(found) == 1 else None
    if figure is None or figure.count.num != number.num or number.den not in {None, figure.count.den}:
        return False
    asked = found[0]
    turn.talk.unit, turn.talk.campaign, turn.talk.subject = unit.id, asked.report.campaign.id, asked.indicator.id
    for one in rounds(turn, unit):
        if one.campaign.id == asked.report.campaign.id:
            seen = one.seen(turn, asked.indicator, unit)
            turn.say(texts.at_unit(asked.indicator, unit.name, seen.count, seen.goal, seen.verdict))
    returns.offer(turn, asked, turn.incoming.text)
    return True
