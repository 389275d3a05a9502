"""What each intent leads to: one small function or line per intent, each calling the behaviour that serves it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers import (
    asking,
    campaigns,
    correct,
    difficulty,
    doubted,
    evidence,
    extensions,
    goals,
    help,
    invites,
    join,
    looks,
    meant,
    nods,
    nudged,
    odd,
    only_those,
    orders,
    outside,
    photos,
    plans,
    pointed,
    privacy,
    ranked,
    reminders,
    review,
    reviewed,
    scope,
    sent_back,
    status,
    submit,
    talks,
    team,
    which_round,
)  # fmt: skip
from handlers.figures import current
from handlers.hearing import first_named
from handlers.language.elsewhere import place_for
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.scope import Question
from handlers.texts import collect as collect_texts
from handlers.texts import corrections as correction_texts
from handlers.texts import form, general
from handlers.texts import officer as officer_texts
from handlers.texts import short_asks as short_texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from store import reports
from store.conversations import Step
from store.people import Role

# "Cả hai", "hai thôn"; the 2 of "quý 2" and "báo cáo mới" are not all of them.
_ALL_MINE = re.compile(
    r"\b(?:ca (?:hai|ba|may|cac|2|3)(?: (?:thon|to|noi|bao cao|dot|cai))?"
    r"|(?:cac|het cac|tat ca cac|hai|2|moi) (?:thon|to|noi|bao cao|dot|cai))"
    r"(?: (?:di|luon|nhe|nha|em|chau|a|giup|ho))*$"
)

_SENDS = re.compile(
    r"(?:cho |xin )?(?:toi |bac |em |minh |chau |co |chu )?(?:gui|nop)(?: luon)? bao cao\b"
    r"(?!.*\b(?:cho|file|tep|word|excel)\b)"
)


def _export(turn: Turn, reading: Reading) -> None:
    """A file is asked for, which nothing here makes: what stands is told in its place; a team only sends."""
    if turn.units(Role.MEMBER) and _SENDS.match(fold(reading.text)):
        _submit(turn, reading)
        return
    turn.say(general.no_files(turn.voice))
    if looks.is_reader(turn):
        looks.standing(turn, reading)
    else:
        looks.report(turn, reading)


def _odd(turn: Turn, reading: Reading) -> None:
    """ "Có số nào đáng ngờ không": of all that is read here; a team sees its own report, where they are marked."""
    if looks.is_reader(turn):
        odd.tell(turn)
    else:
        looks.report(turn, reading)


def _why_returned(turn: Turn, reading: Reading) -> None:
    if not sent_back.why(turn):
        help.how_to(turn)


def _approve(turn: Turn, reading: Reading) -> None:
    everything = plans.everything(turn, reading.units)
    named, but = scope.named_but(turn)
    review.approve(turn, named, everything or bool(but), but=but)


# "Thôi duyệt lại đi" gives an approval that was taken back once more.
_APPROVE_AGAIN = re.compile(r"\bduyet lai (?:di|nhe|luon|cho|giup|thon|ca|het|thoi)\b|\bduyet lai$")


def _unapprove(turn: Turn, reading: Reading) -> None:
    named, but = scope.named_but(turn)
    everything = plans.everything(turn, reading.units) or bool(but)
    if _APPROVE_AGAIN.search(fold(reading.text)):
        review.approve(turn, named, everything and not named, but=but)
        return
    review.unapprove(turn, named, everything and not named, but)


def _remind(turn: Turn, reading: Reading) -> None:
    named, but = scope.named_but(turn)
    if not named and not but and ranked.is_said(turn.incoming.text) and turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(status_texts.remind_which(turn.voice))  # "nhắc cái thứ hai", with no list before it
        return
    spared = only_those.others(turn, reading) if not named else None
    if spared is not None and only_those.nobody(turn, [*spared, *but]):
        only_those.say_none(turn, first_named(reading))
    else:
        orders.remind(turn, named, not named, but=[*but, *(spared or ())])


def _submit(turn: Turn, reading: Reading) -> None:
    unit = scope.named_unit(turn)
    if unit is None:
        if turn.units(Role.MEMBER) and (place := outside.unknown(reading)) is not None:
            turn.say(collect_texts.not_your_unit(turn.voice, place))  # "gửi thôn 5": none of theirs goes for it
        elif turn.units(Role.MEMBER) and _ALL_MINE.search(fold(reading.text).strip(" .!")):
            submit.submit_all(turn)
        elif not submit.meant_the_sent(turn):
            submit.submit(turn)
        return
    if not turn.may(Role.MEMBER, unit) and not turn.may(Role.OFFICER, unit):
        turn.say(collect_texts.not_your_unit(turn.voice, unit.name))
        return
    found = [one for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if scope.indicators_of(turn.rules, one)]
    live = [one for one in found if not one.closed(turn.now)] or found
    owed = which_round.of_round(turn, [one for one in live if one.owed] or live)
    if turn.units(Role.OFFICER) and submit.of_several_rounds(turn, owed):
        return
    owed.sort(key=lambda one: one.campaign.id != turn.talk.campaign)
    submit.submit(turn, owed[0] if owed else None)


_SEND_IT = re.compile(r"\b(?:gui|nop)(?: bao cao)?(?: luon)? (?:di|nhe|luon|giup|nha|thoi)\b(?!.*\b(?:khong|chua)\b)")


def confirmed(turn: Turn, reading: Reading) -> None:
    if reading.yes and turn.units(Role.MEMBER) and _SEND_IT.search(fold(reading.text)) and not reading.items:
        submit.submit(turn)  # "đúng hết rồi nộp đi"
        return
    if reading.no and talks.called_off(turn):
        return
    if turn.talk.waiting is None and correct.left_as_it_is(turn):
        return
    if any(reading.items):
        help.not_understood(turn)
        return
    if reading.yes and turn.incoming.group is None and submit.offered(turn):
        return
    asked = asking.still_open(turn)
    if asked is None:
        nod = reading.yes and nods.is_nod(reading.text)
        turn.say(general.nodded(turn.voice) if nod else general.not_now(turn.voice))
    elif reading.no:
        turn.say(general.number_or_later(turn.voice))
    asking.go_on(turn)


def _reaction(turn: Turn) -> None:
    """A heart, a smile: nothing to take and nothing to ask."""
    turn.say(general.yes_or_no(turn.voice) if turn.talk.step is Step.CONFIRM else general.sticker(turn.voice))
    asking.go_on(turn)


def my_data(turn: Turn, reading: Reading) -> None:
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


_OF_MORE_TIME = re.compile(r"\b(?:them|cham|lui|muon|gia han|noi han)\b.*\b(?:ngay|hom|bua|tuan)\b")


def _postpone(turn: Turn, reading: Reading) -> None:
    named = scope.named_units(turn) if not turn.units(Role.MEMBER) else []
    if named and _OF_MORE_TIME.search(fold(reading.text)):
        extensions.tell(turn, named)  # "đã cho thôn 3 thêm 3 ngày chưa"
        return
    if not turn.units(Role.MEMBER) and not turn.talk.office:
        turn.say(general.whenever(turn.voice))
        return
    if reminders.a_moment(turn, reading):
        return
    if difficulty.of_the_moment(turn.incoming.text):
        reading = turn.reading = replace(reading, items=())  # "điện thoại sắp hết pin" puts off no item of that name
    reminders.promise(turn, reading)
    if len(turn.units(Role.MEMBER)) > 1:
        _sent_beside(turn)


def _sent_beside(turn: Turn) -> None:
    """ "Thôn 1 mai bác báo nốt, thôn 2 gửi luôn đi": the report of the other village is sent."""
    for part in re.split(r"[,;.\n]+(?!\d)", turn.incoming.text)[1:]:
        told = read(part, scope.context(turn, part))
        if told.intent == "submit" and told.units:
            turn.reading, turn.incoming = told, replace(turn.incoming, text=part.strip())
            _submit(turn, told)
            return


def _difficulty(turn: Turn, reading: Reading) -> None:
    unit = scope.named_unit(turn) if turn.units(Role.OFFICER) else None
    bare = unit is not None and not difficulty.tells(reading.text)
    if bare or (
        not turn.units(Role.MEMBER) and unit is None and not (turn.talk.office or turn.talk.obstacle or turn.talk.last)
    ):
        help.not_understood(turn)
        return
    now = turn.talk.obstacle is None and turn.units(Role.MEMBER) and difficulty.of_the_moment(turn.incoming.text)
    if now:
        turn.say(general.cut_off(turn.voice, turn.incoming.text.strip(" .!,")))
        return
    difficulty.note(turn, reading.reason or turn.incoming.text, reading.items, unit)


def _correct(turn: Turn, reading: Reading) -> None:
    asked = help.named(turn, reading.items)
    shown = next((int(key) for key in reversed(turn.talk.shown) if key.isdigit()), None)
    if asked is not None:
        correct.edit(turn, asked)
    elif turn.talk.step is Step.DOUBT and turn.units(Role.MEMBER):
        doubted.again(turn)  # "cháu sửa giúp bác", of the number in doubt
    elif shown is not None and correct.line_chosen(turn, {"edits": shown}):
        pass  # "sửa dòng 1"
    elif _only_reads(turn):
        pass
    elif back := correct.came_back(turn):
        correct.edit(turn, back[0])
    elif turn.talk.last and (last := scope.question(turn, turn.talk.last[-1])) is not None:
        correct.edit(turn, last)
    else:
        correct.what(turn)


_THE_REPORT = re.compile(r"\bbao cao\b")
_NUDGES = re.compile(r"\b(?:nhac|giuc|don doc|bo sung)\b")


_ONLY_THE_ORDER = re.compile(r"(?:tra (?:lai|ve)|gui (?:tra|lai)|day ve)(?: (?:di|nhe|a|em|luon|giup|ho|cho|voi))*")
_FOR_ME = re.compile(r"\bcho (?:toi|tui|bac|chu|co|ong|ba|anh|chi|minh|em|chau) (?:gui|nop|bao|sua|lam|xem)\b")


def _return(turn: Turn, reading: Reading) -> None:
    mine = turn.units(Role.MEMBER) and not looks.is_reader(turn) and scope.named_unit(turn) is None
    if mine and _FOR_ME.search(fold(reading.text)):
        looks.report(turn, reading)  # "cho bác gửi lại": what stands, and how a line of it is put right
        return
    if reading.reason and _ONLY_THE_ORDER.fullmatch(fold(reading.reason).strip(" .!")):
        reading = replace(reading, reason=None)  # "thôn 1, thôn 2: trả lại"
    unit = scope.named_unit(turn)
    if unit is not None and _NUDGES.search(fold(reading.text)) and turn.units(Role.OFFICER, Role.SUPERVISOR):
        here = reports.reports_of_unit(turn.db, unit.id, turn.now)
        if any(one.owed and not one.closed(turn.now) for one in here):
            orders.remind(turn, [unit], False)  # "nhắc thôn 3 bổ sung": there is nothing yet to send back
            return
    named = [one for one in scope.named_outside(turn, reading.reason) if one.level == "thon"]
    if len(named) > 1 and reading.reason and turn.units(Role.OFFICER, Role.SUPERVISOR):
        for one in named:  # "trả lại thôn 1 và thôn 3 vì chưa có ảnh"
            review.return_figure(turn, one, first_named(reading), reading.reason)
        return
    items = [one for one in reading.items if one.names]
    review.return_figure(
        turn, unit, items[0] if items else looks.just_shown(turn, unit), reading.reason, also=items[1:]
    )
    if len(named) > 1 and turn.talk.step is Step.CONFIRM and not items:
        plans.then(turn, [officer_texts.return_order(one.name, ()) for one in named[1:]])


def _only_reads(turn: Turn) -> bool:
    """A leader has given nothing that could be taken back or corrected: said so."""
    if turn.units(Role.MEMBER, Role.OFFICER, Role.SUPERVISOR) or not looks.is_reader(turn):
        return False
    turn.say(general.only_reads(turn.voice))
    return True


def _undo(turn: Turn, reading: Reading) -> None:
    if scope.named_unit(turn) is None and _only_reads(turn):
        return
    unit = scope.named_unit(turn)
    if (
        unit is not None
        and looks.is_reader(turn)
        and not turn.may(Role.OFFICER, unit)
        and not turn.may(Role.MEMBER, unit)
    ):
        turn.say(general.no_right(turn.voice, f"bỏ số của {unit.name}"))
        return
    if talks.called_off(turn):
        return
    if difficulty.SUBJECT.search(fold(reading.text)):
        turn.say(correction_texts.difficulty_stays(turn.voice))
        asking.go_on(turn)
        return
    if _THE_REPORT.search(fold(reading.text)) and submit.not_sent_yet(turn):
        return
    named = first_named(reading)
    mine = help.named(turn, reading.items) if unit is None else None
    if named is None or mine is not None:
        correct.undo(turn, mine)
    else:
        _undo_of_theirs(turn, meant.said_name(turn, named), meant.meant(turn, named, unit))


def _undo_of_theirs(turn: Turn, name: str, found: Sequence[Question]) -> None:
    """ "Xóa số ngân hàng thôn 2": that figure, and no other in its place; one of the team itself stays."""
    figure = current(turn, found[0]) if len(found) == 1 else None
    if figure is None:
        turn.say(correction_texts.nothing_of(turn.voice, name))
        asking.go_on(turn)
    elif figure.person != turn.person and not turn.may(Role.MEMBER, found[0].report.unit):
        one = found[0]
        turn.say(correction_texts.of_the_team(turn.voice, one.indicator, figure.count, one.report.unit.name))
    else:
        correct.undo(turn, found[0])


def _register(turn: Turn, reading: Reading) -> None:
    code = join._code(turn)
    unit = scope.named_unit(turn) if turn.units(Role.OFFICER, Role.SUPERVISOR) else None
    if code is not None:
        join.known_with_code(turn, code)
    elif unit is not None and re.search(r"\bma\b", fold(reading.text)):
        invites.invite(turn, Errand("invite", unit.name))
    elif turn.units(Role.OFFICER) and not turn.units(Role.MEMBER) and reading.intent == "change_unit":
        help.not_understood(turn)  # an office changes to no other village
    elif (named := scope.named_units(turn)) and all(turn.may(Role.MEMBER, one) for one in named):
        help.greet(turn, named[0])  # "bác là tổ trưởng thôn 3 đây": as the book knows
    else:
        from handlers.texts.join import change_unit

        turn.say(change_unit(turn.voice))


def _unsafe(turn: Turn, reading: Reading) -> None:
    turn.say(general.unsafe(turn.voice, reading.kind))


def _off_topic(turn: Turn) -> None:
    """Other business: one honest sentence and where it belongs; what only seems to be counts, said again, as an
    answer that was not understood."""
    place = place_for(turn.incoming.text)
    if place is None and (turn.talk.failures or turn.talk.step is not Step.QUESTION):
        help.not_understood(turn)
        return
    if place is None:
        turn.talk.failures = 1
    turn.say(general.off_topic(turn.voice, place))


# "Thôn 2 xin lùi đến 4/7" tells of a wish; "…, cho lùi" grants it.
_ASKED_FOR = re.compile(r"\bxin\b(?!.*\b(?:cho|duoc|dong y)\b)")


# "Lùi hạn cho 2 thôn kia": some of them, and not all that owe.
_SOME_OF_THEM = re.compile(
    r"\b(?P<num>\d{1,2}|hai|ba|bon|nam|may|nhung|cac) (?:thon|xom|to|noi|don vi|xa)"
    r" (?P<which>kia|con lai|chua (?:nop|gui|xong|bao|co)|do|ay|nay|tre|cham|yeu|thieu)\b"
)


def _some_of_them(turn: Turn, reading: Reading) -> bool:
    """More time for villages that are not named: where these are not all that owe, it is asked which."""
    said = _SOME_OF_THEM.search(fold(reading.text))
    if said is None:
        return False
    owing = [one.unit.name for one in orders.owing_villages(turn)]
    num = int(said["num"]) if said["num"].isdigit() else TO_TEN.get(said["num"])
    if num == len(owing) or (num is None and not said["which"].startswith(("do", "ay", "nay", "kia"))):
        return False  # all that owe: the deadline moves for everybody
    turn.say(short_texts.which_villages(turn.voice, owing))
    return True


def _extend(turn: Turn, reading: Reading) -> None:
    if reading.reason and not re.search(r"\w", pointed.without_units(turn, reading.reason)):
        reading = replace(reading, reason=None)  # ", Thôn 3" is a further village
    named = scope.named_outside(turn, reading.reason)
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        extensions.ask(turn, named[0] if named else None, reading.until)
        return
    if not named and _some_of_them(turn, reading):
        return
    if len(named) == 1 and extensions.withdrawn(turn, named[0]):
        return
    if not named:
        orders.extend(turn, None, reading.until, reading.reason)
    if len(named) == 1 and _ASKED_FOR.search(fold(reading.text)) and orders.ask_extend(turn, named[0], reading):
        return
    for at, unit in enumerate(named, 1):
        orders.extend(turn, unit, reading.until, reading.reason)
        if turn.talk.waiting is not None and reading.until is not None and reading.until.day is not None:
            to = form.day(reading.until.day)  # shown for a yes: one village after the other
            plans.then(turn, [f"gia hạn {other.name} đến {to}" for other in named[at:]])
            return


def _stop(turn: Turn) -> None:
    if not talks.called_off(turn):
        reminders.stop_said(turn)


def _hold(turn: Turn) -> None:
    """ "Thôi nhắc thôn 3"."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "dừng nhắc các thôn"))
    elif not talks.hold(turn, Errand("hold")):
        help.not_understood(turn)


