"""A disk under SQLite that can be full, and that can lose what was written and not synced. Put under it from outside.

`put_under` makes SQLite open its files through functions of ours, which hand everything on to the real ones. Beside
each file lies another one with what is surely on the disk: it is brought up to date when SQLite syncs the file, and
only then. After a kill -9, `power_cut` tells what a disk may have of a file: sector by sector either what was written
or what was synced.
"""

import ctypes
import os
import random
import signal
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

SECTOR = 512
OK, FULL = 0, 13  # SQLITE_OK, SQLITE_FULL
POWER = "the power fails"  # a point like those of points.py: at the nth write
SURE = ".sure"  # the name of the file beside it
_POINTED_TO: list[Any] = []  # by SQLite, to the end of the process


class _Methods(ctypes.Structure):
    """sqlite3_io_methods: what SQLite does with an open file."""


class _File(ctypes.Structure):
    """sqlite3_file, as far as anybody but the VFS knows it."""

    _fields_ = [("methods", POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs: how SQLite comes to its files."""


_Close = CFUNCTYPE(c_int, POINTER(_File))
_Write = CFUNCTYPE(c_int, POINTER(_File), c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, POINTER(_File), c_int64)
_Sync = CFUNCTYPE(c_int, POINTER(_File), c_int)
_Open = CFUNCTYPE(c_int, POINTER(_Vfs), c_void_p, POINTER(_File), c_int, POINTER(c_int))
_Methods._fields_ = [
    ("version", c_int), ("close", _Close), ("read", c_void_p), ("write", _Write), ("truncate", _Truncate),
    ("sync", _Sync), ("others", c_void_p * 13),
]  # fmt: skip
_Vfs._fields_ = [
    ("version", c_int), ("size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
    ("data", c_void_p), ("open", _Open), ("others", c_void_p * 15),
]  # fmt: skip


class _Kept:
    """One file: which parts of it were written since the last sync (None: nobody knows), and what is sure of it.

    Both are never closed: closing any handle of a file gives up every lock the process has on it.
    """

    def __init__(self, path: str) -> None:
        new = not Path(path + SURE).exists()  # what was there before the test began is sure
        self.written = os.open(path, os.O_RDONLY)
        self.sure = os.open(path + SURE, os.O_RDWR | os.O_CREAT, 0o600)
        self.parts: list[tuple[int, int]] | None = None
        if new:
            self.synced()

    def synced(self) -> None:
        """What was written is sure."""
        size = os.fstat(self.written).st_size
        parts = [(size, 0)] if self.parts is None else self.parts
        for amount, at in parts:
            os.pwrite(self.sure, os.pread(self.written, amount, at), at)
        os.ftruncate(self.sure, size)
        self.parts = []


class Disk:
    """The disk under every SQLite file this process opens. While the file `full` is there, it takes nothing any more.

    The number in it is how many writes are taken before the disk is full: so it fills up in the middle of a commit.
    At the write number `last` the power fails: half of it is written, and the process is gone.
    """

    def __init__(self, full: Path, last: int = 0) -> None:
        self.full = full
        self.last = last
        self.writes = 0
        self._room: tuple[int, int] | None = None  # which file said it, and what is left of it
        self._files: dict[str, _Kept] = {}

    def put_under(self) -> None:
        """Have SQLite open its files here from now on."""
        import _sqlite3  # whichever library Python's own module speaks to

        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        real = library.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(real.contents)

        def opened(_vfs: Any, name: int | None, file: Any, flags: int, out: Any) -> int:
            result = int(real.contents.open(real, name, file, flags, out))
            if result == OK and name:
                self._take(ctypes.string_at(name).decode(), file)
            return result

        ours.name, ours.open = b"of-the-tests", _Open(opened)
        _POINTED_TO.extend([ours, ours.open])
        assert library.sqlite3_vfs_register(byref(ours), 1) == OK

    def _take(self, path: str, file: Any) -> None:
        """Stand between SQLite and a file it has just opened."""
        theirs = file.contents.methods.contents
        ours = _Methods.from_buffer_copy(theirs)
        kept = self._files.get(path) or self._files.setdefault(path, _Kept(path))

        def write(of: Any, data: int, amount: int, at: int) -> int:
            self.writes += 1
            takes = amount if self._has_room() and self.writes != self.last else amount // 2
            result = int(theirs.write(of, data, takes, at))
            if self.writes == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            if kept.parts is not None:
                kept.parts.append((takes, at))
            return result if takes == amount else FULL

        def sync(of: Any, flags: int) -> int:
            result = int(theirs.sync(of, flags))
            if result == OK:
                kept.synced()
            return result

        ours.write, ours.sync = _Write(write), _Sync(sync)
        _POINTED_TO.extend([ours, ours.write, ours.sync])
        file.contents.methods = ctypes.pointer(ours)

    def _has_room(self) -> bool:
        try:
            said = self.full.stat().st_ino
        except FileNotFoundError:
            return True
        if self._room is None or self._room[0] != said:
            self._room = said, int(self.full.read_text())
        self._room = said, self._room[1] - 1
        return self._room[1] >= 0


def fill(full: Path, after: int) -> None:
    """The disk is full after so many more writes."""
    new = full.with_suffix(".new")
    new.write_text(str(after))
    new.replace(full)


def power_cut(path: Path, luck: random.Random) -> tuple[bytes, int]:
    """What a disk may hold of a file whose process was killed; how many of its sectors were lost."""
    written, sure = path.read_bytes(), Path(f"{path}{SURE}").read_bytes()
    size = luck.choice((len(written), len(sure)))
    written, sure = (content[:size].ljust(size, b"\0") for content in (written, sure))
    lost, held = 0, bytearray(written)
    for at in range(0, size, SECTOR):
        sector = slice(at, at + SECTOR)
        if written[sector] != sure[sector] and luck.random() < 0.5:
            held[sector] = sure[sector]
            lost += 1
    return bytes(held), lost
