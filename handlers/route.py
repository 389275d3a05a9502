"""One turn: conversation and message in, conversation and replies out. All behaviours are listed here.

It sends nothing, commits nothing, knows no clock. What a message means is read first; what is allowed is decided by
role in the behaviour itself. Something that waits (a doubt, a confirmation) is served before the open question.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import (
    campaigns,
    collect,
    correct,
    evidence,
    help,
    join,
    orders,
    privacy,
    reminders,
    review,
    scope,
    status,
    submit,
)
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import fold
from handlers.texts import collect as collect_texts
from handlers.texts import general
from handlers.texts.form import FORMS, Voice
from handlers.turn import Rules, Turn
from scoring.framework import Kind
from store import outbox, people, reports
from store.conversations import Conversation, Step
from store.messages import Incoming, Reply, Sent
from store.people import Role, Sender
from store.session import Db
from store.units import Unit

LONGEST = 4000
SMALL = 20  # a denominator under which "2" may well be a count, even where it could be the number of a choice
Does = dict[str, Any]


def handle(
    db: Db, talk: Conversation, sender: Sender, incoming: Incoming, message: int, now: datetime, rules: Rules
) -> tuple[Conversation, tuple[Reply, ...]]:
    """Serve one message. Figures are written through `store`; nothing else has an effect."""
    turn = Turn(db, talk, sender, incoming, message, now, rules, Voice.of(sender.form, None))
    if incoming.group is not None and not incoming.addressed:
        return talk, ()
    if sender.person is not None:
        people.seen(db, sender.address, now)
        turn.held = people.roles(db, sender.person, now)
        turn.voice = Voice.of(sender.form, turn.held[0].role if turn.held else None)
    _route(turn)
    turn.talk.at = now.isoformat()
    return turn.talk, turn.replies()


def apology(sender: Sender) -> str:
    """What is said when a turn raised."""
    return general.sorry(Voice.of(sender.form, None))


def _route(turn: Turn) -> None:
    incoming = turn.incoming
    if incoming.kind is Sent.BUTTON:
        _press(turn)
    elif len(incoming.text) > LONGEST:
        turn.say(general.too_long(turn.voice))
    elif turn.sender.person is None:
        choice = _typed_choice(turn, fold(incoming.text.strip()))
        if choice is not None:
            _do(turn, choice)
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
    elif incoming.kind is Sent.VOICE:
        turn.say(general.voice_message(turn.voice))
        collect.go_on(turn)
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


# --- buttons --------------------------------------------------------------------------------------------------------


def _press(turn: Turn) -> None:
    token, _, place = (turn.incoming.button or "").rpartition(".")
    found = outbox.by_token(turn.db, token)
    buttons = found[1].get("buttons", []) if found is not None else []
    mine = found is not None and (found[2] == turn.sender.address or found[3] == turn.sender.person is not None)
    if not mine or not place.isdigit() or int(place) >= len(buttons):
        turn.say(general.stale(turn.voice))
        if turn.sender.person is not None:
            collect.go_on(turn)
        return
    _do(turn, buttons[int(place)]["does"])


def _do(turn: Turn, does: Does) -> None:
    """Carry out a button. One that belongs to something over is answered with where things stand."""
    if "wait" in does and (turn.talk.waiting is None or turn.talk.waiting["id"] != does["wait"]):
        turn.say(general.stale(turn.voice))
        if turn.sender.person is not None:
            collect.go_on(turn)
        return
    verb = does["do"]
    if verb == "consent":
        join.agree(turn)
    elif verb == "decline":
        join.decline(turn)
    elif turn.sender.person is None:
        join.unknown(turn)
    else:
        _BUTTONS[verb](turn, does)


def _asked(turn: Turn, does: Does) -> scope.Question:
    found = scope.question(turn, does["question"])
    assert found is not None
    return found


def _answer(turn: Turn, does: Does) -> None:
    asked = _asked(turn, does)
    if not asked.is_(turn.talk.asked):
        turn.say(general.stale(turn.voice))
        collect.go_on(turn)
        return
    item = Item(number=Number(num=does["num"])) if "num" in does else Item(choice=does["choice"])
    collect.take(turn, [item])


def _chosen(turn: Turn, does: Does) -> None:
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = _asked(turn, does)
    turn.talk.waiting = None
    name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
    collect.take(turn, [replace(collect.item_of(waiting["item"]), names=(name,))], asked.report.unit)


def _yes(turn: Turn, _does: Does) -> None:
    waiting = turn.talk.waiting
    assert waiting is not None
    turn.talk.waiting = None
    _CONFIRMED[waiting["act"]](turn, waiting)


def _no(turn: Turn, _does: Does) -> None:
    turn.talk.waiting = None
    turn.say(general.dropped(turn.voice))
    collect.go_on(turn)


def _resume(turn: Turn) -> None:
    turn.talk.skipped = []
    collect.go_on(turn)


def _edit_which(turn: Turn, does: Does) -> None:
    turn.talk.campaign = reports.report(turn.db, does["report"]).campaign.id
    turn.say(collect_texts.what_to_change(turn.voice))


def _send(turn: Turn, waiting: dict[str, Any]) -> None:
    submit.submit(turn, reports.report(turn.db, waiting["report"]), sure=True)


_CONFIRMED: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "submit": _send,
    "erase": privacy.erase,
    **review.CONFIRMED,
    **campaigns.CONFIRMED,
    **orders.CONFIRMED,
}
_BUTTONS: dict[str, Callable[[Turn, Does], None]] = {
    "edit": lambda turn, does: correct.edit(turn, _asked(turn, does)),
    "evidence": lambda turn, does: evidence.wait_for(turn, _asked(turn, does)),
    "photo_of": lambda turn, does: evidence.photo_of(turn, _asked(turn, does)),
    "keep": lambda turn, does: collect.keep(turn, None),
    "use": lambda turn, does: collect.use(turn, does["num"]),
    "again": lambda turn, does: collect.again(turn),
    "answer": _answer,
    "number": _answer,
    "choose": _chosen,
    "skip": lambda turn, does: reminders.skip(turn, (), _asked(turn, does)),
    "submit": lambda turn, does: submit.submit(turn, reports.report(turn.db, does["report"])),
    "edit_which": _edit_which,
    "resume": lambda turn, does: _resume(turn),
    "yes": _yes,
    "no": _no,
    "form": lambda turn, does: join.answer_form(turn, does["form"]),
    "remove_role": lambda turn, does: join.remove_role(turn, does["person"], does["unit"]),
    "human": lambda turn, does: help.call_human(turn),
    **review.BUTTONS,
    **status.BUTTONS,
    **campaigns.BUTTONS,
    **orders.BUTTONS,
}


# --- text -----------------------------------------------------------------------------------------------------------


def _text(turn: Turn) -> None:
    text = turn.incoming.text.strip()
    choice = _typed_choice(turn, fold(text))
    if choice is not None:
        _do(turn, choice)
        return
    reading = turn.reading = _choices_read(turn, _quoted(turn, _read(turn, text)))
    step = turn.talk.step
    if step is Step.FORM:
        form = reading.address or (fold(text) if fold(text) in {fold(form) for form in FORMS} else None)
        join.answer_form(turn, next((one for one in FORMS if form and fold(one) == fold(form)), None))
    elif (
        (step is Step.DOUBT and _doubt(turn, reading))
        or (step is Step.CONFIRM and _confirm(turn, reading))
        or (step is Step.TOTAL and _total(turn, reading))
        or (step is Step.CHOOSE and _choose(turn, reading))
    ):
        pass
    else:
        _intent(turn, reading)


_KEEP = {"giu", "van giu", "cu giu", "giu so do", "giu so nay"}  # alone, over a doubt
# Words the bot itself offers in its help: alone, they always mean this.
_OFFERED = {"con gi": "status_unit", "con gi nua": "status_unit", "han": "ask_deadline", "giup": "ask_help"}


def _read(turn: Turn, text: str) -> Reading:
    """Read a message. What follows "giữ 420/530," is the reason, whatever numbers stand in it; "bỏ qua, …" skips."""
    folded = fold(text)
    if folded in _OFFERED:
        return Reading(intent=_OFFERED[folded], text=text)
    if turn.talk.step is Step.DOUBT and folded in _KEEP:
        return Reading(intent="keep", text=text)
    head, _, tail = text.partition(",")
    if turn.talk.step is Step.DOUBT and folded.startswith(("giu ", "van giu ")):
        kept = read(head, scope.context(turn, head))
        return replace(kept, reason=tail.strip() or kept.reason, text=text)
    if folded.startswith("bo qua") and tail:
        return replace(read(head, scope.context(turn, head)), reason=tail.strip(), text=text)
    return _as_order(turn, text, read(text, scope.context(turn, text)))


# Which act an order is a yes to, where that act waits.
_ORDERS = {
    "remind_now": "remind",
    "approve": "approve",
    "return_for_fix": "return",
    "extend": "move_deadline",
    "open_campaign": "open_campaign",
    "close_campaign": "close_campaign",
}


def _as_order(turn: Turn, text: str, reading: Reading) -> Reading:
    """ "Nhắc thôn 6" is that order, and no yes to sending a report or keeping a figure that waits."""
    waiting = turn.talk.waiting
    if waiting is None or reading.intent != "confirm":
        return reading
    free = read(text, replace(scope.context(turn, text), state="idle"))
    return free if free.intent in _ORDERS and waiting.get("act") != _ORDERS[free.intent] else reading


def _typed_choice(turn: Turn, folded: str) -> Does | None:
    """A choice typed: its words, or its number where the choices were numbered."""
    choices = turn.talk.choices
    for one in choices:
        if fold(one["label"]) == folded:
            return dict(one["does"])
    if not turn.talk.numbered or not folded.isdigit() or not 1 <= int(folded) <= len(choices):
        return None
    waiting = turn.talk.waiting
    if waiting is not None and "count" in waiting and (waiting["count"].get("den") or SMALL) < SMALL:
        return None
    return dict(choices[int(folded) - 1]["does"])


def _quoted(turn: Turn, reading: Reading) -> Reading:
    """Quoting the bot's question answers that question, whatever is open now."""
    if turn.incoming.quote is None:
        return reading
    recipe = outbox.by_platform_id(turn.db, turn.incoming.account, turn.incoming.quote)
    asks = (recipe or {}).get("asks")
    asked = scope.question(turn, asks) if asks else None
    if asked is None:
        return reading
    name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
    items = tuple(one if one.names else replace(one, names=(name,)) for one in reading.items)
    if (
        not items
        and (found := read(turn.incoming.text, replace(scope.context(turn, ""), state="ask", asked=name))).items
    ):
        items = tuple(replace(one, names=(name,)) for one in found.items)
    return replace(reading, items=items, intent="correct" if items and reading.intent != "correct" else reading.intent)


