""" "Rút lại được không": whether a figure can be taken back is asked. Which one is named, and a yes takes it."""

import re

from handlers import asking, plans
from handlers.figures import current
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as texts
from handlers.texts import form
from handlers.texts import report as report_texts
from handlers.turn import Turn

_WHOM = r"(?: (?:em|a|nhi|chau|anh|chi|ban|vay|the|bac|co|chu|toi|minh|nua|lai|ha|hay))*[ .!?]*"
# A question ends the message: "bỏ số vừa rồi, không đúng" is none.
_ASKS = re.compile(
    rf"\b(?:duoc|co|phai|nen) (?:khong|chua){_WHOM}$|\bduoc (?:chu|a|ha|hong|hem){_WHOM}$"
    rf"|\b(?:co|lieu)\b.* khong{_WHOM}$|\b(?:kieu gi|the nao|cach nao|lam sao|ra sao|thi sao|sao){_WHOM}$|\?\s*$"
)
_ONCE_SENT = re.compile(
    r"\b(?:gui|nop|bao)(?: (?:di|len|xa|bao cao))* (?:roi|xong)\b|\b(?:sau khi|lo|neu) (?:gui|nop|bao)\b"
)


def asks(text: str) -> bool:
    """Whether a message asks for an act rather than wants it done: "hoàn tác được không"."""
    return _ASKS.search(fold(text)) is not None


def asked(turn: Turn, one: Question) -> bool:
    """Name the figure that would go and wait for a yes; False where its taking back was no question."""
    text = fold(turn.incoming.text)
    figure = current(turn, one)
    if figure is None or turn.talk.waiting is not None or not asks(turn.incoming.text):
        return False
    turn.did = "undo_asked"
    if _ONCE_SENT.search(text):
        turn.say(report_texts.changeable_once_sent(turn.voice, one.indicator))
        asking.go_on(turn)
        return True
    words = texts.asks_to_take_back(turn.voice, one.indicator, form.count(figure.count, one.indicator))
    plans.show(turn, "undo", words, [one.report.unit.id], yes=texts.TAKE_BACK, question=one.key)
    return True