def _human(turn: Turn) -> None:
    """A person is wanted; of an office that names a village, whom to call there."""
    named = scope.named_units(turn) if looks.is_reader(turn) and not turn.units(Role.MEMBER) else []
    if not (named and team.to_call(turn, Errand("call_them", named[0].name))):
        help.call_human(turn)


def _previous(turn: Turn) -> None:
    """ "Quay lại": of an office that is asked nothing, back to how things stand."""
    if looks.is_reader(turn) and not turn.units(Role.MEMBER) and not turn.talk.office and not turn.talk.last:
        status.unit_status(turn, None)
    else:
        correct.previous(turn)


def _set_base(turn: Turn, reading: Reading) -> None:
    orders.set_base(turn, scope.named_unit(turn), first_named(reading) or next(iter(reading.items), None), reading)


INTENTS: dict[str, Callable[[Turn, Reading], None]] = {
    "greeting": lambda turn, reading: help.greet(turn),
    "ask_deadline": lambda turn, reading: help.deadline(turn),
    "ask_definition": lambda turn, reading: help.definition(turn, reading.items),
    "refused": lambda turn, reading: turn.say(general.refused(turn.voice)),
    "photo_numbers": lambda turn, reading: turn.say(general.photo_numbers(turn.voice)),
    "which_day": lambda turn, reading: help.which_day(turn, reading.until),
    "reached": lambda turn, reading: goals.reached(turn),
    "enough": lambda turn, reading: turn.say(general.enough(turn.voice)),
    "mourns": lambda turn, reading: turn.say(general.mourns(turn.voice)),
    "noted": lambda turn, reading: turn.say(general.noted(turn.voice)),
    "go_on": lambda turn, reading: help.go_on_asking(turn),
    "handed_over": lambda turn, reading: turn.say(general.handed_over(turn.voice)),
    "who_are_you": lambda turn, reading: help.who_i_am(turn),
    "ask_names": lambda turn, reading: turn.say(general.only_numbers(turn.voice)),
    "drop_photo": lambda turn, reading: photos.drop_last(turn),
    "ask_target": lambda turn, reading: goals.told(turn, reading.items),
    "ask_help": lambda turn, reading: help.how_to(turn),
    "thanks": lambda turn, reading: turn.say(general.thanks(turn.voice)),
    "status_unit": looks.standing,
    "status_indicator": looks.indicator,
    "missing_units": looks.missing_units,
    "sent_units": lambda turn, reading: status.sent_units(turn),
    "office_owed": lambda turn, reading: status.office_owed(turn),
    "short_units": looks.short_units,
    "extensions": lambda turn, reading: extensions.tell(turn, scope.named_units(turn)),
    "why_returned": _why_returned,
    "reviewed_by": lambda turn, reading: reviewed.tell(turn, scope.named_unit(turn)),
    "nudged": lambda turn, reading: nudged.tell(turn, scope.named_units(turn)),
    "shortfall": looks.shortfall,
    "ranking": looks.ranking,
    "compare_periods": looks.compare,
    "score": lambda turn, reading: status.score(turn),
    "history": looks.history,
    "evidence_list": looks.evidence_list,
    "send_evidence": lambda turn, reading: evidence.announced(turn, reading.items),
    "show_report": looks.report,
    "export": _export,
    "list_pending": lambda turn, reading: review.list_pending(turn),
    "odd_figures": _odd,
    "approve": _approve,
    "return_for_fix": _return,
    "remind_now": _remind,
    "extend": _extend,
    "hold": lambda turn, reading: _hold(turn),
    "base_set": _set_base,
    "open_campaign": lambda turn, reading: campaigns.open_by_message(turn),
    "close_campaign": lambda turn, reading: campaigns.close_campaign(turn),
    "office_items": _office,
    "held_back": lambda turn, reading: turn.say(general.held_back(turn.voice)),
    "submit": _submit,
    "confirm": confirmed,
    "deny": confirmed,
    "keep": confirmed,
    "reaction": lambda turn, reading: _reaction(turn),
    "wants_to_ask": lambda turn, reading: turn.say(general.ask_away(turn.voice)),
    "looks_again": lambda turn, reading: doubted.look_again(turn),
    "may_send": lambda turn, reading: submit.may_send(turn),
    "read_back": lambda turn, reading: help.read_back(turn),
    "again": lambda turn, reading: help.again(turn),
    "previous": lambda turn, reading: _previous(turn),
    "undo": _undo,
    "correct": _correct,
    "skip": lambda turn, reading: reminders.skip(turn, reading.items),
    "postpone": _postpone,
    "difficulty_note": _difficulty,
    "opt_out": lambda turn, reading: _stop(turn),
    "opt_in": lambda turn, reading: reminders.start(turn),
    "delete_my_data": my_data,
    "my_data": my_data,
    "call_me": lambda turn, reading: privacy.call_me(turn, reading.address or ""),
    "register": _register,
    "change_unit": _register,
    "human_handoff": lambda turn, reading: _human(turn),
    "complaint": lambda turn, reading: turn.say(
        general.complaint(turn.voice) if turn.units(Role.MEMBER) else general.office_complaint(turn.voice)
    ),
    "unapprove": _unapprove,
    "off_topic": lambda turn, reading: _off_topic(turn),
    "unsafe": _unsafe,
    "switch_language": lambda turn, reading: turn.say(general.only_vietnamese(turn.voice)),
}
