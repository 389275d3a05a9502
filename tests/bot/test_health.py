"""What a monitor asks the running server, and what an operator does with messages that failed."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.app import App
from bot.channels.base import Capabilities, SendError
from bot.clock import Clock
from bot.commands.letters import replay
from bot.settings import read_settings
from bot.shapes import SHAPES
from store import outbox
from store.messages import Incoming, Outgoing
from store.session import Store
from tests.bot.one_way import OneWay
from tests.handlers.world import Commune


class Refusing(OneWay):
    """A channel whose platform refuses everything until it is mended."""

    name = "web"
    capabilities: Capabilities = SHAPES["web"]
    state = "ổn"
    external_id = "first"

    def __init__(self) -> None:
        self.broken = True
        self.took: list[str] = []

    async def send(self, outgoing: Outgoing) -> str:
        """Refuse, or take."""
        if self.broken:
            raise SendError("failed", "error -210")
        self.took.append(str(outgoing.recipe["text"]))
        return f"m{outgoing.id}"


async def test_ready_metrics_and_letters(store: Store, tmp_path: Path) -> None:
    commune = Commune(store)
    url = store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=store.data, secret="x" * 40).model_copy(update={"port": 0})
    channel = Refusing()
    app = App(settings, [channel], clock=Clock(commune.now, ticking=False))
    await app.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{app.port}") as session:
            async with session.get("/readyz") as answer:
                found = await answer.json()
                assert answer.status == 200 and found["ready"] and found["database"] == "ổn"
                assert found["channels"] == {"web": "ổn"}
            await app.receive(Incoming(app.account("web"), "w-77", "k1", text="chào"))
            said = await _metrics_with(session, 'sothon_outbox{state="failed"} 1.0')
            assert "sothon_turns_total 1.0" in said and "sothon_inbox_waiting 0.0" in said
            assert settings.secrets[0] not in said and "w-77" not in said
            (failed,) = await app.read(lambda db: outbox.ended_badly(db))
            channel.broken = False
            asked = {"out": [failed.id], "every": False, "incoming": []}
            assert await app.write(lambda db: replay(db, settings, app.clock.now(), asked)) == {"out": 1, "in": 0}
            app.deliverer.nudge()
            await _metrics_with(session, 'sothon_outbox{state="sent"} 1.0')
            assert len(channel.took) == 1 and "mã mời" in channel.took[0]
    finally:
        await app.stop()


async def _metrics_with(session: aiohttp.ClientSession, line: str) -> str:
    """The figures, as soon as they hold this line; the last ones if they never do."""
    said = ""
    for _ in range(500):
        async with session.get("/metrics") as answer:
            assert answer.status == 200
            said = await answer.text()
        if line in said:
            break
        await asyncio.sleep(0.02)
    assert line in said
    return said


async def test_what_goes_wrong__is_logged_with_the_id_of_the_update_and_of_the_message(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = Commune(store)
    url = store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=store.data, secret="x" * 40).model_copy(update={"port": 0})
    app = App(settings, [Refusing()], clock=Clock(commune.now, ticking=False))
    caplog.set_level("DEBUG", logger="bot")
    await app.start()
    try:
        await app.receive(Incoming(app.account("web"), "w-77", "update-1", text="một câu riêng"))

        def raises(*_: object) -> None:
            raise ValueError("as the test wants")

        monkeypatch.setattr("bot.inbox.handle", raises)
        await app.receive(Incoming(app.account("web"), "w-77", "update-2", text="một câu riêng"))
    finally:
        await app.stop()
    said = [(one.getMessage(), vars(one)) for one in caplog.records if one.name.startswith("bot.")]
    assert [values["update"] for what, values in said if what == "a message was taken"] == ["update-1", "update-2"]
    assert [values["update"] for what, values in said if what.startswith("a turn raised")] == ["update-2"]
    refused = [values for what, values in said if what == "a message was not sent"]
    assert refused and all(
        one["outbox"] and (one["outcome"], one["why"]) == ("failed", "error -210") for one in refused
    )
    assert not any("riêng" in str(values) for _, values in said)
