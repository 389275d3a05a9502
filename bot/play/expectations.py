"""What `=` lines ask of the store: figures, report states, totals, verdicts, points, evidence, difficulties."""

import re
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from bot.play.figures import read_figure, same, shown
from bot.play.loader import Loaded
from bot.play.matching import contains
from bot.play.script import Holds
from handlers.scope import indicators_of
from handlers.turn import Rules
from scoring.counts import Count, State
from scoring.framework import Framework, UnknownIndicator, framework
from scoring.indicator import Indicator, Kind, Target
from scoring.points import points
from scoring.rollup import Total, total
from scoring.targets import verdict
from store import addresses, campaigns, evidence, figures, people, reports, units
from store.campaigns import Campaign
from store.figures import Figure
from store.reports import Report
from store.session import Db
from store.units import Unit


class Senseless(Exception):
    """The line asks about something that is not there, or that may mean two things: the script is wrong."""


class Book:
    """Answers the `=` lines of one script out of the store."""

    def __init__(self, db: Db, loaded: Loaded, rules: Rules, now: datetime) -> None:
        self.db, self.loaded, self.rules, self.now = db, loaded, rules, now

    def said(self, line: Holds) -> tuple[bool, str]:
        """Whether what the line says is so (before its `!`), and what there is. Raises Senseless."""
        unit = self._unit(line.unit)
        if line.what == "report":
            report = self._report(self._campaign_of_report(line, unit), unit)
            state = "-" if report is None else report.state.value
            return state == line.value, state
        assert line.code is not None
        campaign = self._campaign(line, unit, line.code)
        indicator = self._framework(campaign).indicator(line.code)
        return {
            "figure": self._figure,
            "total": self._total,
            "verdict": self._verdict,
            "points": self._points,
            "evidence": self._evidence,
            "difficulty": self._difficulty,
            "by": self._by,
        }[line.what](campaign, unit, indicator, line.value)

    # --- which campaign ---------------------------------------------------------------------------------------------

    def _unit(self, key: str) -> Unit:
        try:
            return units.unit_by_code(self.db, key)
        except units.UnitNotFound:
            raise Senseless(f"không có đơn vị “{key}”") from None

    def _framework(self, campaign: Campaign) -> Framework:
        return framework(campaign.framework, self.rules.frameworks)

    def _campaigns(self, named: str | None) -> list[Campaign]:
        earlier = set(self.loaded.earlier.values())
        if named is None:
            return [one for one in campaigns.campaigns(self.db) if one.id not in earlier]
        found = [one for one in campaigns.campaigns(self.db) if named in (one.key, one.framework, one.period)]
        if not found:
            raise Senseless(f"không có đợt “{named}”")
        return found

    def _one(self, found: list[Campaign], what: str) -> Campaign:
        if len(found) > 1:
            found = [one for one in found if one.open(self.now)] or found
        if len(found) > 1:
            keys = ", ".join(one.key or one.framework for one in found)
            raise Senseless(f"nhiều đợt có {what} ({keys}): viết rõ, ví dụ t3@{found[0].key or found[0].framework}")
        if not found:
            raise Senseless(f"không đợt nào có {what}")
        return found[0]

    def _campaign(self, line: Holds, unit: Unit, code: str) -> Campaign:
        found = [one for one in self._campaigns(line.campaign) if self._holds(one, code)]
        if len(found) > 1:
            found = [one for one in found if self._concerns(one, unit)] or found
        return self._one(found, f"chỉ tiêu {code}")

    def _campaign_of_report(self, line: Holds, unit: Unit) -> Campaign:
        found = self._campaigns(line.campaign)
        return self._one([one for one in found if self._report(one, unit)] or found, f"báo cáo của {line.unit}")

    def _holds(self, campaign: Campaign, code: str) -> bool:
        try:
            self._framework(campaign).indicator(code)
        except UnknownIndicator:
            return False
        return code in campaign.indicators

    def _concerns(self, campaign: Campaign, unit: Unit) -> bool:
        return any(report.unit.lies_in(unit) for report in reports.reports_of_campaign(self.db, campaign.id))

    def _report(self, campaign: Campaign, unit: Unit) -> Report | None:
        found = reports.reports_of_campaign(self.db, campaign.id)
        return next((one for one in found if one.unit.id == unit.id), None)

    # --- the answers ------------------------------------------------------------------------------------------------

    def _newest(self, campaign: Campaign, unit: Unit, indicator: Indicator) -> Figure | None:
        report = self._report(campaign, unit)
        return None if report is None else figures.figures(self.db, report.id).get(indicator.id)

    def _figure(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        try:
            written = read_figure(value, indicator)
        except ValueError as error:
            raise Senseless(str(error)) from None
        found = self._newest(campaign, unit, indicator)
        count, doubted = (None, False) if found is None else (found.count, bool(found.doubts))
        return same(count, written, doubted), shown(count, doubted)

    def _rolled(self, campaign: Campaign, unit: Unit, indicator: Indicator) -> tuple[Total, int, int]:
        """The total below a unit, with how many units have a figure and how many should."""
        below = {one.id for one in units.below(self.db, unit)}
        below |= {old for old, new, _ in units.successors(self.db, sorted(below)) if new in below}
        asked = [
            report
            for report in reports.reports_of_campaign(self.db, campaign.id)
            if report.unit.id in below and indicator in indicators_of(self.rules, report)
        ]
        found = figures.figures_of_campaign(self.db, campaign.id)
        given = [found.get((report.id, indicator.id)) for report in asked]
        counts = [None if one is None else one.count for one in given]
        rolled = total(indicator, counts, len(asked))
        have = sum(1 for one in counts if one is not None and one.state is not State.UNKNOWN)
        return rolled, have, len(asked)

    def _total(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        rolled, have, expected = self._rolled(campaign, unit, indicator)
        count = replace(rolled.count, choice=None) if have else Count(State.UNKNOWN)
        wanted = re.fullmatch(r"(?P<value>[^\s(]+)\s*(?:\((?P<have>\d+)/(?P<of>\d+)\))?", value)
        assert wanted is not None
        there = f"{shown(count)} ({have}/{expected})"
        complete = wanted["have"] is None or (int(wanted["have"]), int(wanted["of"])) == (have, expected)
        return complete and same(count, read_figure(wanted["value"], indicator), False), there

    def _count(self, campaign: Campaign, unit: Unit, indicator: Indicator) -> Count | None:
        """The unit's own figure where it is asked for one, else the total of the units below it."""
        report = self._report(campaign, unit)
        if report is not None and indicator in indicators_of(self.rules, report):
            own = self._newest(campaign, unit, indicator)
            return None if own is None else own.count
        rolled, have, _ = self._rolled(campaign, unit, indicator)
        return rolled.count if have else None

    def _target(self, campaign: Campaign, unit: Unit, indicator: Indicator) -> Target | None:
        """The target of the nearest unit upward that has its own, else the framework's."""
        own = campaigns.targets(self.db, campaign.id)
        for id in reversed([int(part) for part in unit.path.strip("/").split("/")]):
            if (id, indicator.id) in own:
                value: int | bool = own[id, indicator.id]
                if indicator.kind is Kind.BOOLEAN:
                    return Target("==", bool(value))
                if indicator.target is None:
                    return Target(">=", value, "%" if indicator.kind is Kind.RATIO else "")
                return Target(indicator.target.op, value, indicator.target.unit)
        return indicator.target

    def _verdict(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        count = self._count(campaign, unit, indicator)
        found = verdict(count, self._target(campaign, unit, indicator)).value
        return found == value, f"{found} ({shown(count)})"

    def _points(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        earned = points(indicator, self._count(campaign, unit, indicator))
        if not earned.known or earned.value is None:
            return value == "unknown", "unknown"
        hundredths = (2 * 100 * earned.value + 1) // 2  # half up
        there = f"{hundredths // 100}.{hundredths % 100:02d}"
        return value != "unknown" and Fraction(value.replace(",", ".")) * 100 == hundredths, there

    def _evidence(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        found = [
            one
            for one in evidence.evidence_of(self.db, campaign.id)
            if one.unit == unit.id and one.indicator == indicator.id
        ]
        return len(found) == int(value), str(len(found))

    def _difficulty(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        found = [
            one.text
            for one in evidence.difficulties(self.db, campaign.id)
            if one.unit == unit.id and one.indicator == indicator.id
        ]
        there = ", ".join(f'"{one}"' for one in found) or "-"
        if value == "-":
            return not found, there
        return any(contains(one, value[1:-1]) for one in found), there

    def _by(self, campaign: Campaign, unit: Unit, indicator: Indicator, value: str) -> tuple[bool, str]:
        asked = self.loaded.world.person(value)
        if asked is None:
            raise Senseless(f"không có người “{value}”")
        found = self._newest(campaign, unit, indicator)
        if found is None or found.person is None:
            return False, "-"
        known = {id: key for key, id in self.loaded.people.items()}
        # By a code, in the script itself.
        joined = [user for _, _, user, _ in addresses.of_person(self.db, found.person)]
        who = people.person(self.db, found.person)
        if who is not None and who.name == asked.name:  # by a code, on the phone of another
            return True, value
        there = known.get(found.person) or next(iter(joined), who.name if who is not None else "-")
        return value == there, there
