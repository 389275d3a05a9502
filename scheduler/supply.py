"""What the accounts of an office have used of what they may use, and which of them run low."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.ways import PACKAGES, SCARCE, month_of
from store import accounts
from store.accounts import Door, Standing
from store.session import Db
from store.units import Unit

LOW = SCARCE  # of a quota
FULL = 0.9  # of the people an account may serve: the next join another one


@dataclass(frozen=True, slots=True)
class Supply:
    """One account in this month. `unasked` are messages still left for reminders, None where the month has no limit;
    `left` of `total` are the package's, None where the platform has not said; money is in đồng."""

    account: int
    channel: str
    name: str
    month: int
    sent: int
    unasked: int | None
    people: int
    users: int
    left: int | None
    total: int | None
    templates: int
    spent: int
    budget: int

    def low(self, month: str) -> tuple[str, ...]:
        """What runs low, each under a key that is news once: again when it gets worse, and in another month."""
        found = []
        if self.month and self.sent >= self.month * LOW:
            found.append(f"quota/{self.account}/{month}/{'full' if not self.unasked else 'low'}")
        if self.total and self.left is not None and self.left <= self.total * (1 - LOW):
            found.append(f"package/{self.account}/{month}/{'full' if not self.left else 'low'}")
        if self.budget and self.spent >= self.budget * LOW:
            found.append(f"budget/{self.account}/{month}")
        if self.users and self.people >= self.users * LOW:
            found.append(f"users/{self.account}/{'full' if self.people >= self.users * FULL else 'low'}")
        return tuple(found)


def way_in(db: Db, unit: Unit) -> tuple[Door | None, list[Door]]:
    """Where somebody invited to a unit is sent: the first account with room, and those that have none left.

    A village's people are sent where their commune's are.
    """
    path = unit.path if unit.level != "thon" else unit.path.rstrip("/").rpartition("/")[0] + "/"
    found = accounts.doors(db, path)
    full = [one for one in found if one.most and one.people >= one.most * FULL]
    return next((one for one in found if one not in full), None), full


def supplies(db: Db, path: str, now: datetime) -> list[Supply]:
    """The accounts with rules by which people of this unit and below are reached."""
    ruled = accounts.ruled(db)
    serving = accounts.serving(db, path) if ruled else {}
    return [_supply(db, one, serving[one.id], now) for one in ruled if one.id in serving]


def running_low(db: Db, now: datetime) -> dict[int, tuple[str, ...]]:
    """The accounts of which something runs low, each with what does, by the keys of `Supply.low`."""
    month = month_of(now)
    found = {one.id: _supply(db, one, "", now).low(month) for one in accounts.ruled(db)}
    return {id: low for id, low in found.items() if low}


def _supply(db: Db, one: Standing, name: str, now: datetime) -> Supply:
    terms, counted = one.terms, one.quotas if one.quotas.get("month") == month_of(now) else {}
    said = [told for kind in PACKAGES if (told := counted.get("told", {}).get(kind)) and told.get("remain") is not None]
    totals = [told["total"] for told in said if told.get("total") is not None]
    sent = int(counted.get("sent", 0))
    return Supply(
        one.id, one.channel, name, terms.month, sent,
        max(0, int(terms.month * terms.share) - sent) if terms.month else None, accounts.users(db, one.id), terms.users,
        sum(told["remain"] for told in said) if said else None, sum(totals) if totals else None,
        int(counted.get("templates", 0)), int(counted.get("templates_cost", 0)),
        terms.knock.budget if terms.knock is not None else 0,
    )  # fmt: skip
