"""A small commune built on the store, spoken to through the one way in: what is answered, who is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.inbox import Inbox
from bot.outbox import Outbox, Result
from handlers.campaigns import open_campaign
from handlers.join import CONSENT_VERSION
from handlers.texts.form import HANOI
from handlers.turn import Rules
from scoring.counts import Count
from store import accounts, campaigns, figures, people, reports, units
from store.figures import Figure
from store.messages import Incoming, Outgoing, Sent
from store.people import Role
from store.reports import Report
from store.session import Store
from store.units import Unit

RULES = Rules(secret="of the tests")
BASES = {"truong_thanh": 500, "tu_15": 550, "ho": 170, "dan_so": 800}


def moment(written: str) -> datetime:
    """A local day and hour, "2023-06-25 08:00"."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=HANOI)


class Commune:
    """xã Quang Trung in thị xã Bỉm Sơn: villages t1…, a team leader each (to1…), two officers, a leader, a supervisor.

    `says` and `presses` give the reply with its button labels; `told` what a person was written to since asked last.
    """

    def __init__(
        self, store: Store, indicators: Sequence[str] = ("3.2", "3.4", "3.12"), *, villages: int = 3,
        framework: str = "qd-1829-2023", period: str = "2023-H1", now: str = "2023-06-25 08:00",
    ) -> None:  # fmt: skip
        self.store = store
        self.now = moment(now)
        self.opens = moment("2023-06-01 07:30")
        self.units: dict[str, Unit] = {}
        self.people: dict[str, int] = {}
        self.spoken = 0
        self.heard: dict[int, list[Outgoing]] = {}
        self.last: dict[str, list[Outgoing]] = {}
        with store.write() as db:
            self.account = accounts.account(db, "web", "test").id
        self._build(villages)
        with store.write() as db:
            self.campaign = open_campaign(
                db, RULES, framework=framework, period=period, root=self.units["qt"], opens=self.opens,
                due=moment("2023-06-30 17:00"), indicators=indicators, ladder="none", now=self.opens,
            )  # fmt: skip
        self.inbox = Inbox(store, lambda: self.now, RULES)
        self.outbox = Outbox(store, lambda: self.now, holder="test", rules=RULES)

    def _build(self, villages: int) -> None:
        self._unit("bs", "thị xã Bỉm Sơn", "huyen", None)
        self._unit("qt", "xã Quang Trung", "xa", "bs")
        self._person("cb", "Công chức xã", "anh", Role.OFFICER, "qt")
        self._person("cb2", "Công chức Văn phòng", "chị", Role.OFFICER, "qt")
        self._person("ct", "Chủ tịch xã", "chú", Role.LEADER, "qt")
        self._person("hv", "Phòng Văn hóa", "chị", Role.SUPERVISOR, "bs")
        for number in range(1, villages + 1):
            self._unit(f"t{number}", f"Thôn {number}", "thon", "qt")
            self._person(f"to{number}", f"Tổ trưởng Thôn {number}", "bác", Role.MEMBER, f"t{number}")
            with self.store.write() as db:
                for base, value in BASES.items():
                    campaigns.add_base(
                        db, self.units[f"t{number}"].id, base, value, "Công an xã", self.opens.date(), self.opens
                    )

    def _unit(self, key: str, name: str, level: str, parent: str | None) -> None:
        above = self.units[parent].id if parent is not None else None
        with self.store.write() as db:
            self.units[key] = units.unit(db, units.add_unit(db, name, level, above, code=key, position=len(self.units)))

    def _person(self, key: str, name: str, form: str, role: Role, unit: str) -> None:
        joined = self.opens - timedelta(days=90)
        with self.store.write() as db:
            self.people[key] = people.add_person(db, name, form, None, joined)
            people.add_address(db, self.account, key, self.people[key], joined)
            people.give_role(db, self.people[key], self.units[unit].id, role, joined)
            people.consent(db, self.people[key], CONSENT_VERSION, joined)

    # --- talking -----------------------------------------------------------------------------------------------------

    def at(self, written: str) -> None:
        """Set the clock."""
        self.now = moment(written)

    def says(self, who: str, text: str, **more: Any) -> str:
        """Somebody writes; what is answered, with the labels of the buttons."""
        self.spoken += 1
        return self._take(who, Incoming(self.account, who, f"k{self.spoken}", text=text, **more))

    def presses(self, who: str, label: str) -> str:
        """Somebody presses the button of that label on the newest answer that has it."""
        for sent in reversed(self.last[who]):
            for place, button in enumerate(sent.recipe.get("buttons", ())):
                if label in button["label"]:
                    self.spoken += 1
                    pressed = Incoming(
                        self.account, who, f"k{self.spoken}", kind=Sent.BUTTON, button=f"{sent.token}.{place}"
                    )
                    return self._take(who, pressed)
        raise AssertionError(f"no button {label!r} for {who}")

    def _take(self, who: str, incoming: Incoming) -> str:
        (taken,) = self.inbox.take([incoming])
        assert not taken.failed, self._trace()
        mine = [one for one in taken.outgoing if one.user == who]
        self.last.setdefault(who, []).extend(mine)
        return "\n".join(_whole(one) for one in mine)

    def _trace(self) -> str:
        from store import inbox

        with self.store.read() as db:
            return str(inbox.failed(db, 1)[0]["error"])

    def told(self, who: str) -> list[str]:
        """What somebody was sent beside answers to their own messages, since they were last asked about."""
        while claimed := self.outbox.claim():
            for one in claimed:
                self.heard.setdefault(one.id, [one])
            self.outbox.settle([Result(one, "sent", f"m{one.id}") for one in claimed])
        answered = {one.id for several in self.last.values() for one in several}
        fresh = [id for id, (one,) in self.heard.items() if one.user == who and id not in answered]
        texts = []
        for id in fresh:
            (one,) = self.heard.pop(id)
            self.last.setdefault(who, []).append(one)
            texts.append(_whole(one))
        return texts

    # --- what is on record --------------------------------------------------------------------------------------------

    def gives(self, unit: str, **counts: Any) -> None:
        """Figures put on record without talking: gives("t1", i3_4=(403, 500), i1_7="có")."""
        with self.store.write() as db:
            for name, value in counts.items():
                count = Count(choice=value) if isinstance(value, str) else Count(num=value[0], den=value[1])
                figures.add_figure(
                    db, self.report(unit).id, name[1:].replace("_", "."), count, origin="typed", at=self.now,
                    person=self.people.get(f"to{unit[1:]}"),
                )  # fmt: skip

    def sends(self, unit: str) -> None:
        """A report sent without talking."""
        with self.store.write() as db:
            reports.submit(db, self.report(unit).id, self.people.get(f"to{unit[1:]}"), self.now)

    def report(self, unit: str, campaign: int | None = None) -> Report:
        """A unit's report as it stands."""
        with self.store.read() as db:
            found = reports.reports_of_campaign(db, campaign or self.campaign)
        return next(one for one in found if one.unit.id == self.units[unit].id)

    def figure(self, unit: str, indicator: str) -> Figure | None:
        """The figure of a unit that counts."""
        with self.store.read() as db:
            return figures.figures(db, self.report(unit).id).get(indicator)


def _whole(one: Outgoing) -> str:
    labels = " ".join(f"[{button['label']}]" for button in one.recipe.get("buttons", ()))
    return f"{one.recipe['text']} {labels}".strip()
