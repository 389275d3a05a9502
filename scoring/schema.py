"""The shape of the YAML files, checked by pydantic: a strange key or a missing one is an error, never ignored.

Only `framework.py` imports this, and only when a file is read.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator

from scoring.indicator import Base, Collect, Framework, Group, Indicator, Kind, Measure, Rule, Step, Target

DUPLICATE_FLAG = "duplicate"  # the only reason for two indicators of one framework to share a measure
OVER_UNITS = {Kind.RATIO: "sum", Kind.COUNT: "sum", Kind.BOOLEAN: "count_yes", Kind.LEVEL: "none", Kind.TEXT: "none"}


class WrongFile(ValueError):
    """A file says something that cannot be; `where` is the path of keys that leads to it."""

    def __init__(self, reason: str, *where: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


def _fraction(value: object) -> Fraction | None:
    if value is None or isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("a number or a fraction such as 1/2 is wanted")
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError("a number or a fraction such as 1/2 is wanted") from None


Share = Annotated[Fraction, BeforeValidator(_fraction)]
Text = Annotated[str, Field(min_length=1)]
Source = Literal["decision", "inferred", "unknown"]


class Shape(BaseModel):
    """What all parts of a file have in common: nothing unexpected, and text is never taken for a number."""

    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class BaseShape(Shape):
    """One entry of bases.yaml."""

    name: Text
    count_unit: Text
    definition: Text


class MeasureShape(Shape):
    """One entry of measures.yaml."""

    short: Text
    asks: Text
    definition: Text
    count_unit: str = ""
    aliases: list[Text] = []


class TargetShape(Shape):
    """A target; of a ratio the value is in percent."""

    op: Literal[">=", ">", "<=", "<", "=="]
    value: bool | int | float | str
    unit: str = ""

    def target(self) -> Target:
        """The target, a percent in hundredths."""
        if self.unit != "%":
            if isinstance(self.value, float):
                raise WrongFile("a target without % must be a whole number, true, false or a level", "value")
            return Target(self.op, self.value, self.unit)
        if isinstance(self.value, bool | str):
            raise WrongFile("a target in % must be a number", "value")
        hundredths = Decimal(str(self.value)) * 100
        if hundredths != int(hundredths) or not 0 <= hundredths <= 10_000:
            raise WrongFile("a target in % must lie between 0 and 100, with at most two decimals", "value")
        return Target(self.op, int(hundredths), "%")


class StepShape(Shape):
    """One rung of a stepped rule."""

    when: Text
    share: Share


class RuleShape(Shape):
    """How points are given."""

    form: Literal["proportional", "steps", "all_or_nothing", "per_count", "unknown"]
    source: Source
    steps: list[StepShape] = []
    each: Share | None = None
    formula: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.form == "steps") != bool(self.steps):
            raise ValueError("steps belong to the form steps, and only to it")
        if (self.form == "per_count") != (self.each is not None):
            raise ValueError("each belongs to the form per_count, and only to it")
        return self

    def rule(self) -> Rule:
        """The rule."""
        steps = tuple(Step(step.when, step.share) for step in self.steps)
        return Rule(self.form, self.source, steps, self.each, self.formula)


class PointsShape(Shape):
    """The most points there are, and who says so."""

    value: Share | None
    source: Source


class GroupShape(Shape):
    """A group of indicators; `count` is how many the framework prints."""

    code: Text
    name: Text
    count: int
    block: str | None = None
    max_points: PointsShape | None = None


class PartShape(Shape):
    """One of the statements of a composite indicator."""

    measure: Text
    numerator: Text
    denominator: Text
    base: str | None = None
    target: TargetShape | None = None
    target_printed: str | None = None


class IndicatorShape(Shape):
    """One indicator as the file has it."""

    id: Text
    code: Text
    group: Text
    name: Text
    measure: str | None = None
    kind: Annotated[Kind, Field(strict=False)]
    collect: Annotated[Collect, Field(strict=False)]
    short: str | None = None
    asks: str | None = None
    definition: str | None = None
    base: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    count_unit: str | None = None
    count_also: str | None = None
    unit_printed: str | None = None
    target_printed: str | None = None
    target: TargetShape | None = None
    levels: list[Text] = []
    over_units: Literal["sum", "count_yes", "none"] | None = None
    over_time: Literal["last", "sum"] = "last"
    falls: bool = True
    max_points: PointsShape | None = None
    rule: RuleShape | None = None
    flags: list[str] = []
    also_from: str | None = None
    parts: list[PartShape] = []

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if bool(self.parts) == bool(self.measure):
            raise ValueError("an indicator has either a measure or parts")
        if self.parts and self.kind is not Kind.RATIO:
            raise ValueError("only a ratio can have parts")
        if self.kind is Kind.RATIO and not self.parts and not (self.numerator and self.denominator):
            raise ValueError("a ratio needs a numerator and a denominator")
        if (self.kind is Kind.LEVEL) != bool(self.levels):
            raise ValueError("levels belong to the kind level, and only to it")
        if self.base and self.kind is not Kind.RATIO:
            raise ValueError("only a ratio has a base")
        if not self.parts and self.target is not None:
            self._check_target(self.target)
        return self

    def _check_target(self, target: TargetShape) -> None:
        boolean = isinstance(target.value, bool)
        fits = {
            Kind.RATIO: target.unit == "%",
            Kind.COUNT: not boolean and isinstance(target.value, int),
            Kind.BOOLEAN: boolean,
            Kind.LEVEL: target.value in self.levels,
            Kind.TEXT: False,
        }
        if not fits[self.kind]:
            raise ValueError(f"the target does not fit the kind {self.kind}")


class FrameworkShape(Shape):
    """One framework file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    document: dict[str, str | list[str] | None]
    level: Literal["thon", "xa", "huyen", "tinh"]
    target_year: int | None
    groups: Annotated[list[GroupShape], Field(min_length=1)]
    indicators: Annotated[list[IndicatorShape], Field(min_length=1)]


