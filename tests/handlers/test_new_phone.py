"""A lost phone: the officer's code brings the same person to a new one; the talk goes on there, the old one ends."""

import re
from datetime import timedelta

from sqlalchemy import select

from store import addresses, people
from store.conversations import TALK
from store.inbox import INBOX
from store.people import ADDRESS, RETIRED, Role
from store.session import Store
from tests.handlers.world import Commune


def move_code(commune: Commune, said: str = "thôn 1 đổi máy") -> str:
    """The code an officer gets to pass on."""
    found = re.search(r"nhắn mã ([2-9A-Z]{6}) cho", commune.says("cb", said))
    assert found is not None
    return found[1]


def _address(store: Store, user: str) -> tuple[int, str, int | None]:
    with store.read() as db:
        row = db.execute(select(ADDRESS.c.id, ADDRESS.c.state, ADDRESS.c.person).where(ADDRESS.c.user_id == user))[0]
    return row.id, row.state, row.person


def test_the_talk_goes_on__a_doubt_that_was_open_too(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "smartphone 402")
    assert "nhiều hơn" in commune.says("to1", "ngân hàng 5500")  # a doubt waits
    arrived = commune.says("moi", move_code(commune))
    assert "ở máy này" in arrived and "nhiều hơn" in arrived
    assert "Đã ghi" in commune.says("moi", "380")
    figure, before = commune.figure("t1", "3.2"), commune.figure("t1", "3.4")
    assert figure is not None and (figure.count.num, figure.person) == (380, commune.people["to1"])
    assert before is not None and before.person == commune.people["to1"]
    assert "Tổ trưởng Thôn 1 đã sang máy mới" in commune.told("cb")[0]
    commune.says("moi", "nhầm, smartphone 403")
    corrected = commune.figure("t1", "3.4")
    assert corrected is not None and (corrected.revision, corrected.count.num) == (2, 403)


def test_the_old_phone__gets_one_sentence_and_stores_nothing(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "smartphone 402")
    commune.says("moi", move_code(commune))
    for text in ("ngân hàng 380", "nhầm, smartphone 1", "gửi báo cáo", "dừng nhắc"):
        assert "không còn nối với sổ" in commune.says("to1", text)
    assert "không còn dùng được" in commune.presses("to1", "Sửa") or commune.figure("t1", "3.2") is None
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 402 and commune.figure("t1", "3.2") is None
    id, state, person = _address(store, "to1")
    assert (state, person) == (RETIRED, None)
    with store.read() as db:
        kept = [row.body for row in db.execute(select(INBOX.c.body).where(INBOX.c.address == id).order_by(INBOX.c.id))]
        stopped = people.person(db, commune.people["to1"])
        waiting = [row.step for row in db.execute(select(TALK.c.step).where(TALK.c.address == id))]
    assert kept[1:5] == ["", "", "", ""]
    assert stopped is not None and not stopped.stopped
    assert waiting in ([], ["nothing"])


def test_pushes__follow_to_the_new_phone(store: Store) -> None:
    commune = Commune(store)
    code = move_code(commune)
    commune.at("2023-06-25 21:00")
    commune.says("cb", "nhắn thôn 1: mai họp nhé")  # waits for the morning
    commune.says("moi", code)
    commune.at("2023-06-26 08:00")
    assert any("mai họp" in one for one in commune.told("moi"))
    assert commune.told("to1") == []
    commune.says("cb", "nhắc thôn 1")
    assert any("xã nhắc" in one for one in commune.told("moi")) and commune.told("to1") == []


def test_every_place_they_had__is_retired(store: Store) -> None:
    commune = Commune(store)
    with store.write() as db:
        people.add_address(db, commune.account, "may-tinh", commune.people["to1"], commune.opens)
    commune.says("moi", move_code(commune))
    assert [_address(store, user)[1] for user in ("to1", "may-tinh", "moi")] == [RETIRED, RETIRED, "own"]
    with store.read() as db:
        assert [one[2] for one in addresses.of_person(db, commune.people["to1"])] == ["moi"]


def test_the_code__works_once_for_a_week_and_only_elsewhere(store: Store) -> None:
    commune = Commune(store)
    code, second = move_code(commune), move_code(commune, "Tổ trưởng Thôn 1 mất điện thoại rồi")
    assert "vẫn đang là của bác" in commune.says("to1", code)  # their own phone: nothing to do, the code is still good
    commune.says("moi", code)
    assert "chưa đúng" in commune.says("khac", code)
    commune.now += timedelta(days=8)
    assert "chưa đúng" in commune.says("khac", second)


def test_who__is_asked_where_a_village_has_several(store: Store) -> None:
    commune = Commune(store)
    with store.write() as db:
        second = people.add_person(db, "Phó Thôn 1", "cô", None, commune.opens)
        people.give_role(db, second, commune.units["t1"].id, Role.MEMBER, commune.opens)
    said = commune.says("cb", "thôn 1 đổi máy")
    assert "Ai đổi máy ạ" in said and "Phó Thôn 1" in said and "nhắn mã" not in said
    commune.says("moi", move_code(commune, "Phó Thôn 1 đổi máy"))
    assert _address(store, "moi")[2] == second and _address(store, "to1")[1] == "own"


def test_rights__whoever_may_invite_may_give_a_code_for_a_new_phone(store: Store) -> None:
    commune = Commune(store)
    for who in ("ct", "to2"):
        assert "nhắn mã" not in commune.says(who, "thôn 1 đổi máy")
    assert "cấp trên" in commune.says("cb", "Công chức Văn phòng đổi máy")
    assert "nhắn mã" in commune.says("hv", "Công chức Văn phòng đổi máy")
    assert "nhắn mã" in commune.says("cb", "Chủ tịch xã đổi máy")
    assert "nhắn mã" not in commune.says("cb", "thôn 1 đổi mẫu số")


def test_the_old_phone_found_again__is_tied_by_a_code_of_one_s_own(store: Store) -> None:
    commune = Commune(store)
    commune.says("moi", move_code(commune))
    found = re.search(r"của bác: (\w{6})\.", commune.says("moi", "nối kênh"))
    assert found is not None
    assert "Đã nối" in commune.says("to1", found[1])
    assert _address(store, "to1")[1:] == ("own", commune.people["to1"])
    assert "Đã ghi" in commune.says("to1", "smartphone 402")
