"""Buttons and choices typed: what each means, and that an old one knows it is old."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers import (
    as_before,
    asking,
    base_heard,
    campaigns,
    choosing,
    collect,
    correct,
    difficulty,
    doubted,
    evidence,
    extensions,
    groups,
    help,
    in_order,
    invites,
    join,
    misplaced,
    orders,
    photos,
    privacy,
    reminders,
    reopening,
    reproached,
    review,
    scope,
    sharing,
    status,
    submit,
    taken_back,
    talks,
    urgent,
    whole,
)  # fmt: skip
from handlers.language.reading import Item, Number
from handlers.language.text import fold
from handlers.texts import collect as collect_texts
from handlers.texts import corrections as correction_texts
from handlers.texts import general
from handlers.texts import reminders as reminder_texts
from handlers.turn import MOST_BUTTONS, Turn
from store import outbox, reports, units
from store.conversations import Step

SMALL = 20  # a denominator under which "2" may well be a count, even where it could be the number of a choice
Does = dict[str, Any]


def press(turn: Turn) -> None:
    """A button was pressed: its own act, if the message was for this person and the button is known."""
    token, _, place = (turn.incoming.button or "").rpartition(".")
    found = outbox.by_token(turn.db, token)
    buttons = found[1].get("buttons", []) if found is not None else []
    mine = found is not None and (found[2] == turn.sender.address or found[3] == turn.sender.person is not None)
    if found is not None and not mine and turn.incoming.group is not None:
        turn.say(general.not_your_button(turn.voice))
        return
    if not mine or not place.isdigit() or int(place) >= len(buttons):
        turn.say(general.stale(turn.voice))
        if turn.sender.person is not None:
            asking.go_on(turn)
        return
    do(turn, buttons[int(place)]["does"])


def do(turn: Turn, does: Does) -> None:
    """Carry out a button. One that belongs to something over is answered with where things stand."""
    if "wait" in does and (turn.talk.waiting is None or turn.talk.waiting["id"] != does["wait"]):
        turn.say(general.stale(turn.voice))
        if turn.sender.person is not None:
            asking.go_on(turn)
        return
    verb = does["do"]
    if groups.press_is_private(turn, verb):
        groups.aside(turn)
    if verb in _JOINING:
        unknown, known = _JOINING[verb]
        (known if turn.sender.person is not None else unknown)(turn)
    elif turn.sender.person is None:
        join.unknown(turn)
    else:
        _BUTTONS[verb](turn, does)


_NUMBERS = frozenset(str(n) for n in range(1, MOST_BUTTONS + 1))  # what a choice may be called by


def typed_choice(turn: Turn, folded: str) -> Does | None:
    """A choice typed: its words, or its number where the choices were numbered."""
    choices = turn.talk.choices
    for one in choices:
        if len(one["label"]) == len(folded) and fold(one["label"]) == folded:  # folding keeps the length
            return dict(one["does"])
    if (placed := _by_place(turn, folded)) is not None:
        return placed
    if not turn.talk.numbered or not folded.isdigit() or not 1 <= int(folded) <= len(choices):
        return None
    waiting = turn.talk.waiting
    if waiting is not None and "count" in waiting and (waiting["count"].get("den") or SMALL) < SMALL:
        return None
    return dict(choices[int(folded) - 1]["does"])


_PLACED = re.compile(
    r"(?:(?:la|cua|o|u|thi) )*(?:(?:cai|muc|so|dong|phan|loai)(?: (?:nay )?thu)? )"
    r"(?P<at>dau(?: tien)?|truoc|nhat|mot|1|hai|2|ba|3|sau(?: cung)?|cuoi(?: cung)?)(?: (?:a|nhe|em|chau|nha|di|co))*"
)
_PLACES = {"dau": 0, "truoc": 0, "nhat": 0, "mot": 0, "1": 0, "hai": 1, "2": 1, "ba": 2, "3": 2,
           "sau": -1, "cuoi": -1}  # fmt: skip


def _by_place(turn: Turn, folded: str) -> Does | None:
    """ "Cái đầu", "cái thứ hai", "mục cuối", where a number waits to be told of which of several items it is."""
    waiting, found = turn.talk.waiting, _PLACED.fullmatch(folded)
    if found is None or waiting is None or "item" not in waiting or len(waiting.get("questions", ())) < 2:
        return None
    offered, said = waiting["questions"], found["at"].split()[0]
    place = _PLACES[said] % len(offered) if _PLACES[said] < 0 else _PLACES[said]
    if (said in {"truoc", "sau"} and len(offered) != 2) or place >= len(offered):
        return None
    return {"do": "choose", "wait": waiting["id"], "question": offered[place]}


def sent_twice(turn: Turn, folded: str) -> bool:
    """ "1" again, or "2", right after the report was sent: the number of a choice that is over, and no figure."""
    sent = turn.talk.bubble.get("sent")
    if folded not in _NUMBERS or sent is None or turn.talk.asked is not None or turn.talk.waiting is not None:
        return False
    submit.submit(turn, reports.report(turn.db, sent))
    turn.sent_report = sent
    return True


def digit_again(turn: Turn, folded: str) -> bool:
    """ "2", right after a choice was made by its number, to a count of many: a slip as likely as a figure, so asked."""
    if folded not in _NUMBERS or not turn.talk.bubble.get("chose") or (turn.talk.den or 0) < SMALL:
        return False
    asked = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None and turn.talk.waiting is None else None
    if asked is None:
        return False
    turn.say(collect_texts.digit_again(turn.voice, asked.indicator, folded))
    asking.go_on(turn)
    return True


def _asked(turn: Turn, does: Does) -> scope.Question:
    found = scope.question(turn, does["question"])
    assert found is not None
    return found


def _answer(turn: Turn, does: Does) -> None:
    asked = _asked(turn, does)
    if not asked.is_(turn.talk.asked):
        turn.say(general.stale(turn.voice))
        asking.go_on(turn)
        return
    if "na" in does:
        item = Item(not_applicable=True)
    else:
        item = Item(number=Number(num=does["num"])) if "num" in does else Item(choice=does["choice"])
    collect.take(turn, [item])


def _change_back(turn: Turn) -> None:
    items = reproached.exchanged(turn)
    if items:
        correct.correct(turn, items, None)
    else:
        turn.say(general.stale(turn.voice))
        asking.go_on(turn)


def chosen(turn: Turn, does: Does) -> None:
    """One of the questions offered: the answer that was kept is for this one."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if "unit" in does:
        offered = [_asked(turn, {"question": key}) for key in waiting["questions"] if key["unit"] == does["unit"]]
        choosing.narrowed(turn, waiting, offered)
        return
    asked = _asked(turn, does)
    turn.talk.waiting = None
    name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
    items = [replace(choosing.item_of(waiting["item"]), names=(name,))]
    items += [replace(choosing.item_of(one["item"]), names=tuple(one["names"])) for one in waiting.get("more", ())]
    beside, more = waiting.get("beside", ()), turn.more
    turn.more = more or bool(beside)
    collect.take(turn, items, asked.report.unit)
    for left, one in enumerate(beside, 1 - len(beside)):
        turn.more = more or left < 0
        collect.take(turn, [replace(choosing.item_of(one["item"]), names=(name,))], units.unit(turn.db, one["unit"]))


