"""How things stand: a commune, one indicator, one village, who is missing, what is not reached. Changes nothing."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from handlers import below, several, which_round
from handlers import help as help_
from handlers.history import history
from handlers.language.errands import Errand
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.missing import missing_units, office_is_asked, office_owed, sent_units
from handlers.pending import attention
from handlers.places import compare, compare_each, ranking, score
from handlers.scope import campaigns_in_sight
from handlers.standing import Round, Seen, may_see, named, rounds, said_name, top_of
from handlers.texts import form
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.counts import Count, State
from scoring.framework import Indicator, Kind, bases
from scoring.targets import Verdict
from scoring.targets import shortfall as short_of
from store import campaigns, evidence, overview, promises, reports, units
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

__all__ = [
    "BUTTONS", "compare", "compare_each", "history", "indicator_status", "missing_units", "office_is_asked",
    "office_owed", "ranking", "score", "sent_units", "shortfall", "unit_status", "village_figures",
]  # fmt: skip


# --- a unit ---------------------------------------------------------------------------------------------------------


def unit_status(turn: Turn, unit: Unit | None) -> None:
    """ "Tình hình sao rồi": a commune in a line a round, a village with its figures; a member hears of their own."""
    top = unit or top_of(turn)
    if top is None:
        help_.progress(turn)
        return
    if not may_see(turn, top):
        turn.say(texts.not_yours_to_see(turn.voice, top.name))
        return
    if top.level == "thon":
        village_figures(turn, top)
        return
    if turn.incoming.group is None and below.asks_each(turn, top):
        below.each_below(turn, top)
        return
    found = rounds(turn, top)
    if not found:
        turn.say(texts.no_rounds(top.name))
        return
    which_round.say_none(turn)
    lines = [_unit_line(turn, one, several=len(found) > 1) for one in found]
    waiting = [(one, report) for one in found for report in one.reports if report.state is ReportState.SUBMITTED]
    odd = sum(1 for one, report in waiting if attention(turn, one, report))
    turn.talk.unit = top.id
    turn.say(
        texts.unit_status(top.name, lines, len(waiting), odd, turn.now), *_next_steps(turn, top, found, len(waiting))
    )


_THE_PLAN = re.compile(r"\b(?:dat|hoan thanh|dam bao|bao dam)(?: duoc)? (?:ke hoach|tien do|muc tieu)\b")  # and no item


def pace(turn: Turn, _found: Errand) -> bool:
    """ "Với tốc độ này có kịp không": nothing is foretold; how it stands is."""
    named = several.items(turn.reading or Reading()) and not _THE_PLAN.search(fold(turn.incoming.text))
    if top_of(turn) is None or named:
        return False
    turn.say(texts.no_foretelling(turn.voice))
    unit_status(turn, None)
    return True


def _unit_line(turn: Turn, one: Round, *, several: bool) -> str:
    found = Counter(dict.fromkeys(Verdict, 0))
    seen = [one.seen(turn, indicator) for indicator in one.indicators(turn)]
    found.update(Verdict.UNKNOWN if each.verdict is Verdict.NONE and not each.have else each.verdict for each in seen)
    aims = any(each.goal is not None for each in seen)
    sent = []
    for level in ("xa", "thon"):
        of = [report for report in one.reports if report.unit.level == level and one.asked(turn, report)]
        if of and (level == "thon" or len(of) > 1):
            sent.append((level, sum(not report.owed for report in of), len(of)))
    own = [report for report in one.offices(turn) if report.unit.id == one.top.id]
    office = (one.given(turn, own[0]), len(one.asked(turn, own[0]))) if own and own[0].owed else None
    name = texts.campaign_name(one.campaign, one.framework if several else None)
    if one.campaign.urgent and seen:
        return _urgent_line(turn, one, seen[0].indicator, name)
    closed = one.campaign.closed(turn.now)
    return texts.unit_line(name, sent, found, office, aims, one.campaign.due, turn.now, closed=closed)


def _urgent_line(turn: Turn, one: Round, indicator: Indicator, name: str) -> str:
    """What the villages answered to an urgent ask, and who has not."""
    told, silent, counts = [], [], []
    for report in one.villages(turn):
        answer = one.answers.get((report.unit.id, indicator.id))
        if answer is None or answer.count.state is State.UNKNOWN:
            silent.append(report.unit.name)
            continue
        counts.append(answer.count.num)
        told.append(f"{report.unit.name}: {form.count(answer.count, indicator)}")
    numbers = [num for num in counts if num is not None]
    total = sum(numbers) if len(numbers) > 1 and len(numbers) == len(counts) else None
    return texts.urgent_line(name, told, silent, total, one.campaign.due, turn.now)


def _next_steps(turn: Turn, top: Unit, found: Sequence[Round], waiting: int) -> list[Button]:
    owing = {
        report.unit.level
        for one in found
        for report in one.reports
        if report.owed and report.unit.id != top.id and one.asked(turn, report)
    }
    own = any(report.owed and one.asked(turn, report) for one in found for report in one.offices(turn))
    may_act = bool(turn.units(Role.OFFICER))
    buttons = []
    if owing:
        label = texts.MISSING if "thon" in owing else texts.MISSING_COMMUNES
        buttons.append(Button(label, {"do": "missing_units"}))
    if may_act and "thon" in owing and not all(one.campaign.closed(turn.now) for one in found):
        buttons.append(Button(texts.REMIND, {"do": "remind_all"}))
    if may_act and own and not owing:
        buttons.append(Button(texts.OWN_ITEMS, {"do": "office_items"}))
    if may_act and waiting:
        buttons.append(Button(f"{texts.PENDING} ({waiting})", {"do": "pending"}))
    if not may_act:
        buttons.append(Button(texts.NOT_MET, {"do": "not_met"}))
    if top.level not in {"xa", "thon"}:
        buttons.insert(0, Button(texts.EACH, {"do": "each_below", "unit": top.id}))
    return buttons


_THIS_ROUND = re.compile(r"\b(?:dot|ky|lan) nay\b")
# --- an indicator ---------------------------------------------------------------------------------------------------


def indicator_status(turn: Turn, item: Item | None, unit: Unit | None, commune: bool) -> None:
    """Where one indicator stands: the sum with its completeness and who lacks how many, or one village's figure."""
    if item is None:
        unit_status(turn, unit)
        return
    top = _top_for(turn, unit, commune)
    if top is None:
        return
    found = named(turn, item, top)
    if _THIS_ROUND.search(fold(turn.incoming.text)):
        found = [pair for pair in found if not pair[0].campaign.closed(turn.now)]
    if not found:
        if unit is None or not _given_above(turn, item, unit):
            _not_collected(turn, item)
        return
    if not one_measure(turn, found, unit, commune):
        return
    which_round.say_none(turn)
    live = sum(not one.closed(turn.now) for one in campaigns_in_sight(turn))
    dated = turn.reading is not None and turn.reading.period is not None
    for one, indicator in found:
        turn.talk.subject, turn.talk.campaign = indicator.id, one.campaign.id
        seen = one.seen(turn, indicator)
        text = _at_one(seen) if seen.expected == 1 else _over_units(turn, one, seen)
        tell = dated or max(live, len(found)) > 1 or one.campaign.closed(turn.now)
        turn.say(
            (f"{form.upper_first(texts.campaign_name(one.campaign))}. " if tell else "") + text, *_drill(turn, seen)
        )


