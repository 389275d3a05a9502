"""Sets of messages with their readings: how a row is read, and when two readings of numbers are the same.

Columns: text (with \\n, \\t, \\\\ as escapes), expected (JSON; `alt` lists what is accepted as well), context, tag.
`blind3-numbers.tsv` and `blind3-intents.tsv` were written from the description of the language alone, before their
writer had seen the reader or any other set; they are for measuring, and hold no floor yet.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from tests.handlers.language.score import score

HERE = Path(__file__).parent


class Row(NamedTuple):
    """One message and what it means."""

    text: str
    expected: dict[str, Any]
    context: str
    tag: str

    def read(self) -> dict[str, Any]:
        """The numbers the product reads in it."""
        return dict(score({"text": self.text, "context": self.context, "role": "member"})["number"])


def rows(name: str) -> list[Row]:
    """All rows of a set beside this file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    found = []
    for line in filter(None, lines[1:]):
        row = dict(zip(head, line.split("\t"), strict=True))
        text = re.sub(r"\\(n|t|\\)", lambda m: {"n": "\n", "t": "\t", "\\": "\\"}[m[1]], row["text"])
        found.append(Row(text, json.loads(row["expected"]), row["context"], row["tag"]))
    return found


def plain(number: dict[str, Any]) -> dict[str, Any]:
    """A reading without what is taken as equal: none and num 0, all and 100 %, a range that is hedged, one item."""
    if items := number.get("items"):
        if len(items) == 1:
            return plain({key: value for key, value in items[0].items() if key != "code"})
        return {"items": sorted((plain(item) for item in items), key=lambda item: json.dumps(item, sort_keys=True))}
    if number.get("ambiguous"):
        return {"ambiguous": True}
    kept = {key: value for key, value in number.items() if key not in ("none", "all", "alt")}
    if number.get("none"):
        kept.setdefault("num", 0)
    if number.get("all") and not {"num", "pct"} & set(kept):
        kept["pct"] = 100.0
    if "range" in kept:
        kept.pop("approx", None)
        kept.pop("num", None)
    if "pct" in kept:
        kept["pct"] = round(float(kept["pct"]), 1)
    return kept


def same(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether a reading is the one expected or one of those accepted as well."""
    found = plain(got)
    for one in (expected, *expected.get("alt", [])):
        wanted = plain(one)
        if "num" in wanted and "num" in found:  # with the count itself these say nothing more
            wanted = {k: v for k, v in wanted.items() if k in found or k not in ("relative", "missing")}
        if wanted == found:
            return True
    return False


def invents(row: Row, got: dict[str, Any]) -> bool:
    """Whether a figure is read in a message that holds none."""
    holds_none = {key: value for key, value in row.expected.items() if key != "alt"} == {}
    return holds_none and not same(row.expected, got) and bool(set(got) - {"ambiguous"})
