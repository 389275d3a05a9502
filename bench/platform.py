"""A platform made up for measuring: takes `sendMessage`, counts what was sent to whom, and tells on request."""

import argparse
import json
from collections import Counter
from typing import Any

from aiohttp import web

TOKEN = "123456:bench-of-a-turn"
SECRET = "a-secret-of-the-benchmark"
HEADER = "X-Bot-Api-Secret-Token"


class Platform:
    """Everything that was sent since it was last asked to forget."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self.number = 0

    async def send(self, request: web.Request) -> web.Response:
        """`POST /bot<token>/sendMessage`."""
        message: dict[str, Any] = json.loads(await request.read())
        self.sent[message["chat_id"]] += 1
        self.number += 1
        return web.json_response({"ok": True, "result": {"message_id": f"{self.number:020x}", "date": 0}})

    async def me(self, _request: web.Request) -> web.Response:
        """`POST /bot<token>/getMe`."""
        me = {
            "id": "1459232241454765289",
            "account_name": "bot.bench",
            "account_type": "BASIC",
            "can_join_groups": False,
        }
        return web.json_response({"ok": True, "result": me})

    async def told(self, _request: web.Request) -> web.Response:
        """How much was sent to each chat."""
        return web.json_response(self.sent)

    async def forget(self, _request: web.Request) -> web.Response:
        """Begin to count anew."""
        self.sent.clear()
        return web.Response()

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application()
        app.add_routes(
            [
                web.post(f"/bot{TOKEN}/sendMessage", self.send),
                web.route("*", f"/bot{TOKEN}/getMe", self.me),
                web.get("/told", self.told),
                web.post("/forget", self.forget),
            ]
        )
        return app


def main() -> None:
    """Serve on a loopback port."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--port", type=int, required=True)
    web.run_app(Platform().app(), host="127.0.0.1", port=known.parse_args().port, access_log=None, print=None)


if __name__ == "__main__":
    main()
