"""What was shown for several goes on for fewer, or for all of them: "trừ thôn 4 ra", "thôn 1 thôi", "cả hai"."""

import re
from typing import Any

from handlers import pointed, scope, taken_back, which_round
from handlers.language.reading import Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.pending import name_of
from handlers.texts import officer as officer_texts
from handlers.texts import orders as order_texts
from handlers.turn import Turn
from store import campaigns, reports, units
from store.messages import Button

_FEW_WORDS = 9
REST = {"tell", "remind", "approve", "unapprove"}
_TAKES_BACK = "take_back"  # shown of what an order did to several
_EXTENDS = "extend"  # shown of the rounds it would move


def _keep(turn: Turn, waiting: dict[str, Any], left: list[int]) -> None:
    """What waits is about these units alone."""
    waiting["about"] = left
    if "reports" in waiting:
        found = {str(one.id) for id in left for one in reports.reports_of_unit(turn.db, id, turn.now)}
        waiting["reports"] = {key: seal for key, seal in waiting["reports"].items() if key in found}
    if waiting["act"] == _TAKES_BACK:
        waiting["order"] = taken_back.part(turn, waiting["order"], set(left))


def narrowed(turn: Turn, waiting: dict[str, Any], reading: Reading, *, said_again: bool) -> None:
    """ "Duyệt thôn 1 thôi", "bỏ duyệt thôn 2", over a plan for several: the yes is for that one alone."""
    named = {int(key) for key in reading.units if key.isdigit()}
    if waiting["act"] not in {*REST, _TAKES_BACK} or not named or not named < set(waiting["about"]):
        return
    if not reading.yes and not said_again:
        return
    _keep(turn, waiting, [id for id in waiting["about"] if id in named])


_LEAVES_OUT = word_set("tru ngoai bo dung khoan chua khong khoi chu")
_THESE_ONLY = word_set("chi moi rieng")
_OF_AN_ORDER = {
    "approve": word_set("duyet"), "remind": word_set("nhac"), "tell": word_set("nhan"), "unapprove": word_set("duyet"),
    _TAKES_BACK: word_set("duyet gia han nhac nhan tra hoan tac rut lai"),
}  # fmt: skip
_UNDOES = {"unapprove", _TAKES_BACK}  # over these "bỏ thôn 2" may be the act itself
_THE_ACT = word_set("bo")
_UNDONE = re.compile(r"\bbo (?:duyet|gia han|nhac)\b")
_BESIDE_UNITS = word_set(
    "ra di nhe nha a em anh chi oi thi da voi va voi truoc sau lai de voi nua cho ca co tinh noi nay do ay vang u uh ok"
    " thoi phai la minh cu giup xem nham khong a"
)
_LAST = re.compile(r"\b(?:thoi|truoc da|truoc)(?: (?:a|nhe|nha|em|da|di|nhi))*$")


def _fewer(turn: Turn, waiting: dict[str, Any]) -> list[int]:
    """Whom an act shown for several is now for: "trừ thôn 4 ra", "khoan thôn 3 đã", "chỉ thôn 1 thôi"; else none."""
    about: list[int] = waiting["about"] if waiting["act"] in {*REST, _TAKES_BACK} else []
    named = {unit.id for unit in scope.named_units(turn)} if len(about) > 1 else set()
    if not named or not named < set(about):
        return []
    said = " ".join(re.findall(r"\w+", fold(pointed.without_units(turn, turn.incoming.text))))
    words = set(said.split())
    if not words <= _LEAVES_OUT | _THESE_ONLY | _BESIDE_UNITS | _OF_AN_ORDER[waiting["act"]]:
        return []
    only = bool(words & _THESE_ONLY)
    left_out = words & _LEAVES_OUT - (_THE_ACT if waiting["act"] in _UNDOES and only else frozenset())
    if left_out or said.endswith("de lai"):
        if waiting["act"] in _UNDOES and _UNDONE.search(said):
            return []
        return [id for id in about if id not in named]
    if only or _LAST.search(said):
        return [id for id in about if id in named]
    return []


_ALL_SHOWN = re.compile(
    r"(?:(?:u|uh|um|ok|oke|vang|duyet|nhac|thi|da) )*(?:ca )?(?P<many>hai|ba|bon|nam|may|het|tat ca|\d)"
    r"(?: (?:dot|thon|bao cao|cai|noi|luon|nhe|di|em|a|thi|not))*"
)


def says_all(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "Cả hai", over what was shown for two: a yes to it as it stands."""
    said = _ALL_SHOWN.fullmatch(fold(turn.incoming.text).strip(" .!"))
    if (
        said is None
        or waiting["act"] not in REST | {_EXTENDS}
        or waiting.get("passed")
        or "ca" not in fold(turn.incoming.text).split()
    ):
        return False
    many = max(len(waiting["about"]), len(waiting.get("reports", ())), len(waiting.get("rounds", ())))
    return many > 1 and said["many"] in {str(many), _TELLS.get(many), "may", "het", "tat ca"}


_TELLS = {number: word for word, number in TO_TEN.items()}


def _of_one_round(turn: Turn, waiting: dict[str, Any]) -> list[str]:
    """ "Đợt tháng 6 thôi", over the reports of several rounds: those of that round wait on; their names."""
    kept = waiting.get("reports") or {}
    if waiting["act"] not in REST or len(kept) < 2 or len(turn.incoming.text.split()) > _FEW_WORDS:
        return []
    if not _OF_AN_ORDER[waiting["act"]].isdisjoint(fold(turn.incoming.text).split()):
        return []  # "duyệt thôn 2 đợt VNeID" is an order of its own
    found = [reports.report(turn.db, int(id)) for id in kept]
    rounds = {one.campaign.id: one.campaign for one in found}
    left = [one for one in found if one.campaign in which_round.meant(turn, list(rounds.values()))]
    if len(left) == len(found) or not left:
        return []
    waiting["reports"] = {str(one.id): kept[str(one.id)] for one in left}
    waiting["about"] = list(dict.fromkeys(one.unit.id for one in left))
    return [name_of(turn, one) for one in left]


def _extends_one(turn: Turn, waiting: dict[str, Any]) -> list[str]:
    """ "Đợt tháng 6 thôi", over an extension of several rounds: it waits on for that one; its name."""
    shown = waiting.get("rounds", ()) if waiting["act"] == _EXTENDS else ()
    if len(shown) < 2 or len(turn.incoming.text.split()) > _FEW_WORDS or "han" in fold(turn.incoming.text).split():
        return []
    left = which_round.answered(turn, [campaigns.campaign(turn.db, id) for id in shown])
    if left is None:
        return []
    waiting["rounds"] = [left.id]
    return [f"{units.unit(turn.db, id).name} ({which_round.to_say(turn, [left])})" for id in waiting["about"]]


def without(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "Trừ thôn 1 nhé", "thôn 1 thôi", over what was shown for several: it waits for its yes with those left."""
    assert turn.reading is not None
    left = [] if turn.reading.yes else _fewer(turn, waiting)
    if left:
        _keep(turn, waiting, left)
    names = [units.unit(turn.db, id).name for id in left] or _of_one_round(turn, waiting) or _extends_one(turn, waiting)
    if not names:
        return False
    turn.say(
        order_texts.the_rest(names),
        Button(officer_texts.YES, {"do": "yes", "wait": waiting["id"]}),
        Button(officer_texts.NO, {"do": "no", "wait": waiting["id"]}),
    )
    return True
