"""Telegram: text, photos and documents in and out, buttons under a message; by webhook or by polling."""

from bot.channels.telegram.channel import NAME, Place, Telegram, channel_of

__all__ = ["NAME", "Place", "Telegram", "channel_of"]
