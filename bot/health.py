"""Alive and ready: what a service manager and an operator's monitor ask."""

from typing import Protocol

from aiohttp import web


class Watched(Protocol):
    """What is asked about."""

    ready: bool


def health_routes(app: Watched) -> list[web.AbstractRouteDef]:
    """`/healthz`: the process answers. `/readyz`: it takes messages (503 while it starts or stops)."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_request: web.Request) -> web.Response:
        return web.json_response({"ready": app.ready}, status=200 if app.ready else 503)

    return [web.get("/healthz", alive), web.get("/readyz", ready)]
