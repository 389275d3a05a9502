"""The files of `deploy/` fit the product: the unit starts our command, Caddy hides what is for the operator."""

import configparser
from pathlib import Path

import yaml

from bot.settings import NAMES, PREFIX

DEPLOY = Path(__file__).parents[1] / "deploy"


def test_the_systemd_unit__starts_the_command_and_writes_only_its_data() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "sothon.service")
    service = unit["Service"]
    assert service["ExecStart"] == "/opt/so-thon/.venv/bin/sothon run"
    assert service["ProtectSystem"] == "strict" and service["ReadWritePaths"] == "/opt/so-thon/data"


def test_compose_and_dockerfile__set_only_settings_there_are() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    names = set(compose["services"]["so-thon"]["environment"])
    lines = (DEPLOY / "Dockerfile").read_text().split()
    names |= {word.partition("=")[0] for word in lines if word.startswith(PREFIX)}
    assert names and names <= {PREFIX + name for name in NAMES}


def test_caddy__passes_on_neither_readyz_nor_metrics() -> None:
    text = (DEPLOY / "Caddyfile").read_text()
    assert "@inside path /readyz /metrics" in text and "respond @inside 404" in text
