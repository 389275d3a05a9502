"""What a message wants, by rules over concepts: `tables/rules.txt`, and how it is matched.

A line of the table is "weight  conditions | reason | example". Conditions are concepts (capitals) or words themselves
(small letters, "_" for a space), with these signs between them:

    A B      B follows A with nothing but fillers between
    A ~ B    B follows A in the same clause, not far behind
    A .. B   B stands anywhere behind A
    A & B    both stand in the message
    !A       A stands nowhere in the message
    ^A  A$   A opens, or ends, its clause

The heaviest rule that holds decides; the more it asks for, the more it counts, and a rule for one moment counts more.
A heading "[intent]" may name where its rules hold: "[approve] review" (what the bot had just said) or "[register] none"
(the sender's role); what stands there with "!" holds for each rule below it ("[undo] !AI_ĐỔI").
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from handlers.language.concepts import TABLES, Concepts, Signs

STATES = frozenset(["idle", "ask", "confirm", "doubt", "review", "menu", "evidence", "difficulty", "join"])
STRICT = frozenset(["approve", "delete_my_data", "opt_out", "remind_now", "undo", "submit", "yes", "no"])
_FAR = 7  # tokens between two concepts joined by "~"
_FARTHEST = 10  # and so many at a loss
_NEAR = 4  # tokens that may, at a loss, stand between two concepts that should be neighbours
_LOST = 1.5  # what such words between take from the weight


class Step(NamedTuple):
    """One concept of a chain: how it is joined to the one before, and whether it opens or ends a clause."""

    ident: int
    link: str
    first: bool
    last: bool


class Rule(NamedTuple):
    """One line of the table; `wanted` and `barred` are masks of concepts."""

    intent: str
    weight: float
    chains: tuple[tuple[Step, ...], ...]
    wanted: int
    barred: int
    states: frozenset[str]
    roles: frozenset[str]
    text: str
    reason: str
    example: str

    @property
    def strict(self) -> bool:
        """Whether its concepts have to stand exactly as they are joined: what is hard to take back is not guessed."""
        return self.intent in STRICT


class Match(NamedTuple):
    """An intent found: its weight (negative, so that the surest sorts first), where it begins, and by which rule."""

    weight: float
    intent: str
    start: int
    rule: Rule


# By a concept: another that each rule wants, all it wants and all it bars, and the rule.
Rules = dict[int, tuple[tuple[int, int, int, Rule], ...]]


def load(concepts: Concepts) -> Rules:
    """The table that ships with the package."""
    return parse((TABLES / "rules.txt").read_text(encoding="utf-8"), concepts)


def parse(text: str, concepts: Concepts) -> Rules:
    """Rules out of the text of a table, by their rarest concept; raises ValueError naming the line it cannot read."""
    rules: list[Rule] = []
    intent, states, roles, never = "", frozenset[str](), frozenset[str](), ""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            intent, _, where = line[1:].partition("]")
            never = " ".join(word for word in where.split() if word.startswith("!"))
            states = frozenset(where.split()) & STATES
            roles = frozenset(where.split()) - STATES - frozenset(never.split())
            continue
        weight, _, rest = line.partition(" ")
        parts = [part.strip() for part in rest.split("|")]
        if not weight.replace(".", "").isdigit() or len(parts) != 3:
            raise ValueError(f"rules, line {number}: {line}")
        rules.append(_rule(intent, float(weight), parts, never, states, roles, concepts))
    return indexed(rules)


def indexed(rules: list[Rule]) -> Rules:
    """Rules by the concept they want that the fewest others want: only rules of concepts said are looked at."""
    wanted = Counter(step.ident for rule in rules for step in chain_steps(rule))
    groups: dict[int, list[tuple[int, int, int, Rule]]] = {}
    for rule in rules:
        rarest, *more = sorted({step.ident for step in chain_steps(rule)}, key=lambda ident: (wanted[ident], ident))
        groups.setdefault(rarest, []).append((more[0] if more else rarest, rule.wanted, rule.barred, rule))
    return {ident: tuple(group) for ident, group in groups.items()}


def chain_steps(rule: Rule) -> list[Step]:
    """All the steps of a rule."""
    return [step for chain in rule.chains for step in chain]


def _rule(
    intent: str,
    weight: float,
    parts: list[str],
    never: str,
    states: frozenset[str],
    roles: frozenset[str],
    concepts: Concepts,
) -> Rule:
    chains: list[tuple[Step, ...]] = []
    wanted = barred = 0
    for word in never.split():
        barred |= 1 << _ident(word[1:], concepts)
    for part in parts[0].split("&"):
        steps: list[Step] = []
        link = " "
        for word in part.split():
            if word in ("~", ".."):
                link = word
                continue
            if word.startswith("!"):
                barred |= 1 << _ident(word[1:], concepts)
                continue
            ident = _ident(word.strip("^$"), concepts)
            wanted |= 1 << ident
            steps.append(Step(ident, link, word.startswith("^"), word.endswith("$")))
            link = " "
        if steps:
            chains.append(tuple(steps))
    size = sum(len(chain) for chain in chains)
    weight += size / 100 + bool(states) / 2
    return Rule(intent, weight, tuple(chains), wanted, barred, states, roles, *parts)


def _ident(word: str, concepts: Concepts) -> int:
    if word.lower() == word:
        return concepts.literal(word)
    if word not in concepts.ids:
        raise ValueError(f"no such concept: {word}")
    return concepts.ids[word]


def matches(rules: Rules, signs: Signs, state: str, role: str) -> list[Match]:
    """Every intent that a rule finds in a message, the surest first; the surest rule of each."""
    best: dict[str, Match] = {}
    mask, lacking = signs.mask, ~signs.mask
    spans = signs.spans
    groups = [rules[ident] for ident in spans if ident in rules]
    said = [
        rule
        for group in groups
        for another, wanted, barred, rule in group
        if another in spans and not (wanted & lacking or barred & mask)
    ]
    for rule in said:
        if (rule.states and state not in rule.states) or (rule.roles and role not in rule.roles):
            continue
        known = best.get(rule.intent)
        if known is not None and -known.weight >= rule.weight:
            continue
        held = _holds(rule, signs)
        if held is not None and (known is None or known.weight > held[1] - rule.weight):
            best[rule.intent] = Match(held[1] - rule.weight, rule.intent, held[0], rule)
    return sorted(best.values(), key=lambda match: (match.weight, match.start, match.intent))


def _holds(rule: Rule, signs: Signs) -> tuple[int, float] | None:
    """Where a rule's first concept stands, and what is lost by words between, when all its chains are found."""
    first, lost = len(signs.words), 0.0
    for chain in rule.chains:
        found = _chain(chain, 0, -1, signs, rule.strict)
        if found is None:
            return None
        first, lost = min(first, found[0]), lost + found[1]
    return first, lost


