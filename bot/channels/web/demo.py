"""The demo's people and its clock, on the page: only where a demo runs, and only on this machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from aiohttp import web

from bot.channels.web import words
from bot.channels.web.frames import moment
from bot.channels.web.guard import on_loopback, own_origin, plain
from bot.clock import Clock

FURTHEST = timedelta(days=400)
A_MOMENT = timedelta(seconds=5)  # the clock runs by itself: less than this is no leap


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the visitor may be: role and unit in words, `user` their user id on the web chat."""

    key: str
    name: str
    role: str
    unit: str
    user: str


class DemoWorld(Protocol):
    """What the demo shows of itself."""

    def people(self) -> Sequence[DemoPerson]:
        """Everybody the visitor may be, in the order shown."""
        ...

    def prepared(self, key: str) -> Sequence[tuple[str, str]]:
        """Messages this person may send with one tap, in their order, and what each shows: (text, hint)."""
        ...

    async def leap(self, to: datetime | None) -> datetime:
        """Let the clock go to `to`, or to the next moment something falls due; what falls due on the way happens.

        Returns the business time it is then.
        """
        ...


def person(world: DemoWorld | None, request: web.Request, key: str) -> DemoPerson | None:
    """The demo's person with this key; None outside a demo or from another machine."""
    if world is None or not on_loopback(request):
        return None
    return next((one for one in world.people() if one.key == key), None)


class DemoRoutes:
    """The paths of the demo's own page."""

    def __init__(self, world: DemoWorld, clock: Callable[[], Clock], public: Callable[[], str | None],
                 leapt: Callable[[datetime], None]) -> None:  # fmt: skip
        self._world = world
        self._clock = clock
        self._public = public
        self._leapt = leapt

    def routes(self) -> list[web.AbstractRouteDef]:
        """Who there is, and the clock."""
        return [web.get("/demo/people", self.people), web.post("/demo/clock", self.clock)]

    async def people(self, request: web.Request) -> web.StreamResponse:
        """Everybody, and what time it is."""
        if not on_loopback(request):
            raise web.HTTPNotFound(text=words.NOT_FOUND)
        people = [
            {
                "key": one.key,
                "name": one.name,
                "role": one.role,
                "unit": one.unit,
                "prepared": [{"text": text, "hint": hint} for text, hint in self._world.prepared(one.key)],
            }
            for one in self._world.people()
        ]
        return _answer({"now": moment(self._clock().now()), "people": people})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Move the clock: {"to": "next"}, {"to": "day"} or {"to": "2023-06-27T07:30:00+07:00"}; only ever forward."""
        if not on_loopback(request):
            raise web.HTTPNotFound(text=words.NOT_FOUND)
        if not own_origin(request, self._public()):
            raise web.HTTPForbidden(text=words.FOREIGN)
        try:
            to = _wanted((await request.json())["to"], self._clock().now())
        except (ValueError, KeyError, TypeError, OverflowError):
            return _answer({"problem": words.BAD_MOMENT}, 400)
        if to is not None and to < self._clock().now() - timedelta(seconds=1):
            return _answer({"problem": words.ONLY_FORWARD}, 400)
        before = self._clock().now()
        now = await self._world.leap(to)
        self._leapt(now)
        nothing = to is None and now - before < A_MOMENT
        return _answer({"now": moment(now), **({"problem": words.NOTHING_DUE} if nothing else {})})


def _wanted(to: object, now: datetime) -> datetime | None:
    """The moment asked for; None is the next one that something falls due."""
    if to == "next":
        return None
    if to == "day":
        return now + timedelta(days=1)
    if not isinstance(to, str):
        raise TypeError("a moment is a text")
    wanted = datetime.fromisoformat(to)
    if wanted.tzinfo is None:
        raise ValueError("a moment without its zone")
    wanted = wanted.astimezone(UTC)
    if wanted - now > FURTHEST:
        raise ValueError("too far")
    return wanted


def _answer(content: dict[str, object], status: int = 200) -> web.Response:
    response = web.json_response(content, status=status)
    plain(response)
    response.headers["Cache-Control"] = "no-store"
    return response
