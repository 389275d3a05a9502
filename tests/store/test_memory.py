"""What the one writer remembers is never older than the database: changes, rollbacks, other connections."""

from datetime import UTC, date, datetime

import pytest

from scoring.counts import Count
from store import accounts, addresses, campaigns, conversations, figures, inbox, people, units
from store.messages import Incoming
from store.people import Role
from store.session import Store
from tests.handlers.world import Commune


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


def _bases(commune: Commune) -> list[int]:
    with commune.store.write() as db:
        return [one.value for one in campaigns.bases(db, commune.units["t1"].id) if one.base == "ho"]


def _add_base(store: Store, commune: Commune, value: int, *, fails: bool = False) -> None:
    with store.write() as db:
        unit = commune.units["t1"].id
        campaigns.add_base(db, unit, "ho", value, "Công an xã", date(2023, 6, 2), commune.opens)
        assert [one.value for one in campaigns.bases(db, unit) if one.base == "ho"][-1] == value
        if fails:
            raise RuntimeError("the turn raised")


def test_what_is_written__is_read_in_the_same_transaction_and_after_it(commune: Commune) -> None:
    assert _bases(commune) == [170]
    _add_base(commune.store, commune, 171)
    assert _bases(commune) == [170, 171]


def test_what_is_rolled_back__is_not_remembered(commune: Commune) -> None:
    assert _bases(commune) == [170]
    with pytest.raises(RuntimeError):
        _add_base(commune.store, commune, 999, fails=True)
    assert _bases(commune) == [170]


def test_a_savepoint_rolled_back__is_not_remembered(commune: Commune) -> None:
    with commune.store.write() as db:
        unit = commune.units["t1"].id
        db.plain("SAVEPOINT turn")
        campaigns.add_base(db, unit, "ho", 999, "", date(2023, 6, 2), commune.opens)
        assert len(campaigns.bases(db, unit)) == 5
        db.plain("ROLLBACK TO SAVEPOINT turn")
        assert len(campaigns.bases(db, unit)) == 4


def test_what_another_connection_writes__is_seen(commune: Commune, database_url: str) -> None:
    other = Store(database_url, commune.store.data)
    try:
        for value in (171, 172, 173):
            _add_base(other, commune, value)
            assert _bases(commune)[-1] == value
    finally:
        other.close()


def test_a_role_that_ends__is_known_at_once_and_by_the_clock(commune: Commune) -> None:
    to1, unit = commune.people["to1"], commune.units["t1"]
    with commune.store.write() as db:
        assert [held.unit.id for held in people.roles(db, to1, commune.now)] == [unit.id]
        assert not people.roles(db, to1, commune.opens.replace(year=2000))
        people.give_role(db, to1, commune.units["t2"].id, Role.MEMBER, commune.now)
        assert len(people.roles(db, to1, commune.now)) == 2


def test_figures__the_newest_is_read_after_each_revision(commune: Commune) -> None:
    report = commune.report("t1").id
    with commune.store.write() as db:
        assert figures.figures(db, report) == {}
        for revision, num in enumerate((371, 375, 380), 1):
            figures.add_figure(db, report, "3.4", Count(num=num, den=500), origin="typed", at=commune.now)
            kept = figures.figures(db, report)["3.4"]
            assert (kept.revision, kept.count.num) == (revision, num)
    with commune.store.read() as db:
        stored = figures.figures(db, report)["3.4"]
    assert stored == kept


def _sender(store: Store, user: str) -> people.Sender:
    with store.write() as db:
        return people.sender(db, 1, user, datetime(2023, 6, 20, tzinfo=UTC))


def test_a_sender__is_known_as_they_are_now(commune: Commune) -> None:
    store, to1 = commune.store, commune.people["to1"]
    with store.write() as db:
        _, account, user, _ = addresses.of_person(db, to1)[0]
    assert account == 1
    before = _sender(store, user)
    with store.write() as db:
        people.seen(db, before.address, commune.now)
        people.set_form(db, to1, "chú")
    assert (_sender(store, user).person, _sender(store, user).form) == (to1, "chú")
    with store.write() as db:
        talk = conversations.of_person(db, to1)
        talk.subject = "3.4"
        conversations.save(db, talk, commune.now)
    after = _sender(store, user)
    assert after.conversation == talk.id
    assert '"3.4"' in after.memory
    with pytest.raises(RuntimeError), store.write() as db:
        talk.subject = "3.2"
        conversations.save(db, talk, commune.now)
        assert '"3.2"' in people.sender(db, 1, user, commune.now).memory
        raise RuntimeError("the group could not be committed")
    assert _sender(store, user).memory == after.memory


def test_an_insert__tells_the_id_of_its_row(store: Store) -> None:
    with store.write() as db:
        first, second = (units.add_unit(db, name, "xa", None) for name in ("Xã Một", "Xã Hai"))
        assert [units.unit(db, id).name for id in (first, second)] == ["Xã Một", "Xã Hai"]
        address = people.add_address(db, accounts.account(db, "zalo_bot", "first").id, "u1", None, datetime.now(UTC))
        incoming = Incoming(1, "u1", "text:1", text="412")
        kept = inbox.keep(db, incoming, address, "done", datetime.now(UTC))
        assert kept is not None
        assert inbox.keep(db, incoming, address, "done", datetime.now(UTC)) is None
        assert inbox.message(db, kept) == incoming
