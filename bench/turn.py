"""What a turn costs: the product beside the dialogue written by hand, in the same run.

    python -m bench.turn [--rounds 5] [--messages 1400]

Each round measures both, one after the other: load generator, server and platform are processes of their own on
loopback, 32 webhook requests are in flight, SQLite commits with FULL before each 200. The server's CPU is what the
kernel counted for its process. A round counts only if nothing was lost or doubled. Ends with 1 if a target is missed.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import floor, storage, world
from bench.platform import SECRET, TOKEN

IN_FLIGHT = 32
MEASURED = 7  # answers of each member that are measured; the greeting and the first answer warm up
MOST_CPU = 2.0  # times the floor's
MOST_STORAGE = 10.0  # times the six statements'
LEAST_GROUP = 8.0  # turns a commit
PATIENCE = 60.0  # seconds until a server is ready, until all is sent
TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Round:
    """One side of one round: server CPU and throughput over the measured messages, and what was lost or doubled."""

    cpu_ms: float
    turns_per_second: float
    p50_ms: float
    p99_ms: float
    group: float
    faults: tuple[str, ...]


class Peer:
    """A process this benchmark has started, and stops by its id."""

    def __init__(self, *arguments: str, cwd: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=cwd,
            env={**_plain_environment(), **environment},
            stdout=subprocess.PIPE,
            text=True,
        )

    def cpu(self) -> float:
        """Seconds of CPU the process has used, user and system, all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def line(self) -> dict[str, Any]:
        """The next line it says."""
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said:
            raise SystemExit(f"process {self.process.args!r} ended with {self.process.wait()}")
        return dict(json.loads(said))

    def stop(self) -> list[str]:
        """End it kindly, else not; what it still said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            said, _ = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            said, _ = self.process.communicate()
        return said.splitlines()


def _plain_environment() -> dict[str, str]:
    here = str(Path(__file__).parent.parent)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOTHON_")}
    return {**kept, "PYTHONPATH": here}


@contextlib.contextmanager
def peer(*arguments: str, cwd: Path, **environment: str) -> Iterator[Peer]:
    """A process that lives as long as the block."""
    made = Peer(*arguments, cwd=cwd, **environment)
    try:
        yield made
    finally:
        made.stop()


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ask(port: int, path: str, *, post: bool = False) -> Any:
    """A JSON answer from one of the processes."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=b"" if post else None)
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  (both: loopback, our own)
        content = answer.read()
    return json.loads(content) if content else None


def wait_for(port: int, path: str) -> None:
    """Until a process answers."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            ask(port, path)
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)
        else:
            return


@dataclass(slots=True)
class Bench:
    """What all rounds share: a folder, the platform, the prepared databases and the messages."""

    folder: Path
    platform: int
    members: list[world.Member]
    first: int = 1

    def load(self, port: int, path: str, lines: list[tuple[str, str]]) -> dict[str, float]:
        """Post messages from a process of its own and wait until the platform has got an answer to each."""
        ask(self.platform, "/forget", post=True)
        file = self.folder / "messages.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        arguments = ["bench.load", "--port", str(port), "--path", path, "--messages", str(file)]
        done = subprocess.run(
            [sys.executable, "-m", *arguments, "--first", str(self.first), "--in-flight", str(IN_FLIGHT)],
            env=_plain_environment(),
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
        )
        self.first += len(lines)
        self.settle(len(lines))
        return dict(json.loads(done.stdout))

    def settle(self, wanted: int) -> None:
        """Until everything is sent, or patience ends; then a moment for what is still put down."""
        ends = time.monotonic() + PATIENCE
        while sum(ask(self.platform, "/told").values()) < wanted and time.monotonic() < ends:
            time.sleep(0.02)
        time.sleep(0.3)

    def lines(self, first: int, last: int) -> list[tuple[str, str]]:
        """The members' answers from the one to the other, everybody's first, then everybody's second."""
        return [(one.chat, one.answers[place]) for place in range(first, last) for one in self.members]


