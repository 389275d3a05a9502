"""SQLite may take no more pages at any statement of a turn: then nothing of it stays, and it is whole the next time."""

from pathlib import Path

from sqlalchemy import func, select

from bot.inbox import StoreUnavailable
from store.inbox import INBOX
from store.session import Store
from tests.handlers.world import Commune

TURNS = 120
MANY = 1 << 20  # pages


def _room(store: Store, pages: int) -> None:
    with store.open_writer() as db:
        db.cursor.execute("PRAGMA page_count")
        db.cursor.execute(f"PRAGMA max_page_count={db.cursor.fetchone()[0] + pages}")


def _messages(store: Store) -> int:
    with store.read() as db:
        return int(db.execute(select(func.count(INBOX.c.id)))[0][0])


def test_a_turn_without_room_is_refused_and_whole_the_next_time(sqlite_url: str, tmp_path: Path) -> None:
    store = Store(sqlite_url, tmp_path)
    commune = Commune(store, ("3.4",), villages=1)
    refused = 0
    for turn in range(TURNS):
        said, before = f"smartphone {330 + turn}", _messages(store)
        _room(store, 0)
        try:
            answer = commune.says("to1", said)
        except StoreUnavailable:
            refused += 1
            assert store.unwritable == "full" and _messages(store) == before
            _room(store, MANY)
            answer = commune.says("to1", said)
        assert answer.startswith("Đã sửa" if turn else "Đã ghi") and f"{330 + turn}/500" in answer
        assert store.unwritable is None and _messages(store) == before + 1
    assert refused > 10
    store.close()
