"""What the sender may speak of: their reports, the questions in them, and the names and units they may say."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from handlers.language.aliases import NameIndex, index_names
from handlers.language.figures import marked_of
from handlers.language.read import read
from handlers.language.reading import Context, Item, Reading
from handlers.language.text import fold
from handlers.language.units import UnitIndex, index_units
from handlers.texts.form import upper_first
from handlers.turn import Rules, Turn
from scoring.framework import Collect, Framework, Indicator, framework, frameworks, measures
from scoring.values import value
from store import campaigns, reports, units
from store.campaigns import Campaign
from store.conversations import Step
from store.people import Role
from store.reports import Report
from store.units import Unit

_STATES = {
    Step.DOUBT: "doubt",
    Step.CONFIRM: "confirm",
    Step.QUESTION: "ask",
    Step.TOTAL: "ask",
    Step.EVIDENCE: "evidence",
    Step.CHOOSE: "menu",
}
READERS = (Role.OFFICER, Role.LEADER, Role.SUPERVISOR)


@value(frozen=True, slots=True)
class Question:
    """One indicator of one report: what can be asked, answered, returned."""

    report: Report
    indicator: Indicator

    @property
    def key(self) -> dict[str, Any]:
        """How a conversation remembers it."""
        return {"campaign": self.report.campaign.id, "unit": self.report.unit.id, "indicator": self.indicator.id}

    @property
    def mark(self) -> str:
        """Its name among the questions put off."""
        return f"{self.report.id}/{self.indicator.id}"

    @property
    def name(self) -> str:
        """Its name among those a reading finds."""
        return f"{self.report.campaign.framework}/{self.indicator.id}"

    def is_(self, key: dict[str, Any] | None) -> bool:
        """Whether a remembered question is this one."""
        return (
            key is not None
            and key["indicator"] == self.indicator.id
            and (key["campaign"] == self.report.campaign.id and key["unit"] == self.report.unit.id)
        )


def framework_of(rules: Rules, campaign: Campaign) -> Framework:
    """The framework a campaign collects for, shipped or the office's own."""
    return framework(campaign.framework, rules.frameworks)


@lru_cache(maxsize=512)
def _collected(
    id: str, folder: Path | None, wanted: tuple[str, ...], level: str, is_root: bool
) -> tuple[Indicator, ...]:
    found = framework(id, folder)

    def here(indicator: Indicator) -> bool:
        if indicator.collect is Collect.THON:
            return level == "thon"
        if indicator.collect is Collect.XA:
            return level == "xa"
        return is_root if found.level not in {"xa", "thon"} else level == found.level

    return tuple(one for one in (found.indicator(id) for id in wanted) if here(one))


def indicators_of(rules: Rules, report: Report) -> tuple[Indicator, ...]:
    """What a unit is asked in a campaign, in the campaign's order: each indicator where its count arises."""
    campaign = report.campaign
    return _collected(
        campaign.framework, rules.frameworks, campaign.indicators, report.unit.level, report.unit.id == campaign.root
    )


def questions_of(turn: Turn, report: Report) -> list[Question]:
    """Every question of a report."""
    return [Question(report, indicator) for indicator in indicators_of(turn.rules, report)]


def own_reports(turn: Turn, *roles: Role) -> list[Report]:
    """The reports of units where the sender holds one of these roles, those that still take figures first."""
    roles = roles or (Role.MEMBER, Role.OFFICER)
    mine = frozenset([one.unit.id for one in turn.held if one.role in roles])
    return list(turn.once("own reports", mine, lambda: _own_reports(turn, mine)))


def _own_reports(turn: Turn, mine: frozenset[int]) -> list[Report]:
    found = [report for report in turn.reports if report.unit.id in mine]
    sent = turn.sent
    return sorted(found, key=lambda report: report.closed(sent)) if len(found) > 1 else found


