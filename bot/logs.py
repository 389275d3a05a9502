"""Log lines: a sentence for people and a fixed word for searching; secrets are struck out where the line is made."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import structlog

STRUCK_OUT = "***"
SHAPES = re.compile(
    r"(?<=bot)\d{6,}:[\w-]{20,}"  # a Telegram token inside an address
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # user and password inside a database's address
    r"|(?<=(?i:access_token=))[^&\s\"']+|(?<=(?i:refresh_token=))[^&\s\"']+"
)
QUIET = ("aiohttp.access", "httpx", "httpcore", "apscheduler", "telegram", "alembic")


class StrikeOut:
    """A processor that replaces known secrets, and whatever has the shape of one, in every value of a line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self.secrets = tuple(sorted((one for one in secrets if one), key=len, reverse=True))

    def __call__(self, _logger: Any, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in line.items():
            if not isinstance(value, bool | int | float | None):
                line[key] = self.clean(value)
        return line

    def clean(self, value: Any) -> Any:
        """The value without secrets: mappings and lists keep their shape, anything else becomes text."""
        if isinstance(value, Mapping):
            return {key: self.clean(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(one) for one in value]
        if isinstance(value, bool | int | float | None):
            return value
        text = str(value)
        for secret in self.secrets:
            text = text.replace(secret, STRUCK_OUT)
        return SHAPES.sub(STRUCK_OUT, text)


def set_up(level: str, *, secrets: Iterable[str] = (), json: bool | None = None) -> None:
    """Send every line, ours and the libraries', to standard error: as JSON, or coloured where a person reads along."""
    if json is None:
        json = not sys.stderr.isatty()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    strike_out = StrikeOut(secrets)
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str) if json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, strike_out, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    if level != "debug":
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
