"""The kinds of values settings are made of: each checks one value and says in Vietnamese what is wrong with it."""

import os
import re
import stat
from pathlib import Path

from pydantic import BeforeValidator

from bot.faults import why

SECRET_LENGTH = 32
ZALO_BOT_API = "https://bot-api.zaloplatforms.com"
TELEGRAM_API = "https://api.telegram.org"
POSTGRES_DRIVER = "postgresql+psycopg"


def blank(value: object) -> object:
    """Nothing but spaces is nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def database(value: str) -> str:
    """The address of a store we can use, with its driver."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(value.strip())
    except (ArgumentError, ValueError):
        raise ValueError("không phải địa chỉ kho dữ liệu") from None
    kind = url.drivername
    if kind in {"postgres", "postgresql"}:
        kind = POSTGRES_DRIVER
    if kind not in {"sqlite", "sqlite+pysqlite", POSTGRES_DRIVER}:
        raise ValueError(f"không dùng được loại kho {url.drivername}")
    if not url.database or url.database == ":memory:":
        raise ValueError("thiếu tên tệp hoặc tên kho")
    if kind == POSTGRES_DRIVER:
        return url.set(drivername=kind).render_as_string(hide_password=False)
    _file_or_none(Path(url.database))
    writable(Path(url.database).parent)
    return f"sqlite:///{url.database}"


def _file_or_none(path: Path) -> None:
    """An SQLite file, or the place of one: a device or a folder there could never become one."""
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):  # whether it can be made is for `writable` to say
        return
    except (OSError, ValueError) as error:
        raise ValueError(_unusable(path, error)) from None
    if stat.S_ISDIR(kind):
        raise ValueError(f"{path} là thư mục, cần tên tệp")
    if not stat.S_ISREG(kind):
        raise ValueError(f"{path} không phải tệp thường")


def writable(folder: Path) -> Path:
    """A folder we may write into, or make."""
    try:
        nearest = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        fits = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    except (OSError, ValueError) as error:
        raise ValueError(_unusable(folder, error)) from None
    if not fits:
        raise ValueError(f"không ghi được vào {nearest}")
    return folder


def _unusable(path: Path, error: OSError | ValueError) -> str:
    """Why a path cannot even be looked at; a ValueError is Python's word for a sign that no name may hold."""
    if isinstance(error, ValueError):
        return "đường dẫn có ký tự lạ"
    return f"không mở được đường dẫn {str(path)[:80]} ({why(error)})"


def host(value: str) -> str:
    """An address to listen at."""
    if not value.strip() or any(sign in value for sign in " /\t"):
        raise ValueError("không phải địa chỉ máy")
    return value.strip()


def public_url(value: str | None) -> str | None:
    """An http(s) address without a trailing slash."""
    from urllib.parse import urlsplit

    if value is None:
        return None
    try:
        parts = urlsplit(value.strip())
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
        _ = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("không phải địa chỉ web")
    return value.strip().rstrip("/")


def zalo_bot_api(value: str) -> str:
    """Where the Zalo Bot Platform answers."""
    return public_url(value) or ZALO_BOT_API


def secret(value: str | None) -> str | None:
    """Our own secret."""
    if value is not None and len(value.strip()) < SECRET_LENGTH:
        raise ValueError(f"quá ngắn ({len(value.strip())} ký tự)")
    return value if value is None else value.strip()


def frameworks(value: Path | None) -> Path | None:
    """A folder that is there."""
    if value is not None and not value.is_dir():
        raise ValueError(f"không có thư mục {value}")
    return value


def file(value: Path | None) -> Path | None:
    """A file that can be read."""
    if value is not None and not os.access(value, os.R_OK):
        raise ValueError(f"không đọc được tệp {value}")
    return value


def chat(value: str | None) -> str | None:
    """A chat of one of the channels: "telegram:123456789"."""
    if value is None:
        return None
    kind, _, user = value.strip().replace("-", "_", 1).partition(":")
    if kind not in {"telegram", "zalo_bot", "zalo_oa"} or not user.isprintable() or not user:
        raise ValueError("phải có dạng kênh:mã-người-dùng")
    return f"{kind}:{user}"


def zalo_bot_token(value: str | None) -> str | None:
    """What the platform gives for a Zalo bot."""
    if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.strip(), re.ASCII):
        raise ValueError("không phải mã của một bot Zalo")
    return value if value is None else value.strip()


def zalo_bot_secret(value: str | None) -> str | None:
    """What the platform takes for a webhook's secret."""
    if value is None:
        return None
    value = value.strip()
    if not value.isascii() or not value.isprintable() or not 8 <= len(value) <= 256:
        raise ValueError("phải có từ 8 đến 256 ký tự không dấu")
    return value


def telegram_api(value: str) -> str:
    """Where the Bot API answers."""
    return public_url(value) or TELEGRAM_API


def telegram_token(value: str | None) -> str | None:
    """What BotFather gives."""
    if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.strip(), re.ASCII):
        raise ValueError("không phải mã của một bot Telegram")
    return value if value is None else value.strip()


def telegram_secret(value: str | None) -> str | None:
    """What Telegram takes for a webhook's secret."""
    if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", value.strip()):
        raise ValueError("phải có từ 8 đến 256 chữ, số, gạch")
    return value if value is None else value.strip()


def as_written(value: object) -> object:
    """What YAML takes for a number is the text it was written as."""
    return str(value) if type(value) is int else value


def digits(value: str | None) -> str | None:
    """An id of Zalo's: digits, more than a number holds."""
    if value is not None and not re.fullmatch(r"\d{1,30}", value.strip(), re.ASCII):
        raise ValueError("phải là một dãy số")
    return value if value is None else value.strip()


def one_word(value: str | None) -> str | None:
    """A token or key: printable, no spaces."""
    if value is not None and not re.fullmatch(r"[!-~]{4,4000}", value.strip()):
        raise ValueError("phải là một chuỗi không dấu, không có khoảng trắng")
    return value if value is None else value.strip()


def lower(value: object) -> object:
    """In small letters."""
    return value.strip().lower() if isinstance(value, str) else value


Blank = BeforeValidator(blank)
