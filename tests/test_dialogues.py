"""Every written conversation under tests/dialogues, played through the same code as `sothon play`."""

from pathlib import Path

import pytest

from bot.play.command import play_files
from tests import machine

FOLDER = Path(__file__).parent / "dialogues"
SCRIPTS = sorted(FOLDER.rglob("*.txt"))
NAMES = [str(script.relative_to(FOLDER).with_suffix("")) for script in SCRIPTS]

SAMPLES = [script for script in SCRIPTS if script.parent.name != "own"]


def test_the_samples_and_forty_of_our_own_are_here() -> None:
    folders = [script.parent.name for script in SCRIPTS]
    assert folders.count("core") == 15
    assert folders.count("reminders") == 8
    assert folders.count("own") >= 40


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_dialogue(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = play_files([script], quiet=True)
    said = capsys.readouterr()
    assert code == 0, said.out + said.err


@pytest.mark.postgres
@pytest.mark.parametrize("script", SAMPLES, ids=lambda script: script.stem)
def test_dialogue__on_postgresql(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = machine.postgres_url().render_as_string(hide_password=False)
    code = play_files([script], quiet=True, database=url)
    said = capsys.readouterr()
    assert code == 0, said.out + said.err
