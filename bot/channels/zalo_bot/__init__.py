"""The Zalo Bot Platform: text and pictures in, by webhook or by polling; text out. No buttons, so choices are typed."""

from bot.channels.zalo_bot.channel import NAME, ZaloBot, channel_of

__all__ = ["NAME", "ZaloBot", "channel_of"]
