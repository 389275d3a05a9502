"""How a command ends: exit codes, and one clear line instead of a stack trace."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

FAILED = 1  # what was asked was not done, or did not hold
WRONG_SETTINGS = 2  # the command or the settings cannot be used
EXAMPLE = datetime(2023, 6, 30, 17, tzinfo=UTC)


def misused(error: TyperException) -> str:
    """What is wrong with the command as it was typed, in one line, and where its help is."""
    context, param = getattr(error, "ctx", None), getattr(error, "param", None)
    named = _named(param) if param is not None else getattr(error, "option_name", None)
    # After the value itself the message quotes what it might have been; of a date, its forms are shown by an example.
    allowed = [EXAMPLE.strftime(one) if "%" in one else one for one in re.findall(r"'([^']+)'", str(error))[1:]]
    match type(error).__name__:
        case "NoSuchOption":
            said = f"{named}: không có tùy chọn này"
        case "MissingParameter":
            said = f"Thiếu {named}"
        case "BadOptionUsage":
            said = f"{named}: thiếu giá trị đi kèm"
        case "BadParameter" if allowed:
            said = f"{named}: không dùng được giá trị này; ghi một trong: {', '.join(allowed)}"
        case "BadParameter" if (span := _range(param)) is not None:
            said = f"{named}: ghi một số từ {span[0]} đến {span[1]}"
        case "BadParameter":
            said = f"{named}: không dùng được giá trị này"
        case _:
            said = "Lệnh không đúng"
    command = f"{context.command_path} " if context is not None else "sothon "
    return f"{said}; xem: {command}--help"


def _named(param: Any) -> str:
    """An option by its name; an argument, which has none on the command line, by the first words of its help."""
    name = str(param.opts[0])
    words = str(getattr(param, "help", None) or "").partition(";")[0].rstrip(". ")
    return name if name.startswith("-") or not words else words[0].lower() + words[1:]


def _range(param: Any) -> tuple[int, int] | None:
    """The least and the most that an option takes, where it has both."""
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    return None if least is None or most is None else (least, most)


def stop(lines: str | Iterable[str], code: int = FAILED) -> NoReturn:
    """Say why on standard error and end."""
    for line in [lines] if isinstance(lines, str) else lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)
