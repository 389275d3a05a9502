"""Every table, once. Ids are BIGINT, times are aware and kept in UTC, JSON is kept as text and read by its owner."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

BIGINT = BigInteger().with_variant(Integer(), "sqlite")


def _id() -> Column:  # type: ignore[type-arg]
    return Column(BIGINT, primary_key=True, autoincrement=True)


def _ref(table: str, *, null: bool = False, index: bool = False) -> Column:  # type: ignore[type-arg]
    return Column(BIGINT, ForeignKey(f"{table}.id"), nullable=null, index=index)


def _big(*, null: bool = True) -> Column:  # type: ignore[type-arg]
    return Column(BigInteger(), nullable=null)


def _text(default: str | None = None, *, null: bool = False) -> Column:  # type: ignore[type-arg]
    return Column(Text(), nullable=null, server_default=default)


# --- units ----------------------------------------------------------------------------------------------------------


class UnitRow(SQLModel, table=True):
    """A province, district, commune or village, with the days it exists on. `path` is today's tree, "/1/7/31/"."""

    __tablename__ = "unit"
    id: int | None = Field(default=None, sa_column=_id())
    code: str | None = Field(default=None, unique=True)
    name: str = Field(sa_column=_text())
    folded: str = Field(sa_column=Column(Text(), nullable=False, index=True))
    level: str
    path: str = Field(sa_column=Column(Text(), nullable=False, index=True, server_default=""))
    position: int = Field(default=0)
    from_day: date | None = None
    until_day: date | None = None


class UnitAlias(SQLModel, table=True):
    """Another name people use for a unit."""

    __tablename__ = "unit_alias"
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit", index=True))
    name: str
    folded: str = Field(index=True)


class UnitParent(SQLModel, table=True):
    """Which unit stood under which, and when."""

    __tablename__ = "unit_parent"
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit", index=True))
    parent: int = Field(sa_column=_ref("unit", index=True))
    from_day: date | None = None
    until_day: date | None = None


class UnitSuccessor(SQLModel, table=True):
    """An old unit's figures roll up into the new one from this day on."""

    __tablename__ = "unit_successor"
    id: int | None = Field(default=None, sa_column=_id())
    old: int = Field(sa_column=_ref("unit", index=True))
    new: int = Field(sa_column=_ref("unit", index=True))
    day: date


# --- people ---------------------------------------------------------------------------------------------------------


class PersonRow(SQLModel, table=True):
    """The least that works about a user: a name, a form of address, perhaps a telephone number.

    `digest` is what they chose of it: off, daily, weekly; none of these: what is usual for their role.
    """

    __tablename__ = "person"
    id: int | None = Field(default=None, sa_column=_id())
    name: str = Field(sa_column=_text())
    folded: str = Field(sa_column=_text())
    form: str | None = None
    phone: str | None = None
    account: int | None = Field(default=None, sa_column=_ref("account", null=True))
    created_at: datetime
    stopped_at: datetime | None = None
    digest: str | None = None
    erased_at: datetime | None = None


class RoleRow(SQLModel, table=True):
    """What a person may do in a unit: member, officer, leader, supervisor."""

    __tablename__ = "role"
    id: int | None = Field(default=None, sa_column=_id())
    person: int = Field(sa_column=_ref("person", index=True))
    unit: int = Field(sa_column=_ref("unit", index=True))
    role: str
    from_at: datetime
    until_at: datetime | None = None


