"""Over "385 trên tổng bao nhiêu": the whole is not known. The count is no zero by that, nor let go in silence."""

import re

from handlers import asking
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.scope import question
from handlers.texts import collect as texts
from handlers.turn import Turn

_UNKNOWN = {"deny", "skip", "report_zero", "postpone"}
_LOOSE = {"unclear", "difficulty_note", "off_topic"}
_REMEMBERS = re.compile(r"\b(?:khong|chua|ko|chang|quen) (?:nho|biet|ro|co|nam|thay)\b|\bchiu\b|\bkhong$")


def said(turn: Turn, reading: Reading) -> bool:
    """Whether a message says so; a day that is named besides is still to be served."""
    waiting = turn.talk.waiting
    asked = question(turn, waiting["question"]) if waiting is not None else None
    text = turn.incoming.text
    if waiting is None or asked is None or any(sign.isdigit() for sign in text):
        return False
    if reading.intent not in _UNKNOWN and not (reading.intent in _LOOSE and _REMEMBERS.search(fold(text))):
        return False
    if any(asked.name not in one.names for one in reading.items if one.names):
        return False  # of another item
    turn.talk.waiting = None
    asking.put_off(turn, asked)
    turn.say(texts.waits_for_total(turn.voice, asked.indicator, waiting["num"]))
    if reading.intent == "postpone" and reading.until is not None:
        return False
    asking.go_on(turn)
    return True
