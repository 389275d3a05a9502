"""Reminders to many: time against the pace, replies meanwhile, a bare sender beside it; and planning alone.

    python -m bench.reminders [--recipients 4400] [--limit 25] [--rounds 1]
    python -m bench.reminders --plan-only [--people 457000] [--villages 93000] [--database URL of an empty database]

The platform and the people who answer run in this process, the product and the bare sender in processes of their own.
"""

import argparse
import asyncio
import itertools
import json
import multiprocessing
import multiprocessing.connection
import random
import resource
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import aiohttp
import psutil
from aiohttp import web

from bench.crowd import ADULTS, MORNING, fill
from bench.load import update
from bench.platform import HEADER, SECRET, TOKEN
from bot import logs
from bot.app import App
from bot.channels.zalo_bot import ZaloBot
from bot.clock import Clock
from bot.settings import read_settings
from scheduler import remind
from scheduler.calendar import calendar
from store.migrate import upgrade
from store.session import Store

REPLIES = 0.4  # answers a second while the reminders go out


class Platform:
    """Takes messages and notes when each came; hands every answer to whoever waits for it."""

    def __init__(self) -> None:
        self.came: list[tuple[float, str]] = []
        self.answers: dict[str, asyncio.Future[float]] = {}

    async def send(self, request: web.Request) -> web.Response:
        """`POST /bot<token>/sendMessage`."""
        chat = json.loads(await request.read())["chat_id"]
        now = time.monotonic()
        self.came.append((now, chat))
        waits = self.answers.pop(chat, None)
        if waits is not None and not waits.done():
            waits.set_result(now)
        return web.json_response({"ok": True, "result": {"message_id": f"{len(self.came):020x}", "date": 0}})


def most_in_a_second(came: Sequence[float]) -> int:
    """The fullest sliding window of one second."""
    window: deque[float] = deque()
    most = 0
    for moment in sorted(came):
        window.append(moment)
        while window[0] <= moment - 1:
            window.popleft()
        most = max(most, len(window))
    return most


# --- the two senders, each in a process of its own -------------------------------------------------------------------


def product(url: str, data: str, api: str, limit: float, pipe: "multiprocessing.connection.Connection") -> None:
    """The process of `sothon run` at half past seven, its bot at this pace."""

    async def serve() -> None:
        logs.set_up("error", secrets=(TOKEN, SECRET))
        bot = ZaloBot(TOKEN, SECRET, api)
        bot.capabilities = replace(bot.capabilities, pace=limit, month=0)
        settings = read_settings(database=url, data=Path(data), secret="x" * 40).model_copy(update={"port": 0})
        app = App(settings, [bot], clock=Clock(MORNING, ticking=False))
        await app.start()
        await app._knock()  # the next one as ever, twenty seconds later
        pipe.send((app.port, f"/zalo/bot/{app.account('zalo_bot')}"))
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        await ended.wait()
        await app.stop()

    asyncio.run(serve())


def bare(api: str, recipients: int, limit: float) -> None:
    """The same texts by an aiohttp client and a timer: no outbox, no words, nothing kept."""

    async def one(session: aiohttp.ClientSession, number: int) -> None:
        body = {"chat_id": f"{number:020d}", "text": "Thôn 3 còn 1 số liệu của đợt 6 tháng đầu năm 2026. " * 3}
        async with session.post(f"{api}/bot{TOKEN}/sendMessage", json=body) as answer:
            await answer.read()

    async def send() -> None:
        tasks = set()
        async with aiohttp.ClientSession() as session:
            began = time.monotonic()
            for number in range(recipients):
                await asyncio.sleep(max(0.0, began + number / limit - time.monotonic()))
                tasks.add(asyncio.create_task(one(session, number)))
            await asyncio.gather(*tasks)

    asyncio.run(send())


def _cpu(process: "multiprocessing.process.BaseProcess") -> float:
    return float(sum(psutil.Process(process.pid).cpu_times()[:2]))


# --- one round -------------------------------------------------------------------------------------------------------


