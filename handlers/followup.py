"""What is asked in passing by an office, leaning on the village or the item spoken of. Changes nothing."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import another_too, evidence, history, missing, orders, scope, several, status, which_round
from handlers.hearing import figures_in, first_named
from handlers.language.errands import Errand
from handlers.language.figures import marked_of
from handlers.language.read import read
from handlers.language.reading import Item, Reading
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.standing import named, rounds, top_of
from handlers.talks import called_off, hold, notice, spoken_of
from handlers.texts import digest as digest_texts
from handlers.texts import orders as order_texts
from handlers.turn import Turn
from store import digests, units
from store.audit import audit
from store.people import Role
from store.units import Unit

_ASKS = re.compile(
    r"\?$|\b(?:a|ha|chua|khong|sao|the|gi|nao|dau|nhi|vay|may|bao nhieu|the nao|roi)$|^(?:sao|the|con|vay)\b"
)
_WHY = re.compile(
    r"\bsao\b.*\b(?:cao|thap|nhieu|it|lon|nho|the|vay)\b|\b(?:ai|do ai) (?:nhap|bao|ghi|sua)\b|\bo dau ra\b|\bnguon\b"
)
# "Anh trả lúc nào" speaks of no picture: the mark tells, or a word beside it.
_PICTURE = re.compile(
    r"\b(?:ảnh|hình|minh chứng|minh chung|hinh|(?:co|gui|xem|thieu|cai|tam|buc|du|may) anh)\b(?! (?:em|chi)\b)"
)
_EACH = re.compile(r"\b(?:tung|moi) (?:thon|noi|don vi)\b|\bchi tiet\b|\bliet ke\b.*\bthon\b")
_SUM = re.compile(r"\b(?:cong lai|tong cong|tong lai|tat ca|ca xa|toan xa|tong)\b.*\bbao nhieu\b|\bcong lai\b")
_THEY = re.compile(r"\b(?:ho|bac ay|ong ay|ba ay|chi ay|anh ay|thon do|thon nay|thon ay|do|day)\b")
_MOST = 12  # words


def said(turn: Turn, reading: Reading) -> bool:
    """ "Sao thôn 1 cao thế", "có ảnh chưa", "thiếu thôn 3 à", "chi tiết từng thôn": what it is about is shown."""
    if not turn.units(*scope.READERS) or turn.incoming.group is not None or turn.talk.asked is not None:
        return False
    text = fold(reading.text).strip(" .!")
    if len(text.split()) > _MOST:
        return notice(turn)
    unit, item = scope.named_unit(turn), first_named(reading)
    seen = scope.campaigns_in_sight(turn)
    of_round = which_round.named(turn, [c for c in seen if not c.closed(turn.now)])
    dated = which_round.told(turn, seen) or which_round.none_of(turn, seen)
    if unit is None and (of_round or (item is None and dated)):
        if turn.talk.did == "missing_units":  # "đợt 6 tháng ai chưa nộp", "thế đợt tháng 6"
            missing.missing_units(turn, None)
        else:
            status.unit_status(turn, None)
        return True
    asks = _ASKS.search(text) is not None
    meant = item or subject(turn)
    where = unit or spoken_of(turn)
    if item is not None and unit is None and _EACH.search(text):
        each(turn, item)
    elif _WHY.search(text) and meant is not None and where is not None:
        history.history(turn, meant, where)
        turn.did = "history"
    elif item is not None and not any(one.number for one in reading.items):
        status.indicator_status(turn, item, unit or (where if _THEY.search(text) else None), commune=False)
    elif _PICTURE.search(reading.text.lower()) and asks and where is not None:
        evidence.listing(turn, where)
    elif unit is not None and (asks or which_round.told(turn, seen)):
        for one in scope.named_units(turn):
            status.unit_status(turn, one)
    elif _SUM.search(text) and unit is None and (summed := meant or _urgent(turn)) is not None:
        status.indicator_status(turn, summed, None, commune=True)
    elif _EACH.search(text) and unit is None:
        each(turn, meant)
    elif notice(turn):
        pass
    else:
        return False
    return True


def subject(turn: Turn) -> Item | None:
    """The item spoken of, as one that was named."""
    top = top_of(turn)
    if turn.talk.subject is None or top is None:
        return None
    for one in rounds(turn, top):
        if any(indicator.id == turn.talk.subject for indicator in one.indicators(turn)):
            return Item(names=(f"{one.campaign.framework}/{turn.talk.subject}",))
    return None


def _urgent(turn: Turn) -> Item | None:
    """What was urgently asked last, as one that was named."""
    top = top_of(turn)
    found = [one for one in rounds(turn, top) if one.campaign.urgent] if top is not None else []
    if not found:
        return None
    last = max(found, key=lambda one: one.campaign.id)
    return Item(names=(f"{last.campaign.framework}/{last.indicators(turn)[0].id}",))


def asks_each(text: str) -> bool:
    """Whether village by village is wanted: "smartphone từng thôn"."""
    return _EACH.search(fold(text)) is not None


def each(turn: Turn, subject: Item | None) -> None:
    """Village by village: of one item its figures, else how each stands."""
    top = top_of(turn)
    if subject is None or top is None:
        status.missing_units(turn, None)
        return
    found = named(turn, subject, top)
    if not found:
        status.indicator_status(turn, subject, None, commune=True)  # says that it is not asked
    for one, indicator in found:
        status.figures_each(turn, one, indicator)


_ELLIPSIS = re.compile(
    r"^(?:(?:the|con|vay|a|u|roi|ve|theo|rieng|a|o|xep theo|tinh theo) )+.+|^.+ thi (?:sao|the nao)(?: (?:em|a|chau))*$"
)
_EARLIER = re.compile(
    r"\b(?:ky|dot|thang|quy|nam|lan|6 thang) (?:truoc|ngoai|roi|vua roi)\b|\bcung ky\b|(?<!thang )\bdau nam\b"
)
_SHOWN: dict[str, Callable[[Turn, Item | None, Unit | None], None]] = {
    "ranking": lambda turn, item, unit: status.ranking(turn, item),
    "short_units": lambda turn, item, unit: missing.short_units(turn, item),
    "missing_units": lambda turn, item, unit: missing.missing_units(turn, item),
    "compare_periods": lambda turn, item, unit: status.compare(turn, item or subject(turn), unit),
    "status_indicator": lambda turn, item, unit: status.indicator_status(
        turn, item or subject(turn), unit, unit is None
    ),
    "shortfall": lambda turn, item, unit: status.shortfall(turn, item or subject(turn), unit),
    "history": lambda turn, item, unit: history.history(turn, item or subject(turn), unit),
}
_OF_ONE_ITEM = {"compare_periods", "status_indicator", "shortfall", "history"}
_SHORT = 7  # words
_ACTS = {"extend", "remind_now", "approve", "return_for_fix", "report_figures"}
_VAGUE = {"unclear", "off_topic", "status_unit", "status_indicator"}
_NO_MORE = re.compile(
    r"(?:(?:a|o|ay|chet|thoi|khoan|dung|khoi|khong|chua|can|phai|em|u) )+nhac(?: (?:nua|voi|em|nhe|vang|ho|da|lam gi))*"
)


_REDO = re.compile(r"\b(?:nham|lon|khong phai|moi dung|y (?:toi|anh|chi|em) la)\b")
_ON_AGAIN = re.compile(
    r"(?:(?:thoi|a|u|cu|lai|cho|toi|anh|chi|nham) )*(?:bat|mo|nhan|gui)(?: (?:lai|di|len|nhe|cho|toi|anh|chi|nhu cu))*"
)


def _for_another(turn: Turn, reading: Reading, unit: Unit) -> bool:
    """ "Nhầm, Đông Sơn mới đúng" after an order about another village: the same for this one; the other stands."""
    before = str(turn.talk.bubble.get("text") or "")
    old = read(before, scope.context(turn, before))
    if old.intent != turn.talk.did:
        return False
    if old.intent == "extend":
        if old.until is None or old.until.day is None:
            return False
        orders.extend(turn, unit, old.until, None)
    else:
        orders.remind(turn, [unit], False)
    turn.say(order_texts.other_stands([units.unit(turn.db, int(key)).name for key in old.units if key.isdigit()]))
    turn.reading = replace(reading, intent=old.intent)
    return True


def _digest_on(turn: Turn) -> bool:
    digests.choose(turn.db, turn.person, "daily")
    audit(turn.db, "digest.chosen", turn.now, person=turn.person, choice="daily")
    turn.say(digest_texts.switched(turn.voice, "daily"))
    return True


_OF_A_VILLAGE = {"status_unit", "status_indicator", "show_report", "history", "shortfall"}
_LEAD_AND_END = re.compile(
    r"^(?:(?:the|con|vay|a|u|roi|ve|rieng|so|muc|o) )+"
    r"|(?: (?:thi sao|thi the nao|the nao|sao|bao nhieu|a|em|nhi|ha|nao))+$"
)


# "Số này lấy ở đâu ra", behind a village's figure: whose it is, and not how to count it.
_WHENCE = re.compile(
    r"^(?:(?:cai|con|the|a|vay|em) )*(?:con )?so (?:nay|do|ay|kia|day|tren|vua roi)\b.*"
    r"\b(?:dau ra|(?:lay|tu|o) (?:o |tu )?dau|cua ai|ai (?:nhap|bao|ghi|gui|cho|dua))\b"
)


def _only_named(turn: Turn, text: str) -> bool:
    """ "Ngân hàng?", "tiền điện thì sao", right after a village was shown: an item's name and nothing else."""
    if turn.talk.did not in _OF_A_VILLAGE or turn.reading is None or len(turn.talk.named) != 1:
        return False
    marked = marked_of(turn.reading)
    if marked is None or turn.reading.intent not in _VAGUE or figures_in(turn.reading):
        return False
    left = _LEAD_AND_END.sub("", text)
    named_words = " ".join(marked.phrase.words[at] for name in marked.names for at in range(name.start, name.end))
    return bool(left) and left == fold(named_words)


