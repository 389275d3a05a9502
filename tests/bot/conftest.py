"""A folder of its own for every command, and a way to run one as a person would."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli

Sothon = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and no setting of ours in the environment."""
    for name in [name for name in os.environ if name.startswith("SOTHON_") and not name.startswith("SOTHON_TEST_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sothon(folder: Path) -> Iterator[Sothon]:
    """Run `sothon …` in that folder, on the SQLite file it makes there."""
    runner = CliRunner()
    yield lambda *words: runner.invoke(cli, [str(word) for word in words])
