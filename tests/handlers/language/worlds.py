"""Contexts for the tests of reading: the names of QĐ 1829 and the villages of one commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.language import Context, Reading, index_units, read
from tests.handlers.language.score import NAMES

UNITS = index_units({**{f"t{n}": (f"Thôn {n}", ()) for n in range(1, 7)}, "qt": ("xã Quang Trung", ())})


def heard(text: str, **said: Any) -> Reading:
    """A message read on Thursday 22 June 2023."""
    return read(text, Context(**{"names": NAMES, "units": UNITS, "today": date(2023, 6, 22), **said}))


def figures(reading: Reading) -> list[tuple[str, int | None, int | None]]:
    """(name, count, denominator) of each item that holds a count."""
    return [
        ("|".join(i.names), i.number.num, i.number.den)
        for i in reading.items
        if i.number is not None and i.number.num is not None
    ]
