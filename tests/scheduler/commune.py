"""A small commune in a real store, for tests that live through days: villages with members, a campaign, and the
outbox delivered."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from scheduler import remind
from scheduler.calendar import ZONE
from store import accounts, campaigns, inbox, outbox, people, promises, reports, units
from store.messages import Incoming
from store.people import Role
from store.reports import ReportState
from store.session import Db, Store

LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


def local(text: str) -> datetime:
    """A moment from "2023-06-23 07:30" as people in Vietnam say it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Commune:
    """Villages t1, t3, t5 of a commune, one member each, and somebody who moves the clock and delivers what is
    queued."""

    store: Store
    now: datetime = LONG_AGO
    started: bool = False
    up: bool = True
    account: int = 0
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    got: list[tuple[datetime, int, dict[str, object]]] = field(default_factory=list)
    reports: dict[str, dict[int, int]] = field(default_factory=dict)
    since: dict[int, datetime] = field(default_factory=dict)
    written: int = 0

    def settle_in(self, villages: Iterable[str] = ("t1", "t3", "t5")) -> "Commune":
        """Put the units and their members down."""
        with self.store.write() as db:
            self.account = accounts.account(db, "web", "test").id
            self.units["qt"] = units.add_unit(db, "xã Quang Trung", "xa", None)
            for name in villages:
                self.units[name] = units.add_unit(db, f"Thôn {name[1:]}", "thon", self.units["qt"])
                self.join(db, "to" + name[1:], name)
            self.join(db, "cb", "qt", Role.OFFICER)
        return self

    def join(self, db: Db, name: str, unit: str, role: Role = Role.MEMBER, at: datetime = LONG_AGO) -> None:
        """A person with a role, and an address the first time."""
        if name not in self.people:
            self.people[name] = people.add_person(db, name, "bác", None, at)
            people.add_address(db, self.account, name, self.people[name], at)
        people.give_role(db, self.people[name], self.units[unit], role, at)

    def open(
        self,
        key: str,
        opens: str,
        due: str,
        closes: str | None = None,
        ladder: str = "default",
        known: datetime = LONG_AGO,
        villages: Iterable[str] | None = None,
    ) -> int:
        """A campaign that every village owes a report in."""
        with self.store.write() as db:
            id = campaigns.add_campaign(
                db,
                framework="qd-1829-2023",
                period="2023-H1",
                name=key,
                root=self.units["qt"],
                opens=local(opens),
                due=local(due),
                closes=None if closes is None else local(closes),
                data_from=date(2023, 1, 1),
                data_until=date(2023, 7, 1),
                indicators=["3.4"],
                ladder=ladder,
                at=known,
                key=key,
            )
            named = villages or [name for name in self.units if name != "qt"]
            reports.open_reports(db, id, [self.units[name] for name in named])
        self.campaigns[key] = id
        return id

    def at(self, text: str) -> "Commune":
        """Move the clock; everything the scheduler owed up to then happens, in order. The first time, the past is put
        aside."""
        end = local(text)
        if not self.started:
            with self.store.write() as db:
                for campaign in self.campaigns.values():
                    remind.record_past(db, campaign, end)
            self.started, self.now = True, end
        self.since = dict.fromkeys(self.people.values(), self.now)
        while self.up:
            with self.store.read() as db:
                following = remind.next_due(db, self.now)
            assert following is None or following > self.now
            if following is None or following > end:
                break
            self.now = following
            self.tick()
        self.now = end
        if self.up:
            self.tick()
        return self

    def tick(self) -> int:
        """The clock knocks, and what is queued is delivered."""
        with self.store.write() as db:
            queued = remind.tick(db, self.now)
        self.deliver()
        return queued

    def deliver(self) -> None:
        """What is queued leaves; the words are not made here, but a message about nothing owed is dropped."""
        with self.store.write() as db:
            for row in outbox.due(db, self.now, datetime.now(UTC), 1000):
                if row.not_after is not None and self.now > row.not_after:
                    outbox.end(db, row.id, "dropped", "too late")
                    continue
                recipe = json.loads(row.recipe)
                outbox.take(db, row.id, recipe, "test", datetime.now(UTC))
                outbox.sent(db, [(row.id, None)], self.now)
                self.got.append((self.now, row.person, recipe))

    def heard(self, name: str) -> list[list[object]]:
        """What a person was reminded of since the last `at`: the units of each message."""
        person = self.people[name]
        return [
            recipe["units"]  # type: ignore[misc]
            for moment, who, recipe in self.got
            if who == person and moment > self.since[person] and "units" in recipe
        ]

    def stages(self, name: str) -> list[tuple[str, str]]:
        """Everything a person ever heard: (local time, stages)."""
        person = self.people[name]
        return [
            (f"{moment.astimezone(ZONE):%m-%d %H:%M}", ",".join(unit[2] for unit in recipe["units"]))  # type: ignore[attr-defined]
            for moment, who, recipe in self.got
            if who == person and "units" in recipe
        ]

    def outcomes(self, name: str, key: str = "h1") -> dict[str, str]:
        """What became of each stage of a person in a campaign."""
        with self.store.read() as db:
            return {
                row.key.split("/")[-1] if row.stage != "promise" else "promise": row.outcome
                for row in promises.planned_of(db, self.campaigns[key])
                if row.person == self.people[name]
            }

    def report(self, db: Db, unit: str, key: str = "h1") -> int:
        """The report of a village in a campaign."""
        if key not in self.reports:
            found = reports.reports_of_campaign(db, self.campaigns[key])
            self.reports[key] = {one.unit.id: one.id for one in found}
        return self.reports[key][self.units[unit]]

    def submit(self, unit: str, key: str = "h1") -> None:
        """A village sends its report."""
        with self.store.write() as db:
            reports.submit(db, self.report(db, unit, key), None, self.now)

    def give_back(self, unit: str, key: str = "h1") -> None:
        """An officer returns the report of a village."""
        with self.store.write() as db:
            reports.set_state(db, self.report(db, unit, key), ReportState.RETURNED)

    def extend(self, unit: str, due: str, key: str = "h1") -> None:
        """An officer gives a village more time."""
        with self.store.write() as db:
            reports.extend(db, self.report(db, unit, key), local(due), "mất điện")
            remind.record_past(db, self.campaigns[key], self.now)

    def promise(self, name: str, unit: str, day: str, hour: str | None = None, key: str = "h1") -> None:
        """A person says when they will send."""
        with self.store.write() as db:
            promises.add_promise(
                db,
                self.people[name],
                self.report(db, unit, key),
                "promise",
                "mai tôi gửi",
                None,
                date.fromisoformat(day),
                None if hour is None else local(f"{day} {hour}"),
                self.now,
            )

    def writes(self, name: str, at: datetime) -> None:
        """A person sends some message."""
        self.written += 1
        with self.store.write() as db:
            sender = people.sender(db, self.account, name, at)
            incoming = Incoming(self.account, name, f"{name}-{self.written}", text="chào")
            inbox.keep(db, incoming, sender.address, "done", at)

    def restart(self) -> None:
        """Everything in memory is gone; the database stays."""
        self.store.close()
        self.store = Store(str(self.store.url.render_as_string(hide_password=False)), self.store.data)
        self.up = True
