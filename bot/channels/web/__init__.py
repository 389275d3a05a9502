"""The web chat: a page of our own, entered by an invite link, one socket per person."""

from bot.channels.made import Maker
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import DemoPerson, DemoWorld

__all__ = ["DemoPerson", "DemoWorld", "Maker", "WebChannel"]
