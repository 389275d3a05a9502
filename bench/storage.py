"""The storage part alone: the statements of real turns played again, beside the six statements of the floor.

The turns are taken once with a connection that writes down what it is asked. The same statements with the same values
are then run on a copy of the same database, 32 turns a commit, and nothing else: no reading, no checks, no sentences.
"""

import gc
import shutil
import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import floor, world
from bench.load import update
from bot.channels.zalo_bot.read import read
from bot.inbox import Inbox
from handlers.turn import Rules
from store.messages import Incoming
from store.query import Query
from store.session import Db, Store

GROUP = 32
ANSWERS = 6  # of each member, after a greeting and a first answer
MEMBERS = 96


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU of this process per turn, in ms.

    `statements` reach SQLite in a turn of the product; `asked` would, if the writer remembered nothing.
    """

    raw_ms: float
    turn_ms: float
    statements: float
    asked: float


class Written(Db):
    """A connection that writes down what it is asked."""

    __slots__ = ("asked",)

    def __init__(self, db: Db, *, remembers: bool = True) -> None:
        super().__init__(db.connection, db.data, db.memory if remembers else None)
        self.asked: list[tuple[str, Any, dict[str, Any]]] = []

    def all(self, query: Query, **values: Any) -> list[Any]:
        """As before."""
        self.asked.append(("all", query, values))
        return super().all(query, **values)

    def first(self, query: Query, **values: Any) -> Any:
        """As before."""
        self.asked.append(("first", query, values))
        return super().first(query, **values)

    def add(self, query: Query, **values: Any) -> int | None:
        """As before."""
        self.asked.append(("add", query, values))
        return super().add(query, **values)

    def run(self, query: Query, **values: Any) -> int:
        """As before."""
        self.asked.append(("run", query, values))
        return super().run(query, **values)

    def plain(self, sql: str) -> None:
        """As before."""
        self.asked.append(("plain", sql, {}))
        super().plain(sql)


def _messages(members: list[world.Member]) -> list[Incoming]:
    rows = [(one.chat, "chào") for one in members]
    rows += [(one.chat, one.answers[place]) for place in range(ANSWERS + 1) for one in members]
    taken = [
        read({"X-Bot-Api-Secret-Token": "secret"}, update(number, chat, text), account=1, secret="secret")
        for number, (chat, text) in enumerate(rows)
    ]
    return [one for one in taken if isinstance(one, Incoming)]


def measure(folder: Path, members: list[world.Member]) -> Cost:
    """Both, one after the other, on fresh copies."""
    some = members[:MEMBERS]
    asked = _mean(_written_down(folder, some, remembers=False))
    turns = _written_down(folder, some)
    raw = _six(folder, some)
    return Cost(raw, _again(folder, turns), _mean(turns), asked)


def _mean(turns: list[list[tuple[str, Any, dict[str, Any]]]]) -> float:
    """Statements a turn, without those that begin and end a savepoint."""
    return sum(how != "plain" for turn in turns for how, _, _ in turn) / len(turns)


def _written_down(
    folder: Path, members: list[world.Member], *, remembers: bool = True
) -> list[list[tuple[str, Any, dict[str, Any]]]]:
    """The statements of every measured turn; what came before them is left in `storage-warm.db`."""
    live, warm = folder / "storage.db", folder / "storage-warm.db"
    for path in (live, warm):
        path.unlink(missing_ok=True)
    shutil.copy(folder / "prepared.db", live)
    store = Store(f"sqlite:///{live}", folder / "data")
    inbox = Inbox(store, lambda: datetime.now(UTC), Rules("s" * 40), holder="bench", claims=True)
    messages = _messages(members)
    before = 2 * len(members)
    for at in range(0, before, GROUP):
        inbox.take(messages[at : min(at + GROUP, before)])
    with sqlite3.connect(live) as source, sqlite3.connect(warm) as target:
        source.backup(target)
    source.close()
    target.close()
    turns = []
    with store.write() as db:
        for incoming in messages[before:]:
            written = Written(db, remembers=remembers)
            inbox.turn(written, incoming, guarded=False)  # as the writer takes a group
            turns.append(written.asked)
    store.close()
    return turns


def _again(folder: Path, turns: list[list[tuple[str, Any, dict[str, Any]]]]) -> float:
    store = Store(f"sqlite:///{folder}/storage-warm.db", folder / "data")
    gc.collect()
    began = time.process_time()
    for at in range(0, len(turns), GROUP):
        with store.write() as db:
            calls = {"all": db.all, "first": db.first, "add": db.add, "run": db.run}
            for turn in turns[at : at + GROUP]:
                for how, what, values in turn:
                    if how == "plain":
                        db.plain(what)
                    else:
                        calls[how](what, **values)
    spent = time.process_time() - began
    store.close()
    return spent * 1000 / len(turns)


def _six(folder: Path, members: list[world.Member]) -> float:
    path = folder / "storage-floor.db"
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    floor.prepare(str(path), [one.chat for one in members])
    connection = floor.connect(str(path))
    cursor = connection.cursor()
    rows = [(one.chat, one.answers[place]) for place in range(ANSWERS) for one in members]
    work = []
    for number, (chat, text) in enumerate(rows):
        num, den = text.split("/")
        body = update(number, chat, text).decode()
        work.append((f"message.text.received:{number:020x}", chat, body, int(num), int(den)))
    gc.collect()
    began = time.process_time()
    for at in range(0, len(work), GROUP):
        cursor.execute("BEGIN IMMEDIATE")
        for key, chat, body, num, den in work[at : at + GROUP]:
            floor.six_statements(cursor, key, chat, body, num, den)
        cursor.execute("COMMIT")
    spent = time.process_time() - began
    connection.close()
    return spent * 1000 / len(work)
