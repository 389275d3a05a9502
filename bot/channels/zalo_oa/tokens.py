"""The token pair of an official account. A refresh token works once, and the old access token dies with it.

So one process refreshes, by a lease longer than its longest call; it reads the row again inside the lease; and a new
pair is committed before either half is used. A pair whose answer was lost cannot be had again by anybody but a person:
the account is then paused, its outbox kept, until new tokens are given.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.channels.base import Edge, SendError
from bot.channels.wire import json_object, whole
from bot.channels.zalo_oa.brake import Brake
from bot.sealing import Seal, SealBroken
from store import accounts, leases

LOG = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
TIME_OUT = aiohttp.ClientTimeout(total=15, connect=10)
SPENT = 0.8  # of a token's life, then a new pair is fetched
LONGEST_LIFE = 90_000  # seconds, where the platform does not say
AGAIN = 60.0  # seconds after a refresh that brought nothing
AWAY = 5.0
SOMEBODY_ELSE = 1.0
PROBE_WAIT = 2.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens; `until` is when the access token ends, machine time. `seed` marks the setting they came from."""

    access: str
    refresh: str
    since: datetime
    until: datetime
    seed: str

    def spent(self, now: datetime) -> bool:
        """Whether it is time for a new pair."""
        return now >= self.since + (self.until - self.since) * SPENT

    def kept(self) -> dict[str, Any]:
        """As it is sealed."""
        return {
            "access": self.access, "refresh": self.refresh, "since": self.since.isoformat(),
            "until": self.until.isoformat(), "seed": self.seed,
        }  # fmt: skip

    @staticmethod
    def of(kept: Mapping[str, Any]) -> "Pair":
        """As it was sealed."""
        times = {name: datetime.fromisoformat(kept[name]) for name in ("since", "until")}
        return Pair(kept["access"], kept["refresh"], times["since"], times["until"], kept["seed"])


def kept_pair(sealed: str | None, seal: Seal, refresh: str) -> Pair | None:
    """The pair on record; None where there is none, or the settings have been given a new refresh token since.

    Raises SealBroken where it cannot be read with this secret.
    """
    if not sealed:
        return None
    try:
        pair = Pair.of(seal.open(sealed))
    except (KeyError, ValueError) as error:
        raise SealBroken("no pair of tokens") from error
    return pair if pair.seed == _mark(refresh) else None


def _mark(refresh: str) -> str:
    return hashlib.sha256(refresh.encode()).hexdigest()[:16]


class Refused(Exception):
    """The platform answered, and gave no pair."""


class Lost(Exception):
    """No answer came, or none that can be read: the pair may have been changed."""


