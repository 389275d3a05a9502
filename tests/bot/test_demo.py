"""The demo's own messages, each person's in order, are the whole round: its totals and statuses are the report's."""

from importlib import resources
from pathlib import Path

import pytest

from bot.play.command import play_files
from bot.play.world import read_world

ROUND = Path(__file__).parents[1] / "dialogues" / "demo-round.txt"


def test_the_prepared_messages_reproduce_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = read_world(Path(str(resources.files("bot"))) / "worlds" / "demo.yaml")
    said = [f"{one.person}: {one.text}".replace("\n", r"\n") for one in world.prepared]
    printed = [line for line in ROUND.read_text().splitlines() if line.startswith("= qt")]
    assert {one.person for one in world.prepared} == {one.key for one in world.people}
    assert len([line for line in printed if " total " in line]) == 4
    assert len([line for line in printed if " met " in line or " missed " in line or " none " in line]) == 23
    script = tmp_path / "round.txt"
    script.write_text("\n".join(["setup demo", "at 2023-06-25 08:00", *said, *printed]))
    code = play_files([script], quiet=True)
    assert code == 0, capsys.readouterr().out
