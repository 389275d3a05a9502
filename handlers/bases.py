"""Số liệu nền set by an officer: a new dated row, and every figure that used the old one over the new whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import asking
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import fold
from handlers.scope import READERS, Question, context, framework_of, named_units, question, questions_of
from handlers.standing import may_see, rounds, top_of
from handlers.teams import tell_members
from handlers.texts import general
from handlers.texts import orders as order_texts
from handlers.texts import short_asks as short_texts
from handlers.texts import status as status_texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from scoring.counts import Count
from scoring.framework import bases, framework
from store import campaigns, figures, overview, people, reports, units
from store.audit import audit
from store.campaigns import BaseFigure
from store.figures import Figure
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

_BASE_WORDS = (
    ("tu_15", ("tu 15", "15 tuoi", "tu du 15")),
    ("truong_thanh", ("truong thanh", "18 tuoi", "nguoi lon")),
    ("lao_dong", ("lao dong",)),
    ("dan_so", ("dan so", "nhan khau", "nguoi dan")),
    ("dn_nho_vua", ("nho va vua",)),
    ("doanh_nghiep", ("doanh nghiep",)),
    ("can_bo", ("can bo", "cong chuc")),
    ("ho", ("so ho", "ho gia dinh", "ho dan", "nen ho")),
)  # fmt: skip


WHOLE = "whole"  # the denominator of whatever indicator is named
_WHOLE_WORDS = ("mau so", "so lieu nen", "so nen")


_HOUSEHOLDS = re.compile(r"\b(?:bao nhieu|may) ho\b")
_ASKS = re.compile(r"\b(?:bao nhieu|may|nhieu)\b|\?$")


# "Hộ thôn 4 sai, 145 mới đúng": the households themselves; "nhập hộ thôn 4" and "100 hộ" are something else.
_HOUSEHOLDS_WRONG = re.compile(
    r"^(?:(?:a|em|cai|tong|danh sach|ca) )*ho (?:(?:cua|o|ben) )?(?:thon|xom|ban|to|khu|ap|lang) \S+(?: \S+)?"
    r".*\b(?:sai|nham|(?:khong|chua|moi) dung|dung ra|thieu|thua|chu khong phai)\b"
)


def named_base(text: str) -> str | None:
    """The base a text names in words; WHOLE for "mẫu số", "số liệu nền" alone."""
    folded = fold(text)
    if _HOUSEHOLDS_WRONG.search(folded):
        return "ho"
    for key, words in _BASE_WORDS:
        if any(re.search(rf"\b{word}\b", folded) for word in words):  # "từ 150 thành 180" is no "từ 15"
            return key
    return WHOLE if is_whole(text) else None


def is_whole(text: str) -> bool:
    """Whether it is said that a denominator is meant."""
    return any(word in fold(text) for word in _WHOLE_WORDS)


def told(turn: Turn, unit: Unit | None) -> bool:
    """ "Thôn mình có bao nhiêu người trưởng thành": the denominator on record and where it is from; False if none."""
    key = named_base(turn.incoming.text)
    key = key or ("ho" if _HOUSEHOLDS.search(fold(turn.incoming.text)) else None)
    where = unit or next(iter(turn.units(Role.MEMBER)), None) or next(iter(turn.units(*READERS)), None)
    if key in {None, WHOLE} or where is None or not _ASKS.search(fold(turn.incoming.text)):
        return False
    if not may_see(turn, where):
        turn.say(status_texts.not_yours_to_see(turn.voice, where.name))
        return True
    assert key is not None
    known = campaigns.base_for(turn.bases(where.id), key, turn.today)
    turn.say(order_texts.base_told(where.name, bases(turn.rules.frameworks)[key].name, known))
    turn.did = f"{_TOLD}{where.id}/{key}"
    return True


_TOLD = "base_told/"  # what was served, with the unit and the base
_CHANGED = re.compile(
    r"(?:(?:thi|the|em|a|u|cu|nho|vay|giup|hay|sai roi|nham roi|cu roi)[ ,]+)*"
    r"(?:sua|doi|cap nhat|dat|ghi)(?: (?:lai|giup|no|cho|so|so nay|so do|so ay|di))*"
    r" (?:thanh|la|len|xuong|con|bang) (?P<num>\d{1,3}(?:[. ]\d{3})+|\d+)"
    r"(?: (?:nguoi|ho|nhe|a|em|giup|di|moi dung|cho dung))*"
)


def changed(turn: Turn, text: str) -> str:
    """ "Sửa thành 535", right behind a denominator that was told: with its name and its unit."""
    if not turn.talk.did.startswith(_TOLD) or not turn.units(Role.OFFICER):
        return text
    found = _CHANGED.fullmatch(fold(text).strip(" .!"))
    if found is None:
        return text
    unit, _, key = turn.talk.did.removeprefix(_TOLD).partition("/")
    name = "hộ" if key == "ho" else bases(turn.rules.frameworks)[key].name
    return f"sửa số {name} {units.unit(turn.db, int(unit)).name} thành {found['num']}"


def listed(turn: Turn, _found: Errand) -> bool:
    """ "Số liệu nền thôn 3": every denominator its open reports are measured by."""
    where = next(iter(named_units(turn)), None)
    if where is None or not may_see(turn, where):
        return False
    mine = [one for one in reports.reports_of_unit(turn.db, where.id, turn.now) if not one.closed(turn.now)]
    keys = dict.fromkeys(each.indicator.base for one in mine for each in questions_of(turn, one) if each.indicator.base)
    names = bases(turn.rules.frameworks)
    for key in keys:
        known = campaigns.base_for(turn.bases(where.id), key, turn.today)
        turn.say(order_texts.base_told(where.name, names[key].name, known))
    return bool(keys)


def of_the_whole(turn: Turn, said: str) -> bool:
    """ "Xã có bao nhiêu người trưởng thành": the row of the office, else the sum of its villages' and of how many."""
    key = named_base(said) or ("ho" if fold(said).split()[:1] == ["ho"] else "dan_so")
    where = next(iter(named_units(turn)), None) or top_of(turn)
    if where is None or where.level == "thon" or key == WHOLE or not may_see(turn, where):
        return False
    name = bases(turn.rules.frameworks)[key].name
    own = campaigns.base_for(turn.bases(where.id), key, turn.today)
    rows, of = _of_villages(turn, where, key)
    if own is not None or not rows:
        turn.say(order_texts.base_told(where.name, name, own))
    else:
        turn.say(short_texts.of_the_whole(where.name, name, sum(one.value for one in rows), len(rows), of))
    return True


