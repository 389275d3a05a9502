"""By which way a message reaches somebody, with made-up rules of made-up channels."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.state import GOES, Decision, Outcome
from scheduler.ways import NO_ADDRESS, PACKAGES, Stock, allot, month_of
from store.accounts import Knock, Standing, Terms
from store.reminders import Place
from tests.scheduler.commune import local

NOW = local("2023-06-23 07:30")
OA, BOT, WEB = 1, 2, 3
CHANNELS = {OA: "zalo_oa", BOT: "zalo_bot", WEB: "web"}
WEEK = Terms("window", timedelta(days=7), timedelta(hours=48))
PLAN = Terms("known", month=100, share=0.85)


def stock(*terms: tuple[int, Terms], quotas: dict[int, dict[str, object]] | None = None, waiting: int = 0) -> Stock:
    """What accounts with these rules may still send in June."""
    counted = {id: {"month": month_of(NOW), **(quotas or {}).get(id, {})} for id, _ in terms}
    standings = [Standing(id, CHANNELS[id], one, counted[id]) for id, one in terms]
    return Stock(standings, NOW, CHANNELS, {id: waiting for id, _ in terms})


def place(account: int, ago: timedelta | None) -> Place:
    """Where somebody wrote from, so long ago."""
    return Place(10 * account, account, "u", None if ago is None else NOW - ago)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("ago", "package", "why"),
    [
        (HOUR, None, None),
        (HOUR, 0, None),  # within 48 hours it takes nothing of the package
        (48 * HOUR, 0, None),
        (49 * HOUR, 0, "zalo_oa quota"),
        (49 * HOUR, 1, None),
        (49 * HOUR, None, None),  # the platform has not said what is left: it will
        (7 * DAY, 1, None),
        (7 * DAY + HOUR, 1, "zalo_oa window 168h"),
        (None, 1, "zalo_oa never wrote"),
    ],
)
def test_window_and_package(ago: timedelta | None, package: int | None, why: str | None) -> None:
    told: dict[str, object] = {} if package is None else {"told": {"sub_quota": {"remain": package}}}
    way = stock((OA, WEEK), quotas={OA: told}).way([place(OA, ago)], NOW)
    assert (way.place is None, way.reason) == ((False, "") if why is None else (True, why))


def test_an_empty_package__is_believed_for_a_day_only() -> None:
    for ago, empty in ((HOUR, True), (25 * HOUR, False)):
        told: dict[str, object] = {"told": {name: {"remain": 0, "at": (NOW - ago).isoformat()} for name in PACKAGES}}
        way = stock((OA, WEEK), quotas={OA: told}).way([place(OA, 3 * DAY)], NOW)
        assert (way.place is None) is empty


def test_the_month__leaves_a_share_to_replies_and_is_full_again_on_the_first() -> None:
    have = stock((BOT, PLAN), quotas={BOT: {"sent": 80}}, waiting=3)
    where = [place(BOT, 30 * DAY)]
    for _ in range(2):
        assert have.take(have.way(where, NOW), NOW).place is not None
    assert have.way(where, NOW).reason == "zalo_bot quota"
    assert have.way(where, NOW + 8 * DAY).place is not None


def test_outside__a_template_then_another_address_then_nobody() -> None:
    knocking = Terms("window", timedelta(days=7), None, knock=Knock(300, 600))
    have, late = stock((OA, knocking), (BOT, PLAN)), place(OA, 8 * DAY)
    both = [late, place(BOT, 30 * DAY)]
    for _ in range(2):
        way = have.take(have.way(both, NOW), NOW)
        assert (way.channel, way.knock, way.price) == ("zalo_oa", True, 300)
        assert way.reason == "zalo_oa window 168h; template 300 đ"
    way = have.way(both, NOW)  # the month's 600 đồng are spent
    assert (way.channel, way.knock, way.reason) == ("zalo_bot", False, "zalo_oa window 168h")
    assert have.way([late], NOW).place is None
    assert have.way(both, NOW, knocks=False).channel == "zalo_bot"  # a digest fits no template
    assert have.way([], NOW).why == (NO_ADDRESS,)


def test_a_template__waits_for_its_hours() -> None:
    have = stock((OA, Terms("window", DAY, knock=Knock(300, first=8, last=11))))
    way = have.way([place(OA, 8 * DAY)], NOW)
    assert have.knock_hour(way, NOW) == local("2023-06-23 08:00")
    assert have.knock_hour(way, local("2023-06-23 11:00")) == local("2023-06-24 08:00")


def test_an_account_without_rules__carries_everything() -> None:
    way = stock((OA, WEEK)).way([place(WEB, None)], NOW)
    assert (way.channel, way.reason) == ("web", "")


def decision(person: int, number: int, outcome: Outcome, into: int | None = None) -> Decision:
    """One stage of somebody."""
    return Decision(
        f"1/{number}/{person}/-7", person, 1, number, "-7", NOW.date(), outcome, "due 2023-06-30", date(2023, 6, 30),
        into=into,
    )  # fmt: skip


people = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from([OA, BOT]), st.integers(0, 300)), max_size=3),
        st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=4),
    ),
    max_size=8,
)


@given(people, st.integers(0, 6), st.integers(0, 6), st.booleans())
def test_allot__nobody_is_lost_and_no_rule_is_broken(
    found: list[tuple[list[tuple[int, int]], list[Outcome]]], left: int, package: int, knocks: bool
) -> None:
    terms = Terms("window", timedelta(days=7), timedelta(hours=48), knock=Knock(300, 600) if knocks else None)
    quotas: dict[int, dict[str, object]] = {
        OA: {"told": {"sub_quota": {"remain": package}}}, BOT: {"sent": 85 - left}
    }  # fmt: skip
    have = stock((OA, terms), (BOT, PLAN), quotas=quotas)
    places = {id: [place(account, hours * HOUR) for account, hours in some] for id, (some, _) in enumerate(found)}
    before = [
        decision(id, number, outcome) for id, (_, some) in enumerate(found) for number, outcome in enumerate(some)
    ]
    after, ways = allot(before, places, have, NOW)
    assert [one.key for one in after] == [one.key for one in before]
    for old, new in zip(before, after, strict=True):
        assert new.outcome is old.outcome or (old.outcome in GOES and new.outcome is Outcome.CALL)
        assert (new.outcome in GOES) is (old.outcome in GOES and old.person in ways)
        assert new.reason.startswith(old.reason)
    going = list(ways.values())
    assert sum(way.channel == "zalo_bot" for way in going) <= left
    assert sum(way.knock for way in going) <= (2 if knocks else 0)
    paid = 0
    for way in going:
        assert way.place is not None and way.place.last_inbound is not None
        ago = NOW - way.place.last_inbound
        if way.channel == "zalo_oa" and not way.knock:
            assert ago <= timedelta(days=7)
            paid += ago > timedelta(hours=48)
    assert paid <= package
    for person in {one.person for one in after if one.outcome is Outcome.CALL and one not in before}:
        assert not any(
            ago <= timedelta(hours=48)
            for one in places[person]
            if one.account == OA and one.last_inbound is not None
            for ago in [NOW - one.last_inbound]
        )


def test_allot__what_goes_along_with_a_nudge_needs_no_way() -> None:
    along = decision(1, 1, Outcome.MERGED, into=7)
    assert allot([along], {}, stock((OA, WEEK)), NOW) == ([along], {})