def _given_above(turn: Turn, item: Item, unit: Unit) -> bool:
    """An item of the office asked of a village: who gives it, and its figure to those who may see it."""
    if unit.level != "thon":
        return False
    office = units.unit(turn.db, int(unit.path.strip("/").split("/")[-2]))
    found = named(turn, item, office)
    if not found:
        return False
    turn.say(texts.given_above(found[0][1].short, office.name))
    if may_see(turn, office):
        indicator_status(turn, item, office, commune=True)
    return True


def _not_collected(turn: Turn, item: Item) -> None:
    named_round = which_round.told(turn, campaigns_in_sight(turn))
    name = said_name(turn, item)
    turn.say(
        texts.not_in_round(name, texts.campaign_name(named_round[0])) if named_round else texts.not_collected(name)
    )


def _top_for(turn: Turn, unit: Unit | None, commune: bool) -> Unit | None:
    """The unit a question is about; None once it was said why it can't be answered."""
    if unit is not None:
        if not may_see(turn, unit):
            turn.say(texts.not_yours_to_see(turn.voice, unit.name))
            return None
        turn.talk.unit = unit.id
        return unit
    top = top_of(turn)
    if top is not None:
        return top
    mine = turn.units(Role.MEMBER)
    if not mine:
        turn.say(texts.no_rounds("phần việc này"))
        return None
    if commune:
        turn.say(texts.commune_only(turn.voice))
    near = [one for one in mine if one.id == turn.talk.unit]
    return (near or mine)[0]


def one_measure(turn: Turn, found: Sequence[tuple[Round, Indicator]], unit: Unit | None, commune: bool) -> bool:
    """Whether all these are one thing; else it is asked which is meant."""
    different: dict[str, tuple[Round, Indicator]] = {}
    for one, indicator in found:
        different.setdefault(indicator.measure, (one, indicator))
    if len(different) == 1:
        return True
    names = [indicator.short for _, indicator in different.values()]
    where = {"unit": unit.id if unit is not None else None, "commune": commune}
    buttons = [
        Button(
            form.upper_first(indicator.short),
            {"do": "indicator", "name": f"{one.campaign.framework}/{indicator.id}", **where},
        )
        for one, indicator in different.values()
    ]
    turn.say(texts.which(turn.voice, names), *buttons[:3])
    return False


