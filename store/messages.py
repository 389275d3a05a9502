"""The plain values both ends of a turn share: what came in, what is to be said."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.values import value


class Sent(StrEnum):
    """What a person did on their phone."""

    TEXT = "text"
    BUTTON = "button"
    FILE = "file"
    STICKER = "sticker"
    VOICE = "voice"
    ENTER = "enter"  # opened the chat by an invite link: `text` is the code


@value(frozen=True, slots=True)
class Attachment:
    """A photo or document that is already on disk, found by the hash of its content."""

    sha256: str
    name: str
    mime: str
    size: int


@value(frozen=True, slots=True)
class Wanted:
    """A file still at the platform: how to ask for it (an id or an address), its name, its size in bytes if told."""

    ref: str
    name: str
    size: int | None = None


@value(frozen=True, slots=True)
class Incoming:
    """One message as a channel hands it in. Nothing of the platform is left in it.

    `key` is the delivery key: unique within the account, equal when the platform delivers again.
    `button` is the token of the button pressed, `quote` the platform id of the message answered to.
    `id` is the platform's id of the message where people can change it afterwards; then `edits` is that of the message
    which this one replaces.
    `addressed` is False for what was said to others: in a group, or to a human at the account's own console.
    `refused` names files that could not be taken, each with the word of its reason; `wanted` are files still at the
    platform: the turn waits until they are on disk, but not for long (`bot/fetching.py`).
    """

    account: int
    user: str
    key: str
    kind: Sent = Sent.TEXT
    text: str = ""
    button: str | None = None
    quote: str | None = None
    files: tuple[Attachment, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    wanted: tuple[Wanted, ...] = ()
    group: str | None = None
    addressed: bool = True
    sent_at: datetime | None = None
    name: str = ""
    id: str | None = None
    edits: str | None = None


@value(frozen=True, slots=True)
class Button:
    """A choice under a message; `does` is what pressing it means, in the words of `handlers/buttons.py`."""

    label: str
    does: Mapping[str, Any]


@value(frozen=True, slots=True)
class Reply:
    """What is said to one person; `to` None means the sender of the message being answered.

    `asks` names the question the message puts (campaign, unit, indicator), so that quoting it answers that question.
    `picture` and `file` are recipes: what to draw or write, with its data; delivery has them made.
    `private` goes to the sender alone, even where they wrote in a group.
    `figure` is shown big by channels that can: counts, percent, target. `numeric`: a count is asked for. `worded`: the
    choices have no numbers in the talk of who gets this, and are typed in words where they are no buttons.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    to: int | None = None
    kind: str = "reply"
    asks: Mapping[str, Any] | None = None
    picture: Mapping[str, Any] | None = None
    file: Mapping[str, Any] | None = None
    figure: Mapping[str, Any] | None = None
    numeric: bool = False
    worded: bool = False
    not_before: datetime | None = None
    private: bool = False


@value(frozen=True, slots=True)
class Outgoing:
    """One outbox row as a channel gets it to send.

    `push`: nobody waits for it, so that it keeps to the account's pace. `until`: the machine time up to which whoever
    claimed it may send it; afterwards another process may have.
    """

    id: int
    account: int
    user: str
    token: str
    kind: str
    recipe: Mapping[str, Any] = field(default_factory=dict)
    address: int = 0
    tries: int = 0
    push: bool = False
    until: datetime | None = None