class AddressRow(SQLModel, table=True):
    """Where a person is written to: a user id at an account. `person` is who speaks there just now.

    `state` is own, shared (several people, `SharerRow` each) or retired (its person has moved to another phone).
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("account", "user_id"),)
    id: int | None = Field(default=None, sa_column=_id())
    account: int = Field(sa_column=_ref("account"))
    user_id: str
    person: int | None = Field(default=None, sa_column=_ref("person", null=True, index=True))
    name: str = Field(default="", sa_column=_text(""))
    state: str = Field(default="own", sa_column_kwargs={"server_default": "own"})
    created_at: datetime
    last_inbound: datetime | None = None
    blocked_at: datetime | None = None


class SharerRow(SQLModel, table=True):
    """One of several people who use the same address; an address of one person has no row here."""

    __tablename__ = "sharer"
    __table_args__ = (UniqueConstraint("address", "person"),)
    id: int | None = Field(default=None, sa_column=_id())
    address: int = Field(sa_column=_ref("address"))
    person: int = Field(sa_column=_ref("person", index=True))
    since: datetime


class InviteRow(SQLModel, table=True):
    """A code for one unit and role, or, with `person`, one that ties another address to them; with `moves` that address
    takes the place of all others. Only its HMAC is kept; `hint` is its first two characters, for lists."""

    __tablename__ = "invite"
    id: int | None = Field(default=None, sa_column=_id())
    digest: str = Field(unique=True)
    hint: str
    unit: int = Field(sa_column=_ref("unit"))
    role: str
    uses_left: int
    expires_at: datetime
    revoked_at: datetime | None = None
    created_at: datetime
    created_by: int | None = Field(default=None, sa_column=_ref("person", null=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    moves: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class InviteTry(SQLModel, table=True):
    """A wrong code typed by an address; five an hour are enough."""

    __tablename__ = "invite_try"
    id: int | None = Field(default=None, sa_column=_id())
    address: int = Field(sa_column=_ref("address", index=True))
    at: datetime


class ConsentRow(SQLModel, table=True):
    """Which version of the two sentences a person agreed to, and when."""

    __tablename__ = "consent"
    id: int | None = Field(default=None, sa_column=_id())
    person: int = Field(sa_column=_ref("person", index=True))
    version: str
    given_at: datetime
    withdrawn_at: datetime | None = None


class AccountRow(SQLModel, table=True):
    """One bot or one official account. `credentials` is encrypted with a key made from the settings' secret; `plan` is
    what its platform allows (`store.accounts.Terms`), `quotas` what was counted."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)
    id: int | None = Field(default=None, sa_column=_id())
    channel: str
    external_id: str
    name: str = Field(default="", sa_column=_text(""))
    root_unit: int | None = Field(default=None, sa_column=_ref("unit", null=True))
    app: str | None = Field(default=None, sa_column=_text(null=True))
    credentials: str | None = Field(default=None, sa_column=_text(null=True))
    plan: str | None = None
    pace: str | None = Field(default=None, sa_column=_text(null=True))
    quotas: str | None = Field(default=None, sa_column=_text(null=True))
    state: str = Field(default="active", sa_column_kwargs={"server_default": "active"})


# --- what is collected ----------------------------------------------------------------------------------------------


class BaseFigureRow(SQLModel, table=True):
    """A shared denominator of a unit, as somebody said it was on a day. Append-only."""

    __tablename__ = "base_figure"
    __table_args__ = (Index("ix_base_figure_unit_base", "unit", "base", "day"),)
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit"))
    base: str
    value: int = Field(sa_column=_big(null=False))
    source: str = Field(default="", sa_column=_text(""))
    day: date
    confirmed: bool = True
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    entered_at: datetime


class CampaignRow(SQLModel, table=True):
    """One framework, one period, a root unit, opening and due dates. `indicators` is a JSON list in the order asked.

    `due` is the deadline as it counts; `asked_due` as somebody set it, where that was a day off.
    """

    __tablename__ = "campaign"
    id: int | None = Field(default=None, sa_column=_id())
    key: str | None = Field(default=None, unique=True)
    framework: str
    period: str
    name: str = Field(default="", sa_column=_text(""))
    root: int = Field(sa_column=_ref("unit", index=True))
    opens: datetime
    due: datetime
    asked_due: datetime | None = None
    closes: datetime | None = None
    closed_at: datetime | None = None
    data_from: date
    data_until: date
    indicators: str = Field(sa_column=_text())
    ladder: str = Field(default="default", sa_column_kwargs={"server_default": "default"})
    created_at: datetime
    created_by: int | None = Field(default=None, sa_column=_ref("person", null=True))


class TargetRow(SQLModel, table=True):
    """A unit's own target where it differs from the framework's. `value` is hundredths of a percent for a ratio."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("campaign", "unit", "indicator"),)
    id: int | None = Field(default=None, sa_column=_id())
    campaign: int = Field(sa_column=_ref("campaign"))
    unit: int = Field(sa_column=_ref("unit"))
    indicator: str
    value: int = Field(sa_column=_big(null=False))
    source: str = Field(default="", sa_column=_text(""))
    entered_at: datetime


class ReportRow(SQLModel, table=True):
    """What one unit owes in one campaign. `due` is set only where it differs from the campaign's.

    `first_submitted_at` is what punctuality looks at; figures are taken until `reopened_until` whatever is closed.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("campaign", "unit"),)
    id: int | None = Field(default=None, sa_column=_id())
    campaign: int = Field(sa_column=_ref("campaign"))
    unit: int = Field(sa_column=_ref("unit", index=True))
    state: str = Field(default="open", sa_column_kwargs={"server_default": "open"})
    due: datetime | None = None
    asked_due: datetime | None = None
    due_reason: str | None = Field(default=None, sa_column=_text(null=True))
    reopened_until: datetime | None = None
    reopen_reason: str | None = Field(default=None, sa_column=_text(null=True))
    first_submitted_at: datetime | None = None
    submitted_at: datetime | None = None
    submitted_by: int | None = Field(default=None, sa_column=_ref("person", null=True))
    approved_at: datetime | None = None
    approved_by: int | None = Field(default=None, sa_column=_ref("person", null=True))


