"""A code made by message lets somebody in, as what and where it says; the officer hears of it in the morning."""

import re

from store import accounts, invites, people
from store.accounts import Terms
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
        found = invites.take_invite(db, invites.invite_digest("of the tests", second), moment("2023-06-25 08:00"))
    assert found is not None and found[0] == commune.units["t3"].id and found[1] is Role.MEMBER


# --- the bot an invite leads to ---------------------------------------------------------------------------------------


def _bot(commune: Commune, id: str, name: str, *, come: int = 0, channel: str = "zalo_bot", most: int = 50) -> int:
    """One more bot, that so many strangers have written to."""
    with commune.store.write() as db:
        account = accounts.account(db, channel, id).id
        accounts.set_name(db, account, name)
        accounts.set_terms(db, account, Terms("known", month=3000, users=most) if most else None)
        for number in range(come):
            people.add_address(db, account, f"{id}-{number}", None, commune.opens)
    return account


def test_room__an_invite_names_a_bot_that_takes_more_people(store: Store) -> None:
    commune = Commune(store)
    assert "cho Sổ Thôn" in commune.says("cb", "mời thôn 2")  # no bot at all: the web
    _bot(commune, "first", "Bot Một", come=44)
    assert "cho Bot Zalo “Bot Một”" in commune.says("cb", "mời thôn 2")
    _bot(commune, "second", "Bot Hai")
    with store.write() as db:  # the one their people are known on comes first, while it has room
        (first,) = [one.id for one in accounts.accounts(db) if one.external_id == "first"]
        people.add_address(db, first, "of-to1", commune.people["to1"], commune.opens)
    said = commune.says("cb", "mời thôn 2")  # 45 of 50
    assert "cho Bot Zalo “Bot Hai”" in said and "Đã gần đủ" not in said
    assert "cho Bot Zalo “Bot Hai”" in commune.says("cb", "thôn 1 đổi máy")


def test_room__the_officer_is_told_when_no_bot_has_any(store: Store) -> None:
    commune = Commune(store)
    _bot(commune, "first", "Bot Một", come=45)
    second = _bot(commune, "second", "Bot Hai", come=48)
    said = commune.says("cb", "mời thôn 2")
    assert "Bot Zalo “Bot Một” 45/50 người, Bot Zalo “Bot Hai” 48/50 người" in said
    assert "thêm một bot" in said and "nhắn mã" in said
    _bot(commune, "so_thon_bot", "so_thon_bot", channel="telegram", most=0)
    code = _code(said := commune.says("cb", "mời thôn 2"))
    assert f"Telegram “so_thon_bot” (https://t.me/so_thon_bot?start={code})" in said and "thêm một bot" not in said
    _bot(commune, "431", "UBND xã", channel="zalo_oa", most=0)
    assert "Zalo OA “UBND xã” (https://zalo.me/431)" in commune.says("cb", "mời thôn 2")
    with store.write() as db:  # what is paused takes nobody in
        for one in accounts.accounts(db):
            if one.channel in {"telegram", "zalo_oa"} or one.id == second:
                accounts.set_state(db, one.id, accounts.PAUSED)
    said = commune.says("cb", "mời thôn 2")
    assert "“Bot Một” 45/50" in said and "Bot Hai" not in said and "Telegram" not in said
