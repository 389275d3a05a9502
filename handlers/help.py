"""Side questions: hello, how far, until when, who counts, how to write, a human. The open question comes back once."""

import re
from collections.abc import Sequence

from handlers import asking, scope, sent_back, which_round
from handlers.deadlines import moved_of
from handlers.figures import current, is_counted, last_figure, officer_name
from handlers.hearing import figures_in
from handlers.language.errands import Errand
from handlers.language.handover import hands_over
from handlers.language.read import read
from handlers.language.reading import Item, Until
from handlers.language.text import fold
from handlers.meant import newest_closed
from handlers.scope import (
    Question,
    campaigns_in_sight,
    candidates,
    indicators_named,
    own_reports,
    question,
    questions_of,
)
from handlers.standing import may_see
from handlers.texts import collect as collect_texts
from handlers.texts import form, general, join
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Kind, bases
from store import people, reports
from store.conversations import Step
from store.messages import Button
from store.people import Role
from store.reports import Report
from store.units import Unit

FAILURES_BEFORE_HUMAN = 3
_FIGURE = re.compile(r"(?<![\w/])(?<!thôn )(?<!thon )(?<!xóm )(?<!tháng )(?<!thang )\d{2,}(?![/-])")


def greet(turn: Turn, unit: Unit | None = None) -> None:
    """A greeting is answered with the unit and the open question; an officer gets the state of things."""
    turn.talk.skipped = []
    owed = [one for one in own_reports(turn, Role.MEMBER) if questions_of(turn, one) and not one.closed(turn.now)]
    if unit is not None:
        owed = [one for one in owed if one.unit.id == unit.id]
    if not owed:
        _greet_office(turn)
        return
    if turn.incoming.group is not None:  # what a village still owes is for its own people
        turn.say(general.group_hint(turn.voice))
        return
    waiting = [one for one in owed if one.owed]
    if not waiting:
        turn.say(report_texts.finished(owed[0].unit.name, owed[0]))
        return
    for report in waiting[:3]:
        missing = len(asking.missing_of(turn, report))
        if missing:
            turn.say(collect_texts.opening(report.unit.name, missing, report, turn.now))
        else:
            sent_back.say(turn, report)
    asking.go_on(turn)


def again(turn: Turn) -> None:
    """ "Số nào em?": the open question once more; for who is asked nothing, where things stand."""
    if turn.units(Role.MEMBER):
        asking.go_on(turn)
    if not turn.parts:
        greet(turn)


def read_back(turn: Turn) -> None:
    """ "Đúng chưa cháu": the figure as it stands, and what is still open."""
    last = question(turn, turn.talk.last[-1]) if turn.talk.last and turn.talk.waiting is None else None
    figure = current(turn, last) if last is not None else None
    if last is not None and figure is not None and figure.count.state is State.GIVEN:
        of = len(questions_of(turn, last.report))
        have = of - len(asking.missing_of(turn, last.report))
        turn.say(collect_texts.on_record(turn.voice, last.indicator, figure.count, have, of))
        asking.go_on(turn)
    elif turn.talk.waiting is not None:
        asking.go_on(turn)
    else:
        progress(turn)


def go_on_asking(turn: Turn) -> None:
    """ "Giờ rảnh rồi, hỏi đi": what was put off is asked again."""
    turn.talk.skipped = []
    if turn.units(Role.OFFICER) and not turn.units(Role.MEMBER):
        asking.office_items(turn)
    else:
        again(turn)


def which_day(turn: Turn, until: Until | None) -> None:
    """ "Ngày kia là thứ mấy": the day with its date."""
    if until is not None and until.day is not None:
        turn.say(general.which_day(until.day))


def last_time(turn: Turn, items: tuple[Item, ...]) -> bool:
    """ "Kỳ trước bác báo bao nhiêu": the figure of the last period; False where the item is not theirs."""
    asked = named(turn, items) or open_one(turn)
    if asked is None:
        return _last_of_all(turn)
    before = last_figure(turn, asked)
    if before is None:
        turn.say(collect_texts.nothing_last(turn.voice, asked.indicator))
    else:
        turn.say(report_texts.last_told(asked.indicator, before.count))
    if turn.talk.waiting is None and asked in asking.missing_of(turn, asked.report):
        asking.ask(turn, asked)  # whoever asks about an item has it in hand
    else:
        asking.go_on(turn)
    return True


def _last_of_all(turn: Turn) -> bool:
    """Nothing is asked yet: all that was told last time; False where nothing was."""
    asked = [one for report in asking.owed(turn) for one in questions_of(turn, report)]
    told = [(one.indicator, before.count) for one in asked if (before := last_figure(turn, one)) is not None]
    if not told:
        return False
    turn.say(collect_texts.last_told_all(told))
    asking.go_on(turn)
    return True


