"""What somebody wants to see: how a unit or an item stands, what is missing, the shortfall, a comparison."""

import re

from handlers import (
    asking,
    evidence,
    followup,
    help,
    missing,
    review,
    scope,
    several,
    status,
    submit,
    talks,
    tallies,
    unlisted,
    which_round,
)
from handlers.hearing import first_named
from handlers.language.reading import Item, Reading
from handlers.language.text import fold
from handlers.standing import top_of
from handlers.texts import status as status_texts
from handlers.turn import Turn
from store.people import Role
from store.units import Unit


def is_reader(turn: Turn) -> bool:
    """Whether the sender reads for a commune or more (officer, leader, supervisor)."""
    return bool(turn.units(*scope.READERS))


# "Xem lại báo cáo của tôi", "thôn mình đã báo những số gì": the figures are wanted, not how many there are.
_LISTED = re.compile(
    r"\b(?:bao|bao cao|nop|gui|ghi|khai|nhap|dien|luu|co) (?:cho (?:em|bac|toi) )?(?:duoc )?(?:nhung |cac )?"
    r"(?:cai |so |muc )?(?:gi|nao)\b(?! nua)"
    r"|\b(?:xem|liet ke|cho|doc)\b.*\b(?:bao cao|so lieu|(?:cac|nhung) (?:so|muc)|so (?:da|toi|bac|cua)|so$)"
    r"|(?<!con )\bnhung (?:so|muc) (?:gi|nao)\b"
    r"|\bso (?:toi|bac|minh|chu|co|anh|chi|em)? ?(?:da )?(?:bao|gui|nop|nhap)\b.* bao nhieu"
    r"|\bso (?:cua )?(?:toi|bac|minh|chu|co|anh|chi|em|thon \w+) (?:o )?dau\b"
)

_LAST_TIME = re.compile(r"\b(?:ky|lan|dot|thang|quy|nam) (?:truoc|ngoai)\b|\bso cu\b")


# Right after a village was spoken of it is meant.
_LACKS_WHAT = re.compile(
    r"(?:the |vay |ho |bac ay |hien )*(?:con )?thieu (?:nhung )?(?:gi|cai gi|so nao|muc nao|so gi)"
    r"(?: nua| em| vay| the| a)*"
)

_HOW_MANY_LEFT = re.compile(r"\bcon (?:lai )?(?:may|bao nhieu|nhung) (?:muc|cau)\b")


def standing(turn: Turn, reading: Reading) -> None:
    """How a unit stands, or for a member how far the own report is; a village by its figures."""
    unit = scope.named_unit(turn)
    if not is_reader(turn) or (unit is not None and turn.may(Role.MEMBER, unit)):
        if unit is not None and not turn.may(Role.MEMBER, unit):
            turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        elif _LAST_TIME.search(fold(reading.text)) and help.last_time(turn, reading.items):
            pass
        elif first_named(reading) is not None:
            indicator(turn, reading)
        elif _LISTED.search(fold(reading.text)):
            report(turn, reading)
        else:
            help.progress(turn, unit)
        return
    if unit is None and turn.units(Role.OFFICER) and _HOW_MANY_LEFT.search(fold(reading.text)):
        status.office_owed(turn)
        asking.go_on(turn)
        return
    if unit is None and _LACKS_WHAT.fullmatch(fold(reading.text).strip(" .!?")):
        unit = talks.spoken_of(turn)
    if unit is None or unit.level != "thon":
        status.unit_status(turn, unit)
    named = [one for one in scope.named_units(turn) if one.level == "thon"]
    villages = named if unit in named else [unit] if unit is not None and unit.level == "thon" else []
    for one in villages:
        if turn.may(Role.OFFICER, one):
            review.show_report(turn, one)  # what is approved after it is what was seen
        else:
            status.village_figures(turn, one)


def indicator(turn: Turn, reading: Reading) -> None:
    """One item or several, in the unit named or the whole."""
    unit = scope.named_unit(turn)
    if first_named(reading) is None:
        status.indicator_status(turn, None, unit, "commune" in reading.units or "district" in reading.units)
    elif unit is None and is_reader(turn) and followup.asks_each(reading.text):
        several.each_item(turn, reading, lambda item: followup.each(turn, item))
    else:
        several.each_pair(turn, reading, lambda item, where, whole: status.indicator_status(turn, item, where, whole))


_OFFICE_PART = re.compile(r"\b(?:phan|so|bao cao|muc)(?: (?:phan|so|cac muc|cua))* xa\b")


def report(turn: Turn, reading: Reading) -> None:
    """A report as it is so far."""
    unit = scope.named_unit(turn)
    if unit is None and turn.units(Role.OFFICER) and _OFFICE_PART.search(fold(reading.text)):
        unit = top_of(turn)
    if unit is None and not is_reader(turn):
        report = submit.wanted(turn)
        if report is not None:
            submit.list_so_far(turn, report)
        return
    if unit is not None and unit.level != "thon" and not status.office_is_asked(turn, unit):
        status.unit_status(turn, unit)  # only its villages report
    elif unit is not None and turn.may(Role.OFFICER, unit):
        review.show_report(turn, unit)
    elif unit is not None:
        status.village_figures(turn, unit)
    else:
        status.unit_status(turn, None)


_WHICH_VILLAGE = re.compile(r"\b(?:thon|xom|noi|don vi|xa) nao\b|\btung (?:thon|xom|noi|xa)\b")