class Round:
    """A platform on a loopback port, and what is sent to it."""

    def __init__(self, recipients: int, limit: float) -> None:
        self.recipients, self.limit = recipients, limit
        self.platform = Platform()
        self.waited: list[float] = []
        self.numbers = itertools.count(1)

    async def run(self) -> dict[str, float]:
        """The product, then the bare sender."""
        app = web.Application()
        app.add_routes([web.post(f"/bot{TOKEN}/sendMessage", self.platform.send)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            with tempfile.TemporaryDirectory(prefix="sothon-bench-") as folder:
                found = await self._product(api, Path(folder))
            return found | await self._bare(api)
        finally:
            await runner.cleanup()

    async def _product(self, api: str, folder: Path) -> dict[str, float]:
        url = f"sqlite:///{folder}/reminders.db"
        upgrade(url)
        store = Store(url, folder)
        with store.write() as db:
            fill(db, self.recipients, self.recipients, "zalo_bot")
        store.close()
        here, there = multiprocessing.Pipe()
        process = _SPAWN.Process(target=product, args=(url, str(folder), api, self.limit, there))
        process.start()
        port, path = await asyncio.to_thread(here.recv)
        try:
            await self._until(lambda: bool(self.platform.came))
            idle = _cpu(process)
            answering = asyncio.create_task(self._answer(port, path))
            await self._until(lambda: len({chat for _, chat in self.platform.came}) >= self.recipients)
            answering.cancel()
            await asyncio.gather(answering, return_exceptions=True)
            cpu = _cpu(process) - idle
        finally:
            process.terminate()
            await asyncio.to_thread(process.join, 30)
        return self._said(cpu)

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(60 + 3 * self.recipients / self.limit):
            while not holds():  # noqa: ASYNC110
                await asyncio.sleep(0.2)

    async def _answer(self, port: int, path: str) -> None:
        """Now and then somebody who was reminded answers; how long until their reply is there."""
        luck = random.Random(1)
        async with aiohttp.ClientSession() as session:
            answered: set[str] = set()
            while True:
                await asyncio.sleep(luck.expovariate(REPLIES))
                able = [chat for _, chat in self.platform.came[-200:] if chat not in answered]
                if not able:
                    continue
                chat = luck.choice(able)
                answered.add(chat)
                reply = asyncio.get_running_loop().create_future()
                self.platform.answers[chat] = reply
                began = time.monotonic()
                body = update(next(self.numbers), chat, f"{luck.randint(300, ADULTS)}")
                headers = {HEADER: SECRET, "Content-Type": "application/json"}
                async with session.post(f"http://127.0.0.1:{port}{path}", data=body, headers=headers):
                    self.waited.append(await asyncio.wait_for(reply, 30) - began)

    def _said(self, cpu: float) -> dict[str, float]:
        came = [moment for moment, _ in self.platform.came]
        first: dict[str, float] = {}
        for moment, chat in self.platform.came:
            first.setdefault(chat, moment)
        seconds = came[-1] - came[0]
        chats = len({chat for _, chat in self.platform.came})
        return {
            "recipients": chats,
            "messages": len(came),
            "doubled": len(came) - chats - len(self.waited),
            "seconds": seconds,
            "of_limit": seconds * self.limit / len(came),
            "of_limit_reminders": seconds * self.limit / chats,
            "most": most_in_a_second(came),
            "most_reminders": most_in_a_second(list(first.values())),
            "replies": len(self.waited),
            "reply_p95": sorted(self.waited)[int(len(self.waited) * 0.95)] if self.waited else 0.0,
            "cpu": cpu,
        }

    async def _bare(self, api: str) -> dict[str, float]:
        before = len(self.platform.came)
        process = _SPAWN.Process(target=bare, args=(api, self.recipients, self.limit))
        process.start()
        await self._until(lambda: len(self.platform.came) > before)
        idle = _cpu(process)
        await self._until(lambda: len(self.platform.came) >= before + self.recipients)
        cpu = _cpu(process) - idle
        await asyncio.to_thread(process.join, 30)
        came = [moment for moment, _ in self.platform.came[before:]]
        return {"bare_seconds": came[-1] - came[0], "bare_cpu": cpu}


_SPAWN = multiprocessing.get_context("spawn")


def paced(recipients: int, limit: float, rounds: int) -> None:
    """Print what the rounds showed: medians, and the worst where nothing may go wrong once."""
    found = [asyncio.run(Round(recipients, limit).run()) for _ in range(rounds)]
    middle = {name: median(one[name] for one in found) for name in found[0]}
    worst = {name: max(one[name] for one in found) for name in found[0]}
    lines = (
        f"{recipients} recipients at {limit:g}/s, {rounds} round(s)",
        f"all that left: {middle['messages']:.0f} in {middle['seconds']:.1f} s, {middle['of_limit']:.3f} of N/limit"
        " (at most 1.05)",
        f"reminders alone: {middle['of_limit_reminders']:.3f} of N/limit; doubled {worst['doubled']:.0f}",
        f"fullest second at the platform: {worst['most_reminders']:.0f} reminders, {worst['most']:.0f} with replies",
        f"replies meanwhile: {middle['replies']:.0f}, p95 {middle['reply_p95'] * 1000:.0f} ms (at most 300)",
        f"bare sender: {middle['bare_seconds']:.1f} s; time {middle['seconds'] / middle['bare_seconds']:.3f} of bare",
        f"CPU {middle['cpu']:.1f} s, bare {middle['bare_cpu']:.1f} s: {middle['cpu'] / middle['bare_cpu']:.2f} of bare",
    )
    sys.stdout.write("\n  ".join(lines) + "\n")


# --- planning alone --------------------------------------------------------------------------------------------------


def plan_once(url: str, folder: str, villages: int, people: int, pipe: "multiprocessing.connection.Connection") -> None:
    """Plan one morning in a process of its own; nothing is written."""
    store = Store(url, Path(folder))
    with store.read() as db:
        calendar(db.data).day_off(MORNING.date())
        list(remind.decide(db, MORNING.replace(year=2020)))  # nobody owes anything then
    me = psutil.Process()
    idle, most, decided = me.memory_info().rss, 0, 0
    began, cpu = time.monotonic(), time.process_time()
    with store.read() as db:
        for _, decisions in remind.decide(db, MORNING):
            decided += len(decisions)
            most = max(most, me.memory_info().rss)
    pipe.send({"seconds": time.monotonic() - began, "cpu": time.process_time() - cpu, "mb": (most - idle) / 1e6,
               "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "decided": decided})  # fmt: skip
    store.close()


def plan_only(people: int, villages: int) -> None:
    """Print time and memory for the whole, a tenth and a hundredth."""
    for part in (100, 10, 1):
        with tempfile.TemporaryDirectory(prefix="sothon-bench-") as folder:
            url = f"sqlite:///{folder}/reminders.db"
            upgrade(url)
            store = Store(url, Path(folder))
            with store.write() as db:
                fill(db, villages // part, people // part, "zalo_bot")
            store.close()
            here, there = multiprocessing.Pipe()
            process = _SPAWN.Process(target=plan_once, args=(url, folder, villages, people, there))
            process.start()
            found = here.recv()
            process.join()
        sys.stdout.write(
            f"{people // part} people in {villages // part} villages: {found['seconds']:.2f} s, "
            f"CPU {found['cpu']:.2f} s ({found['cpu'] / (people // part) * 1e6:.0f} µs a person), "
            f"{found['mb']:.0f} MB above idle, {found['decided']} decisions\n"
        )


def main() -> None:
    """Measure."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--recipients", type=int, default=4400)
    known.add_argument("--limit", type=float, default=25)
    known.add_argument("--rounds", type=int, default=1)
    known.add_argument("--plan-only", action="store_true")
    known.add_argument("--people", type=int, default=457_000)
    known.add_argument("--villages", type=int, default=93_000)
    given = known.parse_args()
    if given.plan_only:
        plan_only(given.people, given.villages)
    else:
        paced(given.recipients, given.limit, given.rounds)


if __name__ == "__main__":
    main()
