""" "Tôi báo 371 sao cháu ghi 317": a figure that was written otherwise than it was told; two that changed places."""

import re
from collections.abc import Callable

from handlers import scope
from handlers.figures import current
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as texts
from handlers.turn import Turn
from store import figures
from store.conversations import Step
from store.messages import Button
from store.people import Role

OnRecord = Callable[[Turn, int], list[Question]]
_NUM = r"\d{1,3}(?:\.\d{3})+|\d{1,7}"
_TOLD = r"(?:bao|noi|nhan|gui|khai|doc|dua|nhap|bam|go|dem|nop)"
_WRITTEN = r"(?:ghi|thanh|ra|hien|vao|bao|viet|nhap|luu|de|la|sang|lai|con|van)"
# "Tôi báo 371 sao cháu ghi 317", "bác gửi là 371 mà lại thành 317".
_TOLD_FIRST = re.compile(
    rf"\b{_TOLD}\b(?: \w+)*? (?P<new>{_NUM})(?![\d.%])[^\d]*?\b(?:sao|ma|nhung|the ma|co sao|lai)\b"
    rf"(?: \w+)*? {_WRITTEN}(?: \w+)*? (?P<old>{_NUM})\b(?![.%]\d)"
)
# "Sao cháu ghi 317, tôi báo 371 mà", "sao điện thoại lại 412, bác bảo 421 cơ mà".
_WRITTEN_FIRST = re.compile(
    rf"\b(?:sao|the nao|lam sao)\b[^\d]*? (?P<old>{_NUM})(?![\d%])[^\d]*?\b{_TOLD}\b[^\d]*? (?P<new>{_NUM})\b(?![.%]\d)"
)
_NUMBERS = re.compile(rf"(?<![\w.])(?:{_NUM})(?![\w%])")


def said(turn: Turn, folded: str, on_record: OnRecord) -> Reading | None:
    """The figure of which a person says that they had told another: that other one is to stand.

    `on_record` finds the questions whose figure is a number; where none or several are, it is not known which is meant.
    """
    if not turn.units(Role.MEMBER) or len(_NUMBERS.findall(folded)) != 2:
        return None
    found = _TOLD_FIRST.search(folded) or _WRITTEN_FIRST.search(folded)
    if found is None or found["old"] == found["new"]:
        return None
    old, new = (int(found[name].replace(".", "")) for name in ("old", "new"))
    number = Number(num=new, words=found["new"])
    waiting = turn.talk.waiting
    if waiting is not None:
        doubted = waiting["step"] == Step.DOUBT and (waiting.get("count") or {}).get("num") == old
        return Reading(intent="correct", items=(Item(number=number),), text=turn.incoming.text) if doubted else None
    named = {one.names for one in read(turn.incoming.text, scope.context(turn, "")).items if one.names}
    meant = named or _names(on_record(turn, old))
    items = tuple(Item(names=names, number=number) for names in meant) if len(meant) == 1 else ()
    return Reading(intent="correct", items=items, text=turn.incoming.text)


def _names(found: list[Question]) -> set[tuple[str, ...]]:
    return {(one.name,) for one in found}


# "À không, 412 mới đúng, 421 là của ngân hàng": what stands is another item's, and this one's is told beside it.
_EACH_ITS_OWN = re.compile(
    rf"(?:(?:a|o|ay|chet|khong|ko|nham|thoi|khoan|em|chau)[ ,]+)*"
    rf"(?P<right>{_NUM}) (?:moi (?:la )?dung|moi phai|moi chuan|la dung)"
    rf"(?: (?:co|chu|ma|a|em|chau|nhe))*[ ,.;]+"
    rf"(?:con |vi |cai |so )*(?P<other>{_NUM}) (?:thi |moi )?(?:la )?(?:cua |so cua |so )(?P<name>[^\d]+)"
)


