"""What an office asks in few words, and what the bot cannot do said plainly. What changes anything waits for a yes."""

from collections.abc import Callable

from handlers import (
    asking,
    base_heard,
    bases,
    below,
    evidence,
    followup,
    help,
    looks,
    missing,
    odd,
    orders,
    review,
    reviewed,
    scope,
    several,
    side_by_side,
    status,
    talks,
    which_round,
)
from handlers.language.errands import Errand
from handlers.language.reading import Reading
from handlers.language.text import cut
from handlers.language.times import find_until
from handlers.standing import Round, may_see, rounds, top_of
from handlers.texts import closing as closing_texts
from handlers.texts import days as day_texts
from handlers.texts import form, general
from handlers.texts import short_asks as texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from store import campaigns, outbox, overview, people, reminders, units
from store.people import Role
from store.reports import ReportState

_MOST = 4  # items that are shown village by village at once


def whole(turn: Turn, _found: Errand) -> bool:
    """ "Xã mình ổn không", "đạt bao nhiêu phần trăm kế hoạch", "báo cáo tuần", "ngắn gọn thôi"."""
    status.unit_status(turn, None)
    return True


def communes(turn: Turn, _found: Errand) -> bool:
    """ "Liệt kê các xã", "xã nào xong rồi": from above, each of them; an office of one commune has none."""
    top = top_of(turn)
    if top is None or top.level in {"xa", "thon"}:
        return False
    below.each_below(turn, top)
    return True


def owing(turn: Turn, _found: Errand) -> bool:
    """ "Còn ai chưa", "bao nhiêu thôn nữa là đủ"."""
    missing.missing_units(turn, None)
    return True


def each_village(turn: Turn, _found: Errand) -> bool:
    """ "Liệt kê số của từng thôn": of the item named, else of each, where they are few; else which one is asked."""
    top, named = top_of(turn), several.items(turn.reading or Reading())
    if top is None:
        return False
    if named:
        for item in named:
            followup.each(turn, item)
        return True
    found = [(one, each) for one in rounds(turn, top) for each in _of_villages(turn, one)]
    if not found or len(found) > _MOST:
        turn.say(status_texts.which(turn.voice, [each.short for _, each in found[:3]]))
        return True
    for one, indicator in found:
        status.figures_each(turn, one, indicator)
    if len(found) > 1:
        turn.talk.subject = None  # none of them is the one spoken of
    return True


def _of_villages(turn: Turn, one: Round) -> list[Indicator]:
    return list({each.id: each for report in one.villages(turn) for each in one.asked(turn, report)}.values())


def report_of(turn: Turn, _found: Errand) -> bool:
    """ "Mở báo cáo thôn 1 ra cho anh", "sao thôn 4 im thế": the report as it is."""
    if turn.reading is None or not scope.named_units(turn):
        return False
    looks.report(turn, turn.reading)
    return True


def odd_ones(turn: Turn, _found: Errand) -> bool:
    """ "Có thôn nào sai số không": the figures to look at again."""
    if turn.reading is not None and (scope.named_units(turn) or several.items(turn.reading)):
        return False
    odd.tell(turn)
    return True


def silent(turn: Turn, _found: Errand) -> bool:
    """ "Thôn nào chưa mở tin nhắn": who opened a message is not known, only who has answered since the round began."""
    top = top_of(turn)
    found = [one for one in rounds(turn, top) if not one.campaign.closed(turn.now)] if top is not None else []
    if top is None or not found:
        return False
    since = min(one.campaign.opens for one in found)
    villages = {report.unit.id: report.unit for one in found for report in one.villages(turn)}
    held: dict[int, list[int]] = {id: [] for id in villages}
    for who, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER):
        if unit in held:
            held[unit].append(who.id)
    wrote = reminders.answered(turn.db, [id for some in held.values() for id in some], turn.now)
    heard = {id for id, moments in wrote.items() if any(moment >= since for moment in moments)}
    given = {unit for one in found for (unit, _), answer in one.answers.items() if answer.count.state is State.GIVEN}
    quiet = [unit.name for id, unit in villages.items() if heard.isdisjoint(held[id]) and id not in given]
    turn.say(texts.never_answered(turn.voice, quiet, len(villages), since))
    return True


