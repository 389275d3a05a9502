"""Acts that are shown first and done on a yes: what is shown, the two buttons, and a yes that means something else."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from handlers.language.text import fold
from handlers.texts import officer as texts
from handlers.texts import orders as order_texts
from handlers.turn import Turn
from store.conversations import Step
from store.messages import Button

EVERYBODY = {"all", "all_missing"}  # how a reading names all units
FOR_SEVERAL = {"approve", "remind", "unapprove"}  # acts that may be agreed to in these words
_EVERYTHING = re.compile(
    r"\b(?:duyet|ca|ok) (?:luon )?(?:ca|het|not|tat(?: ca)?|toan bo)\b"
    r"|\bca (?:hai|ba|bon|nam|may|cac|\d+) (?:thon|to|noi|bao cao|cai)\b"
    r"|\bhet (?:nhung|cac) (?:thon|bao cao|cai)\b"
    r"|\b(?:bao cao|cai|ban|phan) sach\b"
)
MOST_KEPT = 4  # orders that can be taken back, one after another
Act = Callable[[Turn, dict[str, Any]], None]


def everything(turn: Turn, units: Iterable[str]) -> bool:
    """Whether all units are meant: "duyệt hết", "duyệt cả ba thôn"."""
    return bool(EVERYBODY & set(units)) or _EVERYTHING.search(fold(turn.incoming.text)) is not None


def show(turn: Turn, act: str, text: str, about: Iterable[int], *, yes: str = texts.YES, **facts: Any) -> None:
    """Say what will happen and wait for a yes. `about`: the units it concerns."""
    kept = turn.wait(Step.CONFIRM, act=act, about=list(about), **facts)
    turn.say(
        text,
        Button(yes, {"do": "yes", "wait": kept["id"]}),
        Button(texts.NO, {"do": "no", "wait": kept["id"]}),
    )


def ask_round(turn: Turn, act: str, found: Iterable[tuple[int, str]], **facts: Any) -> None:
    """Which of several rounds (id and name) an order is of, by button or in words; `act` is what the button does."""
    rounds = list(found)
    turn.wait(Step.CHOOSE, of_rounds=[id for id, _ in rounds], act=act, facts=facts)
    turn.say(
        texts.which_round(turn.voice, [name for _, name in rounds]),
        *(Button(name, {"do": act, "campaign": id, **facts}) for id, name in rounds[:3]),
    )


def then(turn: Turn, orders: Iterable[str]) -> None:
    """What is to come after the yes to what is shown just now, each in the words of an order."""
    rest = list(orders)
    if rest and turn.talk.waiting is not None:
        turn.talk.waiting["then"] = rest
        turn.say(order_texts.after_the_yes(rest))


def ordered(turn: Turn, act: str, units: Iterable[int], *facts: Any) -> None:
    """Keep what an order did, so that "hoàn tác" takes it back; orders of one kind in a message are one."""
    kept = turn.talk.orders
    if kept and (kept[-1]["act"], kept[-1]["message"]) == (act, turn.message):
        kept[-1]["units"] = list(dict.fromkeys([*kept[-1]["units"], *units]))
        kept[-1]["facts"] += facts
    else:
        one = {"act": act, "message": turn.message, "units": list(units), "facts": [*facts], "at": turn.now.isoformat()}
        turn.talk.orders = [*kept[-MOST_KEPT + 1 :], one]


def meant(act: Act) -> Act:
    """Carry out an act that waited, unless the message speaks of other units: "nhắc thôn 2" is no yes to Thôn 3."""

    def carry_out(turn: Turn, waiting: dict[str, Any]) -> None:
        said = set(turn.reading.units) if turn.reading is not None else set()
        others = {int(key) for key in said if key.isdigit()} - set(waiting.get("about", ()))
        if others or (said & EVERYBODY and waiting["act"] not in FOR_SEVERAL):
            turn.say(texts.not_that(turn.voice))
            return
        turn.only = tuple(waiting.get("rounds", ()))
        act(turn, waiting)
        turn.only = ()

    return carry_out
