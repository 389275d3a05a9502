"""One turn: conversation and message in, conversation and replies out. All behaviours are listed here.

It sends nothing, commits nothing, knows no clock. What a message means is read first; what is allowed is decided by
role in the behaviour itself. Something that waits (a doubt, a confirmation) is served before the open question.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers import (
    answers,
    asking,
    bases,
    bubbles,
    buttons,
    campaigns,
    correct,
    difficulty,
    edited,
    errands,
    evidence,
    groups,
    help,
    join,
    kinds,
    orders,
    privacy,
    reminders,
    review,
    scope,
    status,
    submit,
    unsure,
    waiting,
)  # fmt: skip
from handlers.hearing import choices_read, figures_in, first_named, heard, levels_read, quoted
from handlers.language.explain import trace
from handlers.language.read import read
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.texts import collect as collect_texts
from handlers.texts import general
from handlers.texts import status as status_texts
from handlers.texts.form import FORMS, Voice
from handlers.turn import Rules, Turn
from store import inbox, people, reports
from store.conversations import Conversation, Step
from store.messages import Incoming, Reply, Sent
from store.people import Role, Sender
from store.session import Db

LONGEST = 4000
_NAME_WORDS = 7  # a message of more words is not only the name of an item
_ALL_OF_THEM = re.compile(r"\b(?:duyet|ca|ok) (?:luon )?(?:ca|het|tat ca|toan bo)\b")
_ALL_MINE = re.compile(r"\b(?:ca (?:hai|ba|may|cac|2|3)|cac|het cac|tat ca cac|hai|2|moi)(?: thon| to| noi| bao cao)?$")


def handle(
    db: Db, talk: Conversation, sender: Sender, incoming: Incoming, message: int, now: datetime, rules: Rules
) -> tuple[Conversation, tuple[Reply, ...]]:
    """Serve one message. Figures are written through `store`; nothing else has an effect."""
    turn = Turn(db, talk, sender, incoming, message, now, rules, Voice.of(sender.form, None))
    if not incoming.addressed:
        return talk, ()
    if sender.person is not None:
        people.seen(db, sender.address, now)
        turn.held = people.roles(db, sender.person, now)
        turn.voice = Voice.of(sender.form, turn.held[0].role if turn.held else None)
    if incoming.group is not None:
        groups.called(turn)
    if incoming.group is None or not groups.met_stranger(turn):
        _route(turn)
    if incoming.kind is Sent.TEXT and incoming.edits is None:
        bubbles.remember(turn)
    turn.talk.at = now.isoformat()
    if turn.reading is not None and turn.reading.seen is not None:
        inbox.was_read(db, message, [line for step in trace(turn.reading) for line in str(step).splitlines()])
    return turn.talk, turn.replies()


def apology(sender: Sender) -> str:
    """What is said when a turn raised."""
    return general.sorry(Voice.of(sender.form, None))


def _route(turn: Turn) -> None:
    incoming = turn.incoming
    if incoming.kind is Sent.BUTTON:
        buttons.press(turn)
    elif len(incoming.text) > LONGEST:
        turn.say(general.too_long(turn.voice))
    elif turn.sender.person is None:
        choice = buttons.typed_choice(turn, fold(incoming.text.strip()))
        if choice is not None:
            buttons.do(turn, choice)
        else:
            join.unknown(turn)
    elif incoming.kind is Sent.ENTER:
        join.known_with_code(turn, incoming.text)
    elif incoming.kind is Sent.FILE:
        if incoming.text:
            turn.reading = read(incoming.text, scope.context(turn, incoming.text))
        evidence.received(turn)
    elif incoming.kind is Sent.STICKER:
        turn.say(general.sticker(turn.voice))
        if turn.talk.asked is not None or turn.talk.waiting is not None:
            asking.go_on(turn)
    elif incoming.kind is Sent.VOICE:
        turn.say(general.voice_message(turn.voice))
        asking.go_on(turn)
    elif not turn.held:
        _without_role(turn)
    else:
        _text(turn)


def _without_role(turn: Turn) -> None:
    code = join._code(turn)
    if code is not None:
        join.known_with_code(turn, code)
        return
    turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    if turn.reading.intent == "delete_my_data":
        _my_data(turn, turn.reading)
    else:
        from handlers.texts.join import no_role

        turn.say(no_role(turn.voice))


# A code as it is given out, nothing beside it: letters and digits mixed, as nobody writes a figure.
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z\d]{6}")


def _text(turn: Turn) -> None:
    text = turn.incoming.text.strip()
    if turn.incoming.edits is not None:
        turn.reading = edited.meant(turn, heard(turn, text))
        if turn.reading is not None:
            _intent(turn, turn.reading)
        return
    here = groups.waits_there(turn)
    if turn.incoming.group is None and _CODE.fullmatch(text):
        join.known_with_code(turn, text)
        return
    choice = buttons.typed_choice(turn, fold(text)) if here else None
    if choice is not None:
        buttons.do(turn, choice)
        return
    if turn.incoming.group is None and turn.talk.step is not Step.FORM and errands.serve(turn):
        return
    if turn.sender.form is None and turn.talk.step is not Step.FORM and text.lower() in FORMS:
        privacy.call_me(turn, text.lower())  # asked at joining, answered later
        asking.go_on(turn)
        return
    reading = turn.reading = kinds.as_asked(
        turn, levels_read(turn, choices_read(turn, quoted(turn, heard(turn, text))))
    )
    if turn.incoming.quote is None:
        reading = turn.reading = bubbles.gone_on(turn, reading)
    step = turn.talk.step if here else Step.NOTHING
    if step is Step.FORM:
        join.answer_form(turn, join.form_said(reading.address, text))
    elif (
        (step is Step.DOUBT and waiting.doubt(turn, reading))
        or (step is Step.CONFIRM and waiting.confirm(turn, reading))
        or (step is Step.TOTAL and waiting.total(turn, reading))
        or (step is Step.CHOOSE and waiting.choose(turn, reading))
    ):
        pass
    else:
        _intent(turn, reading)


def _intent(turn: Turn, reading: Reading) -> None:
    talk = turn.talk
    if unsure.asked(turn, reading):
        return
    items = figures_in(reading) if reading.intent not in {"off_topic", "unsafe"} else []
    alone = turn.incoming.group is None  # nothing written in a group answers what was asked between two
    if alone and difficulty.answered(turn, reading, items):
        return
    if alone and answers.bare_yes_no(turn, reading):
        return
    if items and reading.intent in answers.FIGURE_INTENTS:
        answers.take_figures(turn, reading, items, lambda intent: _beside(turn, reading, intent))
        return
    if reading.intent == "unclear" and alone and (_turned_to_unit(turn) or _turned_to_item(turn, reading)):
        return
    if groups.is_private(turn, reading):
        groups.aside(turn)
    if reading.intent in {"unclear", "confirm"} and bubbles.only_filler(turn):
        turn.say(general.all_right(turn.voice))
        asking.go_on(turn)
        return
    act = _INTENTS.get(reading.intent)
    if reading.intent in {"unclear", "off_topic"} and alone and bases.told(turn, scope.named_unit(turn)):
        asking.go_on(turn)
        return
    if act is None and (reading.yes or reading.no):
        _confirmed(turn, reading)
        return
    if act is None:
        help.not_understood(turn)
        return
    if reading.intent not in _SIDE | {"difficulty_note"}:
        talk.obstacle = None
    failures = talk.failures
    act(turn, reading)
    if talk.failures == failures and reading.intent != "off_topic":
        talk.failures = 0  # it was understood: the next failure is the first again
    if reading.intent in _SIDE:
        asking.go_on(turn)


def _turned_to_unit(turn: Turn) -> bool:
    """A member of several villages names one of them: its questions come next."""
    mine = {unit.id for unit in turn.units(Role.MEMBER)}
    unit = next((one for one in scope.named_units(turn) if one.id in mine), None)
    if unit is None or len(mine) < 2:
        return False
    owed = [one for one in asking.owed(turn) if one.unit.id == unit.id]
    turn.talk.unit, turn.talk.campaign, turn.talk.asked = unit.id, owed[0].campaign.id if owed else None, None
    help.greet(turn, unit)
    return True


def _turned_to_item(turn: Turn, reading: Reading) -> bool:
    """A member names one item and no more: its question comes next."""
    if turn.talk.waiting is not None or turn.incoming.group is not None or len(reading.text.split()) > _NAME_WORDS:
        return False
    asked = help.named(turn, reading.items) if len(reading.items) == 1 else None
    if asked is None or not turn.may(Role.MEMBER, asked.report.unit):
        return False
    if any(asked.indicator.id == one.indicator.id for one in asking.missing_of(turn, asked.report)):
        asking.ask(turn, asked)
    else:
        correct.edit(turn, asked)
    return True


def _beside(turn: Turn, reading: Reading, intent: str) -> None:
    """What a message asks or says besides its figures."""
    if intent in _SIDE | {"postpone", "difficulty_note", "ask_help"}:
        if groups.is_private(turn, replace(reading, intent=intent)):
            turn.say(general.ask_privately(turn.voice))
            return
        _INTENTS[intent](turn, replace(reading, items=()))


def _reader(turn: Turn) -> bool:
    """Whether the sender reads for a commune or more (officer, leader, supervisor)."""
    return bool(turn.units(*scope.READERS))


# "Xem lại báo cáo của tôi", "thôn mình đã báo những số gì": the figures are wanted, not how many there are.
_LISTED = re.compile(
    r"\b(?:bao|nop|gui|ghi|khai) (?:duoc |cho em )?(?:nhung |cac )?(?:gi|so nao|muc nao)\b"
    r"|\bxem\b.*\b(?:bao cao|so lieu|cac so)\b|\bnhung (?:so|muc) (?:gi|nao)\b"
)


_LAST_TIME = re.compile(r"\b(?:ky|lan|dot|thang|quy|nam) (?:truoc|ngoai)\b")


def _status(turn: Turn, reading: Reading) -> None:
    unit = scope.named_unit(turn)
    if not _reader(turn) or (unit is not None and turn.may(Role.MEMBER, unit)):
        if unit is not None and not turn.may(Role.MEMBER, unit):
            turn.say(collect_texts.not_your_unit(turn.voice, unit.name))
        elif _LAST_TIME.search(fold(reading.text)) and help.last_time(turn, reading.items):
            pass
        elif first_named(reading) is not None:
            _indicator(turn, reading)
        elif _LISTED.search(fold(reading.text)):
            _show(turn, reading)
        else:
            help.progress(turn, unit)
        return
    if unit is not None and unit.level == "thon":
        status.village_figures(turn, unit)
    else:
        status.unit_status(turn, unit)


def _elsewhere(turn: Turn, reading: Reading) -> bool:
    """A reader names a place that is not theirs to see."""
    if reading.units or not reading.unknown_units or not _reader(turn):
        return False
    turn.say(status_texts.not_yours_to_see(turn.voice, scope.place_said(reading)))
    return True


def _indicator(turn: Turn, reading: Reading) -> None:
    if _elsewhere(turn, reading):
        return
    status.indicator_status(
        turn, first_named(reading), scope.named_unit(turn), "commune" in reading.units or "district" in reading.units
    )


def _show(turn: Turn, reading: Reading) -> None:
    unit = scope.named_unit(turn)
    if unit is None and not _reader(turn):
        report = submit.wanted(turn)
        if report is not None:
            turn.talk.shown.pop(str(report.id), None)
            submit.show(turn, report)
        return
    if unit is not None and turn.may(Role.OFFICER, unit):
        review.show_report(turn, unit)
    elif unit is not None:
        status.village_figures(turn, unit)
    else:
        status.unit_status(turn, None)


def _approve(turn: Turn, reading: Reading) -> None:
    everything = (
        bool({"all", "all_missing"} & set(reading.units)) or _ALL_OF_THEM.search(fold(reading.text)) is not None
    )
    review.approve(turn, scope.named_units(turn), everything)


def _remind(turn: Turn, reading: Reading) -> None:
    named = scope.named_units(turn)
    orders.remind(turn, named, not named)


def _submit(turn: Turn, reading: Reading) -> None:
    unit = scope.named_unit(turn)
    if unit is None:
        if len(turn.units(Role.MEMBER)) > 1 and _ALL_MINE.search(fold(reading.text).strip(" .!")):
            submit.submit_all(turn)
        else:
            submit.submit(turn)
        return
    if not turn.may(Role.MEMBER, unit) and not turn.may(Role.OFFICER, unit):
        turn.say(collect_texts.not_your_unit(turn.voice, unit.name))
        return
    found = [one for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if scope.indicators_of(turn.rules, one)]
    live = [one for one in found if not one.closed(turn.now)] or found
    owed = [one for one in live if one.owed] or live
    submit.submit(turn, owed[0] if owed else None)


def _confirmed(turn: Turn, reading: Reading) -> None:
    if any(reading.items):
        help.not_understood(turn)
        return
    if reading.yes and turn.incoming.group is None and submit.offered(turn):
        return
    turn.say(general.not_now(turn.voice))
    asking.go_on(turn)


def _my_data(turn: Turn, reading: Reading) -> None:
    if fold(reading.text).startswith(("xoa", "huy", "quen")) or " xoa" in fold(reading.text):
        privacy.ask_erase(turn)
    else:
        privacy.show(turn)
        if turn.talk.asked is not None:
            asking.go_on(turn)


def _office(turn: Turn, reading: Reading) -> None:
    """ "Nhập số xã": the office's own items, one after another."""
    if turn.units(Role.OFFICER):
        asking.office_items(turn)
    else:
        turn.say(general.no_right(turn.voice, "nhập số của xã"))


