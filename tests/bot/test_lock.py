"""One writer per SQLite file; others ask it over a socket."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.lock import AlreadyHeld, NoAnswer, ask, hold, holder, listen, lock_file, socket_file

HOLDS = """
import sys, time
from pathlib import Path
from bot.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_only_one_holds_and_the_other_learns_who(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    assert holder(database) is None
    with hold(database):
        assert holder(database) == os.getpid()
        with pytest.raises(AlreadyHeld) as caught, hold(database):
            pass
        assert caught.value.pid == os.getpid()
    assert holder(database) is None
    with hold(database):
        assert stat.S_IMODE(lock_file(database).stat().st_mode) == 0o600


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(database)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert holder(database) == other.pid
        other.send_signal(signal.SIGKILL)
        other.wait()
        with hold(database):
            assert holder(database) == os.getpid()
    finally:
        other.kill()
        other.wait()
        assert other.stdout is not None
        other.stdout.close()


async def _echo(question: dict[str, Any]) -> dict[str, Any]:
    return {"heard": question}


async def test_a_question_and_its_answer(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    stop = await listen(database, _echo)
    try:
        assert stat.S_IMODE(socket_file(database).stat().st_mode) == 0o600
        question = {"act": "thử", "lines": ["ẵ" * 100_000]}
        assert await asyncio.to_thread(ask, database, question) == {"heard": question}
    finally:
        await stop()
    assert not socket_file(database).exists()
    with pytest.raises(NoAnswer):
        await asyncio.to_thread(ask, database, {})


@pytest.mark.parametrize("line", [b"\n", b"{\n", b"[1]\n", b"\xff\xfe\n", b"null\n", b""])
async def test_a_broken_line_gets_one_answer_and_costs_nothing(tmp_path: Path, line: bytes) -> None:
    database = tmp_path / "x.db"
    stop = await listen(database, _echo)
    try:
        reader, writer = await asyncio.open_unix_connection(str(socket_file(database)))
        writer.write(line)
        writer.write_eof()
        assert b"wrong" in await reader.readline()
        writer.close()
        await writer.wait_closed()
        assert await asyncio.to_thread(ask, database, {"a": 1}) == {"heard": {"a": 1}}
    finally:
        await stop()


async def test_a_socket_left_by_a_killed_server_is_replaced_and_a_long_path_works(tmp_path: Path) -> None:
    database = tmp_path / ("x" * 120) / "x.db"
    database.parent.mkdir()
    first = await listen(database, _echo)
    stop = await listen(database, _echo)
    try:
        assert await asyncio.to_thread(ask, database, {"a": 1}) == {"heard": {"a": 1}}
    finally:
        await stop()
        await first()