def _chain(chain: tuple[Step, ...], at: int, behind: int, signs: Signs, strict: bool) -> tuple[int, float] | None:
    """The place of the step `at` so that it and all the later ones stand as they are joined, with the least lost."""
    step = chain[at]
    best: tuple[int, float] | None = None
    for start, end in signs.spans[step.ident]:
        lost = _joined(step.link, behind, start, signs, strict) if at else 0.0
        if lost is None or (best is not None and lost >= best[1]):
            continue
        if (step.first and not signs.starts[start]) or (step.last and not signs.ends[end]):
            continue
        if at + 1 < len(chain):
            rest = _chain(chain, at + 1, end, signs, strict)
            if rest is None:
                continue
            lost += rest[1]
        if best is None or lost < best[1]:
            best = (start, lost)
        if not lost:
            break
    return best


def _joined(link: str, behind: int, start: int, signs: Signs, strict: bool) -> float | None:
    """What is lost when a step at `start` follows one that ends at `behind`; None when it does not follow."""
    if start < behind:
        return None
    if link == "..":
        return 0.0
    if signs.clause[start] != signs.clause[behind - 1]:
        return None
    if link == "~":
        return 0.0 if start - behind <= _FAR else None if strict else _LOST if start - behind <= _FARTHEST else None
    if signs.next[behind] >= start:
        return 0.0
    return None if strict or start - behind > _NEAR else _LOST