def measure_floor(bench: Bench) -> Round:
    """B1: the dialogue written by hand."""
    database = bench.folder / "floor.db"
    _remove(database)
    floor.prepare(str(database), [one.chat for one in bench.members])
    port = free_port()
    arguments = ["--port", str(port), "--database", str(database), "--api", f"http://127.0.0.1:{bench.platform}"]
    with peer("bench.floor", *arguments, cwd=bench.folder) as server:
        wait_for(port, "/figures")
        bench.load(port, "/webhook", [*bench.lines(0, 1), *bench.lines(0, 1)])
        before, filled = server.cpu(), ask(port, "/figures")
        lines = bench.lines(1, 1 + MEASURED)
        result = bench.load(port, "/webhook", lines)
        cpu, after = server.cpu() - before, ask(port, "/figures")
        told = ask(bench.platform, "/told")
    group = (after["turns"] - filled["turns"]) / max(1, after["groups"] - filled["groups"])
    stored = _counted(database, "SELECT count(*) FROM answer") - 2 * len(bench.members)
    marked = _counted(database, "SELECT count(*) FROM outbox WHERE state = 'sent'") - 2 * len(bench.members)
    return _round(lines, result, cpu, group, _faults(lines, result, stored, marked, told))


def measure_product(bench: Bench) -> Round:
    """The product, from its webhook to its outbox."""
    database = bench.folder / "product.db"
    _remove(database)
    shutil.copy(bench.folder / "prepared.db", database)
    port = free_port()
    environment = {
        "SOTHON_DATABASE": f"sqlite:///{database}",
        "SOTHON_DATA": str(bench.folder / "data"),
        "SOTHON_PORT": str(port),
        "SOTHON_SECRET": "s" * 40,
        "SOTHON_ZALO_BOT_TOKEN": TOKEN,
        "SOTHON_ZALO_BOT_SECRET": SECRET,
        "SOTHON_ZALO_BOT_API": f"http://127.0.0.1:{bench.platform}",
    }
    with peer("bench.serve", cwd=bench.folder, **environment) as server:
        path = server.line()["path"]
        greeting = [(one.chat, "chào") for one in bench.members]
        bench.load(port, path, [*greeting, *bench.lines(0, 1)])
        lines = bench.lines(1, 1 + MEASURED)
        before = server.cpu()
        result = bench.load(port, path, lines)
        cpu = server.cpu() - before
        told = ask(bench.platform, "/told")
        filled = json.loads(server.stop()[-1])
    stored = _counted(database, world.ANSWERS) - len(bench.members)
    marked = _counted(database, "SELECT count(*) FROM outbox WHERE state = 'sent'") - 2 * len(bench.members)
    failed = _counted(database, "SELECT count(*) FROM inbox WHERE state <> 'done'")
    faults = _faults(lines, result, stored, marked, told)
    if failed:
        faults = (*faults, f"{failed} turns not done")
    return _round(lines, result, cpu, filled["turns"] / max(1, filled["groups"]), faults)


def _round(
    lines: list[tuple[str, str]], result: dict[str, float], cpu: float, group: float, faults: tuple[str, ...]
) -> Round:
    number = len(lines)
    return Round(
        cpu * 1000 / number, number / result["seconds"], result["p50"] * 1000, result["p99"] * 1000, group, faults
    )


def _faults(
    lines: list[tuple[str, str]], result: dict[str, float], stored: int, marked: int, told: dict[str, int]
) -> tuple[str, ...]:
    """What was lost or doubled: every message acknowledged, stored once, answered once."""
    wanted = len(lines)
    found = []
    if result["acknowledged"] != wanted:
        found.append(f"{result['acknowledged']} of {wanted} acknowledged")
    if stored != wanted:
        found.append(f"{stored} answers stored for {wanted} messages")
    if marked != wanted:
        found.append(f"{marked} replies marked sent for {wanted} messages")
    uneven = sum(told.get(chat, 0) != MEASURED for chat in {chat for chat, _ in lines})
    if uneven:
        found.append(f"{uneven} chats got another number of replies than of messages")
    return tuple(found)


def _counted(database: Path, sql: str) -> int:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(sql).fetchone()[0])


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)


