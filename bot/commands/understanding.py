"""`sothon understand`: what is read in messages, one a line, without a conversation and without a database."""

import json
import sys
from typing import Annotated

import typer


def understand(
    explain: Annotated[bool, typer.Option("--explain", help="Kèm theo: chữ nào được hiểu là gì.")] = False,
) -> None:
    """Đọc từng dòng JSON {"text", "context", "role"} ở đầu vào, ghi ra từng dòng {"intent", "slots", "number"}."""
    from bot import understanding
    from bot.clock import Clock
    from handlers.texts.form import HANOI

    today = Clock().now().astimezone(HANOI).date()
    for line in sys.stdin.buffer:
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise ValueError("a request is an object")
        except ValueError:
            answer = {"error": 'Mỗi dòng là một đối tượng JSON, ví dụ: {"text": "412", "context": "ask:3.4 den=520"}'}
        else:
            answer = understanding.understand(request, today, explained=explain)
        print(json.dumps(answer, ensure_ascii=False), flush=True)