def _of_villages(turn: Turn, where: Unit, key: str) -> tuple[list[BaseFigure], int]:
    villages = [one for one in units.below(turn.db, where) if one.level == "thon"]
    found = overview.bases(turn.db, where, key)
    rows = [campaigns.base_for(found.get(one.id, ()), key, turn.today) for one in villages]
    return [one for one in rows if one is not None], len(villages)


def sources(turn: Turn) -> bool:
    """ "Mẫu số lấy ở đâu": each whole the open rounds measure by, what it comes to and who it is from."""
    top, lines = top_of(turn), []
    if top is None:
        return False
    asked = [each for one in rounds(turn, top) for each in one.indicators(turn) if each.base is not None]
    for key in dict.fromkeys(each.base for each in asked if each.base is not None):
        rows, of = _of_villages(turn, top, key)
        if rows:
            where = dict.fromkeys(order_texts.base_source(one) for one in rows)
            name = bases(turn.rules.frameworks)[key].name
            lines.append(short_texts.source(name, sum(one.value for one in rows), len(rows), of, list(where)))
    turn.say(short_texts.sources(lines))
    return True


def on_record(turn: Turn, unit: Unit, key: str) -> tuple[BaseFigure | None, str]:
    """The row of a unit that counts today, and what the base is called."""
    return campaigns.base_for(turn.bases(unit.id), key, turn.today), bases(turn.rules.frameworks)[key].name


def set_to(turn: Turn, unit: Unit, key: str, value: int) -> None:
    """The yes to a denominator that was shown."""
    if turn.may(Role.OFFICER, unit):
        _set_base(turn, unit, key, value)


