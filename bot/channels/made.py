"""What delivery makes out of a recipe: pictures and documents. The channel only asks for them."""

from collections.abc import Mapping
from typing import Any, Protocol


class Maker(Protocol):
    """Draws pictures and writes documents, away from the event loop."""

    async def picture(self, recipe: Mapping[str, Any]) -> tuple[bytes, str]:
        """The picture of a recipe and its mime type."""
        ...

    async def file(self, recipe: Mapping[str, Any]) -> tuple[bytes, str, str]:
        """The document of a recipe, its name and its mime type."""
        ...