def has_given(turn: Turn) -> bool:
    """Whether the sender's team has given figures of a report that is still owed."""
    return any(one.owed and turn.figures(one.id) for one in own_reports(turn, Role.MEMBER))


def forget_foreign(turn: Turn) -> None:
    """A question of a village that has become somebody else's is open no longer."""
    unit = turn.talk.asked["unit"] if turn.talk.asked is not None else None
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    closed = asked is not None and asked.report.closed(turn.sent) and turn.talk.waiting is None
    if closed and all(one.closed(turn.sent) for one in own_reports(turn, Role.MEMBER)):
        turn.talk.asked = None  # nor one of a round that has closed, where no other is open
        return
    if unit is None or any(one.unit.id == unit or one.role is not Role.MEMBER for one in turn.held):
        return
    turn.talk.asked = None
    if (turn.talk.waiting or {}).get("question", {}).get("unit") == unit:
        turn.talk.waiting = None


def question(turn: Turn, key: dict[str, Any]) -> Question | None:
    """A remembered question, if its report still exists."""
    campaign, unit, indicator = key["campaign"], key["unit"], key["indicator"]
    own = turn.once("question", (campaign, unit, indicator), lambda: _question(turn, turn.reports, key))
    return own or _question(turn, reports.reports_of_campaign(turn.db, campaign), key)


def _question(turn: Turn, found: Iterable[Report], key: dict[str, Any]) -> Question | None:
    for report in found:
        if report.campaign.id == key["campaign"] and report.unit.id == key["unit"]:
            return Question(report, framework_of(turn.rules, report.campaign).indicator(key["indicator"]))
    return None


def campaigns_in_sight(turn: Turn) -> list[Campaign]:
    """The campaigns the sender's units take part in or stand above, opened, the next due first, closed ones last."""
    if not turn.units(*READERS):
        seen = {report.campaign.id: report.campaign for report in turn.reports}
        return sorted(seen.values(), key=lambda one: (one.closed(turn.now), one.due))
    tops = turn.units(*READERS)
    found = []
    for one in campaigns.campaigns(turn.db):
        if one.opens > turn.now:
            continue
        root = units.unit(turn.db, one.root)
        if any(root.lies_in(top) or top.lies_in(root) for top in tops):
            found.append(one)
    return sorted(found, key=lambda one: (one.closed(turn.now), one.due))


# --- names ----------------------------------------------------------------------------------------------------------


def _codes(indicator: Indicator) -> str:
    """What may be typed for an indicator: its id, and the code as printed where that is more than a bare number."""
    printed, whole = indicator.code.rstrip("."), indicator.id.partition("/")[0]
    parts = [printed] if "." in printed else []
    return " ".join(dict.fromkeys([indicator.id, *parts, whole]))  # "III.5" may mean either of its parts


@lru_cache(maxsize=64)
def _names(ids: tuple[str, ...], folder: Path | None) -> NameIndex:
    said = measures(folder)

    def aliases(indicator: Indicator) -> tuple[str, ...]:
        known = said.get(indicator.measure)
        return (
            (*known.aliases, indicator.short)
            if known is not None
            else (indicator.short, indicator.short.replace(" bị ", " "))
        )

    own = [(one, indicator) for one in [framework(id, folder) for id in ids] for indicator in one.indicators]
    measured = {indicator.measure for _, indicator in own}
    beside = {
        f"{one.id}/{indicator.id}": aliases(indicator)
        for one in frameworks(folder).values() if one.id not in ids
        for indicator in one.indicators if indicator.collect is Collect.THON and indicator.measure not in measured
    }  # fmt: skip
    return index_names({f"{one.id}/{each.id}": (_codes(each), aliases(each)) for one, each in own}, beside)


@lru_cache(maxsize=256)
def _units(found: tuple[tuple[str, str, tuple[str, ...]], ...], outside: tuple[str, ...] = ()) -> UnitIndex:
    return index_units({key: (name, aliases) for key, name, aliases in found}, outside)