def each_its_own(turn: Turn, folded: str, on_record: OnRecord) -> Reading | None:
    """Both numbers of a message, where the second was stored for the item of the first."""
    found = _EACH_ITS_OWN.fullmatch(folded.strip(" .!"))
    if found is None or turn.talk.waiting is not None or not turn.units(Role.MEMBER):
        return None
    right, other = (int(found[name].replace(".", "")) for name in ("right", "other"))
    named = {one.names for one in read(found["name"], scope.context(turn, "")).items if one.names}
    meant = _names(on_record(turn, other)) - named
    if len(named) != 1 or len(meant) != 1 or right == other:
        return None
    items = (
        Item(names=meant.pop(), number=Number(num=right, words=found["right"])),
        Item(names=named.pop(), number=Number(num=other, words=found["other"])),
    )
    return Reading(intent="correct", items=items, text=turn.incoming.text)


_LEAD = r"(?:(?:a|o|u|ay|em|chau|the|vay|ma|nham|khoan)[ ,]+)*"
_BACK_AGAIN = re.compile(
    rf"{_LEAD}(?:(?:thoi|khong|ko|k)[ ,]+)*(?:(?:cu|de|giu|tra|doi|dao|ghi|lam)(?: \w+)?(?: lai)? )?"
    r"(?:nhu (?:cu|truoc|ban dau|luc nay|luc dau)|lai nhu cu|khoi doi(?: nua)?|dung doi(?: nua)?|khong doi nua|doi lai)"
    r"(?: (?:di|nhe|nha|a|em|chau|cho bac|vay|thoi|dung roi))*"
)
_NO = re.compile(rf"{_LEAD}(?:khong|ko|k|thoi|khong phai|thoi khong)(?: (?:a|em|chau|nhe|dau|roi|bac|thoi))*")


def changed_back(turn: Turn, folded: str) -> Reading | None:
    """ "Thôi, như cũ" right after two figures changed places: they change back."""
    items = exchanged(turn) if _BACK_AGAIN.fullmatch(folded.strip(" .!,")) else ()
    return Reading(intent="correct", items=items, text=turn.incoming.text) if items else None


def exchanged(turn: Turn) -> tuple[Item, ...]:
    """The two figures that changed places last, each with the number of the other; none where none did."""
    pair = _swapped(turn) or []
    counts = [figure.count.num for one in pair if (figure := current(turn, one)) is not None]
    return tuple(
        Item(names=(one.name,), number=Number(num=num, words=str(num)))
        for one, num in zip(pair, reversed(counts), strict=True)
    )


def only_no(turn: Turn) -> bool:
    """A bare "không" right after two figures changed places: no to that, or nobody of the next item; it is asked."""
    stored = turn.talk.bubble.get("stored") or []
    if turn.talk.asked is None or len(stored) != 2 or not _NO.fullmatch(fold(turn.incoming.text).strip(" .!,")):
        return False
    asked = scope.question(turn, turn.talk.asked)
    pair = _swapped(turn)
    if pair is None or asked is None:
        return False
    turn.say(
        texts.back_or_none(turn.voice, [one.indicator for one in pair], asked.indicator),
        Button(texts.CHANGE_BACK, {"do": "change_back"}),
        Button(texts.NONE_OF_IT, {"do": "answer", "question": asked.key, "num": 0}),
    )
    turn.asks = asked.key
    return True


def _swapped(turn: Turn) -> list[Question] | None:
    """The two figures given last, where each now is what the other was before."""
    if len(turn.talk.last) != 2 or turn.talk.waiting is not None or turn.incoming.group is not None:
        return None
    pair = [one for key in turn.talk.last if (one := scope.question(turn, key)) is not None]
    kept = [[one.count.num for one in figures.revisions(turn.db, q.report.id, q.indicator.id)][-2:] for q in pair]
    if len(pair) != 2 or any(len(nums) != 2 or None in nums for nums in kept):
        return None
    (was, now), (other_was, other_now) = kept
    return pair if was != now and (was, now) == (other_now, other_was) else None
