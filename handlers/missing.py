"""Who has not sent, what each of them lacks, what they promised."""

from handlers import below
from handlers import help as help_
from handlers.language.reading import Item
from handlers.standing import Round, named, rounds, said_name, top_of
from handlers.texts import form
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from store import promises
from store.messages import Button
from store.people import Role
from store.promises import Promise
from store.reports import Report
from store.units import Unit


def missing_units(turn: Turn, item: Item | None) -> None:
    """Who has not sent, what each of them lacks, what they promised; of one indicator, who has no figure."""
    top = top_of(turn)
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
    anybody = False
    for one in found:
        anybody = _missing_of_round(turn, one, several=len(found) > 1) or anybody
    if anybody and turn.units(Role.OFFICER):
        turn.buttons = [Button(texts.REMIND, {"do": "remind_all"})]


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
        lacks = [indicator.short for indicator in asked if not _has(one, report, indicator)]
        if not report.owed:
            turn.say(texts.office_sent(len(asked) - len(lacks), len(asked)))
        else:
            turn.say(texts.office_owing(lacks, len(asked)))


def _missing_of_round(turn: Turn, one: Round, *, several: bool) -> bool:
    name = texts.campaign_name(one.campaign, one.framework if several else None)
    asked = one.villages(turn) or one.offices(turn)
    where = asked[0].unit.level if asked else one.top.level
    owing = [report for report in asked if report.owed]
    told = promises.words(turn.db, one.campaign.id)
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


def _missing_figure(turn: Turn, item: Item, top: Unit) -> None:
    found = named(turn, item, top)
    if not found:
        turn.say(texts.not_collected(said_name(turn, item)))
        return
    for one, indicator in found:
        seen = one.seen(turn, indicator)
        names, where = [unit.name for unit in seen.missing], seen.parts[0][0].unit.level
        turn.say(
            texts.missing_figure(indicator, texts.campaign_name(one.campaign), names, seen.expected, where, turn.now)
        )
