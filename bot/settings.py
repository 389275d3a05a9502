"""Settings: read once, from the environment or `.env`, checked at start. Each mistake is a line with its mending."""

import difflib
import os
import secrets
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import fields
from bot.faults import why
from bot.fields import SECRET_LENGTH, TELEGRAM_API, ZALO_BOT_API

PREFIX = "SOTHON_"
NAMES = (
    "DATABASE", "DATA", "HOST", "PORT", "PUBLIC_URL", "SECRET", "FRAMEWORKS", "LOG", "ACCOUNTS", "ADMIN",
    "ZALO_BOT_TOKEN", "ZALO_BOT_SECRET", "ZALO_BOT_MODE", "ZALO_BOT_API",
    "ZALO_OA_ID", "ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_KEY", "ZALO_OA_REFRESH_TOKEN",
    "ZALO_OA_TEMPLATE", "ZALO_OA_TEMPLATE_PRICE", "ZALO_OA_TEMPLATE_BUDGET", "ZALO_OA_API",
    "TELEGRAM_TOKEN", "TELEGRAM_SECRET", "TELEGRAM_MODE", "TELEGRAM_API", "TELEGRAM_PROXY",
)  # fmt: skip

MEND = {
    "database": (
        "ghi sqlite:///đường/dẫn/tới/tệp.db, hoặc postgresql+psycopg://người:mật-khẩu@máy/tên-kho "
        "(ký tự lạ trong mật khẩu viết dạng %40)"
    ),
    "data": "ghi đường dẫn một thư mục mà chương trình ghi được",
    "host": "ghi địa chỉ để lắng nghe, ví dụ 127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (mọi máy)",
    "port": "ghi một số từ 1 đến 65535, ví dụ 8080",
    "public_url": "ghi địa chỉ đầy đủ mà người dùng mở, ví dụ https://so.xa-quang-trung.vn, hoặc để trống",
    "secret": (
        f"ghi một chuỗi bí mật từ {SECRET_LENGTH} ký tự, tạo bằng: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
    ),
    "frameworks": "ghi đường dẫn thư mục chứa các tệp bộ chỉ tiêu (*.yaml), hoặc để trống",
    "log": "ghi một trong: debug, info, warning, error",
    "accounts": "ghi đường dẫn tệp YAML liệt kê các bot và OA thêm (mẫu ở docs/van-hanh.md, mục 5), hoặc để trống",
    "admin": "ghi kênh:mã-người-dùng nhận tin báo lỗi, ví dụ telegram:123456789, hoặc để trống",
    "zalo_bot_token": "ghi mã mà Zalo Bot Creator nhắn cho, dạng 12345689:abc-xyz, hoặc để trống",
    "zalo_bot_secret": "ghi chuỗi bí mật từ 8 đến 256 ký tự, cùng chuỗi đã đặt khi gọi setWebhook, hoặc để trống",
    "zalo_bot_mode": "ghi webhook (Zalo gửi tới máy này) hoặc polling (máy này tự hỏi Zalo, chỉ để thử)",
    "zalo_bot_api": f"ghi địa chỉ đầy đủ, thường là {ZALO_BOT_API}",
    "zalo_oa_id": "ghi dãy số của OA (trang quản lý OA, mục Thông tin tài khoản), hoặc để trống",
    "zalo_oa_app_id": "ghi dãy số của ứng dụng ở developers.zalo.me, hoặc để trống",
    "zalo_oa_app_secret": "ghi khóa bí mật của ứng dụng (Cài đặt > Thông tin ứng dụng), hoặc để trống",
    "zalo_oa_key": "ghi OA Secret Key ở trang Webhook của ứng dụng, hoặc để trống",
    "zalo_oa_refresh_token": "ghi refresh token lấy ở API Explorer (dùng một lần, máy tự đổi về sau), hoặc để trống",
    "zalo_oa_template": "ghi mã mẫu ZBS đã duyệt, có tham số don_vi, han, so_luong, hoặc để trống",
    "zalo_oa_template_price": "ghi số đồng cho một tin theo mẫu, theo hợp đồng; 0 nếu chưa biết",
    "zalo_oa_template_budget": "ghi số đồng nhiều nhất một tháng cho tin theo mẫu; 0 là không hạn chế",
    "zalo_oa_api": "để trống; chỉ đặt khi đi qua một máy trung gian",
    "telegram_token": "ghi mã mà BotFather đưa, dạng 123456789:AA-bb_cc, hoặc để trống",
    "telegram_secret": "ghi chuỗi bí mật từ 8 đến 256 chữ, số, gạch; giữ nguyên qua các lần chạy; hoặc để trống",
    "telegram_mode": "ghi webhook (Telegram gửi tới máy này) hoặc polling (máy này tự hỏi Telegram)",
    "telegram_api": f"ghi địa chỉ đầy đủ, thường là {TELEGRAM_API}",
    "telegram_proxy": "ghi địa chỉ proxy http://…, hoặc để trống",
}


