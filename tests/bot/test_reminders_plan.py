"""`sothon reminders`: the plan as JSON lines, from the record and ahead; days declared on the command line."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from bot.settings import read_settings
from scheduler import remind
from store import accounts, addresses, people, promises, reports
from store.accounts import Terms
from store.session import Store
from tests.scheduler.commune import Commune, local

Sothon = Callable[..., Result]
FIELDS = ["person", "at", "campaign", "stage", "unit", "key", "outcome", "reason", "channel"]


@pytest.fixture
def autumn(folder: Path, sothon: Sothon) -> None:
    """Three villages and a round of the year 2050, of which nothing has happened yet."""
    assert sothon("migrate").exit_code == 0
    settings = read_settings()
    store = Store(settings.database, settings.data)
    commune = Commune(store).settle_in()
    commune.open("h1", "2050-09-01 07:30", "2050-09-30 17:00")
    store.close()


def _lines(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_plan__names_who_would_get_what_when_and_why(sothon: Sothon, autumn: None) -> None:
    found = _lines(sothon("reminders", "plan", "--from", "2050-08-31", "--to", "2050-10-10", "--json"))
    assert all(list(line) == FIELDS for line in found)
    mine = [line for line in found if line["unit"] == "Thôn 3"]
    assert [(line["at"][:16], line["stage"], line["outcome"]) for line in mine] == [
        ("2050-09-05T07:30", "opening", "sent"),  # from the national holiday to the next working day
        ("2050-09-23T07:30", "-7", "sent"),
        ("2050-09-27T07:30", "-3", "sent"),
        ("2050-09-29T07:30", "-1", "sent"),
        ("2050-09-30T07:30", "0", "sent"),
        ("2050-10-01T07:30", "+1", "capped"),
        ("2050-10-02T07:30", "+2", "capped"),
        ("2050-10-03T07:30", "+3", "capped"),
    ]
    assert len({line["key"] for line in found}) == len(found)
    assert {line["person"] for line in mine} == {"to3"}
    assert {line["campaign"] for line in mine} == {"h1"}


def test_plan__of_a_day_is_only_that_day(sothon: Sothon, autumn: None) -> None:
    found = _lines(sothon("reminders", "plan", "--from", "2050-09-23", "--to", "2050-09-24", "--json"))
    assert {line["unit"] for line in found} == {"Thôn 1", "Thôn 3", "Thôn 5"}
    assert {line["stage"] for line in found} == {"-7"}
    assert "Thôn 3" in sothon("reminders", "plan", "--from", "2050-09-23", "--to", "2050-09-24").stdout


def test_plan__a_promise_silences_and_is_followed_up(sothon: Sothon, autumn: None) -> None:
    settings = read_settings()
    store = Store(settings.database, settings.data)
    with store.write() as db:
        report = next(one for one in reports.reports_of_campaign(db, 1) if one.unit.name == "Thôn 3")
        due = local("2050-09-26 07:30")
        promises.add_promise(
            db, 2, report.id, "snooze", "thứ hai nhắc tôi", None, due.date(), due, local("2050-09-20 09:00")
        )
        remind.settle_promises(db, local("2050-09-20 09:00"))
    store.close()
    found = _lines(sothon("reminders", "plan", "--from", "2050-09-23", "--to", "2050-09-27", "--json"))
    mine = [line for line in found if line["unit"] == "Thôn 3"]
    assert [(line["at"][:10], line["stage"], line["outcome"]) for line in mine] == [
        ("2050-09-23", "-7", "silenced"),
        ("2050-09-26", "snooze", "sent"),
    ]
    assert "2050-09-26" in mine[0]["reason"]


def test_day__moves_a_deadline_that_falls_on_it(sothon: Sothon, autumn: None) -> None:
    said = sothon("reminders", "day", "2050-09-30", "--unit", "xã Quang Trung", "--off", "nghỉ bù")
    assert said.exit_code == 0, said.output
    assert "nghỉ (nghỉ bù); 1 đợt" in said.stdout
    found = _lines(sothon("reminders", "plan", "--from", "2050-09-20", "--to", "2050-10-04", "--json"))
    assert {line["at"][:10] for line in found if line["stage"] == "0"} == {"2050-10-03"}
    back = sothon("reminders", "day", "2050-09-30", "--unit", "xã Quang Trung", "--usual")
    assert "theo lịch chung; 1 đợt" in back.stdout
    wrong = sothon("reminders", "day", "2050-09-30", "--unit", "xã Quang Trung")
    assert wrong.exit_code == 1


def test_plan__looks_at_what_the_channel_allows(sothon: Sothon, autumn: None) -> None:
    settings = read_settings()
    store = Store(settings.database, settings.data)
    with store.write() as db:
        web = accounts.account(db, "web", "test").id
        accounts.set_terms(db, web, Terms("window", timedelta(days=7)))
        other = accounts.account(db, "zalo_bot", "first").id
        for name in ("to1", "to3"):
            found = addresses.known(db, web, name)
            assert found is not None and found[1] is not None
            people.seen(db, found[0], local("2050-09-20 09:00"))
        to3 = addresses.known(db, web, "to3")
        assert to3 is not None
        people.add_address(db, other, "to3", to3[1], local("2050-09-01 09:00"))
    store.close()
    found_lines = _lines(sothon("reminders", "plan", "--from", "2050-09-23", "--to", "2050-09-30", "--json"))

    def of(unit: str) -> list[tuple[str, str, str, str]]:
        mine = (line for line in found_lines if line["unit"] == unit)
        return [
            (line["stage"], line["outcome"], line["channel"], line["reason"].removeprefix("due 2050-09-30"))
            for line in mine
        ]

    shut = "; web window 168h"
    assert of("Thôn 1") == [("-7", "sent", "web", ""), ("-3", "sent", "web", ""), ("-1", "call", "", shut)]
    assert of("Thôn 3")[2] == ("-1", "sent", "zalo_bot", shut)
    assert of("Thôn 5") == [(stage, "call", "", "; web never wrote") for stage in ("-7", "-3", "-1")]
