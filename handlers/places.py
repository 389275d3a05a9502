"""Villages and communes beside one another and against an earlier period: order, change, points."""

import re
from collections.abc import Sequence
from fractions import Fraction

from handlers import asking, scope, several
from handlers.language.errands import Errand
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.standing import Round, Seen, may_see, named, rounds, said_name, top_of
from handlers.texts import form
from handlers.texts import places as place_texts
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.counts import Count
from scoring.framework import Indicator, Kind
from scoring.periods import period
from scoring.points import points
from scoring.rollup import total
from scoring.targets import Verdict
from store import overview, units
from store.overview import Earlier
from store.people import Role
from store.units import Unit

Place = tuple[Fraction, Unit, str]
Change = tuple[Fraction, str, str]  # how far it moved, where, in words
_FALLS = re.compile(r"\b(?:giam|tut|sut|di xuong|thap di|kem di|te di|lui)\b")
_RISES = re.compile(r"\b(?:tang|di len|cao len|kha len|tien bo|nhich)\b")


# --- order ----------------------------------------------------------------------------------------------------------


def ranking(turn: Turn, item: Item | None) -> None:
    """Villages (or communes) in order: ties side by side, incomplete ones apart. A member hears their own place."""
    top = top_of(turn)
    mine = turn.units(Role.MEMBER)
    if top is None and not mine:
        turn.say(texts.no_rounds("phần việc này"))
        return
    asked = item if item is not None and item.names else None
    over = top or _parent(turn, mine[0])
    found: list[tuple[Round, Indicator | None]] = [(one, None) for one in rounds(turn, over)[:2]]
    if asked is not None:
        found = [(one, indicator) for one, indicator in named(turn, asked, over)[:2]]
    turn.talk.subject = found[0][1].id if found and found[0][1] is not None else None
    if not found:
        turn.say(texts.not_collected(said_name(turn, asked)) if asked is not None else texts.no_rounds(over.name))
    for one, indicator in found:
        _rank(turn, one, indicator, over, None if top is not None else mine[0])


def _parent(turn: Turn, unit: Unit) -> Unit:
    above = unit.path.strip("/").split("/")[:-1]
    return units.unit(turn.db, int(above[-1])) if above else unit


def _rank(turn: Turn, one: Round, indicator: Indicator | None, over: Unit, own: Unit | None) -> None:
    level = "thon" if over.level == "xa" else "xa"
    placed, unranked, compared = _placed(turn, one, indicator, over, level)
    name = texts.campaign_name(one.campaign)
    what = indicator.short if indicator is not None else "số chỉ tiêu đạt"
    if own is not None:
        _own_place(turn, placed, own, what, name, level)
        return
    rows: list[tuple[int, list[str], str]] = []
    for at, (value, unit, said) in enumerate(placed):
        if at and placed[at - 1][0] == value:
            rows[-1][1].append(unit.name)
        else:
            rows.append((at + 1, [unit.name], said))
    turn.say(
        place_texts.ranking(
            what, name, rows, [unit.name for unit in unranked], len(placed), len(compared), level, turn.now
        )
    )


def _placed(
    turn: Turn, one: Round, indicator: Indicator | None, over: Unit, level: str
) -> tuple[list[Place], list[Unit], list[Unit]]:
    """The places below a unit in order, those without one, and all that are compared."""
    compared = [each for each in units.below(turn.db, over, level) if any(r.unit.lies_in(each) for r in one.reports)]
    placed, unranked = _by_rate(turn, one, indicator, compared) if indicator else _by_targets(turn, one, compared)
    placed.sort(key=lambda place: -place[0])
    return placed, unranked, compared


def order(turn: Turn) -> list[Unit]:
    """The places below the reader's own, by the item spoken of, else by how many targets are met: the best first."""
    top = top_of(turn)
    for one in rounds(turn, top) if top is not None else ():
        indicator = next((each for each in one.indicators(turn) if each.id == turn.talk.subject), None)
        if indicator is not None or turn.talk.subject is None:
            assert top is not None
            placed, _, _ = _placed(turn, one, indicator, top, "thon" if top.level == "xa" else "xa")
            return [unit for _, unit, _ in placed]
    return []


