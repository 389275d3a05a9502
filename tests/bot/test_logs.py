"""No secret reaches a log line, whoever writes it."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

SECRET = "mot-chuoi-bi-mat-dai-tren-ba-muoi-hai-ky-tu"
TOKEN = "123456789:AAGmY3x-Tz0lRkq7cZbC4vN8uEwOaHs5dLf"


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_secrets_are_struck_out_of_every_kind_of_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", secrets=[SECRET], json=True)
    structlog.get_logger("bot.x").info("starting", action="start", secret=SECRET, within={"a": [SECRET]})
    logging.getLogger("telegram_like").warning("POST https://api.example/bot%s/sendMessage", TOKEN)
    logging.getLogger("db").error("cannot reach postgresql+psycopg://user:pass-word@db/so", extra={"why": SECRET})
    try:
        raise ValueError(f"refused {SECRET} access_token=abc123")
    except ValueError:
        logging.getLogger("bot.y").exception("failed")
    printed = capsys.readouterr().err
    assert len(printed.splitlines()) == 4
    assert all(json.loads(line)["event"] for line in printed.splitlines())
    for secret in (SECRET, TOKEN, "pass-word", "abc123"):
        assert secret not in printed
    assert printed.count(logs.STRUCK_OUT) >= 5
    assert "cannot reach" in printed


def test_lines_keep_numbers_and_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", json=True)
    structlog.get_logger("bot.x").info("đã ghi", action="figure", count=412, late=False)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["count"], line["late"], line["action"]) == ("đã ghi", 412, False, "figure")
