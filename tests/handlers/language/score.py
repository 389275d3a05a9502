"""The reader behind the protocol of `sothon understand`: one dict in, one dict out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.understanding import FRAMEWORK, names_of, understand

DATA = Path(__file__).parent / "data"
TODAY = date(2023, 6, 15)
NAMES = names_of(FRAMEWORK)


def score(request: dict[str, str]) -> dict[str, Any]:
    """One message: {"text", "context", "role"} to {"intent", "slots", "number"}."""
    return understand(request, TODAY)
