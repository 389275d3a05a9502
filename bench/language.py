"""What reading a message costs: the product beside a compiled regular expression and a fuzzy look-up, in one run.

    python -m bench.language [--rounds 7]

Each round measures everything once, one after the other; medians of the rounds' ratios count. Ends with 1 if a target
is missed. Long messages are such as people send, letters put together from the sets of tests/language, and such as
nobody sends: the families of `bench/slowest.py`, which also looks for slower ones.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import time
import unicodedata
from collections.abc import Callable
from datetime import date

from rapidfuzz import fuzz, process

from bench.slowest import families
from bot.app import steady
from bot.understanding import FRAMEWORK, context_of, names_of
from handlers.language import read
from handlers.language.aliases import guess_name
from tests.language.sets import rows

MOST_PLAIN = 5.0  # times the regular expression with folding
MOST_FUZZY = 2.0  # times token_set_ratio over the same names
MOST_MS = 5.0  # for any message of up to 2.000 characters
LONGEST = 2000
_FRACTION = re.compile(r"\s*(\d+)\s*(?:/|tren)\s*(\d+)\s*")
_TYPED = ("smatphone", "dien thoai thong mnh", "tai khoan ngan hnag", "vneit", "chu ki soo", "khong giong gi het")


def folded(text: str) -> str:
    """Lower case without diacritics, as it is usually written."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).lower()
    return "".join(c for c in apart if unicodedata.category(c) != "Mn").replace("đ", "d")


def by_hand(text: str) -> tuple[int, int] | None:
    """A fraction by a regular expression over folded text."""
    match = _FRACTION.fullmatch(folded(text))
    return (int(match[1]), int(match[2])) if match else None


def microseconds(work: Callable[[], object], times: int) -> float:
    """CPU of one call."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1e6


def letters() -> list[str]:
    """Messages of up to 2.000 characters: rows of the sets, one after the other."""
    found, letter = [], ""
    for row in itertools.chain(rows("numbers.tsv"), rows("phenomena.tsv")):
        if len(letter) + len(row.text) + 2 > LONGEST:
            found.append(letter)
            letter = ""
        letter += row.text + ("\n" if len(found) % 2 else ". ")
    return [*found, letter]


def run(rounds: int) -> int:
    """Measure, print, judge."""
    names = names_of(FRAMEWORK)
    steady()
    asked = context_of("ask:3.4 den=520", "member", date(2023, 6, 22), names)
    idle = context_of("idle", "member", date(2023, 6, 22), names)
    known = [*names.phrases, *names.singles]
    long = letters()
    plain, fuzzy, slowest = [], [], [float("inf")] * len(long)
    for number in range(1, rounds + 1):
        floor = microseconds(lambda: by_hand("412/520"), 4000)
        product = microseconds(lambda: read("412/520", asked), 4000)
        looked = statistics.mean(
            microseconds(lambda w=w: process.extractOne(w, known, scorer=fuzz.token_set_ratio), 200) for w in _TYPED
        )
        guessed = statistics.mean(microseconds(lambda w=w: guess_name(w.split(), names), 200) for w in _TYPED)
        for at, letter in enumerate(long):
            slowest[at] = min(slowest[at], microseconds(lambda t=letter: read(t, idle), 1) / 1000)
        plain.append(product / floor)
        fuzzy.append(guessed / looked)
        print(
            f"round {number}: '412/520' {floor:.1f} / {product:.1f} us = {plain[-1]:.2f}x, "
            f"a misspelt name among {len(known)} {looked:.0f} / {guessed:.0f} us = {fuzzy[-1]:.2f}x",
            flush=True,
        )
    worst = max(slowest)
    print(f"{len(long)} letters of {LONGEST} characters: {statistics.median(slowest):.1f} ms, at most {worst:.1f} ms")
    dearest, family, _ = families()[0]
    print(f"odd messages of {LONGEST} characters: at most {dearest:.1f} ms ({family})")
    verdicts = {
        f"plain {statistics.median(plain):.2f}x, at most {MOST_PLAIN:g}": statistics.median(plain) <= MOST_PLAIN,
        f"fuzzy {statistics.median(fuzzy):.2f}x, at most {MOST_FUZZY:g}": statistics.median(fuzzy) <= MOST_FUZZY,
        f"longest {worst:.1f} ms, at most {MOST_MS:g}": worst <= MOST_MS,
        f"oddest {dearest:.1f} ms, at most {MOST_MS:g}": dearest <= MOST_MS,
    }
    print("; ".join(f"{what}: {'met' if met else 'MISSED'}" for what, met in verdicts.items()))
    return 0 if all(verdicts.values()) else 1


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    raise SystemExit(run(arguments.parse_args().rounds))
