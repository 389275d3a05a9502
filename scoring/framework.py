"""Reading frameworks: the five that ship with the product and those an office adds in a folder of its own.

A folder holds `<id>.yaml` files, and `measures.yaml` and `bases.yaml` where it counts things the shipped ones do not.
A file that is wrong gives one FrameworkError that names the file, the line and the reason.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from scoring.indicator import (
    Base,
    Collect,
    Framework,
    Group,
    Indicator,
    Kind,
    Measure,
    Rule,
    Step,
    Target,
    UnknownIndicator,
)

if TYPE_CHECKING:
    from yaml.nodes import Node

__all__ = [
    "ASKED_AT_ONCE",
    "SHIPPED",
    "Base",
    "Collect",
    "Framework",
    "FrameworkError",
    "Group",
    "Indicator",
    "Kind",
    "Measure",
    "Rule",
    "Step",
    "Target",
    "UnknownFramework",
    "UnknownIndicator",
    "asked_at_once",
    "bases",
    "framework",
    "frameworks",
    "load",
    "measures",
    "shipped",
]

ASKED_AT_ONCE = "hoi-gap:"  # the beginning of the id of a framework made up by an urgent ask
SHIPPED = Path(__file__).parent / "frameworks"
BASES = "bases.yaml"
MEASURES = "measures.yaml"
Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Made = TypeVar("Made")
Where = tuple[str | int, ...]
YAML, FILE = "yaml", "file"  # kinds of mistakes the parser and the disk find


class FrameworkError(ValueError):
    """A framework file is wrong; the message is one line: file, line, place, reason.

    `where` is the path of keys that leads there. Who says it to people has their own words for `reason`, or for `kind`
    (the reader's word for a mistake of shape) with its `facts`.
    """

    def __init__(
        self,
        file: Path,
        line: int,
        reason: str,
        where: Where = (),
        kind: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.file, self.line, self.reason, self.where = file, line, " ".join(reason.split()), where
        self.kind, self.facts = kind, facts or {}
        super().__init__(f"{file}, line {line}: {_named(where, self.reason)}")


class UnknownFramework(LookupError):
    """No framework of this id is shipped or in the office's folder."""


def shipped() -> dict[str, Framework]:
    """The five frameworks that come with the product, by id. Read once."""
    return dict(_folder(SHIPPED))


def frameworks(folder: Path | None = None) -> dict[str, Framework]:
    """The shipped frameworks and those of a folder, by id; an id in the folder hides the shipped one.

    Raises FrameworkError.
    """
    found = shipped()
    if folder is not None:
        found.update(_folder(folder))
    return found


def framework(id: str, folder: Path | None = None) -> Framework:
    """The framework of this id. Raises UnknownFramework and FrameworkError."""
    if id.startswith(ASKED_AT_ONCE):
        return _asked_at_once(id)
    found = (_folder(folder).get(id) if folder is not None else None) or _folder(SHIPPED).get(id)
    if found is None:
        raise UnknownFramework(f"there is no framework {id}")
    return found


@cache
def _asked_at_once(id: str) -> Framework:
    """A framework of one question that is all in its id: "hoi-gap:count:điểm wifi"."""
    _, kind, what = id.split(":", 2)
    asks, sums = (f"bao nhiêu {what}", "sum") if kind == Kind.COUNT else (what, "none")
    indicator = Indicator(
        framework=id, id="1", code="", group="", name=what, short=what, asks=asks, definition="", measure=id,
        kind=Kind(kind), collect=Collect.THON, base=None, numerator=None, denominator=None, count_unit="",
        unit_printed=None, target_printed=None, target=None, levels=(), over_units=sums,
        over_time="last", falls=True, max_points=None, rule=None, flags=frozenset(), also_from=None, part_of=None,
    )  # fmt: skip
    return Framework(id, what, {}, "thon", None, (), (indicator,))


def asked_at_once(kind: Kind, what: str) -> str:
    """The id of a framework that asks one count or text, in these words."""
    return f"{ASKED_AT_ONCE}{kind}:{what}"


def bases(folder: Path | None = None) -> dict[str, Base]:
    """The shared denominators by key: the shipped ones and those of a folder. Raises FrameworkError."""
    found = dict(_bases(SHIPPED))
    if folder is not None:
        found.update(_bases(folder))
    return found


def measures(folder: Path | None = None) -> dict[str, Measure]:
    """What is counted, by key: the shipped measures and those of a folder. Raises FrameworkError."""
    found = dict(_measures(SHIPPED))
    if folder is not None:
        found.update(_measures(folder))
    return found


def load(path: Path) -> Framework:
    """Read one framework file, with the measures and bases that stand beside it. Raises FrameworkError."""
    from scoring.schema import read_framework

    beside = path.parent.absolute()  # "." is another folder tomorrow, and what was read is kept by its name
    known_bases, known_measures = bases(beside), measures(beside)
    return _read(path, lambda raw: read_framework(raw, known_bases, known_measures))


@cache
def _folder(folder: Path) -> Mapping[str, Framework]:
    found: dict[str, Framework] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in (BASES, MEASURES):
            continue
        made = load(path)
        if made.id in found:
            raise FrameworkError(path, 1, f"another file of this folder has the id {made.id} too")
        found[made.id] = made
    return found


@cache
def _bases(folder: Path) -> Mapping[str, Base]:
    path = folder / BASES
    if not path.exists():
        return {}
    from scoring.schema import read_bases

    return _read(path, read_bases)


@cache
def _measures(folder: Path) -> Mapping[str, Measure]:
    path = folder / MEASURES
    if not path.exists():
        return {}
    from scoring.schema import read_measures

    return _read(path, read_measures)


def _read(path: Path, make: Callable[[object], Made]) -> Made:
    """Parse a file and make values of it; every failure becomes a FrameworkError."""
    from pydantic import ValidationError

    from scoring.schema import WrongFile

    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.load(text, Loader=Loader)  # noqa: S506  the safe loader, in C where it is there
    except OSError as error:
        raise FrameworkError(path, 0, error.strerror or "cannot be read", kind=FILE) from None
    except UnicodeDecodeError:
        raise FrameworkError(path, 0, "is not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise FrameworkError(path, mark.line + 1 if mark else 0, error.problem or "is not YAML", kind=YAML) from None
    except yaml.YAMLError as error:
        raise FrameworkError(path, 0, str(error), kind=YAML) from None
    try:
        return make(raw)
    except WrongFile as wrong:
        raise FrameworkError(path, _line(text, wrong.where), wrong.reason, wrong.where) from None
    except ValidationError as error:
        first = error.errors()[0]
        where, said = first["loc"], first["msg"].removeprefix("Value error, ")
        kind = "" if first["type"] == "value_error" else first["type"]
        raise FrameworkError(path, _line(text, where), said, where, kind, first.get("ctx")) from None


def _named(where: tuple[str | int, ...], reason: str) -> str:
    """The reason with the place before it: "indicators 3, target: …"."""
    names = [str(part + 1) if isinstance(part, int) else f", {part}" for part in where]
    place = " ".join(names).replace(" ,", ",").removeprefix(", ")
    return f"{place}: {reason}" if place else reason


def _line(text: str, where: tuple[str | int, ...]) -> int:
    """The line the path of keys leads to, as far as the file goes along with it."""
    node: Node | None = yaml.compose(text, Loader=Loader)
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for step in where:
        found = _step(node, step)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


def _step(node: "Node", step: str | int) -> "tuple[Node, Node] | None":
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key, value
    return None