def run(rounds: int, messages: int) -> int:
    """Measure, print, judge."""
    villages = max(32, -(-messages // MEASURED))
    with tempfile.TemporaryDirectory(prefix="sothon-bench-") as name:
        folder = Path(name)
        members = world.prepare(f"sqlite:///{folder}/prepared.db", folder / "data", villages)
        port = free_port()
        with peer("bench.platform", "--port", str(port), cwd=folder):
            wait_for(port, "/told")
            bench = Bench(folder, port, members)
            floors: list[Round] = []
            products: list[Round] = []
            stored: list[storage.Cost] = []
            print(f"{villages * MEASURED} messages a round of {villages} members, {IN_FLIGHT} in flight")
            for number in range(1, rounds + 1):
                floors.append(measure_floor(bench))
                products.append(measure_product(bench))
                stored.append(storage.measure(folder, members))
                _tell_round(number, floors[-1], products[-1], stored[-1])
    return _judge(floors, products, stored)


def _tell_round(number: int, by_hand: Round, product: Round, stored: storage.Cost) -> None:
    ratio = product.cpu_ms / by_hand.cpu_ms
    print(
        f"round {number}: CPU {by_hand.cpu_ms:.2f} / {product.cpu_ms:.2f} ms = {ratio:.2f}x, "
        f"{by_hand.turns_per_second:.0f} / {product.turns_per_second:.0f} turns/s, "
        f"storage {stored.raw_ms:.3f} / {stored.turn_ms:.3f} ms = {stored.turn_ms / stored.raw_ms:.1f}x",
        flush=True,
    )
    for who, round_ in (("floor", by_hand), ("product", product)):
        for fault in round_.faults:
            print(f"  {who}: {fault}", flush=True)


def _judge(floors: list[Round], products: list[Round], stored: list[storage.Cost]) -> int:
    def middle(of: str, where: list[Round]) -> float:
        return float(statistics.median(getattr(one, of) for one in where))

    cpu = statistics.median(b.cpu_ms / a.cpu_ms for a, b in zip(floors, products, strict=True))
    store = statistics.median(one.turn_ms / one.raw_ms for one in stored)
    group = middle("group", products)
    print(f"\n{'':34}{'by hand':>10}{'product':>10}{'ratio':>8}  target")
    rows = [
        ("server CPU per turn, ms", "cpu_ms", cpu, f"at most {MOST_CPU}"),
        ("turns per second", "turns_per_second", None, ""),
        ("time to the 200, median, ms", "p50_ms", None, ""),
        ("time to the 200, 99 %, ms", "p99_ms", None, ""),
        ("turns per commit", "group", None, f"at least {LEAST_GROUP:g} (product)"),
    ]
    for label, of, ratio, target in rows:
        one, other = middle(of, floors), middle(of, products)
        print(f"{label:34}{one:10.2f}{other:10.2f}{ratio if ratio is not None else other / one:8.2f}  {target}")
    raw, turn = (statistics.median(getattr(one, of) for one in stored) for of in ("raw_ms", "turn_ms"))
    label = f"storage CPU: 6 / {stored[0].statements:.0f} statements, ms"
    print(f"{label:34}{raw:10.3f}{turn:10.3f}{store:8.2f}  at most {MOST_STORAGE}")
    print(
        f"A turn of the product asks its store {stored[0].asked:.1f} statements; the writer remembers what nobody has"
        f" changed, so {stored[0].statements:.1f} of them reach SQLite, beside the marking as sent."
    )
    faults = [fault for one in (*floors, *products) for fault in one.faults]
    verdicts = {
        f"end to end {cpu:.2f}x": cpu <= MOST_CPU,
        f"storage {store:.1f}x": store <= MOST_STORAGE,
        f"{group:.1f} turns a commit": group >= LEAST_GROUP,
        "nothing lost or doubled" if not faults else f"{len(faults)} faults": not faults,
    }
    print("\n" + "; ".join(f"{what}: {'met' if met else 'MISSED'}" for what, met in verdicts.items()))
    return 0 if all(verdicts.values()) else 1


def main() -> None:
    """Read the arguments and measure."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--rounds", type=int, default=5, choices=range(1, 21), metavar="1-20")
    known.add_argument("--messages", type=int, default=1400, help="measured messages a round, 200 to 20000")
    given = known.parse_args()
    sys.exit(run(given.rounds, min(max(given.messages, 200), 20_000)))


if __name__ == "__main__":
    main()
