"""Who of several people on one phone is writing: said, plain from what they press, quote or name, or asked once.

Whoever spoke last goes on speaking, until a pause, or until something was sent to another of them. A message whose
writer is not clear waits until that is answered; nothing of it is stored under the wrong name.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers import addresses, asking
from handlers.language.introductions import (
    asks_who,
    hands_over,
    introduced,
    introduces,
    people_named,
    units_named,
    ways_of,
)
from handlers.language.text import fold
from handlers.texts import speakers as texts
from handlers.texts.form import HANOI
from handlers.turn import Turn
from store import conversations, inbox, outbox, people, sharers
from store.addresses import last_inbound
from store.messages import Button, Incoming, Sent
from store.people import SHARED
from store.units import Unit

PAUSE = timedelta(hours=4)  # after so long, and on another day, somebody else may have the phone
EDITED_WITHIN = timedelta(hours=48)
MOST = 5  # messages that wait to hear who wrote them


@dataclass(frozen=True, slots=True)
class Mate:
    """One of the people of a phone, with what they answer for."""

    id: int
    name: str
    units: tuple[Unit, ...]

    @property
    def label(self) -> str:
        """Their name and their villages."""
        return texts.label(self.name, [one.name for one in self.units])


def mates(turn: Turn) -> list[Mate]:
    """Who uses this phone, those who still answer for something; all of them where nobody does."""
    found = [
        Mate(one.id, one.name, tuple(held.unit for held in people.roles(turn.db, one.id, turn.now)))
        for one in sharers.of(turn.db, turn.sender.address)
    ]
    return [one for one in found if one.units] or found


def settle(turn: Turn) -> list[tuple[int, Incoming]]:
    """The messages to serve now, as of who wrote them: (inbox row, message); none while that has to be asked."""
    found = mates(turn)
    asked = _asked(turn)
    writer = _writer(turn, found, asked)
    if writer is None:
        _ask(turn, found, asked)
        return []
    person, rest = writer
    waited = asked["held"] if asked is not None else []
    turned = person != turn.sender.person
    turn.talk.who = None
    if turned:
        conversations.save(turn.db, turn.talk, turn.now)
        sharers.speaks(turn.db, turn.sender.address, person)
    addresses.become(turn, person)
    for message in (*waited, turn.message):
        sharers.spoke(turn.db, message, person)
    kept = [(id, message) for id in waited if (message := inbox.message(turn.db, id)) is not None]
    turned_over = hands_over(turn.incoming.text)
    others = [one for _, one in kept if turned_over or _named(one, found) - {person}]
    kept = [(id, one) for id, one in kept if one not in others]  # "bác Ba nhắn: 403" is not Chú Tư's
    if others:
        turn.say(texts.not_kept([one.text for one in others]))
    todo = [*kept, (turn.message, rest)] if rest is not None else kept
    if turned or not todo:
        turn.say(texts.speaking(next((one.label for one in found if one.id == person), turn.sender.name)))
    if not todo:
        asking.go_on(turn)
    return todo


def _asked(turn: Turn) -> dict[str, Any] | None:
    """The question who is writing, if it was put here and is fresh; what came while an old one stood is named."""
    who = turn.talk.who
    if who is None or who["address"] != turn.sender.address:
        return None
    if not _paused(datetime.fromisoformat(who["at"]), turn.now):
        return who
    turn.talk.who = None
    lost = [message.text for id in who["held"] if (message := inbox.message(turn.db, id)) is not None and message.text]
    if lost:
        turn.say(texts.not_kept(lost))
    return None


def _paused(last: datetime, now: datetime) -> bool:
    return now - last > PAUSE or last.astimezone(HANOI).date() != now.astimezone(HANOI).date()


def _writer(turn: Turn, found: list[Mate], asked: dict[str, Any] | None) -> tuple[int, Incoming | None] | None:
    """Who wrote this message, and what of it is left to serve; None where that is not clear."""
    incoming, now = turn.incoming, turn.sender.person
    ids = [one.id for one in found]
    assert now is not None
    if len(found) == 1:
        return found[0].id, incoming
    if incoming.kind is Sent.ENTER:
        return now, incoming
    if incoming.kind is Sent.BUTTON:
        return _presser(turn, ids, now)
    if incoming.edits is not None:
        return _first_writer(turn, incoming.edits) or now, incoming
    quoted = sharers.told(turn.db, incoming.account, incoming.quote) if incoming.quote is not None else None
    if quoted in ids:
        return quoted, incoming
    return _said(turn, found, asked)


def _first_writer(turn: Turn, edited: str) -> int | None:
    """Who wrote a message that was changed afterwards."""
    sent = inbox.as_sent(turn.db, turn.sender.address, edited, turn.message, turn.now - EDITED_WITHIN)
    return sharers.writer(turn.db, min(sent.versions)) if sent is not None else None


def _presser(turn: Turn, ids: list[int], now: int) -> tuple[int, Incoming | None]:
    """Who a button was meant for; one that names somebody names who is writing."""
    token, _, place = (turn.incoming.button or "").rpartition(".")
    row = outbox.by_token(turn.db, token)
    if row is None or row[2] != turn.sender.address:
        return now, turn.incoming
    buttons = row[1].get("buttons", [])
    does = buttons[int(place)]["does"] if place.isdigit() and int(place) < len(buttons) else {}
    if does.get("do") == "speaks" and does["person"] in ids:
        return does["person"], None
    return row[3] if row[3] in ids else now, turn.incoming


def _said(turn: Turn, found: list[Mate], asked: dict[str, Any] | None) -> tuple[int, Incoming | None] | None:
    """Who is writing, by the words, by the villages they name, else whoever spoke last if nothing speaks against it."""
    incoming, now = turn.incoming, turn.sender.person
    assert now is not None
    if asked is not None and (number := _number(incoming.text, asked)) is not None:
        return number, None
    ways = ways_of({one.id: (one.name, *(unit.name for unit in one.units)) for one in found})
    said = introduced(incoming.text, ways, asked=asked is not None)
    if said is not None:
        bare = not said[1] and incoming.kind is Sent.TEXT
        return said[0], None if bare else replace(incoming, text=said[1])
    if asks_who(incoming.text):
        return None
    meant = list(_named(incoming, found))
    only = meant[0] if len(meant) == 1 else None
    if incoming.group is not None:  # who is writing is not asked before everybody
        return only or now, incoming
    fresh = asked is None and not _may_be_another(turn, now)
    if fresh and (not meant or now in meant):
        return now, incoming
    return (only, incoming) if only is not None and not fresh else None


def _named(incoming: Incoming, found: list[Mate]) -> set[int]:
    """Of whom a message speaks, by their names or their villages."""
    named = units_named(incoming.text, {unit.id: unit.name for one in found for unit in one.units})
    spoken_of = people_named(incoming.text, {one.id: one.name for one in found}) if incoming.group is None else set()
    return {one.id for one in found if one.id in spoken_of or named & {unit.id for unit in one.units}}


def _number(text: str, asked: dict[str, Any]) -> int | None:
    """The number of a choice, where the choices are numbered lines."""
    said, listed = fold(text.strip()), asked["people"]
    return int(listed[int(said) - 1]) if said.isdigit() and 1 <= int(said) <= len(listed) else None


def _may_be_another(turn: Turn, now: int) -> bool:
    last = last_inbound(turn.db, turn.sender.address)
    return last is None or _paused(last, turn.now) or sharers.told_others(turn.db, turn.sender.address, now, last)


def _ask(turn: Turn, found: list[Mate], asked: dict[str, Any] | None) -> None:
    held = [] if asks_who(turn.incoming.text) else [turn.message]
    before = asked["held"] if asked is not None else []
    turn.talk.who = {
        "address": turn.sender.address,
        "at": turn.now.isoformat(),
        "held": [*before, *held][-MOST:],
        "people": [one.id for one in found],
    }
    turn.say(
        texts.who([one.label for one in found], asked is not None),
        *(Button(one.label, {"do": "speaks", "person": one.id}) for one in found),
    )


def introduced_alone(turn: Turn) -> bool:
    """ "Đây là thôn 3" from a phone of one person: whose it is, and how another comes to share it."""
    if turn.sender.state == SHARED or turn.incoming.group is not None or not introduces(turn.incoming.text):
        return False
    turn.say(texts.whose_phone(turn.voice, texts.label(turn.sender.name, [one.unit.name for one in turn.held])))
    asking.go_on(turn)
    return True


def how_to_change(turn: Turn) -> None:
    """How to say who is writing, to whoever has just come to share a phone."""
    others = [one for one in mates(turn) if one.id != turn.person]
    if others:
        turn.say(texts.how_to_change([one.label for one in others], others[0].name))
