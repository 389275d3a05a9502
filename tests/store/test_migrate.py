"""From an empty database to today's tables and back, on both databases."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from store.migrate import DatabaseTooNew, differences, downgrade, newest, standing, upgrade
from store.session import Store
from store.units import add_unit, every


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_up_down_and_up_again(empty_database_url: str) -> None:
    url = empty_database_url
    assert standing(url) is None
    assert upgrade(url)
    assert standing(url) == newest()
    assert _tables(url) == {*SQLModel.metadata.tables, "alembic_version"}
    downgrade(url)
    assert standing(url) is None
    assert _tables(url) == {"alembic_version"}
    assert upgrade(url)
    assert standing(url) == newest()


def test_the_steps_lead_to_what_tables_py_declares(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    assert differences(empty_database_url) == []


def test_a_second_upgrade_changes_nothing_and_rows_stay(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url, tmp_path)
    with store.write() as db:
        add_unit(db, "xã Quang Trung", "xa", None)
    store.close()
    assert not upgrade(database_url)
    store = Store(database_url, tmp_path)
    with store.read() as db:
        assert [unit.name for unit in every(db)] == ["xã Quang Trung"]
    store.close()


def test_two_that_start_together_take_turns(empty_database_url: str) -> None:
    outcomes: list[bool] = []
    threads = [threading.Thread(target=lambda: outcomes.append(upgrade(empty_database_url))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 5 + [True]


def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseTooNew):
        upgrade(database_url)
    assert standing(database_url) == "9999"


def test_an_upgrade_that_breaks_off_leaves_nothing_behind(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit (id INTEGER)"))  # in the way of a later table of the first step
    engine.dispose()
    with pytest.raises(DBAPIError):
        upgrade(empty_database_url)
    assert _tables(empty_database_url) == {"audit"}
