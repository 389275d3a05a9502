"""Closing looked at from both sides: what would be missing if it closed now, who sent in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from handlers.language.errands import Errand
from handlers.standing import Round, rounds, top_of
from handlers.texts import closing as texts
from handlers.texts import officer as officer_texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI
from handlers.turn import Turn
from scoring.counts import Count, State
from scoring.framework import Indicator, Kind
from scoring.rollup import total
from store import overview
from store.messages import Button
from store.overview import Earlier
from store.people import Role
from store.reports import Report
from store.units import Unit

MOST = 10
USUAL_HOUR = time(17, 0)


# --- if it closed now -----------------------------------------------------------------------------------------------


def if_closed(turn: Turn, _found: Errand) -> bool:
    """ "Nếu chốt bây giờ": who would be missing; each sum also with what they gave last time, never with zeros."""
    top = top_of(turn)
    found = [one for one in rounds(turn, top) if not one.campaign.closed(turn.now)] if top is not None else []
    if not found:
        turn.say(officer_texts.no_open_round())
        return True
    for one in found:
        turn.say(words(turn, one, several=len(found) > 1))
    if len(found) == 1 and turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.buttons = [Button(officer_texts.CLOSE, {"do": "close_campaign", "campaign": found[0].campaign.id})]
    return True


def words(turn: Turn, one: Round, *, several: bool = False) -> str:
    """The line of one round."""
    name = status_texts.campaign_name(one.campaign, one.framework if several else None)
    asked = one.villages(turn) or one.offices(turn)
    owing = [report.unit.name for report in asked if report.owed]
    where = asked[0].unit.level if asked else one.top.level
    return texts.if_closed(name, len(asked) - len(owing), len(asked), where, owing, lines(turn, one), turn.now)


def lines(turn: Turn, one: Round) -> list[str]:
    """Each indicator that lacks figures: the sum now, and with the last known figures of the missing."""
    earlier = overview.earlier(turn.db, one.campaign.framework, one.top, one.campaign.data_until)
    found = []
    for indicator in one.indicators(turn):
        if indicator.kind not in {Kind.RATIO, Kind.COUNT}:
            continue
        line = _line(one.seen(turn, indicator).parts, indicator, earlier)
        if line is not None:
            found.append(line)
    return found[:MOST] + ([texts.more(len(found) - MOST)] if len(found) > MOST else [])


def _line(
    parts: Sequence[tuple[Report, overview.Answer | None]], indicator: Indicator, earlier: Sequence[Earlier]
) -> str | None:
    given = [answer.count for _, answer in parts if answer is not None and answer.count.state is State.GIVEN]
    missing = [report.unit for report, answer in parts if answer is None or answer.count.state is State.UNKNOWN]
    if not missing:
        return None
    last = {unit.id: _last(unit, indicator, earlier) for unit in missing}
    known = [count for count in last.values() if count is not None]
    now = total(indicator, given, len(parts)).count if given else None
    then = total(indicator, [*given, *known], len(parts)).count if known else None
    unknown = [unit.name for unit in missing if last[unit.id] is None]
    named = [unit.name for unit in missing if last[unit.id] is not None]
    return texts.line(indicator, now, len(given), len(parts), then, named, unknown)


def _last(unit: Unit, indicator: Indicator, earlier: Sequence[Earlier]) -> Count | None:
    for one in earlier:  # the last period first
        if one.unit == unit.id and one.indicator == indicator.id and one.count.num is not None:
            return replace(one.count, estimate=False)
    return None


# --- punctuality ----------------------------------------------------------------------------------------------------


def rates(turn: Turn, _found: Errand) -> bool:
    """ "Tỷ lệ nộp đúng hạn": of each unit how complete and how punctual, in this round and in all so far."""
    top = top_of(turn)
    found = rounds(turn, top, closed=True) if top is not None else []
    if not found:
        turn.say(officer_texts.no_open_round())
        return True
    live = [one for one in found if not one.campaign.closed(turn.now)] or found[-1:]
    for one in live:
        asked = one.villages(turn) or one.offices(turn)
        name = status_texts.campaign_name(one.campaign, one.framework if len(live) > 1 else None)
        punctual = sum(_in_time(report) is True for report in asked)
        sent = sum(not report.owed for report in asked)
        turn.say(
            texts.rates(name, punctual, sent, len(asked), [_unit_rate(turn, found, one, report) for report in asked])
        )
    return True


def _in_time(report: Report) -> bool | None:
    """Whether a report was first sent by its deadline; None if it was never sent."""
    return None if report.first_submitted_at is None else report.first_submitted_at <= report.due


def _unit_rate(turn: Turn, found: Sequence[Round], one: Round, report: Report) -> str:
    all_of = [
        other
        for each in found
        for other in each.reports
        if other.unit.id == report.unit.id and (other.due < turn.now or other.first_submitted_at is not None)
    ]
    punctual = sum(_in_time(other) is True for other in all_of)
    days = None
    if report.first_submitted_at is not None and not _in_time(report):
        days = (report.first_submitted_at.astimezone(HANOI).date() - report.due.astimezone(HANOI).date()).days
    return texts.unit_rate(
        report.unit.name, one.given(turn, report), len(one.asked(turn, report)), _in_time(report), days,
        turn.now > report.due, punctual, len(all_of),
    )  # fmt: skip
