"""Whether what cannot be taken back is surely meant: positive evidence over the whole message, or it is asked.

The rules say which act a message may want. This gate then looks at every word of it. `tables/sure.txt` names, for each
act, the ideas it is said with, the ideas that may stand beside them, and those that speak against it: a question, a
condition, something told of another day or another person. A word that is none of these, in the clause of the act, is
a reason to ask: "duyệt thôn 4" approves, "tôi vừa duyệt thôn 4 bên phần mềm kia" does not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from handlers.language.concepts import COUNT, FILLER, NAME, NEGATION, READ, TABLES, Concepts, Signs
from handlers.language.figures import Marked
from handlers.language.reading import Context, Reading
from handlers.language.syllables import word_set

_HEADS = {"lời": 0, "kèm": 1, "cấm": 2, "hỏi": 3}
_FREE_BEHIND = frozenset(["remind_now"])  # behind whom to remind stands of what, in any words
_FREE = frozenset(["return_for_fix"])  # a reason stands beside it, in any words
_SHOWN = {"return_for_fix": "status_unit"}  # what is shown where it was only spoken of
_NO_FIGURES = frozenset(["approve", "delete_my_data", "opt_out", "remind_now"])
_LATER = frozenset(["de", "khoan", "chua", "tu", "cho"])
_OF_UNITS = frozenset(["approve", "remind_now", "return_for_fix"])
_COUNTED = (["nguoi"], ["ho"], ["nha"], ["khau"])
_VERBS = frozenset(["nhac", "giuc", "duyet", "lai", "nho", "han", "goi"])  # nhắc, nhắc nhở, trả lại, gia hạn
_UNIT_WORDS = word_set("cac may nhung het ca va voi lan cung them thon xa to cho hai ba deu so den toi ngay / - ,")
_ENDINGS = frozenset(["day", "do", "nhe", "nha", "em", "a", "ma", "chu", "anh", "chi", "bac", "chau", "oi"])
_LEVELS = frozenset(["xa", "phuong", "huyen", "thon", "xom", "to", "khu"])


class Evidence(NamedTuple):
    """Of one act: concepts that say it, that may stand beside it, and that speak against it anywhere or near."""

    said: tuple[int, ...]
    beside: tuple[int, ...]
    against: tuple[int, ...]
    asking: tuple[int, ...]


def load(concepts: Concepts) -> dict[str, Evidence]:
    """The table that ships with the package; a concept it does not know raises ValueError."""
    found: dict[str, list[list[int]]] = {}
    common: list[list[int]] = [[], [], [], []]
    lists = common
    for line in (TABLES / "sure.txt").read_text(encoding="utf-8").splitlines():
        head, _, rest = line.strip().partition(" ")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            lists = found.setdefault(line.strip("[] "), [[], [], [], []])
            continue
        for word in rest.split():
            if word.lower() != word and word not in concepts.ids:
                raise ValueError(f"sure.txt: no such concept: {word}")
            lists[_HEADS[head]].append(concepts.literal(word) if word.lower() == word else concepts.ids[word])
    return {
        act: Evidence(*(tuple(of_act + of_all) for of_act, of_all in zip(lists, common, strict=True)))
        for act, lists in found.items()
    }


class Gate:
    """The table and the concepts it speaks of."""

    def __init__(self, concepts: Concepts) -> None:
        self.evidence = load(concepts)
        self.name, self.count = concepts.ids[NAME], concepts.ids[COUNT]
        self.negation, self.filler = concepts.ids[NEGATION], concepts.ids[FILLER]

    def sure(self, intent: str, marked: Marked, signs: Signs, context: Context) -> bool:
        """Whether an act is said in a clause of its own words, and nothing speaks against it."""
        evidence = self.evidence[intent]
        if len(marked.phrase.words) > READ:
            return False
        said = self._places(evidence.said, signs)
        if intent in _NO_FIGURES and marked.values:
            return False
        if intent in _FREE:
            return self._unopposed(evidence, said, signs)
        apart = self._apart(said, marked, signs) if intent in _OF_UNITS else frozenset()
        if self._against(evidence.against, said, signs, set(signs.clause) - apart):
            return False
        if intent == "confirm" and _counts_masked(marked):
            return False
        if intent == "confirm" and any(context.asked not in name.keys for name in marked.names):
            return False
        if intent == "confirm" and context.role == "member" and _accepts_a_unit(marked.phrase.words):
            return False
        return any(self._clean(intent, evidence, said, signs, clause) for clause in {signs.clause[s] for s, _ in said})

    def _unopposed(self, evidence: Evidence, said: list[tuple[int, int]], signs: Signs) -> bool:
        """Whether a clause of the act is neither a question nor told of; an act said in words of its own is."""
        clauses = {signs.clause[start] for start, _ in said}
        against = (*evidence.against, *evidence.asking)
        return not said or any(not self._against(against, said, signs, {clause}) for clause in clauses)

    def _places(self, concepts: tuple[int, ...], signs: Signs) -> list[tuple[int, int]]:
        return [place for one in concepts for place in signs.spans.get(one, ())]

    def _apart(self, said: list[tuple[int, int]], marked: Marked, signs: Signs) -> frozenset[int]:
        """Clauses about units of their own, behind the act on another: "duyệt thôn 4 đi, thôn 5 để tôi xem đã"."""
        of_units = {signs.clause[unit.start] for unit in marked.units if unit.end <= READ}
        acts = of_units & {signs.clause[start] for start, _ in said}
        return frozenset(of_units - {min(acts)}) if acts else frozenset()

    def _against(self, concepts: tuple[int, ...], said: list[tuple[int, int]], signs: Signs, clauses: set[int]) -> bool:
        """Whether one of some concepts stands in one of some clauses, outside the words of the act."""
        return any(
            signs.clause[start] in clauses and not any(s <= start and end <= e for s, e in said)
            for start, end in self._places(concepts, signs)
        )

    def _clean(self, intent: str, evidence: Evidence, said: list[tuple[int, int]], signs: Signs, clause: int) -> bool:
        """Whether all the words of a clause are those of the act, what may stand beside it, and fillers."""
        if self._against(evidence.asking, said, signs, {clause}):
            return False
        known = bytearray(len(signs.words))
        for start, end in (*said, *self._places(evidence.beside, signs)):
            known[start:end] = b"\x01" * (end - start)
        last = max((e for s, e in said if signs.clause[s] == clause), default=0)
        for at, word in enumerate(signs.words):
            if signs.clause[at] != clause or known[at] or signs.next[at] != at or not word[0].isalnum():
                continue
            if not (intent in _FREE_BEHIND and at >= last):
                return False
        return True


def _counts_masked(marked: Marked) -> bool:
    """ "Mới được nửa thôn, được 150 người": a count that was no figure is told of, and nothing said yes to."""
    words, used = marked.phrase.words, marked.used
    return any(used[at] == 3 and words[at + 1 : at + 2] in _COUNTED for at in marked.phrase.numbers)


def _accepts_a_unit(words: list[str]) -> bool:
    """ "duyệt xã", "duyệt thôn 3": whose report is accepted; no yes to the figure read back."""
    return any(word == "duyet" and after in _LEVELS for word, after in pairwise(words))


def wanted_to_know(reading: Reading, found: list[str]) -> Reading:
    """ "Muốn dừng nhắc thì nhắn gì": how an act is ordered is asked, and the act may be meant."""
    act = next((one for one in found if one in ("opt_out", "delete_my_data")), None)
    return replace(reading, doubtful=act) if act is not None and reading.intent == "ask_help" else reading


def gated(reading: Reading, gate: Gate, marked: Marked, signs: Signs, context: Context, others: list[str]) -> Reading:
    """A reading whose act is surely meant; where it is not, the next of `others`, and the act kept as doubtful."""
    if reading.intent not in gate.evidence or gate.sure(reading.intent, marked, signs, context):
        told = reading.intent in _OF_UNITS | {"extend"} and _done_already(marked, signs)
        return _of_what_was_done(reading) if told else reading
    shown = _SHOWN.get(reading.intent) if reading.units or reading.unknown_units else None
    instead = shown or next((one for one in others if one not in gate.evidence), "unclear")
    return replace(reading, intent=instead, doubtful=reading.intent, yes=False, no=False)


def _of_what_was_done(reading: Reading) -> Reading:
    """ "Duyệt thôn 4 rồi": it is told and not ordered; how it stands there is shown."""
    named = bool(reading.unknown_units) or (bool(reading.units) and "all" not in reading.units[0])
    of_all = "missing_units" if reading.intent == "remind_now" else "list_pending"
    return replace(reading, intent="status_unit" if named else of_all, yes=False)


def _done_already(marked: Marked, signs: Signs) -> bool:
    """ "(Tôi) nhắc thôn 4 rồi": a verb, its units and "rồi" at the end of the message tell of what was done."""
    words, used = signs.words, marked.used
    end = len(words)
    while end and (not words[end - 1][0].isalnum() or words[end - 1] in _ENDINGS):
        end -= 1
    if end < 2 or words[end - 1] != "roi" or len(marked.phrase.words) > READ:
        return False
    at = end - 2
    while at >= 0 and (used[at] in (2, 3) or words[at] in _UNIT_WORDS or words[at].isdigit()):
        at -= 1
    return at < end - 2 and at >= 0 and words[at] in _VERBS and signs.clause[at] == signs.clause[end - 1]


def _kept_back(signs: Signs, at: int) -> bool:
    """Whether words behind a unit leave it for later: "thôn 5 để tôi xem đã"."""
    behind = [word for i, word in enumerate(signs.words) if i >= at and signs.clause[i] == signs.clause[at - 1]]
    return not _LATER.isdisjoint(behind)


def units_meant(reading: Reading, marked: Marked, signs: Signs, gate: Gate) -> Reading:
    """An act on units, for those of its own clause only: "duyệt thôn 4 đi, thôn 5 để tôi xem đã"."""
    if reading.intent not in _OF_UNITS or len(reading.units) + len(reading.unknown_units) < 2:
        return reading
    evidence = gate.evidence.get(reading.intent)
    said = {signs.clause[s] for s, _ in gate._places(evidence.said, signs)} if evidence else set()
    here = [u for u in marked.units if u.end <= READ and signs.clause[u.start] in said]
    if not here:
        return reading
    last = max(signs.clause[u.start] for u in here)
    for unit in marked.units:
        clause = signs.clause[unit.start] if unit.end <= READ else -1
        if clause == last + 1 and signs.starts[unit.start] and signs.ends[unit.end] and not _kept_back(signs, unit.end):
            here.append(unit)
            last = clause
    return replace(
        reading,
        units=tuple(dict.fromkeys(u.key for u in here if u.key)),
        unknown_units=tuple(dict.fromkeys(u.unknown for u in here if u.unknown)),
    )
