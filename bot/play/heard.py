"""What people were sent, and what was expected and not sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.messages import Incoming, Outgoing


@dataclass(frozen=True, slots=True)
class Heard:
    """One message a person was sent."""

    outgoing: Outgoing
    platform_id: str
    text: str  # as the channel shows it
    labels: tuple[str, ...]
    buttons: bool  # whether they can be pressed

    @property
    def asks(self) -> str | None:
        """The indicator the message asks about."""
        asked: Mapping[str, str] = self.outgoing.recipe.get("asks") or {}
        return asked.get("indicator")

    @property
    def group(self) -> str | None:
        """The group it was said in; None between two."""
        found: str | None = self.outgoing.recipe.get("group")
        return found

    @property
    def whole(self) -> str:
        """What expectations are compared with: text, caption and button labels."""
        return " ".join((self.text, *(f"[{label}]" for label in self.labels)))


@dataclass(slots=True)
class Ear:
    """What one person has heard, and from where on `>` and `X>` look."""

    heard: list[Heard] = field(default_factory=list)
    since_line: int = 0
    since_at: int = 0
    last: Incoming | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold: the line, what was expected and what was said."""

    file: Path
    line: int
    text: str
    expected: str
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}\n    mong đợi: {self.expected}\n    thực tế:  {self.said}"
