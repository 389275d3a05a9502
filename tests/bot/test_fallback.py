"""What cannot leave by the way chosen: it goes to the next address, else the officer is told whom to telephone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.outbox import Result
from scheduler.ways import month_of
from store import accounts, addresses, outbox, people, promises, reminders
from store.accounts import Terms
from store.messages import Outgoing
from store.outbox import OUTBOX
from store.people import ADDRESS
from store.promises import PLANNED
from store.session import Store
from tests.handlers.world import Commune

WEEK = Terms("window", timedelta(days=7), timedelta(hours=48))
PLAN = Terms("known", month=100, share=0.85)


class Reached(Commune):
    """The commune with members on channels that have rules, and reminders on their way to them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.accounts: dict[str, int] = {}
        self.begun = self.now

    def on(self, who: str, *channels: tuple[str, Terms | None]) -> None:
        """Somebody has no address but these, the last used first; they wrote just now."""
        with self.store.write() as db:
            for before in addresses.of_person(db, self.people[who]):
                addresses.set_blocked(db, before[0], self.now)
            for place, (channel, terms) in enumerate(reversed(channels)):
                self.accounts[channel] = accounts.account(db, channel, "first").id
                accounts.set_terms(db, self.accounts[channel], terms)
                address = people.add_address(
                    db, self.accounts[channel], f"{who}@{channel}", self.people[who], self.opens
                )
                people.seen(db, address, self.now + timedelta(seconds=place))

    def remind(self, who: str, unit: str, campaign: int | None = None) -> int:
        """A reminder is queued, with its planned row, as the clock would."""
        with self.store.write() as db:
            place = reminders.places(db, {self.people[who]})[self.people[who]][0]
            id = self.units[unit].id
            recipe = reminders.recipe(self.people[who], self.now.date(), [(campaign or self.campaign, id, "-3")])
            sent = outbox.queue(
                db, account=place.account, address=place.address, user=place.user, person=self.people[who],
                kind="ladder", recipe=recipe, now=self.now, priority=outbox.PUSH,
            )  # fmt: skip
            promises.plan(
                db, f"{campaign or self.campaign}/{id}/{self.people[who]}/-3", person=self.people[who],
                campaign=campaign or self.campaign, unit=id, stage="-3", day=self.now.date(), reason="due 2023-06-30",
                outcome="queued", outbox=sent.id, at=self.now,
            )  # fmt: skip
            return sent.id

    def pushes(self) -> list[Outgoing]:
        """What leaves now of what nobody asked for; answers are sent besides."""
        claimed = self.outbox.claim()
        self.outbox.settle([Result(one, "sent") for one in claimed if not one.push])
        return [one for one in claimed if one.push]

    def ends(self, one: Outgoing, outcome: str, words: str = "") -> None:
        """How a send ends."""
        self.outbox.settle([Result(one, outcome, words=words)])

    def planned(self, stage: str = "-3") -> list[tuple[str, str, int | None]]:
        """What became of the reminders: outcome, reason, message."""
        with self.store.read() as db:
            rows = db.execute(
                select(PLANNED.c.outcome, PLANNED.c.reason, PLANNED.c.outbox)
                .where(PLANNED.c.stage == stage)
                .order_by(PLANNED.c.id)
            )
            return [(row.outcome, row.reason, row.outbox) for row in rows]

    def states(self) -> list[str]:
        """Where every message stands, oldest first."""
        with self.store.read() as db:
            return [row.state for row in db.execute(select(OUTBOX.c.state).order_by(OUTBOX.c.id))]


@pytest.fixture
def commune(store: Store) -> Reached:
    """xã Quang Trung, at 8:00 on 25 June."""
    return Reached(store)


def test_a_window_that_closed_meanwhile__leads_to_the_other_channel(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK), ("zalo_bot", PLAN))
    id = commune.remind("to1", "t1")
    commune.now += timedelta(days=7, hours=1)
    (claimed,) = commune.outbox.claim()
    assert (claimed.id, claimed.user) == (id, "to1@zalo_bot")
    commune.ends(claimed, "sent")
    assert commune.states() == ["sent"]
    assert commune.planned() == [("queued", "due 2023-06-30", id)]


