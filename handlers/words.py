"""The words of what the clock sends, made when it leaves, from what is owed at that moment."""

from datetime import datetime
from typing import Any

from handlers import asking
from handlers.scope import Question, question, questions_of
from handlers.texts import reminders as texts
from handlers.texts.form import Voice
from handlers.turn import Rules, Turn
from store import conversations, people
from store.messages import Incoming, Reply
from store.outbox import recipe_of
from store.people import Role, Sender
from store.reports import Report
from store.session import Db


def words_of(db: Db, recipe: dict[str, Any], person: int | None, now: datetime, rules: Rules) -> dict[str, Any] | None:
    """The recipe as it is sent; None if nobody needs it any more."""
    if recipe.get("say") == "reminder" and person is not None:
        return _reminder(db, recipe, person, now, rules)
    if recipe.get("opens") and person is not None:
        _open_question(db, recipe["asks"], person, now, rules)
    return recipe


def turn_of(db: Db, person: int, now: datetime, rules: Rules) -> Turn | None:
    """A turn without a message: the same view of what a person answers for."""
    who = people.person(db, person)
    if who is None:
        return None
    sender = Sender(0, 0, "", "", person, who.name, who.form, who.stopped, None, None, "{}")
    held = people.roles(db, person, now)
    voice = Voice.of(who.form, held[0].role if held else None)
    return Turn(db, conversations.of_person(db, person), sender, Incoming(0, "", ""), 0, now, rules, voice, held)


def _open_question(db: Db, asks: dict[str, Any], person: int, now: datetime, rules: Rules) -> None:
    turn = turn_of(db, person, now, rules)
    if turn is None or turn.talk.waiting is not None:
        return
    asked = question(turn, asks)
    if asked is not None:
        turn.talk.office = False
        asking.open_question(turn, asked)
        turn.talk.unit, turn.talk.campaign = asked.report.unit.id, asked.report.campaign.id
        conversations.save(db, turn.talk, now)


def _reminder(db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules) -> dict[str, Any] | None:
    turn = turn_of(db, person, now, rules)
    if turn is None:
        return None
    owed = [
        (report, stage)
        for campaign, unit, stage in recipe["units"]
        for report in _report(turn, campaign, unit)
        if report.owed and not report.closed(now) and questions_of(turn, report)
    ]
    if not owed:
        return None
    heads: set[str] = set()
    for report, stage in owed:
        missing = [one.indicator.short for one in asking.missing_of(turn, report)]
        turn.say(texts.reminder(turn.voice, report, missing, stage, now, more=stage in heads))
        heads.add(stage)
    first = owed[0][0]
    open_now = asking.still_open(turn)
    if turn.talk.waiting is not None:
        asking.go_on(turn)
    elif open_now is not None and open_now.report.owed:
        asking.ask(turn, open_now)
    else:
        _first_question(turn, first)
    conversations.save(db, turn.talk, now)
    reply: Reply = turn.replies()[0]
    return {**recipe_of(reply), "sent_for": recipe["units"]}


def _first_question(turn: Turn, report: Report) -> None:
    missing: list[Question] = asking.missing_of(turn, report)
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    if missing:
        fresh = [one for one in missing if one.mark not in turn.talk.skipped] or missing
        asking.ask(turn, fresh[0])
    else:
        asking.go_on(turn)


def _report(turn: Turn, campaign: int, unit: int) -> list[Report]:
    if not any(one.unit.id == unit and one.role is Role.MEMBER for one in turn.held):
        return []
    return [one for one in turn.reports if one.campaign.id == campaign and one.unit.id == unit]