_ENDS_WITH = {"co": "có", "roi": "có", "khong": "không", "chua": "không"}


def _choices_read(turn: Turn, reading: Reading) -> Reading:
    """The choice said about one named item: "sửa 1.6 thành có", "1.9 chưa cung cấp đầy đủ thông tin"."""
    named = [one for one in reading.items if one.names]
    if len(named) != 1 or named[0].number is not None or named[0].choice is not None:
        return reading
    kinds = scope.indicators_named(turn, named[0])
    said = fold(reading.text)
    choice = None
    for indicator in kinds:
        if indicator.kind is Kind.LEVEL:
            choice = next((one for one in sorted(indicator.levels, key=len, reverse=True) if fold(one) in said), None)
        elif indicator.kind is Kind.BOOLEAN and reading.intent in {"correct", "report_figures", "unclear"}:
            choice = _ENDS_WITH.get(said.split()[-1])
    if choice is None:
        return reading
    intent = "correct" if reading.intent == "correct" else "report_figures"
    return replace(reading, intent=intent, items=(replace(named[0], choice=choice),))


def _figures(reading: Reading) -> list[Item]:
    return [
        one
        for one in reading.items
        if one.number is not None or one.choice is not None or one.same or one.not_applicable or one.later or one.text
    ]


def _doubt(turn: Turn, reading: Reading) -> bool:
    """An answer to "giữ hay nhập lại"."""
    waiting = turn.talk.waiting
    assert waiting is not None
    items = _figures(reading)
    bare = [one for one in items if not one.names and one.number is not None and one.number.num is not None]
    same = bare and bare[0].number is not None and bare[0].number.num == waiting["count"].get("num")
    insists = reading.intent in {"keep", "confirm"} or (reading.yes and reading.intent not in {"correct", "submit"})
    if insists and (not bare or same) and not any(one.names for one in items):
        collect.keep(turn, reading.reason)
        return True
    if reading.intent == "report_zero" and not reading.items and waiting["count"].get("num") == 0:
        collect.keep(turn, reading.reason)
        return True
    if reading.intent == "undo" or (reading.intent == "deny" and not items):
        collect.again(turn)
        return True
    return False