def once_more(turn: Turn, reading: Reading) -> bool:
    """ "Còn ngân hàng?" after a ranking, "thế tháng trước" after any figure: the same of what is named now."""
    text = fold(reading.text).strip(" .!?")
    if not turn.units(*scope.READERS) or turn.talk.asked is not None or len(text.split()) > _SHORT:
        return False
    item, unit = first_named(reading), scope.named_unit(turn)
    if another_too.said(turn):
        return True
    near = spoken_of(turn) if turn.talk.just or turn.named else None  # the village of the message before
    leans = reading.intent == "compare_periods" and item is None and unit is None and near is not None
    earlier = _EARLIER.search(text) is not None and not which_round.told(turn, scope.campaigns_in_sight(turn))
    if leans or (earlier and reading.intent in _VAGUE and not figures_in(reading)):
        status.compare(turn, item or subject(turn), unit or near)
        turn.reading = replace(reading, intent="compare_periods")
        return True
    if turn.talk.did == "extend" and unit is not None and reading.intent not in _ACTS:
        until = find_until(cut(reading.text), turn.today)
        if until is not None and until.day is not None and turn.units(Role.OFFICER, Role.SUPERVISOR):
            orders.extend(turn, unit, until, None)
            turn.reading = replace(reading, intent="extend")
            return True
    if _REDO.search(text) and unit is not None and turn.talk.did in {"extend", "remind_now"}:
        return _for_another(turn, reading, unit)
    if turn.talk.did == "digest_off" and _ON_AGAIN.fullmatch(text):
        return _digest_on(turn)
    if turn.talk.did == "remind_now" and turn.talk.named and _NO_MORE.fullmatch(text):
        names = ", ".join(units.unit(turn.db, id).name for id in turn.talk.named)
        if called_off(turn):
            return True
        turn.say(order_texts.gone_already(turn.voice))
        turn.reading = read(f"thôi không nhắc {names}", scope.context(turn, names))
        return hold(turn, Errand("hold"))
    shown = subject(turn) if item is None and unit is None and _WHENCE.search(text) else None
    if shown is not None and turn.talk.did in _OF_A_VILLAGE and (where := spoken_of(turn)) is not None:
        history.history(turn, shown, where)
        turn.reading = replace(reading, intent="history")
        return True
    if near is not None and unit is None and item is not None and _only_named(turn, text):
        several.each_item(turn, reading, lambda one: status.indicator_status(turn, one, near, commune=False))
        turn.reading = replace(reading, intent="status_indicator")
        return True
    again = _SHOWN.get(turn.talk.did)
    if again is None or _ELLIPSIS.match(text) is None or any(one.number for one in reading.items):
        return False
    whole = "commune" in reading.units or "district" in reading.units
    if reading.intent not in {"unclear", "status_indicator", "status_unit"} or not (item or unit or whole):
        return False
    if item is None and (turn.talk.did not in _OF_ONE_ITEM or subject(turn) is None):
        return False
    several.each_item(turn, reading, lambda one: again(turn, one, None if whole else unit or near))
    turn.reading = replace(reading, intent=turn.talk.did)
    return True
