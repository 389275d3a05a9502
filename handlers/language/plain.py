"""The commonest message of all, a count or a fraction and nothing else: "412", "412/520". Read without the grammar.

What it gives is what the grammar would give (a property test holds it to that); it only comes first because a village
evening is made of such messages.
"""

from __future__ import annotations

import re

from handlers.language.reading import Item, Number, Reading

_PLAIN = re.compile(r" ?([1-9]\d{0,6})(?: ?/ ?([1-9]\d{0,6}))? ?", re.ASCII)


_NOT_COUNTED = ("boolean", "level", "text")


def plain_figure(text: str, kind: str | None) -> Reading | None:
    """The reading of a bare count or fraction that answers a question of this kind; None for every other message."""
    if kind is None or kind in _NOT_COUNTED:
        return None
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    num, den = match[1], match[2]
    if den is None:
        return Reading("report_figures", (Item(number=Number(int(num), words=num)),), text=text.strip())
    if len(num) <= 2 and (len(den) <= 2 or (len(den) == 4 and den[:2] in ("19", "20"))):  # may be a date or a code
        return None
    return Reading("report_figures", (Item(number=Number(int(num), int(den), words=num)),), text=text.strip())
