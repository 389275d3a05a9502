"""`sothon status` and `sothon doctor`: how the rounds stand, and whether this machine and its settings will do."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands.carry import reading, settings_or_stop
from bot.commands.ending import FAILED

if TYPE_CHECKING:
    from bot.settings import Settings
    from scoring.counts import Count
    from scoring.indicator import Indicator, Target
    from store.campaigns import Campaign
    from store.session import Db

SAFE_SQLITE = (3, 51, 3)
LITTLE_SPACE = 500 * 1024 * 1024
STATES = {"open": "chưa nộp", "submitted": "đã nộp", "returned": "bị trả lại", "approved": "đã duyệt"}
OUTGOING = {
    "queued": "chờ gửi", "sending": "đang gửi", "sent": "đã gửi", "unknown": "không rõ đã tới chưa",
    "failed": "gửi hỏng", "blocked": "bị người nhận chặn", "dropped": "bỏ vì quá hạn hoặc không cần nữa",
}  # fmt: skip
Finding = tuple[str, str]  # "ổn", "lưu ý" or "hỏng", and a sentence


def status(
    json: Annotated[bool, typer.Option("--json", help="In dạng JSON, đủ từng chỉ tiêu.")] = False,
) -> None:
    """Tình hình các đợt báo cáo và hàng đợi tin nhắn."""
    settings = settings_or_stop()
    with reading(settings) as db:
        found = standing(db, settings, datetime.now(UTC))
    if json:
        from json import dumps

        typer.echo(dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found["campaigns"]:
        states = ", ".join(f"{count} {STATES[state]}" for state, count in one["reports"].items())
        verdicts = one["verdicts"]
        due = datetime.fromisoformat(one["due"]).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        typer.echo(f"{one['name']} ({one['root']}), hạn {due:%H:%M %d/%m/%Y}: {states}.")
        typer.echo(
            f"  {verdicts.get('met', 0)} chỉ tiêu đạt, {verdicts.get('missed', 0)} chưa đạt, "
            f"{verdicts.get('unknown', 0)} chưa có số, {verdicts.get('none', 0)} không giao chỉ tiêu."
        )
    if not found["campaigns"]:
        typer.echo("Chưa có đợt báo cáo nào; mở bằng: sothon campaign open")
    outgoing = ", ".join(f"{count} {OUTGOING.get(state, state)}" for state, count in sorted(found["outbox"].items()))
    typer.echo(f"Tin đến xử lý hỏng: {found['failed_messages']}. Tin đi: {outgoing or 'không có'}.")


def standing(db: "Db", settings: "Settings", now: datetime) -> dict[str, Any]:
    """Every campaign with its reports and the roll-up at its root; what waits to be sent; messages that failed."""
    from store import campaigns, inbox, outbox

    return {
        "at": now.isoformat(),
        "campaigns": [_campaign(db, settings, one) for one in campaigns.campaigns(db)],
        "outbox": outbox.counts(db),
        "failed_messages": len(inbox.failed(db)),
    }


def _campaign(db: "Db", settings: "Settings", campaign: "Campaign") -> dict[str, Any]:
    from handlers.scope import framework_of, indicators_of
    from handlers.turn import Rules
    from store.campaigns import targets
    from store.figures import figures_of_campaign
    from store.reports import reports_of_campaign
    from store.units import unit

    rules = Rules("", settings.frameworks)
    found = framework_of(rules, campaign)
    reports = reports_of_campaign(db, campaign.id)
    asked = {one.id: {indicator.id for indicator in indicators_of(rules, one)} for one in reports}
    figures = figures_of_campaign(db, campaign.id)
    goals = targets(db, campaign.id)
    rows = []
    for id in campaign.indicators:
        indicator = found.indicator(id)
        own = goals.get((campaign.root, id))
        goal = replace(indicator.target, value=own) if own is not None and indicator.target else indicator.target
        given = [figures.get((one.id, id)) for one in reports if id in asked[one.id]]
        rows.append(_indicator(indicator, goal, [figure.count if figure else None for figure in given]))
    return {
        "id": campaign.id,
        "key": campaign.key,
        "name": campaign.name,
        "framework": campaign.framework,
        "period": campaign.period,
        "root": unit(db, campaign.root).name,
        "due": campaign.due.isoformat(),
        "reports": dict(Counter(one.state.value for one in reports)),
        "verdicts": dict(Counter(row["verdict"] for row in rows)),
        "indicators": rows,
    }


def _indicator(indicator: "Indicator", goal: "Target | None", counts: "list[Count | None]") -> dict[str, Any]:
    from scoring.rollup import total
    from scoring.targets import shortfall, verdict

    summed = total(indicator, counts, len(counts))
    count = summed.count if summed.have else None
    return {
        "id": indicator.id,
        "name": indicator.name,
        "num": count.num if count else None,
        "den": count.den if count else None,
        "choice": count.choice if count else None,
        "have": summed.have,
        "expected": summed.expected,
        "verdict": verdict(count, goal).value,
        "missing": shortfall(count, goal),
    }


def doctor() -> None:
    """Kiểm tra máy, thiết lập và kho dữ liệu; nói rõ chỗ nào cần sửa."""
    settings = settings_or_stop()
    broken = False
    for sign, sentence in findings(settings):
        broken = broken or sign == "hỏng"
        typer.echo(f"[{sign}] {sentence}")
    if broken:
        raise typer.Exit(FAILED)


def findings(settings: "Settings") -> Iterator[Finding]:
    """Each thing looked at, as a sign and a sentence; the next is looked at whatever became of the last."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _python, _sqlite, _folders, _secret, _database, _closings, _server, _frameworks, _zone_data,
    )  # fmt: skip
    for look in looks:
        try:
            yield from look(settings)
        except typer.Exit:
            yield "hỏng", "Kho dữ liệu không đọc được; lý do ở trên."
        except Exception as error:  # a doctor that dies of the illness is no help
            words = (str(error).splitlines() or [""])[0]
            yield "hỏng", f"{look.__name__.strip('_')}: {type(error).__name__}: {words}"


