"""What an account has used of what it may use: counted in memory, put down every few seconds, begun anew each month."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.base import Capabilities, Edge
from scheduler.ways import PACKAGES, QUOTA, month_of, scarce, shut
from store import accounts
from store.accounts import Terms
from store.session import Db

FLUSH = 3.0  # seconds; so much counting is lost when the process is killed


class Meter:
    """The counters of one account: how much went out this month, and what the platform last said is left."""

    def __init__(self, edge: Edge, account: int, terms: Terms | None = None) -> None:
        self._edge, self._account, self._terms = edge, account, terms
        self._added: Counter[str] = Counter()
        self._told: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self.users = 0

    def add(self, what: str, number: int = 1) -> None:
        """So many more of this went out."""
        self._added[what] += number

    def tell(self, what: str, value: Mapping[str, Any]) -> None:
        """The platform says how much of this is left, just now."""
        self._told[what] = {**value, "at": self._edge.clock.now().isoformat()}

    def used(self, what: str) -> int:
        """How much of this went out this month."""
        kept = self._kept if self._kept.get("month") == month_of(self._edge.clock.now()) else {}
        return int(kept.get(what, 0)) + self._added[what]

    def left(self, what: str) -> Mapping[str, Any]:
        """What the platform last said about this."""
        found: Mapping[str, Any] = self._told.get(what) or self._kept.get("told", {}).get(what, {})
        return found

    async def flush(self) -> None:
        """Put down what was counted, and learn what other processes have counted."""
        added, told = self._added, self._told
        self._added, self._told = Counter(), {}
        now = self._edge.clock.now()

        def put_down(db: Db) -> tuple[dict[str, Any], int]:
            kept = (
                accounts.change_quotas(db, self._account, lambda kept: _summed(kept, added, told, now))
                if added or told
                else accounts.quotas(db, self._account)
            )
            return kept, accounts.users(db, self._account)

        try:
            ask = self._edge.write if added or told else self._edge.read
            self._kept, self.users = await ask(put_down)
        except BaseException:
            self._added += added
            self._told = {**told, **self._told}
            raise
        low = self._edge.rules.scarce
        (low.add if scarce(self._terms, self.used("sent")) else low.discard)(self._account)

    async def run(self) -> None:
        """Put down every few seconds, for ever."""
        while True:
            with contextlib.suppress(Exception):  # the database is away: the next time it is more
                await self.flush()
            await asyncio.sleep(FLUSH)


def _summed(kept: dict[str, Any], added: Mapping[str, int], told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    month = month_of(now)
    if kept.get("month") != month:
        told_before = {name: said for name, said in kept.get("told", {}).items() if name not in PACKAGES}
        kept = {"month": month, "told": told_before}
    for what, number in added.items():
        kept[what] = int(kept.get(what, 0)) + number
    kept["told"] = {**kept.get("told", {}), **told}
    return kept


def may_push(capabilities: Capabilities, last_inbound: datetime | None, used: int, now: datetime) -> str | None:
    """Why somebody may not be written to unasked just now: "window 168h" or "quota"; None where they may be.

    The plan has looked at it before (`scheduler/ways.py`); this is the channel's own last look.
    """
    terms = capabilities.terms
    if terms is None:
        return None
    if last_inbound is not None and (why := shut(terms, last_inbound, now)) is not None:
        return why
    return QUOTA if terms.month and used >= terms.month * terms.share else None