def _at_one(seen: Seen) -> str:
    report, answer = seen.parts[0]
    text = texts.at_unit(seen.indicator, report.unit.name, seen.count, seen.goal, seen.verdict)
    if answer is not None and answer.doubts:
        text += " " + texts.to_look_at([", ".join(texts.notes(answer.doubts, (), answer.reason, answer.origin, 0))])
    return text


def _over_units(turn: Turn, one: Round, seen: Seen) -> str:
    indicator, where = seen.indicator, seen.parts[0][0].unit.level
    given = [answer for _, answer in seen.parts if answer is not None and answer.count.state is State.GIVEN]
    if not seen.have:
        said = "chưa có số."
    elif indicator.kind in {Kind.RATIO, Kind.COUNT}:
        said = texts.figure(indicator, seen.count, seen.goal, seen.verdict)
    else:
        said = texts.spread(indicator, [answer.count for answer in given], seen.expected, where)
    above = top_of(turn)
    place = f", {one.top.name}" if above is not None and above.id != one.top.id else ""  # asked from above
    parts = [f"{form.upper_first(indicator.short)}{place}: {said}"]
    apart = turn.incoming.group is None  # in a group only the sum is told
    short = _lacking(one, seen) if apart else []
    if seen.verdict is Verdict.MISSED and short:
        parts.append(texts.lacking(short))
    parts.append(texts.completeness(seen.have, seen.expected, where, sum(not r.owed for r, _ in seen.parts), turn.now))
    low = _lowest(seen) if apart else None
    if low is not None and seen.verdict is not Verdict.MISSED and len(given) > 1:
        parts.append(texts.lowest(low[0].name, low[1]))
    bare = [r.unit.name for r, a in seen.parts if a is not None and a.count.rate is not None and a.count.num is None]
    if bare:
        parts.append(texts.only_rates(bare))
    odd = [report.unit.name for report, answer in seen.parts if answer is not None and answer.doubts]
    if odd:
        parts.append(texts.to_look_at(odd))
    if not seen.have:
        parts.append(_base_of_villages(turn, one, seen))
    return " ".join(part for part in parts if part)


def figures_each(turn: Turn, one: Round, indicator: Indicator) -> None:
    """One indicator village by village."""
    seen = one.seen(turn, indicator)
    turn.talk.subject, turn.talk.campaign = indicator.id, one.campaign.id
    lines = []
    for report, answer in seen.parts:
        each = one.seen(turn, indicator, report.unit)
        known = answer is not None and answer.count.state is not State.UNKNOWN
        said = texts.figure(indicator, each.count, each.goal, each.verdict) if known else "chưa có số"
        lines.append(f"{form.upper_first(report.unit.name)}: {said.removesuffix('.')}")
    turn.say(texts.each(indicator, texts.campaign_name(one.campaign), lines, turn.now))


def _base_of_villages(turn: Turn, one: Round, seen: Seen) -> str:
    """Before any figure is in: the denominator the villages' lists add up to, and from how many of them."""
    key = seen.indicator.base
    if key is None:
        return ""
    rows = overview.bases(turn.db, one.top, key)
    found = [campaigns.base_for(rows.get(report.unit.id, ()), key, one.campaign.data_until) for report, _ in seen.parts]
    known = [row.value for row in found if row is not None]
    name = bases(turn.rules.frameworks)[key].name
    return texts.base_sum(name, sum(known), len(known), seen.expected) if known else ""


def _lacking(one: Round, seen: Seen) -> list[tuple[str, int]]:
    """Who is short of the target by how many, the most first."""
    found = []
    for report, answer in seen.parts:
        short = short_of(answer.count if answer is not None else None, one.goal(seen.indicator, report.unit))
        if short:
            found.append((report.unit.name, short))
    return sorted(found, key=lambda pair: -pair[1])


def _lowest(seen: Seen) -> tuple[Unit, Count] | None:
    """The unit with the lowest rate."""
    found = [
        (Fraction(answer.count.num, answer.count.den), report.unit, answer.count)
        for report, answer in seen.parts
        if answer is not None and answer.count.num is not None and answer.count.den
    ]
    if not found:
        return None
    _, unit, count = min(found, key=lambda one: one[0])
    return unit, count


def _drill(turn: Turn, seen: Seen) -> list[Button]:
    if seen.expected < 2 or turn.incoming.group is not None:
        return []
    if not turn.units(Role.OFFICER, Role.LEADER, Role.SUPERVISOR):
        return []
    low = _lowest(seen)
    first = [low[0]] if low is not None else []
    chosen = {one.id: one for one in (*first, *seen.missing)}
    return [Button(one.name, {"do": "village", "unit": one.id}) for one in list(chosen.values())[:3]]


