"""Two clocks: business time, which tests and the demo may move, and machine time, which nobody moves."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Business time drives the plan, hours, windows and closing; machine time drives leases, back-off and cookies."""

    def __init__(self, start: datetime | None = None, *, ticking: bool = True) -> None:
        self._ticking = ticking
        self._offset = timedelta(0)
        self._fixed = start
        if start is not None and ticking:
            self.set(start)

    def now(self) -> datetime:
        """Business time, aware, UTC."""
        if self._fixed is not None and not self._ticking:
            return self._fixed
        return datetime.now(UTC) + self._offset

    def machine(self) -> datetime:
        """Machine time, aware, UTC."""
        return datetime.now(UTC)

    def set(self, moment: datetime) -> None:
        """Let it be `moment` now."""
        self._fixed = moment.astimezone(UTC)
        self._offset = self._fixed - datetime.now(UTC)

    def shift(self, by: timedelta) -> None:
        """Move business time."""
        self.set(self.now() + by)
