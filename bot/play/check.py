"""A script against its world, before anything is played: whoever and whatever it names must be there."""

from collections.abc import Iterator

from bot.play.script import (
    Again,
    GivesRole,
    Holds,
    Line,
    Presses,
    Says,
    Script,
    ScriptError,
    SendsFile,
    SendsOther,
)
from bot.play.world import World


def check(script: Script, world: World) -> None:
    """Every person, unit, group and file a script names must be there. Raises ScriptError."""
    units = {unit.key for unit in world.units}
    for line, reason in _mistakes(script, world, units):
        raise ScriptError(script.file, line.number, f"{reason}: {line.text}")


def _mistakes(script: Script, world: World, units: set[str]) -> Iterator[tuple[Line, str]]:
    for line in script.lines:
        act = line.act
        who = getattr(act, "who", None)
        if who is not None and world.person(who) is None:
            yield line, f"không có người “{who}”"
        if isinstance(act, Holds | GivesRole) and act.unit not in units:
            yield line, f"không có đơn vị “{act.unit}”"
        if isinstance(act, Holds) and act.what == "by" and world.person(act.value) is None:
            yield line, f"không có người “{act.value}”"
        if isinstance(act, SendsFile) and not (script.file.parent / act.file).is_file():
            yield line, f"không có tệp “{act.file}”"
        if isinstance(act, Says | Presses | SendsFile | SendsOther | Again) and who is not None:
            person = world.person(who)
            if person is not None and world.channel_of(person) == "none":
                yield line, f"người “{who}” không có kênh nào"
        if isinstance(act, Says) and act.group is not None and act.group not in {one.key for one in world.groups}:
            yield line, f"không có nhóm “{act.group}”"
