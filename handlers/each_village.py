""" "Mỗi thôn 400", "cả hai thôn đều 400", "tổng hai thôn 800": said of all villages of one person at once."""

import re

from handlers import answers, asking, scope
from handlers.hearing import figures_in
from handlers.language.read import read
from handlers.language.text import fold
from handlers.texts import collect as texts
from handlers.turn import Turn
from store.people import Role

_VILLAGES = r"(?:thon|xom|ban|to|khu|khu pho|ap|lang)"
_ALL = rf"(?:ca )?(?:hai|ba|bon|2|3|4|cac|may) {_VILLAGES}"
_IS = r"(?: (?:la|co|duoc|khoang|so|:))*"
_NUMBER = r"(?P<num>\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\d/%]|[.,]\d)"
_SAME = r"(?:deu|cung|cung deu|nhu nhau|bang nhau)"
_EACH = re.compile(rf"\b(?:(?:moi|tung) {_VILLAGES}(?: deu| cung)?|{_VILLAGES} nao cung|{_ALL} {_SAME}){_IS} {_NUMBER}")
_TOGETHER = re.compile(
    rf"\b(?:tong|tong cong|gop|cong|tinh chung)(?: (?:so|cong|lai|ca|cua))*? {_ALL}{_IS} {_NUMBER}"
    rf"|\bca (?:hai|ba|2|3|cac) {_VILLAGES}{_IS} (?P<both>\d{{1,6}})(?![\d/%]|[.,]\d)"
    rf"|\b{_ALL}(?: (?:tong|cong|lai|gop|chung|tinh|la|duoc|co|ca thay),?)+ (?P<all>\d{{1,6}})(?![\d/%]|[.,]\d)"
)
_A_NUMBER = re.compile(r"(?<![\w.,/])\d[\d.]*")


def said(turn: Turn) -> bool:
    """The same figure of each is stored for each; one of all together is none, and asked for village by village."""
    mine, folded = turn.units(Role.MEMBER), fold(turn.incoming.text)
    if len(mine) < 2 or turn.incoming.group is not None or len(folded) != len(turn.incoming.text):
        return False
    each, together = _EACH.search(folded), _TOGETHER.search(folded)
    found = each or together
    if found is None or len(_A_NUMBER.findall(folded.replace(found[0], " "))) > 0:
        return False
    number = next(one for one in found.groups() if one is not None)
    if each is None:
        turn.say(texts.of_all_villages(turn.voice, number, [one.name for one in mine]))
        asking.go_on(turn)
        return True
    text = turn.incoming.text
    about = "khoảng " if "khoang" in found[0] else ""
    turn.reading = read(f"{text[: found.start()]} {about}{number} {text[found.end() :]}", scope.context(turn, ""))
    told = figures_in(turn.reading)
    if len(told) != 1 or told[0].number is None:
        return False
    answers.take_by_unit(turn, [(told[0], unit) for unit in mine])
    return True
