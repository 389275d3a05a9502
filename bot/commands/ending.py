"""How a command ends: exit codes, and one clear line instead of a stack trace."""

from collections.abc import Iterable
from typing import NoReturn

import typer

FAILED = 1  # what was asked was not done, or did not hold
WRONG_SETTINGS = 2  # the command or the settings cannot be used


def stop(lines: str | Iterable[str], code: int = FAILED) -> NoReturn:
    """Say why on standard error and end."""
    for line in [lines] if isinstance(lines, str) else lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)