def read_bases(raw: object) -> dict[str, Base]:
    """The bases of a file. Raises pydantic.ValidationError."""
    shapes = TypeAdapter(dict[str, BaseShape]).validate_python(raw)
    return {key: Base(key, shape.name, shape.count_unit, shape.definition) for key, shape in shapes.items()}


def read_measures(raw: object) -> dict[str, Measure]:
    """The measures of a file. Raises pydantic.ValidationError."""
    shapes = TypeAdapter(dict[str, MeasureShape]).validate_python(raw)
    return {
        key: Measure(key, shape.short, shape.asks, shape.definition, tuple(shape.aliases), shape.count_unit)
        for key, shape in shapes.items()
    }


def read_framework(raw: object, bases: dict[str, Base], measures: dict[str, Measure]) -> Framework:
    """The framework of a file. Raises pydantic.ValidationError and WrongFile."""
    shape = FrameworkShape.model_validate(raw)
    indicators: list[Indicator] = []
    for place, one in enumerate(shape.indicators):
        try:
            indicators += _indicators(shape.id, one, bases, measures)
        except WrongFile as wrong:
            raise WrongFile(wrong.reason, "indicators", place, *wrong.where) from None
    _check_list(shape)
    return Framework(
        id=shape.id,
        title=shape.title,
        document={key: _words(value) for key, value in shape.document.items() if value},
        level=shape.level,
        target_year=shape.target_year,
        groups=tuple(Group(g.code, g.name, g.max_points.value if g.max_points else None) for g in shape.groups),
        indicators=tuple(indicators),
    )


def _words(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _indicators(
    framework: str, shape: IndicatorShape, bases: dict[str, Base], measures: dict[str, Measure]
) -> list[Indicator]:
    """The indicator, or each part of a composite one as an indicator of its own."""
    if not shape.parts:
        return [_indicator(framework, shape, shape, None, bases, measures)]
    made = []
    for place, part in enumerate(shape.parts):
        try:
            made.append(_indicator(framework, shape, part, place + 1, bases, measures))
        except WrongFile as wrong:
            raise WrongFile(wrong.reason, "parts", place, *wrong.where) from None
    return made


def _indicator(
    framework: str,
    shape: IndicatorShape,
    part: IndicatorShape | PartShape,
    number: int | None,
    bases: dict[str, Base],
    measures: dict[str, Measure],
) -> Indicator:
    measure = measures.get(part.measure or "")
    if measure is None:
        raise WrongFile(f"the measure {part.measure} is not in measures.yaml", "measure")
    if part.base is not None and part.base not in bases:
        raise WrongFile(f"the base {part.base} is not in bases.yaml", "base")
    try:
        target = part.target.target() if part.target else None
    except WrongFile as wrong:
        raise WrongFile(wrong.reason, "target", *wrong.where) from None
    suffix = f"/{number}" if number else ""
    return Indicator(
        framework=framework,
        id=shape.id + suffix,
        code=shape.code + suffix,
        group=shape.group,
        name=shape.name,
        short=shape.short or measure.short,
        asks=shape.asks or measure.asks,
        definition=shape.definition or measure.definition,
        measure=measure.key,
        kind=shape.kind,
        collect=shape.collect,
        base=part.base,
        numerator=part.numerator,
        denominator=part.denominator,
        count_unit=shape.count_unit or measure.count_unit,
        unit_printed=shape.unit_printed,
        target_printed=part.target_printed,
        target=target,
        levels=tuple(shape.levels),
        over_units=shape.over_units or OVER_UNITS[shape.kind],
        over_time=shape.over_time,
        falls=shape.falls,
        max_points=shape.max_points.value if shape.max_points else None,
        rule=shape.rule.rule() if shape.rule else None,
        flags=frozenset(shape.flags),
        also_from=shape.also_from,
        part_of=shape.id if number else None,
        count_also=shape.count_also,
        max_source=shape.max_points.source if shape.max_points else "unknown",
    )


def _check_list(shape: FrameworkShape) -> None:
    """What only the list as a whole can show: ids, groups and measures."""
    groups = {group.code: 0 for group in shape.groups}
    ids: set[str] = set()
    seen: dict[str, list[str]] = {}
    for place, one in enumerate(shape.indicators):
        if one.id in ids:
            raise WrongFile(f"the id {one.id} occurs twice", "indicators", place, "id")
        if one.group not in groups:
            raise WrongFile(f"the group {one.group} is not in groups", "indicators", place, "group")
        ids.add(one.id)
        groups[one.group] += 1
        for measure in [one.measure or "", *(part.measure for part in one.parts)]:
            earlier = seen.setdefault(measure, [])
            if measure and earlier and DUPLICATE_FLAG not in one.flags:
                raise WrongFile(f"{earlier[0]} counts {measure} already", "indicators", place, "measure")
            earlier.append(one.id)
    for place, group in enumerate(shape.groups):
        if groups[group.code] != group.count:
            found = groups[group.code]
            raise WrongFile(f"group {group.code} says {group.count} and has {found}", "groups", place, "count")
