"""Deadlines as they are shown: on a day off they count to the next working day, and that is said with the reason."""

from datetime import date, datetime

from handlers.texts import reminders as texts
from scheduler.calendar import ZONE
from scheduler.days import Counted, calendar_of, counted
from store.reports import Report
from store.session import Db
from store.units import Unit


def counts(db: Db, unit: Unit, due: datetime, closes: datetime | None = None) -> Counted:
    """What a deadline somebody sets for a unit comes to."""
    return counted(calendar_of(db, unit.path), due, closes)


def moved(db: Db, unit: Unit, asked: datetime | None) -> str:
    """Why a unit's deadline is not the day asked for: " (dời từ Chủ nhật 2/7 vì là ngày nghỉ)", or nothing."""
    if asked is None:
        return ""
    day = asked.astimezone(ZONE).date()
    return texts.moved_off(day, calendar_of(db, unit.path).day_off(day))


def moved_of(db: Db, report: Report) -> str:
    """The same for the report of a unit."""
    return moved(db, report.unit, report.asked)


def reason_off(db: Db, unit: Unit, day: date) -> str | None:
    """Why a day is off for a unit: a holiday's name, "saturday", "sunday", or None."""
    return calendar_of(db, unit.path).day_off(day)
