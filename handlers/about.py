"""What is said beside the work: small talk, money, and questions about the book: who writes, who sees the figures."""

from handlers import asking, help, privacy
from handlers.language.about import about, other_village, unmade
from handlers.language.elsewhere import asks_money, asks_writing, is_chat
from handlers.language.text import fold
from handlers.scope import READERS
from handlers.texts import about as texts
from handlers.texts import general
from handlers.texts import join as join_texts
from handlers.texts import speakers as speaker_texts
from handlers.turn import Turn
from store import people
from store.conversations import Step
from store.people import SHARED, Role

_BESIDE = ((is_chat, general.small_talk), (asks_money, general.no_money), (asks_writing, general.no_writing))

_ANSWERS = {
    "lists": texts.no_lists,
    "needs_code": texts.code_from_office,
    "enters": texts.enters,
    "wrong_chat": texts.wrong_chat,
    "password": texts.password,
    "what_for": texts.what_for,
    "mistakes": texts.mistakes,
    "unread": texts.unread,
    "no_calls": texts.no_calls,
    "waited": texts.waited,
}
_FOR_TEAMS = {
    "lists",
    "needs_code",
    "enters",
    "officers",
    "together",
    "unread",
    "no_calls",
    "waited",
}  # an office has these itself


def asked(turn: Turn) -> bool:
    """Answer such a question; False where the message is something else, or a reason that is waited for."""
    waiting = turn.talk.waiting
    if waiting is not None and waiting["step"] == Step.CONFIRM and waiting.get("act") == "return":
        return False
    text = turn.incoming.text
    for holds, words in _BESIDE:
        if holds(text):
            turn.say(words(turn.voice))
            asking.go_on(turn)
            return True
    if turn.units(*READERS) and (lacking := unmade(text)) is not None:
        turn.say(texts.not_made(turn.voice, lacking))
        return True
    kind = about(text)
    if kind == "wrong_chat" and waiting is not None and waiting["step"] == Step.CHOOSE and "item" in waiting:
        turn.talk.waiting = None  # the number was meant for somebody else
    if kind is None and _of_another_village(turn):
        turn.say(texts.only_own(turn.voice, turn.units(Role.MEMBER)[0].name))
        asking.go_on(turn)
        return True
    if kind == "unread" and turn.talk.obstacle is not None:
        return False  # what stood in the way of the people
    if kind is None or (kind in _FOR_TEAMS and turn.units(*READERS)):
        return False
    if kind == "sees":
        turn.say(texts.who_sees([one.name for one in turn.units(Role.MEMBER)]))
    elif kind == "may_help":
        turn.say(texts.may_help(turn.voice, turn.sender.name))
    elif kind == "my_data":
        privacy.show(turn)
    elif kind in _ANSWERS:
        turn.say(_ANSWERS[kind](turn.voice))
    elif kind == "officers" and turn.units(Role.MEMBER):
        unit = turn.units(Role.MEMBER)[0]
        found = [(one.name, one.phone) for one in people.officers_above(turn.db, unit, turn.now)]
        turn.say(texts.officers(turn.voice, found))
    elif kind == "together":
        turn.say(texts.together())
    elif kind == "mine":
        turn.say(texts.mine(turn.voice, join_texts.roles_said(turn.held)))
    elif kind in {"kept", "stays"}:
        turn.say(texts.stranger("kept") if kind == "kept" else texts.stays())
    elif turn.sender.state == SHARED and text.lower().startswith("ai "):
        label = speaker_texts.label(turn.sender.name, [one.unit.name for one in turn.held])
        turn.say(speaker_texts.speaking(label))  # of those who share a phone
    else:
        help.who_i_am(turn)
    asking.go_on(turn)
    return True


def _of_another_village(turn: Turn) -> bool:
    """ "Thôn khác thế nào", "thôn 2 gửi chưa", of a team that looks after one village."""
    mine, place = turn.units(Role.MEMBER), other_village(turn.incoming.text)
    return place is not None and len(mine) == 1 and not turn.units(*READERS) and place != fold(mine[0].name)
