"""Who has not sent, what each of them lacks, what they promised."""

import re

from handlers import below, which_round
from handlers import help as help_
from handlers.language.errands import Errand
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.standing import Round, named, rounds, said_name, top_of
from handlers.texts import form
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from scoring.targets import Verdict
from scoring.targets import shortfall as short_of
from store import promises, units
from store.messages import Button
from store.people import Role
from store.promises import Promise
from store.reports import Report, ReportState
from store.units import Unit


def lacking(turn: Turn, _found: Errand) -> bool:
    """ "Còn thiếu những số nào", of no village just spoken of: what each one lacks."""
    if turn.talk.unit is not None and units.unit(turn.db, turn.talk.unit).level == "thon":
        return False
    missing_units(turn, None)
    return True


def missing_units(turn: Turn, item: Item | None, unit: Unit | None = None) -> None:
    """Who has not sent, what each of them lacks, what they promised; of one indicator, who has no figure.

    Below a commune, if one is named.
    """
    top = top_of(turn)
    if unit is not None and top is not None and unit.level != "thon" and unit.lies_in(top):
        top = unit
    if top is None:
        help_.progress(turn)
        return
    if item is not None and item.names:
        _missing_figure(turn, item, top)
        return
    if turn.incoming.group is None and below.asks_communes(turn, top):
        below.each_below(turn, top, owing=True)
        return
    found = rounds(turn, top)
    if not found:
        turn.say(texts.no_rounds(top.name))
        return
    which_round.say_none(turn)
    anybody = False
    for one in found:
        anybody = _missing_of_round(turn, one, several=len(found) > 1) or anybody
    if anybody and turn.units(Role.OFFICER) and not all(one.campaign.closed(turn.now) for one in found):
        turn.buttons = [Button(texts.REMIND, {"do": "remind_all"})]


def short_units(turn: Turn, item: Item | None) -> None:
    """ "Thôn nào chưa đạt smartphone, thiếu bao nhiêu": who is below the target by how much, and who has no figure."""
    top = top_of(turn)
    if top is None:
        help_.progress(turn)
    elif item is not None and item.names:
        found = named(turn, item, top)
        if not found:
            turn.say(texts.not_collected(said_name(turn, item)))
        for one, indicator in found:
            turn.talk.subject, turn.talk.campaign = indicator.id, one.campaign.id
            _short_of(turn, one, indicator)
    else:
        for one in rounds(turn, top):
            _short_everywhere(turn, one)


def _short_of(turn: Turn, one: Round, indicator: Indicator) -> None:
    seen = one.seen(turn, indicator)
    where, name = seen.parts[0][0].unit.level, texts.campaign_name(one.campaign)
    if seen.goal is None:
        turn.say(texts.no_target(indicator, name))
        return
    short = []
    for report, answer in seen.parts:
        lacks = short_of(answer.count if answer is not None else None, one.goal(indicator, report.unit))
        if lacks and answer is not None:
            short.append((report.unit.name, lacks, form.share(answer.count)))
    short.sort(key=lambda each: -each[1])
    unknown = [unit.name for unit in seen.missing]
    turn.say(texts.short_units(indicator, name, seen.goal, short, unknown, seen.expected, where, turn.now))


def _short_everywhere(turn: Turn, one: Round) -> None:
    lines, unknown = [], []
    asked = one.villages(turn) or one.offices(turn)
    for report in asked:
        found = [one.seen(turn, indicator, report.unit) for indicator in one.asked(turn, report)]
        missed = [(each.indicator, short_of(each.count, each.goal)) for each in found if each.verdict is Verdict.MISSED]
        if missed:
            lines.append(texts.short_unit(report.unit.name, missed, len(found)))
        elif not one.given(turn, report):
            unknown.append(report.unit.name)
    where = asked[0].unit.level if asked else one.top.level
    turn.say(texts.short_everywhere(texts.campaign_name(one.campaign), lines, unknown, where, turn.now))


def sent_units(turn: Turn) -> None:
    """ "Ai đã nộp rồi": who has sent, by name, round by round."""
    top = top_of(turn)
    if top is None:
        help_.progress(turn)
        return
    found = rounds(turn, top)
    if not found:
        turn.say(texts.no_rounds(top.name))
    for one in found:
        asked = one.villages(turn) or one.offices(turn)
        sent = [report.unit.name for report in asked if not report.owed]
        name = texts.campaign_name(one.campaign, one.framework if len(found) > 1 else None)
        turn.say(texts.sent(name, sent, len(asked), asked[0].unit.level if asked else top.level, turn.now))


def office_is_asked(turn: Turn, unit: Unit) -> bool:
    """Whether a round asks this office something itself."""
    return any(report.unit.id == unit.id for one in rounds(turn, unit) for report in one.offices(turn))