def _own_place(turn: Turn, placed: Sequence[Place], own: Unit, what: str, name: str, level: str) -> None:
    value = next((value for value, unit, _ in placed if unit.id == own.id), None)
    if value is None:
        turn.say(place_texts.no_place(own.name, what))
        return
    above = sum(other > value for other, _, _ in placed)
    ties = sum(other == value for other, _, _ in placed) - 1
    turn.say(place_texts.own_place(own.name, what, name, above + 1, len(placed), ties, level))


def _by_rate(turn: Turn, one: Round, indicator: Indicator, found: Sequence[Unit]) -> tuple[list[Place], list[Unit]]:
    placed: list[Place] = []
    unranked = []
    for unit in found:
        seen = one.seen(turn, indicator, unit)
        count = seen.count
        if not seen.expected:
            continue
        if count is None or seen.have < seen.expected:
            unranked.append(unit)
        elif count.num is not None and count.den:
            placed.append((Fraction(count.num, count.den), unit, form.share(count)))
        elif count.num is not None and indicator.kind is Kind.COUNT:
            placed.append((Fraction(count.num), unit, form.count(count, indicator)))
        elif count.choice is not None:
            placed.append((Fraction(seen.verdict is Verdict.MET), unit, count.choice))
        else:
            unranked.append(unit)
    return placed, unranked


def _by_targets(turn: Turn, one: Round, found: Sequence[Unit]) -> tuple[list[Place], list[Unit]]:
    placed: list[Place] = []
    unranked = []
    indicators = one.indicators(turn)
    for unit in found:
        seen = [each for indicator in indicators if (each := one.seen(turn, indicator, unit)).expected]
        judged = [each for each in seen if each.verdict in {Verdict.MET, Verdict.MISSED}]
        if not judged or any(each.have < each.expected for each in seen):
            unranked.append(unit)
            continue
        met = sum(each.verdict is Verdict.MET for each in judged)
        placed.append((Fraction(met, len(judged)), unit, place_texts.targets_met(met, len(judged))))
    return placed, unranked


# --- an earlier period ----------------------------------------------------------------------------------------------


def compare(turn: Turn, item: Item | None, unit: Unit | None = None) -> None:
    """Against the last earlier period in figures, over the units that have one in both; or of one village."""
    if unit is not None and not may_see(turn, unit):
        turn.say(texts.not_yours_to_see(turn.voice, unit.name))
        return
    top = unit or top_of(turn) or next(iter(turn.units(Role.MEMBER)), None)
    if top is None:
        turn.say(texts.no_rounds("phần việc này"))
        return
    if item is not None and item.names:
        found = named(turn, item, top)
        for one, indicator in found:
            turn.talk.subject = indicator.id
            before = overview.earlier(turn.db, one.campaign.framework, top, one.campaign.data_until)
            turn.say(_compared(turn, one, indicator, before, top.name)[1])
        if not found:
            turn.say(texts.not_collected(said_name(turn, item)))
        return
    for one in rounds(turn, top):
        before = overview.earlier(turn.db, one.campaign.framework, top, one.campaign.data_until)
        pairs = [_compared(turn, one, indicator, before) for indicator in one.indicators(turn)]
        changes = sorted(((gap, text) for gap, text in pairs if gap is not None), key=lambda pair: -abs(pair[0]))
        name = texts.campaign_name(one.campaign)
        if not changes:
            nothing = [place_texts.no_earlier(indicator.short) for indicator in one.indicators(turn)]
            only_before = [text for (_, text), none in zip(pairs, nothing, strict=True) if text != none]
            turn.say("\n".join(only_before) or place_texts.no_earlier(f"đợt {name}"))
            continue
        up, down = sum(gap > 0 for gap, _ in changes), sum(gap < 0 for gap, _ in changes)
        lines = [text for gap, text in changes[:5]]
        turn.say(place_texts.compared_all(top.name, name, up, down, len(changes) - up - down, lines, turn.now))


