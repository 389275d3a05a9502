"""What is said beside the work: small talk, money, and questions about the book: who writes, who sees the figures."""

from handlers import asking, help
from handlers.language.about import about
from handlers.language.elsewhere import asks_money, is_chat
from handlers.texts import about as texts
from handlers.texts import general
from handlers.texts import speakers as speaker_texts
from handlers.turn import Turn
from store.conversations import Step
from store.people import SHARED, Role


def asked(turn: Turn) -> bool:
    """Answer such a question; False where the message is something else, or a reason that is waited for."""
    waiting = turn.talk.waiting
    if waiting is not None and waiting["step"] == Step.CONFIRM and waiting.get("act") == "return":
        return False
    text = turn.incoming.text
    if is_chat(text) or asks_money(text):
        turn.say(general.small_talk(turn.voice) if is_chat(text) else general.no_money(turn.voice))
        asking.go_on(turn)
        return True
    kind = about(text)
    if kind is None:
        return False
    if kind == "sees":
        mine = turn.units(Role.MEMBER)
        turn.say(texts.who_sees([one.name for one in mine]))
    elif turn.sender.state == SHARED and text.lower().startswith("ai "):
        label = speaker_texts.label(turn.sender.name, [one.unit.name for one in turn.held])
        turn.say(speaker_texts.speaking(label))  # of those who share a phone
    else:
        help.who_i_am(turn)
    asking.go_on(turn)
    return True
