"""A recipe as the text a channel sends, and what a person types in the place of a button."""

from collections.abc import Mapping
from typing import Any

from bot.channels.base import Capabilities
from handlers.texts import choices


def labels(recipe: Mapping[str, Any]) -> list[str]:
    """The labels of a recipe's buttons, in order."""
    return [str(button["label"]) for button in recipe.get("buttons", ())]


def shown_buttons(recipe: Mapping[str, Any], capabilities: Capabilities) -> int:
    """How many of the buttons the channel shows as buttons: all or, where they are too many or too long, none."""
    found = labels(recipe)
    fits = len(found) <= capabilities.buttons and all(len(label) <= capabilities.button_length for label in found)
    return len(found) if fits else 0


def as_text(recipe: Mapping[str, Any], capabilities: Capabilities) -> str:
    """The text, with the choices to be typed under it where the channel does not show them as buttons."""
    text = str(recipe.get("text", ""))
    found = labels(recipe)
    if not found or shown_buttons(recipe, capabilities):
        return text
    if all(label.startswith(f"{number}. ") for number, label in enumerate(found, 1)):
        return text  # levels, which the question lists with their numbers
    if recipe.get("numeric") or recipe.get("worded"):
        return f"{text}\n\n{choices.words(found)}"
    return f"{text}\n\n{choices.numbered(found)}"


def typed(recipe: Mapping[str, Any], label: str) -> str | None:
    """What a person types for that button where it is not shown as one; None if the recipe has no such button."""
    found = labels(recipe)
    if label not in found:
        return None
    in_words = recipe.get("numeric") or recipe.get("worded")
    return label.lower() if in_words else str(found.index(label) + 1)


def parts(text: str, length: int) -> list[str]:
    """A text cut at the ends of lines, sentences or words into parts a channel carries."""
    rest, found = text, []
    while len(rest) > length:
        cut = _cut(rest, length)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest or not found else found


def _cut(text: str, length: int) -> int:
    """Where to cut: after the last paragraph, line, sentence or word that still fits, in this order of liking."""
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, length // 2, length)
        if at > 0:
            return at + 1 if mark == ". " else at
    return length


def utf16_length(text: str) -> int:
    """How long a text is as platforms count: in UTF-16 units."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def utf16_room(text: str, most: int) -> int:
    """How many characters a part may have so that none has more than `most` UTF-16 units, which platforms count."""
    if len(text) <= most // 2:
        return most
    return max(most // 2, most - sum(sign > "\uffff" for sign in text))
