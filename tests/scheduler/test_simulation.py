"""The simulation in small: nobody over the cap, nobody forgotten, and the same from the same seed."""

from store.session import Store
from tests.scheduler.simulation import simulation


def test_villages_of_random_temperaments(store: Store) -> None:
    found = simulation(store, 25, seed=7)
    found.live()
    assert found.over_the_cap() == set()
    assert found.never_asked() == set()
    assert found.asked_in_vain() == 0
    assert len(found.sent) > 10
    assert {len(people) > 1 for people in found.villages_of.values()} == {True, False}
