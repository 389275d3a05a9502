"""The demo's own messages, each person's in order, are its report's whole round; and what `sothon demo` refuses."""

from importlib import resources
from pathlib import Path

import pytest

from bot.lock import hold
from bot.play.command import play_files
from bot.play.world import read_world
from tests.bot.conftest import Sothon

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


@pytest.mark.parametrize("words", [("demo",), ("demo", "--fresh")])
def test_a_demo_that_runs__keeps_its_files(sothon: Sothon, folder: Path, words: tuple[str, ...]) -> None:
    file = folder / "data" / "demo" / "demo.db"
    (file.parent / "evidence").mkdir(parents=True)
    for path in (file, file.parent / "evidence" / "anh"):
        path.write_bytes(b"of the demo that runs")
    with hold(file):
        result = sothon(*words)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert result.output.startswith("Bản chạy thử đang mở ở tiến trình số")
    assert file.exists() and (file.parent / "evidence" / "anh").exists()


def test_a_damaged_demo__says_how_to_begin_again(sothon: Sothon, folder: Path) -> None:
    file = folder / "data" / "demo" / "demo.db"
    file.parent.mkdir(parents=True)
    for content in (b"not a database, but long enough to be looked at" * 50, b"short"):
        file.write_bytes(content)
        result = sothon("demo")
        assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
        assert "không mở được; làm lại từ đầu bằng: sothon demo --fresh" in result.output


@pytest.mark.parametrize("data", ["/proc/so", "tep", "a" * 300])
def test_a_folder_that_cannot_be_used__is_named(
    sothon: Sothon, folder: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    (folder / "tep").write_text("")
    monkeypatch.setenv("SOTHON_DATA", data)
    result = sothon("demo")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert result.output.startswith("SOTHON_DATA: không tạo được thư mục") and "Errno" not in result.output
