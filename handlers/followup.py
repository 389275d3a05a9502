"""What is asked in passing by an office, leaning on the village or the item spoken of. Changes nothing."""

import re

from handlers import evidence, history, scope, status, which_round
from handlers.hearing import first_named
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.standing import named, rounds, top_of
from handlers.talks import spoken_of
from handlers.turn import Turn

_ASKS = re.compile(
    r"\?$|\b(?:a|ha|chua|khong|sao|the|gi|nao|dau|nhi|vay|may|bao nhieu|the nao|roi)$|^(?:sao|the|con|vay)\b"
)
_WHY = re.compile(
    r"\bsao\b.*\b(?:cao|thap|nhieu|it|lon|nho|the|vay)\b|\b(?:ai|do ai) (?:nhap|bao|ghi|sua)\b|\bo dau ra\b|\bnguon\b"
)
_PICTURE = re.compile(r"\b(?:anh|hinh|minh chung)\b")
_EACH = re.compile(r"\b(?:tung|moi) (?:thon|noi|don vi)\b|\bchi tiet\b|\bliet ke\b.*\bthon\b")
_SUM = re.compile(r"\b(?:cong lai|tong cong|tong lai|tat ca|ca xa|toan xa|tong)\b.*\bbao nhieu\b|\bcong lai\b")
_THEY = re.compile(r"\b(?:ho|bac ay|ong ay|ba ay|chi ay|anh ay|thon do|thon nay|thon ay|do|day)\b")
_MOST = 12  # words


def said(turn: Turn, reading: Reading) -> bool:
    """ "Sao thôn 1 cao thế", "có ảnh chưa", "thiếu thôn 3 à", "chi tiết từng thôn": what it is about is shown."""
    if not turn.units(*scope.READERS) or turn.incoming.group is not None or turn.talk.asked is not None:
        return False
    text = fold(reading.text).strip(" .!")
    if len(text.split()) > _MOST:
        return False
    unit, item = scope.named_unit(turn), first_named(reading)
    if unit is None and which_round.named(turn, [c for c in scope.campaigns_in_sight(turn) if not c.closed(turn.now)]):
        status.unit_status(turn, None)
        return True
    asks = _ASKS.search(text) is not None
    about = item or subject(turn)
    where = unit or spoken_of(turn)
    if _WHY.search(text) and about is not None and where is not None:
        history.history(turn, about, where)
    elif item is not None and not any(one.number for one in reading.items):
        status.indicator_status(turn, item, unit or (where if _THEY.search(text) else None), commune=False)
    elif _PICTURE.search(text) and asks and where is not None:
        evidence.listing(turn, where)
    elif unit is not None and asks:
        status.unit_status(turn, unit)
    elif _SUM.search(text) and unit is None and (summed := about or _urgent(turn)) is not None:
        status.indicator_status(turn, summed, None, commune=True)
    elif _EACH.search(text) and unit is None:
        each(turn, about)
    else:
        return False
    return True


def subject(turn: Turn) -> Item | None:
    """The item spoken of, as one that was named."""
    top = top_of(turn)
    if turn.talk.subject is None or top is None:
        return None
    for one in rounds(turn, top):
        if any(indicator.id == turn.talk.subject for indicator in one.indicators(turn)):
            return Item(names=(f"{one.campaign.framework}/{turn.talk.subject}",))
    return None


def _urgent(turn: Turn) -> Item | None:
    """What was urgently asked last, as one that was named."""
    top = top_of(turn)
    found = [one for one in rounds(turn, top) if one.campaign.urgent] if top is not None else []
    if not found:
        return None
    last = max(found, key=lambda one: one.campaign.id)
    return Item(names=(f"{last.campaign.framework}/{last.indicators(turn)[0].id}",))


def asks_each(text: str) -> bool:
    """Whether village by village is wanted: "smartphone từng thôn"."""
    return _EACH.search(fold(text)) is not None


def each(turn: Turn, subject: Item | None) -> None:
    """Village by village: of one item its figures, else how each stands."""
    top = top_of(turn)
    if subject is None or top is None:
        status.missing_units(turn, None)
        return
    for one, indicator in named(turn, subject, top):
        status.figures_each(turn, one, indicator)
