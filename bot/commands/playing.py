"""`sothon play` and `sothon demo`: written conversations, and a commune to try everything out on."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.loading import loading


def play(
    files: Annotated[list[Path], typer.Argument(help="Các tệp hội thoại (*.txt).")],
    database: Annotated[str | None, typer.Option(help="Kho khác thay cho kho tạm.")] = None,
    channel: Annotated[str | None, typer.Option(help="Kênh khác thay cho kênh của tệp.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ in chỗ sai.")] = False,
) -> None:
    """Diễn lại hội thoại viết sẵn và kiểm tra từng câu trả lời."""
    with loading():
        from bot.play.command import play_files

    raise typer.Exit(play_files(files, database=database, channel=channel, quiet=quiet))


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng của trang thử.")] = 8080,
    fresh: Annotated[bool, typer.Option("--fresh", help="Làm lại từ đầu.")] = False,
) -> None:
    """Chạy thử ngay: xã Quang Trung, sáu thôn, đợt 6 tháng đầu năm 2023."""
    with loading():
        from bot.demo import run_demo

    raise typer.Exit(run_demo(port=port, fresh=fresh))