def office_owed(turn: Turn) -> None:
    """ "Xã còn phải báo mục nào": what the office itself still has to answer, round by round."""
    top = top_of(turn)
    found = rounds(turn, top) if top is not None else []
    own = [(one, report) for one in found for report in one.offices(turn) if report.unit.id == one.top.id]
    if top is None or not own:
        turn.say(texts.no_rounds(top.name) if top is not None and not found else texts.nothing_of_office())
        return
    for one, report in own:
        asked = one.asked(turn, report)
        lacks = [(i.code.rstrip("."), i.short) for i in asked if not _has(one, report, i)]
        if not report.owed:
            turn.say(texts.office_sent(len(asked) - len(lacks), len(asked)))
        else:
            turn.say(texts.office_items(lacks, len(asked)))


_SENT_BACK = re.compile(r"\b(?:bi|phai|vua|duoc) (?:\w+ )?(?:tra lai|tra ve)\b|\bbi tra\b")
_OVERDUE = re.compile(
    r"^(?!.*\b(?:con|chua)\b).*\b(?:nao|ai|may|bao nhieu|nhung|cac)\b(?: \w+){0,4}? (?:qua|tre|lo) (?:\w+ )?han\b"
)


def _missing_of_round(turn: Turn, one: Round, *, several: bool) -> bool:
    name = texts.campaign_name(one.campaign, one.framework if several else None)
    asked = one.villages(turn) or one.offices(turn)
    where = asked[0].unit.level if asked else one.top.level
    owing = [report for report in asked if report.owed]
    told = promises.words(turn.db, one.campaign.id)
    if _SENT_BACK.search(fold(turn.incoming.text)):
        back = [report for report in owing if report.state is ReportState.RETURNED]
        names = [_owing_line(turn, one, report, told.get(report.id)) for report in back]
        turn.say(texts.sent_back_to(name, names, len(asked), where, turn.now))
        return False
    if _OVERDUE.search(fold(turn.incoming.text)):
        late = [report for report in owing if report.due < turn.now]
        due = one.campaign.due
        if late:
            lines = [_owing_line(turn, one, report, told.get(report.id)) for report in late]
            turn.say(texts.overdue(name, len(late), len(asked), where, due, lines, turn.now))
        else:
            turn.say(texts.none_overdue(name, len(owing), len(asked), where, due, turn.now))
        return False  # the button reminds everybody who owes, not only these
    lines = [_owing_line(turn, one, report, told.get(report.id)) for report in owing]
    for report in one.offices(turn) if one.villages(turn) else ():
        if report.owed and report.unit.id == one.top.id:
            lacks = [i.short for i in one.asked(turn, report) if not _has(one, report, i)]
            lines.append(texts.office_owing(lacks, len(one.asked(turn, report))))
        elif report.owed:
            lines.append(_owing_line(turn, one, report, told.get(report.id)))
    if lines:
        turn.say(texts.missing(name, len(owing), len(asked), where, one.campaign.due, lines, turn.now))
    else:
        turn.say(texts.none_missing(name, len(asked), where, turn.now))
    return bool(owing)


def _owing_line(turn: Turn, one: Round, report: Report, promise: Promise | None) -> str:
    of = len(one.asked(turn, report))
    day = form.long_day(promise.until_day) if promise is not None and promise.until_day is not None else None
    at = promise.until_at if promise is not None else None
    gone = promise is not None and promise.until_day is not None and promise.until_day < turn.today
    return texts.owing(report.unit.name, of - one.given(turn, report), of, report, at, day, turn.now, broken=gone)


def _has(one: Round, report: Report, indicator: Indicator) -> bool:
    answer = one.answers.get((report.unit.id, indicator.id))
    return answer is not None and answer.count.state is not State.UNKNOWN


def _speaks_of(turn: Turn, one: Round) -> bool:
    """Whether a message shares a word of what was urgently asked ("hộ có wifi")."""
    asked = set(fold(texts.campaign_name(one.campaign)).split()) - {"co", "ho", "so", "cua", "bao", "nhieu", "thon"}
    return not asked.isdisjoint(fold(turn.incoming.text).split())


def _missing_figure(turn: Turn, item: Item, top: Unit) -> None:
    found = named(turn, item, top)
    if not found:
        gap = [one for one in rounds(turn, top) if one.campaign.urgent and _speaks_of(turn, one)]
        for one in gap:
            _missing_of_round(turn, one, several=False)
        if not gap:
            turn.say(texts.not_collected(said_name(turn, item)))
        return
    for one, indicator in found:
        seen = one.seen(turn, indicator)
        names, where = [unit.name for unit in seen.missing], seen.parts[0][0].unit.level
        turn.say(
            texts.missing_figure(indicator, texts.campaign_name(one.campaign), names, seen.expected, where, turn.now)
        )
