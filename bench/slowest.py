"""The slowest message of up to 2.000 characters: families of odd ones, made anew from a seed and bred from the slowest.

    python -m bench.slowest [--seconds 30] [--seed 1]

Each family repeats what one part of the reader finds dear. The slowest messages found are then crossed and changed, and
what is slower still is kept. Prints the slowest of each family and the slowest bred, in milliseconds of CPU.
"""

from __future__ import annotations

import argparse
import random
import time
import unicodedata
from collections.abc import Callable
from datetime import date

from bot.app import steady
from bot.understanding import FRAMEWORK, context_of, names_of
from handlers.language import Context, read
from handlers.language.syllables import word_set

LONGEST = 2000
_NAMES = names_of(FRAMEWORK)
_TODAY = date(2023, 6, 22)
CONTEXTS = tuple(context_of(said, "member", _TODAY, _NAMES) for said in ("idle", "ask:3.4 den=520"))
_PHRASES, _SINGLES = sorted(_NAMES.phrases), sorted(_NAMES.singles)
_NUMBER_WORDS = sorted(word_set("một hai ba bốn năm sáu bảy tám chín mười mươi trăm nghìn linh lẻ tư lăm rưỡi"))
_STRETCHED = sorted(word_set("được rồiiii người hộ nhà bảo hiểm thêm nữaaa"))
_TELEX = sorted(word_set("nguwowif muwowi chuwa ddieenj khoong soos"))


def _misspelt(chance: random.Random) -> str:
    name = chance.choice(_PHRASES)
    at = chance.randrange(len(name))
    return name[:at] + name[at + 1 :]


FAMILIES: dict[str, Callable[[random.Random], str]] = {
    "numbers": lambda r: f"{r.randint(1, 999)} ",
    "numbers and commas": lambda r: f"{r.randint(1, 999)}, ",
    "numbers on lines": lambda r: f"{r.randint(1, 99)}\n",
    "fractions": lambda r: f"{r.randint(1, 999)}/{r.randint(1, 999)} ",
    "days or fractions": lambda r: f"{r.randint(1, 31)}/{r.randint(1, 12)} ",
    "sums": lambda r: f"{r.randint(1, 99)}+",
    "dashes": lambda r: f"{r.randint(1, 99)}-",
    "brackets": lambda r: f"({r.randint(1, 9)})",
    "brackets alone": lambda r: "(",
    "thousands": lambda r: "1k3 ",
    "digits between letters": lambda r: "7a",
    "letters before digits": lambda r: "a1",
    "hours": lambda r: f"{r.randint(0, 23)}h{r.randint(0, 59)} ",
    "short villages": lambda r: f"t{r.randint(1, 12)} ",
    "villages": lambda r: f"thôn {r.randint(1, 12)} {r.randint(1, 99)} ",
    "people": lambda r: f"{r.randint(1, 99)} người chưa ",
    "men and women": lambda r: f"{r.randint(1, 99)} nam {r.randint(1, 99)} nu ",
    "far cues": lambda r: "tong a b c d e f g 1 ",
    "number words": lambda r: r.choice(_NUMBER_WORDS) + " ",
    "names": lambda r: f"{r.choice(_PHRASES)} {r.randint(1, 99)} ",
    "short names": lambda r: f"{r.choice(_SINGLES)} {r.randint(1, 99)} ",
    "misspelt names": lambda r: f"{_misspelt(r)} {r.randint(1, 99)}, ",
    "codes": lambda r: f"3.{r.randint(1, 12)} {r.randint(1, 99)} ",
    "money": lambda r: "gia ho tro boi duong quy tien 30k ",
    "dates": lambda r: f"ngày {r.randint(1, 31)}/{r.randint(1, 12)} ",
    "negations": lambda r: "khong w w w chua co ai ",
    "decomposed and stretched": lambda r: unicodedata.normalize("NFD", r.choice(_STRETCHED)) + " ",
    "telex": lambda r: r.choice(_TELEX) + " ",
    "one long word": lambda r: "a",
    "ascii": lambda r: chr(r.randint(32, 126)),
    "letters of all kinds": lambda r: chr(r.randint(32, 0x2FF)),
}


def message(piece: Callable[[random.Random], str], chance: random.Random) -> str:
    """A family's pieces up to the longest message."""
    made = ""
    while len(made) < LONGEST:
        made += piece(chance)
    return made[:LONGEST]


def milliseconds(text: str, times: int = 5) -> float:
    """CPU of one reading in the dearer of the contexts, the least of a few."""
    return max(_least(text, context, times) for context in CONTEXTS)


def _least(text: str, context: Context, times: int) -> float:
    found = float("inf")
    for _ in range(times):
        began = time.process_time()
        read(text, context)
        found = min(found, time.process_time() - began)
    return found * 1000


def families(seed: int = 1) -> list[tuple[float, str, str]]:
    """The time of one message of each family, the slowest first, with its name and text."""
    chance = random.Random(seed)
    made = [(name, message(piece, chance)) for name, piece in FAMILIES.items()]
    return sorted(((milliseconds(text), name, text) for name, text in made), reverse=True)


def bred(first: list[tuple[float, str, str]], seconds: float, seed: int = 1) -> tuple[float, str]:
    """The slowest message that crossing and changing the slowest ones finds."""
    chance = random.Random(seed)
    pool = [(took, text) for took, _, text in first[:8]]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        (_, one), (_, other) = chance.choice(pool), chance.choice(pool)
        at, size = chance.randrange(LONGEST), chance.randint(20, 600)
        text = one[:at] + other[chance.randrange(LONGEST) :][:size] + one[at + size :]
        if chance.random() < 0.5:
            text = text[:at] + message(chance.choice([*FAMILIES.values()]), chance)[:size] + text[at + size :]
        took = milliseconds(text[:LONGEST])
        if took > pool[-1][0]:
            pool = sorted([*pool[:-1], (took, text[:LONGEST])], reverse=True)
    took, text = pool[0]
    return milliseconds(text, 25), text


def main() -> None:
    """Search and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    steady()
    found = families(given.seed)
    for took, name, text in found:
        print(f"{took:6.2f} ms  {name}: {text[:60]!r}")
    took, text = bred(found, given.seconds, given.seed)
    print(f"{took:6.2f} ms  bred: {text[:200]!r}")


if __name__ == "__main__":
    main()
