"""Numbers an office says that count nothing here: how many places are meant, and the "chưa có" of a question."""

import re
from dataclasses import replace

from handlers import scope
from handlers.hearing import ends_asking, figures_in
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.turn import Turn
from store.people import Role

_OF_PLACES = word_set("thon xom ban to khu ap lang xa phuong noi")
_PLACES_COUNTED = re.compile(
    r"\b(?P<num>\d{1,2}) (?:thon|xom|ban|to|khu|ap|lang|xa|phuong|noi|don vi|bao cao)\b"
    r"(?! (?:co|da co|duoc|lap|cung co)\b)"
)
_ASKS = re.compile(r"\b(?:nao|gi|ai|dau|sao|may|bao nhieu)\b|\?")


def left_out(turn: Turn, reading: Reading) -> Reading:
    """The reading without numbers of places ("tổng hợp 3 thôn", "cộng 3 thôn smartphone được mấy") and without the
    zero of a question ("thôn 5 chưa có gì đúng không"), where an office is asked nothing itself."""
    talk = turn.talk
    if not reading.items or turn.units(Role.MEMBER) or not turn.units(*scope.READERS):
        return reading
    if talk.asked is not None or talk.waiting is not None or turn.incoming.group is not None:
        return reading
    said = fold(reading.text)
    places = {int(one["num"]) for one in _PLACES_COUNTED.finditer(said)}
    asks = _ASKS.search(said) is not None or ends_asking(reading.text)
    kept = [one for item in reading.items if (one := _kept(turn, item, places, asks)) is not None]
    if kept == list(reading.items):
        return reading
    rest = replace(reading, items=tuple(kept))
    if figures_in(rest) or reading.intent not in {"report_figures", "report_zero", "correct", "unclear"}:
        return rest
    return replace(rest, intent="status_indicator" if kept else "unclear", also=())


def _kept(turn: Turn, item: Item, places: set[int], asks: bool) -> Item | None:
    number = item.number
    if number is None:
        return item
    if number.none and asks and not item.names and item.choice is None:
        return None
    whole = number.num if number.num is not None else number.den
    alone = number.num is None or number.den is None
    if whole not in places or not alone or number.pct is not None or not any(sign.isdigit() for sign in number.words):
        return item
    units = {fold(one.count_unit or "") for one in scope.indicators_named(turn, item)} if item.names else set()
    if units & _OF_PLACES:
        return item  # "4.2 có 3 thôn"
    return replace(item, number=None) if item.names else None
