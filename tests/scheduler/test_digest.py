"""What is news for an office, and when its digest goes, with any date and without a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.calendar import Hours, calendar
from scheduler.digest import Facts, Kind, Left, Reader, Standing, digests, news, next_digest
from scheduler.ladder import LADDERS
from scheduler.state import Duty, Hearer, Member, Word
from tests.scheduler.commune import LONG_AGO, local

DAYS = calendar()
DUTY = Duty(
    1, 7, 10, True, local("2023-06-01 07:30"), local("2023-06-30 17:00"), local("2023-07-07 17:00"), None, LONG_AGO,
    LADDERS["default"], (Member(5, LONG_AGO),),
)  # fmt: skip


def facts(duty: Duty = DUTY, **more: object) -> Facts:
    base = Facts((Standing(duty, "/1/10/"),), {5: Hearer(5)})
    return replace(base, **more)  # type: ignore[arg-type]


def reader(said: Mapping[date, frozenset[str]] | None = None, *, weekly: bool = False) -> Reader:
    return Reader(9, frozenset({1}), weekly, Hours(), DAYS, said or {})


def kinds(found: Facts, moment: str) -> set[Kind]:
    return {one.kind for one in news(found, {1}, local(moment))}


def test_digest__somebody_who_joined_is_news_once() -> None:
    """Without anything owed too: at 7:30 of the next working day, and not again."""
    quiet, came = facts(replace(DUTY, owed=False)), replace(reader(), reports=frozenset(), joined=("joined/4",))
    assert next_digest(local("2023-06-22 09:00"), local("2023-06-30 00:00"), quiet, [came]) == local("2023-06-23 07:30")
    (said,) = digests(local("2023-06-23 07:30"), quiet, [came])
    assert said.goes and said.news == ("joined/4",)
    told = replace(came, said={date(2023, 6, 23): frozenset({"joined/4"})})
    assert next_digest(local("2023-06-23 09:00"), local("2023-06-30 00:00"), quiet, [told]) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2023-05-30 07:30", set()),
        ("2023-06-20 07:30", set()),
        ("2023-06-30 07:30", {Kind.DUE}),
        ("2023-07-01 07:30", {Kind.LATE}),
        ("2023-07-08 07:30", {Kind.CLOSED}),
        ("2023-07-20 07:30", set()),
    ],
)
def test_news__of_a_report_owed(moment: str, expected: set[Kind]) -> None:
    assert kinds(facts(), moment) == expected
    assert kinds(facts(replace(DUTY, owed=False)), moment) == set()


def test_news__promises_doubts_and_who_cannot_be_reached() -> None:
    word = {1: Word(3, 5, 1, date(2023, 6, 26))}
    assert kinds(facts(words=word), "2023-06-25 07:30") == set()
    assert kinds(facts(words=word), "2023-06-26 07:30") == {Kind.PROMISED}
    assert kinds(facts(words=word), "2023-06-27 07:30") == {Kind.BROKEN}
    assert kinds(facts(hearers={5: Hearer(5, stopped=True)}), "2023-06-20 07:30") == {Kind.STOPPED}
    assert kinds(facts(hearers={5: Hearer(5, reachable=False)}), "2023-06-20 07:30") == {Kind.UNREACHABLE}
    assert kinds(facts(replace(DUTY, owed=False), odd={1: ("3.4/2",)}), "2023-06-20 07:30") == {Kind.DOUBT}


def test_silence__three_in_a_row_without_an_answer_for_a_day() -> None:
    sent = [local(f"2023-06-{day} 07:30") for day in (10, 12, 14)]
    left = {10: tuple(Left(number, 5, at) for number, at in enumerate(sent))}
    assert kinds(facts(left=left), "2023-06-15 07:29") == set()
    assert kinds(facts(left=left), "2023-06-15 07:30") == {Kind.SILENT}
    answered = {5: sent[0] + timedelta(hours=30)}
    assert kinds(facts(left=left, answers=answered), "2023-06-16 07:30") == set()
    assert kinds(facts(left=left, calls={10: sent[2] + timedelta(hours=1)}), "2023-06-16 07:30") == set()


def test_digest__once_a_day_on_working_days_and_only_with_news() -> None:
    late = facts()
    (one,) = digests(local("2023-07-03 07:30"), late, [reader()])
    assert one.goes
    assert digests(local("2023-07-03 07:29"), late, [reader()]) == []
    assert digests(local("2023-07-03 12:00"), late, [reader({date(2023, 7, 3): frozenset(one.news)})]) == []
    (saturday,) = digests(local("2023-07-01 07:30"), late, [reader()])
    assert not saturday.goes
    (quiet,) = digests(local("2023-06-20 07:30"), late, [reader()])
    assert not quiet.goes
    (monday,) = digests(local("2023-06-19 07:30"), late, [reader(weekly=True)])
    assert monday.goes


def test_next_digest__names_the_first_morning_with_something_to_say() -> None:
    found = facts()
    after, until = local("2023-06-02 12:00"), local("2023-07-30 12:00")
    assert next_digest(after, until, found, [reader()]) == local("2023-06-30 07:30")
    assert next_digest(local("2023-06-30 12:00"), until, found, [reader()]) == local("2023-07-03 07:30")
    assert next_digest(after, until, found, [reader(weekly=True)]) == local("2023-06-05 07:30")
    assert next_digest(after, until, facts(replace(DUTY, owed=False)), [reader()]) is None