# "số 520 ở đâu ra", "sao lại 520", "520 là số nào": where a denominator comes from, and no answer; "danh sách thôn có
# bao nhiêu người" asks for the denominator itself.
_WHERE_FROM = re.compile(
    r"\bdau ra\b|\b(?:lay|tinh|co) (?:o |tu )?dau\b|\btu dau\b|\bla so (?:nao|gi)\b|^(?:sao|ai) \w+"
    r"|\bdanh sach\b.*\b(?:bao nhieu|may) (?:nguoi|ho|khau|doanh nghiep)\b"
)


def where_from(turn: Turn) -> bool:
    """Tell where the whole of the question comes from, when its own number, or "danh sách", is asked about."""
    folded = fold(turn.incoming.text)
    key = (turn.talk.waiting or {}).get("question") or turn.talk.asked
    asked = question(turn, key) if key and _WHERE_FROM.search(folded) else None
    if asked is None or asked.indicator.base is None or not may_see(turn, asked.report.unit):
        return False
    where, base = asked.report.unit, asked.indicator.base
    numbers = [re.sub(r"\D", "", one) for one in re.findall(r"\d[\d.]*", folded)]
    others = dict.fromkeys(one.indicator.base for one in questions_of(turn, asked.report) if one.indicator.base)
    known = campaigns.base_for(turn.bases(where.id), base, turn.today)
    for other in others:  # "số 500 người lớn" while something with another whole is asked
        found = campaigns.base_for(turn.bases(where.id), other, turn.today)
        if (known is None or numbers != [str(known.value)]) and found is not None and numbers == [str(found.value)]:
            base, known = other, found
    listed = not numbers and ("danh sach" in folded or is_whole(folded))
    if not listed and (known is None or numbers != [str(known.value)]):
        return False
    turn.say(order_texts.base_told(where.name, bases(turn.rules.frameworks)[base].name, known))
    return True


_WHOLE_OF = (
    r"(?:nguoi lon|nguoi truong thanh|truong thanh|nguoi tu (?:du )?15(?: tuoi)?(?: tro len)?|nhan khau|dan so"
    r"|ho(?: dan| gia dinh)?)"
)
# "Tổng số người lớn thôn bác giờ còn 470": all there are, and not those who have something.
_ALL_OF = re.compile(
    rf"\b(?:tong(?: cong)?|tong so|danh sach|ca thon)(?: so| co)* {_WHOLE_OF}\b|\btong(?: so)? (?:ca thon|thon)\b"
)
_ONLY_SO_MANY = re.compile(
    r"\b(?:thon|xom|ban|to|khu)(?: (?:toi|bac|minh|em|chau|chu|co|nay|ta|chung toi))? "
    r"(?:(?:gio|hien|bay gio|nay|hien nay|thuc te|tong|thi|cung|chi|con|co|moi|dung|la|lam gi) )+"
    r"\d[\d.]* (?:nguoi lon|nguoi truong thanh|nguoi tu (?:du )?15|nhan khau|khau)\b"
)
_HAVING = re.compile(
    r"\b(?:dung|xai|cai|mo|tra|nop|dong|lap|lam|biet|tham gia|kich hoat|dang ky|so huu"
    r"|(?:co|duoc) (?:tai khoan|the|dien thoai|smart\w*|ho so|so|vneid|chu ky|may|ky nang))\b"
)
_NEAR = (70, 130)  # percent of the list within which "thôn có 600 người lớn" speaks of the list


def disputed(turn: Turn, reading: Reading) -> bool:
    """ "Tổng số người lớn thôn bác giờ còn 470": the list is told to be wrong, and no figure given.

    Over a number that is more than the list, it is the whole of that number; else the office hears of it.
    """
    told = _whole_told(turn, reading)
    if told is None:
        return _first_told(turn, reading)
    asked, num, known = told
    waiting = turn.talk.waiting
    name = bases(turn.rules.frameworks)[known.base].name
    if num == known.value:
        turn.say(order_texts.base_agreed(asked.report.unit.name, name, num))
        asking.go_on(turn)
        return True
    count = waiting["count"].get("num") if waiting is not None and waiting["step"] == "doubt" else None
    if count is not None and asked.indicator.base == known.base and count <= num:
        from handlers import collect

        item = Item(names=(asked.name,), number=Number(num=count, den=num, words=reading.text))
        collect.take(turn, [item], asked.report.unit)
        return True
    unit = asked.report.unit
    found = [one for one in people.officers_above(turn.db, unit, turn.now) if one.id != turn.person]
    for officer in found:
        note = order_texts.base_disputed_note(turn.sender.name, unit.name, name, known.value, num)
        turn.tell(officer.id, note, kind="help")
    turn.say(order_texts.base_disputed(turn.voice, unit.name, name, known.value, num, bool(found)))
    asking.go_on(turn)
    return True


