"""A reminder ordered for later: "mai 9 giờ nhắc thôn 3", "nhắc các thôn chưa nộp vào chiều mai"."""

import re

from handlers import orders, outside, reminders, scope
from handlers.language.errands import Errand
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.texts import orders as texts
from handlers.turn import Turn

_ASKS = re.compile(r"(?:\?|\b(?:chua|roi|khong|a|nhi))$")
_OWING = re.compile(r"\b(?:chua|con) (?:\w+ )?(?:nop|gui|bao cao|bao|xong|du|thieu|no)\b")
# "mai nhắc thôn 3 đi họp", "nhắc các thôn hạn ngày 30/6": what is passed on, no reminder of the report at an hour.
_MESSAGE = re.compile(r"\b(?:hop|nop|han|truoc|gui|lam|ky|dong|mang|den|sang|ra|len|rang|la|tap huan)\b")


def order(turn: Turn, found: Errand) -> bool:
    """Queued for that moment; what it says is made when it leaves, and nobody who has sent by then hears it."""
    if _ASKS.search(fold(turn.incoming.text).strip(" .!")) or _MESSAGE.search(_OWING.sub("", fold(found.words))):
        return False
    until = find_until(cut(found.about), turn.today)
    _, at = reminders.moment(turn, until)
    if at is None:
        return False
    if turn.reading is not None and outside.refused(turn, turn.reading, order=True):
        return True
    named, but = scope.named_but(turn)
    orders.remind(turn, named, not named, but=but, at=at)
    return True


def weekly(turn: Turn, _found: Errand) -> bool:
    """ "Thứ hai hàng tuần nhắc các thôn": no such order is kept; the ladder of the round goes by itself."""
    turn.say(texts.no_weekly(turn.voice))
    return True
