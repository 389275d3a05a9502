"""What a reply listed, in its order: "cái thứ hai", "thôn cuối" behind any list is what stands there."""

import re

from handlers import scope
from handlers.standing import top_of
from handlers.turn import Turn
from store import units

_LINE = re.compile(r"^ *(?:•|\d{1,2}\.) +(?P<label>[^:\n]{2,60}?)(?: \((?:\d|hạn)[^)]*\))?(?=:|,| –|$)", re.MULTILINE)
_MOST_UNITS = 300  # villages or communes whose names are looked for in a reply
_MOST = 30  # places of a list that are kept


def remember(turn: Turn) -> None:
    """Keep what was listed just now; a look at one place of a list leaves that list standing."""
    if not turn.parts or turn.incoming.group is not None or not turn.units(*scope.READERS):
        return
    text = "\n".join(turn.parts)
    lines = list(_LINE.finditer(text))
    found = _units(turn, text[: lines[-1].end()] if len(lines) > 1 else text)
    if len(found) < 2 and len(lines) > 1:
        found = _units(turn, text)
    if len(found) > 1:
        turn.talk.listed = found
    elif not turn.placed:
        turn.talk.listed = []
    labels = [line["label"].strip() for line in lines][:_MOST]
    if len(labels) > 1 or not turn.placed:
        turn.talk.lines = labels if len(labels) > 1 else []


def _units(turn: Turn, text: str) -> list[int]:
    """The villages (for who stands above communes, those or the communes) a text names, in its order."""
    top = top_of(turn)
    if top is None:
        return []
    below = [one for one in units.below(turn.db, top) if one.id != top.id]
    if len(below) > _MOST_UNITS:
        return []
    found: dict[str, list[tuple[int, int]]] = {}
    for one in below:
        at = re.search(rf"{re.escape(one.name)}(?!\w)", text) if one.name in text else None
        if at is not None:
            found.setdefault(one.level, []).append((at.start(), one.id))
    places = found.get("thon") or found.get("xa") or []
    return [id for _, id in sorted(places)][:_MOST]
