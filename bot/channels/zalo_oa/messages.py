"""What is said, in the shapes a consultation message takes."""

from collections.abc import Mapping
from typing import Any

from bot.channels.base import Capabilities
from bot.rendering import labels, shown_buttons
from store.messages import Outgoing


def text(words: str, outgoing: Outgoing | None, capabilities: Capabilities, quote: str | None = None) -> dict[str, Any]:
    """A text; with `outgoing` its buttons lie under it, where the account shows them as buttons."""
    buttons = [] if outgoing is None else _buttons(outgoing.token, outgoing.recipe, capabilities)
    message = with_buttons(words, buttons)
    if quote is not None:
        message["quote_message_id"] = quote
    return message


def with_buttons(words: str, buttons: list[dict[str, Any]]) -> dict[str, Any]:
    """A text with these buttons under it, or none."""
    message: dict[str, Any] = {"text": words}
    if buttons:
        message["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
    return message


def _buttons(token: str, recipe: Mapping[str, Any], capabilities: Capabilities) -> list[dict[str, Any]]:
    """A press comes back as a text of this payload: the token of the message and a place, which nobody types."""
    if not shown_buttons(recipe, capabilities):
        return []
    return [
        {"title": label, "type": "oa.query.hide", "payload": f"{token}.{place}"}
        for place, label in enumerate(labels(recipe))
    ]


def picture(attachment: str) -> dict[str, Any]:
    """A picture handed over before."""
    element = {"media_type": "image", "attachment_id": attachment}
    return {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": [element]}}}


def file(token: str) -> dict[str, Any]:
    """A document handed over before."""
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def link(words: str, title: str, url: str) -> dict[str, Any]:
    """A text with a button that opens a page."""
    button = {"title": title, "type": "oa.open.url", "payload": {"url": url}}
    return with_buttons(words, [button])