def units_in_sight(turn: Turn) -> list[Unit]:
    """Every unit the sender may name: below the highest unit they hold a role in, or their village's neighbours."""
    seen: dict[int, Unit] = {}
    for held in turn.held:
        top = held.unit
        if held.role is Role.MEMBER and top.path.count("/") > 2:
            parent = int(top.path.strip("/").split("/")[-2])
            top = units.unit(turn.db, parent)
        for one in units.below(turn.db, top):
            seen.setdefault(one.id, one)
    return list(seen.values())


def unit_index(turn: Turn, text: str) -> UnitIndex:
    """The names of units that a message may hold."""
    if not any(sign.isalpha() for sign in text):
        return _units(())
    found = units_in_sight(turn)
    other: dict[int, list[str]] = {}
    for top in {one.unit.path: one.unit for one in turn.held}.values():
        for id, name in units.aliases(turn.db, top):
            other.setdefault(id, []).append(name)
    inside = {one.id for one in found}
    outside = tuple(
        one.name for one in units.outside(turn.db, [held.unit for held in turn.held]) if one.id not in inside
    )
    return _units(tuple((str(one.id), one.name, tuple(other.get(one.id, ()))) for one in found), outside)


def context(turn: Turn, text: str) -> Context:
    """What the reader needs to know of the moment: what the bot had just said, and the names that may be meant."""
    talk = turn.talk
    frameworks = tuple({one.framework: True for one in campaigns_in_sight(turn)})
    asked = talk.asked
    waiting = talk.waiting
    state = _STATES.get(talk.step, "idle")
    num = None
    if waiting is not None and "count" in waiting:
        asked = waiting["question"]
        num = waiting["count"].get("num")
    indicator = None
    key = None
    if asked is not None:
        found = question(turn, asked)
        if found is not None:
            indicator = found.indicator
            key = f"{found.report.campaign.framework}/{indicator.id}"
    return Context(
        names=_names(frameworks, turn.rules.frameworks),
        units=unit_index(turn, text),
        today=turn.today,
        state=state,
        asked=key,
        kind=indicator.kind.value if indicator is not None else None,
        den=talk.den if key is not None else None,
        num=num,
        levels=indicator.levels if indicator is not None else (),
        role=turn.held[0].role.value if turn.held else "none",
        act=waiting.get("act") if waiting is not None and talk.step is Step.CONFIRM else None,
    )


def context_with(turn: Turn, text: str, framework: str) -> Context:
    """The same with the names of one framework, which no open round need have."""
    return replace(context(turn, text), names=_names((framework,), turn.rules.frameworks))


def named_units(turn: Turn) -> list[Unit]:
    """The units the message names, in its order."""
    assert turn.reading is not None
    found = [units.unit(turn.db, int(key)) for key in turn.reading.units if key.isdigit()]
    return [from_above(turn, one) for one in (_told_apart(turn, found) if len(found) > 1 else found)]


def from_above(turn: Turn, unit: Unit) -> Unit:
    """A village under its commune's name too ("Thôn 1 xã Hà Lan") for who stands above several communes."""
    tops = turn.units(*READERS)
    if unit.level != "thon" or not tops or all(one.level in {"xa", "thon"} for one in tops):
        return unit
    communes = turn.once("communes", 0, lambda: {one.id: one.name for one in units_in_sight(turn) if one.level == "xa"})
    above = next((communes[int(id)] for id in unit.path.strip("/").split("/") if int(id) in communes), None)
    return unit if above is None or unit.name.endswith(above) else replace(unit, name=f"{unit.name} {above}")


