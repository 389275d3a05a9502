"""Where a talk stands: the open question, what lies over it, and what the last message offered."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from store.jsontext import json_text, json_value
from store.query import Query
from store.session import Db
from store.tables import ConversationRow

TALK = ConversationRow.__table__  # type: ignore[attr-defined]


class Step(StrEnum):
    """What a conversation is waiting for. Drawn in README.md, "Một cuộc trò chuyện"."""

    NOTHING = "nothing"  # no question is open
    CODE = "code"  # an invite code, from somebody not known yet
    CONSENT = "consent"  # "Đồng ý" to what is kept
    SHARE = "share"  # the same person once more, or another on the same phone
    NAME = "name"  # the name of the next person on a phone
    FORM = "form"  # bác, chú, cô, anh, chị, em
    QUESTION = "question"  # the figure of the indicator asked
    DOUBT = "doubt"  # keep or correct a figure that looks odd
    CONFIRM = "confirm"  # a yes to an act that was shown
    CHOOSE = "choose"  # one of a few: which indicator, which unit, which round
    TOTAL = "total"  # the whole of which the count just given is a part
    EVIDENCE = "evidence"  # a photo or document for an indicator


@dataclass(slots=True)
class Conversation:
    """The memory of one talk. Kept as JSON: fields may be added with defaults, old rows stay readable."""

    id: int | None = None
    person: int | None = None
    address: int | None = None
    asked: dict[str, Any] | None = None  # {campaign, unit, indicator}: the open question
    waiting: dict[str, Any] | None = None  # {"step": Step, "id": n, ...}: what lies over it
    den: int | None = None  # the denominator on record of the open question
    later: list[dict[str, Any]] = field(default_factory=list)  # doubts waiting for their turn
    choices: list[dict[str, Any]] = field(default_factory=list)  # what 1, 2, 3 mean after the last message
    numbered: bool = False  # they were shown as 1, 2, 3
    last: list[dict[str, Any]] = field(default_factory=list)  # the figures of the person's last message that gave any
    obstacle: dict[str, Any] | None = None  # the missed figure whose difficulty was asked for; blocks nothing
    photo: list[int] = field(default_factory=list)  # evidence rows of the last photos
    unit: int | None = None  # the unit last spoken of
    campaign: int | None = None  # the campaign last spoken of
    subject: str | None = None  # the indicator last spoken of
    office: bool = False  # an officer is going through the office's own items
    skipped: list[str] = field(default_factory=list)  # "report/indicator" put off for now
    shown: dict[str, str] = field(default_factory=dict)  # report → fingerprint of the summary shown
    failures: int = 0
    number: int = 0  # of the last thing that waited
    at: str = ""  # when the person last wrote
    bubble: dict[str, Any] = field(default_factory=dict)  # their last text, and what it stored
    parts: dict[str, dict[str, int]] = field(default_factory=dict)  # "report/indicator" → counts of single hamlets
    named: list[int] = field(default_factory=list)  # the villages an office named last
    just: bool = False  # in the last message
    listed: list[int] = field(default_factory=list)  # the villages or communes the last list named, in its order
    lines: list[str] = field(default_factory=list)  # what its lines are called by
    did: str = ""  # what the person's last message was read as
    orders: list[dict[str, Any]] = field(default_factory=list)  # what the office ordered last, to be taken back
    who: dict[str, Any] | None = None  # on a phone of several: who is writing was asked, and what waits for the answer

    @property
    def step(self) -> Step:
        """What is waited for just now."""
        if self.waiting is not None:
            return Step(self.waiting["step"])
        return Step.QUESTION if self.asked is not None else Step.NOTHING


_KEPT = set(Conversation.__dataclass_fields__) - {"id", "person", "address"}
_OF = select(TALK.c.id, TALK.c.memory).where(TALK.c.person == bindparam("person"))
_OF_PERSON = Query(_OF)
_LOCK_OF_PERSON = Query(_OF.with_for_update())
_ADD = Query(
    insert(TALK)
    .values(
        person=bindparam("person"),
        address=bindparam("address"),
        step=bindparam("step"),
        memory=bindparam("memory"),
        updated_at=bindparam("at"),
    )
    .returning(TALK.c.id)
)
_SAVE = Query(  # `save` tells the writer's memory
    update(TALK)
    .where(TALK.c.id == bindparam("b_id"))
    .values(step=bindparam("b_step"), memory=bindparam("b_memory"), updated_at=bindparam("b_at")),
    unremembered=True,
)
_DROP = Query(delete(TALK).where(TALK.c.id == bindparam("b_id")))


def read(id: int | None, person: int | None, address: int | None, memory: str) -> Conversation:
    """A conversation from its row; unknown fields of another version are left aside."""
    kept = json_value(memory) if memory else {}
    talk = Conversation(id, person, None if person is not None else address)
    for name, value in kept.items():
        if name in _KEPT:
            setattr(talk, name, value)
    return talk


def current(db: Db, id: int | None, person: int | None, address: int | None, memory: str) -> Conversation:
    """The same; on the writing connection of an SQLite file the one `save` has kept, if it is of this memory.

    It is kept no longer: whoever takes it and does not save it changes it for nobody else.
    """
    kept = db.memory.take(("talk as saved", id)) if db.memory is not None else None
    if kept is not None and kept[0] is memory and kept[1].person == person:
        talk: Conversation = kept[1]
        return talk
    return read(id, person, address, memory)


def of_person(db: Db, person: int, *, lock: bool = False) -> Conversation:
    """The conversation of a person; an empty one if they never wrote. With `lock` no other turn of theirs runs."""
    row = db.first(_LOCK_OF_PERSON if lock else _OF_PERSON, person=person)
    return read(None, person, None, "") if row is None else read(row.id, person, None, row.memory)


def save(db: Db, conversation: Conversation, at: datetime) -> None:
    """Write a conversation down; a new one gets its row."""
    memory = json_text({name: value for name, blank in _BLANK if (value := getattr(conversation, name)) != blank})
    if conversation.id is None:
        conversation.id = db.add(
            _ADD,
            person=conversation.person,
            address=conversation.address,
            step=conversation.step.value,
            memory=memory,
            at=at,
        )
    else:
        db.run(_SAVE, b_id=conversation.id, b_step=conversation.step.value, b_memory=memory, b_at=at)
    if db.memory is not None:
        db.memory.set(("talk", conversation.id), memory)
        if conversation.waiting is None and not conversation.later:  # nothing in it but what JSON gives back as it is
            db.memory.set(("talk as saved", conversation.id), (memory, conversation))


def end(db: Db, conversation: Conversation) -> None:
    """On joining, the address's talk ends; the person's goes on."""
    if conversation.id is not None:
        db.run(_DROP, b_id=conversation.id)


_BLANK = [(name, value) for name, value in asdict(Conversation()).items() if name in _KEPT]
