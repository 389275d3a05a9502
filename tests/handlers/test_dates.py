"""Dates people name by the moon, by a bare month, by the end of something; and the lunar calendar itself."""

from datetime import date

import pytest

from handlers.language.text import cut
from handlers.language.times import find_until
from scheduler.lunar import LunarDate, lunar, next_lunar


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-01-22", LunarDate(1, 1, 2023)),
        ("2024-02-10", LunarDate(1, 1, 2024)),
        ("2025-01-29", LunarDate(1, 1, 2025)),
        ("2026-02-17", LunarDate(1, 1, 2026)),
        ("2027-02-06", LunarDate(1, 1, 2027)),
        ("2023-03-22", LunarDate(1, 2, 2023, leap=True)),
        ("2020-05-23", LunarDate(1, 4, 2020, leap=True)),
        ("2025-07-25", LunarDate(1, 6, 2025, leap=True)),
        ("2007-02-17", LunarDate(1, 1, 2007)),  # a day before the Chinese new year
        ("1985-01-21", LunarDate(1, 1, 1985)),  # a month before it
    ],
)
def test_lunar(day: str, expected: LunarDate) -> None:
    assert lunar(date.fromisoformat(day)) == expected


def test_next_lunar__a_leap_month_is_not_meant_by_its_number() -> None:
    assert next_lunar(date(2025, 7, 20), 1, 6) == date(2026, 7, 14)
    assert next_lunar(date(2023, 6, 20), 15) == date(2023, 7, 2)
    assert next_lunar(date(2023, 6, 20), 31) is None


@pytest.mark.parametrize(
    ("said", "today", "expected"),
    [
        ("rằm tháng này", "2023-06-20", "2023-07-02"),
        ("rằm tháng Bảy", "2023-06-20", "2023-08-30"),
        ("mùng 3 Tết", "2024-01-20", "2024-02-12"),
        ("23 tháng chạp", "2024-01-20", "2024-02-02"),
        ("10/3 âm", "2024-01-20", "2024-04-18"),
        ("ngày 5 tháng 7", "2023-06-20", "2023-07-05"),
        ("29/2", "2023-06-20", "2024-02-29"),
        ("29/2", "2024-02-28", "2024-02-29"),
        ("hết tuần này", "2023-06-20", "2023-06-23"),
        ("cuối quý", "2023-05-20", "2023-06-30"),
        ("hết tháng", "2024-02-20", "2024-02-29"),
        ("trong 3 ngày", "2023-06-29", "2023-07-02"),
        ("thứ Sáu 30/6", "2023-06-20", "2023-06-30"),
        ("mai", "2023-12-31", "2024-01-01"),
        ("cuối tuần", "2023-06-20", "2023-06-24"),
        ("thứ hai tuần sau", "2023-06-20", "2023-06-26"),
        ("trước 16h", "2023-06-20", "2023-06-20"),
    ],
)
def test_find_until(said: str, today: str, expected: str) -> None:
    found = find_until(cut(said), date.fromisoformat(today))
    assert found is not None
    assert found.day == date.fromisoformat(expected)
    assert found.hour == (16 if "16h" in said else None)