def _told_apart(turn: Turn, found: list[Unit]) -> list[Unit]:
    """ "Thôn 1 xã Hà Lan": of villages of one name, that of the commune named with it, which is then no unit itself;
    of several communes the one named behind it, or before it where a commune comes first."""
    assert turn.reading is not None
    within = [one for one in found if one.level != "thon"]
    if not within or len(within) == len(found):
        return found
    marked = marked_of(turn.reading)
    known = {one.id: one for one in found}
    keys = [one.key or "" for one in marked.units] if marked is not None else []
    said = [known[int(key)] for key in keys if key.isdigit()] or found
    in_order = list(reversed(said)) if said[0].level != "thon" else said  # the commune stands behind its village
    apart: list[Unit] = []
    for at, one in enumerate(in_order):
        if one.level == "thon":
            behind = [each for each in in_order[at:] if each.level != "thon"] or within
            alike = [each for each in units_in_sight(turn) if fold(each.name) == fold(one.name)]
            apart.append(next((each for each in alike if each.lies_in(behind[0])), one))
    apart = list(dict.fromkeys(reversed(apart) if in_order is not said else apart))
    return apart if all(any(one.lies_in(top) for top in within) for one in apart) else found


def named_unit(turn: Turn) -> Unit | None:
    """The first unit the message names; from then on it is the one spoken of."""
    named = named_units(turn)
    if not named:
        return None
    turn.talk.unit = named[0].id
    return named[0]


_BECAUSE = re.compile(r"\b(?:vi|do|tai|ly do(?: la)?)[ :]*$")


def named_outside(turn: Turn, reason: str | None) -> list[Unit]:
    """The units an order names, without those that only stand behind its "vì"."""
    text = turn.incoming.text
    at = text.find(reason) if reason else -1
    if at < 0 or reason is None or not _BECAUSE.search(fold(text[:at])):
        return named_units(turn)
    rest = f"{text[:at]} {text[at + len(reason) :]}"
    kept = {int(key) for key in read(rest, context(turn, rest)).units if key.isdigit()}
    return [unit for unit in named_units(turn) if unit.id in kept]


_BUT = re.compile(r"\b(?:ngoai tru|tru(?: ra)?|khong (?:ke|tinh)|ngoai)\b")


def named_but(turn: Turn) -> tuple[list[Unit], list[Unit]]:
    """The units an order is about, and those it leaves out: "duyệt hết trừ thôn 2" is about all the others."""
    named, text = named_units(turn), turn.incoming.text
    marked = _BUT.search(fold(text)) if named else None
    if marked is None:
        return named, []
    tail = text[marked.end() :]
    left_out = {int(key) for key in read(tail, context(turn, tail)).units if key.isdigit()}
    return [one for one in named if one.id not in left_out], [one for one in named if one.id in left_out]


def place_said(reading: Reading, text: str | None = None) -> str:
    """The first place named that is on no list, as it was written, in the `text` that was read or in another."""
    name, text = reading.unknown_units[0], reading.text if text is None else text
    at = fold(text).find(name)
    return upper_first(text[at : at + len(name)] if at >= 0 else name)


def indicators_named(turn: Turn, item: Item) -> list[Indicator]:
    """The indicators an item's names say."""
    found = []
    for name in item.names:
        id, _, indicator = name.partition("/")
        found.append(framework(id, turn.rules.frameworks).indicator(indicator))
    return found


def candidates(turn: Turn, item: Item, found: Iterable[Question]) -> list[Question]:
    """The questions an item may mean: those its names say, of one measure and one unit if that can be told."""
    named = [one for one in found if f"{one.report.campaign.framework}/{one.indicator.id}" in item.names]
    by_measure: dict[tuple[str, int], list[Question]] = {}
    for one in named:
        by_measure.setdefault((one.indicator.measure, one.report.unit.id), []).append(one)
    return [_likeliest(turn, same) for same in by_measure.values()]


def _likeliest(turn: Turn, same: list[Question]) -> Question:
    """Of one measure in several rounds: the round just asked about, else one that is not closed, else the last."""
    asked = turn.talk.asked or {}
    for one in same:
        if one.report.campaign.id == asked.get("campaign", turn.talk.campaign):
            return one
    live = [one for one in same if not one.report.closed(turn.sent)]
    return live[0] if live else max(same, key=lambda one: one.report.due)
