"""A round lived through by villages of random temperaments, from a seed: what a figure costs in reminders.

    python -m tests.scheduler.simulation [--villages 4357] [--seed 1]

Also counted: people over the cap, and people who could be reached, had not stopped, owed to the end and were never
asked. Both must be 0.
"""

import argparse
import heapq
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from scheduler.calendar import local_day
from scheduler.caps import MOST, WINDOW
from scheduler.ladder import PROMISE
from store import addresses, people
from store.migrate import upgrade
from store.session import Store
from tests.scheduler.commune import Commune, local

OPENS, DUE, ENDS = "2023-06-01 07:30", "2023-06-30 17:00", "2023-07-06 19:50"
KNOCK = timedelta(hours=1)
BEGINS = "2023-05-31 19:50"


@dataclass(frozen=True, slots=True)
class Temperament:
    """How somebody takes a reminder: chances, and within how many hours they do what they do."""

    answers: float
    promises: float
    keeps: float
    stops: float
    hours: float
    reachable: bool


@dataclass
class Simulation:
    """The villages, what people are about to do, and what came of it."""

    commune: Commune
    luck: random.Random
    tempers: dict[int, Temperament] = field(default_factory=dict)
    villages_of: dict[int, list[str]] = field(default_factory=dict)
    sent: dict[str, datetime] = field(default_factory=dict)
    stopped: set[int] = field(default_factory=set)
    soon: list[tuple[datetime, int, str, int, str]] = field(default_factory=list)

    # --- living through it -------------------------------------------------------------------------------------------

    def live(self) -> None:
        """Hour after hour; everybody does what they meant to in between."""
        commune, read = self.commune, 0
        self.names = {id: name for name, id in commune.people.items()}
        self.village_of_unit = {id: name for name, id in commune.units.items()}
        commune.at(BEGINS)
        while commune.now < local(ENDS):
            commune.now += KNOCK
            while self.soon and self.soon[0][0] <= commune.now:
                _, _, what, person, village = heapq.heappop(self.soon)
                self._does(what, person, village)
            if 7 <= commune.now.astimezone(local(DUE).tzinfo).hour < 20:
                commune.tick()
                while self._left_over():
                    commune.deliver()
            for moment, person, recipe in self.reminders()[read:]:
                self._hears(moment, person, recipe)
                read += 1

    def _left_over(self) -> bool:
        before = len(self.commune.got)
        self.commune.deliver()
        return len(self.commune.got) > before

    def _hears(self, moment: datetime, person: int, recipe: dict[str, Any]) -> None:
        temper, luck = self.tempers[person], self.luck
        later = moment + timedelta(hours=luck.expovariate(1 / temper.hours))
        for _, unit, _ in recipe["units"]:
            village = self.village_of_unit[unit]
            chance = luck.random()
            if chance < temper.answers:
                self._plans(later, "sends", person, village)
            elif chance < temper.answers + temper.promises:
                self._plans(later, "promises", person, village)
        if luck.random() < temper.stops:
            self._plans(later, "stops", person, "")

    def _plans(self, moment: datetime, what: str, person: int, village: str) -> None:
        heapq.heappush(self.soon, (moment, len(self.sent) + len(self.soon), what, person, village))

    def _does(self, what: str, person: int, village: str) -> None:
        commune, name = self.commune, self.names[person]
        if what == "stops":
            self.stopped.add(person)
            with commune.store.write() as db:
                people.set_stopped(db, person, commune.now)
            return
        if village in self.sent:
            return
        if what == "sends":
            commune.writes(name, commune.now)
            commune.submit(village)
            self.sent[village] = commune.now
            return
        commune.writes(name, commune.now)
        day = local_day(commune.now) + timedelta(days=self.luck.randint(1, 4))
        commune.promise(name, village, day.isoformat())
        if self.luck.random() < self.tempers[person].keeps:
            self._plans(local(f"{day} 12:00"), "sends", person, village)

    def reminders(self) -> list[tuple[datetime, int, dict[str, Any]]]:
        """What members got; the officer's morning line is another thing."""
        return [one for one in self.commune.got if one[2]["say"] == "reminder"]

    # --- what came of it ---------------------------------------------------------------------------------------------

    def over_the_cap(self) -> set[int]:
        """Who heard two ladder messages on a day, or more than three in seven."""
        days: dict[int, list[date]] = {}
        for moment, person, recipe in self.reminders():
            if any(stage != PROMISE for _, _, stage in recipe["units"]):
                days.setdefault(person, []).append(local_day(moment))
        return {
            person
            for person, heard in days.items()
            if len(set(heard)) < len(heard)
            or any(sum(day - WINDOW <= one <= day for one in heard) > MOST for day in heard)
        }

    def never_asked(self) -> set[int]:
        """Who could be reached, had not stopped, answers for a report owed to the end, and heard nothing of it."""
        heard = {(person, unit) for _, person, recipe in self.reminders() for _, unit, _ in recipe["units"]}
        return {
            person
            for person, villages in self.villages_of.items()
            for village in villages
            if village not in self.sent
            and self.tempers[person].reachable
            and person not in self.stopped
            and (person, self.commune.units[village]) not in heard
        }

    def asked_in_vain(self) -> int:
        """Messages to people all of whose reports were sent already."""
        return sum(
            all(self.sent.get(self.village_of_unit[unit], moment) < moment for _, unit, _ in recipe["units"])
            for moment, _, recipe in self.reminders()
        )

    def said(self) -> str:
        """What is printed."""
        messages, villages = len(self.reminders()), len(self.commune.units) - 1
        late = sum(moment > local(DUE) for moment in self.sent.values())
        each = Counter(Counter(person for _, person, _ in self.reminders()).values())
        spread = ", ".join(f"{times}: {people}" for times, people in sorted(each.items()))
        return "\n".join((
            f"{villages} villages, {len(self.tempers)} people, one figure each",
            f"reports sent: {len(self.sent)} ({late} of them late)",
            f"messages: {messages}, {messages / max(1, len(self.sent)):.2f} for a figure",
            f"people by how many messages they got: {spread}",
            f"people over the cap: {len(self.over_the_cap())}",
            f"reachable, not stopped, owed and never asked: {len(self.never_asked())}",
            f"asked after everything was sent: {self.asked_in_vain()}",
        ))  # fmt: skip


