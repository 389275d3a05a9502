"""By which way a message nobody asked for reaches a person: what each channel allows is looked at before sending. Pure.

A person's places are asked in order. Each carries the ordinary message, else a template where it may, else the next is
asked; where none is left the officer telephones.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from scheduler.calendar import ZONE, Hours
from scheduler.state import GOES, Decision, Outcome
from store.accounts import Knock, Standing, Terms
from store.reminders import Place

NO_ADDRESS, NEVER, WINDOW, QUOTA = "no address", "never wrote", "window", "quota"
BLOCKED, FAILED = "blocked", "failed"  # what a send may end with, and the message leaves by no other way
PACKAGES = ("sub_quota", "purchase_quota", "reward_quota")  # what a platform says is left beyond the free span
SCARCE = 0.8  # of a month's messages: from then on it is said, and what is asked is asked together
BELIEVED = timedelta(days=1)  # how long an empty package is believed to be empty: somebody may have bought another
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Way:
    """How a message reaches a person; `place` is None where it does not.

    `knock`: only a template may be sent, for `price` đồng. `why` says what was against the places before it, and
    against the ordinary message, each as "zalo_oa window 168h".
    """

    place: Place | None
    channel: str = ""
    knock: bool = False
    price: int = 0
    why: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The same as the record keeps it; empty for an ordinary message by the first place."""
        said = [*self.why, *([f"template {self.price} đ"] if self.knock else [])]
        return "; ".join(said)


@dataclass(slots=True)
class Allowance:
    """What an account may still send unasked in this month; None where nothing is known to bound it.

    `left` are messages at all, `package` those beyond the free span, `knocks` templates the budget still pays for.
    """

    channel: str
    terms: Terms
    left: int | None
    package: int | None
    knocks: int | None

    def refusal(self, last: datetime | None, now: datetime) -> str | None:
        """Why an ordinary message may not be sent to somebody who last wrote then; None where it may."""
        against = shut(self.terms, last, now)
        if against is not None:
            return against
        if self.left is not None and self.left <= 0:
            return QUOTA
        return QUOTA if self._costs(last, now) and self.package is not None and self.package <= 0 else None

    def _costs(self, last: datetime | None, now: datetime) -> bool:
        return self.terms.free is not None and (last is None or now - last > self.terms.free)

    def take(self, knock: bool, last: datetime | None, now: datetime) -> None:
        """One message more goes out."""
        if knock:
            self.knocks = None if self.knocks is None else self.knocks - 1
            return
        self.left = None if self.left is None else self.left - 1
        if self.package is not None and self._costs(last, now):
            self.package -= 1


def shut(terms: Terms, last: datetime | None, now: datetime) -> str | None:
    """Why these terms keep an account from writing to somebody who last wrote then; quotas are not looked at."""
    if last is None:
        return None if terms.first == "always" else NEVER
    if terms.window is not None and now - last > terms.window:
        return f"{WINDOW} {terms.window // HOUR}h"
    return None


def scarce(terms: Terms | None, sent: int) -> bool:
    """Whether so little of the month's messages is left that one message has to ask for several figures."""
    return terms is not None and bool(terms.month) and sent >= terms.month * SCARCE


def month_of(now: datetime) -> str:
    """The month quotas are counted in, "2026-11"."""
    return f"{now.astimezone(ZONE):%Y-%m}"


class Stock:
    """What every account may still send; goes down with each message that is allotted, and is full again each month.

    `channels` names the channel of every account, `waiting` the pushes of an account that are queued already.
    """

    def __init__(
        self, standings: Iterable[Standing], now: datetime, channels: Mapping[int, str] | None = None,
        waiting: Mapping[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.standings = list(standings)
        self.channels = channels or {}
        self.month = month_of(now)
        self.accounts = {one.id: allowance(one, now, (waiting or {}).get(one.id, 0)) for one in self.standings}

    def way(self, places: Sequence[Place], now: datetime, *, knocks: bool = True) -> Way:
        """The way to somebody with these places at a moment. `knocks`: a template can say what is to be said."""
        self._turn(now)
        against: list[str] = []
        for place in places:
            account = self.accounts.get(place.account)
            if account is None:
                return Way(place, self.channels.get(place.account, ""), why=tuple(against))
            why = account.refusal(place.last_inbound, now)
            if why is None:
                return Way(place, account.channel, why=tuple(against))
            against.append(f"{account.channel} {why}")
            knock = account.terms.knock
            if knocks and knock is not None and (account.knocks is None or account.knocks > 0):
                return Way(place, account.channel, True, knock.price, tuple(against))
        return Way(None, why=tuple(against or [NO_ADDRESS]))

    def take(self, way: Way, now: datetime) -> Way:
        """Count the message that goes this way."""
        account = self.accounts.get(way.place.account) if way.place is not None else None
        if account is not None and way.place is not None:
            account.take(way.knock, way.place.last_inbound, now)
        return way

    def knock_hour(self, way: Way, now: datetime) -> datetime:
        """The next moment, not before `now`, at which the template of this way is taken."""
        knock = self.accounts[way.place.account].terms.knock if way.place is not None else None
        return now if knock is None else Hours(time(knock.first), time(knock.last)).next_open(now)

    def _turn(self, now: datetime) -> None:
        if month_of(now) > self.month:
            self.month = month_of(now)
            self.accounts = {one.id: allowance(one, now) for one in self.standings}


def allowance(one: Standing, now: datetime, waiting: int = 0) -> Allowance:
    """What an account may still send in the month of `now`; `waiting` pushes are on their way already."""
    terms, counted = one.terms, one.quotas if one.quotas.get("month") == month_of(now) else {}
    left = None
    if terms.month:
        left = max(0, int(terms.month * terms.share) - int(counted.get("sent", 0)) - waiting)
    package = _package(counted.get("told", {}), now) if terms.free is not None else None
    return Allowance(one.channel, terms, left, package, _knocks(terms.knock, int(counted.get("templates_cost", 0))))


def _package(told: Mapping[str, Any], now: datetime) -> int | None:
    """What the platform last said is left; None where it has said nothing, or that it was empty some time ago."""
    said = [one for name in PACKAGES if (one := told.get(name)) and one.get("remain") is not None]
    if not said:
        return None
    left = sum(int(one["remain"]) for one in said)
    when = max((datetime.fromisoformat(one["at"]) for one in said if one.get("at")), default=None)
    return None if left <= 0 and when is not None and now - when > BELIEVED else left


def _knocks(knock: Knock | None, spent: int) -> int | None:
    if knock is None or not knock.budget or not knock.price:
        return None
    return max(0, knock.budget - spent) // knock.price


def allot(
    decisions: Collection[Decision], places: Mapping[int, Sequence[Place]], stock: Stock, now: datetime
) -> tuple[list[Decision], dict[int, Way]]:
    """The decisions with the way of each message looked at, and the way of each person who is written to.

    A message that reaches nobody any way is not sent: its decisions say that the officer is to telephone, and why.
    """
    ways: dict[int, Way] = {}
    found: list[Decision] = []
    for one in decisions:
        if one.outcome not in GOES or one.into is not None:
            found.append(one)
            continue
        way = ways.get(one.person)
        if way is None:
            way = ways[one.person] = stock.take(stock.way(places.get(one.person, ()), now), now)
        if way.place is None:
            one = one._replace(outcome=Outcome.CALL, reason=f"{one.reason}; {way.reason}")
        elif way.reason:
            one = one._replace(reason=f"{one.reason}; {way.reason}")
        found.append(one)
    return found, {person: way for person, way in ways.items() if way.place is not None}
