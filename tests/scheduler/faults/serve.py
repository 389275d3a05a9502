"""The process the tests kill: what `sothon run` is, with a Telegram bot, and clocks moved from outside by a file.

`python -m tests.scheduler.faults.serve DATABASE DATA API CLOCK [--leads]`; the file CLOCK holds two numbers: by how
many seconds business time and machine time are ahead. With --leads it believes to lead whatever the lease says.
"""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import logs
from bot.app import App
from bot.channels.telegram import Place, Telegram
from bot.clock import Clock
from bot.settings import read_settings

TOKEN = "123456789:fake_token-of-tests"
SECRET = "a-secret-of-the-tests"
KNOCK = 0.2  # seconds


class MovedClock(Clock):
    """Both clocks, as far ahead as the file says just now."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def now(self) -> datetime:
        """Business time."""
        return datetime.now(UTC) + self._ahead(0)

    def machine(self) -> datetime:
        """Machine time: for leases that would else take a minute to run out."""
        return datetime.now(UTC) + self._ahead(1)

    def _ahead(self, place: int) -> timedelta:
        return timedelta(seconds=float(self.file.read_text().split()[place]))


async def serve() -> None:
    """Start, say so, and send until killed or told to stop."""
    known = argparse.ArgumentParser()
    for name in ("database", "data", "api", "clock"):
        known.add_argument(name)
    known.add_argument("--leads", action="store_true")
    given = known.parse_args()
    logs.set_up("error", secrets=(TOKEN,))
    settings = read_settings(database=given.database, data=Path(given.data), secret="x" * 40)
    channel = Telegram(TOKEN, SECRET, Place(given.api))
    app = App(settings.model_copy(update={"port": 0}), [channel], clock=MovedClock(Path(given.clock)))
    app.knocker.seconds = KNOCK
    if given.leads:
        app.knocker._take = lambda: True  # type: ignore[method-assign]
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await app.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await ended.wait()
    await app.stop()


if __name__ == "__main__":
    asyncio.run(serve())
