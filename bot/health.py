"""Alive, ready, and in figures: what a service manager, an operator's monitor and Prometheus ask.

Nothing here names a person, a unit or a secret. Keep `/readyz` and `/metrics` inside all the same: `deploy/Caddyfile`
passes neither on.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.channels.base import Channel
from bot.metrics import metrics

if TYPE_CHECKING:
    from bot.app import App

UNWRITABLE = {"full": "hết chỗ trên đĩa, chưa nhận được tin", "disk": "đĩa không ghi được, chưa nhận được tin"}
PATIENCE = 2.0  # seconds the database may take to say that it is there


def health_routes(app: "App") -> list[web.AbstractRouteDef]:
    """`/healthz`: the process answers. `/readyz`: it takes messages, or says why not. `/metrics`: for Prometheus."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_request: web.Request) -> web.Response:
        found = await readiness(app)
        return web.json_response(found, status=200 if found["ready"] else 503)

    async def figures(_request: web.Request) -> web.Response:
        return web.Response(body=await metrics(app), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", alive), web.get("/readyz", ready), web.get("/metrics", figures)]


async def readiness(app: "App") -> dict[str, Any]:
    """Whether messages are taken: started, and the database answers. The clock and the channels are told beside it."""
    try:
        async with asyncio.timeout(PATIENCE):
            await app.read(lambda db: db.plain("SELECT 1"))
        database = UNWRITABLE.get(app.store.unwritable or "", "ổn")
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