def compare_each(turn: Turn, item: Item | None) -> None:
    """ "Smartphone thôn nào giảm": village by village against its last earlier period, only what fell or rose where
    that is asked; of one indicator, or of all."""
    top = top_of(turn)
    falls, rises = (way.search(fold(turn.incoming.text)) is not None for way in (_FALLS, _RISES))
    if top is None or (item is None and falls == rises):
        compare(turn, item)
        return
    if item is not None:
        found = named(turn, item, top)
        turn.talk.subject = found[0][1].id if found else turn.talk.subject
        if not found:
            turn.say(texts.not_collected(said_name(turn, item)))
    else:
        found = [(one, indicator) for one in rounds(turn, top) for indicator in one.indicators(turn)]
    each = [(one, indicator, _changes(turn, one, indicator, top)) for one, indicator in found]
    for one in list({one.campaign.id: one for one, _, _ in each}.values()):
        own = [(indicator, rows) for of, indicator, rows in each if of is one]
        _say_changes(turn, one, own, item is not None, falls - rises)


def _say_changes(
    turn: Turn, one: Round, found: Sequence[tuple[Indicator, Sequence[Change]]], single: bool, way: int
) -> None:
    """What changed in a round, the largest first: what fell (`way` 1), what rose (-1) or both, losses first."""
    name = texts.campaign_name(one.campaign)
    rows = [(gap, unit, indicator, words) for indicator, changes in found for gap, unit, words in changes]
    what = found[0][0].short if single else f"đợt {name}"
    if not rows:
        turn.say(place_texts.no_earlier(what))
        return
    rows = sorted((row for row in rows if not way or row[0] * way < 0), key=lambda row: row[0] * (way or 1))
    lines = [
        f"{unit}: {words}" if single else f"{unit}, {indicator.short}: {words}" for _, unit, indicator, words in rows
    ]
    head = f"{found[0][0].short}, {name}" if single else name
    turn.say(place_texts.compared_each(head, lines, way, turn.now))


def _changes(turn: Turn, one: Round, indicator: Indicator, top: Unit) -> list[Change]:
    before = overview.earlier(turn.db, one.campaign.framework, top, one.campaign.data_until)
    last, found = _last_period(one, indicator, before), []
    for report, answer in one.seen(turn, indicator).parts:
        if answer is None or answer.count.num is None or report.unit.id not in last:
            continue
        old = last[report.unit.id]
        words = place_texts.change(indicator, answer.count, old.count, form.period(old.period))
        found.append((_share(answer.count) - _share(old.count), form.upper_first(report.unit.name), words))
    return found


def _compared(
    turn: Turn, one: Round, indicator: Indicator, before: Sequence[Earlier], place: str = ""
) -> tuple[Fraction | None, str]:
    """How far the rate (or the number) moved, and the sentence, naming the `place` where it stands alone; None where
    there is nothing to compare."""
    last = _last_period(one, indicator, before)
    seen = one.seen(turn, indicator)
    both = [
        (answer.count, last[report.unit.id].count)
        for report, answer in seen.parts
        if answer is not None and answer.count.num is not None and report.unit.id in last
    ]
    if not last:
        return None, place_texts.no_earlier(indicator.short)
    earlier = form.period(next(iter(last.values())).period)
    level = seen.parts[0][0].unit.level
    every = place_texts.earlier_in_all(
        earlier, total(indicator, [row.count for row in last.values()], len(last)).count, indicator, len(last), level
    )
    if not both:
        return None, place_texts.none_now(indicator, every, place)
    new = total(indicator, [pair[0] for pair in both], len(both)).count
    old = total(indicator, [pair[1] for pair in both], len(both)).count
    if new.num is None or old.num is None:
        return None, place_texts.no_earlier(indicator.short)
    text = place_texts.compared(indicator, new, old, (len(both), seen.expected), level, earlier, place)
    return _share(new) - _share(old), text if len(both) == len(last) else f"{text} {form.upper_first(every)}."


def _last_period(one: Round, indicator: Indicator, before: Sequence[Earlier]) -> dict[int, Earlier]:
    """Each unit's figure in the last earlier period that holds any, of the same kind (half, month) if there is one."""
    own = [row for row in before if row.indicator == indicator.id and row.count.num is not None]
    kind = period(one.campaign.period).kind
    alike = [row for row in own if period(row.period).kind == kind] or own
    return {row.unit: row for row in alike if row.period == alike[0].period}


