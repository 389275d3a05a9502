"""Plays one script: the one way in, the one way out and the scheduler, with a clock the script moves."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot import rendering
from bot.channels.base import Capabilities
from bot.clock import Clock
from bot.inbox import Inbox
from bot.outbox import Outbox, Result
from bot.play import limits, loader
from bot.play.check import check
from bot.play.expectations import Book, Senseless
from bot.play.heard import Ear, Failure, Heard
from bot.play.matching import any_contains, contains, equals, folded
from bot.play.script import (
    HANOI,
    Again,
    At,
    Counts,
    Down,
    GivesRole,
    Hears,
    Holds,
    Line,
    Presses,
    Restart,
    Says,
    Script,
    ScriptError,
    SendsFile,
    SendsOther,
    Setup,
)
from bot.play.world import World, WorldPerson
from bot.shapes import SHAPES
from handlers import groups, teams
from handlers.turn import Rules
from scheduler import remind
from store import campaigns, inbox, people
from store.evidence import FileRefused, keep_file
from store.messages import Incoming, Outgoing, Sent
from store.outbox import OUTBOX
from store.people import Role
from store.session import Db, Store

MENTIONS = ("@sổ thôn", "@so thon", "@sothon", "@bot", "sổ thôn ơi", "so thon oi", "bot ơi", "bot oi")


class Player:
    """Everything one script needs. `tell` gets the conversation line by line as it goes."""

    def __init__(
        self, script: Script, world: World, world_file: Path, url: str, data: Path, *, tell: Callable[[str], None],
        channel: str | None = None, frameworks: Path | None = None,
    ) -> None:  # fmt: skip
        self.script, self.world, self.world_file, self.url, self.data = script, world, world_file, url, data
        if channel is not None:
            self.world = _on_channel(world, channel)
        self.tell = tell
        self.rules = Rules(secrets.token_hex(16), frameworks, None)
        self.clock = Clock(datetime.now(UTC), ticking=False)
        self.ears: dict[str, Ear] = {person.key: Ear() for person in self.world.people}
        self.failures: list[Failure] = []
        self.pending: list[Incoming] = []
        self.started = False
        self.down = False
        self.sender: str | None = None
        self.place: str | None = None  # the group of the last line, whose replies `>` looks at; None: between two
        self.number = 0
        self.sent = 0

    def play(self) -> list[Failure]:
        """Play the whole script; the expectations that do not hold. Raises ScriptError and WorldError."""
        check(self.script, self.world)
        self.store = Store(self.url, self.data)
        try:
            self.clock.set(self._first_moment())
            with self.store.write() as db:
                self.loaded = loader.load(
                    db, self.world, self.world_file, self.rules.secret, self.rules.frameworks, self.clock.now()
                )
            self._make()
            for line in self.script.lines:
                self._line(line)
        finally:
            self.store.close()
        return self.failures

    # --- the application --------------------------------------------------------------------------------------------

    def _make(self) -> None:
        """What a start makes in memory; all that lasts is in the database."""
        self.inbox = Inbox(self.store, self.clock.now, self.rules)
        self.outbox = Outbox(self.store, self.clock.now, holder="play", rules=self.rules)

    def _first_moment(self) -> datetime:
        first = next((line.act for line in self.script.lines if not isinstance(line.act, Setup | Holds)), None)
        if isinstance(first, At):
            return first.moment
        opens = [one.opens for one in self.world.campaigns]
        return self.world.starts or (min(opens) if opens else datetime.now(UTC))

    def _begin(self) -> None:
        """The first moment of the script: stages earlier than it are recorded and not sent."""
        if self.started:
            return
        self.started = True
        limits.count(self.store, self.world, [], self.clock.now(), self.rules.scarce)
        with self.store.write() as db:
            for campaign in campaigns.campaigns(db):
                remind.record_past(db, campaign.id, self.clock.now())
        self._knock()

    def _knock(self) -> None:
        """The scheduler looks what is due now; what it wrote is delivered."""
        with self.store.write() as db:
            remind.tick(db, self.clock.now())
        self._deliver()

    def _deliver(self) -> None:
        while claimed := self.outbox.claim():
            results = []
            for outgoing in claimed:
                self.sent += 1
                platform_id = f"m{self.sent}"
                self._hear(outgoing, platform_id)
                results.append(Result(outgoing, "sent", platform_id))
            self.outbox.settle(results)
            limits.count(self.store, self.world, claimed, self.clock.now(), self.rules.scarce)

    def _hear(self, outgoing: Outgoing, platform_id: str) -> None:
        shape = self._shape(outgoing.user)
        recipe = limits.as_heard(outgoing.recipe)
        text = rendering.as_text(recipe, shape)
        labels = tuple(rendering.labels(recipe))
        pressable = bool(rendering.shown_buttons(recipe, shape))
        self.ears.setdefault(outgoing.user, Ear()).heard.append(Heard(outgoing, platform_id, text, labels, pressable))
        shown = " ".join(f"[{label}]" for label in labels) if pressable else ""
        self.tell(_indented(f"→ {outgoing.user}: ", "\n".join(filter(None, (text, shown)))))

    def _leap(self, until: datetime) -> None:
        """Move the clock from one thing that falls due to the next, delivering in between."""
        while (moment := self._next_due()) is not None and moment <= until:
            self.clock.set(moment)
            self._knock()
        self.clock.set(until)
        self._knock()

    def _next_due(self) -> datetime | None:
        with self.store.read() as db:
            return next_due(db, self.clock.now())

    # --- one line ---------------------------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        act = line.act
        if isinstance(act, Says | Presses | SendsFile | SendsOther | Again):
            self._begin()
            self.tell(f"{self.clock.now().astimezone(HANOI):%d/%m %H:%M}  {line.text}")
            self._person(line, act)
        elif isinstance(act, Hears):
            self._hears(line, act)
        elif isinstance(act, Counts):
            found = self._since(act.who)
            if len(found) != act.number:
                self._fail(line, f"{act.number} tin", f"{len(found)} tin" + _quoted(found))
        elif isinstance(act, Holds):
            self._holds(line, act)
        elif isinstance(act, At):
            self.tell(f"\n— {act.moment:%d/%m/%Y %H:%M} —")
            self._at(act)
        elif isinstance(act, Restart):
            self._restart()
        elif isinstance(act, Down):
            self._begin()
            self.down = True
            self.store.close()
            self.store = Store(self.url, self.data)  # what is expected while it is down is looked up all the same
        elif isinstance(act, GivesRole):
            self._role(act)

    def _at(self, act: At) -> None:
        for ear in self.ears.values():
            ear.since_at = len(ear.heard)
        if not self.started:
            self.clock.set(act.moment)
            if not self.down:
                self._begin()
        elif self.down or act.moment <= self.clock.now():
            self.clock.set(act.moment)
        else:
            self._leap(act.moment.astimezone(UTC))

    def _restart(self) -> None:
        self._begin()
        self.store.close()
        self.store = Store(self.url, self.data)
        self._make()
        self.down = False
        waiting, self.pending = self.pending, []
        for incoming in waiting:
            self._take(None, incoming)
        for address in self.inbox.waiting():
            self.inbox.drain(address)
        self._knock()

    def _role(self, act: GivesRole) -> None:
        with self.store.write() as db:
            now = self.clock.now()
            id = self._person_id(db, act.who)
            unit = self.loaded.units[act.unit]
            if act.role == "none":
                if id is not None:
                    people.end_role(db, id, unit, now)
                return
            if id is None:
                person = self._known(act.who)
                id = loader.add_person(db, self.loaded, person.model_copy(update={"role": None, "roles": ()}), now)
            people.give_role(db, id, unit, Role(act.role), now)
            teams.welcome(db, id, unit, Role(act.role), now)
        if not self.down:
            self._deliver()

    def _person_id(self, db: Db, key: str) -> int | None:
        if key in self.loaded.people:
            return self.loaded.people[key]
        account = loader.account_of(db, self.loaded, self.world.channel_of(self._known(key)))
        return people.sender(db, account, key, self.clock.now(), self._known(key).name).person

    # --- what a person does -----------------------------------------------------------------------------------------

    def _known(self, key: str) -> WorldPerson:
        person = self.world.person(key)
        assert person is not None, "checked before playing"
        return person

    def _shape(self, key: str) -> Capabilities:
        person = self.world.person(key)
        channel = self.world.channel if person is None else self.world.channel_of(person)
        return SHAPES.get(channel, SHAPES["web"])

    def _person(self, line: Line, act: Says | Presses | SendsFile | SendsOther | Again) -> None:
        ear = self.ears[act.who]
        incoming = self._incoming(line, act, ear)
        self.sender = act.who
        self.place = None if incoming is None else incoming.group
        ear.since_line = len(ear.heard)
        if incoming is not None:
            ear.last = incoming
            self._take(line, incoming)

    def _incoming(self, line: Line, act: Says | Presses | SendsFile | SendsOther | Again, ear: Ear) -> Incoming | None:
        if isinstance(act, Again):
            if ear.last is None:
                self._fail(line, "một tin đã gửi trước đó", "chưa gửi tin nào")
            return ear.last
        if isinstance(act, Presses):
            return self._press(line, act, ear)
        if isinstance(act, SendsFile):
            return self._file(act)
        if isinstance(act, SendsOther):
            return self._made(act.who, kind=Sent.STICKER if act.what == "sticker" else Sent.VOICE)
        if act.quotes is not None:
            return self._quote(line, act, ear)
        if act.group is not None:
            return self._in_group(act, act.group)
        return self._made(act.who, text=act.text)

    def _made(self, who: str, **values: object) -> Incoming:
        self.number += 1
        with self.store.write() as db:
            account = loader.account_of(db, self.loaded, self.world.channel_of(self._known(who)))
        return Incoming(
            account, who, f"k{self.number}", sent_at=self.clock.now(), name=self._known(who).name, **values,  # type: ignore[arg-type]
        )  # fmt: skip

    def _press(self, line: Line, act: Presses, ear: Ear) -> Incoming | None:
        found = next(
            (
                (message, index)
                for match in (equals, contains)
                for message in reversed(ear.heard)
                for index, label in enumerate(message.labels)
                if match(label, act.label)
            ),
            None,
        )
        if found is None:
            offered = ear.heard[-1].labels if ear.heard else ()
            said = " ".join(f"[{label}]" for label in offered) or "không có nút nào"
            self._fail(line, f"một nút [{act.label}]", f"tin mới nhất: {said}")
            return None
        message, index = found
        if message.buttons:
            button = f"{message.outgoing.token}.{index}"
            return self._made(act.who, kind=Sent.BUTTON, text=message.labels[index], button=button)
        return self._made(act.who, text=rendering.typed(message.outgoing.recipe, message.labels[index]) or "")

    def _file(self, act: SendsFile) -> Incoming:
        path = self.script.file.parent / act.file
        if path.suffix.lower().lstrip(".") not in (*self._shape(act.who).files, "jpeg"):
            self.tell("    (kênh này không chuyển loại tệp ấy: gửi như ảnh)")
        try:
            kept = keep_file(self.data, path.read_bytes(), path.name)
        except FileRefused as refused:
            return self._made(act.who, kind=Sent.FILE, text=act.caption, refused=((path.name, refused.why),))
        return self._made(act.who, kind=Sent.FILE, text=act.caption, files=(kept,))

    def _quote(self, line: Line, act: Says, ear: Ear) -> Incoming | None:
        found = next((one for one in reversed(ear.heard) if one.asks == act.quotes), None)
        if found is None:
            self._fail(line, f"một câu hỏi về {act.quotes}", "chưa hỏi câu nào như vậy")
            return None
        if not self._shape(act.who).quotes:
            text = f"sửa {act.quotes} thành {act.text}"
            self.tell(f"    (kênh này không trích dẫn được: nhắn “{text}”)")
            return self._made(act.who, text=text)
        return self._made(act.who, text=act.text, quote=found.platform_id)

    def _in_group(self, act: Says, group: str) -> Incoming | None:
        addressed = any(folded(mention) in folded(act.text) for mention in MENTIONS)
        if self._shape(act.who).groups:
            return self._made(act.who, text=act.text, group=group, addressed=addressed)
        if not addressed:
            self.tell("    (kênh này không có nhóm: tin không gọi đến trợ lý thì không tới)")
            return None
        self.tell("    (kênh này không có nhóm: gửi riêng)")
        return self._made(act.who, text=groups.without_call(act.text))

    def _take(self, line: Line | None, incoming: Incoming) -> None:
        if self.down:
            self.pending.append(incoming)
            return
        (taken,) = self.inbox.take([incoming])
        if taken.waiting and taken.address is not None:
            self.inbox.drain(taken.address)
        if taken.failed:
            with self.store.read() as db:
                trace = inbox.failed(db, 1)[0]["error"]
            self._fail(line or self.script.lines[-1], "một lượt trọn vẹn", f"lượt này hỏng:\n{trace}")
        self._deliver()

    # --- what is expected -------------------------------------------------------------------------------------------

    def _since(self, who: str) -> list[Heard]:
        ear = self.ears[who]
        return ear.heard[max(ear.since_line, ear.since_at) :]

    def _hears(self, line: Line, act: Hears) -> None:
        if act.who is None:
            assert self.sender is not None
            ear = self.ears[self.sender]
            found = [one for one in ear.heard[ear.since_line :] if one.group == self.place]
        else:
            found = self._since(act.who)
        if any_contains((one.whole for one in found), act.pattern) != act.wanted:
            wanted = f"{'có' if act.wanted else 'không có'} “{act.pattern}”"
            self._fail(line, wanted, _quoted(found) or "không có tin nào")

    def _holds(self, line: Line, act: Holds) -> None:
        try:
            with self.store.read() as db:
                holds, there = Book(db, self.loaded, self.rules, self.clock.now()).said(act)
        except Senseless as reason:
            raise ScriptError(self.script.file, line.number, f"{reason}: {line.text}") from None
        if holds != act.wanted:
            self._fail(line, line.text, there)

    def _fail(self, line: Line, expected: str, said: str) -> None:
        failure = Failure(self.script.file, line.number, line.text, expected, said)
        self.failures.append(failure)


def _on_channel(world: World, channel: str) -> World:
    """The same world with everybody who has a channel on this one."""
    return world.model_copy(
        update={
            "channel": channel,
            "people": tuple(
                one if one.channel == "none" else one.model_copy(update={"channel": None, "also": ()})
                for one in world.people
            ),
        }
    )


def next_due(db: Db, now: datetime) -> datetime | None:
    """The next moment after `now` at which something happens by itself: a stage, or a message kept for its hour."""
    found = (remind.next_due(db, now), _next_held_back(db, now))
    return min((one for one in found if one is not None and one > now), default=None)


def _next_held_back(db: Db, now: datetime) -> datetime | None:
    waits = select(func.min(OUTBOX.c.not_before)).where(OUTBOX.c.state == "queued", OUTBOX.c.not_before > now)
    (row,) = db.execute(waits)
    return row[0]  # type: ignore[no-any-return]


def _indented(head: str, text: str) -> str:
    return f"    {head}" + text.replace("\n", "\n" + " " * (4 + len(head)))


def _quoted(found: list[Heard]) -> str:
    return "".join(f"\n      | {one.whole}" for one in found)
