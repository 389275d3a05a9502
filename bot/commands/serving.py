"""`sothon run` and `sothon migrate`: the server, and bringing the database to today's tables without it."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.commands.carry import database_or_stop, held_or_stop, opened, serve_commands, settings_or_stop
from bot.commands.ending import WRONG_SETTINGS, stop
from bot.commands.loading import loading

if TYPE_CHECKING:
    from bot.settings import Settings


def run() -> None:
    """Chạy máy chủ: trang trò chuyện, các kênh nhắn tin, nhắc hạn."""
    from bot import logs
    from bot.accounts import secrets_of

    settings = settings_or_stop()
    _frameworks_or_stop(settings)
    settings = _with_secret(settings)
    logs.set_up(settings.log, secrets=secrets_of(settings))
    with _the_one_writer(settings):
        asyncio.run(_serve(settings))


def migrate() -> None:
    """Tạo kho dữ liệu, hoặc cập nhật kho cho hợp với phiên bản này."""
    from bot.settings import SettingsWrong
    from store.migrate import newest

    settings = settings_or_stop()
    try:
        settings.make_folders()
    except SettingsWrong as error:
        stop(error.lines, WRONG_SETTINGS)
    with _the_one_writer(settings), opened(settings):
        typer.echo(f"Kho đã sẵn sàng (bước {newest()}).")


def _with_secret(settings: "Settings") -> "Settings":
    """The same with a secret. A server may begin a store in a folder that is there; a mistyped path often has none."""
    from bot.commands.store_words import missing
    from bot.settings import SettingsWrong

    file = settings.sqlite_file
    if file is not None and not file.parent.is_dir():
        stop(missing(file), WRONG_SETTINGS)
    try:
        return settings.with_secret()
    except SettingsWrong as error:
        stop(error.lines, WRONG_SETTINGS)


def _frameworks_or_stop(settings: "Settings") -> None:
    """A framework file with a mistake is named before anybody is served, not when the first figure meets it."""
    from bot.commands.framework_words import sentence
    from scoring.framework import FrameworkError, frameworks

    try:
        frameworks(settings.frameworks)
    except FrameworkError as error:
        stop(f"SOTHON_FRAMEWORKS: {sentence(error)}; thử lại bằng: sothon framework check TỆP", WRONG_SETTINGS)


async def _serve(settings: "Settings") -> None:
    """Start, wait for SIGTERM or Ctrl-C, stop in order: no new messages, then what is under way, then the database."""
    with loading():
        from bot.app import App, channels_of, steady
        from bot.faults import why

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    app = App(settings, channels_of(settings))
    try:
        with database_or_stop(settings):
            await app.start()
    except OSError as error:
        await app.stop()
        where = f"{settings.host}:{settings.port}"
        stop(f"Không mở được {where} ({why(error)}); đổi SOTHON_HOST hoặc SOTHON_PORT.", WRONG_SETTINGS)
    except typer.Exit:
        await app.stop()
        raise
    stop_commands = await serve_commands(settings, app.write, app.clock.now)
    steady()
    typer.echo(f"Sổ Thôn đang chạy: {settings.address}  (dừng: Ctrl-C)")
    try:
        await ended.wait()
    finally:
        await stop_commands()
        await app.stop()


@contextmanager
def _the_one_writer(settings: "Settings") -> Iterator[None]:
    """Hold the lock of an SQLite file, or end in one line; with PostgreSQL there is nothing to hold."""
    from bot.lock import AlreadyHeld

    try:
        with held_or_stop(settings):
            yield
    except AlreadyHeld as error:
        stop(f"Kho {settings.sqlite_file} đang do tiến trình số {error.pid or '?'} giữ: Sổ Thôn đã chạy rồi.")
