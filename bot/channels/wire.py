"""What platforms write: a request's body, and its JSON as plain values. Anything else counts as missing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

from aiohttp import web

from store.jsontext import json_value

LONGEST_ID = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = 253_402_300_799_000


async def body_of(request: web.Request) -> bytes:
    """The body of a request. Raises HTTPRequestEntityTooLarge, which then holds nothing of what had been read."""
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        # Its frames hold megabytes, and it lives in a cycle with them: thousands of such requests would fill the memory
        # before they are collected.
        error.__traceback__ = None
        raise


def json_object(body: bytes | str) -> dict[str, Any] | None:
    """A JSON object; None for anything else. The standard reader is asked where the fast one refuses: it takes more."""
    try:
        found = json_value(body)
    except ValueError:
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return None
    return found if isinstance(found, dict) else None


def part(value: object, *names: str) -> Any:
    """What lies under these names one after another; None where the way ends before."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def is_id(value: object) -> TypeGuard[str]:
    """Ids are opaque strings; as numbers they would lose digits above 2^53."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def whole(value: object) -> int | None:
    """A whole number, written as one or as text."""
    if isinstance(value, str) and value.removeprefix("-").isdecimal() and value.isascii() and len(value) < 20:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def moment(value: object) -> datetime | None:
    """Milliseconds since 1970, written as a number or as text."""
    ms = whole(value)
    return _EPOCH + timedelta(milliseconds=ms) if ms is not None and 0 < ms <= _LAST_MS else None
