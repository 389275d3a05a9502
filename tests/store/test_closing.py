"""A closed store: whoever still uses a connection is waited for, whoever comes later is refused. Nothing stays open."""

import threading
from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from store.session import Store, StoreError


def test_who_still_reads__is_waited_for(store: Store) -> None:
    began, goes_on = threading.Event(), threading.Event()
    order: list[str] = []

    def read() -> None:
        with store.read() as db:
            began.set()
            goes_on.wait()
            db.plain("SELECT 1")
            order.append("read")

    def close() -> None:
        store.close()
        order.append("closed")

    threads = [threading.Thread(target=read), threading.Thread(target=close)]
    threads[0].start()
    began.wait()
    threads[1].start()
    goes_on.set()
    for thread in threads:
        thread.join()
    assert order == ["read", "closed"]


def test_who_comes_later__is_refused_and_opens_nothing(store: Store, tmp_path: Path) -> None:
    with store.write() as db:
        db.plain("SELECT 1")
    store.close()
    for use in (store.read, store.write, store.open_writer):
        with pytest.raises(StoreError, match="closed"), use():
            pass
    pool = store.engine.pool
    assert isinstance(pool, QueuePool) and pool.checkedin() == pool.checkedout() == 0
    assert not list(tmp_path.glob("*-wal")), "the last connection to an SQLite file takes its log away"