def _postpone(turn: Turn, reading: Reading) -> None:
    reminders.postpone(turn, reading.until)


def _difficulty(turn: Turn, reading: Reading) -> None:
    difficulty.note(turn, reading.reason or turn.incoming.text, reading.items)


def _correct(turn: Turn, reading: Reading) -> None:
    asked = help.named(turn, reading.items)
    if asked is not None:
        correct.edit(turn, asked)
    elif turn.talk.last and (last := scope.question(turn, turn.talk.last[-1])) is not None:
        correct.edit(turn, last)
    else:
        correct.what(turn)


def _register(turn: Turn, reading: Reading) -> None:
    code = join._code(turn)
    if code is not None:
        join.known_with_code(turn, code)
    else:
        from handlers.texts.join import change_unit

        turn.say(change_unit(turn.voice))


def _unsafe(turn: Turn, reading: Reading) -> None:
    turn.say(general.unsafe(turn.voice, reading.kind))


def _off_topic(turn: Turn) -> None:
    """Other business: said once; after that it counts as an answer that was not understood."""
    if turn.talk.failures or turn.talk.step is not Step.QUESTION:
        help.not_understood(turn)
        return
    turn.talk.failures = 1
    turn.say(general.off_topic(turn.voice))


def _set_base(turn: Turn, reading: Reading) -> None:
    orders.set_base(turn, scope.named_unit(turn), first_named(reading) or next(iter(reading.items), None), reading)


