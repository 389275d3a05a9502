"""Every written conversation on every channel: what people hear holds, and what is stored is what the web chat stores.

A channel may differ only in what it cannot show. Such a script stands in CANNOT_SHOW with the reason; an entry that
holds by now fails the test: take it out.
"""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.play.heard import Failure
from bot.play.player import Player
from bot.play.scratch import Scratch
from bot.play.script import read_script
from bot.play.world import find_world, read_world
from store.campaigns import BASE
from store.evidence import DIFFICULTY, EVIDENCE
from store.figures import FIGURE
from store.reports import REPORT
from store.session import Store
from tests.test_dialogues import NAMES, PLAYED, SCRIPTS, of_every_channel

CHANNELS = ("telegram", "zalo_oa", "zalo_bot")
NO_GROUPS = "speaks of what holds only in a group; here the same lines are private"
OLD_BUTTON = "presses an old button; here its number answers the question that is open now"
NUMBERED = "looks at the numbers of choices, which stand only where there are no buttons"
CANNOT_SHOW = {
    ("own/trong-nhom", "web"): NO_GROUPS,
    ("own/trong-nhom", "zalo_oa"): NO_GROUPS,
    ("spoken/nhom-cong-chuc", "web"): NO_GROUPS,
    ("spoken/nhom-cong-chuc", "zalo_oa"): NO_GROUPS,
    ("spoken/nhom-dang-cho-rieng", "web"): NO_GROUPS,
    ("spoken/nhom-dang-cho-rieng", "zalo_oa"): NO_GROUPS,
    ("own/nut-cu", "zalo_bot"): OLD_BUTTON,
    ("twins/nut-cu", "zalo_bot"): OLD_BUTTON,
    ("siblings/nut-cu", "zalo_bot"): OLD_BUTTON,
    ("spoken/nut-cu-da-het", "zalo_bot"): OLD_BUTTON,
    ("spoken/nut-cu-sau-khi-tra-lai", "zalo_bot"): OLD_BUTTON,
    **{
        (f"spoken/{name}", channel): NUMBERED
        for name in ("zalo-chon-so", "hoan-tac-hai-lan")
        for channel in ("web", "telegram", "zalo_oa")
    },
    **{
        (f"reminders-own/{name}", channel): NUMBERED
        for name in ("zalo-hoi-gap", "zalo-nhac-va-tin-sang")
        for channel in ("web", "telegram", "zalo_oa")
    },
}
# What stays the same whatever a message came by: not the account, the message, or whether it was a button.
KEPT: dict[Any, tuple[str, ...]] = {
    FIGURE: (
        "report", "indicator", "revision", "state", "num", "den", "rate", "choice", "text", "estimate", "doubts",
        "marks", "reason", "person", "late",
    ),
    REPORT: ("campaign", "unit", "state", "due", "submitted_by", "approved_by"),
    BASE: ("unit", "base", "value", "day", "confirmed"),
    EVIDENCE: ("campaign", "unit", "indicator", "sha256", "person", "removed_at"),
    DIFFICULTY: ("campaign", "unit", "indicator", "text", "person"),
}  # fmt: skip


def _played(script: Path, channel: str) -> tuple[list[Failure], list[tuple[Any, ...]]]:
    """The expectations that do not hold on this channel, and everything that was stored, in order."""
    world_file = find_world(read_script(script).world, script.parent)
    with Scratch().fresh() as (url, folder):
        player = Player(
            read_script(script), read_world(world_file), world_file, url, folder, tell=lambda _: None, channel=channel
        )
        failures = player.play()
        store = Store(url, folder)
        with store.read() as db:
            stored = [
                (table.name, *row)
                for table, names in KEPT.items()
                for row in db.execute(select(*(table.c[name] for name in names)).order_by(table.c.id))
            ]
        store.close()
    return failures, stored


@pytest.mark.parametrize(
    "script", [one for one, script in zip(PLAYED, SCRIPTS, strict=True) if of_every_channel(script)]
)
def test_dialogue__on_every_channel(script: Path) -> None:
    name = NAMES[SCRIPTS.index(script)]
    failures, on_the_web = _played(script, "web")
    found = {"web": "\n".join(map(str, failures))}
    for channel in CHANNELS:
        failures, stored = _played(script, channel)
        other = "" if stored == on_the_web else f"stored otherwise: {sorted(set(stored) ^ set(on_the_web), key=str)}"
        found[channel] = "\n".join([*map(str, failures), other]).strip()
    allowed = {channel for at, channel in CANNOT_SHOW if at == name}
    if "web" in allowed:  # what the web chat could not be asked is no measure for the others
        found = {channel: said for channel, said in found.items() if channel == "web" or "stored" not in said}
    assert {channel: said for channel, said in found.items() if said and channel not in allowed} == {}
    assert [channel for channel in allowed if not found.get(channel, "left out")] == []


def test_what_a_channel_cannot_show__names_scripts_there_are() -> None:
    assert {name for name, _ in CANNOT_SHOW} <= set(NAMES)