class FigureRow(SQLModel, table=True):
    """One revision of one answer; never overwritten, the newest counts."""

    __tablename__ = "figure"
    __table_args__ = (UniqueConstraint("report", "indicator", "revision"),)
    id: int | None = Field(default=None, sa_column=_id())
    report: int = Field(sa_column=_ref("report"))
    indicator: str
    revision: int
    state: str
    num: int | None = Field(default=None, sa_column=_big())
    den: int | None = Field(default=None, sa_column=_big())
    rate: int | None = None
    choice: str | None = Field(default=None, sa_column=_text(null=True))
    text: str | None = Field(default=None, sa_column=_text(null=True))
    estimate: bool = False
    doubts: str | None = Field(default=None, sa_column=_text(null=True))
    marks: str | None = Field(default=None, sa_column=_text(null=True))
    reason: str | None = Field(default=None, sa_column=_text(null=True))
    origin: str
    base: int | None = Field(default=None, sa_column=_ref("base_figure", null=True))
    message: int | None = Field(default=None, sa_column=_ref("inbox", null=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    account: int | None = Field(default=None, sa_column=_ref("account", null=True))
    late: bool = False
    entered_at: datetime


class ReviewRow(SQLModel, table=True):
    """An officer's word on a report or on one figure of it: approved, returned with a reason, answered."""

    __tablename__ = "review"
    id: int | None = Field(default=None, sa_column=_id())
    report: int = Field(sa_column=_ref("report", index=True))
    indicator: str | None = None
    revision: int | None = None
    act: str
    reason: str | None = Field(default=None, sa_column=_text(null=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    at: datetime
    settled_at: datetime | None = None


class EvidenceRow(SQLModel, table=True):
    """A photo or document hung on an answer; the file itself lies on disk under its hash."""

    __tablename__ = "evidence"
    id: int | None = Field(default=None, sa_column=_id())
    token: str = Field(unique=True)
    campaign: int | None = Field(default=None, sa_column=_ref("campaign", null=True, index=True))
    unit: int | None = Field(default=None, sa_column=_ref("unit", null=True))
    indicator: str | None = None
    revision: int | None = None
    sha256: str
    name: str = Field(sa_column=_text())
    mime: str
    size: int
    caption: str = Field(default="", sa_column=_text(""))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True, index=True))
    message: int | None = Field(default=None, sa_column=_ref("inbox", null=True))
    at: datetime
    removed_at: datetime | None = None


class DifficultyRow(SQLModel, table=True):
    """Khó khăn, vướng mắc: a sentence hung on an answer, with or without a figure."""

    __tablename__ = "difficulty"
    id: int | None = Field(default=None, sa_column=_id())
    campaign: int = Field(sa_column=_ref("campaign", index=True))
    unit: int = Field(sa_column=_ref("unit"))
    indicator: str | None = None
    revision: int | None = None
    text: str = Field(sa_column=_text())
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    at: datetime


# --- messages -------------------------------------------------------------------------------------------------------


class ConversationRow(SQLModel, table=True):
    """Where a talk stands: of a person, or before joining of an address; exactly one of the two."""

    __tablename__ = "conversation"
    id: int | None = Field(default=None, sa_column=_id())
    person: int | None = Field(default=None, sa_column=Column(BIGINT, ForeignKey("person.id"), unique=True))
    address: int | None = Field(default=None, sa_column=Column(BIGINT, ForeignKey("address.id"), unique=True))
    step: str = Field(default="nothing", sa_column_kwargs={"server_default": "nothing"})
    memory: str = Field(default="{}", sa_column=_text("{}"))
    updated_at: datetime


class InboxRow(SQLModel, table=True):
    """Every message as it came, once. waiting → done | failed; `body` is emptied when its keeping time is over.

    `read` says line by line which words were taken for what, unless the message was a bare figure. `person` says who
    spoke, where several people use the address (no foreign key: for that SQLite would copy the table).
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("account", "delivery_key"),
        Index("ix_inbox_waiting", "state", "address", "id"),
    )
    id: int | None = Field(default=None, sa_column=_id())
    account: int = Field(sa_column=_ref("account"))
    delivery_key: str
    address: int = Field(sa_column=_ref("address"))
    state: str
    body: str = Field(sa_column=_text())
    received_at: datetime
    sent_at: datetime | None = None
    error: str | None = Field(default=None, sa_column=_text(null=True))
    read: str | None = Field(default=None, sa_column=_text(null=True))
    person: int | None = Field(default=None, sa_column=Column(BIGINT, nullable=True))


class OutboxRow(SQLModel, table=True):
    """Everything to be sent. queued → sending → sent | unknown | failed | blocked | dropped."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state", "state", "priority", "id"),)
    id: int | None = Field(default=None, sa_column=_id())
    token: str = Field(unique=True)
    account: int = Field(sa_column=_ref("account"))
    address: int = Field(sa_column=_ref("address", index=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True, index=True))
    kind: str
    priority: int = 0
    recipe: str = Field(sa_column=_text())
    not_before: datetime | None = None
    not_after: datetime | None = None
    state: str = "queued"
    tries: int = 0
    holder: str | None = None
    until: datetime | None = None
    platform_id: str | None = Field(default=None, index=True)
    error: str | None = Field(default=None, sa_column=_text(null=True))
    cause: int | None = Field(default=None, sa_column=_ref("inbox", null=True))
    created_at: datetime
    sent_at: datetime | None = None