def _confirm(turn: Turn, reading: Reading) -> bool:
    """A yes or no to what was shown; anything else is served as it is. What has changed since waits no longer."""
    waiting = turn.talk.waiting
    assert waiting is not None
    again = waiting["act"] == "submit" and reading.intent == "submit"
    orders_again = reading.intent in _ORDERS and bool(reading.units)  # "nhắc thôn 2" is an order, not a yes to another
    if (reading.yes or reading.intent == "confirm" or again) and not _figures(reading) and not orders_again:
        _yes(turn, {})
        return True
    if reading.intent in {"deny", "undo"} or (reading.no and reading.intent in {"unclear", "postpone", "skip"}):
        _no(turn, {})
        return True
    if waiting["act"] == "return" and reading.intent in {"unclear", "off_topic", "complaint", "difficulty_note"}:
        review.reason_given(turn, waiting, turn.incoming.text)
        return True
    if _figures(reading):
        turn.talk.waiting = None
    return False


def _total(turn: Turn, reading: Reading) -> bool:
    """The whole of which the count given before is a part."""
    items = _figures(reading)
    if len(items) == 1 and not items[0].names and items[0].number is not None:
        number = items[0].number
        if number.num is not None and number.den is None and number.num > 0 and reading.intent != "correct":
            collect.total_given(turn, number.num)
            return True
        if number.den is not None:
            turn.talk.asked, turn.talk.waiting = turn.talk.waiting["question"] if turn.talk.waiting else None, None
    return False


