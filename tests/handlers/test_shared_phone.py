"""Several people on one phone: each message under the name of who writes, each with a yes, a talk and a silence of
their own; a phone of one person is never asked about."""

import re
from datetime import timedelta

from sqlalchemy import func, select

from store import sharers
from store.people import ADDRESS, CONSENT, SHARED
from store.reminders import answered
from store.session import Store
from tests.handlers.world import Commune


def code_for(commune: Commune, village: str) -> str:
    """An invite for a village, as the officer gets it."""
    found = re.search(r"nhắn mã ([2-9A-Z]{6}) cho", commune.says("cb", f"mời {village}"))
    assert found is not None
    return found[1]


def shared(commune: Commune, name: str = "bác Hai") -> int:
    """The second leader joins on the phone of Thôn 1's, for Thôn 2; their id."""
    assert "Người khác" in commune.says("to1", code_for(commune, "thôn 2"))
    assert "Đồng ý" in commune.presses("to1", "Người khác")
    assert "Tên" in commune.presses("to1", "Đồng ý")
    welcome = commune.says("to1", name)
    assert "Thôn 2" in welcome and "dùng chung với Tổ trưởng Thôn 1" in welcome
    with commune.store.read() as db:
        (_, second) = sharers.of(db, _address(commune))
    assert second.name == name[0].upper() + name[1:]
    return second.id


def _address(commune: Commune, user: str = "to1") -> int:
    with commune.store.read() as db:
        return int(db.execute(select(ADDRESS.c.id).where(ADDRESS.c.user_id == user))[0][0])


def test_each_figure__is_under_the_name_of_who_wrote_it(store: Store) -> None:
    commune = Commune(store)
    second = shared(commune)
    commune.says("to1", "smartphone 402")
    assert "Tổ trưởng Thôn 1" in commune.says("to1", "đây là thôn 1, smartphone 410")
    theirs, first = commune.figure("t2", "3.4"), commune.figure("t1", "3.4")
    assert theirs is not None and (theirs.count.num, theirs.person) == (402, second)
    assert first is not None and (first.count.num, first.person) == (410, commune.people["to1"])
    # a village of neither is nobody's to write for
    assert "Ai đang nhắn" not in commune.says("to1", "thôn 3 smartphone 1")
    assert commune.figure("t3", "3.4") is None


def test_unclear__what_was_written_waits_and_is_stored_once_it_is_known(store: Store) -> None:
    commune = Commune(store)
    second = shared(commune)
    commune.at("2023-06-26 08:00")
    assert "Ai đang nhắn" in commune.says("to1", "smartphone 402")
    assert "Chưa rõ" in commune.says("to1", "ngân hàng 380")
    assert commune.figure("t2", "3.4") is None and commune.figure("t1", "3.4") is None
    answer = commune.presses("to1", "Bác Hai")
    assert "402/500" in answer and "380/550" in answer
    assert answer.count("Thôn 2 mình có bao nhiêu") == 1  # the next question comes once, at the end
    for indicator in ("3.4", "3.2"):
        figure = commune.figure("t2", indicator)
        assert figure is not None and figure.person == second
    assert "Ai đang nhắn" not in commune.says("to1", "tiền điện 100")
    commune.now = commune.now.replace(hour=13)  # a pause
    assert "Ai đang nhắn" in commune.says("to1", "nhầm, 101")


def test_a_push__names_whom_it_is_for_and_its_answer_is_theirs(store: Store) -> None:
    commune = Commune(store)
    shared(commune)
    commune.says("to1", "smartphone 402")
    commune.now += timedelta(minutes=5)
    commune.says("cb", "nhắn thôn 1: chiều họp nhé")
    (told,) = commune.told("to1")
    assert told.startswith("Gửi Tổ trưởng Thôn 1:\n") and "chiều họp" in told
    assert "Ai đang nhắn" in commune.says("to1", "vâng")
    commune.says("to1", "thôn 1")
    commune.says("cb", "nhắc thôn 2")
    (told,) = commune.told("to1")
    assert told.startswith("Gửi Bác Hai (Thôn 2):\n")
    asked = next(one for one in reversed(commune.last["to1"]) if one.recipe.get("asks"))
    assert "Ai đang nhắn" not in commune.says("to1", "402", quote=f"m{asked.id}")
    figure = commune.figure("t2", "3.2")
    assert figure is not None and figure.count.num == 402
    # to a phone of one person nothing is added
    commune.says("cb", "nhắn thôn 3: chiều họp nhé")
    assert commune.told("to3")[0].startswith("Công chức xã nhắn")


