""" "Thôn 5 nữa nhé", right behind an order about Thôn 3: the same for Thôn 5, with its own plan where it needs one."""

import re
from datetime import datetime

from handlers import orders, pointed, review, scope, talks
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.reading import Until
from handlers.language.text import fold
from handlers.texts.form import HANOI
from handlers.turn import Turn
from store import reports
from store.people import Role
from store.units import Unit

_LEAD = r"(?:(?:ca|them|voi|va|con|cho|thi|u|ok|a|the|cung|em|giup) )*"
_END = r"(?: (?:nua|luon|vay|the|nhe|nha|di|em|a|giup|voi|anh|chi|cho xong|thoi))*"
_TOO = re.compile(
    rf"{_LEAD}(?:nua|luon|cung (?:vay|the|luon|nhac|duyet|gia han)|tuong tu|y (?:vay|the|het|nhu vay)"
    rf"|nhu (?:the|vay|tren)){_END}"
    rf"|(?:ca|them|voi){_END}"
)
_INTENT = {"extended": "extend", "reminded": "remind_now", "approved": "approve", "returned": "return_for_fix"}
_MOST = 8  # words


def said(turn: Turn) -> bool:
    """Give the order of the message before to the villages this one adds; False where it adds none."""
    order = turn.talk.orders[-1] if turn.talk.orders else None
    asks = "?" in turn.incoming.text
    if order is None or order.get("old") or turn.talk.waiting is not None or not order["units"] or asks:
        return False
    if not turn.units(Role.OFFICER, Role.SUPERVISOR) or len(turn.incoming.text.split()) > _MOST:
        return False
    named = [one for one in scope.named_units(turn) if one.level == "thon" and one.id not in order["units"]]
    left = " ".join(re.findall(r"\w+", fold(pointed.without_units(turn, turn.incoming.text))))
    if not named or _TOO.fullmatch(left) is None or not _given(turn, order, named):
        return False
    turn.did = _INTENT.get(order["act"], "tell")
    return True


def _given(turn: Turn, order: dict[str, object], named: list[Unit]) -> bool:
    act, facts = order["act"], order.get("facts") or []
    before = str(turn.talk.bubble.get("text") or "")
    if act == "approved":
        review.approve(turn, named, False)
    elif act == "reminded":
        orders.remind(turn, named, False)
    elif act == "extended" and isinstance(facts, list) and facts:
        due = datetime.fromisoformat(facts[0]["now"]).astimezone(HANOI)
        reason = reports.report(turn.db, facts[0]["report"]).due_reason
        for unit in named:
            orders.extend(turn, unit, Until(due.date(), due.hour, due.minute), reason)
    elif act == "returned":
        items = [one for one in read(before, scope.context(turn, before)).items if one.names]
        review.return_figure(turn, named[0], items[0] if items else None, None, items[1:])
    elif act == "told" and (told := pointed.errand_in(turn, before)) is not None and told.words:
        return talks.tell(turn, Errand("tell", named[0].name, told.words))
    else:
        return False
    return True
