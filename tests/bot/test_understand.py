"""`sothon understand`: JSON lines in, JSON lines out, as a program of its own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from bot.understanding import _WIDER
from handlers.language.concepts import TABLES

# The 39 of the protocol, and ours that it has nothing like.
PROTOCOL = """
    approve ask_deadline ask_definition ask_help change_unit compare_periods complaint confirm correct delete_my_data
    deny difficulty_note export greeting human_handoff list_pending missing_units off_topic opt_in opt_out postpone
    ranking register remind_now report_figures report_zero return_for_fix same_as_last_period score send_evidence
    shortfall skip status_indicator status_unit switch_language thanks unclear undo unsafe
"""
OURS = {"base_set", "close_campaign", "extend", "office_items", "open_campaign"}
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


def test_understand__an_intent_of_ours_goes_out_under_a_name_the_protocol_knows() -> None:
    headings = re.findall(r"^\[(\w+)\]", (TABLES / "rules.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(headings) - set(PROTOCOL.split()) - set(_WIDER) == OURS
    assert set(_WIDER.values()) <= set(PROTOCOL.split())


def test_understand__a_line_that_is_no_request_costs_only_itself() -> None:
    answers = understood("không phải JSON", "[]", json.dumps({"text": "chào em"}))
    assert [set(a) for a in answers] == [{"error"}, {"error"}, {"intent", "slots", "number"}]


def test_understand__what_no_request_may_hold_is_named() -> None:
    said = [
        {"text": 5}, {"context": "idle"}, {"text": "412", "role": "boss"}, {"text": "412", "role": {}},
        {"text": "412", "context": "askk:3.4"}, {"text": "412", "context": 7},
    ]  # fmt: skip
    answers = understood(*(json.dumps(one) for one in said))
    assert all(set(answer) == {"error"} for answer in answers)
    names = [re.match(r'"(\w+)": ', str(answer["error"])) for answer in answers]
    assert [name and name[1] for name in names] == ["text", "text", "role", "role", "context", "context"]


def test_understand__explains_which_words_led_to_what() -> None:
    asked = json.dumps({"text": "hạn 20/6, smp 371", "context": "idle"})
    (answer,) = understood(asked, options=("--explain",))
    assert answer["trace"] == [
        "'hạn 20/6': no figure", "'smp': indicator 3.4", "'371': num 371 (count)", "report_figures: 3.4 = num 371",
    ]  # fmt: skip
