"""The development rows of real-looking messages, and floors under what is read rightly."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from handlers.language.text import fold
from tests.handlers.language.score import DATA, score


def _rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:] if line]


def _typed(text: str) -> str:
    return re.sub(r"\\(n|t|\\)", lambda m: {"n": "\n", "t": "\t", "\\": "\\"}[m[1]], text)


def _heard(row: dict[str, str]) -> dict[str, Any]:
    return score({"text": _typed(row["text"]), "context": row["context"], "role": row.get("role", "member")})


def _plain(number: dict[str, Any]) -> dict[str, Any]:
    """A reading without what the data set takes as equal."""
    if "items" in number:
        return {"items": sorted((_plain(i) for i in number["items"]), key=lambda i: json.dumps(i, sort_keys=True))}
    kept = {k: v for k, v in number.items() if k not in ("none", "all", "alt")}
    if number.get("all") and "num" not in kept:
        kept["pct"] = 100.0
    if "range" in kept:
        kept.pop("approx", None)
    if "num" in kept:
        kept.pop("relative", None)
        kept.pop("missing", None)
    return kept


def _same(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    return any(_plain(one) == _plain(got) for one in (expected, *expected.get("alt", [])))


def test_numbers__at_least_98_of_100_rows() -> None:
    rows = _rows("numbers_dev.tsv")
    right = sum(_same(json.loads(row["expected"]), _heard(row)["number"]) for row in rows)
    assert right / len(rows) >= 0.98


def test_numbers__none_is_made_up_where_there_is_none() -> None:
    rows = [row for row in _rows("numbers_dev.tsv") if row["expected"] == "{}"]
    assert [row["text"] for row in rows if _heard(row)["number"].get("num") is not None] == []


def test_intents__at_least_98_of_100_rows() -> None:
    rows = _rows("intents_dev.tsv")
    right = 0
    for row in rows:
        expected = json.loads(row["expected"])
        right += _heard(row)["intent"] in [expected["intent"], *expected.get("alt", [])]
    assert right / len(rows) >= 0.98


_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _two(n: int) -> str:
    tens, unit = divmod(n, 10)
    last = "" if unit == 0 else " " + ({1: "mốt", 5: "lăm"}.get(unit, _UNITS[unit]) if tens > 1 else _UNITS[unit])
    if tens == 0:
        return _UNITS[unit]
    if tens == 1:
        return "mười" + (" lăm" if unit == 5 else last)
    return f"{_UNITS[tens]} mươi{last}"


def _said(n: int) -> str:
    """A number below ten thousand in words."""
    thousands, rest = divmod(n, 1000)
    hundreds, small = divmod(rest, 100)
    words = [f"{_UNITS[thousands]} nghìn"] if thousands else []
    if hundreds or (thousands and small):
        words.append(f"{_UNITS[hundreds]} trăm")
    if small:
        words.append(f"linh {_UNITS[small]}" if words and small < 10 else _two(small))
    return " ".join(words)


@pytest.mark.parametrize("start", range(1, 10, 3))
def test_words__every_number_with_and_without_marks(start: int) -> None:
    for n in range(start, 10_000, 23):
        for text in (_said(n), fold(_said(n)), _said(n).upper() + " NGƯỜI"):
            assert score({"text": text, "context": "ask:3.5"})["number"].get("num") == n, text
