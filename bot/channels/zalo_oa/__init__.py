"""The Zalo Official Account: consultation messages with buttons, files, seven days of window, templates outside."""

from bot.channels.zalo_oa.channel import NAME, Account, ZaloOa
from bot.channels.zalo_oa.client import Places
from bot.channels.zalo_oa.knock import Template
from bot.channels.zalo_oa.setup import channels_of

__all__ = ["NAME", "Account", "Places", "Template", "ZaloOa", "channels_of"]
