"""A code made by message lets somebody in, as what and where it says; the officer hears of it in the morning."""

import re

from store import people
from store.people import Role
from store.session import Store
from tests.handlers.world import Commune, moment


def _code(said: str) -> str:
    found = re.search(r"nhắn mã ([2-9A-Z]{6}) cho", said)
    assert found is not None, said
    return found[1]


def test_invite__a_code_by_message_lets_a_team_in(store: Store) -> None:
    """The officer asks for a code, passes it on, the newcomer answers for that village."""
    commune = Commune(store)
    code = _code(commune.says("cb", "mời thôn 2"))
    assert "thành viên tổ công nghệ số Thôn 2" in commune.says("moi", code)
    commune.says("moi", "đồng ý")
    assert "vai thành viên tổ công nghệ số Thôn 2" in commune.says("moi", "bác")
    assert "Đã ghi" in commune.says("moi", "smartphone 412")
    assert commune.told("cb") == []


def test_invite__each_code_is_new_and_holds_for_its_unit_alone(store: Store) -> None:
    commune = Commune(store)
    first, second = _code(commune.says("cb", "cho mã mời thôn 1")), _code(commune.says("cb", "ma moi thon 3"))
    assert first != second
    with store.write() as db:
        found = people.take_invite(db, people.invite_digest("of the tests", second), moment("2023-06-25 08:00"))
    assert found is not None and found[0] == commune.units["t3"].id and found[1] is Role.MEMBER
