"""Papers and product in step: what the guides quote is what is said, and commands, settings and links are there."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.play.command import play_files
from bot.settings import NAMES, PREFIX, Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
GUIDES = {"huong-dan-thanh-vien": "tu", "huong-dan-can-bo": "cb"}
NOT_UNDERSTOOD = "!> chưa hiểu|nhắn tên mục và con số"


def _script(guide: str) -> list[str]:
    """A guide as a conversation: its hidden lines are the script, each quotation is what the answer must contain."""
    lines: list[str] = []
    quote: list[str] = []
    hears = ""
    for line in [*(DOCS / f"{guide}.md").read_text().splitlines(), ""]:
        if line.startswith(">"):
            quote.append(line.removeprefix(">").strip().rstrip("\\").replace("\\.", "."))
            continue
        if quote:
            lines.append(f"{hears}> " + " ".join(" ".join(quote).split()))
            quote, hears = [], ""
        found = re.fullmatch(r"<!-- (.+) -->", line)
        if found and found[1].endswith(">"):  # who hears the next quotation, where it is not an answer
            hears = found[1].removesuffix(">")
        elif found:
            lines.append(found[1])
    return lines


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_quotes_is_what_is_said(guide: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _script(guide)
    assert sum("> " in line for line in lines) >= 5
    _plays(lines, tmp_path, capsys)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_message_a_guide_offers_is_understood(
    guide: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r"<!--.*?-->", "", (DOCS / f"{guide}.md").read_text())
    messages = [one for one in re.findall(r"`([^`\n]+)`", text) if not one.startswith("make ")]
    assert len(messages) >= 15
    before = [line for line in _script(guide) if line.startswith(("setup", "at", "to"))]
    who = GUIDES[guide]
    lines = before
    for message in messages:
        lines += [f"{who}: {message}", NOT_UNDERSTOOD]
        if message == "dừng nhắc":
            lines += [f"{who}: nhận lại"]
    _plays(lines, tmp_path, capsys)


def _plays(lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in [*(ROOT / "tests" / "dialogues" / "own").glob("xa.yaml"), *ROOT.glob("tests/dialogues/own/anh.jpg")]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    script = tmp_path / "guide.txt"
    script.write_text("\n".join(lines))
    code = play_files([script], quiet=True)
    said = capsys.readouterr()
    assert code == 0, said.out + said.err


def test_settings_are_the_same_in_class_example_and_guide() -> None:
    names = {PREFIX + name for name in NAMES}
    assert names == {PREFIX + name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^(SOTHON_\w+)=", example, re.MULTILINE)) == names
    guide = (DOCS / "van-hanh.md").read_text()
    assert set(re.findall(r"^\| `(SOTHON_\w+)`", guide, re.MULTILINE)) == names
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `{PREFIX}{name.upper()}` \| ([^|]*) \|", guide, re.MULTILINE)
        assert row is not None
        shown = "" if field.default is None else str(field.default)
        assert row[1].strip().strip("`") == shown, f"{name}: the guide says {row[1]}, the default is {shown}"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_commands_and_files_named_are_there(paper: Path) -> None:
    text = paper.read_text()
    runner = CliRunner()
    for words in set(re.findall(r"(?:^|`|bin/)sothon ((?:[a-z-]+ ?){1,2})", text, re.MULTILINE)):
        command = [word for word in words.split() if word]
        known = any(
            runner.invoke(cli, [*command[:length], "--help"]).exit_code == 0 for length in range(1, len(command) + 1)
        )
        assert known, f"{paper.name} names `sothon {words}`"
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (paper.parent / link).exists(), f"{paper.name} links to {link}"


def test_every_picture_is_used_and_small() -> None:
    used = {link for paper in PAPERS for link in re.findall(r"images/([\w-]+\.png)", paper.read_text())}
    there = {image.name for image in (DOCS / "images").iterdir()}
    assert used == there
    assert all(image.stat().st_size < 200_000 for image in (DOCS / "images").iterdir())


def test_states_drawn_are_the_states_there_are() -> None:
    from store.conversations import Step
    from store.reports import ReportState

    drawings = re.findall(r"```mermaid\nstateDiagram-v2\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    drawn = [set(re.findall(r"\b([a-z_]+) -->|--> ([a-z_]+)", drawing)) for drawing in drawings]
    states = [{one for pair in found for one in pair if one} for found in drawn]
    assert states == [{step.value for step in Step}, {state.value for state in ReportState}]


def test_the_first_day_of_the_operators_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(PREFIX + name, raising=False)
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text())
    units, bases = re.findall(r"```csv\n(.*?)```", (DOCS / "van-hanh.md").read_text(), re.DOTALL)
    (tmp_path / "don-vi.csv").write_text(units)
    (tmp_path / "so-lieu-nen.csv").write_text(bases)
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / "van-hanh.md").read_text(), re.DOTALL)
    wanted = (".venv/bin/sothon ", "mv ")
    commands = [line for block in blocks for line in block.splitlines() if line.startswith(wanted)]
    runner = CliRunner()
    ran = 0
    for line in commands:
        name, *words = shlex.split(line.split("#")[0].replace("/var/backups/", f"{tmp_path}/"))
        if name == "mv":
            Path(words[0]).rename(words[1])
            continue
        if words[0] in {"run", "demo"}:
            continue
        answer = runner.invoke(cli, words)
        assert answer.exit_code == 0, f"{line}\n{answer.output}"
        ran += 1
    assert ran >= 8