def _python(_settings: "Settings") -> Iterator[Finding]:
    yield "ổn", f"Python {sys.version.split()[0]}"


def _sqlite(settings: "Settings") -> Iterator[Finding]:
    import sqlite3

    if settings.sqlite_file is None:
        return
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        yield (
            "lưu ý",
            f"SQLite {sqlite3.sqlite_version} cũ hơn 3.51.3: chỉ để một tiến trình ghi vào kho (Sổ Thôn tự giữ khoá), "
            "đừng mở kho bằng công cụ khác khi máy chủ đang chạy.",
        )
    else:
        yield "ổn", f"SQLite {sqlite3.sqlite_version}"


def _folders(settings: "Settings") -> Iterator[Finding]:
    folder = settings.data.absolute()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        yield "hỏng", f"Không ghi được vào thư mục {folder}."
        return
    free = shutil.disk_usage(nearest).free
    sign = "ổn" if free > LITTLE_SPACE else "lưu ý"
    yield sign, f"Thư mục {folder}: còn trống {free // 1024 // 1024:,} MB".replace(",", ".")


def _secret(settings: "Settings") -> Iterator[Finding]:
    if settings.secret is not None:
        yield "ổn", "SOTHON_SECRET đã đặt."
    elif settings.sqlite_file is None:
        yield "hỏng", "SOTHON_SECRET chưa đặt; dùng PostgreSQL thì phải đặt, giống nhau trên mọi máy."
    else:
        yield "ổn", f"Chuỗi bí mật tự tạo, giữ ở {settings.data / 'secret'}; hãy sao lưu cùng kho."


def _database(settings: "Settings") -> Iterator[Finding]:
    from bot.commands.store_words import missing, shown
    from store import inbox
    from store.migrate import newest, standing_on

    if settings.sqlite_file is not None and not settings.sqlite_file.exists():
        yield "lưu ý", missing(settings.sqlite_file)
        return
    kept = shown(settings.database)
    with reading(settings, any_tables=True) as db:
        stands = standing_on(db.connection)
        failed = len(inbox.failed(db)) if stands == newest() else 0
    if stands != newest():
        yield "hỏng", f"Kho {kept} ở bước {stands or 'chưa có'}, cần bước {newest()}; chạy: sothon migrate"
    else:
        yield "ổn", f"Kho {kept}, bước {stands}"
    if failed:
        yield "lưu ý", f"{failed} tin nhắn đến xử lý hỏng; xem cột error của bảng inbox."


def _closings(settings: "Settings") -> Iterator[Finding]:
    """Whether what was closed still is what it was."""
    from store import campaigns, frozen
    from store.migrate import newest, standing_on

    if settings.sqlite_file is not None and not settings.sqlite_file.exists():
        return
    with reading(settings, any_tables=True) as db:
        if standing_on(db.connection) != newest():
            return
        found = campaigns.campaigns(db)
        changed = [one.name for one in found if frozen.broken(db, one)]
        sealed = sum(bool(frozen.closings(db, one)) for one in found)
    if changed:
        yield "hỏng", f"Số đã chốt không còn như lúc chốt, có người đã ghi thẳng vào kho: {', '.join(changed)}."
    elif sealed:
        yield "ổn", f"Số của {sealed} đợt đã chốt vẫn như lúc chốt."


def _server(settings: "Settings") -> Iterator[Finding]:
    from bot.lock import NoAnswer, ask, holder

    if settings.sqlite_file is None:
        return
    pid = holder(settings.sqlite_file)
    if pid is None:
        yield "ổn", "Máy chủ không chạy trên kho này."
        return
    try:
        ask(settings.sqlite_file, {"act": "ping", "given": {}}, seconds=5)
        yield "ổn", f"Máy chủ đang chạy (tiến trình {pid})."
    except NoAnswer:
        yield "lưu ý", f"Tiến trình {pid} giữ kho nhưng không trả lời lệnh."


def _frameworks(settings: "Settings") -> Iterator[Finding]:
    from bot.commands.framework_words import sentence
    from scoring.framework import FrameworkError, frameworks

    try:
        found = frameworks(settings.frameworks)
        yield "ổn", f"{len(found)} bộ chỉ tiêu: {', '.join(found)}"
    except FrameworkError as error:
        yield "hỏng", f"Bộ chỉ tiêu: {sentence(error)}"


def _zone_data(_settings: "Settings") -> Iterator[Finding]:
    from zoneinfo import ZoneInfo

    here = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    yield "ổn", f"Giờ Việt Nam trên máy này: {here:%H:%M %d/%m/%Y}; nếu sai, hãy chỉnh đồng hồ máy."