def simulation(store: Store, villages: int, seed: int) -> Simulation:
    """Villages with one or two people each, some of whom answer for two villages."""
    luck = random.Random(seed)
    names = [f"t{number}" for number in range(1, villages + 1)]
    commune = Commune(store).settle_in(names)
    found = Simulation(commune, luck)
    with store.write() as db:
        for number, name in enumerate(names, 1):
            _joins(found, f"to{number}", name)
            if luck.random() < 0.2:
                commune.join(db, f"pho{number}", name)
                _joins(found, f"pho{number}", name)
            if number > 1 and luck.random() < 0.05:
                commune.join(db, f"to{number - 1}", name)
                _joins(found, f"to{number - 1}", name)
        for person, temper in found.tempers.items():
            if not temper.reachable:
                for one in addresses.of_person(db, person):
                    addresses.set_blocked(db, one[0], commune.now)
    commune.open("h1", OPENS, DUE, closes="2023-07-05 17:00")
    return found


def _joins(found: Simulation, name: str, village: str) -> None:
    person, luck = found.commune.people[name], found.luck
    found.villages_of.setdefault(person, []).append(village)
    if person not in found.tempers:
        eager = luck.betavariate(1, 2)
        found.tempers[person] = Temperament(
            eager, (1 - eager) * 0.25, luck.random(), 0.03, luck.uniform(0.2, 30), luck.random() > 0.05
        )


def main() -> None:
    """Live through it and print what came of it."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--villages", type=int, default=4357)
    known.add_argument("--seed", type=int, default=1)
    given = known.parse_args()
    with tempfile.TemporaryDirectory(prefix="sothon-simulation-") as folder:
        url = f"sqlite:///{folder}/simulation.db"
        upgrade(url)
        found = simulation(Store(url, Path(folder)), given.villages, given.seed)
        found.live()
        sys.stdout.write(found.said() + "\n")
        found.commune.store.close()


if __name__ == "__main__":
    main()
