"""The command line, `sothon`: one list of all commands. What they do stands in `bot/commands/`."""

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from bot.commands import (
    backing,
    bases,
    campaigns,
    channels,
    frameworks,
    letters,
    people,
    playing,
    reminders,
    serving,
    state,
    understanding,
    units,
)
from bot.commands.ending import FAILED, WRONG_SETTINGS, misused

cli = typer.Typer(
    name="sothon",
    help="Sổ Thôn: các thôn báo cáo số liệu chuyển đổi số cho xã bằng tin nhắn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"Sổ Thôn {version('sothon')}")
        raise typer.Exit


@cli.callback()
def whole(
    _version: Annotated[
        bool, typer.Option("--version", help="In phiên bản rồi thôi.", is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    """What is asked of the program as a whole, before any command."""


cli.command("run")(serving.run)
cli.command("demo")(playing.demo)
cli.command("play")(playing.play)
cli.command("understand")(understanding.understand)
cli.command("migrate")(serving.migrate)
cli.command("doctor")(state.doctor)
cli.command("status")(state.status)
cli.command("backup")(backing.backup)
cli.command("restore")(backing.restore)
cli.command("invite")(people.invite_command)
cli.command("role")(people.role_command)
cli.add_typer(units.unit, name="unit")
cli.add_typer(campaigns.campaign, name="campaign")
cli.add_typer(reminders.reminders, name="reminders")
cli.add_typer(bases.base, name="base")
cli.add_typer(channels.channel, name="channel")
cli.add_typer(frameworks.framework, name="framework")
cli.add_typer(letters.letters, name="letters")


def main() -> None:
    """What the `sothon` script calls."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always text streams here
    try:
        code = cli(prog_name="sothon", standalone_mode=False)
    except typer.Abort:
        sys.exit(FAILED)
    except TyperException as error:
        no_command = type(error).__name__ == "NoArgsIsHelpError"  # its message is the help itself
        typer.echo(str(error) if no_command else misused(error), err=True)
        sys.exit(WRONG_SETTINGS)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
