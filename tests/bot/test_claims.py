"""A claimed message belongs to whoever claimed it for a minute of machine time; then anybody may send it, once more."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.outbox import Outbox, Result
from store import accounts, outbox, people
from store.session import Store
from store.tables import OutboxRow

NOW = datetime(2023, 6, 23, 1, 0, tzinfo=UTC)
MINUTE = timedelta(seconds=61)


class Two:
    """Two processes on one store, and a machine clock they share."""

    def __init__(self, store: Store) -> None:
        self.machine = NOW
        self.store = store
        self.one, self.other = (
            Outbox(store, lambda: NOW, holder=holder, machine=lambda: self.machine) for holder in ("one", "other")
        )
        with store.write() as db:
            account = accounts.account(db, "telegram", "first").id
            person = people.add_person(db, "Tổ trưởng Thôn 1", "bác", None, NOW)
            address = people.add_address(db, account, "1", person, NOW)
            outbox.queue(
                db, account=account, address=address, user="1", person=person, kind="notice",
                recipe={"text": "Chào bác"}, now=NOW, priority=outbox.PUSH,
            )  # fmt: skip

    def state(self) -> str:
        """Where the only row stands."""
        with self.store.read() as db:
            return str(db.execute(select(OutboxRow.state))[0][0])  # type: ignore[call-overload]


@pytest.mark.parametrize("late", ["retry", "unknown", "failed"])
def test_a_late_outcome__changes_nothing_once_another_process_has_sent_it(store: Store, late: str) -> None:
    two = Two(store)
    (mine,) = two.one.claim()
    assert two.other.claim() == []
    two.machine += MINUTE
    (theirs,) = two.other.claim()
    two.other.settle([Result(theirs, "sent", "m1")])
    two.one.settle([Result(mine, late)])
    assert two.state() == "sent"
    two.machine += MINUTE
    assert two.one.claim() == two.other.claim() == []


def test_a_claim_that_ran_out_twice__stays_unknown_and_is_counted(store: Store) -> None:
    two = Two(store)
    for process in (two.one, two.other):
        assert len(process.claim()) == 1
        two.machine += MINUTE
    assert two.one.claim() == []
    assert two.state() == "unknown"


def test_put_back_unsent__is_no_try_that_may_have_arrived(store: Store) -> None:
    """A process that stood still past its claim sends nothing and gives the row back."""
    two = Two(store)
    for _ in range(3):
        (mine,) = two.one.claim()
        two.one.settle([Result(mine, "held", words="the claim ran out")])
        assert two.state() == "queued"
    (mine,) = two.one.claim()
    two.one.settle([Result(mine, "sent", "m1")])
    assert two.state() == "sent"


def test_each_account__is_claimed_as_far_as_it_has_room(store: Store) -> None:
    two = Two(store)
    assert not two.one.anything_due({1: 0})
    with store.write() as db:
        assert two.one.claim_in(db, pushes={1: 0}) == two.one.claim_in(db, pushes={2: 5}) == []
        assert len(two.one.claim_in(db, pushes={1: 1})) == 1
