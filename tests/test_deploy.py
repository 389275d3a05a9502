"""The files of `deploy/` fit the product: the unit starts our command, Caddy hides what is for the operator."""

import configparser
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from bot.commands.ending import WRONG_SETTINGS
from bot.settings import NAMES, PREFIX

DEPLOY = Path(__file__).parents[1] / "deploy"


def test_the_systemd_unit__starts_the_command_and_writes_only_its_data() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "sothon.service")
    service = unit["Service"]
    assert service["ExecStart"] == "/opt/so-thon/.venv/bin/sothon run"
    assert service["ProtectSystem"] == "strict" and service["ReadWritePaths"] == "/opt/so-thon/data"
    assert service["User"] == "sothon" and service["RestartPreventExitStatus"] == str(WRONG_SETTINGS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_the_systemd_unit__is_right_and_little_exposed(tmp_path: Path) -> None:
    """As systemd reads it, with a command that is there; of ten (nothing kept from it) it scores at most three."""
    unit = tmp_path / "sothon.service"
    text = (DEPLOY / "sothon.service").read_text()
    unit.write_text(text.replace("/opt/so-thon/.venv/bin/sothon", sys.executable))
    for how in (["verify"], ["security", "--offline=yes", "--threshold=30"]):
        done = subprocess.run(["systemd-analyze", *how, unit], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        assert str(unit) not in done.stderr and "sothon.service:" not in done.stderr, done.stderr


def test_the_dockerfile__runs_as_nobody_special_and_is_asked_for_its_health() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    last = {word: rest.strip() for word, _, rest in (line.partition(" ") for line in lines)}
    assert last["USER"] not in {"root", "0"}
    assert "/readyz" in last["HEALTHCHECK"] and f":{last['EXPOSE']}/" in last["HEALTHCHECK"]
    assert last["CMD"] == '[".venv/bin/sothon", "run"]' and last["STOPSIGNAL"] == "SIGTERM"


def test_compose_and_dockerfile__set_only_settings_there_are() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    server = compose["services"]["so-thon"]
    assert server["ports"] == ["127.0.0.1:8080:8080"]  # Caddy stands before it
    names = set(server["environment"])
    lines = (DEPLOY / "Dockerfile").read_text().split()
    names |= {word.partition("=")[0] for word in lines if word.startswith(PREFIX)}
    assert names and names <= {PREFIX + name for name in NAMES}


def test_the_image__holds_no_secret_and_no_data() -> None:
    """What lies beside the sources on the machine that builds: settings, also those of compose, and databases."""
    ignored = (DEPLOY.parent / ".dockerignore").read_text().split()
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    (settings,) = compose["services"]["so-thon"]["env_file"]
    kept = (".env", f"deploy/{settings['path']}", "data/secret", "data/evidence/ab/x", "deploy/sothon.db-wal", ".git/x")
    for path in map(Path, kept):
        names = [str(one) for one in (path, *path.parents)]
        rules = {*ignored, *(rule.removeprefix("**/") for rule in ignored)}
        assert any(fnmatch(name, rule) for name in names for rule in rules), path


def test_caddy__passes_on_neither_readyz_nor_metrics() -> None:
    text = (DEPLOY / "Caddyfile").read_text()
    assert text.count("{") == text.count("}") and re.search(r"^\treverse_proxy 127\.0\.0\.1:8080$", text, re.M)
    assert "@inside path /readyz /metrics" in text and "respond @inside 404" in text
