"""How many, and which: reports approved, indicators and villages that reach their target, estimates."""

import re

from handlers import followup, missing, several
from handlers.language.errands import Errand
from handlers.language.reading import Item
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.places import ranking
from handlers.scope import named_units
from handlers.standing import Round, may_see, named, rounds, top_of
from handlers.texts import status as status_texts
from handlers.texts import tallies as texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from scoring.targets import Verdict, ahead
from store.reports import ReportState
from store.units import Unit

OF_ONE_ITEM = frozenset(
    ["status_indicator", "compare_periods", "history", "shortfall", "short_units", "reached", "ranking", "points_of"]
)
_BESIDE = word_set(
    "thon xom ban to khu noi don vi xa nao da cung duoc la dat vuot hoan thanh roi het du chi tieu muc giao yeu cau "
    "the ca tat vay nhi a em nhung cac co cai so ve phan tieu ti ty le keo xuong lui tut chan dang lam bi con no thap"
    " diem"
)


def approved(turn: Turn, _found: Errand) -> bool:
    """ "Đã duyệt mấy thôn": whose report is approved, and where the others stand, round by round."""
    top = top_of(turn)
    found = rounds(turn, top) if top is not None else []
    if top is not None and not found:
        turn.say(status_texts.no_rounds(top.name))
    for one in found:
        asked = one.villages(turn) or one.offices(turn)
        by_state: dict[ReportState, list[str]] = {state: [] for state in ReportState}
        for report in asked:
            by_state[report.state].append(report.unit.name)
        where = asked[0].unit.level if asked else one.top.level
        turn.say(texts.approved(_name(turn, one, found), by_state, len(asked), where, turn.now))
    return bool(found) or top is not None


def met(turn: Turn, _found: Errand) -> bool:
    """ "Đạt mấy chỉ tiêu": which reach their target, of the unit named or of the whole."""
    unit = next(iter(named_units(turn)), None) or top_of(turn)
    if unit is None or not may_see(turn, unit):
        return False
    found = rounds(turn, unit)
    if not found:
        turn.say(status_texts.no_rounds(unit.name))
    for one in found:
        by_verdict: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
        for indicator in one.indicators(turn):
            seen = one.seen(turn, indicator)
            by_verdict[seen.verdict].append(indicator.short)
        turn.say(texts.met(unit.name, _name(turn, one, found), by_verdict, turn.now))
    return True


_BEST = frozenset(["tot", "cao", "kha"])


def extremes(turn: Turn, found: Errand) -> bool:
    """ "Mục nào tốt nhất", "kém nhất": the items in that order, by how far above or below its target each stands.

    What is below its target is told as such, with what is missing.
    """
    unit = next(iter(named_units(turn)), None) or top_of(turn)
    if unit is None or not may_see(turn, unit):
        return False
    best = fold(found.words or "").split()[0] in _BEST
    shown = [(one, [one.seen(turn, indicator) for indicator in one.indicators(turn)]) for one in rounds(turn, unit)]
    if not shown or (not best and any(each.verdict is Verdict.MISSED for _, seen in shown for each in seen)):
        return False
    for one, seen in shown:
        rated = [(ahead(each.count, each.goal), each) for each in seen]
        order = sorted(((far, each) for far, each in rated if far is not None), key=lambda row: row[0], reverse=best)
        lines = [
            status_texts.figure(each.indicator, each.count, each.goal, each.verdict).removesuffix(".")
            for _, each in order
        ]
        names = [each.indicator.short for _, each in order]
        villages = one.villages(turn)
        have = sum(one.given(turn, report) > 0 for report in villages)
        turn.say(
            texts.extremes(
                unit.name, status_texts.campaign_name(one.campaign), best, list(zip(names, lines, strict=True)),
                (have, len(villages)), turn.now,
            )
        )  # fmt: skip
    return True


def reached(turn: Turn, _found: Errand) -> bool:
    """ "Thôn nào đạt rồi": of the indicator named or just shown, else in how many indicators each."""
    meant = _items(turn)
    top = top_of(turn)
    if meant is None or top is None:
        return False
    if top.level not in {"xa", "thon"}:  # its communes beside one another
        ranking(turn, meant[0] if meant else None)
        return True
    for item in meant:
        for one, indicator in named(turn, item, top):
            turn.talk.subject, turn.talk.campaign = indicator.id, one.campaign.id
            _reached_of(turn, one, indicator)
    if not meant:
        for one in rounds(turn, top):
            _reached_in(turn, one)
    return True


def dragged(turn: Turn, _found: Errand) -> bool:
    """ "Thôn nào kéo xuống": who is below the target, of the indicator named or just shown, else in any."""
    meant = _items(turn)
    if meant is None:
        return False
    for item in meant:
        missing.short_units(turn, item)
    if not meant:
        missing.short_units(turn, None)
    return True


def estimates(turn: Turn, _found: Errand) -> bool:
    """ "Có số nào là ước lượng": every figure said to be about so many."""
    top = top_of(turn)
    if top is None:
        return False
    lines = [
        texts.estimate(report.unit.name, indicator, answer.count)
        for one in rounds(turn, top)
        for report in one.reports
        for indicator in one.asked(turn, report)
        if (answer := one.answers.get((report.unit.id, indicator.id))) is not None and answer.count.estimate
    ]
    turn.say(texts.estimates(lines))
    return True


def _items(turn: Turn) -> list[Item] | None:
    """The indicators a question is about: named, or the one just shown; none for all, None where it names others."""
    assert turn.reading is not None
    if found := several.items(turn.reading):
        return found
    if not _BESIDE.issuperset(re.findall("[a-z]+", fold(turn.incoming.text))):
        return None
    near = followup.subject(turn) if turn.talk.did in OF_ONE_ITEM else None
    return [near] if near is not None else []


def _name(turn: Turn, one: Round, among: list[Round]) -> str:
    return status_texts.campaign_name(one.campaign, one.framework if len(among) > 1 else None)


def _reached_of(turn: Turn, one: Round, indicator: Indicator) -> None:
    by_verdict: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    seen = one.seen(turn, indicator)
    for report, answer in seen.parts:
        known = answer is not None and answer.count.state is State.GIVEN
        found = one.seen(turn, indicator, report.unit).verdict if known else Verdict.UNKNOWN
        by_verdict[found].append(report.unit.name)
    name = status_texts.campaign_name(one.campaign)
    if seen.goal is None:
        turn.say(status_texts.no_target(indicator, name))
    else:
        where = seen.parts[0][0].unit.level
        turn.say(texts.reached(indicator, name, seen.goal, by_verdict, seen.expected, where, turn.now))


def _reached_in(turn: Turn, one: Round) -> None:
    """Unit by unit, how many indicators it reaches."""
    rows: list[tuple[int, Unit, int]] = []
    for report in one.villages(turn) or one.offices(turn):
        asked = one.asked(turn, report)
        good = sum(one.seen(turn, indicator, report.unit).verdict is Verdict.MET for indicator in asked)
        rows.append((good, report.unit, len(asked)))
    rows.sort(key=lambda row: -row[0])
    lines = [texts.reached_unit(unit.name, good, of) for good, unit, of in rows if good]
    turn.say(texts.reached_all(status_texts.campaign_name(one.campaign), lines, turn.now))