class SettingsWrong(Exception):
    """The settings cannot be used. `lines` holds one Vietnamese sentence per mistake."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class Settings(BaseSettings):
    """What the process needs to know from outside. Made by `read_settings`; tests and the demo give values by name."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    database: Annotated[str, AfterValidator(fields.database)] = "sqlite:///data/sothon.db"
    data: Annotated[Path, AfterValidator(fields.writable)] = Path("data")
    host: Annotated[str, AfterValidator(fields.host)] = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: Annotated[str | None, fields.Blank, AfterValidator(fields.public_url)] = None
    secret: Annotated[str | None, fields.Blank, AfterValidator(fields.secret)] = Field(default=None, repr=False)
    frameworks: Annotated[Path | None, fields.Blank, AfterValidator(fields.frameworks)] = None
    log: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(fields.lower)] = "info"
    accounts: Annotated[Path | None, fields.Blank, AfterValidator(fields.file)] = None
    admin: Annotated[str | None, fields.Blank, AfterValidator(fields.chat)] = None
    zalo_bot_token: Annotated[str | None, fields.Blank, AfterValidator(fields.zalo_bot_token)] = Field(
        default=None, repr=False
    )
    zalo_bot_secret: Annotated[str | None, fields.Blank, AfterValidator(fields.zalo_bot_secret)] = Field(
        default=None, repr=False
    )
    zalo_bot_mode: Annotated[Literal["webhook", "polling"], BeforeValidator(fields.lower)] = "webhook"
    zalo_bot_api: Annotated[str, AfterValidator(fields.zalo_bot_api)] = ZALO_BOT_API

    zalo_oa_id: Annotated[str | None, fields.Blank, AfterValidator(fields.digits)] = None
    zalo_oa_app_id: Annotated[str | None, fields.Blank, AfterValidator(fields.digits)] = None
    zalo_oa_app_secret: Annotated[str | None, fields.Blank, AfterValidator(fields.one_word)] = Field(
        default=None, repr=False
    )
    zalo_oa_key: Annotated[str | None, fields.Blank, AfterValidator(fields.one_word)] = Field(default=None, repr=False)
    zalo_oa_refresh_token: Annotated[str | None, fields.Blank, AfterValidator(fields.one_word)] = Field(
        default=None, repr=False
    )
    zalo_oa_template: Annotated[str | None, fields.Blank, AfterValidator(fields.one_word)] = None
    zalo_oa_template_price: int = Field(default=0, ge=0, le=100_000)
    zalo_oa_template_budget: int = Field(default=0, ge=0, le=1_000_000_000)
    zalo_oa_api: Annotated[str | None, fields.Blank, AfterValidator(fields.public_url)] = None

    telegram_token: Annotated[str | None, fields.Blank, AfterValidator(fields.telegram_token)] = Field(
        default=None, repr=False
    )
    telegram_secret: Annotated[str | None, fields.Blank, AfterValidator(fields.telegram_secret)] = Field(
        default=None, repr=False
    )
    telegram_mode: Annotated[Literal["webhook", "polling"], BeforeValidator(fields.lower)] = "webhook"
    telegram_api: Annotated[str, AfterValidator(fields.telegram_api)] = TELEGRAM_API
    telegram_proxy: Annotated[str | None, fields.Blank, AfterValidator(fields.public_url)] = None

    @property
    def address(self) -> str:
        """Where people reach this server: links in messages begin with it."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand in a log line."""
        held = (
            self.secret, self.zalo_bot_token, self.zalo_bot_secret, self.telegram_token, self.telegram_secret,
            self.zalo_oa_app_secret, self.zalo_oa_key, self.zalo_oa_refresh_token,
        )  # fmt: skip
        return tuple(one for one in held if one)

    @property
    def sqlite_file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        return Path(self.database.removeprefix("sqlite:///")) if self.database.startswith("sqlite:") else None

    def with_secret(self) -> Self:
        """The same with a secret: the one set, else one made at first need and kept among the data for its owner.

        With PostgreSQL several processes must share one, so that it has to be set. Raises SettingsWrong.
        """
        if self.secret is not None:
            return self
        if self.sqlite_file is None:
            raise SettingsWrong([f"{PREFIX}SECRET: chưa đặt; {MEND['secret']}"])
        self.make_folders()
        return self.model_copy(update={"secret": _kept_secret(self.data / "secret")})

    def make_folders(self) -> None:
        """The folders of the database and of the files, made where they are not there yet. Raises SettingsWrong."""
        file = self.sqlite_file
        for name, folder in (("data", self.data), ("database", file.parent if file is not None else self.data)):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                said = f"không tạo được thư mục {folder} ({why(error)})"
                raise SettingsWrong([f"{PREFIX}{name.upper()}: {said}; {MEND[name]}"]) from None
            if not os.access(folder, os.W_OK | os.X_OK):
                said = f"không ghi được vào thư mục {folder}"
                raise SettingsWrong([f"{PREFIX}{name.upper()}: {said}; {MEND[name]}"])