def _whole_told(turn: Turn, reading: Reading) -> tuple[Question, int, campaigns.BaseFigure] | None:
    """The question whose list is disputed, the number told, and the one on record."""
    said = fold(reading.text)
    numbers = [one.number for one in reading.items if one.number is not None]
    named = [one for one in reading.items if one.names]
    if len(numbers) != 1 or not turn.units(Role.MEMBER) or "?" in said:
        return None
    whole = numbers[0].num is None and numbers[0].den is not None  # read so by the words around it
    if not whole and (named or _HAVING.search(said)):
        return None
    if named and any(one.names for one in read(turn.incoming.text, context(turn, turn.incoming.text)).items):
        return None  # a name in the message before it may stand beside a whole, one in it tells what is counted
    num, key = numbers[0].num if numbers[0].num is not None else numbers[0].den, named_base(said)
    if num is None or (numbers[0].num is not None and numbers[0].den is not None) or numbers[0].relative is not None:
        return None
    every = _mine(turn)
    if named:  # "tiền điện", and in the next bubble "thôn có 178 hộ mà"
        every = [one for one in every if one.name in named[0].names]
    if whole and key in {None, WHOLE} and every:  # "mẫu số là 620 mới đúng", of what is asked or in doubt
        key = every[0].indicator.base
    if key in {None, WHOLE} or not every:
        return None
    asked = next((one for one in every if one.indicator.base == key), every[0])
    assert key is not None
    known = campaigns.base_for(turn.bases(asked.report.unit.id), key, asked.report.campaign.data_until)
    if known is None or (known.value == num and not whole):
        return None
    if whole:
        return asked, num, known
    low, high = (known.value * percent for percent in _NEAR)
    if not _ALL_OF.search(said) and not (_ONLY_SO_MANY.search(said) and low <= 100 * num <= high):
        return None
    return asked, num, known


def _first_told(turn: Turn, reading: Reading) -> bool:
    """ "Cả thôn 330 người phải học", where none is on record: it is written down unconfirmed."""
    numbers = [one.number for one in reading.items if one.number is not None]
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None and turn.talk.waiting is None else None
    if asked is None or len(numbers) != 1 or asked.indicator.base is None or "?" in reading.text:
        return False
    den, unit, key = numbers[0].den, asked.report.unit, asked.indicator.base
    alone = numbers[0].num is None and numbers[0].pct is None and numbers[0].missing is None and not numbers[0].approx
    if not alone or not den or any(one.names for one in reading.items) or not turn.may(Role.MEMBER, unit):
        return False
    if campaigns.base_for(turn.bases(unit.id), key, asked.report.campaign.data_until) is not None:
        return False
    day = min(turn.today, asked.report.campaign.data_until)
    campaigns.add_base(turn.db, unit.id, key, den, "tổ báo", day, turn.now, confirmed=False, person=turn.person)
    turn.forget("bases", unit.id)
    turn.say(order_texts.base_first_told(unit.name, bases(turn.rules.frameworks)[key].name, den))
    asking.go_on(turn)
    return True


def _open(turn: Turn) -> Question | None:
    """The question in doubt, else the one that is asked."""
    key = (turn.talk.waiting or {}).get("question") or turn.talk.asked
    return question(turn, key) if key is not None else None


def _mine(turn: Turn) -> list[Question]:
    """The questions of the sender's reports, the one that is open first."""
    asked = _open(turn)
    return ([asked] if asked is not None else []) + [
        one for report in asking.owed(turn) for one in questions_of(turn, report)
    ]


