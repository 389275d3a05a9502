"""Who gave a figure, asked by its number or item: "số 412 này ai nhập", "tôi có nhập số này đâu"."""

import re

from handlers import asking, scope, status
from handlers.figures import current
from handlers.language.read import read
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.scope import Question
from handlers.turn import Turn
from store.people import Role

_GIVES = r"(?:gui|bao|nhap|ghi|khai|sua|dien)"
_WHO = re.compile(
    rf"\bai (?:(?:da|vua|moi|la nguoi|lai|dam) )*{_GIVES}\b"
    rf"|^(?:(?:o|a|the|ua|nhung) )*(?:toi|bac|em|minh|tui|chau|co|chu|thon minh) (?:co|da|chua|dau co) ?(?:{_GIVES})"
    r" (?:so|cai|con) .*\b(?:dau|bao gio|mo)$"
)
_OTHERS = re.compile(r"\b(?:thon|xa|can bo) (?:nao|khac)\b|\b(?:giup|ho|duoc|phai|se|cho ai|thay)\b")
_WORDS = 10


def asked(turn: Turn) -> bool:
    """Tell where the figure comes from; False where no figure of theirs is pointed at."""
    told = fold(turn.incoming.text).strip(" .!?,")
    if turn.incoming.group is not None or turn.talk.waiting is not None or not turn.units(Role.MEMBER):
        return False
    if len(told.split()) > _WORDS or not _WHO.search(told) or _OTHERS.search(told):
        return False
    one = _pointed_at(turn, told)
    if one is None:
        return False
    turn.did = "history"
    status.history(turn, Item(names=(one.name,)), one.report.unit)
    asking.go_on(turn)
    return True


def _pointed_at(turn: Turn, told: str) -> Question | None:
    """The figure of that number, of the item named, or the one given last."""
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    last = [one for key in reversed(turn.talk.last) if (one := scope.question(turn, key)) is not None]
    numbers = {int(one.replace(".", "")) for one in re.findall(r"\d[\d.]*\b", told)}
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    if reading.units or reading.unknown_units:
        return None
    named = {name for item in reading.items for name in item.names}
    for one in (*last, *mine):
        figure = current(turn, one)
        if figure is None or (named and one.name not in named) or (numbers and figure.count.num not in numbers):
            continue
        if named or numbers or last:
            return one
    return None
