"""The world of a script: units, people, base figures, campaigns; read from YAML and checked before it is played."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.play.script import HANOI
from scoring.framework import Loader

ENDINGS = ("", ".yaml", ".yml")
Channel = Literal["web", "telegram", "zalo_oa", "zalo_bot", "console", "none"]


class WorldError(Exception):
    """The world is wrong: file, key and reason in one sentence."""

    def __init__(self, file: Path, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file, self.key, self.reason = file, key, reason


def _moment(value: object) -> object:
    """A moment of Asia/Ho_Chi_Minh; of a bare date only the day (the hour is put on by its field)."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=HANOI)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _at_hour(hour: int, minute: int) -> Callable[[object], object]:
    def read(value: object) -> object:
        value = _moment(value)
        if not isinstance(value, str):
            return value
        for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"):
            try:
                moment = datetime.strptime(value.strip(), form)  # noqa: DTZ007  (the zone is put on next)
            except ValueError:
                continue
            if form == "%Y-%m-%d":
                moment = moment.replace(hour=hour, minute=minute)
            return moment.replace(tzinfo=HANOI)
        raise ValueError("cần ngày giờ dạng 2023-06-30 17:00")

    return read


def _as_text(value: object) -> object:
    """Keys, codes and periods may look like numbers to YAML."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]
Opens = Annotated[datetime, BeforeValidator(_at_hour(7, 30))]
Due = Annotated[datetime, BeforeValidator(_at_hour(17, 0))]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class WorldUnit(_Part):
    """A place in the tree."""

    key: Text
    name: str
    level: Literal["tinh", "huyen", "xa", "thon"]
    parent: Text | None = None
    aliases: tuple[str, ...] = ()


class WorldRole(_Part):
    """A role in a unit."""

    role: Literal["member", "officer", "leader", "supervisor"]
    unit: Text


class WorldPerson(_Part):
    """Somebody who writes. Without a role they are nobody the system knows. `also`: channels they have joined besides
    the one they use. `shares`: whose phone they use, named before them; lines of that person come from it."""

    key: Text
    name: str
    address: Literal["bác", "chú", "cô", "anh", "chị", "em", "ông", "bà"] | None = None
    role: Literal["member", "officer", "leader", "supervisor"] | None = None
    unit: Text | None = None
    roles: tuple[WorldRole, ...] = ()
    phone: Text | None = None
    channel: Channel | None = None
    also: tuple[Channel, ...] = ()
    shares: Text | None = None

    @property
    def held(self) -> tuple[WorldRole, ...]:
        """Every role, however it was written."""
        if self.role is None or self.unit is None:
            return self.roles
        return (WorldRole(role=self.role, unit=self.unit), *self.roles)


class WorldLimits(_Part):
    """The rules of a channel as a world makes them up; what is left out is as the platform has it.

    `window` and `free` are in hours, `template` the price of a template in đồng, `budget` what templates may cost a
    month, `used` what was sent this month already, `left` what is left of the package.
    """

    window: Annotated[int, Field(gt=0)] | None = None
    free: Annotated[int, Field(ge=0)] | None = None
    month: Annotated[int, Field(gt=0)] | None = None
    used: Annotated[int, Field(ge=0)] = 0
    left: Annotated[int, Field(ge=0)] | None = None
    template: Annotated[int, Field(ge=0)] | None = None
    budget: Annotated[int, Field(ge=0)] = 0


class WorldInvite(_Part):
    """An invite code for a unit and role; with `moves`, one by which this person comes to a new phone."""

    unit: Text
    role: Literal["member", "officer", "leader", "supervisor"]
    code: Annotated[Text, Field(pattern=r"^[A-Za-z0-9_-]{4,64}$")]
    moves: Text | None = None


class WorldGroup(_Part):
    """A group chat and who is in it."""

    key: Text
    name: str
    people: tuple[Text, ...] = ()


class WorldBase(_Part):
    """A base figure of a unit on a day."""

    unit: Text
    base: str
    value: Annotated[int, Field(ge=0)]
    source: str = ""
    day: Annotated[date | None, Field(alias="date")] = None


class WorldCampaign(_Part):
    """A campaign that a script may call by its key. `indicators` left out: all of the framework."""

    key: Text
    framework: str
    period: Text
    root: Text
    opens: Opens
    due: Due
    closes: Due | None = None
    name: str = ""
    indicators: tuple[Text, ...] | None = None
    reminders: str = "default"
    from_day: Annotated[date | None, Field(alias="from")] = None
    to_day: Annotated[date | None, Field(alias="to")] = None


class WorldTarget(_Part):
    """A unit's own target: percent for a ratio, a number for a count, true or false for a yes/no."""

    campaign: Text
    unit: Text
    code: Text
    value: bool | int | float
    source: str = ""


class EarlierCampaign(_Part):
    """A campaign of an earlier period, known only through its figures."""

    framework: str
    period: Text


class WorldFigure(_Part):
    """A figure on record; its value is written as in a `=` line."""

    campaign: EarlierCampaign | Text
    unit: Text
    code: Text
    value: Annotated[str, BeforeValidator(lambda value: _figure_text(value))]
    by: Text | None = None


class Prepared(_Part):
    """A message a visitor of the demo may send as this person with one click."""

    person: Text
    text: str
    hint: str = ""


