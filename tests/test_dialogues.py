"""Every written conversation under tests/dialogues, played through the same code as `sothon play`.

On SQLite those of one channel are left to `test_dialogues_channels.py`, which plays them on theirs and on all others.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.play.command import play_files, play_on
from bot.play.scratch import Scratch
from bot.play.script import read_script
from bot.play.world import find_world, read_world
from tests import machine

FOLDER = Path(__file__).parent / "dialogues"
SCRIPTS = sorted(FOLDER.rglob("*.txt"))
NAMES = [str(script.relative_to(FOLDER).with_suffix("")) for script in SCRIPTS]

# What the product does not do yet, with the reason. An entry that holds by now fails the test: take it out.
KNOWN_LATER: dict[str, str] = {}
PLAYED = [
    pytest.param(script, id=name, marks=[pytest.mark.xfail(reason=KNOWN_LATER[name])] if name in KNOWN_LATER else [])
    for script, name in zip(SCRIPTS, NAMES, strict=True)
]


def of_every_channel(script: Path) -> bool:
    """Whether a script is as well told on any one channel; not where its world sets windows and quotas, one's own."""
    world = find_world(read_script(script).world, script.parent)
    return "\nlimits:" not in world.read_text("utf-8")


def _as_it_is(script: Path) -> bool:
    """Whether it is played on SQLite here: people on several channels, or on one with its limits."""
    world = read_world(find_world(read_script(script).world, script.parent))
    used = {world.channel, *(one.channel or world.channel for one in world.people)}
    return len(used) > 1 or not of_every_channel(script)


def test_the_samples_and_forty_of_our_own_are_here() -> None:
    folders = [script.parent.name for script in SCRIPTS]
    assert folders.count("core") == 15
    assert folders.count("reminders") == 8
    assert folders.count("own") >= 40


@pytest.mark.parametrize("script", [one for one, script in zip(PLAYED, SCRIPTS, strict=True) if _as_it_is(script)])
def test_dialogue(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = play_files([script], quiet=True)
    said = capsys.readouterr()
    assert code == 0, said.out + said.err


@pytest.fixture(scope="module")
def on_postgresql() -> Iterator[Scratch]:
    with Scratch(machine.postgres_url().render_as_string(hide_password=False)) as scratch:
        yield scratch


@pytest.mark.postgres
@pytest.mark.parametrize("script", PLAYED)
def test_dialogue__on_postgresql(on_postgresql: Scratch, script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = play_on(on_postgresql, script, quiet=True)
    said = capsys.readouterr()
    assert code == 0, said.out + said.err
