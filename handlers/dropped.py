""" "Ngân hàng bỏ đi", "xoá điện thoại đi em, chưa đếm kỹ": a figure of the team is taken back by its item's name."""

import re

from handlers import asking, correct, help, scope
from handlers.figures import current
from handlers.language.figures import Marked, marked_of
from handlers.language.read import read
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as texts
from handlers.turn import Turn
from scoring.counts import State
from store.people import Role

_VERB = r"(?:bo|xoa|huy|thu hoi)"
_OPENS = r"(?:(?:thoi|a|o|em|chau|oi|the|con)[ ,]+)*"
_POLITE = r"(?: (?:di|nhe|nha|em|a|chau|giup|gium|ho|luon|cho|bac|toi|da|lai))*"
_WHY = r"(?: ?[,.] ?(?:nham|chua|de|sai|lon|dem|bac|toi|em|xa|cong an|tram|dien luc)\b.*)?"
_FIRST = rf"{_VERB}(?: (?:cai|so|muc|luon|giup|ho))* @(?: (?:di|luon|giup|ho|gium)\b{_POLITE}|{_POLITE}(?= ?,))"
_LAST = rf"(?:(?:cai|so|muc) )?@(?: (?:thi|la))? {_VERB}(?: (?:di|luon|giup|ho|gium)\b{_POLITE}|(?= ?,))"
_DROPS = re.compile(rf"{_OPENS}(?:{_FIRST}|{_LAST}){_WHY}")


# "Thôi bỏ số ấy đi, bác đếm lại đã": the figure just given, and not the question that is open by now.
_THAT_ONE = re.compile(
    rf"{_OPENS}bo(?: (?:cai|con|giup|ho))* so (?:ay|do|day|vua roi|vua ghi|vua bao|luc nay|ban nay){_POLITE}{_WHY}"
)


def _the_last(turn: Turn, told: str) -> bool:
    last = scope.question(turn, turn.talk.last[-1]) if turn.talk.last else None
    figure = current(turn, last) if last is not None else None
    if last is None or figure is None or figure.count.state is not State.GIVEN or turn.talk.waiting is not None:
        return False
    if _THAT_ONE.fullmatch(told.strip(" .!")) is None or not turn.may(Role.MEMBER, last.report.unit):
        return False
    turn.did = "undo"
    correct.undo(turn, last)
    return True


def _with_sign(marked: Marked) -> str:
    """The words of a message with a sign for the name in it."""
    name, words = marked.names[0], marked.phrase.words
    return " ".join([*words[: name.start], "@", *words[name.end :]])


def said(turn: Turn) -> bool:
    """Take the named figure back; False where another thing is dropped, or nothing stands there."""
    told = fold(turn.incoming.text)
    if re.search(rf"\b{_VERB}\b", told) is None or not turn.units(Role.MEMBER):
        return False
    waiting = turn.talk.waiting
    if turn.incoming.group is not None or any(sign.isdigit() for sign in told):
        return False
    if _the_last(turn, told):
        return True
    if waiting is not None and "question" not in waiting:
        return False
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    marked = marked_of(reading)
    if marked is None or len(marked.names) != 1 or _DROPS.fullmatch(_with_sign(marked)) is None:
        return False
    one = help.named(turn, (Item(names=marked.names[0].keys),))
    figure = current(turn, one) if one is not None else None
    if one is None:
        return False
    if figure is None or figure.count.state is not State.GIVEN:
        return waiting is None and _nothing_there(turn, one, marked)
    if waiting is not None and one.is_(waiting["question"]):
        return False  # the number in doubt is another than the one that stands
    if not turn.may(Role.MEMBER, one.report.unit):
        return False
    turn.reading, turn.did = reading, "undo"
    correct.undo(turn, one)
    return True


def _nothing_there(turn: Turn, one: Question, marked: Marked) -> bool:
    """ "Xoá điện thoại đi em", where no such figure stands: nobody is to be erased. "Số điện thoại" may be theirs."""
    name = marked.names[0]
    if not turn.may(Role.MEMBER, one.report.unit) or marked.phrase.words[max(0, name.start - 1)] == "so":
        return False
    turn.say(texts.nothing_to_drop(one.indicator, one.report.unit.name))
    asking.go_on(turn)
    return True