def test_silence__an_answer_of_one_is_not_the_other_s(store: Store) -> None:
    commune = Commune(store)
    second, first = shared(commune), commune.people["to1"]
    commune.at("2023-06-26 08:00")
    commune.says("to1", "thôn 2 smartphone 402")
    with store.read() as db:
        wrote = answered(db, {first, second}, commune.now)
    assert commune.now in wrote[second] and commune.now not in wrote.get(first, [])
    commune.says("to1", "thôn 1 đây")
    with store.read() as db:
        wrote = answered(db, {first, second}, commune.now)
    assert commune.now in wrote[first] and commune.now in wrote[second]


def test_leaving__only_who_writes_goes(store: Store) -> None:
    commune = Commune(store)
    second = shared(commune)
    commune.says("to1", "smartphone 402")
    assert "Chỉ bác rời khỏi sổ; Tổ trưởng Thôn 1 vẫn dùng" in commune.says("to1", "thôi tôi không dùng nữa")
    assert "Đã xóa" in commune.presses("to1", "Đồng ý xóa")
    commune.at("2023-06-27 08:00")
    assert "Đã ghi" in commune.says("to1", "smartphone 410")  # one person's phone again: nothing is asked
    figure, kept = commune.figure("t1", "3.4"), commune.figure("t2", "3.4")
    assert figure is not None and figure.person == commune.people["to1"]
    assert kept is not None and kept.person == second
    with store.read() as db:
        assert sharers.of(db, _address(commune)) == []
        rows = db.execute(select(CONSENT.c.person, CONSENT.c.withdrawn_at).order_by(CONSENT.c.id))
    ended = {row.person for row in rows if row.withdrawn_at is not None}
    assert ended == {second}


def test_consent__is_each_one_s_own(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", code_for(commune, "thôn 2"))
    commune.says("to1", "người khác")
    with store.read() as db:
        before = db.execute(select(func.count()).select_from(CONSENT))[0][0]
    assert "chưa ghi gì" in commune.says("to1", "không")
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(CONSENT))[0][0] == before
        assert db.execute(select(func.count()).select_from(ADDRESS).where(ADDRESS.c.state == SHARED))[0][0] == 0


def test_own_code__of_somebody_known_elsewhere_lets_them_share(store: Store) -> None:
    commune = Commune(store)
    found = re.search(r"của bác: (\w{6})\.", commune.says("to2", "nối kênh"))
    assert found is not None
    assert "dùng chung" in commune.says("to1", found[1])
    assert "Thôn 2" in commune.presses("to1", "Dùng chung")
    commune.says("to1", "smartphone 402")
    commune.says("to2", "ngân hàng 380")  # their own phone goes on as before
    for indicator in ("3.4", "3.2"):
        figure = commune.figure("t2", indicator)
        assert figure is not None and figure.person == commune.people["to2"]
    of_office = re.search(r": (\w{6})\.", commune.says("cb", "nối kênh"))
    assert of_office is not None
    assert "Chưa đổi gì" in commune.says("to1", of_office[1])


def test_office__its_phone_is_nobody_else_s(store: Store) -> None:
    commune = Commune(store)
    assert "Người khác" not in commune.says("cb", code_for(commune, "thôn 2"))
    assert "Đã ghi" in commune.says("cb", "thôn 2 smartphone 402")


def test_handed_on__a_phone_whose_owner_was_taken_out_is_the_next_one_s(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "smartphone 402")
    commune.says("cb", "gỡ Tổ trưởng Thôn 1 khỏi thôn 1")
    commune.says("to1", code_for(commune, "thôn 1"))
    commune.presses("to1", "Người khác")
    commune.presses("to1", "Đồng ý")
    commune.says("to1", "chú Mới")
    commune.says("to1", "ngân hàng 380")
    old, new = commune.figure("t1", "3.4"), commune.figure("t1", "3.2")
    assert old is not None and old.person == commune.people["to1"]
    assert new is not None and new.person not in {None, commune.people["to1"]}
    with store.read() as db:
        assert sharers.of(db, _address(commune)) == []
