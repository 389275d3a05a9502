"""Several things asked in one breath: "smartphone thôn 1 với thôn 2", "ngân hàng thôn 1, smartphone thôn 2".

What is named side by side is answered side by side; what would be too much for one message is named as left out.
"""

from collections.abc import Callable
from itertools import pairwise

from handlers import scope
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Reading
from handlers.standing import said_name
from handlers.texts import status as texts
from handlers.turn import Turn
from store.units import Unit

_MOST = 6  # answers in one message


def items(reading: Reading) -> list[Item]:
    """The indicators named, each once."""
    return list({one.names: one for one in reading.items if one.names}.values())


def each_item(turn: Turn, reading: Reading, answer: Callable[[Item | None], None]) -> None:
    """Answer for each indicator named, or once for none."""
    found: list[Item | None] = [*items(reading)]
    for one in found[:_MOST] or [None]:
        answer(one)
    _left_out(turn, [said_name(turn, one) for one in found[_MOST:] if one is not None])


def each_pair(turn: Turn, reading: Reading, answer: Callable[[Item, Unit | None, bool], None]) -> None:
    """Answer for each indicator at each place named (None: where nothing is named; with whether the whole is asked)."""
    whole = "commune" in reading.units or "district" in reading.units
    places: list[Unit | None] = [*scope.named_units(turn)]
    if whole or not places:
        places.append(None)
    found = _pairs(turn, reading, items(reading), places)
    for item, unit in found[:_MOST]:
        answer(item, unit, whole and unit is None)
    _left_out(
        turn,
        [f"{said_name(turn, item)} {unit.name if unit is not None else ''}".strip() for item, unit in found[_MOST:]],
    )


def _pairs(
    turn: Turn, reading: Reading, named: list[Item], places: list[Unit | None]
) -> list[tuple[Item, Unit | None]]:
    """Each with its own where they stand by turns ("ngân hàng thôn 1, smartphone thôn 2"), else each with all."""
    marked = marked_of(reading)
    if marked is not None and len(named) == len(places) > 1 and None not in places:
        stand = [(one.start, "item") for one in marked.names] + [(one.start, "unit") for one in marked.units if one.key]
        kinds = [kind for _, kind in sorted(stand)]
        if len(kinds) == 2 * len(named) and all(a != b for a, b in pairwise(kinds)):
            return list(zip(named, places, strict=True))
    return [(item, unit) for item in named for unit in places]


def _left_out(turn: Turn, names: list[str]) -> None:
    if names:
        turn.say(texts.left_out(turn.voice, names))
