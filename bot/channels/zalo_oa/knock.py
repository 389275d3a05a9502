"""Template messages: the only way to write to somebody who has been silent for more than seven days.

A template only knocks: unit, deadline, how many figures are missing. What it costs stands in the contract and is set by
the operator; it is sent in our own hours, which lie inside the platform's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.base import SendError
from bot.channels.zalo_oa.client import Client
from bot.channels.zalo_oa.codes import CallFailed, Meaning, until_morning
from scheduler.calendar import ZONE
from store.accounts import Knock
from store.messages import Outgoing

FROM, UNTIL = 7, 20  # o'clock in Việt Nam
LONGEST_VALUE = 30  # signs of one parameter, the smallest limit met


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template with the parameters don_vi, han, so_luong.

    `price` is in đồng for one message, 0 if unknown; `budget` what reminders may cost a month, 0 for no limit.
    """

    id: str
    price: int = 0
    budget: int = 0

    @property
    def knock(self) -> Knock:
        """The same as the plan sees it."""
        return Knock(self.price, self.budget, FROM, UNTIL)


async def knock(client: Client, template: Template, outgoing: Outgoing, phone: str | None, now: datetime) -> str | None:
    """Send the template by user id, or by telephone number where it asks for that. Raises CallFailed, SendError."""
    if not FROM <= now.astimezone(ZONE).hour < UNTIL:
        raise SendError("retry", "templates wait for the morning", until_morning(now, FROM))
    values = values_of(outgoing.recipe["knock"])
    try:
        data = await client.template(outgoing.user, template.id, values)
    except CallFailed as refusal:
        if refusal.meaning is not Meaning.BY_PHONE or phone is None:
            raise
        data = await client.template_by_phone(phone, template.id, values, outgoing.token)
    id = data.get("message_id") or data.get("msg_id")
    return id if isinstance(id, str) else None


def values_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of the template, as texts within its limits."""
    return {name: str(facts.get(name, ""))[:LONGEST_VALUE] for name in ("don_vi", "han", "so_luong")}


def international(phone: str | None) -> str | None:
    """A telephone number as the platform wants it: 84…; None if it is none."""
    digits = "".join(sign for sign in phone or "" if sign.isdecimal())
    if digits.startswith("0"):
        digits = f"84{digits[1:]}"
    return digits if digits.startswith("84") and 11 <= len(digits) <= 12 else None
