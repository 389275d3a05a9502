"""The floor: the same dialogue written by hand on bare aiohttp and sqlite3, as cheap as it gets and still safe.

It stores the message, drops duplicates, reads "a/b", checks it, keeps the answer, its current value, where the talk
stands and the reply, all in one transaction committed with FULL before it says 200, in groups, by one writer thread. It
knows one question, no roles, no frameworks and no doubts. `python -m bench.floor` serves it; `bench/turn.py` starts it.
"""

import argparse
import asyncio
import json
import queue
import re
import sqlite3
import threading
from typing import Any

import aiohttp
from aiohttp import web

from bench.platform import HEADER, SECRET, TOKEN

GROUP = 32
COUNT = re.compile(r"^\s*(\d+)\s*/\s*(\d+)\s*$")
TABLES = """
CREATE TABLE inbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, chat TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE conversation (chat TEXT PRIMARY KEY, step TEXT NOT NULL, asked INTEGER NOT NULL);
CREATE TABLE answer (id INTEGER PRIMARY KEY, chat TEXT NOT NULL, asked INTEGER NOT NULL, num INTEGER, den INTEGER,
    message INTEGER NOT NULL);
CREATE TABLE current (chat TEXT, asked INTEGER, num INTEGER, den INTEGER, PRIMARY KEY (chat, asked));
CREATE TABLE outbox (id INTEGER PRIMARY KEY, chat TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL,
    platform TEXT);
CREATE INDEX outbox_state ON outbox (state);
"""
KEEP = "INSERT INTO inbox (key, chat, body) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING"
TALK = "SELECT step, asked FROM conversation WHERE chat = ?"
ANSWER = "INSERT INTO answer (chat, asked, num, den, message) VALUES (?, ?, ?, ?, ?)"
CURRENT = (
    "INSERT INTO current (chat, asked, num, den) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (chat, asked) DO UPDATE SET num = excluded.num, den = excluded.den"
)
MOVE = "UPDATE conversation SET step = ?, asked = ? WHERE chat = ?"
QUEUE = "INSERT INTO outbox (chat, text, state) VALUES (?, ?, 'sending')"
MARK = "UPDATE outbox SET state = 'sent', platform = ? WHERE id = ?"


def connect(path: str) -> sqlite3.Connection:
    """The one writing connection: WAL, FULL, transactions begun and ended by hand."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def prepare(path: str, chats: list[str]) -> None:
    """A database in which every chat has been asked its first question."""
    connection = connect(path)
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO conversation VALUES (?, 'count', 1)", [(chat,) for chat in chats])
    connection.execute("COMMIT")
    connection.close()


def six_statements(cursor: sqlite3.Cursor, key: str, chat: str, body: str, num: int, den: int) -> int | None:
    """The turn's statements alone, without reading or checking: what `bench/storage.py` measures."""
    cursor.execute(KEEP, (key, chat, body))
    if cursor.rowcount == 0:
        return None
    message = cursor.lastrowid
    _, asked = cursor.execute(TALK, (chat,)).fetchone()
    cursor.execute(ANSWER, (chat, asked, num, den, message))
    cursor.execute(CURRENT, (chat, asked, num, den))
    cursor.execute(MOVE, ("count", asked + 1, chat))
    cursor.execute(QUEUE, (chat, f"{num}/{den}"))
    return cursor.lastrowid


def turn(cursor: sqlite3.Cursor, key: str, chat: str, text: str, body: str) -> tuple[int, str] | None:
    """One turn: (outbox id, what is said), None for a delivery seen before."""
    cursor.execute(KEEP, (key, chat, body))
    if cursor.rowcount == 0:
        return None
    message = cursor.lastrowid
    step, asked = cursor.execute(TALK, (chat,)).fetchone()
    found = COUNT.match(text) if step == "count" else None
    if found is None:
        said = "Chưa rõ số. Xin nhập dạng 412/520."
    elif (num := int(found[1])) > (den := int(found[2])):
        said = f"{num} lớn hơn {den}. Xin nhập lại câu {asked}."
    else:
        cursor.execute(ANSWER, (chat, asked, num, den, message))
        cursor.execute(CURRENT, (chat, asked, num, den))
        cursor.execute(MOVE, ("count", asked + 1, chat))
        said = f"Đã ghi {num}/{den} cho câu {asked}. Câu {asked + 1}: xin nhập dạng 412/520."
    cursor.execute(QUEUE, (chat, said))
    return cursor.lastrowid or 0, said


