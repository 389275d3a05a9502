"""An approval said over a return that waits for its reason: of that report it is asked about, the others are shown.

"Trả lại thôn 1", then "ok duyệt", says two things of one report, and neither is done. "Còn lại duyệt hết" is of the
others: what waits to go back is not among them, and is asked for again behind their yes.
"""

import re
from typing import Any

from handlers import nods, plans, review
from handlers.hearing import heard
from handlers.language.text import fold
from handlers.scope import framework_of, named_units
from handlers.texts import officer as texts
from handlers.turn import Turn
from store import reports, units
from store.messages import Button

_OTHERS = re.compile(r"\b(?:con lai|khac|kia|not|deu)\b")
# "Chưa duyệt được vì thiếu ảnh": the reason, and no no to the return.
_NOT_APPROVED = re.compile(
    r"(?:(?:thì|thi|tôi|toi|anh|chị|chi|em) )*(?:chưa|chua|không|khong|ko)(?: \w+)? (?:duyệt|duyet)(?: \w+){0,3}?,?"
    r" (?:vì|vi|do|tại|tai)(?: vì| vi)? (?P<why>\w.*)",
    re.IGNORECASE | re.DOTALL,
)
_RETURN = re.compile(r"(?:(?:thi|u|ok|vay|cu|thoi|em) )*tra(?: (?:lai|ve|di|nhe|a|em|luon|chu|thoi|no|giup))*")


def said(turn: Turn, waiting: dict[str, Any]) -> bool:
    """Serve what speaks of approving, or answers whether to return or to approve; False for anything else."""
    text = fold(turn.incoming.text).strip(" .!?")
    if waiting.get("either") and (nods.is_nod(text) or _RETURN.fullmatch(text)):
        return _asked_why(turn, waiting) if text.startswith("tra") or "tra" in text.split() else nods.shown(turn)
    if waiting.get("offered") or "duyet" not in text.split():
        return False
    if (because := _NOT_APPROVED.match(turn.incoming.text.strip())) is not None:
        review.reason_given(turn, waiting, because["why"])
        return True
    if not _approves(turn):
        return False
    if named_units(turn) and not _OTHERS.search(text):
        return False  # "duyệt thôn 1 đi": said in so many words
    if _OTHERS.search(text) or plans.everything(turn, turn.reading.units if turn.reading is not None else ()):
        _the_others(turn, waiting)
        return True
    if waiting.get("either"):
        turn.talk.waiting = None
        review.approve(turn, [units.unit(turn.db, id) for id in waiting["about"]], False)
        return True
    waiting["either"] = waiting["shown"]
    unit = units.unit(turn.db, waiting["about"][0])
    turn.say(
        texts.return_or_approve(turn.voice, unit.name),
        Button(texts.RETURN_ANYWAY, {"do": "yes", "wait": waiting["id"]}),
        Button(texts.APPROVE, {"do": "approve", "unit": unit.id}),
    )
    return True


def _approves(turn: Turn) -> bool:
    """Whether the message, with nothing waiting, is the order to approve."""
    shown, turn.talk.waiting = turn.talk.waiting, None
    free = heard(turn, turn.incoming.text)
    turn.talk.waiting = shown
    if "approve" not in {free.intent, free.doubtful}:
        return False
    turn.reading = free
    return True


def _asked_why(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "Trả lại", to whether it is returned or approved: what was asked first is asked once more."""
    turn.say(
        waiting.pop("either"),
        Button(texts.RETURN_ANYWAY, {"do": "yes", "wait": waiting["id"]}),
        Button(texts.NO, {"do": "no", "wait": waiting["id"]}),
    )
    return True


def _the_others(turn: Turn, waiting: dict[str, Any]) -> None:
    """What is left is shown; a yes to it brings the return's question back, and where nothing is left so does this."""
    report = reports.report(turn.db, waiting["report"])
    turn.talk.waiting = None
    review.approve(turn, [], True, but=[report.unit])
    if turn.talk.waiting is None:
        turn.talk.waiting = waiting
        nods.shown(turn)
        return
    framework = framework_of(turn.rules, report.campaign)
    ids = (waiting["indicator"], *waiting.get("also", ()))
    names = [framework.indicator(id).short for id in ids if id is not None]
    plans.then(turn, [texts.return_order(report.unit.name, names), *waiting.pop("then", ())])
