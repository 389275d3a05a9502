"""The load: webhook requests over so many connections at once, each waiting for its answer before the next.

Written on bare streams, so that it leaves the cores to what is measured. `python -m bench.load` posts a file's lines.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.platform import HEADER, SECRET


def update(number: int, chat: str, text: str) -> bytes:
    """A text message as the Zalo Bot Platform posts it."""
    who = {"id": chat, "display_name": f"Người {chat}", "is_bot": False}
    message = {
        "message_id": f"{number:020x}",
        "date": 1_750_316_131_602 + number,
        "from": who,
        "chat": {"id": chat, "chat_type": "PRIVATE"},
        "text": text,
        "message_type": "CHAT_MESSAGE",
    }
    return json.dumps({"event_name": "message.text.received", "message": message}, ensure_ascii=False).encode()


async def _connection(port: int, path: str, bodies: Iterator[bytes], acknowledged: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{HEADER}: {SECRET}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    ).encode()
    for body in bodies:
        began = time.perf_counter()
        writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = next((int(line[15:]) for line in answer.split(b"\r\n") if line[:15].lower() == b"content-length:"), 0)
        if length:
            await reader.readexactly(length)
        if answer.startswith(b"HTTP/1.1 200"):
            acknowledged.append(time.perf_counter() - began)
    writer.close()


async def post(port: int, path: str, bodies: list[bytes], in_flight: int) -> dict[str, float]:
    """Post every body; how many were acknowledged, in how many seconds, with which waiting times."""
    waited: list[float] = []
    began = time.perf_counter()
    left = iter(bodies)
    await asyncio.gather(*(_connection(port, path, left, waited) for _ in range(in_flight)))
    seconds = time.perf_counter() - began
    waited.sort()
    return {
        "acknowledged": len(waited),
        "seconds": seconds,
        "p50": waited[len(waited) // 2] if waited else 0.0,
        "p99": waited[len(waited) * 99 // 100] if waited else 0.0,
    }


def main() -> None:
    """Post the lines of a file: JSON pairs of chat and text."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--port", type=int, required=True)
    known.add_argument("--path", required=True)
    known.add_argument("--messages", type=Path, required=True)
    known.add_argument("--first", type=int, required=True)
    known.add_argument("--in-flight", type=int, default=32)
    given = known.parse_args()
    lines = [json.loads(line) for line in given.messages.read_text().splitlines()]
    bodies = [update(given.first + place, chat, text) for place, (chat, text) in enumerate(lines)]
    print(json.dumps(asyncio.run(post(given.port, given.path, bodies, given.in_flight))))


if __name__ == "__main__":
    main()
