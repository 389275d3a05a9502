"""The bots and official accounts of this process: the one of each kind the settings name, and those of a file.

The file (SOTHON_ACCOUNTS) is a YAML list, an account an item. A commune may have several bots, for a free Zalo bot
takes fifty people; one app may serve several official accounts.
"""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from bot import fields
from bot.settings import Settings

FIRST = "first"  # the external id of a bot the environment names: it keeps its account when its token is changed
Mode = Annotated[Literal["webhook", "polling"], BeforeValidator(fields.lower)]
Url = Annotated[str | None, fields.Blank, AfterValidator(fields.public_url)]
Secret = Annotated[str, BeforeValidator(fields.as_written), AfterValidator(fields.one_word)]


class AccountsWrong(Exception):
    """The file of accounts cannot be used. `lines` holds one Vietnamese sentence per mistake."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class _Account(BaseModel, ABC):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @property
    @abstractmethod
    def external_id(self) -> str:
        """Which account of the platform this is."""

    @property
    def label(self) -> str:
        """The account as commands and pages name it: the channel, and which one where it is not the first."""
        channel: str = self.channel  # type: ignore[attr-defined]
        return channel if self.external_id == FIRST else f"{channel}:{self.external_id}"


class _Bot(_Account):
    token: str
    secret: str
    first: bool = Field(default=False, exclude=True)

    @property
    def external_id(self) -> str:
        """The number a token begins with: it stays when the token is changed."""
        return FIRST if self.first else self.token.partition(":")[0]


class TelegramAccount(_Bot):
    """A Telegram bot."""

    channel: Literal["telegram"] = "telegram"
    token: Annotated[str, AfterValidator(fields.telegram_token)] = Field(repr=False)
    secret: Annotated[str, AfterValidator(fields.telegram_secret)] = Field(repr=False)
    mode: Mode = "webhook"
    api: Annotated[str, AfterValidator(fields.telegram_api)] = fields.TELEGRAM_API
    proxy: Url = None


class ZaloBotAccount(_Bot):
    """A bot of the Zalo Bot Platform."""

    channel: Literal["zalo_bot"] = "zalo_bot"
    token: Annotated[str, AfterValidator(fields.zalo_bot_token)] = Field(repr=False)
    secret: Annotated[str, AfterValidator(fields.zalo_bot_secret)] = Field(repr=False)
    mode: Mode = "webhook"
    api: Annotated[str, AfterValidator(fields.zalo_bot_api)] = fields.ZALO_BOT_API


class ZaloOaAccount(_Account):
    """An official account of Zalo, with the app it is linked to. `refresh_token` only begins."""

    channel: Literal["zalo_oa"] = "zalo_oa"
    id: Annotated[str, BeforeValidator(fields.as_written), AfterValidator(fields.digits)]
    app_id: Annotated[str, BeforeValidator(fields.as_written), AfterValidator(fields.digits)]
    app_secret: Secret = Field(repr=False)
    key: Secret = Field(repr=False)
    refresh_token: Secret = Field(repr=False)
    template: Annotated[str | None, fields.Blank, AfterValidator(fields.one_word)] = None
    template_price: int = Field(default=0, ge=0, le=100_000)
    template_budget: int = Field(default=0, ge=0, le=1_000_000_000)
    api: Url = None

    @property
    def external_id(self) -> str:
        """The platform's own id."""
        return self.id


BotAccount = TelegramAccount | ZaloBotAccount | ZaloOaAccount
_ONE: TypeAdapter[BotAccount] = TypeAdapter(Annotated[BotAccount, Field(discriminator="channel")])


def accounts_of(settings: Settings) -> list[BotAccount]:
    """Every account, those of the environment first. Raises AccountsWrong."""
    found = [*_of_environment(settings), *(_of_file(settings.accounts) if settings.accounts is not None else [])]
    ids = [(one.channel, getattr(one, "token", one.external_id)) for one in found]
    double = next((one for at, one in enumerate(ids) if one in ids[:at]), None)
    if double is not None:
        raise AccountsWrong([f"một {double[0]} được khai hai lần (trong tệp, hoặc cả trong tệp lẫn thiết lập riêng)"])
    return found


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """What must never stand in a log line."""
    kept = ("token", "secret", "app_secret", "key", "refresh_token")
    of_accounts = (getattr(one, name, None) for one in accounts_of(settings) for name in kept)
    return (*settings.secrets, *(one for one in of_accounts if one))


def _of_environment(settings: Settings) -> list[BotAccount]:
    found: list[BotAccount] = []
    if settings.zalo_bot_token is not None:
        found.append(ZaloBotAccount(first=True, **_values(settings, "zalo_bot", ("token", "secret", "mode", "api"))))
    if settings.telegram_token is not None:
        bot = ("token", "secret", "mode", "api", "proxy")
        found.append(TelegramAccount(first=True, **_values(settings, "telegram", bot)))
    if settings.zalo_oa_id is not None:
        oa = (
            "id",
            "app_id",
            "app_secret",
            "key",
            "refresh_token",
            "template",
            "template_price",
            "template_budget",
            "api",
        )
        found.append(ZaloOaAccount(**_values(settings, "zalo_oa", oa)))
    return found


def _values(settings: Settings, channel: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(settings, f"{channel}_{name}") for name in names}


def _of_file(path: Path) -> list[BotAccount]:
    import yaml

    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AccountsWrong([f"{path}: không phải tệp YAML đọc được ({type(error).__name__})"]) from None
    if not isinstance(listed, list):
        raise AccountsWrong([f"{path}: phải là một danh sách, mỗi tài khoản một mục, mở đầu bằng “- channel: …”"])
    found: list[BotAccount] = []
    lines: list[str] = []
    for number, item in enumerate(listed, 1):
        try:
            found.append(_ONE.validate_python(item))
        except ValidationError as error:
            lines += [f"{path}, mục {number}: {_sentence(one)}" for one in error.errors(include_input=False)]
    if lines:
        raise AccountsWrong(lines)
    return found


def _sentence(mistake: Any) -> str:
    """One mistake in words. Never the value itself: it may be a secret."""
    where = ".".join(str(part) for part in mistake["loc"][1:]) or "mục này"
    if mistake["type"] in {"union_tag_not_found", "union_tag_invalid", "model_type", "model_attributes_type"}:
        return "channel phải là telegram, zalo_bot hoặc zalo_oa"
    if mistake["type"] == "missing":
        return f"thiếu {where}"
    if mistake["type"] == "extra_forbidden":
        return f"không có thiết lập {where}"
    if mistake["type"] == "value_error":
        return f"{where}: {mistake['msg'].removeprefix('Value error, ')}"
    return f"{where}: giá trị không dùng được"