def test_no_way_is_left__it_is_for_the_telephone_and_in_the_morning_line(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK))
    commune.remind("to1", "t1")
    commune.now += timedelta(days=7, hours=1)
    assert commune.outbox.claim() == []
    assert commune.states() == ["dropped"]
    assert commune.planned()[0][:2] == ("call", "due 2023-06-30; zalo_oa window 168h")
    said = commune.says("cb", "cần gọi ai")
    assert "Thôn 1: Tổ trưởng Thôn 1" in said and "vì không nhắn được: hết hạn 7 ngày" in said
    assert "Thôn 2" not in said


def test_quota_used_up_meanwhile__the_rest_is_not_lost(commune: Reached) -> None:
    for number in (1, 2):
        commune.on(f"to{number}", ("zalo_bot", PLAN))
        commune.remind(f"to{number}", f"t{number}")
    with commune.store.write() as db:
        accounts.change_quotas(db, commune.accounts["zalo_bot"], lambda _: {"month": month_of(commune.now), "sent": 84})
    assert [one.user for one in commune.outbox.claim()] == ["to1@zalo_bot"]
    assert [outcome for outcome, _, _ in commune.planned()] == ["queued", "call"]
    assert "hết lượt" in commune.says("cb", "cần gọi ai")


@pytest.mark.parametrize(
    ("outcome", "words", "why"),
    [("blocked", "", "blocked"), ("failed", "no such chat", "failed"), ("failed", "window: -230", "window")],
)
def test_failed_for_good__it_goes_to_each_other_address_once_then_to_the_telephone(
    commune: Reached, outcome: str, words: str, why: str
) -> None:
    commune.on("to1", ("zalo_oa", WEEK), ("zalo_bot", PLAN), ("telegram", None))
    commune.remind("to1", "t1")
    users = []
    while claimed := commune.outbox.claim():
        (one,) = claimed
        users.append(one.user)
        assert "Thôn 1" in one.recipe["text"]
        commune.ends(one, outcome, words)
    assert users == ["to1@zalo_oa", "to1@zalo_bot", "to1@telegram"]
    assert commune.states() == [outcome] * 3
    ((said, reason, message),) = commune.planned()
    assert said == "call" and message is not None
    assert reason.endswith(f"; telegram {why}")


def test_the_answer_to_a_fallback__is_heard_where_it_went(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK), ("zalo_bot", PLAN))
    commune.remind("to1", "t1")
    (first,) = commune.outbox.claim()
    commune.ends(first, "blocked")
    (second,) = commune.outbox.claim()
    commune.ends(second, "sent")
    assert commune.planned() == [("queued", "due 2023-06-30", second.id)]
    with commune.store.read() as db:
        assert db.execute(select(ADDRESS.c.blocked_at).where(ADDRESS.c.id == first.address))[0][0] is not None


def test_an_unknown_outcome__is_tried_once_more_in_place_and_never_elsewhere(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK), ("zalo_bot", PLAN))
    commune.remind("to1", "t1")
    machine = commune.outbox.machine()
    commune.outbox.machine = lambda: machine
    (first,) = commune.outbox.claim()
    commune.ends(first, "unknown")
    commune.now += timedelta(days=8)  # its window closes: what may have arrived stays where it is
    machine += timedelta(seconds=61)
    (again,) = commune.outbox.claim()
    assert (again.user, again.tries) == (first.user, 2)
    commune.ends(again, "unknown")
    machine += timedelta(hours=1)
    assert commune.outbox.claim() == []
    assert commune.states() == ["unknown"]


def test_a_failure_told_too_late__writes_to_nobody_twice(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK), ("zalo_bot", PLAN))
    commune.remind("to1", "t1")
    (first,) = commune.outbox.claim()
    commune.ends(first, "failed")
    commune.ends(first, "failed")  # the same outcome, put down twice
    assert [one.user for one in commune.outbox.claim()] == ["to1@zalo_bot"]