def yes(turn: Turn, _does: Does) -> None:
    """The yes to the act that was shown."""
    waiting = turn.talk.waiting
    assert waiting is not None
    turn.talk.waiting, turn.agreed = None, True
    _CONFIRMED[waiting["act"]](turn, waiting)


def no(turn: Turn, _does: Does) -> None:
    """The no: nothing is done."""
    turn.talk.waiting = None
    turn.say(general.dropped(turn.voice))
    asking.go_on(turn)


def _resume(turn: Turn) -> None:
    turn.talk.skipped = []
    asking.go_on(turn)


def _edit_which(turn: Turn, does: Does) -> None:
    turn.talk.campaign = reports.report(turn.db, does["report"]).campaign.id
    turn.wait(Step.CHOOSE, edits=does["report"])
    turn.say(correction_texts.what_to_change(turn.voice, help.example(turn)))


def _over(turn: Turn) -> None:
    turn.say(general.stale(turn.voice))
    asking.go_on(turn)


def _send(turn: Turn, waiting: dict[str, Any]) -> None:
    submit.submit(turn, reports.report(turn.db, waiting["report"]), sure=True)


_CONFIRMED: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "submit": _send,
    "erase": privacy.erase,
    **review.CONFIRMED,
    **campaigns.CONFIRMED,
    **orders.CONFIRMED,
    **extensions.CONFIRMED,
    **reopening.CONFIRMED,
    **misplaced.CONFIRMED,
    **correct.CONFIRMED,
    **talks.CONFIRMED,
    **in_order.CONFIRMED,
    **as_before.CONFIRMED,
    **photos.CONFIRMED,
    **invites.CONFIRMED,
    **taken_back.CONFIRMED,
    **urgent.CONFIRMED,
    **base_heard.CONFIRMED,
    "stop": lambda turn, waiting: reminders.stop(turn),
}
_JOINING = {"consent": (join.agree, sharing.agree), "decline": (join.decline, sharing.refuse)}
_BUTTONS: dict[str, Callable[[Turn, Does], None]] = {
    "edit": lambda turn, does: correct.edit(turn, _asked(turn, does)),
    "evidence": lambda turn, does: evidence.wait_for(turn, _asked(turn, does)),
    "photo_of": lambda turn, does: evidence.photo_of(turn, _asked(turn, does)),
    "keep": lambda turn, does: doubted.keep(turn, None),
    "use": lambda turn, does: doubted.use(turn, does["num"]),
    "again": lambda turn, does: doubted.again(turn),
    "take_list": lambda turn, does: whole.take_list(turn),
    "answer": _answer,
    "number": _answer,
    "change_back": lambda turn, does: _change_back(turn),
    "choose": chosen,
    "no_difficulty": lambda turn, does: difficulty.none(turn),
    "skip": lambda turn, does: reminders.skip(turn, (), _asked(turn, does)),
    "submit": submit.pressed,
    "submit_of": submit.of_round,
    "edit_which": _edit_which,
    "resume": lambda turn, does: _resume(turn),
    "yes": yes,
    "no": no,
    "form": lambda turn, does: join.answer_form(turn, does["form"]),
    "remove_role": lambda turn, does: join.remove_role(turn, does["person"], does["unit"]),
    "same": lambda turn, does: sharing.same(turn),
    "another": lambda turn, does: sharing.another(turn),
    "speaks": lambda turn, does: _over(turn),  # on a shared phone `speakers` has taken it; it is one person's again
    "seen": lambda turn, does: turn.say(reminder_texts.seen(turn.voice)),
    "human": lambda turn, does: help.call_human(turn),
    "office_items": lambda turn, does: asking.office_items(turn),
    **review.BUTTONS,
    **status.BUTTONS,
    **campaigns.BUTTONS,
    **orders.BUTTONS,
}
