"""An act that may be meant and was not surely said: it is shown and asked, never done."""

from handlers import orders, plans, privacy, reminders, review, scope
from handlers.language.reading import Reading
from handlers.texts import general
from handlers.turn import Turn
from store.conversations import Step
from store.people import Role


def asked(turn: Turn, reading: Reading) -> bool:
    """Ask about the doubtful act of a message that says nothing else; False where there is nothing to ask."""
    act = reading.doubtful
    asks_how = reading.intent == "ask_help" and act in {"opt_out", "delete_my_data"}
    if act is None or (reading.intent != "unclear" and not asks_how) or turn.incoming.group is not None:
        return False
    named, but = scope.named_but(turn)
    office = bool(turn.units(Role.OFFICER, Role.SUPERVISOR))
    if act == "confirm" and turn.talk.step is Step.CONFIRM:
        turn.say(general.yes_or_no(turn.voice))
    elif act == "approve" and office:
        review.approve(turn, named, bool(but) or plans.everything(turn, reading.units), sure=False, but=but)
    elif act == "remind_now" and office and (named or but):
        orders.remind(turn, named, bool(but) and not named, sure=False, but=but)
    elif act == "delete_my_data":
        privacy.ask_erase(turn)
    elif act == "opt_out":
        reminders.ask_stop(turn)
    else:
        return False
    return True
