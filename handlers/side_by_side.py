"""Villages beside one another: what each gave, how far apart they are, what they come to; and who lacks a thing."""

from handlers import scope, several
from handlers.language.errands import Errand
from handlers.language.reading import Item, Reading
from handlers.standing import may_see, named, rounds, top_of
from handlers.texts import short_asks as texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scoring.counts import Count, State
from scoring.framework import Indicator
from store.units import Unit


def two(turn: Turn, found: Errand) -> bool:
    """ "Số thôn 2 với thôn 3 chênh nhau bao nhiêu", "cộng thôn 1 với thôn 3": both, item by item."""
    units = [one for one in scope.named_units(turn) if one.level == "thon" and may_see(turn, one)]
    top = top_of(turn)
    if len(units) < 2 or top is None:
        return False
    added = found.words in {"cộng", "cong", "tổng", "tong"}
    wanted = {name for item in several.items(turn.reading or Reading()) for name in item.names}
    for one in rounds(turn, top):
        lines = []
        for indicator in one.indicators(turn):
            if wanted and f"{one.campaign.framework}/{indicator.id}" not in wanted:
                continue
            row = [(unit, one.answers.get((unit.id, indicator.id))) for unit in units]
            asked = {report.unit.id for report in one.villages(turn) if indicator in one.asked(turn, report)}
            if all(unit.id in asked for unit in units):
                lines.append(
                    _line(indicator, [(unit, answer.count if answer else None) for unit, answer in row], added)
                )
        if lines:
            names = [unit.name for unit in units]
            turn.say(texts.beside(names, status_texts.campaign_name(one.campaign), lines))
    return bool(turn.parts)


def _line(indicator: Indicator, row: list[tuple[Unit, Count | None]], added: bool) -> str:
    told = [(unit.name, count) for unit, count in row if count is not None and count.state is State.GIVEN]
    lack = [unit.name for unit, count in row if count is None or count.state is not State.GIVEN]
    return texts.beside_line(indicator, told, lack, added=added)


def lacking(turn: Turn, item: Item, top: Unit) -> str | None:
    """How many of the whole do not have it, summed over the places that gave theirs; None where nothing is in."""
    for one, indicator in named(turn, item, top):
        seen = one.seen(turn, indicator, top)
        if seen.count is not None and seen.count.num is not None and seen.count.den is not None:
            return texts.without(indicator, seen.count.den - seen.count.num, seen.count.den, seen.have, seen.expected)
    return None
