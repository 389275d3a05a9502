"""Somebody nobody knows asks to be let in: the office of their commune hears of it, once a day, and sends an invite."""

import re
from datetime import timedelta

from handlers.language.text import fold
from handlers.texts import join as texts
from handlers.turn import Turn
from store import people
from store.audit import audit, audited
from store.conversations import Step
from store.units import Unit

_ASKS_IN = re.compile(
    r"\b(?:muon|xin|cho|nho|them|dang ky)\b.*\b(?:vao|tham gia|gia nhap|dang ky|bao so|bao cao)\b|\bdang ky\b"
    r"|\b(?:gap|goi|lien he|noi chuyen)\b.*\b(?:can bo|xa|nguoi|toi|bac|em|anh|chi)\b"
    r"|\b(?:to truong|to pho|truong thon|truong xom|can bo to)\b"
)
_MOST_A_DAY = 5  # messages of this kind that an office gets; a bot that anybody may write to has other visitors


def asked_in(turn: Turn) -> bool:
    """Whether the stranger asks to join, or for a person: the office hears their words, nothing is kept."""
    if _ASKS_IN.search(fold(turn.incoming.text)) is None:
        return False
    waiting = turn.talk.waiting or {}
    told = waiting.get("told") == turn.today.isoformat()
    office = _office(turn)
    if office is None:
        turn.say(texts.which_commune())
        return True
    since = turn.now - timedelta(days=1)
    if not told and audited(turn.db, "stranger.asked", office.id, since) < _MOST_A_DAY:
        for officer in people.holders_of(turn.db, office, turn.now, people.Role.OFFICER):
            turn.tell(officer.id, texts.stranger_asks(turn.incoming.text[:160]), kind="help")
        audit(turn.db, "stranger.asked", turn.now, unit=office.id)
        told = True
    turn.talk.waiting = {"step": Step.CODE.value, "id": 0, "told": turn.today.isoformat() if told else None}
    turn.say(texts.office_told(office.name) if told else texts.stranger(turn.voice))
    return True


def _office(turn: Turn) -> Unit | None:
    """The commune meant: the one whose name is in the message, or the only one there is."""
    found = people.offices(turn.db, turn.now)
    said = f" {fold(turn.incoming.text)} "
    named = [one for one in found if f" {fold(one.name)} " in said]
    if len(found) == 1:
        return found[0]
    return named[0] if len(named) == 1 else None
