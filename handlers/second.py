"""A second order in one message: one thing is done at a time, and what was not done is said."""

import re

from handlers import scope
from handlers.hearing import ORDERS
from handlers.language.read import read
from handlers.language.reading import Reading
from handlers.texts import orders as texts
from handlers.turn import Turn
from store.people import Role

_PARTS = re.compile(r"[,;.\n]+|\s(?:rồi|và|xong)\s", re.IGNORECASE)
# What may stand before an order; a reason ("trả lại thôn 2, nhắc họ ghi cả 2 số") holds none.
_SERVED = {
    "approve", "remind_now", "status_unit", "status_indicator", "missing_units", "sent_units", "shortfall", "ranking",
    "compare_periods", "list_pending", "ask_deadline", "extensions", "reviewed_by", "nudged", "short_units",
}  # fmt: skip


def name_it(turn: Turn, reading: Reading) -> None:
    """ "Duyệt thôn 1, nhắc thôn 3": the first was served, the second is named as not done."""
    if reading.intent not in _SERVED or turn.incoming.group is not None:
        return
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return
    parts = [part.strip() for part in _PARTS.split(turn.incoming.text) if part.strip()]
    for part in parts[1:]:
        found = read(part, scope.context(turn, part))
        if found.intent in ORDERS and found.intent != reading.intent:
            turn.say(texts.one_at_a_time(turn.voice, part))
            return
