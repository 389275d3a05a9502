"""`sothon framework`: the sets of indicators there are, and whether an office's own file can be used."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.carry import settings_or_stop
from bot.commands.ending import stop
from bot.commands.framework_words import sentence

framework = typer.Typer(help="Bộ chỉ tiêu.", no_args_is_help=True)


@framework.command("check")
def check(file: Annotated[Path, typer.Argument(help="Tệp bộ chỉ tiêu (*.yaml).")]) -> None:
    """Kiểm tra một tệp bộ chỉ tiêu: sai ở dòng nào, vì sao."""
    from scoring.framework import FrameworkError, load

    try:
        found = load(file)
    except FrameworkError as error:
        stop(sentence(error))
    except OSError as error:
        stop(f"{file}: không mở được tệp ({error.strerror})")
    typer.echo(f"{file}: dùng được, {found.id}, {len(found.groups)} nhóm, {len(found.indicators)} chỉ tiêu.")


@framework.command("list")
def list_command() -> None:
    """Liệt kê các bộ chỉ tiêu dùng được."""
    from scoring.framework import FrameworkError, frameworks

    try:
        found = frameworks(settings_or_stop().frameworks)
    except FrameworkError as error:
        stop(sentence(error))
    for one in found.values():
        typer.echo(f"{one.id}  {len(one.indicators)} chỉ tiêu  {one.title}")
