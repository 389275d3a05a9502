"""A closed round stays what it was; what is written beside the book is noticed."""

from sqlalchemy import text

from store import campaigns, frozen
from store.session import Store
from tests.handlers.world import Commune


def _closed(store: Store) -> Commune:
    commune = Commune(store)
    commune.gives("t2", i3_4=(400, 500))
    commune.at("2023-07-01 08:00")
    commune.says("cb", "chốt đợt")
    assert "Đã chốt" in commune.says("cb", "đồng ý")
    return commune


def _broken(commune: Commune) -> int:
    with commune.store.read() as db:
        return len(frozen.broken(db, campaigns.campaign(db, commune.campaign)))


def test_a_correction_after_the_closing_leaves_what_was_closed(store: Store) -> None:
    commune = _closed(store)
    commune.says("cb", "mở lại báo cáo thôn 2 đến 5/7 vì nhập nhầm")
    commune.at("2023-07-02 09:00")
    commune.says("to2", "smartphone 410")
    said = commune.says("cb", "từ lúc chốt có gì thay đổi không")
    assert "lúc chốt 400/500 người, nay 410/500 người (Tổ trưởng Thôn 2" in said
    assert _broken(commune) == 0


def test_a_figure_written_beside_the_book__no_longer_is_what_was_closed(store: Store) -> None:
    commune = _closed(store)
    assert _broken(commune) == 0
    with store.write() as db:
        db.connection.execute(text("UPDATE figure SET num = 499 WHERE num = 400"))
    assert _broken(commune) == 1
