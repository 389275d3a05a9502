"""`sothon understand`: JSON lines in, JSON lines out, as a program of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

SOTHON = Path(__file__).parents[2] / ".venv" / "bin" / "sothon"


def understood(*lines: str, options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    done = subprocess.run(
        [str(SOTHON), "understand", *options], input="\n".join(lines).encode(), capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_understand__each_line_is_answered_in_order_with_what_had_been_asked() -> None:
    asked = json.dumps({"text": "371/460 nhé", "context": "ask:3.4 den=460", "role": "member"})
    named = json.dumps({"text": "smp 371, vneid chua co ai", "context": "idle", "role": "member"})
    officer = json.dumps({"text": "thôn nào chưa nộp", "context": "idle", "role": "commune officer"})
    answers = understood(asked, named, officer)
    assert [a["intent"] for a in answers] == ["report_figures", "report_figures", "missing_units"]
    assert answers[0]["number"] == {"num": 371, "den": 460}
    assert answers[1]["number"] == {"items": [{"code": "3.4", "num": 371}, {"code": "3.9", "num": 0, "none": True}]}


def test_understand__a_line_that_is_no_request_costs_only_itself() -> None:
    answers = understood("không phải JSON", "[]", json.dumps({"text": "chào em"}))
    assert [set(a) for a in answers] == [{"error"}, {"error"}, {"intent", "slots", "number"}]


def test_understand__explains_which_words_led_to_what() -> None:
    asked = json.dumps({"text": "hạn 20/6, smp 371", "context": "idle"})
    (answer,) = understood(asked, options=("--explain",))
    assert answer["trace"] == [
        "'hạn 20/6': no figure", "'smp': indicator 3.4", "'371': num 371 (count)", "report_figures: 3.4 = num 371",
    ]  # fmt: skip