def _greet_office(turn: Turn) -> None:
    from handlers import status

    if not turn.held:
        turn.say(join.no_role(turn.voice))
    elif turn.units(Role.OFFICER, Role.LEADER, Role.SUPERVISOR):
        status.unit_status(turn, None)
    else:
        turn.say(report_texts.no_round(turn.voice))


def progress(turn: Turn, unit: Unit | None = None) -> None:
    """How far a member's villages are, and what is left."""
    mine = [one for one in own_reports(turn, Role.MEMBER) if questions_of(turn, one)]
    if unit is not None:
        mine = [one for one in mine if one.unit.id == unit.id]
    mine = which_round.of_round(turn, mine)
    live = [one for one in mine if not one.closed(turn.now)] or mine[-1:]
    if not live:
        turn.say(report_texts.no_round(turn.voice))
        return
    for report in live:
        missing = [one.indicator.short for one in asking.missing_of(turn, report)]
        of = len(questions_of(turn, report))
        if not report.owed:
            have, several = of - len(missing), len(live) > 1
            turn.say(report_texts.already_sent(turn.voice, report, have, of, missing, several=several))
        else:
            turn.say(general.progress(report.unit.name, of - len(missing), of, missing, report, turn.now))
            sent_back.say(turn, report)
    if any(one.owed for one in live):
        asking.go_on(turn)


# "Báo muộn có sao không", "bao giờ chốt": what becomes of a late report, and until when.
_IF_LATE = re.compile(r"\b(?:muon|tre|cham|qua han|sau han|chot|khoa so|dong dot|dong so)\b")


def deadline(turn: Turn) -> None:
    """Until when, for every round they owe in; to an office, of the village it names."""
    unit = scope.named_unit(turn)
    if unit is not None and unit.level == "thon" and turn.units(*scope.READERS):
        theirs = [one for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if not one.closed(turn.now)]
        for one in theirs if may_see(turn, unit) else []:
            several = len(theirs) > 1
            name = form.round_name(one.campaign) if several else None
            turn.say(general.deadline_of(unit.name, one.due, turn.now, moved_of(turn.db, one), name))
        if turn.parts:
            return
    if over := [one for one in which_round.told(turn, campaigns_in_sight(turn)) if one.closed(turn.now)]:
        turn.say(general.deadline(over[0].due, turn.now, "", form.round_name(over[0])))
        return
    mine = which_round.of_round(turn, [one for one in own_reports(turn) if not one.closed(turn.now)])
    if not mine and (report := newest_closed(turn)) is not None:
        first = questions_of(turn, report)[0]
        turn.say(collect_texts.closed_now(turn.voice, report, officer_name(turn, first)))
        return
    if len({one.owed for one in mine}) == 2 and all(one.due < turn.now for one in mine if not one.owed):
        mine = [one for one in mine if one.owed]  # what was sent in time is nobody's worry any more
    others = _rounds_of_others(turn, mine)
    if not mine or others:
        _deadlines_in_sight(turn)
        return
    by_due = {(report.due, report.campaign.id): report for report in mine}
    several = len({campaign for _, campaign in by_due}) > 1
    for report in by_due.values():
        name = form.round_name(report.campaign) if several else None
        turn.say(general.deadline(report.due, turn.now, moved_of(turn.db, report), name))
        if turn.now > report.due or _IF_LATE.search(fold(turn.incoming.text)):
            turn.say(general.deadline_late(report.campaign.closes))
    if not any(report.owed for report in mine):
        turn.say(general.sent_already(turn.voice))


def _rounds_of_others(turn: Turn, mine: Sequence[Report]) -> bool:
    """Whether an office looks after open rounds in which it owes nothing itself."""
    if not turn.units(Role.OFFICER, Role.LEADER, Role.SUPERVISOR):
        return False
    own = {one.campaign.id for one in mine}
    return any(one.id not in own and not one.closed(turn.now) for one in campaigns_in_sight(turn))


def still_open(turn: Turn, _found: Errand) -> bool:
    """ "Còn nộp được không": until when, or that it is over."""
    if "ảnh" in turn.incoming.text.lower():  # without its mark it is "anh"
        return False
    deadline(turn)
    asking.go_on(turn)
    return True


