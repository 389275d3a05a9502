"""The words of what the clock sends, made when it leaves, from what is owed at that moment."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers import asking, briefing, submit
from handlers.deadlines import moved_of
from handlers.scope import Question, question, questions_of
from handlers.texts import form, general
from handlers.texts import join as join_texts
from handlers.texts import officer as officer_texts
from handlers.texts import reach as reach_texts
from handlers.texts import reminders as texts
from handlers.texts import speakers as speaker_texts
from handlers.texts.form import HANOI, Voice, upper_first
from handlers.turn import MOST_BUTTONS, Rules, Turn
from scheduler.ladder import PROMISE
from scheduler.sending import CALL
from store import accounts, conversations, digests, people, promises, reports, sharers
from store.conversations import Step
from store.digests import DIGEST
from store.messages import Button, Incoming, Reply
from store.outbox import recipe_of
from store.people import Role, Sender
from store.reports import Report
from store.session import Db

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
UNSTOPPED = frozenset({PROMISE, "asked"})  # what "dừng nhắc" does not stop


def words_of(
    db: Db, recipe: dict[str, Any], person: int | None, now: datetime, rules: Rules, account: int = 0
) -> dict[str, Any] | None:
    """The recipe as it is sent by this account; None if nobody needs it any more."""
    if recipe.get("say") == "reminder" and person is not None:
        return _reminder(db, recipe, person, now, rules, account)
    if recipe.get("say") == DIGEST and person is not None:
        return _digest(db, recipe, person, now, rules)
    if recipe.get("say") == CALL and person is not None:
        return _to_phone(db, recipe, person, now, rules)
    if recipe.get("say") == "welcome" and person is not None:
        return _welcome(db, recipe, person, now, rules, account)
    if recipe.get("opens") and person is not None:
        return _open_question(db, recipe, person, now, rules)
    return recipe


def named(db: Db, made: dict[str, Any], person: int | None, address: int, now: datetime) -> dict[str, Any]:
    """On a phone of several people what nobody had asked for says whom it is for."""
    if person is None or "for" in made:
        return made
    who = next((one for one in sharers.of(db, address) if one.id == person), None)
    if who is None:
        return made
    label = speaker_texts.label(who.name, [one.unit.name for one in people.roles(db, person, now)])
    return {**made, "for": person, "text": f"{speaker_texts.for_whom(label)}\n{made.get('text', '')}".strip()}


def turn_of(db: Db, person: int, now: datetime, rules: Rules, account: int = 0) -> Turn | None:
    """A turn without a message: the same view of what a person answers for."""
    who = people.person(db, person)
    if who is None:
        return None
    sender = Sender(0, 0, "", "", person, who.name, who.form, who.stopped, None, None, "{}")
    held = people.roles(db, person, now)
    voice = Voice.of(who.form, held[0].role if held else None)
    return Turn(db, conversations.of_person(db, person), sender, Incoming(account, "", ""), 0, now, rules, voice, held)


def _open_question(db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules) -> dict[str, Any]:
    """The question of a returned figure is opened; a doubt that waits for an answer comes first, and is carried."""
    turn = turn_of(db, person, now, rules)
    asked = question(turn, recipe["asks"]) if turn is not None else None
    if turn is None or asked is None:
        return recipe
    _give_way(turn)
    if turn.talk.waiting is not None:
        asking.go_on(turn)
        turn.parts.insert(0, recipe["text"].replace(form.asks_right(asked.indicator), officer_texts.RETURN_WAITS))
        carried = {**recipe, **recipe_of(turn.replies()[0])}
    else:
        turn.talk.office = False
        asking.open_question(turn, asked)
        turn.talk.unit, turn.talk.campaign = asked.report.unit.id, asked.report.campaign.id
        carried = recipe
    conversations.save(db, turn.talk, now)
    return carried


def _give_way(turn: Turn) -> None:
    """A yes or a choice that waits makes way for a new question; a number in doubt, or without its whole, does not."""
    if turn.talk.waiting is not None and turn.talk.waiting["step"] not in {Step.DOUBT, Step.TOTAL}:
        turn.talk.waiting = None


def _digest(db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules) -> dict[str, Any] | None:
    turn = turn_of(db, person, now, rules)
    if turn is None or not briefing.words(turn):
        return None
    kept, numbered = turn.talk.choices, turn.talk.numbered
    reply: Reply = turn.replies()[0]
    if not reply.buttons:
        turn.talk.choices, turn.talk.numbered = kept, numbered
    conversations.save(db, turn.talk, now)
    return {**recipe_of(reply), "sent_for": []}


def _to_phone(db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules) -> dict[str, Any] | None:
    """To an officer, at once: of an urgent ask these villages could not be written to, and still owe it."""
    turn = turn_of(db, person, now, rules)
    if turn is None:
        return None
    for campaign, unit, why in recipe["units"]:
        found = [one for one in reports.reports_of_campaign(db, campaign) if one.unit.id == unit]
        for report in found:
            if report.owed and not report.closed(now):
                members = people.holders_of(db, report.unit, now, Role.MEMBER)
                who = [", ".join(filter(None, (one.name, one.phone))) for one in members]
                turn.say(reach_texts.phone(report.campaign.name, report.unit.name, who, why))
    return recipe_of(turn.replies()[0]) if turn.parts else None


def _welcome(
    db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules, account: int
) -> dict[str, Any] | None:
    """To somebody who has just been given a role: the unit, and to a member the question that is open there."""
    turn, role = turn_of(db, person, now, rules, account), Role(recipe.get("role", Role.MEMBER))
    mine = [one.unit for one in turn.held if one.unit.id == recipe["unit"] and one.role is role] if turn else []
    if turn is None or not mine:
        return None
    if role is not Role.MEMBER:
        how_to = general.officer_how_to if role is Role.OFFICER else general.leader_how_to
        turn.say(join_texts.welcome(turn.voice, role, mine[0].name))
        turn.say(how_to(turn.voice))
        conversations.save(db, turn.talk, now)
        return recipe_of(turn.replies()[0])
    turn.say(texts.welcome(turn.voice, mine[0].name))
    owed = [one for one in turn.reports if one.unit.id == mine[0].id and one.owed and not one.closed(now)]
    owed = [one for one in owed if questions_of(turn, one)]
    if owed:
        missing = [one.indicator.short for one in asking.missing_of(turn, owed[0])]
        turn.say(texts.reminder(turn.voice, owed[0], missing, "", now, moved=moved_of(db, owed[0])))
        if turn.talk.waiting is None and turn.talk.asked is None:
            _first_question(turn, owed[0])
    conversations.save(db, turn.talk, now)
    return recipe_of(turn.replies()[0])


def _reminder(
    db: Db, recipe: dict[str, Any], person: int, now: datetime, rules: Rules, account: int
) -> dict[str, Any] | None:
    turn = turn_of(db, person, now, rules, account)
    if turn is None:
        return None
    owed = [
        (report, stage)
        for campaign, unit, stage in recipe["units"]
        for report in _report(turn, campaign, unit)
        if report.owed and not report.closed(now) and questions_of(turn, report)
        and not (turn.sender.stopped and stage not in UNSTOPPED)
    ]  # fmt: skip
    if not owed:
        return None
    heads: set[str] = set()
    complete = True
    for report, stage in owed:
        missing = [one.indicator.short for one in asking.missing_of(turn, report)]
        complete = complete and not missing
        text = texts.reminder(
            turn.voice, report, missing, _of_another(db, report, stage, person), now, more=stage in heads,
            moved=moved_of(db, report),
        )  # fmt: skip
        turn.say(_urgent(turn, report) if report.campaign.urgent else text)
        heads.add(stage)
    ladder = all(stage not in UNSTOPPED for _, stage in owed)
    if recipe.get("last"):
        officers = people.officers_above(db, owed[0][0].unit, now)
        who = (officers[0].name, officers[0].phone) if officers else (None, None)
        turn.say(texts.last_one(turn.voice, *who, complete=complete))
    elif ladder and not complete and (softer := texts.softer(turn.voice, _unanswered(db, person))):
        turn.say(softer)
    first = owed[0][0]
    _give_way(turn)
    open_now = asking.still_open(turn)
    if turn.talk.waiting is not None:
        asking.go_on(turn)
    elif (
        open_now is not None and open_now.report.owed and not open_now.report.closed(now) and not first.campaign.urgent
    ):
        asking.ask(turn, open_now)
    else:
        _first_question(turn, first)
    conversations.save(db, turn.talk, now)
    reply: Reply = turn.replies()[0]
    if len(reply.buttons) < MOST_BUTTONS and accounts.closes(db, account):
        # Pressing it keeps the account's window open. It is no choice of the talk: typed, it asks what is open.
        reply = replace(reply, buttons=(*reply.buttons, Button(texts.SEEN, {"do": "seen"})))
    return {**recipe_of(reply), "sent_for": recipe["units"], "knock": _knock(turn, [report for report, _ in owed])}


def _of_another(db: Db, report: Report, stage: str, person: int) -> str:
    """The stage; a follow-up of what somebody had promised who answers no more is one of its own."""
    said = promises.words(db, report.campaign.id).get(report.id) if stage == PROMISE else None
    return texts.OF_ANOTHER if said is not None and said.person != person else stage


def _knock(turn: Turn, owed: list[Report]) -> dict[str, str]:
    """The few facts a channel may still tell where it must not carry a text: unit, deadline, how many are missing."""
    number = sum(len(asking.missing_of(turn, report)) for report in owed)
    units = list(dict.fromkeys(upper_first(report.unit.name) for report in owed))
    due = min(report.due for report in owed).astimezone(HANOI)
    return {"don_vi": ", ".join(units), "han": f"{due:%d/%m/%Y}", "so_luong": str(number)}


def _unanswered(db: Db, person: int) -> int:
    """How many reminders have gone to a person since they last wrote."""
    return digests.without_answer(db, person, digests.last_answer(db, person) or LONG_AGO)


def _urgent(turn: Turn, report: Report) -> str:
    asked = questions_of(turn, report)[0].indicator
    return texts.urgent(turn.voice, asked.short, form.by_when(report.due, turn.now), report.unit.name)


def _first_question(turn: Turn, report: Report) -> None:
    missing: list[Question] = asking.missing_of(turn, report)
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    if missing:
        fresh = [one for one in missing if one.mark not in turn.talk.skipped] or missing
        asking.ask(turn, fresh[0])
    elif not submit.only_send(turn, report):
        asking.go_on(turn)


def _report(turn: Turn, campaign: int, unit: int) -> list[Report]:
    if not any(one.unit.id == unit and one.role is Role.MEMBER for one in turn.held):
        return []
    return [one for one in turn.reports if one.campaign.id == campaign and one.unit.id == unit]
