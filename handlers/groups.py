"""A message written in a group: answered there as far as everybody may read it, else in private.

A group hears figures confirmed to their sender by name, totals, thanks and the deadline. Whatever names who is late,
ranks somebody, shows a village's or a person's own things, or orders something, is answered to its sender alone.
"""

import re
from dataclasses import replace

from handlers import scope
from handlers.answers import FIGURE_INTENTS
from handlers.language.reading import Reading
from handlers.texts import general
from handlers.turn import Turn
from store.conversations import Step
from store.messages import Sent

# Who calls the bot. Its name holds "thôn", so it is taken out before anything is read.
_CALLED = re.compile(r"@\s?(?:s[ổo]\s?th[ôo]n|\S+)|\b(?:s[ổo] th[ôo]n|bot) [ơo]i\b", re.IGNORECASE)
# What the bot asked there of somebody, about what they wrote there; everything else waits between two.
_ASKED_THERE = {Step.DOUBT, Step.TOTAL, Step.CHOOSE}
_HERE = FIGURE_INTENTS | {
    "thanks", "ask_deadline", "ask_definition", "ask_target", "ask_help", "status_indicator", "status_unit", "undo",
    "off_topic", "unsafe", "switch_language", "held_back", "complaint", "unclear",
}  # fmt: skip
_PRESSED_HERE = {"keep", "use", "again", "choose", "edit", "number", "answer"}


def without_call(text: str) -> str:
    """A message without the word that calls the bot."""
    return _CALLED.sub(" ", text).strip(" ,:")


def called(turn: Turn) -> None:
    """Take the call out of the message; what remains is what was said."""
    turn.incoming = replace(turn.incoming, text=without_call(turn.incoming.text))


def met_stranger(turn: Turn) -> bool:
    """Somebody who has not joined, or a code: joining is between two, and a code in a group is everybody's."""
    if turn.sender.person is not None and turn.incoming.kind is not Sent.ENTER:
        return False
    turn.say(general.join_privately(turn.voice))
    return True


def waits_there(turn: Turn) -> bool:
    """Whether an answer from this message may be to what lies over the open question."""
    return turn.incoming.group is None or turn.talk.step in _ASKED_THERE


def is_private(turn: Turn, reading: Reading) -> bool:
    """Whether the answer to this is not for everybody to read."""
    if turn.incoming.group is None:
        return False
    if reading.intent in {"status_unit", "status_indicator"}:
        of_village = any(unit.level == "thon" for unit in scope.named_units(turn))
        return of_village or not turn.units(*scope.READERS)
    return reading.intent not in _HERE and reading.intent != "greeting"


def press_is_private(turn: Turn, verb: str) -> bool:
    """The same of a button under a message in a group."""
    return turn.incoming.group is not None and verb not in _PRESSED_HERE


def aside(turn: Turn) -> None:
    """From here on the sender is answered in private; the group hears that they were."""
    turn.aside = general.told_privately(turn.voice)
    turn.incoming = replace(turn.incoming, group=None)
