"""A number given for one item is told to be another's: "385 là điện thoại, ngân hàng chưa đếm". It stands once only."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import correct, scope
from handlers.figures import current
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as texts
from handlers.texts import form
from handlers.turn import Turn
from store.people import Role

_NOT_OF = re.compile(r"\b(?:khong|ko|chu|dau) phai(?: (?:la|cua|so|muc|cai|so cua))*$")


def other_item(turn: Turn, reading: Reading) -> Reading:
    """ "385 là điện thoại chứ không phải ngân hàng", where the bank has 385: it is of the phones, the bank is open."""
    marked = marked_of(reading)
    if marked is None or len(marked.names) != 2 or len(marked.values) != 1:
        return reading
    words, number = marked.phrase.words, marked.values[0].number
    for denied, meant in (marked.names, marked.names[::-1]):
        if not _NOT_OF.search(" ".join(words[max(0, denied.start - 4) : denied.start])):
            continue
        if _holding(turn, denied.keys, number.num):
            items = (Item(names=meant.keys, number=number), Item(names=denied.keys, later=True))
            return replace(reading, intent="report_figures", items=items, yes=False, no=False)
    return reading


def taken(turn: Turn, items: Sequence[Item]) -> list[Item]:
    """The items without one told to have no figure, while its number is given to another: it is taken from there."""
    told = {one.number.num: one for one in items if one.names and one.number is not None and one.number.num}
    kept: list[Item] = []
    for item in items:
        found = [one for num in told if _empty(item) and item.names for one in _holding(turn, item.names, num)]
        if len(found) != 1 or set(item.names) & {name for one in told.values() for name in one.names}:
            kept.append(item)
            continue
        figure = current(turn, found[0])
        assert figure is not None
        turn.say(texts.taken_from(found[0].indicator, form.count(figure.count, found[0].indicator)))
        correct.take_back(turn, found[0])
    return kept


def _empty(item: Item) -> bool:
    """Whether an item is said to have no figure, or not this one ("ngân hàng không phải 385")."""
    number = item.number
    if number is None:
        return item.later
    rejected = number.ambiguous and number.num is None and len(number.alternatives) == 1
    return item.later or number.none or number.num == 0 or rejected


_OPENS = re.compile(
    r"(?:(?:a|o|u|nham|chet|thoi|em|chau|bac|so|cai|con|do|ay|vua|roi)[ ,]+)*(?P<num>\d{1,7})"
    r"(?: (?:nguoi|ho|do|ay|nay|moi|kia))* (?:la|cua)\b"
)


def named_again(turn: Turn, items: Sequence[Item]) -> Question | None:
    """ "385 là điện thoại", right after 385 was stored for the bank, which may have it too: the bank's question."""
    found = _OPENS.match(fold(turn.incoming.text))
    told = [one for one in items if one.names and one.number is not None]
    last = scope.question(turn, turn.talk.last[-1]) if turn.talk.last else None
    if found is None or len(told) != 1 or last is None or last.name in told[0].names:
        return None
    return next(iter(_holding(turn, (last.name,), int(found["num"]))), None)


def _holding(turn: Turn, names: Sequence[str], num: int | None) -> list[Question]:
    """The member's open questions of these names whose figure is this number."""
    if num is None:
        return []
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    named = [one for one in mine if one.name in names and not one.report.closed(turn.sent)]
    return [one for one in named if (now := current(turn, one)) is not None and now.count.num == num]