def read_settings(**given: object) -> Settings:
    """The settings from the environment and `.env`, what is `given` first. Raises SettingsWrong."""
    lines = _unknown_names()
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks each by its field
    except ValidationError as error:
        lines += [_line(mistake["loc"], mistake["msg"], mistake["type"]) for mistake in error.errors()]
    except UnicodeDecodeError:
        lines.append(".env: không phải chữ UTF-8; lưu lại tệp bằng mã UTF-8")
    else:
        for bot, shown in (("zalo_bot", "bot Zalo"), ("telegram", "bot Telegram")):
            token, secret = getattr(settings, f"{bot}_token"), getattr(settings, f"{bot}_secret")
            if (token is None) != (secret is None):
                missing = f"{bot}_secret" if secret is None else f"{bot}_token"
                lines.append(f"{PREFIX}{missing.upper()}: {shown} cần cả mã lẫn chuỗi bí mật; {MEND[missing]}")
        lines += _half_an_account(settings)
        if not lines:
            lines += _accounts_file(settings)
    if lines:
        raise SettingsWrong(lines)
    return settings


def _half_an_account(settings: Settings) -> list[str]:
    """An official account needs all five of its settings."""
    needed = ("zalo_oa_id", "zalo_oa_app_id", "zalo_oa_app_secret", "zalo_oa_key", "zalo_oa_refresh_token")
    missing = [name for name in needed if getattr(settings, name) is None]
    if not missing or len(missing) == len(needed):
        return []
    return [f"{PREFIX}{name.upper()}: Zalo OA cần đủ năm thiết lập; {MEND[name]}" for name in missing]


def _accounts_file(settings: Settings) -> list[str]:
    from bot.accounts import AccountsWrong, accounts_of

    try:
        accounts_of(settings)
    except AccountsWrong as error:
        return [f"{PREFIX}ACCOUNTS: {line}" for line in error.lines]
    return []


def _line(where: tuple[int | str, ...], message: str, kind: str) -> str:
    name = str(where[0]) if where else "?"
    reason = message.removeprefix("Value error, ") if kind == "value_error" else "giá trị không dùng được"
    return f"{PREFIX}{name.upper()}: {reason}; {MEND.get(name, '')}"


def _unknown_names() -> list[str]:
    """Names with our prefix that mean nothing are slips of the pen: SOTHON_DATABSE would be left unread in silence."""
    from dotenv import dotenv_values

    try:
        found = {*os.environ, *dotenv_values(".env")}
    except UnicodeDecodeError:
        found = set(os.environ)
    lines = []
    for name in sorted(name for name in found if name.startswith(PREFIX)):
        short = name.removeprefix(PREFIX)
        if short in NAMES or short.startswith("TEST_"):
            continue
        likely = difflib.get_close_matches(short, NAMES, 1)
        hint = (
            f"có phải {PREFIX}{likely[0]}?"
            if likely
            else "các tên có thể đặt: " + ", ".join(PREFIX + one for one in NAMES)
        )
        lines.append(f"{name}: không có thiết lập này; {hint}")
    return lines


def _kept_secret(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        made = secrets.token_urlsafe(SECRET_LENGTH)
        file.write(made + "\n")
        file.flush()
        os.fsync(file.fileno())
    return made
