"""Several accounts of one channel in one process: the settings that name them, and whose event is whose."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
import yaml
from sqlalchemy import select

from bot.accounts import accounts_of, secrets_of
from bot.app import App, channels_of
from bot.channels.zalo_oa import ZaloOa
from bot.clock import Clock
from bot.settings import SettingsWrong, read_settings
from store import accounts, addresses, people
from store.outbox import OUTBOX
from store.session import Store
from tests.bot.channels.running import SECRET, free_port, until
from tests.fakes.telegram import TelegramServer
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune

HA, BA = "7219436389720301010", "8888436389720301010"


@pytest.fixture(autouse=True)
def _in_folder(folder: Path) -> None:
    """No setting of ours in the environment."""


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


def oa_of(server: ZaloOaServer) -> dict[str, object]:
    """An official account as the file names it."""
    return {
        "channel": "zalo_oa", "id": server.oa, "app_id": server.app, "app_secret": server.app_secret,
        "key": server.key, "refresh_token": server.refresh_token, "api": server.url,
    }  # fmt: skip


def app_with(commune: Commune, listed: list[dict[str, object]], where: dict[str, dict[str, str]]) -> App:
    """The process with these accounts and the web chat; `where`: external id → user id → person of the commune."""
    file = Path("kenh.yaml")
    file.write_text(yaml.safe_dump(listed, allow_unicode=True))
    settings = read_settings(
        database=commune.store.engine.url.render_as_string(hide_password=False), data=commune.store.data,
        secret=SECRET, port=free_port(), accounts=file,
    )  # fmt: skip
    channels = [one for one in channels_of(settings) if one.name != "web"]
    with commune.store.write() as db:
        for channel in channels:
            account = accounts.account(db, channel.name, channel.external_id).id
            for user, who in where.get(channel.external_id, {}).items():
                people.add_address(db, account, user, commune.people[who], commune.opens)
    return App(settings, channels, clock=Clock(commune.now, ticking=False))


async def test_two_official_accounts_of_one_app__are_told_apart_by_their_id(commune: Commune) -> None:
    async with ZaloOaServer(lambda: commune.now) as one, ZaloOaServer(lambda: commune.now) as other:
        other.oa = "5550657068771012646"
        app = app_with(commune, [oa_of(one), oa_of(other)], {one.oa: {HA: "to1"}, other.oa: {BA: "to2"}})
        await app.start()
        try:
            one.last_seen[HA] = other.last_seen[BA] = commune.now
            url = f"http://127.0.0.1:{app.port}/zalo/oa/{app.account('zalo_oa', one.oa)}"
            assert await one.register(url) == await other.register(url) == 200  # one address for the app
            one.says(HA, "ngân hàng 385")
            other.says(BA, "ngân hàng 290")
            await until(lambda: one.sent_to(HA) and other.sent_to(BA))
            assert "385/550" in one.sent_to(HA)[0].text and "290/" in other.sent_to(BA)[0].text
            other.follows(BA, back=False)
            await other.delivered()
            assert len(one.log) == len(other.log) == 1 and set(one.statuses) == set(other.statuses) == {200}
            with commune.store.read() as db:
                sent = {row.account for row in db.execute(select(OUTBOX.c.account))}
                assert sent == {app.account("zalo_oa", one.oa), app.account("zalo_oa", other.oa)}
                left = app.account("zalo_oa", other.oa)  # who left is not written to there
                assert left not in [row[1] for row in addresses.of_person(db, commune.people["to2"])]
            assert one.rotations == other.rotations == 1
        finally:
            await app.stop()
    for key, number in (("t1", 385), ("t2", 290)):
        figure = commune.figure(key, "3.2")
        assert figure is not None and figure.count.num == number


async def test_official_accounts_of_two_apps__do_not_take_each_others_events(commune: Commune) -> None:
    async with ZaloOaServer(lambda: commune.now) as one, ZaloOaServer(lambda: commune.now) as other:
        other.oa, other.app, other.key = "5550657068771012646", "9994567890123456789", "another-key"
        app = app_with(commune, [oa_of(one), oa_of(other)], {one.oa: {HA: "to1"}, other.oa: {BA: "to2"}})
        await app.start()
        try:
            at_first = f"http://127.0.0.1:{app.port}/zalo/oa/{app.account('zalo_oa', one.oa)}"
            event = {
                "app_id": one.app, "event_name": "user_send_text", "timestamp": "1699003881354",
                "sender": {"id": BA}, "recipient": {"id": other.oa}, "message": {"msg_id": "m1", "text": "ngân hàng 1"},
            }  # fmt: skip
            body = json.dumps(event).encode()
            by_other = hashlib.sha256(other.app.encode() + body + b"1699003881354" + other.key.encode()).hexdigest()
            async with aiohttp.ClientSession() as session:
                for mac, status in ((one.signature(body, "1699003881354"), 200), (f"mac={by_other}", 403)):
                    headers = {"X-ZEvent-Signature": mac}
                    async with session.post(at_first, data=body, headers=headers) as answer:
                        assert answer.status == status
        finally:
            await app.stop()
    assert commune.figure("t2", "3.2") is None and commune.figure("t1", "3.2") is None


async def test_two_zalo_bots_and_a_telegram_bot__each_answers_its_own_people(commune: Commune) -> None:
    first, second = ZaloBotServer("111:fake_token-of-tests"), ZaloBotServer("222:fake_token-of-tests")
    async with first, second, TelegramServer() as telegram:
        listed: list[dict[str, object]] = [
            {"channel": "zalo_bot", "token": one.token, "secret": f"a-secret-of-{at}", "api": one.url}
            for at, one in enumerate((first, second))
        ]
        listed.append({
            "channel": "telegram", "token": telegram.token, "secret": "a-secret-of-3", "api": telegram.url,
            "mode": "polling",
        })  # fmt: skip
        where = {"111": {"u1": "to1"}, "222": {"u2": "to2"}, "123456789": {"5003": "to3"}}
        app = app_with(commune, listed, where)
        first.now = second.now = lambda: commune.now
        await app.start()
        try:
            for at, (one, number) in enumerate(((first, "111"), (second, "222"))):
                account = app.account("zalo_bot", number)
                one.webhook = (f"http://127.0.0.1:{app.port}/zalo/bot/{account}", f"a-secret-of-{at}")
            first.says("u1", "ngân hàng 385")
            second.says("u2", "ngân hàng 290")
            telegram.says(5003, "ngân hàng 280")
            await until(lambda: first.log and second.log and telegram.sent_to(5003))
            first.webhook = (first.webhook[0], "a-secret-of-1") if first.webhook else None  # another bot's secret
            first.says("u1", "ngân hàng 1")
            await first.delivered()
            assert 403 in first.statuses and len(first.log) == 1
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{app.port}/readyz") as answer,
            ):
                assert set((await answer.json())["channels"]) == {"zalo_bot:111", "zalo_bot:222", "telegram"}
        finally:
            await app.stop()
    for key, said in (("t1", 385), ("t2", 290), ("t3", 280)):
        figure = commune.figure(key, "3.2")
        assert figure is not None and figure.count.num == said


# --- the settings that name them -------------------------------------------------------------------------------------

BOT = {"channel": "zalo_bot", "token": "111:abc", "secret": "mot-bi-mat"}
OA = {"channel": "zalo_oa", "id": 12, "app_id": "34", "app_secret": "app-bi-mat", "key": "khoa-bi-mat",
      "refresh_token": "rf-bi-mat"}  # fmt: skip


def _given(*listed: object) -> Path:
    path = Path("kenh.yaml")
    path.write_text(yaml.safe_dump(list(listed), allow_unicode=True))
    return path


def test_the_file_adds_to_what_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_ZALO_BOT_TOKEN", "99:xyz")
    monkeypatch.setenv("SOTHON_ZALO_BOT_SECRET", "bi-mat-cu")
    settings = read_settings(accounts=_given(BOT, OA))
    assert [(one.channel, one.external_id) for one in accounts_of(settings)] == [
        ("zalo_bot", "first"), ("zalo_bot", "111"), ("zalo_oa", "12"),
    ]  # fmt: skip
    kept = secrets_of(settings)
    assert {"99:xyz", "bi-mat-cu", "111:abc", "mot-bi-mat", "app-bi-mat", "khoa-bi-mat", "rf-bi-mat"} <= set(kept)
    assert not any(secret in repr(accounts_of(settings)) for secret in kept)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (({**BOT, "channel": "viber"},), "mục 1: channel phải là"),
        ((BOT, {**OA, "key": None}), "mục 2: key: "),
        (({one: value for one, value in OA.items() if one != "app_secret"},), "mục 1: thiếu app_secret"),
        (({**BOT, "tokn": "x"},), "mục 1: không có thiết lập tokn"),
        (({**BOT, "secret": "ngắn"},), "mục 1: secret: phải có từ 8"),
        (("zalo_bot",), "mục 1: channel phải là"),
        ((BOT, BOT), "một zalo_bot được khai hai lần"),
    ],
)
def test_each_mistake_in_the_file_is_a_line_without_the_value(listed: tuple[object, ...], said: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        read_settings(accounts=_given(*listed))
    (line,) = caught.value.lines
    assert line.startswith("SOTHON_ACCOUNTS: ") and said in line
    assert "ngắn" not in line and "abc" not in line


@pytest.fixture(params=["không phải danh sách: 1", "- [", "\xff"])
def broken(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file that is no list of accounts."""
    path = Path("kenh.yaml")
    path.write_bytes(str(request.param).encode("latin-1") if request.param == "\xff" else request.param.encode())
    yield path


def test_a_file_that_is_no_list_is_said_to_be_none(broken: Path) -> None:
    with pytest.raises(SettingsWrong) as caught:
        read_settings(accounts=broken)
    assert len(caught.value.lines) == 1 and "kenh.yaml" in caught.value.lines[0]


def test_the_family_of_an_app__is_its_official_accounts() -> None:
    other = {**OA, "id": "13"}
    found = [one for one in channels_of(read_settings(accounts=_given(OA, other, {**OA, "id": "14", "app_id": "9"}))) if
             isinstance(one, ZaloOa)]  # fmt: skip
    assert [sorted(one.family) for one in found] == [["12", "13"], ["12", "13"], ["14"]]
