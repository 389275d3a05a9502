"""A denominator that an office was told of ("công an báo thôn 4 có 520 người trưởng thành"): shown, and asked."""

import re
from typing import Any

from handlers import bases, plans, scope
from handlers.language.errands import Errand
from handlers.language.text import fold
from handlers.texts import orders as order_texts
from handlers.texts import short_asks as texts
from handlers.turn import Turn
from store import units
from store.people import Role


def shown(turn: Turn, found: Errand) -> bool:
    """ "Công an báo thôn 4 có 520 người trưởng thành": what an office was told of a list is shown, and asked."""
    key, digits = bases.named_base(found.words) or _counted(found.words), re.sub(r"\D", "", found.words.split()[0])
    named = [one for one in scope.named_units(turn) if one.level == "thon"]
    if len(named) != 1 or key == bases.WHOLE or not digits or not int(digits) or turn.units(Role.MEMBER):
        return False
    if turn.talk.waiting is not None or turn.talk.asked is not None or not turn.may(Role.OFFICER, named[0]):
        return False
    before, name = bases.on_record(turn, named[0], key)
    if before is not None and before.value == int(digits):
        turn.say(order_texts.base_same(named[0].name, name, int(digits)))
        return True
    was = before.value if before is not None else None
    plans.show(
        turn, "base_set", texts.base_plan(named[0].name, name, was, int(digits)), [named[0].id], base=key,
        value=int(digits),
    )  # fmt: skip
    return True


def _counted(words: str) -> str:
    return "ho" if "ho" in fold(words).split() else "dan_so"


def _base_set(turn: Turn, waiting: dict[str, Any]) -> None:
    bases.set_to(turn, units.unit(turn.db, waiting["about"][0]), waiting["base"], waiting["value"])


CONFIRMED: dict[str, plans.Act] = {"base_set": plans.meant(_base_set)}
