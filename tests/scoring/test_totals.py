"""Totals, points, standing, order, periods, forecast: what several figures make together."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.counts import Count, State, percent_tenths
from scoring.forecast import Dated, day_of, expected
from scoring.framework import Rule, framework
from scoring.periods import UnknownPeriod, a_year_earlier, containing, earlier, period
from scoring.points import entered, points, score
from scoring.ranking import by_rate, by_standing, places
from scoring.rollup import total
from scoring.standing import standing
from scoring.targets import Verdict, verdict

PHONE = framework("qd-1829-2023").indicator("3.4")
ZALO = framework("qd-1829-2023").indicator("1.7")
WEBSITE = framework("qd-1829-2023").indicator("1.9")
WIFI = framework("bim-son-2023").indicator("4.5")
SCORED = framework("qd-3853-2022-xa")
UNKNOWN = Count(state=State.UNKNOWN)
NOT_APPLICABLE = Count(state=State.NOT_APPLICABLE)

counts = st.builds(lambda den, part: Count(num=den * part // 100, den=den), st.integers(0, 900), st.integers(0, 100))


class TestTotals:
    def test_six_villages_make_the_printed_total(self) -> None:
        villages = [(430, 520), (401, 498), (437, 530), (418, 512), (388, 486), (444, 536)]
        found = total(PHONE, [Count(num=num, den=den) for num, den in villages], 6)
        assert (found.count.num, found.count.den, found.have, found.expected) == (2518, 3082, 6, 6)
        assert percent_tenths(2518, 3082) == 817
        assert verdict(found.count, PHONE.target) is Verdict.MET

    def test_what_is_missing_is_neither_nought_nor_success(self) -> None:
        found = total(PHONE, [Count(num=403, den=500), None, Count(num=412, den=520), UNKNOWN], 4)
        assert (found.count.num, found.count.den, found.have) == (815, 1020, 2)
        with_nought = total(PHONE, [Count(num=403, den=500), Count(num=0, den=450), Count(num=412, den=520)], 3)
        assert (with_nought.count.num, with_nought.count.den, with_nought.have) == (815, 1470, 3)
        assert verdict(with_nought.count, PHONE.target) is Verdict.MISSED

    def test_a_rate_without_counts_is_counted_but_not_added(self) -> None:
        found = total(PHONE, [Count(num=403, den=500), Count(rate=7_900)], 2)
        assert (found.count.num, found.count.den, found.have, found.rate_only) == (403, 500, 2, 1)
        assert total(PHONE, [Count(rate=7_900)], 3).count == UNKNOWN
        assert total(PHONE, [Count(rate=7_900)], 1).count == Count(rate=7_900)

    def test_not_applicable_is_an_answer_that_adds_nothing(self) -> None:
        found = total(PHONE, [Count(num=403, den=500), NOT_APPLICABLE], 2)
        assert (found.count.num, found.have) == (403, 2)
        assert total(PHONE, [NOT_APPLICABLE, NOT_APPLICABLE], 2).count == NOT_APPLICABLE
        assert total(PHONE, [], 2).count == UNKNOWN

    def test_yes_is_counted(self) -> None:
        found = total(ZALO, [Count(choice="có"), Count(choice="không"), None], 3)
        assert (found.count.num, found.count.den, found.count.choice, found.have) == (1, 2, "không", 2)
        assert verdict(total(ZALO, [Count(choice="có")] * 7, 7).count, ZALO.target) is Verdict.MET

    def test_a_level_stays_itself(self) -> None:
        level = Count(choice=WEBSITE.levels[1])
        assert total(WEBSITE, [level], 1).count == level
        assert total(WEBSITE, [level, level], 2).count == UNKNOWN

    def test_things_are_added_without_a_denominator(self) -> None:
        assert total(WIFI, [Count(num=3), Count(num=6, estimate=True)], 2).count == Count(num=9, estimate=True)

    @given(st.lists(counts, min_size=1, max_size=8), st.integers(0, 8))
    def test_totals_of_totals_are_the_total(self, villages: list[Count], cut: int) -> None:
        whole = total(PHONE, villages, len(villages)).count
        parts = [part for part in (villages[:cut], villages[cut:]) if part]
        again = total(PHONE, [total(PHONE, part, len(part)).count for part in parts], len(parts)).count
        assert again == whole


class TestPoints:
    def test_the_known_rules(self) -> None:
        online = points(SCORED.indicator("6.2"), Count(num=189, den=400))
        assert (online.value, online.max, online.known) == (Fraction(945, 100), Fraction(20), True)
        assert online.source == "inferred"
        head = SCORED.indicator("1.1")
        assert [points(head, Count(choice=level)).value for level in head.levels] == [20, 10, 0]
        assert points(head, Count(choice=head.levels[0])).source == "decision"
        column = SCORED.indicator("1.4")
        assert points(column, Count(choice="có")).value == 10
        assert points(column, Count(choice="không")).value == 0

    def test_a_rule_nobody_printed_is_not_guessed(self) -> None:
        found = points(SCORED.indicator("3.1"), Count(num=20, den=20))
        assert (found.value, found.known, found.source, found.max) == (None, False, "unknown", Fraction(5))
        assert entered(SCORED.indicator("3.1"), Fraction(5)).value == 5
        assert points(PHONE, Count(num=1, den=1)).known is False

    def test_nought_of_nought_earns_nothing_by_itself(self) -> None:
        online = SCORED.indicator("6.2")
        for count in (Count(num=0, den=0), None, UNKNOWN, NOT_APPLICABLE, Count(text="nhiều")):
            found = points(online, count)
            assert (found.value, found.known) == (None, True)

    def test_more_than_everything_earns_no_more(self) -> None:
        assert points(SCORED.indicator("6.2"), Count(num=9, den=8)).value == 20
        assert points(SCORED.indicator("6.2"), Count(rate=4_725)).value == Fraction(945, 100)

    def test_points_for_each(self) -> None:
        each = Rule("per_count", "decision", each=Fraction(3, 2))
        posts = replace(SCORED.indicator("7.5"), rule=each, max_points=Fraction(10), max_source="decision")
        assert points(posts, Count(num=3)).value == Fraction(9, 2)
        assert points(posts, Count(num=30)).value == 10
        assert points(posts, Count(rate=5)).value is None

    def test_all_or_nothing_of_a_ratio(self) -> None:
        rule = Rule("all_or_nothing", "decision")
        strict = replace(SCORED.indicator("3.5"), rule=rule)
        assert points(strict, Count(num=9, den=10)).value == 0
        assert points(strict, Count(num=10, den=10)).value == 10

    def test_a_sum_says_what_it_is_made_of(self) -> None:
        found = score(
            [
                points(SCORED.indicator("1.1"), Count(choice=SCORED.indicator("1.1").levels[1])),
                points(SCORED.indicator("1.4"), Count(choice="có")),
                points(SCORED.indicator("6.2"), None),
                points(SCORED.indicator("3.1"), Count(num=1, den=2)),
                entered(SCORED.indicator("3.2"), Fraction(5)),
            ]
        )
        assert (found.value, found.max, found.lost) == (Fraction(25), Fraction(60), Fraction(35))
        assert (found.scored, found.waiting, found.unknown) == (3, 1, 1)

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_points_are_exact(self, num: int, den: int) -> None:
        assert points(SCORED.indicator("6.3"), Count(num=num, den=den)).value == 30 * min(
            Fraction(1), Fraction(num, den)
        )


class TestStandingAndOrder:
    def test_a_standing_counts_verdicts(self) -> None:
        found = standing({"3.4": Verdict.MET, "3.2": Verdict.MISSED, "3.9": Verdict.UNKNOWN, "3.3": Verdict.NONE})
        assert (found.met, found.missed, found.unknown, found.none, found.judged, found.all) == (1, 1, 1, 1, 3, 4)
        assert found.share == Fraction(1, 3)
        assert found.ids(Verdict.MISSED) == ("3.2",)
        assert standing({"3.3": Verdict.NONE}).share is None

    def test_equal_units_share_a_place(self) -> None:
        found = places(
            {"t1": Fraction(1, 2), "t2": Fraction(9, 10), "t3": None, "t4": Fraction(5, 10), "t5": Fraction(0)}
        )
        assert [(one.unit, one.place) for one in found] == [("t2", 1), ("t1", 2), ("t4", 2), ("t5", 4), ("t3", None)]
        assert [one.ranked for one in found] == [True, True, True, True, False]

    def test_a_single_good_figure_does_not_lead(self) -> None:
        one = standing({"3.4": Verdict.MET, "3.2": Verdict.UNKNOWN, "3.9": Verdict.UNKNOWN})
        all = standing({"3.4": Verdict.MET, "3.2": Verdict.MET, "3.9": Verdict.MISSED})
        assert [place.unit for place in by_standing({"t1": one, "t2": all})] == ["t2", "t1"]

    def test_order_by_rate(self) -> None:
        rates = {
            "t1": Count(num=300, den=600),
            "t2": Count(num=40, den=50),
            "t3": None,
            "t4": Count(rate=8_000),
            "t5": Count(num=0, den=0),
            "t6": NOT_APPLICABLE,
        }
        assert [(one.unit, one.place) for one in by_rate(rates)][:3] == [("t2", 1), ("t4", 1), ("t1", 3)]
        assert {one.unit for one in by_rate(rates) if not one.ranked} == {"t3", "t5", "t6"}
        assert [one.unit for one in by_rate({"t1": Count(num=3), "t2": Count(num=9)})] == ["t2", "t1"]


class TestPeriods:
    @pytest.mark.parametrize(
        ("key", "kind", "start", "end", "before", "year_before"),
        [
            ("2023", "year", date(2023, 1, 1), date(2024, 1, 1), "2022", "2022"),
            ("2023-H1", "half", date(2023, 1, 1), date(2023, 7, 1), "2022-H2", "2022-H1"),
            ("2023-H2", "half", date(2023, 7, 1), date(2024, 1, 1), "2023-H1", "2022-H2"),
            ("2023-Q2", "quarter", date(2023, 4, 1), date(2023, 7, 1), "2023-Q1", "2022-Q2"),
            ("2023-Q1", "quarter", date(2023, 1, 1), date(2023, 4, 1), "2022-Q4", "2022-Q1"),
            ("2023-01", "month", date(2023, 1, 1), date(2023, 2, 1), "2022-12", "2022-01"),
            ("2023-12", "month", date(2023, 12, 1), date(2024, 1, 1), "2023-11", "2022-12"),
        ],
    )
    def test_every_kind(self, key: str, kind: str, start: date, end: date, before: str, year_before: str) -> None:
        found = period(key)
        assert (found.key, found.kind, found.start, found.end) == (key, kind, start, end)
        assert earlier(found).key == before
        assert earlier(found).end == found.start
        assert a_year_earlier(found).key == year_before
        assert containing(start, kind) == found

    def test_it_is_half_open(self) -> None:
        assert date(2023, 6, 30) in period("2023-H1")
        assert date(2023, 7, 1) not in period("2023-H1")

    @pytest.mark.parametrize("key", ["", "23", "2023-H3", "2023-Q0", "2023-13", "2023-6", "2023-H1 ", "tháng 6"])
    def test_what_is_no_period(self, key: str) -> None:
        with pytest.raises(UnknownPeriod):
            period(key)


class TestForecast:
    JANUARY, JUNE = Dated(date(2023, 1, 1), 300), Dated(date(2023, 6, 30), 390)

    def test_a_straight_line(self) -> None:
        assert expected(self.JANUARY, self.JUNE, date(2023, 12, 27)) == 480
        assert expected(self.JANUARY, self.JUNE, date(2023, 12, 27), most=450) == 450
        assert expected(self.JUNE, self.JANUARY, date(2023, 12, 27)) is None
        assert expected(self.JANUARY, self.JUNE, date(2023, 6, 29)) is None
        assert expected(self.JANUARY, Dated(date(2023, 6, 30), 0), date(2024, 6, 30)) == 0

    def test_the_day_it_is_reached(self) -> None:
        assert day_of(self.JANUARY, self.JUNE, 480) == date(2023, 12, 27)
        assert day_of(self.JANUARY, self.JUNE, 380) == self.JUNE.day
        assert day_of(self.JANUARY, Dated(date(2023, 6, 30), 300), 480) is None
        assert day_of(self.JANUARY, Dated(date(2023, 6, 30), 301), 10**9) is None