def _deadlines_in_sight(turn: Turn) -> None:
    """For who reports nothing themselves: the rounds they look after."""
    seen = which_round.meant(turn, [one for one in campaigns_in_sight(turn) if not one.closed(turn.now)])
    if not seen:
        turn.say(report_texts.no_round(turn.voice))
    for one in seen:
        turn.say(general.deadline(one.due, turn.now, "", form.round_name(one) if len(seen) > 1 else None))
        if one.closes is not None and _IF_LATE.search(fold(turn.incoming.text)):
            turn.say(general.deadline_late(one.closes))


_COUNTS_TOO = re.compile(
    r"\b(?:tinh|dem|ke)(?: (?:vao|luon|chung|duoc|la|\d|mot|hai|thoi))*"
    r" (?:khong|ko|a|ha|may|sao|chu|chua)(?: (?:em|chau|a|nhi|the|vay))*$"
)


def definition(turn: Turn, items: tuple[Item, ...]) -> None:
    """Who or what counts: of the item named, else of the open question."""
    asked = named(turn, items)
    elsewhere = [one for item in items for one in indicators_named(turn, item)] if asked is None else []
    if elsewhere and open_one(turn) is not None and _COUNTS_TOO.search(fold(turn.incoming.text)):
        elsewhere = []  # "máy tính bảng có tính không", of the telephones that are asked for
    defined = turn.talk.bubble.get("defined")  # "vneid là gì", "có phải cái căn cước không": still of VNeID
    if asked is None and not elsewhere:
        asked = (question(turn, defined) if defined else None) or open_one(turn)
    turn.defined = asked.key if asked is not None else None
    indicator = asked.indicator if asked is not None else next(iter(elsewhere), None)
    if indicator is None:
        how_to(turn)
        return
    base = bases(turn.rules.frameworks).get(indicator.base or "")
    turn.say(general.definition(indicator, base.definition if base is not None else None))
    if asked is None and turn.units(Role.MEMBER):
        turn.say(collect_texts.not_asked_here(indicator.short))


def named(turn: Turn, items: tuple[Item, ...]) -> Question | None:
    """The question a side question names."""
    for item in items:
        found = candidates(turn, item, [one for report in own_reports(turn) for one in questions_of(turn, report)])
        if found:
            return found[0]
    return None


def open_one(turn: Turn) -> Question | None:
    """The question that is open, or in doubt."""
    waiting = turn.talk.waiting
    key = waiting["question"] if waiting is not None and "question" in waiting else turn.talk.asked
    return question(turn, key) if key is not None else None


_TO_CHANGE = re.compile(r"\b(?:sua|nham|lon|doi lai|xoa|huy|bo so|ghi sai|bao sai|gui sai|nhap sai|rut)\b")


def how_to(turn: Turn) -> None:
    """How to write, with an example that fits what is open; how to put right or take back, where that is asked."""
    asked = open_one(turn)
    if turn.units(Role.MEMBER) and _TO_CHANGE.search(fold(turn.incoming.text)):
        last = question(turn, turn.talk.last[-1]) if turn.talk.last else None
        turn.say(general.how_to_change(turn.voice, last.indicator.short if last is not None else example(turn)))
        return
    if asked is not None:
        turn.say(general.how_to(turn.voice, asked.indicator))
    elif turn.units(Role.MEMBER):
        turn.say(general.how_to(turn.voice, None, example(turn)))
    elif turn.units(Role.OFFICER):
        turn.say(general.officer_how_to(turn.voice))
    else:
        turn.say(general.leader_how_to(turn.voice))


def not_understood(turn: Turn) -> None:
    """Nothing to act on: say so; the second time differently, the third time offer a person."""
    talk = turn.talk
    talk.failures += 1
    asked = open_one(turn)
    if turn.units(Role.MEMBER) and not turn.units(*scope.READERS) and _nothing_open(turn):
        return
    office = bool(turn.units(Role.OFFICER)) and not turn.units(Role.MEMBER)  # the human others are sent to
    if talk.failures >= FAILURES_BEFORE_HUMAN and not office:
        call_human(turn, offered=True)
        talk.failures = 0
        return
    if asked is not None and talk.waiting is None:
        den = talk.den
        turn.say(
            collect_texts.not_a_figure(turn.voice, asked.indicator, talk.failures, den),
            *(
                [Button("Gặp cán bộ", {"do": "human"}), Button("Để sau", {"do": "skip", "question": asked.key})]
                if talk.failures > 1
                else []
            ),
        )
        # a number typed next is an answer, never the number of a button
        turn.numeric = asked.indicator.kind in {Kind.RATIO, Kind.COUNT, Kind.LEVEL}
        if talk.failures == 1:
            asking.go_on(turn)
        return
    if talk.failures > 1:
        how_to(turn)
    elif turn.units(Role.MEMBER):
        turn.say(general.not_understood(turn.voice, example(turn)))
    else:
        turn.say(general.not_understood_by_reader(turn.voice))
    waits = talk.waiting is None or talk.waiting["step"] in {Step.DOUBT, Step.TOTAL} or "item" in talk.waiting
    if waits and turn.units(Role.MEMBER):
        asking.go_on(turn)


