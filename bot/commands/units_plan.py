"""Comparing a list of units with what is on record: what to put down, in which order, and what cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.units_file import LEVEL_WORDS, RefusedRow, UnitLine
from store.units import LEVELS, Unit, fold


@dataclass(frozen=True, slots=True)
class Step:
    """One line to be put down, after the line or below the unit it stands under; `known` where it is there already."""

    line: UnitLine
    parent_row: int | None
    parent_id: int | None
    known: Unit | None


def plan(
    lines: Sequence[UnitLine], existing: Sequence[Unit], others: Sequence[tuple[int, str]] = ()
) -> tuple[list[Step], list[RefusedRow]]:
    """What to put down, parents first, and the rows that cannot be: doubles, unknown parents, circles, wrong levels.

    `others` are the other names on record: (unit id, name).
    """
    refused: list[RefusedRow] = []
    kept = _without_doubles(lines, refused)
    parents = {line.row: _parent(line, kept, existing, refused) for line in kept}
    wrong = {row.row for row in refused}
    by_row = {line.row: line for line in kept}
    for row in _in_circles(parents):
        names = " → ".join(by_row[one].name for one in [*_circle(row, parents), row])
        refused.append(RefusedRow(row, f"các đơn vị nằm vòng tròn trong nhau: {names}"))
        wrong.add(row)
    steps: dict[int, Step] = {}
    for line in sorted((line for line in kept if line.row not in wrong), key=lambda line: _depth(line.row, parents)):
        above = parents[line.row]
        if isinstance(above, int) and above not in steps:
            continue  # its parent was refused, and is named with the reason
        step = _step(line, above, steps, existing)
        if isinstance(step, RefusedRow):
            refused.append(step)
        else:
            steps[line.row] = step
    refused += _names_taken(list(steps.values()), existing, others)
    return list(steps.values()), refused


def _names_taken(
    steps: Sequence[Step], existing: Sequence[Unit], others: Sequence[tuple[int, str]]
) -> list[RefusedRow]:
    """Rows with a name that a neighbour bears already: nobody could tell which of the two a message means.

    Two neighbours may share another name, for a village that was divided; one's other name may not be the other's name.
    """
    on_record = {one.id: one for one in existing}
    known = {step.line.row: step.known for step in steps if step.known is not None}

    def place(step: Step) -> str:
        if step.parent_row is not None:
            parent = known.get(step.parent_row)
            return parent.path if parent is not None else f"row {step.parent_row}"
        return "/" if step.parent_id is None else on_record[step.parent_id].path

    there = {one.id: one for one in existing if one.until_day is None}
    names = {(_above(one), fold(one.name)): _called(one) for one in there.values()}
    other_names = {(_above(there[id]), fold(name)): _called(there[id]) for id, name in others if id in there}
    new = [step for step in steps if step.known is None]
    refused = []
    for step in new:
        said, own = (place(step), fold(step.line.name)), f"{step.line.name} (dòng {step.line.row})"
        bearer = other_names.get(said) or names.setdefault(said, own)
        if bearer != own:
            refused.append(RefusedRow(step.line.row, f"{step.line.name} trùng tên với {bearer}, cùng cấp trên"))
    for step in new:
        own = f"{step.line.name} (dòng {step.line.row})"
        for name in step.line.aliases:
            bearer = names.get((place(step), fold(name)), own)
            if bearer != own:
                refused.append(RefusedRow(step.line.row, f"tên khác “{name}” là tên của {bearer}, cùng cấp trên"))
    return refused


def _above(one: Unit) -> str:
    return one.path.removesuffix(f"{one.id}/")


def _called(one: Unit) -> str:
    return f"{one.name} [{one.code or f'#{one.id}'}]"


def _without_doubles(lines: Sequence[UnitLine], refused: list[RefusedRow]) -> list[UnitLine]:
    codes: dict[str, int] = {}
    names: dict[tuple[str, str, str], int] = {}
    kept = []
    for line in lines:
        place = (fold(line.name), line.level, fold(line.parent or ""))
        if line.code is not None and line.code in codes:
            refused.append(RefusedRow(line.row, f"mã {line.code} đã có ở dòng {codes[line.code]}"))
        elif place in names:
            refused.append(RefusedRow(line.row, f"{line.name} đã có ở dòng {names[place]}, cùng cấp trên"))
        else:
            names[place] = line.row
            if line.code is not None:
                codes[line.code] = line.row
            kept.append(line)
    return kept


def _parent(
    line: UnitLine, lines: Sequence[UnitLine], existing: Sequence[Unit], refused: list[RefusedRow]
) -> int | Unit | None:
    """Where a line stands: below another line or a unit on record, found by code, else by a name that only one has."""
    said = line.parent
    if said is None:
        return None
    found: list[int | Unit] = [other.row for other in lines if other.code == said]
    found = found or [one for one in existing if one.code == said]
    if not found:
        codes = {other.code for other in lines if other.code}
        found = [other.row for other in lines if fold(other.name) == fold(said)]
        found += [
            one for one in existing if fold(one.name) == fold(said) and (one.code is None or one.code not in codes)
        ]
    if len(found) == 1:
        return found[0]
    why = "chưa có, cả trong tệp lẫn trong kho" if not found else f"có {len(found)} đơn vị cùng tên, hãy ghi mã"
    refused.append(RefusedRow(line.row, f"cấp trên “{said}” của {line.name}: {why}"))
    return None


def _step(
    line: UnitLine, above: int | Unit | None, steps: dict[int, Step], existing: Sequence[Unit]
) -> Step | RefusedRow:
    """One line below its parent, unless the levels stand upside down or its code is another unit's."""
    parent = steps[above] if isinstance(above, int) else None
    level = parent.line.level if parent else (above.level if above is not None and not isinstance(above, int) else None)
    if level is not None and LEVELS.index(level) >= LEVELS.index(line.level):
        own, other = LEVEL_WORDS[line.level], LEVEL_WORDS[level]
        return RefusedRow(line.row, f"{line.name} là cấp {own}, không thể nằm dưới cấp {other}")
    on_record = parent.known if parent else above
    path = (
        "/" if above is None else (on_record.path if on_record is not None and not isinstance(on_record, int) else None)
    )
    same = [one for one in existing if line.code is not None and one.code == line.code]
    if not same and path is not None:
        same = [
            one
            for one in existing
            if one.path == f"{path}{one.id}/" and fold(one.name) == fold(line.name) and one.level == line.level
            and (line.code is None or one.code is None)
        ]  # fmt: skip
    known = same[0] if same else None
    if known is not None and (
        fold(known.name) != fold(line.name) or known.level != line.level or known.path != f"{path}{known.id}/"
    ):
        return RefusedRow(
            line.row, f"mã {line.code} trong kho là {known.name} ({LEVEL_WORDS[known.level]}), khác dòng này"
        )
    parent_id = above.id if above is not None and not isinstance(above, int) else None
    return Step(line, above if isinstance(above, int) else None, parent_id, known)


def _circle(row: int, parents: dict[int, int | Unit | None]) -> list[int]:
    """The rows of the circle a row stands in, itself first; empty where it stands in none."""
    walked = [row]
    above = parents.get(row)
    while isinstance(above, int) and above not in walked:
        walked.append(above)
        above = parents.get(above)
    return walked if above == row else []


def _in_circles(parents: dict[int, int | Unit | None]) -> list[int]:
    return [row for row in parents if _circle(row, parents)]


def _depth(row: int, parents: dict[int, int | Unit | None]) -> int:
    depth = 0
    above = parents.get(row)
    while isinstance(above, int) and depth <= len(parents):
        depth += 1
        above = parents.get(above)
    return depth
