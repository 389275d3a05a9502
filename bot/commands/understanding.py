"""`sothon understand`: what is read in messages, one a line, without a conversation and without a database."""

import json
import sys
from typing import Annotated

import typer

from bot.commands.loading import loading


def understand(
    explain: Annotated[bool, typer.Option("--explain", help="Kèm theo: chữ nào được hiểu là gì.")] = False,
    turn: Annotated[int | None, typer.Option("--turn", help="Tin đến số này đã được hiểu thế nào.")] = None,
    last: Annotated[int | None, typer.Option("--last", min=1, max=200, help="Số và ý của những tin gần nhất.")] = None,
) -> None:
    """Đọc từng dòng JSON {"text", "context", "role"} ở đầu vào, ghi ra từng dòng {"intent", "slots", "number"}."""
    if turn is not None or last is not None:
        _kept(turn, last or 0)
        return
    with loading():
        from bot import understanding
    from bot.clock import Clock
    from handlers.texts.form import HANOI

    today = Clock().now().astimezone(HANOI).date()
    for line in sys.stdin.buffer:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            request = None
        wrong = understanding.wrong(request)
        answer = {"error": wrong} if wrong else understanding.understand(request, today, explained=explain)
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _kept(turn: int | None, last: int) -> None:
    """What is kept of the messages that people sent: one in full, or the latest by number and intent alone."""
    from bot.commands.carry import reading, settings_or_stop
    from bot.commands.ending import stop
    from handlers.texts.form import HANOI
    from store import inbox

    with reading(settings_or_stop()) as db:
        if turn is None:
            for id, at, lines in inbox.readings(db, last):
                typer.echo(f"{id}  {at.astimezone(HANOI):%d/%m %H:%M}  {lines[-1].partition(':')[0]}")
            return
        lines = inbox.reading(db, turn) or []
        if not lines:
            stop(f"Không giữ cách hiểu của tin {turn}: không có tin ấy, tin chỉ có một con số, hoặc đã hết hạn giữ.")
        for line in lines:
            typer.echo(line)
