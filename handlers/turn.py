"""What the handlers share while one message is served: who wrote, where the talk stands, and what is being said."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from handlers.language.reading import Reading
from handlers.texts.form import HANOI, Voice
from store import campaigns, figures, reports
from store.campaigns import BaseFigure
from store.conversations import Conversation
from store.figures import Figure
from store.messages import Button, Incoming, Reply
from store.people import Held, Role, Sender
from store.reports import Report
from store.session import Db
from store.units import Unit

T = TypeVar("T")
OF_REPORTS = ("question", "own reports")  # what a turn keeps of them
MOST_BUTTONS = 3
BELIEVED = timedelta(hours=24)  # how long before its receipt a platform's sending time is believed


@dataclass(frozen=True, slots=True)
class Rules:
    """What a turn needs of the settings: the secret of invite codes, the office's own frameworks, links.

    `scarce` are the accounts with few messages left in this month; whoever counts them keeps it.
    """

    secret: str
    frameworks: Path | None = None
    public_url: str | None = None
    scarce: set[int] = field(default_factory=set, compare=False)


@dataclass(slots=True)
class Turn:
    """What the handlers share while one message is served. What is said gathers here."""

    db: Db
    talk: Conversation
    sender: Sender
    incoming: Incoming
    message: int
    now: datetime
    rules: Rules
    voice: Voice
    held: tuple[Held, ...] = ()
    reading: Reading | None = None
    parts: list[str] = field(default_factory=list)
    opened: bool = False  # a question was put again for want of a number: no doubt is put over it
    buttons: list[Button] = field(default_factory=list)
    others: list[Reply] = field(default_factory=list)
    asks: dict[str, Any] | None = None
    numeric: bool = False
    figure: dict[str, Any] | None = None
    picture: dict[str, Any] | None = None
    file: dict[str, Any] | None = None
    asked_again: bool = False  # the sentence about what was not understood is the question
    written: list[dict[str, Any]] = field(default_factory=list)  # the questions this message gave a figure for
    sent_report: int | None = None  # the report this message sent
    defined: dict[str, Any] | None = None  # the question whose item this message asked the meaning of
    chose: bool = False  # this message was the number of a choice
    tied: bool = False  # this message said what a photo is of
    aside: str | None = None  # asked in a group and answered in private: what the group hears of it
    named: bool = False  # this message named villages
    placed: bool = False  # and what it names by its place in a list
    only: tuple[int, ...] = ()  # the rounds a plan was shown for: its yes is for these
    did: str = ""  # the errand that was served
    agreed: bool = False  # this message gave the yes that was waited for
    hold: bool = False  # another part of the message is still to be served: the next question waits
    more: bool = False  # and so is another message, that waited to hear who wrote it
    _reports: list[Report] | None = None
    _known: dict[tuple[str, Any], Any] = field(default_factory=dict)

    @property
    def person(self) -> int:
        """The sender, who has joined."""
        assert self.sender.person is not None
        return self.sender.person

    @property
    def sent(self) -> datetime:
        """By when a message counts as late or closed out: when it was sent, if that was at most a day ago, else now."""
        sent = self.incoming.sent_at
        return sent if sent is not None and timedelta() <= self.now - sent <= BELIEVED else self.now

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(HANOI).date()

    @property
    def reports(self) -> list[Report]:
        """The reports of the units the sender answers for, of every campaign that has opened."""
        if self._reports is None:
            self._reports = reports.reports_of_person(self.db, self.person, self.now)
        return self._reports

    def figures(self, report: int) -> dict[str, Figure]:
        """The figures of a report that count, read once a turn until one is written."""
        found: dict[str, Figure] | None = self._known.get(("figures", report))
        return self.once("figures", report, lambda: figures.figures(self.db, report)) if found is None else found

    def bases(self, unit: int) -> list[BaseFigure]:
        """The base figures of a unit, read once a turn until one is written."""
        return self.once("bases", unit, lambda: campaigns.bases(self.db, unit))

    def targets(self, campaign: int) -> dict[tuple[int, str], int]:
        """The targets of a campaign that differ from its framework's."""
        return self.once("targets", campaign, lambda: campaigns.targets(self.db, campaign))

    def once(self, what: str, id: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives (never None), read once a turn; until `forget`, or `forget_reports` of what those say."""
        key = (what, id)
        found: T | None = self._known.get(key)
        if found is None:
            found = self._known[key] = read()
        return found

    def forget(self, what: str, id: int) -> None:
        """Something of these was written: read again when next needed."""
        self._known.pop((what, id), None)

    def forget_reports(self) -> None:
        """A report has changed: read them again when next needed."""
        self._reports = None
        for key in [one for one in self._known if one[0] in OF_REPORTS]:
            del self._known[key]

    def units(self, *roles: Role) -> list[Unit]:
        """The units the sender holds one of these roles in."""
        return [one.unit for one in self.held if one.role in roles]

    def may(self, role: Role, unit: Unit) -> bool:
        """Whether the sender holds this role in `unit` or above it; a member only in the unit itself."""
        if role is Role.MEMBER:
            return any(one.role is role and one.unit.id == unit.id for one in self.held)
        return any(one.role is role and unit.lies_in(one.unit) for one in self.held)

    def say(self, text: str, *buttons: Button) -> None:
        """Add to the reply, once. Of buttons, those of the latest part that has any are shown, three at most."""
        if text not in self.parts:
            self.parts.append(text)
        if buttons:
            self.buttons = list(buttons[:MOST_BUTTONS])

    def tell(
        self, person: int, text: str, *buttons: Button, asks: dict[str, Any] | None = None, kind: str = "notice"
    ) -> None:
        """Write to somebody else (or later, in hours, if it is a push; delivery sees to that)."""
        shown = buttons[:MOST_BUTTONS]
        self.others.append(Reply(text, shown, person, kind, asks, numeric=asks is not None, worded=bool(shown)))

    def wait(self, step: str, **facts: Any) -> dict[str, Any]:
        """Something now lies over the open question; it gets a number, so that old buttons know they are old."""
        self.talk.number += 1
        self.talk.waiting = {"step": step, "id": self.talk.number, **facts}
        return self.talk.waiting

    def replies(self) -> tuple[Reply, ...]:
        """What was gathered: one message to the sender, and what others get."""
        said: tuple[Reply, ...] = ()
        if self.incoming.group is not None and self.talk.waiting is None:
            self.buttons = []  # in a group only what has to be answered there is offered
        if self.parts:
            self.talk.choices = [{"label": button.label, "does": dict(button.does)} for button in self.buttons]
            self.talk.numbered = bool(self.buttons) and not self.numeric
            text, name = "\n\n".join(self.parts), self.sender.name
            if self.aside is not None:
                said = (Reply(f"{name}: {self.aside}"),)
            elif self.incoming.group is not None and name:
                text = f"{name}: {text}"
            said = (
                *said,
                Reply(
                    text,
                    tuple(self.buttons),
                    None,
                    "reply",
                    self.asks,
                    self.picture,
                    self.file,
                    self.figure,
                    self.numeric,
                    private=self.aside is not None,
                ),
            )
        return (*said, *self.others)
