"""The event loop of every server: uvloop, which takes less CPU for a turn; on Windows, which has none, Python's."""

import sys

if sys.platform == "win32":
    from asyncio import run
else:
    from uvloop import run

__all__ = ["run"]