# --- by the clock ---------------------------------------------------------------------------------------------------


class PlannedRow(SQLModel, table=True):
    """What the plan decided, once per key, whatever became of it."""

    __tablename__ = "planned"
    id: int | None = Field(default=None, sa_column=_id())
    key: str = Field(unique=True)
    person: int | None = Field(default=None, sa_column=_ref("person", null=True, index=True))
    campaign: int | None = Field(default=None, sa_column=_ref("campaign", null=True))
    unit: int | None = Field(default=None, sa_column=_ref("unit", null=True))
    stage: str
    day: date
    reason: str | None = Field(default=None, sa_column=_text(null=True))
    outcome: str
    outbox: int | None = Field(default=None, sa_column=_ref("outbox", null=True))
    at: datetime


class PromiseRow(SQLModel, table=True):
    """ "Mai tôi gửi": quiets the ladder of a report until its day. One open per report, the newest."""

    __tablename__ = "promise"
    id: int | None = Field(default=None, sa_column=_id())
    person: int = Field(sa_column=_ref("person"))
    report: int = Field(sa_column=_ref("report", index=True))
    kind: str
    words: str = Field(sa_column=_text())
    message: int | None = Field(default=None, sa_column=_ref("inbox", null=True))
    until_day: date | None = None
    until_at: datetime | None = None
    state: str = "open"
    made_at: datetime


class DayOffRow(SQLModel, table=True):
    """A day that differs from the public calendar for a unit and all below: off under a name, or worked (no name)."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("unit", "day"),)
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit"))
    day: date
    name: str | None = Field(default=None, sa_column=_text(null=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    at: datetime


class WritingHoursRow(SQLModel, table=True):
    """When a person, or everybody of a unit and below, may be written to: minutes of the local day, `last` excluded."""

    __tablename__ = "writing_hours"
    __table_args__ = (UniqueConstraint("unit"), UniqueConstraint("person"))
    id: int | None = Field(default=None, sa_column=_id())
    unit: int | None = Field(default=None, sa_column=_ref("unit", null=True))
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    first: int
    last: int
    at: datetime


class HoldRow(SQLModel, table=True):
    """An officer talks with a unit by themselves: what goes by the clock waits until released or they are quiet."""

    __tablename__ = "hold"
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit", index=True))
    person: int = Field(sa_column=_ref("person"))
    since: datetime
    until: datetime
    released_at: datetime | None = None


class CallRow(SQLModel, table=True):
    """What came of a telephone call with a unit, in the officer's words; takes the unit off the call list."""

    __tablename__ = "call"
    id: int | None = Field(default=None, sa_column=_id())
    unit: int = Field(sa_column=_ref("unit", index=True))
    person: int = Field(sa_column=_ref("person"))
    words: str = Field(sa_column=_text())
    at: datetime


class LeaseRow(SQLModel, table=True):
    """Who leads a piece of work that one process at a time should do. Saves work; correctness rests on unique keys."""

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    holder: str
    until: datetime


class AuditRow(SQLModel, table=True):
    """Who did what, when: everything that changed a right, a state or a number that others see."""

    __tablename__ = "audit"
    id: int | None = Field(default=None, sa_column=_id())
    at: datetime
    person: int | None = Field(default=None, sa_column=_ref("person", null=True))
    act: str
    unit: int | None = Field(default=None, sa_column=_ref("unit", null=True))
    facts: str = Field(default="{}", sa_column=_text("{}"))
