"""Alive, ready, and in figures: what a service manager, an operator's monitor and Prometheus ask.

Nothing here names a person, a unit or a secret. Keep `/readyz` and `/metrics` inside all the same: `deploy/Caddyfile`
passes neither on.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.channels.base import Channel
from store import inbox, outbox
from store.session import Db

if TYPE_CHECKING:
    from bot.app import App

PATIENCE = 2.0  # seconds the database may take to say that it is there


def health_routes(app: "App") -> list[web.AbstractRouteDef]:
    """`/healthz`: the process answers. `/readyz`: it takes messages, or says why not. `/metrics`: for Prometheus."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_request: web.Request) -> web.Response:
        found = await readiness(app)
        return web.json_response(found, status=200 if found["ready"] else 503)

    async def metrics(_request: web.Request) -> web.Response:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(Figures(app, await app.read(_queues)))
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", alive), web.get("/readyz", ready), web.get("/metrics", metrics)]


async def readiness(app: "App") -> dict[str, Any]:
    """Whether messages are taken: started, and the database answers. The clock and the channels are told beside it."""
    try:
        async with asyncio.timeout(PATIENCE):
            await app.read(lambda db: db.plain("SELECT 1"))
        database = "ổn"
    except Exception as error:  # whatever it is, it is not ready, and the operator reads why
        database = f"không trả lời ({type(error).__name__})"
    return {
        "ready": app.ready and database == "ổn",
        "database": database,
        "scheduler": "đang giữ nhịp" if app.knocker.leads else "tiến trình khác giữ nhịp, hoặc chưa bắt đầu",
        "channels": {_label(app, one): getattr(one, "state", "ổn") for one in app.channels},
    }


def _label(app: "App", channel: Channel) -> str:
    """A channel's name; with which account it is where there are several of it."""
    several = sum(one.name == channel.name for one in app.channels) > 1
    return f"{channel.name}:{channel.external_id}" if several else channel.name


def _queues(db: Db) -> tuple[dict[str, int], int, datetime | None, int]:
    count, oldest = inbox.backlog(db)
    return outbox.counts(db), count, oldest, inbox.failed_count(db)


class Figures:
    """What Prometheus collects: counters of this process, and how long the queues of the database are."""

    def __init__(self, app: "App", queues: tuple[dict[str, int], int, datetime | None, int]) -> None:
        self.app = app
        self.queues = queues

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Every figure, once."""
        app = self.app
        states, waiting, oldest, failed = self.queues
        yield CounterMetricFamily("sothon_turns", "Turns taken by this process.", app.inbox.turns)
        yield CounterMetricFamily("sothon_turns_raised", "Turns that raised in this process.", app.inbox.raised)
        yield CounterMetricFamily("sothon_messages_sent", "Messages a platform took.", app.deliverer.sent)
        troubles = CounterMetricFamily("sothon_knock_trouble", "Knocks of the clock that went wrong.", labels=["kind"])
        for kind, count in app.knocker.counts.items():
            troubles.add_metric([kind], count)
        yield troubles
        yield GaugeMetricFamily("sothon_scheduler_leads", "1 while this process has the clock.", int(app.knocker.leads))
        yield GaugeMetricFamily("sothon_inbox_waiting", "Messages kept whose turn has not come.", waiting)
        age = (app.clock.now() - oldest).total_seconds() if oldest is not None else 0.0
        yield GaugeMetricFamily("sothon_inbox_oldest_seconds", "Age of the oldest of them.", max(0.0, age))
        yield GaugeMetricFamily("sothon_inbox_failed", "Messages whose turn raised, kept for the operator.", failed)
        out = GaugeMetricFamily("sothon_outbox", "Messages to be sent, by state.", labels=["state"])
        for state, count in states.items():
            out.add_metric([state], count)
        yield out
