"""Real reports against the checks: what they print rightly raises no question, and their slips are caught at entry."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.checks import Given, Known, Severity, doubts
from scoring.counts import Count, percent_tenths
from scoring.framework import Indicator, Kind, framework
from scoring.targets import Verdict, verdict

DATA = Path(__file__).parent / "data"
REPORTS = ("quang-trung-2023-h1", "vinh-loc-2023-h1", "hoang-kim-2023")

BASES = {
    "quang-trung-2023-h1": {"truong_thanh": 3082, "tu_15": 3082, "dan_so": 4841, "can_bo": 20},
    "vinh-loc-2023-h1": {},
    "hoang-kim-2023": {"can_bo": 12},
}
"""The base figures on record where these reports were made."""

RIGHT = {
    "smartphones": ("3.4", Count(num=2518, den=3082), 8170, 3082),
    "bank accounts": ("3.2", Count(num=1850, den=3082), 6000, 3082),
    "health records": ("3.5", Count(num=4698, den=4841), 9700, 4841),
}
"""Figures of the Quang Trung report that were checked and are right: indicator, count, printed percent, base."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed result as it would be typed."""

    report: str
    id: str
    indicator: Indicator
    given: Given
    check: dict[str, Any]

    @property
    def known(self) -> Known:
        """What is on record for it."""
        base = BASES[self.report].get(self.indicator.base or "")
        return Known(base=base)


@cache
def slips() -> tuple[dict[str, Any], ...]:
    """Every slip with what becomes of it."""
    return tuple(yaml.safe_load((DATA / "slips.yaml").read_text(encoding="utf-8")))


def rows() -> list[Row]:
    """Every printed result that has a number or a word in it."""
    found = []
    for report in REPORTS:
        for row in yaml.safe_load((DATA / f"{report}.yaml").read_text(encoding="utf-8"))["results"]:
            printed = row["printed"]
            given = typed(printed)
            if given is None:
                continue
            indicator = framework(row["framework"]).expand(row["indicator"])[0]
            found.append(Row(report, row["id"], indicator, given, row["check"]))
    return found


def typed(printed: dict[str, Any]) -> Given | None:
    """What a person would type who copied the printed result."""
    percent = printed.get("percent", "")
    pct = hundredths(percent) if percent else None
    above = percent.startswith("trên")
    if "numerator" in printed:
        count = Count(num=printed["numerator"], den=printed["denominator"])
        return Given(count, pct=pct, den_typed=True)
    if pct is not None:
        return Given(Count(rate=pct, estimate="khoảng" in percent), pct=pct, above=above)
    if "text" in printed:
        word = printed["text"]
        return Given(Count(choice=word.lower() if word in ("Có", "Không") else word, text=word))
    return None


def hundredths(percent: str) -> int:
    """ "84,2%", "81.7%", "95 %", "trên 100%" in hundredths of a percent."""
    digits = percent.removeprefix("trên").removeprefix("khoảng").rstrip("% ").strip().replace(",", ".")
    whole, _, part = digits.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def loud(given: Given, indicator: Indicator, known: Known) -> list[str]:
    """The names of the doubts a person would hear of."""
    return [doubt.name for doubt in doubts(given, indicator, known) if doubt.severity is not Severity.MARK]


def _named(row: Row) -> str:
    return f"{row.report}-{row.id}"


AGREEING = [row for row in rows() if row.check.get("agrees") is True]
JUDGED = [row for row in rows() if "target_met" in row.check]
COUNTED = [row for row in rows() if "ratio" in row.check]
WORDS = [row for row in rows() if row.given.count.text is not None and row.indicator.kind is Kind.RATIO]


@pytest.mark.parametrize("row", AGREEING, ids=_named)
def test_what_agrees_with_its_counts_raises_no_question(row: Row) -> None:
    assert loud(row.given, row.indicator, row.known) == []


@pytest.mark.parametrize("row", JUDGED, ids=_named)
def test_the_verdict_is_that_of_the_list(row: Row) -> None:
    wanted = Verdict.MET if row.check["target_met"] else Verdict.MISSED
    assert verdict(row.given.count, row.indicator.target) is wanted


@pytest.mark.parametrize("row", COUNTED, ids=_named)
def test_the_rate_is_that_of_the_list(row: Row) -> None:
    num, den = row.given.count.num, row.given.count.den
    assert num is not None
    assert den is not None
    assert abs(percent_tenths(num, den) - row.check["ratio"] * 10) <= 0.5


@pytest.mark.parametrize("row", WORDS, ids=_named)
def test_a_word_in_place_of_a_rate_is_refused(row: Row) -> None:
    assert loud(row.given, row.indicator, row.known) == ["not_a_number"]


def test_no_list_is_empty() -> None:
    assert min(len(AGREEING), len(JUDGED), len(COUNTED), len(WORDS)) >= 3


@pytest.mark.parametrize("name", RIGHT)
def test_what_was_checked_and_is_right_raises_nothing(name: str) -> None:
    code, count, percent, base = RIGHT[name]
    given = Given(count, pct=percent, den_typed=True)
    assert doubts(given, framework("bim-son-2023").indicator(code), Known(base=base)) == ()


def test_the_thirteen_accounts_are_right_when_the_office_counts_itself() -> None:
    indicator = framework("qd-3853-2022-xa").indicator("6.10")
    assert loud(Given(Count(num=13, den=13)), indicator, Known(base=13)) == []


CAUGHT = [row for row in slips() if "caught" in row]


@pytest.mark.parametrize("row", CAUGHT, ids=lambda row: f"slip-{row['slip']}")
def test_a_slip_is_caught_at_entry(row: dict[str, Any]) -> None:
    for entry in row["caught"]:
        indicator = framework(entry["framework"]).indicator(entry["indicator"])
        given = _given(entry)
        if "doubt" in entry:
            assert entry["doubt"] in loud(given, indicator, Known(base=entry.get("base")))
        if "verdict" in entry:
            assert verdict(given.count, indicator.target) == entry["verdict"]
        if "tenths" in entry:
            assert percent_tenths(entry["num"], entry["den"]) == entry["tenths"]


def _given(entry: dict[str, Any]) -> Given:
    word = entry.get("choice") or entry.get("text")
    alone = "num" not in entry
    count = Count(
        num=entry.get("num"),
        den=entry.get("den"),
        rate=entry.get("pct") if alone else None,
        choice=word if word is None else word.lower() if word in ("Có", "có") else word,
        text=entry.get("text"),
    )
    return Given(
        count,
        pct=entry.get("pct"),
        unit_word=entry.get("unit_word"),
        den_typed="den" in entry,
        above=entry.get("above", False),
    )


LEFT = {row["slip"]: row["left"] for row in slips() if "left" in row}


@pytest.mark.parametrize("slip", LEFT, ids=lambda slip: f"slip-{slip}: {LEFT[slip]}")
def test_a_slip_is_left_with_its_reason(slip: int) -> None:
    assert len(LEFT[slip]) > 20


def test_every_slip_of_the_list_is_there() -> None:
    caught = [row["slip"] for row in slips() if "caught" in row]
    assert len({*caught, *LEFT}) == len(caught) + len(LEFT) == len(slips()) == 39
    assert len(caught) == 19


def test_a_cut_percent_is_accepted_and_shown_rounded() -> None:
    (row,) = (row for row in slips() if row["slip"] == 7)
    entry = row["typed"]
    indicator = framework(entry["framework"]).indicator(entry["indicator"])
    assert loud(_given(entry), indicator, Known()) == []
    assert percent_tenths(entry["num"], entry["den"]) == entry["tenths"]