def wants_change(turn: Turn, _found: Errand) -> bool:
    """ "Thôn 3 xin sửa số": what it takes, by where its report stands."""
    named = [one for one in scope.named_units(turn) if one.level == "thon"]
    if len(named) != 1 or not may_see(turn, named[0]):
        return False
    mine = [report for one in rounds(turn, named[0]) for report in one.reports if report.unit.id == named[0].id]
    if not mine:
        return False
    turn.talk.unit = named[0].id
    for report in mine:
        name = which_round.to_say(turn, [report.campaign])
        if report.closed(turn.now):
            turn.say(texts.change_when_closed(turn.voice, named[0].name, name))
        elif report.state in {ReportState.SUBMITTED, ReportState.APPROVED}:
            turn.say(texts.change_when_sent(turn.voice, named[0].name, report.state is ReportState.APPROVED, name))
        else:
            turn.say(texts.change_when_open(named[0].name, name))
    return True


def office_part(turn: Turn, _found: Errand) -> bool:
    """ "Phần nào của xã phải tự báo"."""
    missing.office_owed(turn)
    return True


def office_asks(turn: Turn, _found: Errand) -> bool:
    """ "Hỏi anh phần xã đi"."""
    asking.office_items(turn)
    return True


def own_reminder(turn: Turn, _found: Errand) -> bool:
    """ "Chiều nhắc anh duyệt": nothing here reminds an office at an hour of its own, and what it is told is said."""
    if turn.units(Role.MEMBER):
        return False
    turn.say(texts.no_own_reminder(turn.voice))
    return True


def night(turn: Turn, _found: Errand) -> bool:
    """ "Đừng nhắc ban đêm": the hours in which the teams are written to."""
    if turn.units(Role.MEMBER):
        return False
    turn.say(day_texts.hours_of_teams(turn.voice))
    return True


def if_late(turn: Turn, _found: Errand) -> bool:
    """ "Thôn 5 nộp muộn có tính không"."""
    seen = which_round.meant(turn, [one for one in scope.campaigns_in_sight(turn) if not one.closed(turn.now)])
    if not seen:
        return False
    turn.say(texts.late_counts())
    for closes in {one.closes for one in seen if one.closes is not None}:
        turn.say(general.deadline_late(closes))
    return True


def after_closing(turn: Turn, _found: Errand) -> bool:
    """ "Đóng rồi có sửa được không"."""
    turn.say(closing_texts.after_closing(turn.voice))
    return True


def close_now(turn: Turn, _found: Errand) -> bool:
    """ "Chốt sổ đi": the closing is shown, and waits for a yes; over anything that waits it is what it says there."""
    from handlers.campaigns import close_campaign

    if turn.talk.waiting is not None or turn.units(Role.MEMBER):
        return False
    close_campaign(turn)
    return True


def more_days(turn: Turn, found: Errand) -> bool:
    """ "Cho thêm 2 ngày nữa": for the village just spoken of, else for all; shown, and waits for a yes."""
    until = find_until(cut(f"them {found.about}"), turn.today) or find_until(cut(found.about), turn.today)
    if until is None or until.day is None or turn.talk.waiting is not None or turn.units(Role.MEMBER):
        return False
    near = talks.spoken_of(turn) if turn.talk.just else None
    if near is not None and turn.reading is not None:
        reading = Reading(intent="extend", until=until, text=turn.incoming.text)
        if orders.ask_extend(turn, near, reading):
            return True
    orders.move_deadline(turn, until, None)
    return True


def who_gave(turn: Turn, _found: Errand) -> bool:
    """ "Số thôn 1 ai nhập": who gave the figures of a village, and how many each."""
    named = [one for one in scope.named_units(turn) if may_see(turn, one)]
    if not named or several.items(turn.reading or Reading()):
        return False
    for one in rounds(turn, named[0]):
        given = [answer for (unit, _), answer in one.answers.items() if unit == named[0].id]
        given = [answer for answer in given if answer.count.state is State.GIVEN]
        names = overview.writers(turn.db, {answer.person for answer in given if answer.person is not None})
        many: dict[str, int] = {}
        for answer in given:
            who = names.get(answer.person or 0, ("", frozenset[Role]()))[0] or "xã"
            many[who] = many.get(who, 0) + 1
        turn.say(texts.who_gave(named[0].name, status_texts.campaign_name(one.campaign), list(many.items())))
    turn.talk.unit = named[0].id
    return True


def average(turn: Turn, _found: Errand) -> bool:
    """ "Trung bình các thôn là mấy phần trăm": of the item named or just shown; the sum of all, as percents of
    villages of different size have no mean."""
    named = several.items(turn.reading or Reading())
    near = followup.subject(turn)
    item = named[0] if named else near
    top = top_of(turn)
    if top is None:
        return False
    if item is None:
        shorts = [each.short for one in rounds(turn, top) for each in _of_villages(turn, one)]
        turn.say(status_texts.which(turn.voice, shorts[:3]))
        return True
    turn.say(texts.summed_not_averaged())
    status.indicator_status(turn, item, None, commune=True)
    turn.did = "status_indicator"
    return True


