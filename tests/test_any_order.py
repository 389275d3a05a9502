"""What people say in the written conversations, in any order: no turn raises, nobody is left without an answer, no
figure is stored that its reply does not show, and nothing grave is done for words that do not speak of it.

The conversations hold because each was written to its end; here one message falls into whatever another left open.
`SOTHON_TEST_FAULTS=all` plays hundreds of such talks instead of a few.
"""

import os
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.play.player import Player
from bot.play.scratch import Scratch
from bot.play.script import Act, At, Line, Presses, Says, Script, read_script
from bot.play.world import World, find_world, read_world
from handlers.language.text import fold
from handlers.texts import form
from store.campaigns import CAMPAIGN
from store.figures import FIGURE
from store.people import ROLE
from store.reports import REPORT
from tests.test_dialogues import FOLDER, SCRIPTS

TALKS = 600 if os.environ.get("SOTHON_TEST_FAULTS") == "all" else 16
MESSAGES = 40
WORLDS = [
    FOLDER / "core" / name for name in ("ba-thon.yaml", "thon-3-bon-muc.yaml", "quang-trung.yaml", "zalo-thon-3.yaml")
]


@cache
def _said() -> dict[str, tuple[str, ...]]:
    """What members say in the written conversations, and what offices say."""
    found: dict[str, dict[str, None]] = {"member": {}, "office": {}}
    for file in SCRIPTS:
        script = read_script(file)
        world = read_world(find_world(script.world, file.parent))
        for line in script.lines:
            if isinstance(line.act, Says) and line.act.group is None and line.act.quotes is None:
                found[_side(world, line.act.who)][line.act.text] = None
    return {side: tuple(texts) for side, texts in found.items()}


def _side(world: World, who: str) -> str:
    person = world.person(who)
    roles = {held.role for held in person.held} if person is not None else set()
    return "office" if roles - {"member"} else "member"


# What has to be said, or to stand on the button, for what is done: its own word, or a yes to it.
_YES = r"^o$|\b(?:dong y|u|uh|um|vang|da|ok\w*|oki|dung|duoc|co|phai|chuan|chac|nhat tri|thong nhat|xac nhan|uki)\b"
_SPOKEN_OF = {
    "approved": rf"duyet|dyuet|thong qua|cho qua|chap nhan|hoan tac|{_YES}",
    "returned": rf"tra|lai|sai|dung|xem|vi|chua|khong|cao|lech|khop|hoan tac|vo ly|{_YES}",
    "submitted": rf"gui|nop|khong|sua|nham|xong|duyet|hoan tac|lai|\d|{_YES}",
    "round": rf"han|chot|dong|mo|khoa|doi|lui|gui|nghi|hoan tac|{_YES}",
    "role": rf"xoa|go|thay|nghi|lam|to truong|roi|rut|{_YES}",
}


class Anything(Player):
    """A talk whose lines hang together by nothing; some buttons are pressed on the way."""

    def __init__(self, seed: int, world_file: Path, url: str, folder: Path) -> None:
        self.chance = random.Random(seed)
        world = read_world(world_file)
        people = [one.key for one in world.people if one.held and one.channel != "none"]
        first = min(one.opens for one in world.campaigns) + timedelta(days=2, hours=3)
        acts: list[Act] = [At(first)]
        for _ in range(MESSAGES):
            first += self.chance.choice([timedelta(0), timedelta(minutes=2), timedelta(minutes=2), timedelta(hours=5)])
            who = self.chance.choice(people)
            acts += [At(first), Says(who, self.chance.choice(_said()[_side(world, who)]))]
        lines = tuple(Line(number, str(act), act) for number, act in enumerate(acts, 1))
        super().__init__(Script(world_file, lines), world, world_file, url, folder, tell=lambda _: None)
        self.wrong: list[str] = []
        self.known: set[int] = set()
        self.stands: dict[tuple[str, int], str] = {}

    def _person(self, line: Line, act: Says | Presses) -> None:  # type: ignore[override]
        """As said, or a button in its place; then look what came of it."""
        list(self._unseen(""))
        list(self._done())
        ear = self.ears[act.who]
        labels = [label for one in ear.heard[-2:] for label in one.labels]
        if labels and self.chance.random() < 0.3:
            act = Presses(act.who, self.chance.choice(labels))
        super()._person(line, act)
        heard = " ".join(one.whole for one in ear.heard[ear.since_line :])
        if not heard:
            self.wrong.append(f"no answer to {act}")
        self.wrong += [f"{act}: {what}; heard: {heard}" for what in self._unseen(heard)]
        said = fold(act.text) if isinstance(act, Says) else ""
        for done in self._done():
            if said and not said.isdigit() and re.search(_SPOKEN_OF[done], said) is None:  # "1" may be a button
                self.wrong.append(f"{act}: {done}; heard: {heard}")

    def _unseen(self, heard: str) -> Iterator[str]:
        with self.store.read() as db:
            rows = db.execute(select(FIGURE.c.id, FIGURE.c.indicator, FIGURE.c.num).order_by(FIGURE.c.id))
        for row in rows:
            if row.id not in self.known and row.num is not None and form.number(row.num) not in heard:
                yield f"{row.indicator} is {row.num}"
            self.known.add(row.id)

    def _done(self) -> Iterator[str]:
        """What has become of reports, rounds and people since it was asked last."""
        with self.store.read() as db:
            now = {("report", row.id): row.state for row in db.execute(select(REPORT.c.id, REPORT.c.state))}
            for row in db.execute(select(CAMPAIGN.c.id, CAMPAIGN.c.due, CAMPAIGN.c.closes)):
                now["round", row.id] = f"{row.due} {row.closes}"
            for row in db.execute(select(ROLE.c.id, ROLE.c.until_at)):
                now["role", row.id] = str(row.until_at)
        for key, state in now.items():
            if key in self.stands and self.stands[key] != state:
                what = state if key[0] == "report" else key[0]
                if what in _SPOKEN_OF:
                    yield what
        self.stands = now


@pytest.mark.parametrize("seed", range(TALKS))
def test_in_any_order(seed: int) -> None:
    with Scratch().fresh() as (url, folder):
        talk = Anything(seed, WORLDS[seed % len(WORLDS)], url, folder)
        failures = talk.play()
    assert [str(one) for one in failures] == []
    assert talk.wrong == []
