"""The process the tests kill: what `sothon run` is, with its clocks moved from outside by a file.

`python -m tests.faults.serve` imports the product once, then forks a server for each line of JSON it reads (`Life`), so
that a new life costs a fraction of a second. It writes "ready PID PORT" and "ended PID STATUS". At the end of its input
it ends what still lives.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot import logs
from bot.app import App, channels_of
from bot.commands.serving import _the_one_writer
from bot.settings import Settings, read_settings
from store.migrate import upgrade
from store.session import Store
from tests.faults.disk import POWER, Disk
from tests.faults.points import arm
from tests.handlers.world import Commune
from tests.scheduler.faults.serve import MovedClock


@dataclass(frozen=True, slots=True)
class Life:
    """One server: its settings by name, its clock and log, and the point it dies at, at which passing.

    With `disk` its SQLite files lie on a disk of the tests (`disk.py`), which is full while that file is there.
    """

    settings: dict[str, Any]
    clock: str
    log: str
    point: str | None = None
    nth: int = 1
    disk: str | None = None

    def line(self) -> str:
        """As it is asked for."""
        return json.dumps(asdict(self)) + "\n"


async def _serve(life: Life, settings: Settings) -> None:
    app = App(settings, channels_of(settings), clock=MovedClock(Path(life.clock)))
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:
        await app.start()
        os.write(1, f"ready {os.getpid()} {app.port}\n".encode())
        await ended.wait()
    finally:
        await app.stop()


def _live(life: Life) -> None:
    """A whole life, in the forked process."""
    handle = os.open(life.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 2)
    settings = read_settings(**life.settings)
    logs.set_up(settings.log, secrets=settings.secrets, json=True)
    if life.disk is not None:
        Disk(Path(life.disk), life.nth if life.point == POWER else 0).put_under()
    if life.point is not None and life.point != POWER:
        arm(life.point, life.nth)
    with _the_one_writer(settings):
        asyncio.run(_serve(life, settings))


def _warm_up() -> None:
    """Do once what every life would do again: read frameworks and the tables of the language, prepare statements."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/warm.db"
        upgrade(url)
        store = Store(url, Path(folder))
        Commune(store, ("3.4",), villages=1).says("to1", "smartphone 412")
        store.close()


def main() -> None:
    """Fork a server for each line, tell what became of it."""
    _warm_up()
    alive: set[int] = set()

    def reap(*_: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                alive.discard(found[0])
                os.write(1, f"ended {found[0]} {os.waitstatus_to_exitcode(found[1])}\n".encode())

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            code = 1
            try:
                _live(Life(**json.loads(line)))
                code = 0
            except BaseException:
                logging.getLogger(__name__).exception("a server of the tests ended")
            finally:
                os._exit(code)
        alive.add(pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    for pid in alive.copy():
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
