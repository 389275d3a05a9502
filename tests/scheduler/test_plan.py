"""The plan of reminders with any date, without a database."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scheduler.calendar import Calendar, at, calendar, local_day
from scheduler.ladder import LADDERS, UnknownLadder, ladder, stages
from scheduler.ledger import hour_of
from scheduler.plan import KNOCK, next_due, past, plan
from scheduler.state import Decided, Decision, Duty, Hearer, Member, Outcome, State, Word
from tests.scheduler.commune import LONG_AGO, local

DAYS = calendar()
DEFAULT = LADDERS["default"]
HAS_MESSAGE = {Outcome.QUEUED, Outcome.MERGED}


def duty(
    number: int = 1,
    opens: str = "2023-06-01 07:30",
    due: str = "2023-06-30 17:00",
    people: Sequence[int] = (1,),
    names: Sequence[str] = DEFAULT,
    unit: int = 10,
) -> Duty:
    members = tuple(Member(person, LONG_AGO) for person in people)
    return Duty(number, number, unit, True, local(opens), local(due), None, None, LONG_AGO, tuple(names), members)


def state(*duties: Duty, words: Sequence[Word] = (), answered: dict[int, tuple[datetime, ...]] | None = None) -> State:
    people = {member.person for one in duties for member in one.members}
    hearers = {person: Hearer(person, answered=(answered or {}).get(person, ())) for person in people}
    return State(duties, hearers, {word.report: word for word in words})


def written(before: State, decisions: Sequence[Decision]) -> State:
    """The state after decisions were written down and their messages left. A key decided twice is a mistake."""
    keys = {one.key for one in before.decided}
    assert not keys & {one.key for one in decisions}
    assert len({one.key for one in decisions}) == len(decisions)
    rows = tuple(
        Decided(
            one.key,
            one.person,
            one.campaign,
            one.unit,
            one.stage,
            one.day,
            one.outcome,
            one.due,
            one.outcome in HAS_MESSAGE,
        )
        for one in decisions
    )
    return replace(before, decided=before.decided + rows)


def live(
    now: State,
    start: str,
    end: str,
    days: Calendar = DAYS,
    each: Callable[[datetime, State], State] = lambda moment, now: now,
) -> tuple[list[tuple[datetime, Decision]], State]:
    """Leap from one moment that falls due to the next; every decision with its moment."""
    moment: datetime | None = local(start)
    found: list[tuple[datetime, Decision]] = []
    while moment is not None and moment <= local(end):
        now = each(moment, now)
        decisions = plan(moment, days, now)
        now = written(now, decisions)
        assert plan(moment, days, now) == []
        found += [(moment, one) for one in decisions]
        following = next_due(moment, days, now)
        assert following is None or following > moment
        moment = following
    return found, now


def sent(found: Sequence[tuple[datetime, Decision]]) -> list[tuple[str, str]]:
    return [
        (f"{moment.astimezone(local('2023-01-01 00:00').tzinfo):%m-%d %H:%M}", one.stage)
        for moment, one in found
        if one.outcome in HAS_MESSAGE
    ]


def outcomes(found: Sequence[tuple[datetime, Decision]]) -> dict[str, str]:
    return {one.stage: one.outcome.value for _, one in found}


# --- the ladder ------------------------------------------------------------------------------------------------------


def test_ladder__is_data() -> None:
    assert ladder("default") == DEFAULT
    assert ladder("none") == ()
    assert ladder("0, -14,opening,+1") == ("opening", "-14", "0", "+1")
    with pytest.raises(UnknownLadder):
        ladder("weekly")


def days_of(opens: str, due: str) -> list[str]:
    found = stages(DAYS, DEFAULT, date.fromisoformat(opens), date.fromisoformat(due))
    return [f"{one.name} {one.day:%m-%d}" for one in found if not one.early]


def test_stages__move_off_a_holiday_but_never_past_the_next() -> None:
    # Tết 2023: 20 to 26 January off, then a Friday
    assert days_of("2023-01-03", "2023-01-31")[1:4] == ["-7 01-27", "-3 01-28", "-1 01-30"]
    assert days_of("2023-01-20", "2023-01-27")[:5] == ["opening 01-26", "-7 01-26", "-3 01-26", "-1 01-26", "0 01-27"]


def test_stages__a_weekend_moves_none() -> None:
    assert days_of("2023-06-04", "2023-07-10")[:3] == ["opening 06-04", "-7 07-03", "-3 07-07"]
    assert days_of("2023-06-04", "2023-07-05")[2] == "-3 07-02"


def test_stages__over_a_leap_day_and_a_year_end() -> None:
    assert days_of("2024-02-20", "2024-03-01")[3:5] == ["-1 02-29", "0 03-01"]
    # 2 January 2026 is a swap day and the 3rd a Saturday: −3 would pass −1, so it falls on its day
    assert days_of("2025-12-01", "2026-01-05")[1:4] == ["-7 12-29", "-3 01-04", "-1 01-04"]


# --- caps ------------------------------------------------------------------------------------------------------------


def test_silent_person__hears_the_day_and_nothing_after_it() -> None:
    found, _ = live(state(duty()), "2023-05-31 08:00", "2023-08-01 08:00")
    assert sent(found) == [
        ("06-01 07:30", "opening"),
        ("06-23 07:30", "-7"),
        ("06-27 07:30", "-3"),
        ("06-29 07:30", "-1"),
        ("06-30 07:30", "0"),
    ]
    assert [one.outcome for _, one in found[-3:]] == [Outcome.CAPPED] * 3


def test_third_place__is_kept_for_the_day_itself() -> None:
    short = duty(opens="2023-06-24 07:30")
    found, _ = live(state(short), "2023-06-20 08:00", "2023-06-30 20:00")
    assert sent(found) == [("06-24 07:30", "opening"), ("06-27 07:30", "-3"), ("06-30 07:30", "0")]
    assert next(one.reason for _, one in found if one.stage == "-1") == "due 2023-06-30; kept for a nearer deadline"
    assert outcomes(found)["-7"] == "passed"


def test_third_place__is_kept_across_campaigns() -> None:
    second = duty(2, due="2023-07-05 17:00", unit=11)  # its −7 falls on 28 June
    found, _ = live(state(duty(), second), "2023-06-22 20:00", "2023-06-30 20:00")
    assert [pair for pair in sent(found) if pair[1] != "opening"] == [
        ("06-23 07:30", "-7"),
        ("06-27 07:30", "-3"),
        ("06-29 07:30", "-1"),
        ("06-30 07:30", "0"),
    ]
    dropped = next(one for _, one in found if (one.campaign, one.stage) == (2, "-7"))
    assert (dropped.outcome, dropped.reason) == (Outcome.CAPPED, "due 2023-07-05; kept for a nearer deadline")


def test_several_units__merge_into_one_message() -> None:
    second = duty(2, unit=11)
    found, _ = live(state(duty(), second), "2023-06-22 08:00", "2023-06-24 08:00")
    assert [(one.campaign, one.stage, one.outcome) for _, one in found if one.stage == "-7"] == [
        (1, "-7", Outcome.QUEUED),
        (2, "-7", Outcome.MERGED),
    ]


# --- hours -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "hour"),
    [
        ((), "07:30"),
        (("06-01 18:00", "06-02 18:00"), "07:30"),  # two days are no habit
        (("06-01 12:00", "06-02 18:00", "06-03 09:15"), "12:00"),
        (("06-01 12:00", "06-01 18:00", "06-02 18:00", "06-02 19:00"), "07:30"),  # days are counted, not messages
        (("06-01 23:00", "06-02 22:00", "06-03 21:00"), "19:00"),
        (("06-01 05:00", "06-02 04:00", "06-03 06:00"), "07:00"),
        (
            ("05-01 07:00", "05-02 07:00", "06-01 12:00", "06-02 12:30", "06-03 13:00", "06-04 13:30", "06-05 14:00"),
            "13:00",
        ),
    ],
)
def test_hour__is_the_median_of_the_last_answering_days(answered: Sequence[str], hour: str) -> None:
    moments = [local(f"2023-{text}") for text in answered]
    assert hour_of(DAYS.hours, moments, date(2023, 6, 23)) == local(f"2023-06-23 {hour}")


def test_hour__is_three_hours_before_a_deadline_of_the_day() -> None:
    evening = [local(f"2023-06-0{number} 18:00") for number in (1, 2, 3)]
    day = date(2023, 6, 30)
    assert hour_of(DAYS.hours, evening, day, [local("2023-06-30 17:00")]) == local("2023-06-30 14:00")
    assert hour_of(DAYS.hours, evening, day, [local("2023-06-30 08:00")]) == local("2023-06-30 07:00")
    assert hour_of(DAYS.hours, evening, day, [local("2023-07-01 17:00")]) == local("2023-06-30 18:00")


# --- catching up -----------------------------------------------------------------------------------------------------


def at_once(now: str, *duties: Duty) -> dict[str, str]:
    return {one.stage: one.outcome.value for one in plan(local(now), DAYS, state(*duties))}


def test_catching_up__only_the_newest_useful_stage() -> None:
    assert at_once("2023-06-26 12:00", duty()) == {"opening": "passed", "-7": "queued"}
    assert at_once("2023-06-27 12:00", duty()) == {"opening": "passed", "-7": "passed", "-3": "queued"}
    assert at_once("2023-06-22 12:00", duty()) == {"opening": "queued"}
    assert at_once("2023-07-06 12:00", duty())["+3"] == "queued"
    assert at_once("2023-07-07 12:00", duty())["+3"] == "passed"
    long = duty(names=("opening", "-7", "0"))
    assert at_once("2023-06-27 12:00", long) == {"opening": "passed", "-7": "passed"}


def test_catching_up__not_after_the_closing() -> None:
    closed = replace(duty(), closes=local("2023-06-30 18:00"))
    assert set(at_once("2023-07-01 12:00", closed).values()) == {"passed"}
    assert at_once("2023-06-30 17:30", closed)["0"] == "queued"
    by_hand = replace(duty(), closed_at=local("2023-06-25 18:00"))
    assert set(at_once("2023-06-27 12:00", by_hand).values()) == {"passed"}


def test_campaign_known_late__stages_before_are_recorded() -> None:
    late = replace(duty(), known=local("2023-06-25 10:00"))
    assert at_once("2023-06-25 12:00", late) == {"opening": "passed", "-7": "passed"}
    same_day = replace(duty(), known=local("2023-06-01 10:00"))
    assert at_once("2023-06-01 09:59", same_day) == {}
    assert at_once("2023-06-01 10:00", same_day) == {"opening": "queued"}


def test_past__is_put_aside_once() -> None:
    before = state(duty())
    aside = past(local("2023-06-25 08:00"), DAYS, before)
    assert {one.stage: one.outcome for one in aside} == {"opening": Outcome.PASSED, "-7": Outcome.PASSED}
    assert past(local("2023-06-25 08:00"), DAYS, written(before, aside)) == []


# --- promises --------------------------------------------------------------------------------------------------------


def test_promise__quiets_every_member_up_to_the_day_before() -> None:
    word = Word(5, 1, 1, date(2023, 6, 29))
    both = duty(people=(1, 2))
    found, _ = live(state(both, words=[word]), "2023-06-22 20:00", "2023-06-30 20:00")
    assert [(when, what) for when, what in sent(found) if what != "opening"] == [
        ("06-29 07:30", "-1"),
        ("06-29 07:30", "promise"),
        ("06-29 07:30", "-1"),
        ("06-30 07:30", "0"),
        ("06-30 07:30", "0"),
    ]
    assert [one.outcome.value for _, one in found if one.stage == "-7"] == ["silenced", "silenced"]


def test_promise__past_the_deadline_quiets_only_up_to_the_day_before_it() -> None:
    word = Word(5, 1, 1, date(2023, 7, 4))
    found, _ = live(state(duty(), words=[word]), "2023-06-22 20:00", "2023-07-20 08:00")
    assert [pair for pair in sent(found) if pair[1] != "opening"] == [
        ("06-30 07:30", "0"),
        ("07-01 07:30", "+1"),
        ("07-02 07:30", "+2"),
        ("07-04 07:30", "promise"),
    ]
    assert (outcomes(found)["-1"], outcomes(found)["+3"]) == ("silenced", "capped")


def test_follow_up__at_the_hour_named_within_the_hours_and_alone_if_capped() -> None:
    word = Word(5, 1, 1, date(2023, 7, 1), local("2023-07-01 21:00"))
    found, _ = live(state(duty(), words=[word]), "2023-06-30 20:00", "2023-07-20 08:00")
    assert ("07-02 07:00", "promise") in sent(found)
    silent, now = live(state(duty()), "2023-06-20 08:00", "2023-06-30 20:00")
    assert len(sent(silent)) == 5
    found, _ = live(replace(now, words={1: Word(5, 1, 1, date(2023, 7, 1))}), "2023-06-30 21:00", "2023-07-02 06:00")
    assert sent(found) == [("07-01 07:30", "promise")]
    assert outcomes(found)["+1"] == "capped"


# --- a moved deadline ------------------------------------------------------------------------------------------------


def moved(now: State, due: str) -> State:
    return replace(now, duties=tuple(replace(one, due=local(due)) for one in now.duties))


def test_moved_deadline__by_a_week_repeats_nothing() -> None:
    _, now = live(state(duty()), "2023-06-22 20:00", "2023-06-24 20:00")
    found, _ = live(moved(now, "2023-07-07 17:00"), "2023-06-24 20:00", "2023-07-07 20:00")
    assert sent(found) == [("07-04 07:30", "-3"), ("07-06 07:30", "-1"), ("07-07 07:30", "0")]


def test_moved_deadline__by_more_repeats_under_the_new_date() -> None:
    _, now = live(state(duty()), "2023-06-22 20:00", "2023-06-24 20:00")
    found, _ = live(moved(now, "2023-07-10 17:00"), "2023-06-24 20:00", "2023-07-10 20:00")
    assert sent(found)[0] == ("07-03 07:30", "-7")
    assert found[0][1].key == "1/10/1/-7@2023-07-10"


# --- whatever happens ------------------------------------------------------------------------------------------------

BEGIN = local("2024-01-02 00:00")
MOMENTS = some.integers(0, 60 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
DUTIES = some.lists(
    some.tuples(
        MOMENTS,
        some.integers(0, 25 * 24 * 60),
        some.sets(some.integers(1, 3), min_size=1, max_size=2),
        some.sampled_from(["default", "short", "opening,-14,-5,-2,0,+1,+5"]),
    ),
    min_size=1,
    max_size=4,
)
TURNS = some.lists(
    some.tuples(
        MOMENTS,
        some.sampled_from(["send", "return", "promise", "extend", "write"]),
        some.integers(0, 3),
        some.integers(0, 9),
    ),
    max_size=8,
)


def made(drawn: Sequence[tuple[datetime, int, set[int], str]]) -> State:
    return state(
        *[
            Duty(
                number,
                number,
                10 + number,
                True,
                opens,
                opens + timedelta(minutes=length),
                None,
                None,
                LONG_AGO,
                ladder(name),
                tuple(Member(person, LONG_AGO) for person in sorted(people)),
            )
            for number, (opens, length, people, name) in enumerate(drawn)
        ]
    )


def changed(now: State, moment: datetime, act: str, which: int, number: int) -> State:
    """Something a person or an officer does."""
    one = now.duties[which % len(now.duties)]
    if act == "promise":
        word = Word(
            (int(moment.timestamp()) * 100 + which % len(now.duties)) * 100 + number,
            one.members[0].person,
            one.report,
            local_day(moment) + timedelta(days=number),
        )
        return replace(now, words={**now.words, one.report: word})
    if act == "write":
        hearer = now.hearers[one.members[0].person]
        hearer = hearer._replace(answered=(*hearer.answered, moment))
        return replace(now, hearers={**now.hearers, hearer.person: hearer})
    new = replace(one, due=one.due + timedelta(days=number)) if act == "extend" else replace(one, owed=act == "return")
    return replace(now, duties=tuple(new if other is one else other for other in now.duties))


def check_hours_and_caps(found: Sequence[tuple[datetime, Decision]]) -> None:
    ladder_days: dict[int, set[date]] = {}
    messages = Counter((one.person, moment) for moment, one in found if one.outcome is Outcome.QUEUED)
    assert set(messages.values()) <= {1}
    heard = {(one.person, moment) for moment, one in found if one.outcome in HAS_MESSAGE and one.stage != "promise"}
    for person, moment in sorted(heard):
        assert DAYS.open_at(moment)
        assert local_day(moment) not in ladder_days.setdefault(person, set()), "two on a day"
        ladder_days[person].add(local_day(moment))
    for days in ladder_days.values():
        for day in days:
            assert sum(day - timedelta(days=6) <= one <= day for one in days) <= 3
    assert all(DAYS.open_at(moment) for moment, one in found)


@settings(max_examples=150, deadline=None)
@given(DUTIES, TURNS)
def test_whatever_happens__hours_and_caps_hold_and_each_key_is_decided_once(
    drawn: Sequence[tuple[datetime, int, set[int], str]], turns: Sequence[tuple[datetime, str, int, int]]
) -> None:
    """`written` refuses a key decided twice; `live` checks that the same moment decides nothing more."""
    pending = sorted(turns, key=lambda turn: turn[0])

    def each(moment: datetime, now: State) -> State:
        while pending and pending[0][0] <= moment:
            now = changed(now, *pending.pop(0))
        return now

    found, _ = live(made(drawn), "2024-01-01 00:00", "2024-06-30 00:00", each=each)
    check_hours_and_caps(found)


@settings(max_examples=100, deadline=None)
@given(DUTIES)
def test_left_alone__every_stage_of_every_member_is_decided_exactly_once(
    drawn: Sequence[tuple[datetime, int, set[int], str]],
) -> None:
    before = made(drawn)
    found, _ = live(before, "2024-01-01 00:00", "2024-06-30 00:00")
    expected = Counter(
        f"{one.campaign}/{one.unit}/{member.person}/{name}"
        for one in before.duties
        for member in one.members
        for name in one.ladder
    )
    assert Counter(one.key for _, one in found) == expected
    for person in before.hearers:
        assert any(one.outcome in HAS_MESSAGE for _, one in found if one.person == person), "never asked"


@settings(max_examples=60, deadline=None)
@given(DUTIES, some.sets(MOMENTS, max_size=12))
def test_restart__knocking_at_other_moments_changes_no_message(
    drawn: Sequence[tuple[datetime, int, set[int], str]], extra: set[datetime]
) -> None:
    """Extra knocks, as after a restart, decide nothing that would not have been decided then anyway."""
    quiet, _ = live(made(drawn), "2024-01-01 00:00", "2024-06-30 00:00")
    now, noisy = made(drawn), []
    moments = sorted({moment for moment, _ in quiet} | extra)
    for moment in moments:
        decisions = plan(moment, DAYS, now)
        now = written(now, decisions)
        noisy += [(moment, one) for one in decisions]
    assert noisy == quiet


@settings(max_examples=60, deadline=None)
@given(DUTIES, some.lists(MOMENTS, min_size=1, max_size=30))
def test_down__knocking_only_now_and_then_or_back_in_time_breaks_no_rule(
    drawn: Sequence[tuple[datetime, int, set[int], str]], moments: Sequence[datetime]
) -> None:
    now, found = made(drawn), []
    for moment in sorted(moments):
        decisions = plan(moment, DAYS, now)
        now = written(now, decisions)
        found += [(moment, one) for one in decisions]
    check_hours_and_caps(found)
    for moment in moments:  # the clock jumps about: nothing is decided a second time
        now = written(now, plan(moment, DAYS, now))


def test_next_due__names_what_the_knocks_every_twenty_seconds_would_meet() -> None:
    found, _ = live(state(duty(due="2023-06-08 17:00")), "2023-05-31 08:00", "2023-06-12 08:00")
    moment, now, met = local("2023-05-31 08:00"), state(duty(due="2023-06-08 17:00")), []
    while moment < at(date(2023, 6, 12), local("2023-06-12 08:00").time()):
        decisions = plan(moment, DAYS, now)
        now = written(now, decisions)
        met += [(moment, one) for one in decisions]
        moment += KNOCK * 15
    assert met == found
    assert all(one <= two for one, two in pairwise(moment for moment, _ in met))
