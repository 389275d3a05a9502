"""Questions about reports: what one unit owes in one campaign, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from scoring.values import value
from store.campaigns import CAMPAIGN, Campaign, read_campaign
from store.campaigns import COLUMNS as CAMPAIGN_COLUMNS
from store.people import ROLE
from store.query import Query
from store.session import Db
from store.tables import ReportRow, ReviewRow
from store.units import UNIT, Unit

REPORT = ReportRow.__table__  # type: ignore[attr-defined]
REVIEW = ReviewRow.__table__  # type: ignore[attr-defined]


class ReportState(StrEnum):
    """Where a report stands. Drawn in README.md; closing belongs to the campaign."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


@value(frozen=True, slots=True)
class Report:
    """What one unit owes in one campaign."""

    id: int
    state: ReportState
    own_due: datetime | None
    submitted_at: datetime | None
    submitted_by: int | None
    approved_by: int | None
    unit: Unit
    campaign: Campaign
    asked_due: datetime | None = None
    reopened_until: datetime | None = None
    first_submitted_at: datetime | None = None
    due_reason: str | None = None
    reopen_reason: str | None = None

    @property
    def due(self) -> datetime:
        """The deadline that holds for this unit."""
        return self.own_due or self.campaign.due

    @property
    def asked(self) -> datetime | None:
        """The deadline as somebody set it, where that was a day off and so does not count."""
        return self.asked_due if self.own_due is not None else self.campaign.asked_due

    @property
    def owed(self) -> bool:
        """Not sent yet, or returned."""
        return self.state in {ReportState.OPEN, ReportState.RETURNED}

    def closed(self, now: datetime) -> bool:
        """Computed: an extension of the deadline moves the closing with it, reopening lifts it for a while."""
        if self.reopened_until is not None and now <= self.reopened_until:
            return False
        if self.campaign.closed_at is not None:
            return True
        closes = self.campaign.closes
        if closes is None:
            return False
        if self.own_due is not None and self.own_due > self.campaign.due:
            closes += self.own_due - self.campaign.due
        return now > closes


@dataclass(frozen=True, slots=True)
class Review:
    """An officer's word: approved or returned, on the whole report (indicator None) or on one figure."""

    id: int
    report: int
    indicator: str | None
    revision: int | None
    act: str
    reason: str | None
    person: int | None
    at: datetime
    settled_at: datetime | None


_COLUMNS = (
    REPORT.c.id,
    REPORT.c.state,
    REPORT.c.due,
    REPORT.c.submitted_at,
    REPORT.c.submitted_by,
    REPORT.c.approved_by,
    REPORT.c.asked_due,
    REPORT.c.reopened_until,
    REPORT.c.first_submitted_at,
    REPORT.c.due_reason,
    REPORT.c.reopen_reason,
    UNIT.c.id.label("unit_id"),
    UNIT.c.code,
    UNIT.c.name.label("unit_name"),
    UNIT.c.level,
    UNIT.c.path,
    UNIT.c.position,
    UNIT.c.until_day,
    *[column.label(f"campaign_{column.name}") for column in CAMPAIGN_COLUMNS],
)
_FROM = REPORT.join(UNIT, UNIT.c.id == REPORT.c.unit).join(CAMPAIGN, CAMPAIGN.c.id == REPORT.c.campaign)
_BY_ID = Query(select(*_COLUMNS).select_from(_FROM).where(REPORT.c.id == bindparam("id")))
_OF_PERSON = Query(
    select(*_COLUMNS, ROLE.c.from_at.label("role_from"), ROLE.c.until_at.label("role_until"))
    .select_from(_FROM.join(ROLE, ROLE.c.unit == REPORT.c.unit))
    .where(ROLE.c.person == bindparam("person"), or_(ROLE.c.role == "member", ROLE.c.role == "officer"))
    .order_by(CAMPAIGN.c.due, CAMPAIGN.c.id, UNIT.c.path)
)
_OF_CAMPAIGN = Query(
    select(*_COLUMNS)
    .select_from(_FROM)
    .where(REPORT.c.campaign == bindparam("campaign"))
    .order_by(UNIT.c.position, UNIT.c.path)
)
_OF_UNIT = Query(
    select(*_COLUMNS)
    .select_from(_FROM)
    .where(REPORT.c.unit == bindparam("unit"), CAMPAIGN.c.opens <= bindparam("now"))
    .order_by(CAMPAIGN.c.due, CAMPAIGN.c.id)
)
_ADD = Query(
    insert(REPORT).values(campaign=bindparam("campaign"), unit=bindparam("unit"), state="open").returning(REPORT.c.id)
)
_SUBMIT = Query(
    update(REPORT)
    .where(REPORT.c.id == bindparam("b_id"))
    .values(
        state="submitted",
        submitted_at=bindparam("b_at"),
        first_submitted_at=func.coalesce(REPORT.c.first_submitted_at, bindparam("b_at")),
        submitted_by=bindparam("b_person"),
        approved_at=None,
        approved_by=None,
    )
)
_SET_STATE = Query(update(REPORT).where(REPORT.c.id == bindparam("b_id")).values(state=bindparam("b_state")))
_APPROVE = Query(
    update(REPORT)
    .where(REPORT.c.id == bindparam("b_id"))
    .values(state="approved", approved_at=bindparam("b_at"), approved_by=bindparam("b_person"))
)
_EXTEND = Query(
    update(REPORT)
    .where(REPORT.c.id == bindparam("b_id"))
    .values(due=bindparam("b_due"), asked_due=bindparam("b_asked"), due_reason=bindparam("b_reason"))
)
_REOPEN = Query(
    update(REPORT)
    .where(REPORT.c.id == bindparam("b_id"))
    .values(reopened_until=bindparam("b_until"), reopen_reason=bindparam("b_reason"))
)
_ADD_REVIEW = Query(
    insert(REVIEW)
    .values(
        report=bindparam("report"),
        indicator=bindparam("indicator"),
        revision=bindparam("revision"),
        act=bindparam("act"),
        reason=bindparam("reason"),
        person=bindparam("person"),
        at=bindparam("at"),
    )
    .returning(REVIEW.c.id)
)
_REVIEWS = Query(
    select(
        REVIEW.c.id,
        REVIEW.c.report,
        REVIEW.c.indicator,
        REVIEW.c.revision,
        REVIEW.c.act,
        REVIEW.c.reason,
        REVIEW.c.person,
        REVIEW.c.at,
        REVIEW.c.settled_at,
    )
    .where(REVIEW.c.report == bindparam("report"))
    .order_by(REVIEW.c.id)
)
_SETTLE = Query(
    update(REVIEW)
    .where(
        REVIEW.c.report == bindparam("b_report"),
        REVIEW.c.indicator == bindparam("b_indicator"),
        REVIEW.c.act == "returned",
        REVIEW.c.settled_at.is_(None),
    )
    .values(settled_at=bindparam("b_at"))
)
_SETTLE_ONE = Query(update(REVIEW).where(REVIEW.c.id == bindparam("b_id")).values(settled_at=bindparam("b_at")))


