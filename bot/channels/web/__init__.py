"""The web chat: a page of our own, entered by an invite link, one socket per person."""

from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import DemoPerson, DemoWorld
from bot.channels.web.made import Maker

__all__ = ["DemoPerson", "DemoWorld", "Maker", "WebChannel"]