def _share(count: Count) -> Fraction:
    assert count.num is not None
    return Fraction(count.num, count.den) if count.den else Fraction(count.num)


# --- points ---------------------------------------------------------------------------------------------------------


def score(turn: Turn) -> None:
    """Points under a scored list: known, not yet known, and where they were lost. What is missing is not zero."""
    top = top_of(turn)
    if top is None:
        known = any(one.framework.scored for unit in turn.units(Role.MEMBER) for one in rounds(turn, unit))
        turn.say(texts.not_yours_to_see(turn.voice, "cả xã") if known else place_texts.not_scored())
        asking.go_on(turn)
        return
    scored = [one for one in rounds(turn, top) if one.framework.scored]
    if not scored:
        turn.say(place_texts.not_scored())
    for one in scored:
        _score(turn, one)


def points_of(turn: Turn, _found: Errand) -> bool:
    """ "Chỉ tiêu 6.2 được mấy điểm": the points of one indicator of a scored list; any other question is none of it."""
    top = top_of(turn)
    scored = _scored(turn, top)
    if top is None or not scored:
        return False
    for one, indicator in scored:
        seen = one.seen(turn, indicator)
        turn.talk.subject, turn.talk.campaign = indicator.id, one.campaign.id
        turn.say(place_texts.points_of(indicator, one.top.name, seen.count, points(indicator, seen.count)))
    return True


def sets_target(turn: Turn, found: Errand) -> bool:
    """ "Giao thôn 3 chỉ tiêu smartphone 75%": targets come with the list of indicators and are not set by message."""
    if turn.incoming.text.strip().lower().startswith("đạt"):
        return False
    turn.say(place_texts.targets_stay(turn.voice))
    return True


def gives_points(turn: Turn, found: Errand) -> bool:
    """ "Nhập điểm 3.1: 5": points are worked out from figures and are never one; "wifi 5 điểm" counts places."""
    meant = several.items(turn.reading) if turn.reading is not None else []
    named_points = _NAMES_POINTS.search(fold(turn.incoming.text)) is not None
    wanted = [indicator for item in meant for indicator in scope.indicators_named(turn, item)]
    if not wanted or any("điểm" in (one.count_unit or "") for one in wanted):
        return False
    scored = bool(_scored(turn, top_of(turn) or next(iter(turn.units(Role.MEMBER)), None)))
    if not named_points and not scored:
        return False
    turn.say(place_texts.points_follow(turn.voice, wanted[0], scored))
    asking.go_on(turn)
    return True


_NAMES_POINTS = re.compile(r"\b(?:nhap|cham|cho|ghi|sua|dien|cong|tru|them|chinh)(?: (?:lai|giup|ho|so))* diem\b")


def _scored(turn: Turn, top: Unit | None) -> list[tuple[Round, Indicator]]:
    """The indicators the message names, of rounds that give points."""
    if top is None or turn.reading is None:
        return []
    meant = [pair for item in several.items(turn.reading) for pair in named(turn, item, top)]
    return [(one, indicator) for one, indicator in meant if one.framework.scored]


def _score(turn: Turn, one: Round) -> None:
    known, of, waiting, no_rule = Fraction(0), Fraction(0), Fraction(0), 0
    blank = 0
    lost: list[tuple[str, Fraction]] = []
    for indicator in one.indicators(turn):
        seen: Seen = one.seen(turn, indicator)
        found = points(indicator, seen.count)
        most = found.max if found.max is not None else Fraction(0)
        if found.known and found.value is not None:
            known, of = known + found.value, of + most
            if most > found.value:
                lost.append((f"{indicator.short} ({indicator.id})", most - found.value))
        elif found.known:
            blank, waiting = blank + 1, waiting + most
        else:
            no_rule += 1
    lost.sort(key=lambda pair: -pair[1])
    name = texts.campaign_name(one.campaign)
    turn.say(place_texts.score(one.top.name, name, known, of, (blank, waiting), no_rule, lost, turn.now))