class World(_Part):
    """Everything a script starts from."""

    channel: Channel = "web"
    limits: bool | dict[Channel, WorldLimits] = False
    starts: Opens | None = None
    units: tuple[WorldUnit, ...]
    people: tuple[WorldPerson, ...] = ()
    invites: tuple[WorldInvite, ...] = ()
    groups: tuple[WorldGroup, ...] = ()
    base: tuple[WorldBase, ...] = ()
    campaigns: tuple[WorldCampaign, ...] = ()
    targets: tuple[WorldTarget, ...] = ()
    figures: tuple[WorldFigure, ...] = ()
    prepared: tuple[Prepared, ...] = ()

    def person(self, key: str) -> WorldPerson | None:
        """The person with this key."""
        return next((one for one in self.people if one.key == key), None)

    def channel_of(self, person: WorldPerson) -> str:
        """The channel this person uses."""
        return person.channel or self.channel


def _figure_text(value: object) -> object:
    if isinstance(value, bool):
        return "có" if value else "không"
    return _as_text(value)


def find_world(name: str, beside: Path) -> Path:
    """The file a `setup` line means: beside the script, else one the product ships. Raises WorldError."""
    for ending in ENDINGS:
        path = beside / f"{name}{ending}"
        if path.is_file():
            return path
    if "/" not in name:
        for ending in ENDINGS:
            path = Path(str(resources.files("bot"))) / "worlds" / f"{name}{ending}"
            if path.is_file():
                return path
    raise WorldError(beside / name, "", "không có tệp này, cũng không có sẵn trong sản phẩm")


def read_world(path: Path) -> World:
    """Read and check a world. Raises WorldError."""
    try:
        raw: Any = yaml.load(path.read_text("utf-8-sig"), Loader=Loader)  # noqa: S506  the safe loader, in C where it is there
    except (OSError, UnicodeDecodeError) as error:
        raise WorldError(path, "", f"không đọc được: {error}") from None
    except yaml.YAMLError as error:
        raise WorldError(path, "", f"không phải YAML: {' '.join(str(error).split())}") from None
    if not isinstance(raw, dict):
        raise WorldError(path, "", "phải là một bảng các khoá như units, people, campaigns")
    try:
        world = World.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise WorldError(path, _place(first["loc"]), _reason(first["msg"])) from None
    _check(path, world)
    return world


def _place(where: tuple[int | str, ...]) -> str:
    said = ""
    for part in where:
        said += f"[{part}]" if isinstance(part, int) else f".{part}" if said else str(part)
    return said


def _reason(message: str) -> str:
    if message == "Extra inputs are not permitted":
        return "không có khoá này"
    if message == "Field required":
        return "thiếu"
    return message.removeprefix("Value error, ")


def _check(path: Path, world: World) -> None:
    """Every key that is used must be there, and each only once."""
    units = _unique(path, "units", (one.key for one in world.units))
    people = _unique(path, "people", (one.key for one in world.people))
    campaigns = _unique(path, "campaigns", (one.key for one in world.campaigns))
    _unique(path, "groups", (one.key for one in world.groups))

    def known(kind: str, key: str | None, found: set[str], where: str) -> None:
        if key is not None and key not in found:
            raise WorldError(path, where, f"không có {kind} “{key}”")

    parents = {unit.key: unit.parent for unit in world.units}
    for at, unit in enumerate(world.units):
        known("đơn vị", unit.parent, units, f"units[{at}].parent")
        above: str | None = unit.key
        for _ in parents:
            above = parents[above] if above is not None else None
        if above is not None:
            raise WorldError(path, f"units[{at}].parent", "đơn vị nằm dưới chính nó")
    for at, person in enumerate(world.people):
        if (person.role is None) != (person.unit is None):
            raise WorldError(path, f"people[{at}]", "role và unit phải đi cùng nhau")
        for held in person.held:
            known("đơn vị", held.unit, units, f"people[{at}].unit")
        known("người", person.shares, {one.key for one in world.people[:at]}, f"people[{at}].shares")
    for at, invite in enumerate(world.invites):
        known("đơn vị", invite.unit, units, f"invites[{at}].unit")
        known("người", invite.moves, people, f"invites[{at}].moves")
    for at, group in enumerate(world.groups):
        for one in group.people:
            known("người", one, people, f"groups[{at}].people")
    for at, base in enumerate(world.base):
        known("đơn vị", base.unit, units, f"base[{at}].unit")
    for at, campaign in enumerate(world.campaigns):
        known("đơn vị", campaign.root, units, f"campaigns[{at}].root")
        if campaign.due < campaign.opens:
            raise WorldError(path, f"campaigns[{at}].due", "hạn nộp trước ngày mở")
    for at, target in enumerate(world.targets):
        known("đợt", target.campaign, campaigns, f"targets[{at}].campaign")
        known("đơn vị", target.unit, units, f"targets[{at}].unit")
    for at, figure in enumerate(world.figures):
        known("đơn vị", figure.unit, units, f"figures[{at}].unit")
        known("người", figure.by, people, f"figures[{at}].by")
        if isinstance(figure.campaign, str):
            known("đợt", figure.campaign, campaigns, f"figures[{at}].campaign")
    for at, one_prepared in enumerate(world.prepared):
        known("người", one_prepared.person, people, f"prepared[{at}].person")


def _unique(path: Path, where: str, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for at, key in enumerate(keys):
        if key in found:
            raise WorldError(path, f"{where}[{at}].key", f"“{key}” đã có rồi")
        found.add(key)
    return found
