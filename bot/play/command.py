"""`sothon play FILE…`: plays written conversations. 0: all holds; 1: an expectation does not; 2: a script is wrong."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.play.scratch import Scratch

HOLDS, FAILS, WRONG = 0, 1, 2


def play_files(
    files: Sequence[Path], *, quiet: bool = False, database: str | None = None, channel: str | None = None
) -> int:
    """Play each file on an empty database; the worst outcome of all."""
    from bot.play.scratch import Scratch

    with Scratch(database) as scratch:
        return max([play_on(scratch, file, quiet=quiet, channel=channel) for file in files], default=HOLDS)


def play_on(scratch: "Scratch", file: Path, *, quiet: bool = False, channel: str | None = None) -> int:
    """Play one file."""
    from bot.play.player import Player
    from bot.play.scratch import ScratchError
    from bot.play.script import ScriptError, read_script
    from bot.play.world import WorldError, find_world, read_world
    from bot.shapes import SHAPES

    def tell(text: str) -> None:
        if not quiet:
            typer.echo(text)

    if channel is not None and channel not in SHAPES:
        typer.echo(f"không có kênh “{channel}”; có: {', '.join(SHAPES)}", err=True)
        return WRONG
    tell(f"\n=== {file} ===")
    try:
        script = read_script(file)
        world_file = find_world(script.world, file.parent)
        world = read_world(world_file)
        with scratch.fresh() as (url, folder):
            failures = Player(script, world, world_file, url, folder, tell=tell, channel=channel).play()
    except (ScriptError, WorldError, ScratchError) as error:
        typer.echo(str(error), err=True)
        return WRONG
    for failure in failures:
        typer.echo(str(failure))
    if failures:
        return FAILS
    tell(f"{file}: đúng như mong đợi")
    return HOLDS