# --- a village ------------------------------------------------------------------------------------------------------


def village_figures(turn: Turn, unit: Unit) -> None:
    """Everything a village has given: figures, doubts, how they came, evidence, difficulties, what is missing."""
    if not may_see(turn, unit):
        turn.say(texts.not_yours_to_see(turn.voice, unit.name))
        return
    found = [one for one in rounds(turn, unit) if any(report.unit.id == unit.id for report in one.reports)]
    if not found:
        turn.say(texts.no_rounds(unit.name))
        return
    turn.talk.unit, turn.talk.campaign = unit.id, found[0].campaign.id
    for one in found:
        turn.say(village_words(turn, one, next(report for report in one.reports if report.unit.id == unit.id)))


def village_words(turn: Turn, one: Round, report: Report) -> str:
    """A village's report as its reviewer reads it."""
    unit = report.unit
    files = overview.photos(turn.db, one.campaign.id, unit.id)
    asked = one.asked(turn, report)
    lines, without = [], []
    for indicator in asked:
        answer = one.answers.get((unit.id, indicator.id))
        if answer is None or answer.count.state is State.UNKNOWN:
            why = answer.reason if answer is not None else None
            without.append(f"{indicator.short} ({why})" if why else indicator.short)
            continue
        seen = one.seen(turn, indicator, unit)
        beside = texts.notes(answer.doubts, answer.marks, answer.reason, answer.origin, files.get(indicator.id, 0))
        lines.append(texts.village_line(indicator, answer.count, seen.goal, seen.verdict, beside))
    name = texts.campaign_name(one.campaign)
    parts = [texts.village(unit.name, report, name, len(lines), len(asked), turn.now)]
    parts += [f"{place}. {line}" for place, line in enumerate(lines, 1)]
    if without:
        parts.append(texts.without_figure(without))
    if report.owed:
        told = next((row for row in promises.open_promises(turn.db, one.campaign.id) if row.report == report.id), None)
        parts += [texts.promised(told.until_day)] if told is not None and told.until_day is not None else []
        parts += [texts.said_later(told.words)] if told is not None and told.until_day is None else []
    parts += _beside(turn, one, report)
    return "\n".join(parts)


def _beside(turn: Turn, one: Round, report: Report) -> list[str]:
    known = {indicator.id: indicator.short for indicator in one.asked(turn, report)}
    told = [row for row in evidence.difficulties(turn.db, one.campaign.id) if row.unit == report.unit.id]
    parts = []
    if told:
        lines = [": ".join(filter(None, (known.get(row.indicator or ""), row.text))) for row in told]
        parts.append(texts.difficulties(lines))
    if report.state is ReportState.RETURNED:
        back = reports.sent_back(turn.db, report.id)
        parts += [texts.sent_back(known.get(row.indicator or "", "cả báo cáo"), row.reason) for row in back[-3:]]
    return parts


# --- what is not reached --------------------------------------------------------------------------------------------


def shortfall(turn: Turn, item: Item | None, unit: Unit | None) -> None:
    """ "Chỉ tiêu nào chưa đạt", "VNeID còn thiếu bao nhiêu": what is missing in people, and where."""
    if item is not None and item.names:
        indicator_status(turn, item, unit, commune=unit is None)
        return
    top = _top_for(turn, unit, commune=False)
    if top is None:
        return
    found = rounds(turn, top)
    if not found:
        turn.say(texts.no_rounds(top.name))
    for one in found:
        seen = [one.seen(turn, indicator) for indicator in one.indicators(turn)]
        missed = [
            texts.missed_line(each.indicator, each.count, each.goal, each.have, each.expected)
            for each in seen
            if each.verdict is Verdict.MISSED
        ]
        villages = one.villages(turn)
        name = texts.campaign_name(one.campaign, one.framework if len(found) > 1 else None)
        turn.say(
            texts.shortfalls(
                top.name, name, missed, len(seen), [each.indicator.short for each in seen if not each.have],
                sum(one.given(turn, report) > 0 for report in villages), len(villages), turn.now,
            )
        )  # fmt: skip


# --- buttons --------------------------------------------------------------------------------------------------------


def _village(turn: Turn, does: dict[str, Any]) -> None:
    unit_status(turn, units.unit(turn.db, does["unit"]))


def _indicator(turn: Turn, does: dict[str, Any]) -> None:
    unit = units.unit(turn.db, does["unit"]) if does.get("unit") is not None else None
    indicator_status(turn, Item(names=(does["name"],)), unit, bool(does.get("commune")))


BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "missing_units": lambda turn, does: missing_units(turn, None),
    "not_met": lambda turn, does: shortfall(turn, None, None),
    "village": _village,
    "indicator": _indicator,
    "status": lambda turn, does: unit_status(turn, None),
    **below.BUTTONS,
}