def set_base(turn: Turn, unit: Unit | None, item: Item | None, reading: Reading) -> None:
    """An officer changes a denominator: a new dated row, and a new revision of each figure that used the old one."""
    where = unit or (units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None)
    if not turn.units(Role.OFFICER):
        turn.say(general.no_right(turn.voice, "sửa số liệu nền"))
        return
    key = _base_key(turn, item, reading)
    said = [one.number for one in reading.items if one.number is not None and one.number.num is not None]
    if unit is None and _OF_ALL.search(fold(reading.text)):
        where = None  # "số hộ cả xã 500": the villages' lists make it up
    if where is None or key is None or not said or said[-1].num is None or said[-1].num < 1:
        turn.say(order_texts.base_how(turn.voice))
        return
    if not turn.may(Role.OFFICER, where):
        turn.say(status_texts.not_yours_to_see(turn.voice, where.name))
        return
    _set_base(turn, where, key, said[-1].num)


_OF_ALL = re.compile(r"\b(?:ca|toan) (?:xa|huyen|phuong)\b")


def _base_key(turn: Turn, item: Item | None, reading: Reading) -> str | None:
    """The base named in words, else that of the indicator named."""
    if (said := named_base(reading.text)) not in {None, WHOLE}:
        return said
    for name in item.names if item is not None else ():
        id, _, indicator = name.partition("/")
        return framework(id, turn.rules.frameworks).indicator(indicator).base
    return None


def _set_base(turn: Turn, unit: Unit, key: str, value: int) -> None:
    known = turn.bases(unit.id)
    name = bases(turn.rules.frameworks)[key].name
    live = [report for report in reports.reports_of_unit(turn.db, unit.id, turn.now) if not report.closed(turn.now)]
    day = min([turn.today, *(report.campaign.data_until for report in live)])
    before = campaigns.base_for(known, key, max([day, *(report.campaign.data_until for report in live)]))
    if before is not None and before.value == value and before.confirmed:
        turn.say(order_texts.base_same(unit.name, name, value))
        return
    row = campaigns.add_base(turn.db, unit.id, key, value, "xã", day, turn.now, person=turn.person)
    turn.forget("bases", unit.id)
    audit(turn.db, "base.set", turn.now, person=turn.person, unit=unit.id, base=key, value=value, row=row)
    using = figures.using_base(turn.db, unit, [one.id for one in known if one.base == key])
    by_id = {report.id: report for report in live}
    lines, again = [], []
    for figure in using:
        report = by_id.get(figure.report)
        if report is None or figure.count.num is None:
            continue
        indicator = framework_of(turn.rules, report.campaign).indicator(figure.indicator)
        _with_base(turn, report, figure, row, value)
        lines.append(order_texts.base_line(indicator, figure.count.num, value))
        if report.state is ReportState.APPROVED and unit.name not in again:
            again.append(unit.name)
    for report in live:
        if report.state is ReportState.APPROVED and any(figure.report == report.id for figure in using):
            reports.submit(turn.db, report.id, report.submitted_by, turn.now)
    turn.forget_reports()
    was = before.value if before is not None else None

    def words(voice: Voice, _mine: Sequence[Unit]) -> str:
        return order_texts.base_note(voice, unit.name, name, was, value, lines)

    tell_members(turn, [unit], words)
    turn.say(order_texts.base_set(unit.name, name, was, value, lines, again))


def _with_base(turn: Turn, report: Report, figure: Figure, row: int, value: int) -> None:
    """The same count over the new whole. Who entered the count stays visible: an officer's own entry remains theirs."""
    count: Count = replace(figure.count, den=value)
    kept = [name for name in figure.doubts if name != "over_base"]
    if count.num is not None and count.num > value:
        kept.append("over_base")
    origin = figure.origin if figure.person == turn.person and figure.origin != "base" else "base"
    figures.add_figure(
        turn.db, report.id, figure.indicator, count, origin=origin, at=turn.now, doubts=kept, marks=figure.marks,
        reason=figure.reason, base=row, message=turn.message, person=turn.person, account=turn.incoming.account,
        late=figure.late, revision=figure.revision + 1,
    )  # fmt: skip
    turn.forget("figures", report.id)
