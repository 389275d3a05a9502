"""Reminders in a real store: the dialogues about reminders lived through by hand, without their words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler import remind
from store import addresses, people
from store.session import Store
from tests.scheduler.commune import Commune, local

OPENS, DUE = "2023-06-01 07:30", "2023-06-30 17:00"


@pytest.fixture
def june(store: Store) -> Iterator[Commune]:
    """Three villages with one member each, a campaign from 1 to 30 June 2023."""
    commune = Commune(store).settle_in()
    commune.open("h1", OPENS, DUE)
    yield commune
    commune.store.close()  # another one after a restart


def test_ladder__lived_through_by_a_team_that_never_answers(june: Commune) -> None:
    june.at("2023-05-31 19:50").at("2023-06-01 06:55")
    assert june.heard("to3") == []
    june.at("2023-06-01 19:50")
    assert june.heard("to3") == [[[june.campaigns["h1"], june.units["t3"], "opening"]]]
    june.at("2023-06-26 19:50").at("2023-07-10 19:50")
    expected = [
        ("06-01 07:30", "opening"),
        ("06-23 07:30", "-7"),
        ("06-27 07:30", "-3"),
        ("06-29 07:30", "-1"),
        ("06-30 07:30", "0"),
    ]
    assert june.stages("to3") == june.stages("to1") == june.stages("to5") == expected
    assert june.stages("cb") == []
    assert june.outcomes("to3") == {
        "opening": "queued",
        "-7": "queued",
        "-3": "queued",
        "-1": "queued",
        "0": "queued",
        "+1": "capped",
        "+2": "capped",
        "+3": "capped",
    }


def test_quiet_hours__an_opening_at_night_is_told_next_morning(store: Store) -> None:
    june = Commune(store).settle_in()
    june.open("h1", "2023-06-01 22:00", DUE)
    june.at("2023-06-01 19:50").at("2023-06-01 23:59")
    assert june.heard("to3") == []
    june.at("2023-06-02 06:55")
    assert june.heard("to3") == []
    june.at("2023-06-02 19:50").at("2023-06-23 19:50")
    assert june.stages("to3") == [("06-02 07:30", "opening"), ("06-23 07:30", "-7")]


def test_restart__before_after_and_around_a_stage(june: Commune) -> None:
    june.at("2023-05-31 19:50").restart()
    june.at("2023-06-01 19:50").restart()
    june.at("2023-06-22 19:50").restart()
    june.at("2023-06-23 06:55").restart()
    assert june.heard("to3") == []
    june.at("2023-06-23 19:50").restart()
    june.restart()
    assert len(june.heard("to3")) == len(june.heard("to1")) == 1
    june.at("2023-06-23 19:55").restart()
    assert june.heard("to3") == june.heard("to1") == []
    june.at("2023-06-24 12:30").restart()
    june.submit("t3")
    june.restart()
    june.at("2023-06-27 19:50").restart()
    assert june.heard("to3") == []
    assert len(june.heard("to1")) == len(june.heard("to5")) == 1


def test_down_over_night__nothing_until_morning_then_once(june: Commune) -> None:
    june.at("2023-06-22 19:50")
    june.up = False
    june.at("2023-06-23 21:30").restart()
    june.tick()
    assert june.heard("to3") == []
    june.at("2023-06-24 06:55")
    assert june.heard("to3") == []
    june.at("2023-06-24 19:50")
    assert june.stages("to3") == [("06-24 07:30", "-7")]


def test_down_over_two_stages__only_the_newest_useful_is_sent(june: Commune) -> None:
    june.at("2023-06-22 19:50")
    june.up = False
    june.at("2023-06-28 10:00").restart()
    june.tick()
    june.at("2023-06-28 19:50")
    assert june.stages("to3") == [("06-28 10:00", "-3")]
    assert june.outcomes("to3") == {"opening": "passed", "-7": "passed", "-3": "queued"}


def test_promise__silent_until_its_day_and_kept(june: Commune) -> None:
    june.at("2023-05-31 19:50").at("2023-06-22 12:30")
    june.promise("to3", "t3", "2023-06-26")
    june.at("2023-06-23 19:50")
    assert june.heard("to3") == []
    assert len(june.heard("to1")) == len(june.heard("to5")) == 1
    june.at("2023-06-25 12:30")
    june.submit("t3")
    june.at("2023-06-26 19:50")
    assert june.heard("to3") == []
    june.at("2023-06-28 19:50").at("2023-06-30 16:45")
    assert june.stages("to3") == [("06-01 07:30", "opening")]
    assert june.outcomes("to3")["-7"] == "silenced"


def test_promise__one_follow_up_on_its_day_then_the_ladder_as_before(june: Commune) -> None:
    june.at("2023-06-22 12:30")
    june.promise("to3", "t3", "2023-06-26")
    june.at("2023-06-30 16:45")
    assert june.stages("to3") == [
        ("06-26 07:30", "promise"),
        ("06-27 07:30", "-3"),
        ("06-29 07:30", "-1"),
        ("06-30 07:30", "0"),
    ]


def test_promise__the_follow_up_takes_the_stage_of_its_day_along(june: Commune) -> None:
    june.at("2023-06-24 12:30")
    june.promise("to3", "t3", "2023-06-27", "13:30")
    june.at("2023-06-27 13:00")
    assert june.heard("to3") == []
    june.at("2023-06-27 19:50")
    assert june.stages("to3") == [("06-27 13:30", "promise")]
    assert june.outcomes("to3") == {"opening": "passed", "-7": "passed", "-3": "queued", "promise": "merged"}


def test_stops_when_complete(june: Commune) -> None:
    june.at("2023-05-31 19:50").at("2023-06-24 12:30")
    june.submit("t3")
    june.at("2023-07-05 19:50")
    assert june.stages("to3") == [("06-01 07:30", "opening"), ("06-23 07:30", "-7")]
    assert len(june.stages("to1")) == 5
    assert june.outcomes("to3")["0"] == "not_owed"


def test_extension__a_units_own_deadline_moves_its_ladder(june: Commune) -> None:
    june.at("2023-05-31 19:50").at("2023-06-26 09:00")
    june.extend("t3", "2023-07-06 17:00")
    june.at("2023-06-30 16:45")
    assert june.stages("to3") == [("06-01 07:30", "opening"), ("06-23 07:30", "-7")]
    june.at("2023-07-07 12:00")
    assert june.stages("to3")[2:] == [("07-03 07:30", "-3"), ("07-05 07:30", "-1"), ("07-06 07:30", "0")]
    assert [when for when, _ in june.stages("to1")][2:] == ["06-27 07:30", "06-29 07:30", "06-30 07:30"]


def test_extension__by_more_than_a_week_repeats_stages_under_a_new_key(june: Commune) -> None:
    june.at("2023-05-31 19:50").at("2023-06-23 09:00")
    june.extend("t3", "2023-07-10 17:00")
    june.at("2023-07-10 16:45")
    assert june.stages("to3")[1:] == [
        ("06-23 07:30", "-7"),
        ("07-03 07:30", "-7"),
        ("07-07 07:30", "-3"),
        ("07-09 07:30", "-1"),
        ("07-10 07:30", "0"),
    ]
    assert june.outcomes("to3")["-7@2023-07-10"] == "queued"


def test_returned__is_owed_again(june: Commune) -> None:
    june.at("2023-06-22 19:50")
    june.submit("t3")
    june.at("2023-06-28 09:00")
    june.give_back("t3")
    june.at("2023-06-30 16:45")
    assert june.stages("to3") == [("06-29 07:30", "-1"), ("06-30 07:30", "0")]


def test_several_units_and_campaigns__are_one_message(store: Store) -> None:
    june = Commune(store).settle_in()
    june.open("h1", OPENS, DUE)
    june.open("h2", OPENS, "2023-06-26 17:00", villages=["t3"])
    with store.write() as db:
        june.join(db, "to3", "t5")
    june.at("2023-06-22 19:50").at("2023-06-23 19:50")
    assert june.heard("to3") == [
        [
            [june.campaigns["h2"], june.units["t3"], "-3"],
            [june.campaigns["h1"], june.units["t3"], "-7"],
            [june.campaigns["h1"], june.units["t5"], "-7"],
        ]
    ]


def test_stopped_and_unreachable__are_recorded_not_sent(june: Commune) -> None:
    june.at("2023-06-22 19:50")
    with june.store.write() as db:
        people.set_stopped(db, june.people["to3"], june.now)
        addresses.set_blocked(db, addresses.of_person(db, june.people["to1"])[0][0], june.now)
    june.at("2023-06-23 19:50")
    assert (june.heard("to3"), june.heard("to1"), len(june.heard("to5"))) == ([], [], 1)
    assert june.outcomes("to3")["-7"] == "silenced"
    assert june.outcomes("to1")["-7"] == "passed"


def test_newcomer__hears_no_past_stage(june: Commune) -> None:
    june.at("2023-06-23 19:50")
    with june.store.write() as db:
        june.join(db, "moi", "t3", at=june.now)
    june.at("2023-06-27 19:50")
    assert june.stages("moi") == june.stages("to3") == [("06-27 07:30", "-3")]
    assert june.outcomes("moi") == {"opening": "passed", "-7": "passed", "-3": "queued"}


def test_campaign_opened_by_message__is_told_the_same_day(store: Store) -> None:
    june = Commune(store).settle_in()
    june.at("2023-06-01 10:00")
    june.open("h1", "2023-06-01 00:00", DUE, known=june.now)
    june.at("2023-06-01 19:50")
    assert june.stages("to3") == [("06-01 10:00", "opening")]


def test_habits__the_hour_is_the_median_of_the_last_answering_days(june: Commune) -> None:
    june.at("2023-05-31 19:50")
    for text in ("2023-06-10 18:05", "2023-06-11 12:00", "2023-06-12 18:40"):
        june.writes("to3", local(text))
    june.at("2023-06-30 16:45")
    assert june.stages("to3")[1:] == [
        ("06-23 18:05", "-7"),
        ("06-27 18:05", "-3"),
        ("06-29 18:05", "-1"),
        ("06-30 14:00", "0"),
    ]


def test_message_that_could_not_leave__goes_next_day_with_what_is_due_then(june: Commune) -> None:
    june.at("2023-06-23 07:00")
    with june.store.write() as db:
        from tests.scheduler.commune import local

        assert remind.tick(db, local("2023-06-23 19:59")) == 3  # and nothing is delivered before eight
    june.now = local("2023-06-23 20:01")
    june.at("2023-06-24 19:50")
    assert june.stages("to3") == [("06-24 07:30", "-7")]
    assert june.outcomes("to3") == {"opening": "passed", "-7": "queued"}


def test_tick__twice_at_the_same_moment_queues_once(june: Commune) -> None:
    june.at("2023-06-23 07:00")
    from tests.scheduler.commune import local

    with june.store.write() as db:
        assert remind.tick(db, local("2023-06-23 07:30")) == 3
    with june.store.write() as db:
        assert remind.tick(db, local("2023-06-23 07:30")) == 0


def test_tick__a_transaction_undone_leaves_nothing(june: Commune) -> None:
    from tests.scheduler.commune import local

    june.at("2023-06-23 07:00")
    with pytest.raises(RuntimeError), june.store.write() as db:
        assert remind.tick(db, local("2023-06-23 07:30")) == 3
        raise RuntimeError("killed")
    june.at("2023-06-23 19:50")
    assert june.stages("to3") == [("06-23 07:30", "-7")]


def test_days_off__an_offices_own_table_moves_a_stage(june: Commune) -> None:
    Path(june.store.data).mkdir(parents=True, exist_ok=True)
    (june.store.data / "days_off.yaml").write_text("holidays: {2023-06-23: nghỉ bù}\n", encoding="utf-8")
    june.at("2023-06-22 19:50").at("2023-06-26 19:50")
    assert june.stages("to3") == [("06-26 07:30", "-7")]