def test_a_reply__goes_nowhere_else(commune: Reached) -> None:
    commune.says("to1", "hạn")
    with commune.store.write() as db:
        account = accounts.account(db, "telegram", "first").id
        people.add_address(db, account, "to1@telegram", commune.people["to1"], commune.now)
    (mine,) = commune.outbox.claim()
    commune.ends(mine, "failed")
    assert commune.outbox.claim() == [] and commune.states() == ["failed"]


def test_an_urgent_ask_that_reaches_nobody__is_told_at_once_in_one_message(commune: Reached) -> None:
    for number in (1, 2):
        commune.on(f"to{number}", ("telegram", None))
    commune.says("cb", "cần gấp số điểm wifi của các thôn trước 16h")
    commune.presses("cb", "Gửi")
    claimed = [one for one in commune.outbox.claim() if "@telegram" in one.user]
    commune.outbox.settle([Result(one, "blocked") for one in claimed])
    (line,) = [text for text in commune.told("cb") if "không tới được" in text]
    assert line.count("Câu hỏi gấp “điểm wifi” không tới được") == 2
    assert "Thôn 1 (đã chặn): nhờ gọi Tổ trưởng Thôn 1" in line and "Thôn 2" in line
    assert [text for text in commune.told("cb2") if "không tới được" in text] == [line]


def test_a_notice__waits_for_the_window_for_a_day(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK))
    commune.now += timedelta(days=8)
    said = commune.says("cb", "gia hạn thôn 1 đến 10/7 vì mất điện")
    assert "chưa nhắn được cho ai" in said
    assert commune.pushes() == []
    with commune.store.write() as db:
        found = addresses.known(db, commune.accounts["zalo_oa"], "to1@zalo_oa")
        assert found is not None
        people.seen(db, found[0], commune.now)
    commune.now += timedelta(hours=1)
    (claimed,) = commune.pushes()
    assert "10/7" in claimed.recipe["text"]


def test_a_notice_nobody_fetched__ends_after_a_day(commune: Reached) -> None:
    commune.on("to1", ("zalo_oa", WEEK))
    commune.at("2023-07-03 08:00")
    commune.says("cb", "gia hạn thôn 1 đến 10/7 vì mất điện")
    commune.at("2023-07-04 09:00")
    assert commune.pushes() == []
    assert "dropped" in commune.states()


def test_notices_of_one_morning__are_one_message_where_messages_are_counted(commune: Reached) -> None:
    commune.on("to1", ("zalo_bot", PLAN))
    commune.at("2023-06-25 21:00")
    commune.says("cb", "gia hạn thôn 1 đến 10/7 vì mất điện")
    commune.says("cb", "gia hạn thôn 1 đến 12/7 vì mưa")
    assert commune.pushes() == []
    commune.at("2023-06-26 07:30")
    commune.remind("to1", "t1")
    (one,) = commune.pushes()
    assert "10/7" in one.recipe["text"] and "12/7" in one.recipe["text"]
    assert one.recipe["text"].index("12/7") < one.recipe["text"].index("còn 3 số liệu")
    commune.ends(one, "sent")
    assert commune.pushes() == []
    with commune.store.read() as db:
        kept = db.execute(select(OUTBOX.c.recipe).where(OUTBOX.c.id == one.id))[0][0]
    assert "mất điện" in kept


def test_notices_alone__are_one_message_too(commune: Reached) -> None:
    commune.on("to1", ("zalo_bot", PLAN))
    commune.at("2023-06-25 21:00")
    for day in (10, 12, 13):
        commune.says("cb", f"gia hạn thôn 1 đến {day}/7 vì mưa")
    commune.at("2023-06-26 07:30")
    (one,) = commune.pushes()
    assert [f"{day}/7" in one.recipe["text"] for day in (10, 12, 13)] == [True] * 3
