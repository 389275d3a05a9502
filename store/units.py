"""Questions about units: the tree, its names, who lies below whom."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, func, insert, or_, select, update

from scoring.values import value
from store.query import Query
from store.session import Db
from store.tables import UnitAlias, UnitParent, UnitRow, UnitSuccessor

UNIT = UnitRow.__table__  # type: ignore[attr-defined]
ALIAS = UnitAlias.__table__  # type: ignore[attr-defined]
PARENT = UnitParent.__table__  # type: ignore[attr-defined]
SUCCESSOR = UnitSuccessor.__table__  # type: ignore[attr-defined]

LEVELS = ("tinh", "huyen", "xa", "thon")


class UnitNotFound(Exception):
    """No unit has this id or code."""


@value(frozen=True, slots=True)
class Unit:
    """A place in the tree. `path` is "/1/7/31/": its own id last."""

    id: int
    code: str | None
    name: str
    level: str
    path: str
    position: int = 0
    until_day: date | None = None

    def lies_in(self, other: "Unit") -> bool:
        """Whether this unit is `other` or lies below it."""
        return self.path.startswith(other.path)


_COLUMNS = (UNIT.c.id, UNIT.c.code, UNIT.c.name, UNIT.c.level, UNIT.c.path, UNIT.c.position, UNIT.c.until_day)
_ORDER = (UNIT.c.position, UNIT.c.id)
_BY_ID = Query(select(*_COLUMNS).where(UNIT.c.id == bindparam("id")))
_BY_CODE = Query(select(*_COLUMNS).where(UNIT.c.code == bindparam("code")))
_BELOW = Query(
    select(*_COLUMNS)
    .where(UNIT.c.path >= bindparam("low"), UNIT.c.path < bindparam("high"))
    .order_by(func.length(UNIT.c.path), *_ORDER)
)
_ALL = Query(select(*_COLUMNS).order_by(func.length(UNIT.c.path), *_ORDER))
_ALIASES = Query(
    select(ALIAS.c.unit, ALIAS.c.name)
    .join_from(ALIAS, UNIT, ALIAS.c.unit == UNIT.c.id)
    .where(UNIT.c.path >= bindparam("low"), UNIT.c.path < bindparam("high"))
)
_ADD = Query(
    insert(UNIT)
    .values(
        code=bindparam("code"),
        name=bindparam("name"),
        folded=bindparam("folded"),
        level=bindparam("level"),
        position=bindparam("position"),
        from_day=bindparam("from_day"),
        path="",
    )
    .returning(UNIT.c.id)
)
_SET_PATH = Query(update(UNIT).where(UNIT.c.id == bindparam("b_id")).values(path=bindparam("b_path")))
_ADD_PARENT = Query(
    insert(PARENT)
    .values(unit=bindparam("unit"), parent=bindparam("parent"), from_day=bindparam("from_day"))
    .returning(PARENT.c.id)
)
_ADD_ALIAS = Query(
    insert(ALIAS)
    .values(unit=bindparam("unit"), name=bindparam("name"), folded=bindparam("folded"))
    .returning(ALIAS.c.id)
)


def fold(name: str) -> str:
    """A name without marks in lower case, đ as d: what is searched."""
    from unicodedata import combining, normalize

    plain = "".join(sign for sign in normalize("NFD", name) if not combining(sign))
    return " ".join(plain.replace("đ", "d").replace("Đ", "D").lower().split())


def unit(db: Db, id: int) -> Unit:
    """The unit with this id. Raises UnitNotFound."""
    row = db.kept(("unit", id), ("unit",), lambda: db.first(_BY_ID, id=id))
    if row is None:
        raise UnitNotFound(id)
    return Unit(*row)


def unit_by_code(db: Db, code: str) -> Unit:
    """The unit an office calls by this code. Raises UnitNotFound."""
    row = db.first(_BY_CODE, code=code)
    if row is None:
        raise UnitNotFound(code)
    return Unit(*row)


def below(db: Db, top: Unit, level: str | None = None) -> list[Unit]:
    """`top` and every unit below it today, nearest first, in the order of the list; only one level if it is named."""

    def read() -> list[Unit]:
        return [Unit(*row) for row in db.all(_BELOW, low=top.path, high=top.path[:-1] + "0")]

    found = db.kept(("below", top.path), ("unit",), read)
    return [one for one in found if level is None or one.level == level]


def outside(db: Db, tops: Iterable[Unit]) -> list[Unit]:
    """The units that are none of `tops`, and stand neither below nor above one of them."""
    paths = tuple(sorted(top.path for top in tops))

    def read() -> list[Unit]:
        return [one for one in every(db) if not any(one.path.startswith(at) or at.startswith(one.path) for at in paths)]

    return db.kept(("units outside", paths), ("unit",), read)


def every(db: Db) -> list[Unit]:
    """All units there are."""
    return [Unit(*row) for row in db.all(_ALL)]


def aliases(db: Db, top: Unit) -> list[tuple[int, str]]:
    """Other names of the units below `top`: (unit id, name)."""

    def read() -> list[tuple[int, str]]:
        return [(row.unit, row.name) for row in db.all(_ALIASES, low=top.path, high=top.path[:-1] + "0")]

    return db.kept(("unit aliases", top.path), ("unit", "unit_alias"), read)


def every_alias(db: Db) -> list[tuple[int, str]]:
    """Other names of all units there are: (unit id, name)."""
    return [(row.unit, row.name) for row in db.execute(select(ALIAS.c.unit, ALIAS.c.name))]


def add_unit(
    db: Db,
    name: str,
    level: str,
    parent: int | None,
    *,
    code: str | None = None,
    position: int = 0,
    from_day: date | None = None,
) -> int:
    """A new unit below `parent` (None: a root); its id."""
    id = db.add(_ADD, code=code, name=name, folded=fold(name), level=level, position=position, from_day=from_day)
    assert id is not None
    path = f"/{id}/"
    if parent is not None:
        path = f"{unit(db, parent).path}{id}/"
        db.add(_ADD_PARENT, unit=id, parent=parent, from_day=from_day)
    db.run(_SET_PATH, b_id=id, b_path=path)
    return id


def add_alias(db: Db, unit: int, name: str) -> None:
    """Another name people use for a unit."""
    db.add(_ADD_ALIAS, unit=unit, name=name, folded=fold(name))


def successors(db: Db, units: Sequence[int]) -> list[tuple[int, int, date]]:
    """Which of these units stand in for older ones: (old, new, day)."""
    if not units:
        return []
    wanted = or_(SUCCESSOR.c.new.in_(units), SUCCESSOR.c.old.in_(units))
    return [tuple(row) for row in db.execute(select(SUCCESSOR.c.old, SUCCESSOR.c.new, SUCCESSOR.c.day).where(wanted))]
