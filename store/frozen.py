"""What a round said when it was closed.

Figures are only ever added, so every former state can be read again; the digest kept with the closing tells whether it
still is what it was.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select

from store import overview, units
from store.audit import AUDIT, audit
from store.campaigns import Campaign
from store.overview import Answer
from store.query import Query
from store.session import Db
from store.units import Unit

CLOSED = "campaign.closed"
_CLOSINGS = Query(
    select(AUDIT.c.at, AUDIT.c.facts)
    .where(AUDIT.c.act == CLOSED, AUDIT.c.unit == bindparam("root"))
    .order_by(AUDIT.c.id)
)


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing by somebody: when, and the digest of what then counted (None: closed before digests were kept)."""

    at: datetime
    digest: str | None


def closings(db: Db, campaign: Campaign) -> list[Closing]:
    """Every time this round was closed by somebody, the first one first."""
    found = []
    for row in db.all(_CLOSINGS, root=campaign.root):
        facts = json.loads(row.facts)
        if facts.get("campaign") == campaign.id:
            found.append(Closing(row.at, facts.get("digest")))
    return found


def first_closing(db: Db, campaign: Campaign, now: datetime) -> datetime | None:
    """When a round was closed for the first time, by somebody or because its time was over; None if it never was."""
    found = [one.at for one in closings(db, campaign)]
    if campaign.closes is not None and campaign.closes < now:
        found.append(campaign.closes)
    return min(found, default=None)


def note_closing(db: Db, campaign: Campaign, now: datetime, *, person: int) -> None:
    """Write down that a round was closed, with the digest of what counts now."""
    seal = digest(overview.answers(db, campaign.id, _everywhere(db, campaign)))
    audit(db, CLOSED, now, person=person, unit=campaign.root, campaign=campaign.id, digest=seal)


def broken(db: Db, campaign: Campaign) -> list[datetime]:
    """The closings whose figures no longer are those that were closed: somebody wrote beside the book."""
    top = _everywhere(db, campaign)
    return [
        one.at
        for one in closings(db, campaign)
        if one.digest is not None and digest(overview.answers(db, campaign.id, top, at=one.at)) != one.digest
    ]


def _everywhere(db: Db, campaign: Campaign) -> Unit:
    """Above all units: a village that has since gone to another commune still belongs to what was closed."""
    return replace(units.unit(db, campaign.root), path="/")


def digest(answers: Iterable[Answer]) -> str:
    """SHA-256 over what counts: unit, indicator, revision and count of each figure, in the order of unit and item."""
    lines = sorted(
        json.dumps([one.unit, one.indicator, one.revision, str(one.count.state), one.count.num, one.count.den,
                    one.count.rate, one.count.choice, one.count.text, one.count.estimate], ensure_ascii=False)
        for one in answers
    )  # fmt: skip
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
