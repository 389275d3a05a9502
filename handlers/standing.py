"""How the units stand in a campaign: who is asked what, what is in, sums with their completeness, verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handlers import which_round
from handlers.language.reading import Item
from handlers.scope import READERS, campaigns_in_sight, framework_of, from_above, indicators_of
from handlers.turn import Turn
from scoring.counts import Count, State
from scoring.framework import Framework, Indicator, Kind, Target, framework
from scoring.rollup import total
from scoring.targets import Verdict, verdict
from store import overview, reports
from store.campaigns import Campaign
from store.overview import Answer
from store.people import Role
from store.reports import Report
from store.units import Unit


@dataclass(frozen=True, slots=True)
class Seen:
    """One indicator at one unit: what is in (summed over the units that are asked), and from how many of them.

    `parts` holds the units asked, each with its figure or None.
    """

    indicator: Indicator
    goal: Target | None
    count: Count | None
    have: int
    parts: tuple[tuple[Report, Answer | None], ...]
    verdict: Verdict

    @property
    def expected(self) -> int:
        """How many units are asked."""
        return len(self.parts)

    @property
    def missing(self) -> list[Unit]:
        """The units that have no figure yet."""
        return [report.unit for report, answer in self.parts if not _is_in(answer)]


@dataclass(slots=True)
class Round:
    """One campaign as seen from a unit: the reports at and below it, and every figure that counts."""

    campaign: Campaign
    framework: Framework
    top: Unit
    reports: list[Report]
    answers: dict[tuple[int, str], Answer]
    goals: dict[tuple[int, str], int]
    _asked: dict[tuple[str, bool], dict[str, Indicator]] = field(default_factory=dict)

    def _questions(self, turn: Turn, report: Report) -> dict[str, Indicator]:
        key = (report.unit.level, report.unit.id == self.campaign.root)
        if key not in self._asked:
            self._asked[key] = {one.id: one for one in indicators_of(turn.rules, report)}
        return self._asked[key]

    def asked(self, turn: Turn, report: Report) -> list[Indicator]:
        """What a unit is asked: the same for all units of one level."""
        return list(self._questions(turn, report).values())

    def given(self, turn: Turn, report: Report) -> int:
        """How many of a unit's figures are in."""
        return sum(_is_in(self.answers.get((report.unit.id, one.id))) for one in self.asked(turn, report))

    def indicators(self, turn: Turn) -> list[Indicator]:
        """Everything asked of anybody here, in the campaign's order."""
        found = {one.id: one for report in self.reports for one in self.asked(turn, report)}
        return [found[id] for id in self.campaign.indicators if id in found]

    def villages(self, turn: Turn) -> list[Report]:
        """The reports of the villages that are asked something."""
        return [one for one in self.reports if one.unit.level == "thon" and self.asked(turn, one)]

    def offices(self, turn: Turn) -> list[Report]:
        """The reports of communes and higher units that are asked something."""
        return [one for one in self.reports if one.unit.level != "thon" and self.asked(turn, one)]

    def goal(self, indicator: Indicator, unit: Unit) -> Target | None:
        """The target that holds for a unit: its own, else that of the nearest unit above, else the framework's."""
        printed = indicator.target
        if not self.goals or printed is None or isinstance(printed.value, bool | str):
            return printed
        for id in reversed(unit.path.strip("/").split("/")):
            value = self.goals.get((int(id), indicator.id))
            if value is not None:
                return replace(printed, value=value)
        return printed

    def seen(self, turn: Turn, indicator: Indicator, top: Unit | None = None) -> Seen:
        """One indicator at this unit, or at another one below it."""
        at = top or self.top
        parts = tuple(
            (report, self.answers.get((report.unit.id, indicator.id)))
            for report in self.reports
            if indicator.id in self._questions(turn, report) and report.unit.lies_in(at)
        )
        goal = self.goal(indicator, at)
        if len(parts) == 1:
            answer = parts[0][1]
            count = answer.count if answer is not None else None
            return Seen(indicator, goal, count, int(_is_in(answer)), parts, verdict(count, goal))
        summed = total(indicator, [answer.count if answer is not None else None for _, answer in parts], len(parts))
        found = self._together(summed.count, indicator, goal, parts) if summed.have else _nothing(goal)
        return Seen(indicator, goal, summed.count if summed.have else None, summed.have, parts, found)

    def _together(
        self, count: Count, indicator: Indicator, goal: Target | None, parts: Sequence[tuple[Report, Answer | None]]
    ) -> Verdict:
        """Counts are judged by their sum; words (yes/no, levels) by whether every unit that answered reaches them."""
        if indicator.kind in {Kind.RATIO, Kind.COUNT}:
            return verdict(count, goal)
        each = {
            verdict(answer.count, self.goal(indicator, report.unit)) for report, answer in parts if answer is not None
        }
        for worst in (Verdict.MISSED, Verdict.MET, Verdict.UNKNOWN):
            if worst in each:
                return worst
        return Verdict.NONE


