"""The figure that stood before a correction stands again: "trả lại số cũ 390", "để lại như số cũ"."""

import re

from handlers import asking, correct, help, scope
from handlers.figures import current
from handlers.language.read import read
from handlers.language.text import fold
from handlers.scope import Question, question
from handlers.texts import corrections as texts
from handlers.texts import form
from handlers.turn import Turn
from store.conversations import Step
from store.people import Role

# "Lấy số cũ" alone may mean that of last period; what is given back or gone back to is the figure just changed.
_FORMER = re.compile(
    r"\b(?:tra|de|dua|quay|tro|doi|sua|ghi|lay)(?: \w+){0,4}? (?:lai|ve)(?: \w+){0,4}? (?:so|con so) "
    r"(?:cu|luc dau|ban dau|luc truoc|truoc do)\b(?! (?:cua )?(?:ky|thang|quy|nam|dot|lan))"
    r"(?:(?: (?:la|cho|giup|ho|nhe|di|a|em|chau|bac|nha))* (?P<num>\d[\d.]*))?"
    r"|\b(?:tra|dua|quay|tro)(?: (?:lai|ve))+ (?:nhu|y)(?: nhu)? (?:cu|luc dau|ban dau|luc truoc|luc nay)\b"
    r"(?! (?:cua )?(?:ky|thang|quy|nam|dot|lan))"
)
_BACK = re.compile(r"\b(?:tra|dua|quay|tro)(?: lai)? ve so cu\b")
_NEW = re.compile(r"\b(?:tra|dua) lai (?:thon|xa|bao cao)\b|\?|\b(?:khong|chua|nao|gi|sao|bao nhieu|may)$")


def said(turn: Turn) -> bool:
    """Take back the correction of the figure named or written last; False where none was corrected."""
    told = fold(turn.incoming.text).strip(" .!,")
    found = _FORMER.search(told) if turn.incoming.group is None else None
    if found is None or _NEW.search(told):
        return False
    one = _corrected(turn)
    num = int(found["num"].replace(".", "")) if found["num"] else None
    if one is None:
        return False
    if _in_doubt(turn, one):
        return _stands(turn, one, num)
    before = correct.before_correction(turn, one)
    if before is None and num is None and _BACK.search(told):
        turn.say(texts.never_corrected(one.indicator))  # last period's figure is not meant
        asking.go_on(turn)
        return True
    if before is None or before.count.num is None or num not in (None, before.count.num):
        return False
    turn.did = "undo"
    correct.undo(turn, one)
    turn.talk.last = [one.key]
    return True


def _corrected(turn: Turn) -> Question | None:
    """The item named, else that in doubt, else that of the last figure."""
    reading = turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    named = help.named(turn, reading.items) if any(one.names for one in reading.items) else None
    waiting = turn.talk.waiting
    if waiting is not None and waiting["step"] != Step.DOUBT:
        return None
    keys = [waiting["question"]] if waiting is not None else turn.talk.last[-1:]
    one = named or (question(turn, keys[0]) if keys else None)
    return one if one is not None and turn.may(Role.MEMBER, one.report.unit) else None


def _in_doubt(turn: Turn, one: Question) -> bool:
    waiting = turn.talk.waiting
    return waiting is not None and one.is_(waiting["question"])


def _stands(turn: Turn, one: Question, num: int | None) -> bool:
    """A correction that is still in doubt is dropped: what was written before it stands."""
    figure = current(turn, one)
    if figure is None or figure.count.num is None or num not in (None, figure.count.num):
        return False
    turn.talk.waiting = None
    turn.say(texts.kept_as_it_was(one.indicator, form.count(figure.count, one.indicator)))
    asking.go_on(turn)
    return True
