""" "Bao nhiêu là đạt": what is to be reached, in percent and in people: of the item named, asked, or each one."""

from handlers import help
from handlers.figures import base_of, current, goal_of
from handlers.language.reading import Item
from handlers.scope import Question, indicators_named, own_reports, question, questions_of
from handlers.texts import goals as texts
from handlers.texts.collect import not_asked_here
from handlers.turn import Turn
from scoring.counts import Count
from store.people import Role

_MOST = 4  # items told of in one message


def told(turn: Turn, items: tuple[Item, ...]) -> None:
    """The target of one item; with nothing named and nothing asked, of the first items of the round."""
    asked = help.named(turn, items)
    others = [one for item in items for one in indicators_named(turn, item)] if asked is None else []
    if others:
        turn.say(texts.told(others[0], others[0].target, Count(num=0), None))  # and no word of what is asked now
        if turn.units(Role.MEMBER):
            turn.say(not_asked_here(others[0].short))
        return
    asked = asked or help.open_one(turn)
    if asked is not None:
        turn.say(_sentence(turn, asked))
        return
    live = [one for one in own_reports(turn) if one.owed and not one.closed(turn.now)]
    for one in [one for report in live[:1] for one in questions_of(turn, report)][:_MOST]:
        turn.say(_sentence(turn, one))
    if not live:
        help.progress(turn)


def reached(turn: Turn) -> None:
    """ "Thế có đạt không": of the figure given last, else of what is asked."""
    last = question(turn, turn.talk.last[-1]) if turn.talk.last else None
    asked = last or help.open_one(turn)
    if asked is not None:
        turn.say(_sentence(turn, asked))
    else:
        help.progress(turn)


def _sentence(turn: Turn, asked: Question) -> str:
    figure = current(turn, asked)
    base = base_of(turn, asked)
    whole = Count(num=0, den=base.value) if base is not None else Count(num=0)
    return texts.told(asked.indicator, goal_of(turn, asked), whole, figure.count if figure is not None else None)
