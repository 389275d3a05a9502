"""A hundred thousand random strings of up to 2.000 characters, read one after another: nothing raises, nothing is slow.

    python -m bench.strings [--strings 100000] [--seed 1]

Words and pieces of messages people send, many scripts, emoji, signs written from right to left, large numbers, pieces
repeated. What took longer than the limit is read a few times more, for the machine has other things to do: its least
counts. Ends with 1 if a string is slower, and raises what reading raises. Some five minutes for all.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

from bench.language import MOST_MS
from bench.slowest import CONTEXTS, LONGEST
from bot.app import steady
from handlers.language import Context, read
from tests.language.sets import rows

_PIECES = [piece for name in ("numbers.tsv", "phenomena.tsv") for row in rows(name) for piece in row.text.split(" ")]
_SCRIPTS = (
    (0x20, 0x7F), (0xC0, 0x250), (0x1EA0, 0x1F00), (0x300, 0x370), (0x590, 0x700), (0x4E00, 0x4E80), (0xE00, 0xE60),
    (0x1F300, 0x1F650), (0x2000, 0x2070), (0xFF00, 0xFF60), (0xB0, 0xC0), (0x400, 0x500),
)  # fmt: skip
_AGAIN = 7  # times what seemed slow is read anew


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 400)))


def _signs(chance: random.Random) -> str:
    scripts = chance.sample(_SCRIPTS, chance.randint(1, 3))
    return "".join(chr(chance.randrange(*chance.choice(scripts))) for _ in range(chance.randint(1, LONGEST)))


def _repeated(chance: random.Random) -> str:
    return (chance.choice(_PIECES) + chance.choice((" ", "", ", ", "\n", "/"))) * chance.randint(1, 600)


def _large(chance: random.Random) -> str:
    figures = (str(chance.randrange(10 ** chance.randint(1, 30))) for _ in range(chance.randint(1, 120)))
    return chance.choice((" ", ", ", "/", "\n", "")).join(figures)


KINDS: tuple[Callable[[random.Random], str], ...] = (_words, _signs, _repeated, _large)


def _milliseconds(text: str, context: Context) -> float:
    began = time.process_time()
    read(text, context)
    return (time.process_time() - began) * 1000


def run(number: int, seed: int) -> int:
    """Read, print, judge."""
    chance = random.Random(seed)
    for context in CONTEXTS:
        read(_words(chance), context)  # tables are compiled when first used
    steady()
    took: list[float] = []
    slow: list[tuple[float, str]] = []
    for at in range(number):
        text, context = KINDS[at % len(KINDS)](chance)[:LONGEST], CONTEXTS[at // len(KINDS) % len(CONTEXTS)]
        spent = _milliseconds(text, context)
        if spent > MOST_MS:
            spent = min(_milliseconds(text, context) for _ in range(_AGAIN))
            slow.append((spent, text))
        took.append(spent)
    ordered = sorted(took)
    print(
        f"{number} strings: median {statistics.median(ordered):.2f} ms, 99 % {ordered[number * 99 // 100]:.2f} ms,"
        f" slowest {ordered[-1]:.2f} ms"
    )
    late = sorted(one for one in slow if one[0] > MOST_MS)
    for spent, text in late[-5:]:
        print(f"{spent:6.2f} ms  {text[:80]!r}")
    print(f"at most {MOST_MS:g} ms: {'met' if not late else f'MISSED by {len(late)}'}")
    return 0 if not late else 1


def main() -> None:
    """Read the arguments and run."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--strings", type=int, default=100_000)
    known.add_argument("--seed", type=int, default=1)
    given = known.parse_args()
    raise SystemExit(run(given.strings, given.seed))


if __name__ == "__main__":
    main()