def compare(turn: Turn, reading: Reading) -> None:
    """ "Kỳ trước bác báo bao nhiêu" of a member is the number of last time, and no comparison."""
    told = _LAST_TIME.search(fold(reading.text)) and re.search(r"\bbao nhieu\b", fold(reading.text))
    rises = re.search(r"\b(?:tang|giam|hon|kem|so voi|chenh)\b", fold(reading.text))
    if is_reader(turn) or not told or rises or not help.last_time(turn, reading.items):
        unit = scope.named_unit(turn)
        if unit is None and _WHICH_VILLAGE.search(fold(reading.text)) and is_reader(turn):
            status.compare_each(turn, first_named(reading) or just_shown(turn, None))
            return
        if first_named(reading) is not None:
            several.each_pair(turn, reading, lambda item, where, whole: status.compare(turn, item, where))
        else:
            status.compare(turn, just_shown(turn, unit), unit)


def just_shown(turn: Turn, unit: Unit | None) -> Item | None:
    """The item the message before asked for, where this one names neither an item nor a place."""
    leans = unit is None and is_reader(turn) and turn.talk.did in tallies.OF_ONE_ITEM
    if turn.talk.did == "compare_periods" == (turn.reading.intent if turn.reading is not None else ""):
        return None  # compared once for an item, and then without a name: for all
    return followup.subject(turn) if leans else None


_WHO_IS_SHORT = re.compile(
    r"(?:(?:the|vay|con|vua) )*(?:nhung )?(?:thon|xom|noi|don vi) nao (?:(?:con|dang|bi) )*(?:thieu|hut)"
    r"(?: (?:nhieu nhat|nhat|a|the|em))*"
)


_THIS_ITEM = re.compile(r"\b(?:muc|so|chi tieu|tieu chi|cai) (?:nay|do|ay|day|kia)\b")


def missing_units(turn: Turn, reading: Reading) -> None:
    """Who has not sent, or lacks an item."""
    near = followup.subject(turn) if _THIS_ITEM.search(fold(reading.text)) else None
    item = followup.subject(turn) if turn.talk.did in tallies.OF_ONE_ITEM else None
    if item is not None and _WHO_IS_SHORT.fullmatch(fold(reading.text).strip(" .?!")):
        missing.short_units(turn, item)  # of people, after it was asked how many lack
    elif not unlisted.said(turn, reading):
        of_round = which_round.named(turn, [one for one in scope.campaigns_in_sight(turn) if not one.closed(turn.now)])
        unit = scope.named_unit(turn)
        if of_round:
            status.missing_units(turn, None, unit)
        else:
            several.each_item(turn, reading, lambda item: status.missing_units(turn, item or near, unit))


# "Chỉ tiêu nào chưa đạt" asks for them all, whatever was shown before.
_OVER_ALL = re.compile(
    r"\b(?:chi tieu|muc|so|tieu chi) (?:nao|gi)\b|\b(?:nhung|cac|may|bao nhieu) (?:chi tieu|muc|tieu chi)\b"
)

_PLACED = re.compile(
    r"\b(?:cao|thap|kem|yeu|tot|kha|te|nhieu|it)(?: \w+)? nhat\b|\bdan dau\b|\bdung (?:dau|cuoi|bet)\b|\bbet bang\b"
)

_SHORT_OF = re.compile(r"\b(?:thieu|hut) (?:nhieu|it) nhat\b")


def shortfall(turn: Turn, reading: Reading) -> None:
    """How many people are missing from the targets."""
    unit = scope.named_unit(turn)
    near = None if _OVER_ALL.search(fold(reading.text)) else just_shown(turn, unit)
    several.each_item(turn, reading, lambda item: status.shortfall(turn, item or near, unit))


def ranking(turn: Turn, reading: Reading) -> None:
    """ "Thôn nào cao nhất" right after an indicator was shown is about that one."""
    near = just_shown(turn, None) if _PLACED.search(fold(reading.text)) else None
    if (near is not None or first_named(reading) is not None) and _SHORT_OF.search(fold(reading.text)):
        several.each_item(turn, reading, lambda item: missing.short_units(turn, item or near))
    else:
        several.each_item(turn, reading, lambda item: status.ranking(turn, item or near))


def history(turn: Turn, reading: Reading) -> None:
    """The figures one item had, the newest last."""
    if first_named(reading) is None:
        item = followup.subject(turn) or _last_given(turn)
        if item is None and (mine := [one for report in asking.owed(turn) for one in scope.questions_of(turn, report)]):
            turn.say(status_texts.which(turn.voice, [one.indicator.short for one in mine[:3]]))
            return
        status.history(turn, item, scope.named_unit(turn))
    else:
        scope.named_unit(turn)
        several.each_pair(turn, reading, lambda item, unit, whole: status.history(turn, item, unit))


def _last_given(turn: Turn) -> Item | None:
    """The item of the figure written last: "ai xóa số của thôn tôi" right behind it."""
    asked = scope.question(turn, turn.talk.last[-1]) if turn.talk.last else None
    return Item(names=(asked.name,)) if asked is not None else None


def evidence_list(turn: Turn, reading: Reading) -> None:
    """Which evidence the units named have given."""
    named = scope.named_units(turn)
    for unit in named:
        evidence.listing(turn, unit)
    if not named:
        evidence.listing(turn, None)


def short_units(turn: Turn, reading: Reading) -> None:
    """The villages below a target."""
    if not unlisted.said(turn, reading):
        several.each_item(turn, reading, lambda item: missing.short_units(turn, item))