def _choose(turn: Turn, reading: Reading) -> bool:
    """One of the few that were offered, by name or unit."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if waiting.get("photo") and _first(reading) is not None and not _figures(reading):
        evidence.announced(turn, reading.items)
        return True
    if "questions" not in waiting or any(one.number is not None for one in reading.items):
        turn.talk.waiting = None
        return False
    named = {int(key) for key in reading.units if key.isdigit()}
    for key in waiting["questions"]:
        asked = scope.question(turn, key)
        if asked is None:
            continue
        name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
        if asked.report.unit.id in named or any(name in one.names for one in reading.items):
            _chosen(turn, {"question": key})
            return True
    turn.talk.waiting = None
    return False


def _intent(turn: Turn, reading: Reading) -> None:
    talk = turn.talk
    items = _figures(reading) if reading.intent not in {"off_topic", "unsafe"} else []
    if talk.obstacle is not None and not items and _is_obstacle(reading):
        help.difficulty(turn, reading.reason or turn.incoming.text, ())
        return
    if _bare_yes_no(turn, reading):
        return
    if items and reading.intent in _FIGURE_INTENTS:
        _take_figures(turn, reading, items)
        return
    act = _INTENTS.get(reading.intent)
    if act is None and (reading.yes or reading.no):
        _confirmed(turn, reading)
        return
    if act is None:
        help.not_understood(turn)
        return
    act(turn, reading)
    if reading.intent in _SIDE:
        collect.go_on(turn)


def _is_obstacle(reading: Reading) -> bool:
    words = set(fold(reading.text).split())
    if any(sign.isdigit() for sign in reading.text) or words & {"sua", "nham", "doi", "huy"}:
        return False
    return reading.intent in {"unclear", "complaint", "off_topic", "difficulty_note", "correct"}


def _bare_yes_no(turn: Turn, reading: Reading) -> bool:
    """Có, không, chưa, rồi to an open yes/no question; "không" to "bao nhiêu" is zero."""
    asked = scope.question(turn, turn.talk.asked) if turn.talk.step is Step.QUESTION and turn.talk.asked else None
    if (
        asked is None
        or reading.items
        or reading.intent not in {"confirm", "deny", "report_zero", "same_as_last_period"}
    ):
        return False
    if reading.intent == "same_as_last_period":
        collect.take(turn, [Item(same=True)])
    elif asked.indicator.kind.value in {"boolean", "level"}:
        if reading.intent == "same_as_last_period":
            return False
        collect.take(turn, [Item(choice="có" if reading.intent == "confirm" else "không")])
    elif reading.intent == "report_zero":
        collect.take(turn, [Item(number=Number(num=0, none=True))])
    else:
        return False
    return True


_FIGURE_INTENTS = {
    "report_figures",
    "report_zero",
    "same_as_last_period",
    "correct",
    "skip",
    "postpone",
    "keep",
    "confirm",
    "deny",
    "unclear",
    "difficulty_note",
}


def _take_figures(turn: Turn, reading: Reading, items: list[Item]) -> None:
    places = scope.named_units(turn)
    if len(places) > 1 and len(places) == len(items):
        _take_by_unit(turn, list(zip(items, places, strict=True)))
        return
    unit = _unit(turn, reading)
    if unit is None and reading.unknown_units and not turn.units(Role.MEMBER):
        turn.say(collect_texts.not_your_unit(turn.voice, reading.unknown_units[0]))
        return
    foreign = unit is not None and not turn.may(Role.MEMBER, unit) and not turn.may(Role.OFFICER, unit)
    if foreign and unit is not None:
        turn.say(collect_texts.not_your_unit(turn.voice, unit.name))
        collect.go_on(turn)
        return
    line = _line_of_summary(reading)
    if line is not None and turn.talk.shown and correct.edit_line(turn, int(next(reversed(turn.talk.shown))), *line):
        return
    turn.hold = True
    if reading.intent == "correct":
        correct.correct(turn, items, unit)
    else:
        collect.take(turn, items, unit)
    for intent in reading.also:
        if intent in _INTENTS and intent in _SIDE | {"postpone", "difficulty_note", "ask_help"}:
            _INTENTS[intent](turn, replace(reading, items=()))
    turn.hold = False
    collect.go_on(turn)


def _take_by_unit(turn: Turn, pairs: list[tuple[Item, Unit]]) -> None:
    """ "Thôn 1 tiền điện 120, thôn 2 tiền điện 100": each figure for its own unit."""
    turn.hold = True
    given: list[dict[str, Any]] = []
    for item, unit in pairs:
        collect.take(turn, [item], unit)
        given += turn.talk.last
    turn.talk.last = given
    turn.hold = False
    collect.go_on(turn)


def _line_of_summary(reading: Reading) -> tuple[int, Item] | None:
    """ "Sửa dòng 2 thành 421"."""
    words = fold(reading.text).split()
    if reading.intent != "correct" or "dong" not in words[:-1]:
        return None
    place = words[words.index("dong") + 1]
    numbers = [one for one in reading.items if one.number is not None]
    return (int(place), numbers[-1]) if place.isdigit() and numbers else None


def _unit(turn: Turn, reading: Reading) -> Unit | None:
    named = scope.named_units(turn)
    if named:
        turn.talk.unit = named[0].id
        return named[0]
    return None


def _reader(turn: Turn) -> bool:
    """Whether the sender reads for a commune or more (officer, leader, supervisor)."""
    return bool(turn.units(*scope.READERS))


def _status(turn: Turn, reading: Reading) -> None:
    unit = _unit(turn, reading)
    if not _reader(turn) or (unit is not None and turn.may(Role.MEMBER, unit)):
        if unit is not None and not turn.may(Role.MEMBER, unit):
            turn.say(collect_texts.not_your_unit(turn.voice, unit.name))
        else:
            help.progress(turn, unit)
        return
    if unit is not None and unit.level == "thon":
        status.village_figures(turn, unit)
    else:
        status.unit_status(turn, unit)


def _indicator(turn: Turn, reading: Reading) -> None:
    status.indicator_status(
        turn, _first(reading), _unit(turn, reading), "commune" in reading.units or "district" in reading.units
    )


def _first(reading: Reading) -> Item | None:
    return next((one for one in reading.items if one.names), None)


def _show(turn: Turn, reading: Reading) -> None:
    unit = _unit(turn, reading)
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
    everything = "all" in reading.units or "all_missing" in reading.units
    review.approve(turn, scope.named_units(turn), everything)


def _remind(turn: Turn, reading: Reading) -> None:
    named = scope.named_units(turn)
    orders.remind(turn, named, not named)


def _submit(turn: Turn, reading: Reading) -> None:
    unit = _unit(turn, reading)
    if unit is None:
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
    turn.say(general.not_now(turn.voice))
    collect.go_on(turn)


def _my_data(turn: Turn, reading: Reading) -> None:
    if fold(reading.text).startswith(("xoa", "huy", "quen")) or " xoa" in fold(reading.text):
        privacy.ask_erase(turn)
    else:
        privacy.show(turn)


def _office(turn: Turn, reading: Reading) -> None:
    """ "Nhập số xã": the office's own items, one after another."""
    turn.talk.office, turn.talk.skipped = True, []
    collect.go_on(turn)


