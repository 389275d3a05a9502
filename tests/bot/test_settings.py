"""Settings: each mistake is one line that names the setting and how to mend it."""

import stat
from pathlib import Path

import pytest

from bot.settings import MEND, NAMES, PREFIX, Settings, SettingsWrong, read_settings

LONG = "mot-chuoi-bi-mat-dai-tren-ba-muoi-hai-ky-tu"


@pytest.fixture(autouse=True)
def _in_folder(folder: Path) -> None:
    """Every test here stands in an empty folder."""


def _wrong() -> tuple[str, ...]:
    with pytest.raises(SettingsWrong) as caught:
        read_settings()
    return caught.value.lines


def test_nothing_set_is_a_commune_on_this_machine() -> None:
    settings = read_settings()
    assert settings.sqlite_file == Path("data/sothon.db")
    assert settings.address == "http://127.0.0.1:8080"
    assert settings.log == "info"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE", "mysql://u:p@h/d"),
        ("DATABASE", "sothon.db"),
        ("DATABASE", "sqlite://"),
        ("DATABASE", "sqlite:///:memory:"),
        ("DATABASE", "postgresql://u:p@h"),
        ("DATABASE", "sqlite:////"),
        ("DATA", "/dev/null/data"),
        ("HOST", "hai máy"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "tám mươi"),
        ("PUBLIC_URL", "so.xa.vn"),
        ("PUBLIC_URL", "ftp://so.xa.vn"),
        ("PUBLIC_URL", "https://so.xa.vn:abc"),
        ("SECRET", "ngắn"),
        ("FRAMEWORKS", "không-có"),
        ("LOG", "ồn"),
    ],
)
def test_each_mistake_is_one_line_with_its_mending(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    (line,) = _wrong()
    assert line.startswith(f"{PREFIX}{name}: ")
    assert line.endswith(MEND[name.lower()])
    assert "\n" not in line


def test_several_mistakes_are_all_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_PORT", "0")
    monkeypatch.setenv("SOTHON_LOG", "ồn")
    monkeypatch.setenv("SOTHON_DATABSE", "x")
    lines = _wrong()
    assert len(lines) == 3
    assert lines[0] == "SOTHON_DATABSE: không có thiết lập này; có phải SOTHON_DATABASE?"


def test_the_environment_comes_before_the_file_and_blank_means_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SOTHON_PORT=9000\nSOTHON_HOST=0.0.0.0\nSOTHON_SECRET=\nSOTHON_FRAMEWORKS=\n")
    monkeypatch.setenv("SOTHON_PORT", "9001")
    settings = read_settings()
    assert (settings.port, settings.host, settings.secret, settings.frameworks) == (9001, "0.0.0.0", None, None)  # noqa: S104


def test_the_example_file_can_be_used_as_it_is() -> None:
    example = Path(__file__).parents[2] / ".env.example"
    Path(".env").write_text(example.read_text())
    assert read_settings() == Settings()
    named = {
        line.split("=")[0].removeprefix(PREFIX) for line in example.read_text().splitlines() if line.startswith(PREFIX)
    }
    assert named == set(NAMES) == {name.upper() for name in Settings.model_fields}


def test_a_postgres_address_gets_its_driver_and_keeps_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_DATABASE", "postgres://u:p%40ss@db/so")
    assert read_settings().database == "postgresql+psycopg://u:p%40ss@db/so"


def test_a_secret_is_made_once_and_for_its_owner_only() -> None:
    made = read_settings().with_secret()
    assert made.secret is not None
    assert len(made.secret) >= 32
    assert read_settings().with_secret().secret == made.secret
    assert stat.S_IMODE(Path("data/secret").stat().st_mode) == 0o600
    assert made.secret not in repr(made)


def test_processes_on_postgres_must_be_given_their_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_DATABASE", "postgresql+psycopg://u:p@db/so")
    with pytest.raises(SettingsWrong, match="SOTHON_SECRET: chưa đặt"):
        read_settings().with_secret()
    monkeypatch.setenv("SOTHON_SECRET", LONG)
    assert read_settings().with_secret().secret == LONG
