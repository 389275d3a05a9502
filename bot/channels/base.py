"""The contract between the process and a channel: what a channel can do, what it may use, how a send may fail."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from aiohttp import web

from bot.channels.made import Maker
from bot.clock import Clock
from scoring.values import value
from store import accounts
from store.accounts import Knock, Terms
from store.messages import Attachment, Incoming, Outgoing, Wanted
from store.session import Db

T = TypeVar("T")
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show and when it may write first. Lengths are in characters; 0 buttons means none at all."""

    name: str
    text_length: int
    caption_length: int
    buttons: int
    button_length: int
    photo: str  # "upload", "url" or "none"
    files: tuple[str, ...] = ()
    quotes: bool = False
    groups: bool = False
    seen: bool = False
    pace: float = 0.0  # messages a second an account may send, 0 for no limit
    first_contact: str = "known"  # "always", "known" (once they wrote) or "window" (only for a while after they wrote)
    window: timedelta | None = None  # how long after their last word somebody may be written to unasked
    free_span: timedelta | None = None  # how long that costs nothing
    month: int = 0  # messages a month, 0 where the platform sets no limit of its own
    push_share: float = 0.85  # so much of them may be used by messages nobody asked for
    users: int = 0  # people one account may serve, 0 where there is no limit
    knock: Knock | None = None  # the template it may send outside the window

    @property
    def terms(self) -> Terms | None:
        """What of it bears on messages nobody asked for; None where any address there is may be written to."""
        if self.window is None and not self.month:
            return None
        return Terms(
            self.first_contact, self.window, self.free_span, self.month, self.push_share, self.users, self.knock
        )


class SendError(Exception):
    """A message could not be sent.

    `kind` says what to do: "retry" (nothing was sent, try again), "unknown" (it may have been sent), "blocked" (this
    person does not want to hear from us), "failed" (it never will be), "held" (not now, through no fault of its own: it
    costs no try). `retry_after` is in seconds, `words` for a log.
    """

    def __init__(self, kind: str, words: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{kind}: {words}" if words else kind)
        self.kind = kind
        self.words = words
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that brings no message, and the status that answers it: 200 where it need not be repeated."""

    status: int
    why: str


def plain_text(value: object) -> str:
    """Text a database takes: whole characters, no NUL; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return value.replace("\x00", "").encode(errors="replace").decode()


class FetchFailed(Exception):
    """A file could not be fetched just now. Names no address: a token may lie in it."""


class Unavailable(Exception):
    """The message could not be kept just now and was not acknowledged: the sender should deliver it again."""


@value(frozen=True, slots=True)
class Receipt:
    """The message is on disk. `new` is False when this delivery was seen before."""

    new: bool


class ChannelRules(Protocol):
    """What a channel needs of `handlers/turn.py: Rules`: the secret for its keys, and where people find us."""

    @property
    def secret(self) -> str:
        """Keys are derived from it; it is never used as it is."""
        ...

    @property
    def public_url(self) -> str | None:
        """The address people open, None on a machine that has no public one."""
        ...

    @property
    def scarce(self) -> set[int]:
        """The accounts with few messages left in this month: whoever counts keeps it, turns look at it."""
        ...


class Linking(Protocol):
    """Makes addresses that open one picture or file for a while (`bot/links.py`)."""

    def to(self, kind: str, token: str) -> str | None:
        """The address of the picture ("anh") or file ("tep") of a message; None where nobody could open it."""
        ...


class Edge(Protocol):
    """What a channel may use of the process."""

    @property
    def clock(self) -> Clock:
        """Business time and machine time."""
        ...

    @property
    def holder(self) -> str:
        """The name of this process, for leases."""
        ...

    @property
    def maker(self) -> Maker | None:
        """What draws pictures and writes documents; None where nothing does."""
        ...

    @property
    def links(self) -> Linking:
        """Addresses of pictures and files for channels that cannot be handed them."""
        ...

    @property
    def rules(self) -> ChannelRules:
        """The secret and the public address."""
        ...

    @property
    def settings(self) -> Any:
        """The settings of `bot/settings.py`."""
        ...

    async def receive(self, incoming: Incoming) -> Receipt:
        """Keep a message and take its turn; returns after commit. Raises Unavailable."""
        ...

    async def keep_file(self, content: bytes, name: str) -> Attachment:
        """Put a file on disk. Raises store.evidence.FileRefused; Unavailable where the disk does not take it."""
        ...

    async def read(self, question: Callable[[Db], T]) -> T:
        """Ask the store, in a thread, in a reading transaction."""
        ...

    async def write(self, act: Callable[[Db], T]) -> T:
        """Change the store through its one writer."""
        ...

    def account(self, channel: str, external_id: str | None = None) -> int:
        """The account messages of this channel come in by; without an external id the first of that channel."""
        ...


class Channel(Protocol):
    """A way people reach the bot."""

    name: str
    external_id: str  # which account of the platform this is, as the platform calls it; "first" where there is but one
    capabilities: Capabilities

    async def start(self, edge: Edge) -> None:
        """Begin to take messages."""
        ...

    def routes(self) -> list[web.AbstractRouteDef]:
        """The paths the web server serves for this channel; asked once it has started, for they name its account."""
        ...

    async def stop(self) -> None:
        """Take no more messages and let go of every connection."""
        ...

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """A file still at the platform: its content and its name. Raises FetchFailed, store.evidence.FileRefused."""
        ...

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send one message; the platform's id for it, if it has one. Raises SendError."""
        ...


async def known_as(edge: Edge, account: int, name: str) -> None:
    """Put down by which name people find an account, for invites. Without a database it is told at the next start."""
    try:
        await edge.write(lambda db: accounts.set_name(db, account, name))
    except Exception as error:
        LOG.warning("the name of an account could not be kept", extra={"why": type(error).__name__})
