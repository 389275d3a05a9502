"""A nod: "ok", "vâng ạ". It agrees with what was said last; with an act shown further back it does not.

Between the question and the nod something else was served: what waits is shown once more, and nothing is done. "Đồng ý"
and the words of its button say yes to it however much came between.
"""

import re
from typing import Any

from handlers import help
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.turn import Turn
from store.conversations import Step
from store.messages import Button

_NODS = word_set("ok oke oki okay okie u uh uhm um o vang da a em nhe anh chi bac chau roi duoc dc the vay ha hay tot")
_OWN = {"submit", "in_order"}  # what is shown there is told anew by their own means


def is_nod(text: str) -> bool:
    """Whether a text is nothing but a nod."""
    said = re.findall(r"\w+", fold(text))
    return bool(said) and _NODS.issuperset(said)


def remember(turn: Turn, before: dict[str, Any] | None) -> None:
    """What was shown for a yes, in its words; `before` is what waited when the message came."""
    waiting = turn.talk.waiting
    if waiting is None or waiting["step"] != Step.CONFIRM or waiting["act"] in _OWN:
        return
    if any(one.does.get("wait") == waiting["id"] for one in turn.buttons):
        waiting["shown"] = "\n\n".join(turn.parts)
        waiting["offers"] = [[one.label, dict(one.does)] for one in turn.buttons]
        waiting.pop("passed", None)
    elif waiting is before:
        waiting["passed"] = True


def shown_again(turn: Turn) -> bool:
    """Show what waits once more to a nod that came after something else."""
    waiting = turn.talk.waiting
    assert waiting is not None
    return bool(waiting.get("passed")) and is_nod(turn.incoming.text) and shown(turn)


_PLAIN_YES = re.compile(r"\b(?:dong y|nhat tri|chac chan|xac nhan)\b")
_PERHAPS = re.compile(r"(?:(?:thi|u|uh|a)[ ,]+)*(?:chac|co le|hinh nhu|co khi|kha nang)(?: la)? ")
_ERASE = re.compile(
    r"(?:(?:co|u|uh|vang|da|ok|duoc|dung|roi|thi|cu)[ ,]+)*xoa(?: (?:di|luon|het|ho|giup|nhe|a|em|chau|roi))*"
)
# What an act is called, beside the words of its button: "ok nhắc đi" is a plain yes to a reminder that is shown.
_CALLED = {"remind": word_set("nhac giuc"), "remind_all": word_set("nhac giuc"), "urgent": word_set("hoi gui"),
           "close_campaign": word_set("chot dong"), "tell": word_set("nhan gui bao")}  # fmt: skip
_OWN_FIGURES = {*_OWN, "as_before", "undo", "move_figures", "drop_photos", "take_back"}  # put right by a word


def too_loose(turn: Turn) -> bool:
    """Whether a yes is too loose for what waits: for good, or after something else, only a plain one counts."""
    waiting, said = turn.talk.waiting, fold(turn.incoming.text).strip(" .!")
    assert waiting is not None
    if _PLAIN_YES.search(said):
        return False
    if waiting["act"] == "erase":  # not to be had back
        return (bool(waiting.get("passed")) or not is_nod(said)) and _ERASE.fullmatch(said) is None
    if _PERHAPS.match(said) and waiting["act"] not in _OWN_FIGURES:
        return True
    verbs = {fold(label).split()[0] for label, does in waiting.get("offers", ()) if does.get("do") == "yes"}
    verbs |= _CALLED.get(waiting["act"], frozenset())
    return bool(waiting.get("passed")) and waiting["act"] not in _OWN_FIGURES and verbs.isdisjoint(said.split())


def instead_of_silence(turn: Turn) -> None:
    """Nobody is left without an answer: what waits is shown once more, else that the message was not understood."""
    if not shown(turn):
        help.not_understood(turn)


def shown(turn: Turn) -> bool:
    """Show what waits once more; False where its words are not known."""
    waiting = turn.talk.waiting
    if waiting is None or "shown" not in waiting:
        return False
    turn.say(waiting["shown"], *[Button(label, does) for label, does in waiting["offers"]])
    return True
