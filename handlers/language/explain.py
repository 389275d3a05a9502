"""Which words of a message led to what: made on demand from the same steps that read it, so it cannot differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.language.decide import considered
from handlers.language.figures import Marked
from handlers.language.read import LONGEST, marked_up, read
from handlers.language.reading import Context, Number, Reading
from handlers.language.text import cut, fold
from handlers.language.values import Link

_NO_FIGURE = 3
_UNSHOWN = ("words", "unit_word")


@dataclass(frozen=True, slots=True)
class Step:
    """Some words, as cleaned, and what they were taken for."""

    words: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.words!r}: {self.meaning}" if self.words else self.meaning


def explain(text: str, context: Context) -> list[Step]:
    """How a message is read: names, units, no figures and figures, left to right; the rules; the intent last."""
    phrase = cut(text[:LONGEST])
    if not phrase.words:
        return [Step("", "nothing to read")]
    reading = read(text, context)
    if reading.seen is None:  # a bare figure, read without the grammar
        reading = replace(reading, seen=(marked_up(phrase, context), context))
    return trace(reading)


def trace(reading: Reading) -> list[Step]:
    """Which words of a message led to what; nothing for a bare figure, which says all itself."""
    if not isinstance(reading.seen, tuple):
        return []
    marked: Marked = reading.seen[0]
    context: Context = reading.seen[1]
    phrase = marked.phrase
    steps: list[tuple[int, Step]] = []
    for at, (word, raw) in enumerate(zip(phrase.words, phrase.raws, strict=True)):
        if word not in (raw, fold(raw)):
            steps.append((at, Step(raw, f"written out as {word}")))
    for name in marked.names:
        how = "" if name.exact else " (not its whole name)"
        steps.append((name.start, Step(phrase.piece(name.start, name.end), f"indicator {'|'.join(name.keys)}{how}")))
    for unit in marked.units:
        said = unit.key or f"not known here: {unit.unknown}"
        steps.append((unit.start, Step(phrase.piece(unit.start, unit.end), f"unit {said}")))
    steps.extend(_no_figures(marked))
    for value in marked.values:
        role = value.role + (f", {value.link} the one before" if value.link != Link.NONE else "")
        steps.append((value.start, Step(phrase.piece(value.start, value.end), f"{shown(value.number)} ({role})")))
    steps.sort(key=lambda step: step[0])
    return [*(step for _, step in steps), *_decided(reading, marked, context)]


def _decided(reading: Reading, marked: Marked, context: Context) -> list[Step]:
    """The surest rules that hold, what was not surely meant, and the intent with its figures."""
    steps = [
        Step("", f"{match.intent} {-match.weight:.1f}: {match.rule.reason} ({match.rule.text})")
        for match in considered(marked, context)
    ]
    if reading.doubtful is not None:
        steps.append(Step("", f"{reading.doubtful}: not surely meant, to be asked"))
    items = ", ".join(
        f"{'|'.join(item.names) or context.asked or 'no name'} = {shown(item.number)}"
        for item in reading.items
        if item.number is not None
    )
    return [*steps, Step("", f"{reading.intent}: {items}" if items else reading.intent)]


def _no_figures(marked: Marked) -> list[tuple[int, Step]]:
    """The runs of tokens that look like figures and are none."""
    steps, at, used = [], 0, marked.used
    while at < len(used):
        end = at
        while end < len(used) and used[end] == _NO_FIGURE:
            end += 1
        if end > at:
            steps.append((at, Step(marked.phrase.piece(at, end), "no figure")))
        at = end + 1
    return steps


def shown(number: Number) -> str:
    """A quantity in one line: only what is there."""
    said = [
        f"{name} {value}"
        for name, value in number._asdict().items()
        if name not in _UNSHOWN and value not in (None, False, ())
    ]
    return ", ".join(said) or "nothing"