def _read(row: Sequence[Any]) -> Report:
    return Report(
        row[0],
        ReportState(str(row[1])),
        row[2],
        row[3],
        row[4],
        row[5],
        Unit(*row[11:18]),
        read_campaign(row[18:]),
        *row[6:11],
    )


def report(db: Db, id: int) -> Report:
    """The report with this id, which must exist."""
    return _read(db.first(_BY_ID, id=id))


def reports_of_person(db: Db, person: int, now: datetime) -> list[Report]:
    """The reports of every unit a person answers for, of campaigns that have opened, the next due first."""

    def read() -> list[tuple[Report, datetime, datetime | None]]:
        return [(_read(row[:-2]), row[-2], row[-1]) for row in db.all(_OF_PERSON, person=person)]

    every = db.kept(("reports of", person), ("report", "campaign", "unit", "role"), read)
    return [
        one
        for one, since, until in every
        if since <= now and (until is None or until > now) and one.campaign.opens <= now
    ]


def reports_of_campaign(db: Db, campaign: int) -> list[Report]:
    """Every report of a campaign, in the order of the units."""
    return [_read(row) for row in db.all(_OF_CAMPAIGN, campaign=campaign)]


def reports_of_unit(db: Db, unit: int, now: datetime) -> list[Report]:
    """What a unit owes or owed, of campaigns that have opened."""
    return [_read(row) for row in db.all(_OF_UNIT, unit=unit, now=now)]


def open_reports(db: Db, campaign: int, units: Iterable[int]) -> None:
    """Freeze who owes a report in this campaign."""
    for unit in units:
        db.add(_ADD, campaign=campaign, unit=unit)


def submit(db: Db, report: int, person: int | None, at: datetime) -> None:
    """The report is sent."""
    db.run(_SUBMIT, b_id=report, b_person=person, b_at=at)


def set_state(db: Db, report: int, state: ReportState) -> None:
    """Back to open, or returned."""
    db.run(_SET_STATE, b_id=report, b_state=state.value)


def approve(db: Db, report: int, person: int | None, at: datetime) -> None:
    """An officer has approved it."""
    db.run(_APPROVE, b_id=report, b_person=person, b_at=at)


def extend(db: Db, report: int, due: datetime | None, reason: str | None, asked_due: datetime | None = None) -> None:
    """A deadline of its own for one unit; None: that of the campaign again."""
    db.run(_EXTEND, b_id=report, b_due=due, b_reason=reason, b_asked=asked_due)


def reopen(db: Db, report: int, until: datetime, reason: str | None) -> None:
    """Figures of one unit are taken until then, though the campaign is closed."""
    db.run(_REOPEN, b_id=report, b_until=until, b_reason=reason)


def add_review(
    db: Db,
    report: int,
    act: str,
    person: int | None,
    at: datetime,
    *,
    indicator: str | None = None,
    revision: int | None = None,
    reason: str | None = None,
) -> None:
    """Put an officer's word on record."""
    db.add(
        _ADD_REVIEW, report=report, indicator=indicator, revision=revision, act=act, reason=reason, person=person, at=at
    )


def reviews(db: Db, report: int) -> list[Review]:
    """Every word on a report, oldest first."""
    return [Review(*row) for row in db.all(_REVIEWS, report=report)]


def settle_review(db: Db, review: int, at: datetime) -> None:
    """A return was withdrawn: nothing is to be given again for it."""
    db.run(_SETTLE_ONE, b_id=review, b_at=at)


def sent_back(db: Db, report: int) -> list[Review]:
    """What was returned since the report was last sent and was not given again: figures, or the whole of it."""
    found = reviews(db, report)
    last = max((at for at, one in enumerate(found) if one.act == "submitted"), default=-1)
    return [one for one in found[last + 1 :] if one.act == "returned" and one.settled_at is None]


def settle_return(db: Db, report: int, indicator: str, at: datetime) -> int:
    """The returned figure was given again; how many returns that answers."""
    return db.run(_SETTLE, b_report=report, b_indicator=indicator, b_at=at)
