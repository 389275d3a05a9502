"""What the open rounds ask, how things stand in words to pass on, and where a number comes from."""

from handlers import status
from handlers.history import history
from handlers.language.errands import Errand
from handlers.language.reading import Item
from handlers.standing import Round, rounds, top_of
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.framework import Collect, Indicator
from store.units import Unit

_MOST = 3  # figures of one number that are shown


def listed(turn: Turn, _found: Errand) -> bool:
    """ "Đợt này hỏi những gì": the items of each open round, those of the villages and those of the office."""
    top = top_of(turn)
    if top is None:
        return False
    found = rounds(turn, top)
    for one in found:
        asked = one.indicators(turn)
        villages = [indicator.short for indicator in asked if indicator.collect is Collect.THON]
        office = [indicator.short for indicator in asked if indicator.collect is not Collect.THON]
        turn.say(texts.items(texts.campaign_name(one.campaign), villages, office))
    if not found:
        turn.say(texts.no_rounds(top.name))
    return True


def to_forward(turn: Turn, _found: Errand) -> bool:
    """ "Báo cáo cho chủ tịch": how things stand, to be passed on as it is."""
    status.unit_status(turn, None)
    turn.say(texts.pass_on(turn.voice))
    return True


def whence(turn: Turn, found: Errand) -> bool:
    """ "Số 95 ở đâu ra": whose figure it is, with its history."""
    top = top_of(turn)
    number = int(found.words.replace(".", "") or 0)
    if top is None:
        return False
    meant = _of_number(turn, top, number)
    for one, indicator, unit in meant[:_MOST]:
        history(turn, Item(names=(f"{one.campaign.framework}/{indicator.id}",)), unit)
    if not meant:
        turn.say(texts.no_such_number(number))
    return True


def _of_number(turn: Turn, top: Unit, number: int) -> list[tuple[Round, Indicator, Unit]]:
    return [
        (one, indicator, report.unit)
        for one in rounds(turn, top)
        for report in one.reports
        for indicator in one.asked(turn, report)
        if (answer := one.answers.get((report.unit.id, indicator.id))) is not None and answer.count.num == number
    ]
