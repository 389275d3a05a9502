"""A message changed after it was sent: a figure it gave is corrected, anything else is answered with how to do it.

An edit is a late word about an old message. It corrects what that message gave as long as this still stands; it never
replaces a newer figure, and never orders something again.
"""

from dataclasses import replace
from datetime import timedelta

from handlers import correct
from handlers.answers import FIGURE_INTENTS
from handlers.figures import current
from handlers.hearing import figures_in
from handlers.language.reading import Item, Reading
from handlers.scope import Question, questions_of
from handlers.texts import general
from handlers.turn import Turn
from store import inbox
from store.conversations import Step

LONGEST = timedelta(hours=48)  # Telegram lets people change their messages so long


def meant(turn: Turn, reading: Reading) -> Reading | None:
    """What an edited message is to be served as; None where there is nothing to do, or it has been said what to do."""
    assert turn.incoming.edits is not None
    before = inbox.as_sent(turn.db, turn.sender.address, turn.incoming.edits, turn.message, turn.now - LONGEST)
    if before is None:
        turn.say(general.edited(turn.voice))
        return None
    if before.text.strip() == turn.incoming.text.strip():
        return None  # platforms also tell of a preview that was added
    items = figures_in(reading)
    if before.latest and turn.talk.step in {Step.DOUBT, Step.TOTAL} and items:
        return replace(reading, intent="correct")
    given = [
        asked
        for report in turn.reports
        for asked in questions_of(turn, report)
        if (figure := current(turn, asked)) is not None and figure.message in before.versions
    ]
    if given and items:
        return _corrected(turn, reading, items, given)
    if before.latest and items and reading.intent in FIGURE_INTENTS:
        return reading  # it was not understood before
    turn.say(general.edited(turn.voice))
    return None


def _corrected(turn: Turn, reading: Reading, items: list[Item], given: list[Question]) -> Reading | None:
    """The changed figures of a message, each tied to the question it answered before."""
    names = {_name(asked): asked for asked in given}
    only = given[0] if len(given) == len(items) == 1 else None
    if only is not None and items[0].names and not set(items[0].names) & set(names):
        correct.take_back(turn, only)  # "ngân hàng 385" has become "vneid 385"
        return replace(reading, intent="report_figures", items=tuple(items))
    changed = []
    for item in items:
        said = [name for name in item.names if name in names]
        asked = names[said[0]] if len(said) == 1 else only if not item.names and item.code is None else None
        if asked is None:
            turn.say(general.edited(turn.voice))
            return None
        if not _same(turn, asked, item):
            turn.talk.unit = asked.report.unit.id
            changed.append(replace(item, names=(_name(asked),), code=None))
    if not changed:
        turn.say(general.edited_same())
        return None
    return Reading(intent="correct", items=tuple(changed), units=reading.units, text=turn.incoming.text)


def _name(asked: Question) -> str:
    return f"{asked.report.campaign.framework}/{asked.indicator.id}"


def _same(turn: Turn, asked: Question, item: Item) -> bool:
    figure = current(turn, asked)
    if figure is None:
        return False
    if item.number is None:
        return item.choice == figure.count.choice
    return item.number.num == figure.count.num and item.number.den in {None, figure.count.den}