def _nothing(goal: Target | None) -> Verdict:
    return Verdict.NONE if goal is None else Verdict.UNKNOWN


def _is_in(answer: Answer | None) -> bool:
    return answer is not None and answer.count.state is not State.UNKNOWN


def top_of(turn: Turn) -> Unit | None:
    """The unit an officer, leader or supervisor looks at when they name none: the highest they stand in."""
    found = turn.units(*READERS)
    return min(found, key=lambda one: one.path.count("/")) if found else None


def may_see(turn: Turn, unit: Unit) -> bool:
    """Whether the sender may see a unit's figures: their own village's, or those at and below their office."""
    return turn.may(Role.MEMBER, unit) or any(unit.lies_in(top) for top in turn.units(*READERS))


def rounds(turn: Turn, top: Unit, *, closed: bool = False) -> list[Round]:
    """The open campaigns at a unit, the next due first, or the one the message names, also one that is over; with
    `closed`, or where none is open, also those over."""
    seen = campaigns_in_sight(turn)
    found = [_round(turn, one, top) for one in (seen if closed else which_round.wanted(turn, seen))]
    found = [one for one in found if one.reports]
    return found if found or closed else rounds(turn, top, closed=True)[-1:]


def named(turn: Turn, item: Item, top: Unit) -> list[tuple[Round, Indicator]]:
    """The indicators an item may mean at a unit, each with its campaign: of the round named, of open ones, else of the
    last closed one."""
    seen = campaigns_in_sight(turn)
    wanted = [tuple(name.split("/", 1)) for name in item.names]
    pairs = [(one, id) for one in seen for list_, id in wanted if one.framework == list_ and id in one.indicators]
    told = {one.id for one in which_round.told(turn, seen)}
    meant = {one.id for one in which_round.wanted(turn, list({each.id: each for each, _ in pairs}.values()))}
    live = [pair for pair in pairs if pair[0].id in (told or meant)]
    found = []
    for campaign, id in live if live or told else pairs[-1:]:
        one = _round(turn, campaign, top, id)
        if any(id == indicator.id for indicator in one.indicators(turn)):
            found.append((one, one.framework.indicator(id)))
    return found


def _round(turn: Turn, campaign: Campaign, top: Unit, indicator: str | None = None) -> Round:
    below = [
        replace(one, unit=from_above(turn, one.unit))
        for one in reports.reports_of_campaign(turn.db, campaign.id)
        if one.unit.lies_in(top)
    ]
    given = overview.answers(turn.db, campaign.id, top, indicator) if below else []
    return Round(
        campaign, framework_of(turn.rules, campaign), top, below, {(one.unit, one.indicator): one for one in given},
        turn.targets(campaign.id),
    )  # fmt: skip


def said_name(turn: Turn, item: Item) -> str:
    """An indicator as the sender named it, also where no round asks it."""
    for name in item.names:
        id, _, indicator = name.partition("/")
        return framework(id, turn.rules.frameworks).indicator(indicator).short
    return item.code or "mục này"