class Tokens:
    """The tokens of one account. `seed` is the refresh token of the settings: a new one there starts anew."""

    def __init__(
        self,
        edge: Edge,
        account: int,
        *,
        app: str,
        app_secret: str,
        oauth: str,
        seed: str,
        session: aiohttp.ClientSession,
        brake: Brake,
    ) -> None:
        self._edge, self._account, self._brake = edge, account, brake
        self._app, self._app_secret, self._oauth, self._session = app, app_secret, oauth, session
        self._seal = Seal(edge.rules.secret)
        self._seed = seed
        self._pair: Pair | None = None
        self._not_kept: Pair | None = None  # had from the platform, and the database could not take it yet
        self._one = asyncio.Lock()
        self._not_before = datetime.min.replace(tzinfo=UTC)

    async def access(self) -> str:
        """A token to call with, a new one where the old has little life left. Raises SendError."""
        now = self._edge.clock.machine()
        pair = self._pair
        if pair is not None and (not pair.spent(now) or (now < self._not_before and now < pair.until)):
            return pair.access
        async with self._one:
            return (await self._fresh(None)).access

    async def renewed(self, bad: str) -> str:
        """Another token than this one, which the platform did not take. Raises SendError."""
        async with self._one:
            return (await self._fresh(bad)).access

    async def _fresh(self, bad: str | None) -> Pair:
        """The pair on record if it is good, else a new one. Nothing was sent where the database is away."""
        try:
            return await self._led(bad)
        except SendError:
            raise
        except Exception as error:
            raise SendError("retry", f"the database is away ({type(error).__name__})", AWAY) from error

    async def _led(self, bad: str | None) -> Pair:
        """One process at a time asks for a new pair."""
        name, holder = f"token:{self._account}", self._edge.holder
        if not await self._edge.write(lambda db: leases.take(db, name, holder, LEASE)):
            await asyncio.sleep(SOMEBODY_ELSE)
            pair = self._pair = await self._stored()
            if pair is not None and pair.access not in {bad, ""} and self._edge.clock.machine() < pair.until:
                return pair
            raise SendError("retry", "another process is fetching a token", 5.0)
        try:
            if self._not_kept is not None:
                return await self._commit(self._not_kept)
            pair = self._pair = await self._stored()
            now = self._edge.clock.machine()
            if pair is not None and pair.access not in {bad, ""} and not pair.spent(now):
                return pair
            usable = pair is not None and pair.access not in {bad, ""} and now < pair.until
            if now < self._not_before:
                if usable and pair is not None:
                    return pair
                raise SendError("retry", "no token yet", AGAIN)
            return await self._exchange(pair or self._first(), usable=usable)
        finally:
            await self._edge.write(lambda db: leases.give_up(db, name, holder))

    def _first(self) -> Pair:
        past = datetime(1970, 1, 1, tzinfo=UTC)
        return Pair("", self._seed, past, past, _mark(self._seed))

    async def _stored(self) -> Pair | None:
        """The pair on record; None where there is none, or the settings have been given a new one since."""
        sealed = await self._edge.read(lambda db: accounts.credentials(db, self._account))
        try:
            return kept_pair(sealed, self._seal, self._seed)
        except SealBroken:
            LOG.error("the tokens on record cannot be read with this SOTHON_SECRET", extra={"account": self._account})
            return None

    async def _exchange(self, old: Pair, *, usable: bool) -> Pair:
        """Ask for a new pair and commit it. After a lost answer it is asked once more: then the outcome is certain."""
        self._not_before = self._edge.clock.machine() + timedelta(seconds=AGAIN)
        lost = False
        for attempt in range(2):
            try:
                return await self._commit(await self._ask(old))
            except Lost as error:
                lost = True
                LOG.warning("no answer to a token refresh", extra={"account": self._account, "why": str(error)})
                if attempt == 0:
                    await asyncio.sleep(PROBE_WAIT)
            except Refused as error:
                return await self._refused(old, str(error), usable=usable and not lost)
        if usable:
            return old
        raise SendError("retry", "the platform gives no token", AGAIN)

    async def _ask(self, old: Pair) -> Pair:
        form = {"refresh_token": old.refresh, "app_id": self._app, "grant_type": "refresh_token"}
        try:
            async with self._session.post(
                f"{self._oauth}/v4/oa/access_token",
                data=form,
                headers={"secret_key": self._app_secret},
                timeout=TIME_OUT,
            ) as response:
                content = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError("retry", f"no connection: {type(error).__name__}", AGAIN) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Lost(type(error).__name__) from None
        body = json_object(content)
        if body is None:
            raise Lost("not JSON")
        access, refresh = body.get("access_token"), body.get("refresh_token")
        if not isinstance(access, str) or not isinstance(refresh, str) or not access or not refresh:
            raise Refused(f"error {body.get('error')}")  # the rest of the body may name a token
        now, life = self._edge.clock.machine(), whole(body.get("expires_in"))
        return replace(
            old, access=access, refresh=refresh, since=now, until=now + timedelta(seconds=life or LONGEST_LIFE)
        )

    async def _commit(self, pair: Pair) -> Pair:
        """Put a new pair on record. While that cannot be done it is kept here: the old one is burnt."""
        self._not_kept = pair
        sealed = self._seal.close(pair.kept())
        await self._edge.write(lambda db: accounts.set_credentials(db, self._account, sealed))
        self._not_kept = None
        self._pair, self._not_before = pair, datetime.min.replace(tzinfo=UTC)
        await self._brake.mended()
        return pair

    async def _refused(self, old: Pair, why: str, *, usable: bool) -> Pair:
        if usable:
            LOG.error("the platform gives no new token; the old one still works", extra={"account": self._account})
            return old
        await self._brake.cut(f"Zalo không đổi mã ({why}): lấy refresh token mới, đặt vào thiết lập rồi chạy lại")
        raise SendError("held", "the account is paused", AGAIN)
