"""What is asked: frameworks, their indicators, the measures behind them, the bases they share. Plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class UnknownIndicator(LookupError):
    """The framework has no indicator of this id."""


class Kind(StrEnum):
    """What an answer looks like."""

    RATIO = "ratio"  # so many of so many
    COUNT = "count"
    BOOLEAN = "boolean"  # có / không
    LEVEL = "level"  # one of the levels
    TEXT = "text"


class Collect(StrEnum):
    """Where the count arises."""

    THON = "thon"  # each village
    XA = "xa"  # each commune
    OTHER = "other"  # the unit of the framework's level


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached. Of a ratio the value is in hundredths of a percent (65 % is 6500) and the unit "%"."""

    op: str
    value: int | bool | str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """A denominator that several indicators share, kept once per unit (số liệu nền)."""

    key: str
    name: str
    count_unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, whatever a framework calls it, in the words villagers use.

    `asks` completes "Thôn mình có …?", of a yes/no "Xã đã có … chưa?"; of a level or a text it names the thing.
    """

    key: str
    short: str
    asks: str
    definition: str
    aliases: tuple[str, ...]
    count_unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a stepped rule: this answer earns this share of the points."""

    when: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Rule:
    """How points are given. `source` says who says so: decision (printed), inferred, unknown (never guessed)."""

    form: str  # proportional | steps | all_or_nothing | per_count | unknown
    source: str
    steps: tuple[Step, ...] = ()
    each: Fraction | None = None  # points for one, of a per_count rule
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one framework, with the wording of its measure."""

    framework: str
    id: str
    code: str  # as printed; not unique
    group: str
    name: str  # as printed
    short: str
    asks: str
    definition: str
    measure: str
    kind: Kind
    collect: Collect
    base: str | None
    numerator: str | None
    denominator: str | None
    count_unit: str
    unit_printed: str | None
    target_printed: str | None
    target: Target | None
    levels: tuple[str, ...]
    over_units: str  # sum | count_yes | none
    over_time: str  # last | sum
    falls: bool  # may be lower than in an earlier period
    max_points: Fraction | None
    rule: Rule | None
    flags: frozenset[str]
    also_from: str | None
    part_of: str | None  # "III.5" of the part "III.5/1"
    count_also: str | None = None  # a number that may be kept beside the answer
    max_source: str = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of indicators; `max_points` only in a scored framework, None when not known."""

    code: str
    name: str
    max_points: Fraction | None


@dataclass(frozen=True, slots=True)
class Framework:
    """An official list of indicators."""

    id: str
    title: str
    document: Mapping[str, str]
    level: str
    target_year: int | None
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    _by_id: dict[str, Indicator] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Remember each indicator by its id."""
        self._by_id.update((indicator.id, indicator) for indicator in self.indicators)

    def indicator(self, id: str) -> Indicator:
        """The indicator of this id. Raises UnknownIndicator."""
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIndicator(id) from None

    def expand(self, id: str) -> tuple[Indicator, ...]:
        """The indicator of this id, or the parts of a composite one ("III.5"). Raises UnknownIndicator."""
        parts = tuple(indicator for indicator in self.indicators if indicator.part_of == id)
        return parts or (self.indicator(id),)

    def by_measure(self, measure: str) -> tuple[Indicator, ...]:
        """The indicators that count this measure, in the framework's order."""
        return tuple(indicator for indicator in self.indicators if indicator.measure == measure)

    def group(self, code: str) -> tuple[Indicator, ...]:
        """The indicators of one group, in order."""
        return tuple(indicator for indicator in self.indicators if indicator.group == code)

    @property
    def scored(self) -> bool:
        """Whether indicators earn points."""
        return any(indicator.rule is not None for indicator in self.indicators)
