"""One process writes a SQLite file. `<file>.lock` says which; a command that finds it taken asks it over `<file>.sock`.

SQLite before 3.51.3 can corrupt a file in WAL mode that two processes write, and a second writer would wait for the
first one's groups anyway. One JSON line goes in, one comes out; the socket is open to the owner of the server only.
"""

import asyncio
import contextlib
import fcntl
import json
import os
import socket
import stat
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LINE_LIMIT = 32 * 1024 * 1024  # a spreadsheet of 30,000 units is a line of some 4 MB
ANSWER_SECONDS = 120.0
PATH_LIMIT = 100  # a socket's path holds 108 bytes on Linux, 104 elsewhere


class AlreadyHeld(Exception):
    """Another process writes this file; `pid` is its number where it is known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


class CannotHold(Exception):
    """The lock beside the file cannot be written, so neither could the file; `cause` is what the system said."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class NoAnswer(Exception):
    """Nobody answers at the socket: no server runs, or it is starting or stopping."""


def lock_file(database: Path) -> Path:
    """Where the lock of an SQLite file lies."""
    return database.with_name(database.name + ".lock")


def socket_file(database: Path) -> Path:
    """Where the server of an SQLite file listens for commands."""
    return database.with_name(database.name + ".sock")


@contextmanager
def hold(database: Path) -> Iterator[None]:
    """Be the one process that writes this file; the system frees the lock however it ends.

    Makes no folder: where there is none, that is a setting to mend. Raises AlreadyHeld, CannotHold.
    """
    try:
        handle = os.open(lock_file(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotHold(error) from error
    try:
        for pause in (0.02, 0.05, 0.1, None):  # `holder` touches the lock for a moment
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if pause is None:
                    raise AlreadyHeld(_pid(handle)) from None
                time.sleep(pause)
        with contextlib.suppress(OSError):  # no room on the disk: the lock holds without its number
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def holder(database: Path) -> int | None:
    """The number of the process that writes this file; None where nobody does, 0 where it cannot be read."""
    try:
        handle = os.open(lock_file(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid(handle) or 0
    else:
        return None
    finally:
        os.close(handle)


def _pid(handle: int) -> int | None:
    words = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return int(words) if words.isdigit() else None


@contextmanager
def _reachable(path: Path) -> Iterator[str]:
    """The path in a form short enough for a socket: through the open folder where it is too long by itself."""
    if len(os.fsencode(path)) <= PATH_LIMIT:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def ask(database: Path, question: dict[str, Any], seconds: float = ANSWER_SECONDS) -> dict[str, Any]:
    """Have the server of this file carry something out; its answer. Raises NoAnswer."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        with _reachable(socket_file(database)) as path:
            connection.connect(path)
        connection.sendall(json.dumps(question, ensure_ascii=False).encode() + b"\n")
        with connection.makefile("rb") as answers:
            line = answers.readline(LINE_LIMIT)
        answer = json.loads(line)
    except (OSError, ValueError) as error:
        raise NoAnswer(str(error)) from error
    finally:
        connection.close()
    if not isinstance(answer, dict):
        raise NoAnswer("no object")
    return answer


async def listen(
    database: Path, answer: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
) -> Callable[[], Awaitable[None]]:
    """Answer commands beside this file, which the caller holds; returns how to stop. An old socket is replaced."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            writer.write(json.dumps(await _answered(reader, answer), ensure_ascii=False).encode() + b"\n")
            await writer.drain()
        writer.close()

    path = socket_file(database)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.lstat().st_mode):
            path.unlink()
    before = os.umask(0o177)
    try:
        with _reachable(path) as short:
            listening.bind(short)
    finally:
        os.umask(before)
    server = await asyncio.start_unix_server(serve, sock=listening, limit=LINE_LIMIT)

    async def stop() -> None:
        server.close()
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        await server.wait_closed()

    return stop


async def _answered(
    reader: asyncio.StreamReader, answer: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
) -> dict[str, Any]:
    try:
        question = json.loads(await reader.readline())
    except ValueError:
        return {"wrong": "not one line of JSON"}
    if not isinstance(question, dict):
        return {"wrong": "not an object"}
    return await answer(question)
