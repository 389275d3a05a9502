"""JSON as it is kept in the tables and sent: several times a turn, so by pydantic's fast writer and reader."""

from typing import Any

from pydantic_core import from_json, to_json


def json_text(value: Any) -> str:
    """A value as JSON text, its letters as they are. Raises ValueError for text that is not whole characters."""
    return to_json(value).decode()


def json_bytes(value: Any) -> bytes:
    """The same in UTF-8, as it goes over a wire."""
    return to_json(value)


def json_value(text: str | bytes) -> Any:
    """The value of a text written by `json_text` (or by any other writer of JSON)."""
    return from_json(text)