def _nothing_open(turn: Turn) -> bool:
    """Of a team that is asked for nothing: what was not understood is answered with how things stand."""
    mine = [one for one in own_reports(turn, Role.MEMBER) if questions_of(turn, one)]
    if any(not one.closed(turn.sent) for one in mine) or turn.talk.failures >= FAILURES_BEFORE_HUMAN:
        return False
    last = newest_closed(turn)
    first = questions_of(turn, last)[0] if last is not None else None
    if last is None or first is None:
        turn.say(report_texts.no_round(turn.voice))
    else:
        turn.say(collect_texts.closed_now(turn.voice, last, officer_name(turn, first)))
    return True


def example(turn: Turn) -> str:
    """An item of theirs that is counted, for a sentence that shows how to write."""
    counted = (one for report in own_reports(turn, Role.MEMBER) for one in questions_of(turn, report))
    return next((one.indicator.short for one in counted if is_counted(one.indicator)), "VNeID")


def who_i_am(turn: Turn) -> None:
    """Fear of a fraud: who writes, for whom, that it costs nothing, and who can vouch for it."""
    unit = next((one.unit for one in turn.held), None)
    found = people.officers_above(turn.db, unit, turn.now) if unit is not None else []
    officer = next((one for one in found if one.id != turn.person), None)
    turn.say(general.who_i_am(turn.voice, officer.name if officer else None, officer.phone if officer else None))


def handed_over(turn: Turn) -> bool:
    """Somebody stops, or another comes in their place: the officer hears of it, the figures stay where they are."""
    mine = turn.units(Role.MEMBER)
    if turn.incoming.group is not None or not hands_over(turn.incoming.text):
        return False
    if not mine and turn.units(Role.OFFICER) and not scope.named_units(turn):
        mine = turn.units(Role.OFFICER)
        others = [one for unit in mine for one in people.holders_of(turn.db, unit, turn.now, Role.OFFICER)]
        names = list(dict.fromkeys(one.name for one in others if one.id != turn.person))
        turn.say(general.office_handed_over(turn.voice, names))
        return True
    if not mine:
        return False
    if _FIGURE.search(re.sub(r"\d[\d .]{8,}", "", turn.incoming.text)):
        return False  # figures are told in the same message: those first
    unit = scope.named_unit(turn)
    unit = unit if unit is not None and unit in mine else mine[0]
    found = [one for one in people.officers_above(turn.db, unit, turn.now) if one.id != turn.person]
    for officer in found:
        note = general.officer_handover_note(turn.sender.name, unit.name, turn.incoming.text[:200])
        turn.tell(officer.id, note, kind="help")
    turn.say(general.handover_told(turn.voice, unit.name, found[0].name if found else None))
    return True


def pass_up(turn: Turn, found: Errand) -> bool:
    """ "Nhắn cán bộ xã giúp tôi là …": the office hears the words; a figure told so is a figure."""
    told = figures_in(read(found.words, scope.context(turn, found.words)))
    if any(one.names for one in told) or (told and len(found.words.split()) <= _BARE):
        return False
    mine = turn.units(Role.MEMBER)
    officers = [one for one in people.officers_above(turn.db, mine[0], turn.now) if one.id != turn.person]
    if not officers:
        return False
    for officer in officers:
        turn.tell(officer.id, general.team_says(turn.sender.name, mine[0].name, found.words[:200]), kind="help")
    turn.say(general.passed_up(turn.voice, officers[0].name))
    asking.go_on(turn)
    return True


_BARE = 3  # words: "báo xã là 412 người" only reports


def call_human(turn: Turn, *, offered: bool = False) -> None:
    """The officer gets a note at once; the person is told."""
    unit = next((one.unit for one in turn.held), None)
    found = people.officers_above(turn.db, unit, turn.now) if unit is not None else []
    found = [one for one in found if one.id != turn.person]
    me = people.person(turn.db, turn.person)
    for officer in found:
        turn.tell(
            officer.id,
            general.officer_help_note(
                turn.sender.name, unit.name if unit else "", turn.incoming.text[:200], me.phone if me else None
            ),
            kind="help",
        )
    if offered:
        turn.say(general.human_offered(turn.voice))
    elif not found and turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.nobody_else(turn.voice))
    else:
        turn.say(general.human_called(turn.voice, found[0].name if found else None, found[0].phone if found else None))
