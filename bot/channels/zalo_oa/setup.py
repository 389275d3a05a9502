"""The official accounts of the settings."""

from collections import defaultdict
from collections.abc import Iterable

from bot.accounts import ZaloOaAccount
from bot.channels.zalo_oa.channel import Account, ZaloOa
from bot.channels.zalo_oa.client import Places
from bot.channels.zalo_oa.knock import Template


def channels_of(accounts: Iterable[ZaloOaAccount]) -> list[ZaloOa]:
    """A channel for each; those of one app know each other."""
    families: dict[str, dict[str, ZaloOa]] = defaultdict(dict)
    for one in accounts:
        channel = families[one.app_id][one.id] = _made(one)
        channel.family = families[one.app_id]
    return [channel for family in families.values() for channel in family.values()]


def _made(one: ZaloOaAccount) -> ZaloOa:
    template = Template(one.template, one.template_price, one.template_budget) if one.template else None
    account = Account(one.id, one.app_id, one.app_secret, one.key, one.refresh_token, template)
    return ZaloOa(account, Places(one.api, one.api, one.api) if one.api is not None else None)
