"""`sothon letters`: messages that could not be served or sent, kept for the operator, and trying them again."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands.carry import Refused, carry_out, reading, settings_or_stop

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.accounts import Account
    from store.session import Db

letters = typer.Typer(
    help="Tin xử lý hỏng và tin gửi hỏng: xem, và cho chạy lại.", no_args_is_help=True, rich_markup_mode=None
)
MOST = 200
STATES = {"failed": "gửi hỏng", "unknown": "không rõ đã tới chưa"}


@letters.command("list")
def list_command(
    json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Liệt kê tin đến xử lý hỏng, tin đi gửi hỏng; không in nội dung tin của ai."""
    from store import accounts, inbox, outbox

    with reading(settings_or_stop()) as db:
        came = [_incoming(row) for row in inbox.failed(db, MOST)]
        went = [_outgoing(row) for row in outbox.ended_badly(db, MOST)]
        names = {one.id: _named(one) for one in accounts.accounts(db)}
    if json:
        from json import dumps

        typer.echo(dumps({"in": came, "out": went}, ensure_ascii=False, indent=1))
        return
    for sign, rows in (("đến", came), ("đi", went)):
        for row in rows:
            how = "xử lý hỏng" if sign == "đến" else STATES.get(row["state"], row["state"])
            typer.echo(
                f"{sign} {row['id']}  {row['at']}  {names.get(row['channel'], row['channel'])}  {how}: {row['error']}"
            )
    if not came and not went:
        typer.echo("Không có tin nào hỏng.")


@letters.command("replay")
def replay_command(
    ids: Annotated[list[int] | None, typer.Argument(help="Số của tin đi, như lệnh list in ra.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Mọi tin đi gửi hỏng.")] = False,
    incoming: Annotated[list[int] | None, typer.Option("--in", help="Số của tin đến xử lý hỏng.")] = None,
) -> None:
    """Cho gửi lại tin đi đã hỏng, cho xử lý lại tin đến đã hỏng. Tin đã tới nơi thì không gửi lần nữa."""
    done = carry_out("letters replay", out=ids or [], every=every, incoming=incoming or [])
    typer.echo(f"Sẽ gửi lại {done['out']} tin đi, xử lý lại {done['in']} tin đến.")


def replay(db: "Db", _settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """Queue failed messages once more. Raises Refused for a number that names no failed message."""
    from store import inbox, outbox

    failed_out = {int(row.id) for row in outbox.ended_badly(db, 10_000) if row.state == "failed"}
    wanted = failed_out if given["every"] else set(given["out"])
    if strange := sorted(wanted - failed_out):
        raise Refused(f"Không có tin đi hỏng số {', '.join(map(str, strange))}.")
    if not wanted and not given["incoming"]:
        raise Refused("Chưa nói tin nào: ghi số tin, hoặc --all.")
    failed_in = {int(row["id"]) for row in inbox.failed(db, 10_000)}
    if strange := sorted(set(given["incoming"]) - failed_in):
        raise Refused(f"Không có tin đến hỏng số {', '.join(map(str, strange))}.")
    for id in sorted(wanted):
        outbox.queue_again(db, id, now)
    for id in given["incoming"]:
        inbox.settle(db, id, "waiting")
    return {"out": len(wanted), "in": len(given["incoming"])}


def _named(account: "Account") -> str:
    """The account as commands name it: zalo-bot, zalo-oa:4318…"""
    kind = account.channel.replace("_", "-")
    return kind if account.external_id == "first" else f"{kind}:{account.external_id}"


def _incoming(row: dict[str, Any]) -> dict[str, Any]:
    last = (str(row["error"] or "").strip().splitlines() or [""])[-1]
    return _row(row["id"], row["received_at"], row["account"], "failed", last)


def _outgoing(row: Any) -> dict[str, Any]:
    return _row(row.id, row.created_at, row.account, row.state, row.error or "")


def _row(id: int, at: datetime, account: int, state: str, error: str) -> dict[str, Any]:
    local = at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    return {"id": id, "at": f"{local:%d/%m/%Y %H:%M}", "channel": account, "state": state, "error": error}