def _postpone(turn: Turn, reading: Reading) -> None:
    reminders.postpone(turn, reading.until)


def _difficulty(turn: Turn, reading: Reading) -> None:
    help.difficulty(turn, reading.reason or turn.incoming.text, reading.items)


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
    orders.set_base(turn, _unit(turn, reading), _first(reading) or next(iter(reading.items), None), reading)


_INTENTS: dict[str, Callable[[Turn, Reading], None]] = {
    "greeting": lambda turn, reading: help.greet(turn),
    "ask_deadline": lambda turn, reading: help.deadline(turn),
    "ask_definition": lambda turn, reading: help.definition(turn, reading.items),
    "ask_help": lambda turn, reading: help.how_to(turn),
    "thanks": lambda turn, reading: turn.say(general.thanks(turn.voice)),
    "status_unit": _status,
    "status_indicator": _indicator,
    "missing_units": lambda turn, reading: status.missing_units(turn, _first(reading)),
    "shortfall": lambda turn, reading: status.shortfall(turn, _first(reading), _unit(turn, reading)),
    "ranking": lambda turn, reading: status.ranking(turn, _first(reading)),
    "compare_periods": lambda turn, reading: status.compare(turn, _first(reading)),
    "score": lambda turn, reading: status.score(turn),
    "history": lambda turn, reading: status.history(turn, _first(reading), _unit(turn, reading)),
    "evidence_list": lambda turn, reading: evidence.listing(turn, _unit(turn, reading)),
    "send_evidence": lambda turn, reading: evidence.announced(turn, reading.items),
    "show_report": _show,
    "list_pending": lambda turn, reading: review.list_pending(turn),
    "approve": _approve,
    "return_for_fix": lambda turn, reading: review.return_figure(
        turn, _unit(turn, reading), _first(reading), reading.reason
    ),
    "remind_now": _remind,
    "extend": lambda turn, reading: orders.extend(turn, _unit(turn, reading), reading.until, reading.reason),
    "base_set": _set_base,
    "open_campaign": lambda turn, reading: campaigns.open_by_message(turn),
    "close_campaign": lambda turn, reading: campaigns.close_campaign(turn),
    "office_items": _office,
    "submit": _submit,
    "confirm": _confirmed,
    "deny": _confirmed,
    "keep": _confirmed,
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
    "shortfall",
    "ranking",
    "compare_periods",
    "opt_out",
    "opt_in",
    "human_handoff",
    "history",
}