def without(turn: Turn, _found: Errand) -> bool:
    """ "Bao nhiêu người chưa có smartphone": those of the whole who do not have it, where the figures are in."""
    top, named = top_of(turn), several.items(turn.reading or Reading())
    if top is None or len(named) != 1 or (turn.reading is not None and turn.reading.intent == "base_set"):
        return False
    unit = next(iter(scope.named_units(turn)), None)
    if unit is not None and not may_see(turn, unit):
        return False
    lacking = side_by_side.lacking(turn, named[0], unit or top)
    if lacking is None:
        return False
    turn.say(lacking)
    status.indicator_status(turn, named[0], unit, commune=unit is None)
    turn.did = "status_indicator"
    return True


def repeat(turn: Turn, _found: Errand) -> bool:
    """ "Nói lại đi": the last thing said, once more; what waits for a yes is shown by itself."""
    if turn.units(Role.MEMBER) or turn.talk.waiting is not None or turn.talk.asked is not None:
        return False
    said = outbox.last_text(turn.db, turn.person)
    if not said:
        status.unit_status(turn, None)
    else:
        turn.say(said)
    return True


def deadlines(turn: Turn, _found: Errand) -> bool:
    """ "Đợt nào gấp hơn", "trễ mấy ngày rồi"."""
    help.deadline(turn)
    return True


def photos(turn: Turn, _found: Errand) -> bool:
    """ "Thôn nào có ảnh rồi"."""
    evidence.listing(turn, None)
    return True


def next_round(turn: Turn, _found: Errand) -> bool:
    """ "Đợt sau bao giờ": rounds that are set up and not yet open; nothing is known of others."""
    tops = turn.units(*scope.READERS)
    ahead = [one for one in campaigns.campaigns(turn.db) if one.opens > turn.now]
    ahead = [one for one in ahead if any(units.unit(turn.db, one.root).lies_in(top) for top in tops)]
    turn.say(texts.next_round(turn.voice, [(form.round_name(one), one.opens) for one in ahead]))
    return True


def enter_how(turn: Turn, _found: Errand) -> bool:
    """ "Anh nhập thay thôn 4 nhé": what is missing there, and how it is written."""
    named = [one for one in scope.named_units(turn) if one.level == "thon" and turn.may(Role.OFFICER, one)]
    if len(named) != 1:
        return False
    turn.talk.unit = named[0].id
    lacks = [
        each.short
        for one in rounds(turn, named[0])
        for report in one.reports
        if not report.closed(turn.now)
        for each in one.asked(turn, report)
        if (answer := one.answers.get((report.unit.id, each.id))) is None or answer.count.state is State.UNKNOWN
    ]
    turn.say(texts.enter_how(turn.voice, named[0].name, lacks))
    return True


def not_in(turn: Turn, _found: Errand) -> bool:
    """ "Thôn nào chưa vào", "ai chưa tham gia": where nobody is in the book yet; from above also the communes."""
    from handlers import team

    top = top_of(turn)
    if top is None:
        return False
    team.nobody(turn, top)
    return True


def _shows(show: Callable[[Turn], None]) -> Callable[[Turn, Errand], bool]:
    def serve(turn: Turn, _found: Errand) -> bool:
        show(turn)
        return True

    return serve


OF_READERS: dict[str, Callable[[Turn, Errand], bool]] = {
    "whole": whole,
    "communes": communes,
    "owing": owing,
    "each_village": each_village,
    "report_of": report_of,
    "odd": odd_ones,
    "not_in": not_in,
    "silent": silent,
    "compare_two": side_by_side.two,
    "whole_number": lambda turn, found: bases.of_the_whole(turn, found.words),
    "sources": lambda turn, found: bases.sources(turn),
    "own_reminder": own_reminder,
    "night": night,
    "if_late": if_late,
    "after_closing": after_closing,
    "who_gave": who_gave,
    "average": average,
    "without": without,
    "repeat": repeat,
    "deadlines": deadlines,
    "photos": photos,
    "office_part": office_part,
    "score": _shows(lambda turn: status.score(turn)),
    "shortfall": _shows(lambda turn: status.shortfall(turn, None, None)),
    "pending": _shows(lambda turn: review.list_pending(turn)),
    "next_round": next_round,
    "reviewed": _shows(lambda turn: reviewed.tell(turn, None)),
}
OF_OFFICES: dict[str, Callable[[Turn, Errand], bool]] = {
    "wants_change": wants_change,
    "base_heard": base_heard.shown,
    "office_asks": office_asks,
    "close_now": close_now,
    "more_days": more_days,
    "enter_how": enter_how,
}