class Writer:
    """One thread and one connection; up to 32 jobs a commit, never waiting for company."""

    def __init__(self, path: str) -> None:
        self.cursor = connect(path).cursor()
        self.jobs: queue.SimpleQueue[tuple[asyncio.Future[Any], Any, tuple[Any, ...]] | None] = queue.SimpleQueue()
        self.loop = asyncio.get_running_loop()
        self.groups = self.turns = 0
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def put(self, work: Any, *values: Any) -> asyncio.Future[Any]:
        """Hand over a job; its result comes after commit."""
        future = self.loop.create_future()
        self.jobs.put((future, work, values))
        return future

    def run(self) -> None:
        """Take what waits, commit, tell."""
        while True:
            job = self.jobs.get()
            if job is None:
                return
            group = [job]
            while len(group) < GROUP and not self.jobs.empty():
                if (job := self.jobs.get()) is None:
                    return
                group.append(job)
            self.cursor.execute("BEGIN IMMEDIATE")
            done = [(future, work(self.cursor, *values)) for future, work, values in group]
            self.cursor.execute("COMMIT")
            self.turns += sum(work is turn for _, work, _ in group)
            self.groups += any(work is turn for _, work, _ in group)
            self.loop.call_soon_threadsafe(tell, done)


def tell(done: list[tuple[asyncio.Future[Any], Any]]) -> None:
    """Give the results back, on the loop."""
    for future, result in done:
        if not future.done():
            future.set_result(result)


def mark(cursor: sqlite3.Cursor, sent: list[tuple[str, int]]) -> None:
    """Put down what the platform took."""
    cursor.executemany(MARK, sent)


class Floor:
    """The server."""

    def __init__(self, path: str, api: str) -> None:
        self.path = path
        self.send_to = f"{api}/bot{TOKEN}/sendMessage"
        self.sent: list[tuple[str, int]] = []
        self.marking: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    async def start(self, _app: web.Application) -> None:
        """Open the writer and the session."""
        self.writer = Writer(self.path)
        self.session = aiohttp.ClientSession()

    async def stop(self, _app: web.Application) -> None:
        """Let go of the connections."""
        await self.session.close()

    async def webhook(self, request: web.Request) -> web.Response:
        """Verify, commit, say 200; the reply leaves on its own."""
        if request.headers.get(HEADER) != SECRET:
            return web.Response(status=403)
        body = await request.text()
        update = json.loads(body)
        message = update["message"]
        key = f"{update['event_name']}:{message['message_id']}"
        chat = message["from"]["id"]
        done = await self.writer.put(turn, key, chat, message["text"], body)
        if done is not None:
            task = asyncio.create_task(self.send(chat, *done))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return web.Response()

    async def send(self, chat: str, id: int, said: str) -> None:
        """Call the platform, then mark; marks are put down together."""
        async with self.session.post(self.send_to, json={"chat_id": chat, "text": said}) as response:
            answer = await response.json()
        self.sent.append((answer["result"]["message_id"], id))
        if self.marking is None or self.marking.done():
            self.marking = asyncio.create_task(self.mark())

    async def mark(self) -> None:
        """Put down everything sent since the last time."""
        while self.sent:
            batch, self.sent = self.sent, []
            await self.writer.put(mark, batch)

    async def figures(self, _request: web.Request) -> web.Response:
        """How well the groups were filled."""
        return web.json_response({"turns": self.writer.turns, "groups": self.writer.groups})

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application()
        app.on_startup.append(self.start)
        app.on_cleanup.append(self.stop)
        app.add_routes([web.post("/webhook", self.webhook), web.get("/figures", self.figures)])
        return app


def main() -> None:
    """Serve on a loopback port."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--port", type=int, required=True)
    known.add_argument("--database", required=True)
    known.add_argument("--api", required=True)
    given = known.parse_args()
    web.run_app(Floor(given.database, given.api).app(), host="127.0.0.1", port=given.port, access_log=None, print=None)


if __name__ == "__main__":
    main()
