"""How a percentage comes about: "sao 385 lại là 70%", "79,2% là tính thế nào". Reckoned out, and nothing written."""

import re

from handlers import asking, scope
from handlers.figures import current
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import collect as texts
from handlers.turn import Turn
from scoring.framework import Kind
from store.people import Role

_PERCENT = re.compile(r"(?P<pct>\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|phan tram|pt\b)")
_ASKS = re.compile(r"\b(?:sao|tai sao|vi sao|the nao|kieu gi|o dau|dau ra|cach tinh|cong thuc|rang)\b|\btinh ra sao\b")
_TELLS = re.compile(r"\b(?:nham|sua|chi tieu|muc tieu|ke hoach|thang truoc|ky truoc|nam ngoai|xa|thon)\b")
_WORDS = 12


def asked(turn: Turn) -> bool:
    """Explain the percentage of a figure of theirs; False where another thing is asked, or none has it."""
    told = fold(turn.incoming.text)
    found = _PERCENT.search(told)
    if found is None or turn.talk.waiting is not None or turn.incoming.group is not None:
        return False
    if not turn.units(Role.MEMBER) or len(told.split()) > _WORDS or not _ASKS.search(told) or _TELLS.search(told):
        return False
    numbers = [int(one.replace(".", "")) for one in re.findall(r"\d+(?:\.\d{3})*", told.replace(found[0], " "))]
    one = _of_which(turn, found["pct"].replace(".", ","), numbers)
    figure = current(turn, one) if one is not None else None
    if one is None or figure is None:
        return False
    turn.say(texts.how_reckoned(one.indicator, figure.count))
    asking.go_on(turn)
    return True


def _of_which(turn: Turn, said: str, numbers: list[int]) -> Question | None:
    """The figure with this percentage, and these counts where any are said: of those just given, else of all."""
    last = [one for key in reversed(turn.talk.last) if (one := scope.question(turn, key)) is not None]
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    for one in (*last, *mine):
        figure = current(turn, one)
        if figure is None or one.indicator.kind is not Kind.RATIO or not figure.count.den or figure.count.num is None:
            continue
        fits = all(num in (figure.count.num, figure.count.den) for num in numbers)
        if fits and texts.is_percent(said, figure.count):
            return one
    return None
