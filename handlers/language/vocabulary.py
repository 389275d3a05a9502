"""Words that may stand beside a figure, that say a number counts, and that say it does not: `tables/figures.txt`."""

from __future__ import annotations

from pathlib import Path

from handlers.language.cues import HEDGES, LEFT_WORDS
from handlers.language.text import fold
from handlers.language.words import NOUNS, SCALES, WORDS

_HEADS = ("cạnh", "đếm", "việc", "hỏi")


def _table() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {head: set() for head in _HEADS}
    path = Path(__file__).parent / "tables" / "figures.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if head in words:
            words[head].update((rest if head == "việc" else fold(rest)).split())
    return {head: frozenset(said) for head, said in words.items()}


_TABLE = _table()
SAYING = _TABLE["cạnh"] | NOUNS  # beside "không ai", "chưa có ai"
BESIDE = SAYING | _TABLE["đếm"] | WORDS | frozenset(SCALES) | LEFT_WORDS | {word for word in HEDGES if " " not in word}
COUNTING = _TABLE["đếm"]  # right before a number: it counts
# Right before a number: it counts what is done besides. With marks: "gặp" is not "gấp".
OTHER_WORK = _TABLE["việc"] | {"gat", "nuoi"}
ASKING = tuple(f" {said.replace('_', ' ')} " for said in sorted(_TABLE["hỏi"]))  # the number itself is asked about
ASKING_WORDS = frozenset(said.split()[-1] for said in ASKING)  # one of these stands in each
