""" "Bên kia 64", "thôn còn lại": of two villages the other one than that just spoken of, by its name."""

import re

from handlers.turn import Turn
from store.people import Role

_OTHER = re.compile(
    r"\b(?:(?:bên|ben|đằng|dang) (?:thôn |thon )?|(?:thôn|thon|xóm|xom|khu phố|khu pho|khu|tổ|to|bản|ban|làng|lang) )"
    r"(?:kia|còn lại|con lai|nọ|bên kia|ben kia)\b",
    re.IGNORECASE,
)


def spelt_out(turn: Turn, text: str) -> str:
    """A text with a number of somebody with two villages, in which the other one stands by its name."""
    mine = turn.units(Role.MEMBER)
    if not any(sign.isdigit() for sign in text):
        return text  # "sang thôn kia" only turns to it
    if len(mine) != 2 or turn.talk.unit is None or turn.incoming.group is not None:
        return text
    here = turn.talk.asked["unit"] if turn.talk.asked is not None else turn.talk.unit
    others = [one for one in mine if one.id != here]
    return _OTHER.sub(others[0].name, text, count=1) if len(others) == 1 else text
