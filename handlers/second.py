"""Several orders in one message: each that is complete in itself is done in turn; what is not done is said."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import scope
from handlers.hearing import ORDERS, heard
from handlers.language.read import read
from handlers.language.reading import Reading
from handlers.texts import orders as texts
from handlers.turn import Turn
from store.people import Role

_PARTS = re.compile(r"[,;.\n]+(?!\d)|\s(?:rồi|và|xong|còn)\s", re.IGNORECASE)
# What may stand before an order; a reason ("trả lại thôn 2, nhắc họ ghi cả 2 số") holds none.
_SERVED = {
    "approve", "remind_now", "show_report", "status_unit", "status_indicator", "missing_units", "sent_units",
    "shortfall", "ranking",
    "compare_periods", "list_pending", "ask_deadline", "extensions", "reviewed_by", "nudged", "short_units",
}  # fmt: skip
_MOST = 4


def serve(turn: Turn, reading: Reading, act: Callable[[Turn, Reading], None]) -> None:
    """ "Duyệt thôn 1, trả lại thôn 3 vì chưa có ảnh, nhắc thôn 2": one after another, each part by itself.

    An order that names its unit is done, as long as nothing waits for a yes; any other is named as not done.
    """
    whole, orders = turn.incoming, _orders(turn, reading)
    if orders:
        text = orders[0][0]
        turn.incoming = replace(whole, text=text)
        first = heard(turn, text)
        reading = turn.reading = first if first.intent == reading.intent else reading
    act(turn, reading)
    for text, order in orders[1:]:
        turn.incoming, turn.reading = replace(whole, text=text), order
        if turn.talk.waiting is None and any(key.isdigit() for key in order.units):
            act(turn, order)
        else:
            turn.say(texts.one_at_a_time(turn.voice, text))
    turn.incoming = whole


def _orders(turn: Turn, reading: Reading) -> list[tuple[str, Reading]]:
    """What stands before the second order, and each order from there on; nothing where there is but one."""
    if reading.intent not in _SERVED or turn.incoming.group is not None:
        return []
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return []
    first, *parts = [part.strip() for part in _PARTS.split(turn.incoming.text) if part.strip()] or [""]
    pieces: list[str] = []
    for part in parts:
        if read(part, scope.context(turn, part)).intent in ORDERS:
            pieces.append(part)
        elif pieces:
            pieces[-1] += f", {part}"  # "nhắc thôn 2 và thôn 3", "trả lại thôn 3 vì chưa có ảnh, chưa đủ số"
    found: list[tuple[str, Reading]] = []
    last = reading
    for piece in pieces[:_MOST]:
        order = read(piece, scope.context(turn, piece))
        if order.intent not in ORDERS or (order.intent == last.intent and set(order.units) <= set(last.units)):
            continue
        if not found:
            found.append(
                (turn.incoming.text[: turn.incoming.text.find(piece.partition(", ")[0])].strip(" ,;.\n"), reading)
            )
        found.append((piece, order))
        last = order
    return found if first else []