_INTENTS: dict[str, Callable[[Turn, Reading], None]] = {
    "greeting": lambda turn, reading: help.greet(turn),
    "ask_deadline": lambda turn, reading: help.deadline(turn),
    "ask_definition": lambda turn, reading: help.definition(turn, reading.items),
    "ask_help": lambda turn, reading: help.how_to(turn),
    "thanks": lambda turn, reading: turn.say(general.thanks(turn.voice)),
    "status_unit": _status,
    "status_indicator": _indicator,
    "missing_units": lambda turn, reading: status.missing_units(turn, first_named(reading)),
    "sent_units": lambda turn, reading: status.sent_units(turn),
    "office_owed": lambda turn, reading: status.office_owed(turn),
    "shortfall": lambda turn, reading: status.shortfall(turn, first_named(reading), scope.named_unit(turn)),
    "ranking": lambda turn, reading: status.ranking(turn, first_named(reading)),
    "compare_periods": lambda turn, reading: status.compare(turn, first_named(reading)),
    "score": lambda turn, reading: status.score(turn),
    "history": lambda turn, reading: status.history(turn, first_named(reading), scope.named_unit(turn)),
    "evidence_list": lambda turn, reading: evidence.listing(turn, scope.named_unit(turn)),
    "send_evidence": lambda turn, reading: evidence.announced(turn, reading.items),
    "show_report": _show,
    "list_pending": lambda turn, reading: review.list_pending(turn),
    "approve": _approve,
    "return_for_fix": lambda turn, reading: review.return_figure(
        turn, scope.named_unit(turn), first_named(reading), reading.reason
    ),
    "remind_now": _remind,
    "extend": lambda turn, reading: orders.extend(turn, scope.named_unit(turn), reading.until, reading.reason),
    "base_set": _set_base,
    "open_campaign": lambda turn, reading: campaigns.open_by_message(turn),
    "close_campaign": lambda turn, reading: campaigns.close_campaign(turn),
    "office_items": _office,
    "held_back": lambda turn, reading: turn.say(general.held_back(turn.voice)),
    "submit": _submit,
    "confirm": _confirmed,
    "deny": _confirmed,
    "keep": _confirmed,
    "again": lambda turn, reading: help.again(turn),
    "previous": lambda turn, reading: correct.previous(turn),
    "undo": lambda turn, reading: correct.undo(turn, help.named(turn, reading.items)),
    "correct": _correct,
    "skip": lambda turn, reading: reminders.skip(turn, reading.items),
    "postpone": _postpone,
    "difficulty_note": _difficulty,
    "opt_out": lambda turn, reading: reminders.stop(turn),
    "opt_in": lambda turn, reading: reminders.start(turn),
    "delete_my_data": _my_data,
    "my_data": _my_data,
    "call_me": lambda turn, reading: privacy.call_me(turn, reading.address or ""),
    "register": _register,
    "change_unit": _register,
    "human_handoff": lambda turn, reading: help.call_human(turn),
    "complaint": lambda turn, reading: turn.say(general.complaint(turn.voice)),
    "off_topic": lambda turn, reading: _off_topic(turn),
    "unsafe": _unsafe,
    "switch_language": lambda turn, reading: turn.say(general.only_vietnamese(turn.voice)),
}
_SIDE = {
    "held_back",
    "ask_deadline",
    "ask_definition",
    "ask_help",
    "complaint",
    "off_topic",
    "unsafe",
    "switch_language",
    "call_me",
    "evidence_list",
    "status_indicator",
    "missing_units",
    "sent_units",
    "shortfall",
    "ranking",
    "compare_periods",
    "opt_out",
    "opt_in",
    "human_handoff",
    "history",
}
