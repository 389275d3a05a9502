"""One turn: conversation and message in, conversation and replies out. What each intent leads to stands in intents.py.

It sends nothing, commits nothing, knows no clock. What a message means is read first; what is allowed is decided by
role in the behaviour itself. Something that waits (a doubt, a confirmation) is served before the open question.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers import (
    about,
    already,
    answers,
    as_before,
    asking,
    bases,
    bubbles,
    buttons,
    choices,
    collect,
    confirming,
    correct,
    difficulty,
    disputed,
    dropped,
    each_village,
    edited,
    errands,
    evidence,
    extensions,
    followup,
    former,
    groups,
    help,
    in_order,
    join,
    kinds,
    listed,
    meant,
    misplaced,
    nods,
    not_counted,
    other_round,
    other_village,
    outside,
    photos,
    pointed,
    privacy,
    recalled,
    reckoned,
    reproached,
    scope,
    second,
    sharing,
    speakers,
    submit,
    taken_back,
    the_rest,
    unsure,
    waiting,
    who_gave,
    wrong_line,
)  # fmt: skip
from handlers.choices import choices_read, levels_read
from handlers.hearing import SIDE, figures_in, heard, plain_ratio, quoted
from handlers.intents import INTENTS, confirmed, my_data
from handlers.language.elsewhere import asks_money
from handlers.language.explain import trace
from handlers.language.figures import marked_of
from handlers.language.manners import plainly
from handlers.language.read import read, read_loosely
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.texts import collect as collect_texts
from handlers.texts import general
from handlers.texts.form import FORMS, Voice
from handlers.turn import Rules, Turn
from store import inbox, people
from store.conversations import Conversation, Step
from store.messages import Incoming, Reply, Sent
from store.people import SHARED, Role, Sender
from store.session import Db

LONGEST = 4000
_NAME_WORDS = 9  # a message of more words is not only the name of an item


def handle(
    db: Db, talk: Conversation, sender: Sender, incoming: Incoming, message: int, now: datetime, rules: Rules
) -> tuple[Conversation, tuple[Reply, ...]]:
    """Serve one message. Figures are written through `store`; nothing else has an effect."""
    incoming = _plain(incoming)
    turn = Turn(db, talk, sender, incoming, message, now, rules, Voice.of(sender.form, None))
    if not incoming.addressed:
        return talk, ()
    if incoming.group is not None:
        groups.called(turn)
    todo = [(message, turn.incoming)] if sender.state != SHARED else speakers.settle(turn)
    if (person := turn.sender.person) is not None:
        people.heard_from(db, sender, now)
        turn.held = people.roles(db, person, now)
        turn.voice = Voice.of(turn.sender.form, turn.held[0].role if turn.held else None)
        scope.forget_foreign(turn)
    for left, (id, one) in enumerate(todo, 1 - len(todo)):
        turn.message, turn.incoming, turn.more = id, one if id == message else _plain(one), left < 0
        if incoming.group is None or not groups.met_stranger(turn):
            waited = turn.talk.waiting
            _route(turn)
            second.go_on(turn, waited, _one_text)
            nods.remember(turn, waited)
    if incoming.kind is Sent.TEXT and incoming.edits is None and todo:
        if not turn.parts and not turn.others and incoming.group is None and turn.held:
            nods.instead_of_silence(turn)
        if not turn.parts and incoming.group is not None and turn.held:
            turn.say(general.ask_privately(turn.voice))
        bubbles.remember(turn)
    elif incoming.kind is Sent.BUTTON and not turn.parts:
        turn.say(general.stale(turn.voice))  # what it offered is done: there is nothing to go on with
    taken_back.remember(turn)
    listed.remember(turn)
    turn.talk.just = turn.named
    turn.talk.at = now.isoformat()
    turn.talk.did = turn.did or (turn.reading.intent if turn.reading is not None else "")
    if turn.reading is not None and turn.reading.seen is not None:
        inbox.was_read(db, turn.message, [line for step in trace(turn.reading) for line in str(step).splitlines()])
    return turn.talk, turn.replies()


def _plain(incoming: Incoming) -> Incoming:
    """A text without what it is wrapped in."""
    if (
        incoming.kind is not Sent.TEXT
        or len(incoming.text) > LONGEST
        or (said := plainly(incoming.text)) == incoming.text
    ):
        return incoming
    return replace(incoming, text=said)


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
    elif turn.talk.waiting is not None and turn.talk.waiting["step"] in sharing.BESIDE and sharing.answered(turn):
        pass
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
        my_data(turn, turn.reading)
    else:
        from handlers.texts.join import no_role

        turn.say(no_role(turn.voice))


# A code as it is given out, nothing beside it: letters and digits mixed, as nobody writes a figure.
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z\d]{6}")


def _text(turn: Turn) -> None:
    if turn.talk.did == pointed.WHICH_COMMUNE:
        turn.incoming = replace(turn.incoming, text=pointed.completed(turn, turn.incoming.text))
    if turn.incoming.edits is not None or not second.served(turn, _one_text):
        _one_text(turn)


def _one_text(turn: Turn) -> None:
    _served(turn)
    if turn.units(*scope.READERS):
        pointed.remember(turn)


def _served(turn: Turn) -> None:
    text = turn.incoming.text.strip()
    if turn.units(*scope.READERS) and (full := pointed.spelt_out(turn, text)) != text:
        text, turn.incoming = full, replace(turn.incoming, text=full)
    if (full := bases.changed(turn, other_round.spelt_out(turn, text))) != text:
        text, turn.incoming = full, replace(turn.incoming, text=full)
    if (full := other_village.spelt_out(turn, text)) != text:
        text, turn.incoming = full, replace(turn.incoming, text=full)
    if turn.incoming.edits is not None:
        turn.reading = edited.meant(turn, heard(turn, text))
        if turn.reading is not None:
            _intent(turn, turn.reading)
        return
    here = groups.waits_there(turn)
    choice = buttons.typed_choice(turn, fold(text)) if here else None
    if choice is not None:
        turn.chose = text.isdigit()
        buttons.do(turn, choice)
        return
    if (
        here
        and turn.incoming.group is None
        and (buttons.sent_twice(turn, fold(text)) or buttons.digit_again(turn, fold(text)))
    ):
        return
    if here and (plain := plain_ratio(turn, text)) is not None:
        _bare_figure(turn, plain)
        return
    code = text if _CODE.fullmatch(text) else join.code_told(text)
    if turn.incoming.group is None and code is not None:
        join.known_with_code(turn, code)
        return
    if here and turn.talk.step is Step.FORM and not join.passed_over(turn, text):
        reading = turn.reading = heard(turn, text)
        join.answer_form(turn, join.form_said(reading.address, text))
        return
    if here and any(one(turn) for one in _BEFORE_READING):
        return
    if here and turn.incoming.quote is None and bases.where_from(turn):
        asking.go_on(turn)
        return
    if errands.serve(turn) or _aside(turn):
        return
    if turn.sender.form is None and text.lower() in FORMS:
        privacy.call_me(turn, text.lower())  # asked at joining, answered later
        asking.go_on(turn)
        return
    if privacy.hear_elder(turn) and turn.talk.step in {Step.NOTHING, Step.QUESTION}:
        asking.go_on(turn)
        return
    said = levels_read(turn, choices_read(turn, quoted(turn, heard(turn, text))))
    reading = turn.reading = choices.asked(turn, kinds.as_asked(turn, not_counted.left_out(turn, said)))
    if turn.incoming.quote is None:
        reading = turn.reading = bubbles.gone_on(turn, reading)
    if (here and turn.talk.step is Step.CONFIRM and (other := confirming.instead(turn)) is not None) or (
        here and turn.talk.step is Step.DOUBT and (other := confirming.order_beside(turn)) is not None
    ):
        reading = turn.reading = other
    step = turn.talk.step if here else Step.NOTHING
    if step not in {Step.NOTHING, Step.QUESTION} and reading.intent == "unclear":
        reading = turn.reading = read_loosely(text, scope.context(turn, text)) or reading
    if (
        (step is Step.DOUBT and waiting.doubt(turn, reading))
        or (step is Step.CONFIRM and confirming.confirm(turn, reading))
        or (step is Step.TOTAL and waiting.total(turn, reading))
        or (step is Step.CHOOSE and waiting.choose(turn, reading))
        or (step is Step.EVIDENCE and evidence.not_yet(turn))
        or (here and _goes_to(turn) and _turned_to_unit(turn))
        or (here and misplaced.said(turn, reading))
        or (not figures_in(reading) and help.handed_over(turn))
    ):
        pass
    else:
        _intent(turn, reading)


# What has a form of its own and is of the whole report: looked for before a message is read as figures and questions.
_BEFORE_READING = (
    in_order.given,
    each_village.said,
    as_before.said,
    former.said,
    recalled.said,
    reckoned.asked,
    who_gave.asked,
    already.told,
    dropped.said,
    the_rest.put_off,
)


def _bare_figure(turn: Turn, plain: Reading) -> None:
    """ "412/520" to the open question, and nothing else: no word beside it asks, orders or names anything.

    What `_intent` looks for in words is not looked for; a bubble that goes on from the one before is read as any other.
    """
    reading = turn.reading = bubbles.gone_on(turn, plain)
    if reading is plain and turn.incoming.group is None:
        collect.take(turn, reading.items)
    else:
        _intent(turn, reading)


def _intent(turn: Turn, reading: Reading, *, again: bool = False) -> None:
    """Serve what a message was read as; `again`: it has been read once more as if it were without marks."""
    if outside.said(turn, reading):
        asking.go_on(turn)
        return
    if unsure.asked(turn, reading) or taken_back.said(turn, reading) or disputed.called_wrong(turn, reading):
        return
    items = figures_in(reading) if reading.intent not in {"off_topic", "unsafe"} else []
    alone = turn.incoming.group is None  # nothing written in a group answers what was asked between two
    if alone and _between_two(turn, reading, items):
        return
    if items and reading.intent in answers.FIGURE_INTENTS:
        answers.take_figures(turn, reading, items, lambda intent: _beside(turn, reading, intent))
        return
    if alone and _leans(turn, reading):
        return
    if groups.is_private(turn, reading):
        groups.aside(turn)
    if _goes_on_from_the_last(turn, reading, alone):
        return
    act = INTENTS.get(reading.intent)
    if act is not None:
        _do(turn, reading, act)
    elif reading.yes or reading.no:
        confirmed(turn, reading)
    elif not speakers.introduced_alone(turn):
        _read_again(turn, again)


def _between_two(turn: Turn, reading: Reading, items: list[Item]) -> bool:
    """Whether a message answers, or disputes, what the talk with this person stands at."""
    if correct.stands(turn):
        return True
    if difficulty.answered(turn, reading, items):
        return True
    if reading.intent in {"deny", "complaint", "correct", "unclear"} and not items and correct.denied(turn):
        return True
    if (
        reproached.only_no(turn)
        or wrong_line.said(turn, reading)
        or correct.not_to_be_changed(turn)
        or (not items and correct.another_line(turn))
    ):
        return True
    if answers.not_yet(turn) or answers.bare_yes_no(turn, reading):
        return True
    if items and reading.intent in answers.FIGURE_INTENTS and bases.disputed(turn, reading):
        return True
    return followup.once_more(turn, reading)


def _leans(turn: Turn, reading: Reading) -> bool:
    """Whether a message only names where or what is spoken of next, or says that the report is to go."""
    if reading.intent == "unclear" and (_turned_to_unit(turn) or _turned_to_item(turn, reading)):
        return True
    return reading.intent in {"unclear", "confirm"} and submit.only_said(turn)


def _goes_on_from_the_last(turn: Turn, reading: Reading, alone: bool) -> bool:
    """Whether a message without an order of its own goes on from what was said before it."""
    intent = reading.intent
    if intent in {"unclear", "confirm"} and bubbles.only_filler(turn):
        turn.say(general.all_right(turn.voice))
        asking.go_on(turn)
        return True
    if not alone:
        return False
    if intent in {"unclear", "confirm", "deny", "undo"} and extensions.again(turn):
        return True
    if intent in {"unclear", "off_topic"} and bases.told(turn, scope.named_unit(turn)):
        asking.go_on(turn)
        return True
    return intent in {"unclear", "off_topic"} and followup.said(turn, reading)


def _read_again(turn: Turn, again: bool) -> None:
    """What was not understood is read once more as if it were without marks."""
    text = turn.incoming.text
    other = None if again else read_loosely(text, scope.context(turn, text))
    if other is None:
        help.not_understood(turn)
    else:
        turn.reading = other
        _intent(turn, other, again=True)


def _do(turn: Turn, reading: Reading, act: Callable[[Turn, Reading], None]) -> None:
    """Do what a message wants, and what it asks besides."""
    talk = turn.talk
    if reading.intent not in SIDE | {"difficulty_note"}:
        talk.obstacle = None
    failures = talk.failures
    if reading.intent == "postpone":  # "để mai, mà hạn ngày mấy"
        turn.hold = True
        for intent in reading.also:
            # "Khi nào rảnh tôi nhắn" tells no other business; "đến thứ tư đừng nhắc" is no stop for good.
            if intent != "off_topic" and not (intent == "opt_out" and reading.until is not None and reading.until.day):
                _beside(turn, reading, intent)
        turn.hold = False
    act(turn, reading)
    if talk.failures == failures and reading.intent != "off_topic":
        talk.failures = 0  # it was understood: the next failure is the first again
    if reading.intent in SIDE:
        asking.go_on(turn)


_PLACES = re.compile(r"\b(?:thon|xom|ban|to|khu|khu pho|ap|lang|thang|ky|dot) \d+\b|\b\d+\.\d+\b")


def _aside(turn: Turn) -> bool:
    """What has a form of its own and is neither a figure nor an answer; beside a figure it is read as anything else."""
    text = turn.incoming.text
    if any(sign.isdigit() for sign in _PLACES.sub(" ", fold(text))) and not asks_money(text):
        return False
    return about.asked(turn) or photos.said(turn) or difficulty.asked_for(turn)


# "Sang thôn 1 đi cháu": with nothing pointed at, it is the talk that goes there, not a figure.
_GOES_TO = re.compile(
    r"(?:(?:thoi|gio|bay gio|the|ok|nao|xong|roi|cho|xin|em|chau|toi|bac|minh|oi|a) )*"
    r"(?:sang|qua|den|toi luot|den luot|lam|bao)(?: (?:sang|qua|cho|ben|tiep|so))* (?:thon|xom|ban|to|khu|ap|lang) \w+"
    r"(?: (?:di|nhe|nha|a|em|chau|nao|thoi|ho|giup|da))*"
    r"|(?:(?:thoi|gio|cho|bac|em|chau)[ ,]+)*(?:chuyen|doi)(?: (?:sang|qua|cho))* (?:thon|xom|to|khu) (?:kia|con lai)"
    r"(?: (?:di|nhe|a|em|chau|da))*"
)


_THE_OTHER = re.compile(r"\b(?:thon|xom|ban|to|khu|ap|lang) (?:kia|con lai)\b")


def _goes_to(turn: Turn) -> bool:
    return _GOES_TO.fullmatch(fold(turn.incoming.text).replace(",", "").strip(" .!")) is not None


def _turned_to_unit(turn: Turn) -> bool:
    """A member of several villages names one of them: its questions come next."""
    mine = {unit.id: unit for unit in turn.units(Role.MEMBER)}
    unit = next((one for one in scope.named_units(turn) if one.id in mine), None)
    if unit is None and len(mine) == 2 and _THE_OTHER.search(fold(turn.incoming.text)):
        here = turn.talk.asked["unit"] if turn.talk.asked is not None else turn.talk.unit
        unit = next((one for one in mine.values() if one.id != here), None)
    if unit is None or len(mine) < 2:
        return False
    owed = [one for one in asking.owed(turn) if one.unit.id == unit.id]
    turn.talk.unit, turn.talk.campaign, turn.talk.asked = unit.id, owed[0].campaign.id if owed else None, None
    _name_unread(turn)
    help.greet(turn, unit)
    return True


def _name_unread(turn: Turn) -> None:
    """A number beside what was turned to, of which nothing is known: it is named, and not dropped in silence."""
    seen = marked_of(turn.reading) if turn.reading is not None else None
    if seen is None:
        return
    words = ["", *seen.phrase.words, ""]
    figures = [
        words[at + 1]
        for at in seen.phrase.numbers
        if seen.used[at] == 3 and len(words[at + 1]) > 1 and _OF_DAYS.isdisjoint((words[at], words[at + 2]))
    ]
    if figures:
        turn.say(collect_texts.unknown_number(turn.voice, figures))


_OF_DAYS = word_set("/ - h g gio phut ngay thang nam luc mung mong hom thu tuan han")


_ASKS = re.compile(r"\?$|\b(?:nao|gi|sao|ai|the nao)(?: (?:a|em|chau|the|vay|day|ha))*$")


def _turned_to_item(turn: Turn, reading: Reading) -> bool:
    """A member names one item and no more: its question comes next."""
    if turn.talk.waiting is not None or turn.incoming.group is not None or len(reading.text.split()) > _NAME_WORDS:
        return False
    asked = help.named(turn, reading.items) if len(reading.items) == 1 else None
    if asked is not None and _ASKS.search(fold(reading.text).strip(" .!")):
        help.definition(turn, reading.items)  # "3.12 là mục nào": asked, and nothing turned to
        asking.go_on(turn)
        return True
    if asked is None and len(reading.items) == 1 and reading.items[0].names and not turn.units(*scope.READERS):
        turn.say(collect_texts.not_asked_here(meant.said_name(turn, reading.items[0])))
        asking.go_on(turn)
        return True
    if asked is None or not turn.may(Role.MEMBER, asked.report.unit):
        return False
    if asked.report.closed(turn.sent) and asking.owed(turn):  # of an earlier round: it is not asked in this one
        turn.say(collect_texts.not_asked_here(asked.indicator.short))
        asking.go_on(turn)
    elif any(asked.indicator.id == one.indicator.id for one in asking.missing_of(turn, asked.report)):
        _name_unread(turn)
        asking.ask(turn, asked)
    else:
        correct.edit(turn, asked)
    return True


def _beside(turn: Turn, reading: Reading, intent: str) -> None:
    """What a message asks or says besides its figures."""
    if intent in SIDE | {"postpone", "difficulty_note", "ask_help"}:
        if groups.is_private(turn, replace(reading, intent=intent)):
            turn.say(general.ask_privately(turn.voice))
            return
        if intent in {"ask_definition", "ask_target"}:  # of the item spoken of, also where its figure has just come
            named = [Item(names=one.names, code=one.code) for one in reading.items if one.names]
            last = scope.question(turn, turn.talk.last[-1]) if turn.talk.last else None
            reading = replace(reading, items=(*named, *([Item(names=(last.name,))] if last is not None else [])))
        elif intent != "postpone":
            reading = replace(reading, items=())
        INTENTS[intent](turn, reading)
