"""The official account the settings name."""

from bot.channels.zalo_oa.channel import Account, ZaloOa
from bot.channels.zalo_oa.client import Places
from bot.channels.zalo_oa.knock import Template
from bot.settings import Settings


def configured(settings: Settings) -> ZaloOa | None:
    """The account, None if the settings name none. `zalo_oa_api` stands for all three hosts where it is set."""
    oa, app, app_secret = settings.zalo_oa_id, settings.zalo_oa_app_id, settings.zalo_oa_app_secret
    key, refresh = settings.zalo_oa_key, settings.zalo_oa_refresh_token
    if oa is None or app is None or app_secret is None or key is None or refresh is None:
        return None
    template = settings.zalo_oa_template
    account = Account(
        oa, app, app_secret, key, refresh, Template(template, settings.zalo_oa_template_price) if template else None
    )
    api = settings.zalo_oa_api
    return ZaloOa(account, Places(api, api, api) if api is not None else None)
