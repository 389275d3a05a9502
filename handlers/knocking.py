"""Somebody nobody knows asks to be let in: the office of their commune hears of it, once a day, and sends an invite."""

import re
from datetime import timedelta

from handlers.language.text import cut, fold
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
_LONGEST = 160  # signs of what is passed on


def asked_in(turn: Turn) -> bool:
    """Whether the stranger asks to join, or for a person: the office hears their words, nothing is kept."""
    waiting = turn.talk.waiting or {}
    office, before = _office(turn), waiting.get("knocked")
    if _ASKS_IN.search(fold(turn.incoming.text)) is None and (before is None or office is None):
        return False
    words = turn.incoming.text if before is None else f"{before} {turn.incoming.text}"  # "muốn vào sổ", "xã Hà Lan"
    if office is None:
        turn.talk.waiting = {**waiting, "knocked": words[:_LONGEST]}
        turn.say(texts.which_commune())
        return True
    today = f"{turn.today.isoformat()}/{office.id}"
    told = waiting.get("told") == today or _tell(turn, office, words[:_LONGEST])
    turn.talk.waiting = {"step": Step.CODE.value, "id": 0, "told": today if told else None}
    turn.say(texts.office_told(office.name) if told else texts.stranger(turn.voice))
    return True


def _tell(turn: Turn, office: Unit, words: str) -> bool:
    """Pass the words on to the officers; False where they have had enough of these today."""
    officers = people.holders_of(turn.db, office, turn.now, people.Role.OFFICER)
    if audited(turn.db, "stranger.asked", office.id, turn.now - timedelta(days=1)) >= _MOST_A_DAY or not officers:
        return False
    for officer in officers:
        turn.tell(officer.id, texts.stranger_asks(words), kind="help")
    audit(turn.db, "stranger.asked", turn.now, unit=office.id)
    return True


def _office(turn: Turn) -> Unit | None:
    """The commune meant: the one whose name is in the message, or the only one there is."""
    found = people.offices(turn.db, turn.now)
    if len(found) == 1:
        return found[0]
    said = f" {' '.join(cut(turn.incoming.text).words)} "
    named = [one for one in found if f" {fold(one.name)} " in said]
    return named[0] if len(named) == 1 else None
