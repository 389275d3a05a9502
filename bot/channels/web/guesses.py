"""Wrong invite codes by where they come from: every new cookie has tries of its own, the network behind them is one.

Which strangers write from where is kept in memory for an hour; how often they were wrong stands in the store.
"""

from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
MOST_WRONG = 60  # a whole commune may come from one address on the day its villages join
MOST_USERS, MOST_CLIENTS = 1000, 10_000  # so that nobody fills the memory; the oldest is forgotten


class Strangers:
    """Who wrote from which client address within the hour without being known yet."""

    def __init__(self) -> None:
        self._heard: dict[str, dict[str, datetime]] = {}

    def of(self, client: str, now: datetime) -> list[str]:
        """The strangers of a client address."""
        heard = self._heard.get(client, {})
        for user in [user for user, at in heard.items() if now - at > HOUR]:
            del heard[user]
        return list(heard)

    def heard(self, client: str, user: str, now: datetime) -> None:
        """A stranger writes from this address: both are now the latest."""
        heard = self._heard.pop(client, {})
        heard.pop(user, None)
        heard[user] = now
        if len(heard) > MOST_USERS:
            del heard[next(iter(heard))]
        self._heard[client] = heard
        if len(self._heard) > MOST_CLIENTS:
            del self._heard[next(iter(self._heard))]
