"""Days off, deadlines that move, and the hours in which people are written to."""

from datetime import date, time
from pathlib import Path

import pytest

from scheduler.calendar import Calendar, DaysOffError, Hours, calendar, local_day
from tests.scheduler.commune import local


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2023-06-30", None),
        ("2023-07-01", "saturday"),
        ("2023-07-02", "sunday"),
        ("2023-01-24", "Mùng ba Tết Nguyên Đán"),
        ("2024-02-10", "Tết Nguyên Đán"),
        ("2023-05-02", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),  # fell on a Saturday
        ("2024-04-29", "Ngày nghỉ (thay cho ngày 04/05/2024)"),  # a swap day …
        ("2024-05-04", None),  # … and the Saturday worked for it
        ("2026-01-02", "nghỉ hoán đổi cho thứ Bảy 10/1"),  # from the table that ships
        ("2026-01-10", None),
        ("2024-02-29", None),
    ],
)
def test_day_off(day: str, reason: str | None) -> None:
    found = calendar().day_off(date.fromisoformat(day))
    assert found == reason or (reason is not None and found is not None and found.startswith(reason.split(" (")[0]))


@pytest.mark.parametrize(
    ("due", "moved", "reason"),
    [
        ("2023-06-30 17:00", "2023-06-30 17:00", None),
        ("2023-07-01 17:00", "2023-07-03 17:00", "saturday"),
        ("2023-12-31 11:00", "2024-01-02 11:00", "sunday"),  # over a new year's day
        ("2023-01-20 17:00", "2023-01-27 17:00", "29 Tết"),
        ("2024-05-04 17:00", "2024-05-04 17:00", None),
    ],
)
def test_deadline__on_a_day_off_moves_to_the_next_working_day(due: str, moved: str, reason: str | None) -> None:
    days = calendar()
    found = days.deadline(local(due))
    assert (found.at, found.reason) == (local(moved), reason)
    assert found.moved_from == (None if reason is None else local_day(local(due)))
    assert days.deadline(found.at).at == found.at


def test_closing__keeps_its_distance() -> None:
    due, closes, shown = local("2023-07-01 17:00"), local("2023-07-05 17:00"), local("2023-07-03 17:00")
    assert calendar().closing(due, closes, shown) == local("2023-07-07 17:00")
    assert calendar().closing(due, None, shown) is None


def test_hours() -> None:
    days = Calendar(hours=Hours(time(7), time(20)))
    assert [days.open_at(local(f"2023-06-30 {hour}")) for hour in ("06:59", "07:00", "19:59", "20:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert days.next_open(local("2023-06-30 05:00")) == local("2023-06-30 07:00")
    assert days.next_open(local("2023-06-30 20:00")) == local("2023-07-01 07:00")
    assert days.next_open(local("2023-06-30 12:00")) == local("2023-06-30 12:00")


def test_table_of_an_office__wins_over_the_one_that_ships(tmp_path: Path) -> None:
    table = tmp_path / "days_off.yaml"
    table.write_text("holidays: {2026-01-10: bão}\nworking: [2026-01-02, 2023-07-01]\n", encoding="utf-8")
    days = calendar(tmp_path)
    assert days.day_off(date(2026, 1, 10)) == "bão"
    assert days.day_off(date(2026, 1, 2)) is days.day_off(date(2023, 7, 1)) is None
    assert calendar(tmp_path / "empty") == calendar()


@pytest.mark.parametrize(
    "text",
    [
        "holidays: [",
        "off: {2026-01-01: x}",
        "working: [yesterday]",
        "- 1",
        "holidays: {2026-01-01: x}\nworking: [2026-01-01]",
    ],
)
def test_table_of_an_office__with_a_mistake_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "days_off.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DaysOffError, match=r"days_off\.yaml"):
        calendar(tmp_path)
