"""From what was typed to a figure: the count with its denominator, what is doubted about it, and writing it down."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from handlers.language.reading import Item, Number
from handlers.language.text import fold
from handlers.scope import Question
from handlers.turn import Turn
from scoring.checks import Doubt, Given, Known, Severity, doubts
from scoring.counts import Count, State, from_percent
from scoring.framework import Indicator, Kind, Target
from scoring.targets import Verdict
from scoring.values import value
from store import campaigns, figures, people, reports, units
from store.campaigns import BaseFigure
from store.figures import Figure
from store.people import Role
from store.reports import ReportState
from store.units import Unit


@value(frozen=True, slots=True)
class Draft:
    """A figure about to be written: its count, where it came from, and what is doubted."""

    question: Question
    count: Count
    origin: str
    base: int | None = None
    doubts: tuple[Doubt, ...] = ()
    marks: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Unread:
    """Why an item gave no figure: a word for the sentence, with its facts."""

    why: str
    facts: Mapping[str, Any]


def goal_of(turn: Turn, question: Question) -> Target | None:
    """The target that holds for this unit: its own, else that of the nearest unit above, else the framework's."""
    own = turn.targets(question.report.campaign.id)
    printed = question.indicator.target
    if not own or printed is None or isinstance(printed.value, (bool, str)):
        return printed
    for id in reversed(question.report.unit.path.strip("/").split("/")):
        value = own.get((int(id), question.indicator.id))
        if value is not None:
            return replace(printed, value=value)
    return printed


def base_of(turn: Turn, question: Question) -> BaseFigure | None:
    """The denominator on record; a commune without its own row has the sum of its villages', which is no row."""
    key = question.indicator.base
    if key is None:
        return None
    return campaigns.base_for(turn.bases(question.report.unit.id), key, question.report.campaign.data_until)


def current(turn: Turn, question: Question) -> Figure | None:
    """The figure that counts now."""
    return turn.figures(question.report.id).get(question.indicator.id)


def last_figure(turn: Turn, question: Question) -> Figure | None:
    """The figure of the same measure in the last earlier period that holds one."""
    found = _earlier(turn, question)
    return found.get(question.indicator.id)


def _earlier(turn: Turn, question: Question) -> dict[str, Figure]:
    """The last earlier figure of each indicator of a report's unit."""
    report = question.report
    found: dict[str, Figure] = turn.once(
        "earlier",
        report.id,
        lambda: figures.last_given(turn.db, report.unit.id, report.campaign.framework, report.campaign.data_until),
    )
    return found


# --- reading an item ------------------------------------------------------------------------------------------------


def draft(turn: Turn, question: Question, item: Item, *, correcting: bool = False) -> Draft | Unread:
    """What an item means for this question. Nothing is written."""
    if item.not_applicable:
        return Draft(question, Count(State.NOT_APPLICABLE), "typed")
    kind = question.indicator.kind
    if kind in {Kind.RATIO, Kind.COUNT}:
        if item.number is None and not item.same:
            return Unread("later" if item.later else "none", {})
        return _no_less_sure(turn, _counted(turn, question, item.number or Number(), item.same, correcting))
    if kind is Kind.BOOLEAN:
        return _yes_or_no(question, item)
    if kind is Kind.LEVEL:
        return _level(question, item)
    said = item.text or (item.number.words if item.number is not None else None)
    return Draft(question, Count(text=said[:500]), "typed") if said else Unread("none", {})


def _no_less_sure(turn: Turn, made: Draft | Unread) -> Draft | Unread:
    """ "Thôn 5 292 chưa chắc" of an office, of the team's own 292: a doubt about it, and no new figure."""
    if isinstance(made, Unread) or not made.count.estimate or not by_phone(turn, made.question):
        return made
    before = current(turn, made.question)
    same = before is not None and replace(made.count, estimate=before.count.estimate) == before.count
    return replace(made, count=before.count) if before is not None and same else made


def _yes_or_no(question: Question, item: Item) -> Draft | Unread:
    choice = item.choice
    if choice not in {"có", "không"} and item.number is not None:
        found = item.number
        choice = "không" if found.none or found.num == 0 else "có" if found.num or found.all else None
        if found.missing is not None and found.num is None:
            choice = None
    if choice not in {"có", "không"}:
        return Unread("later" if item.later else "none", {})
    return Draft(question, Count(choice=choice), "typed")


def _level(question: Question, item: Item) -> Draft | Unread:
    levels = question.indicator.levels
    if item.choice in levels:
        return Draft(question, Count(choice=item.choice), "typed")
    if item.choice in {"có", "không"} and len(levels) == 2:
        return Draft(question, Count(choice=levels[1] if item.choice == "có" else levels[0]), "typed")
    number = item.number.num if item.number is not None else None
    if number is not None and 1 <= number <= len(levels):
        return Draft(question, Count(choice=levels[number - 1]), "button")
    return Unread("later" if item.later else "none", {})


def _counted(turn: Turn, question: Question, said: Number, same: bool, correcting: bool) -> Draft | Unread:
    base = base_of(turn, question) if question.indicator.kind is Kind.RATIO else None
    before = current(turn, question)
    if same or said.relative == "=":
        return _as_it_stands(turn, question, before) or _same(turn, question, base)
    if said.relative is not None and said.num is None:
        return _moved(turn, question, said, base, before)
    if said.range is not None:
        return Unread("range", {"low": said.range[0], "high": said.range[1]})
    if said.ambiguous and said.pct is not None and base is not None:
        said = said._replace(ambiguous=False)  # "ba phần tư số hộ": read back as people
    if said.ambiguous and len(said.alternatives) == 1 and turn.incoming.text.rstrip().endswith("?"):
        said = said._replace(num=said.alternatives[0], ambiguous=False, asked=True)  # "600?": offered to be written
    if said.ambiguous:
        return Unread("ambiguous", {"words": said.words, "alternatives": said.alternatives})
    if said.inside:
        said = _outer(question, said, base)
    if said.decimal is not None and said.pct is not None and said.num is None and base is not None:
        said = said._replace(decimal=None)  # "80,6 nhé": nobody counts people in fractions; read back as people
    said = _total_of_those(turn, said, base)
    den = said.den
    whole = (
        den
        if den is not None
        else base.value
        if base is not None
        else before.count.den
        if before and correcting
        else None
    )
    num, origin, extra = said.num, "typed", []
    if num is None and said.none:
        num = 0
    if num is None and said.all and whole is not None:
        num, extra = whole, [Doubt("all", Severity.ASK, {"den": whole})]
    if num is None and said.all and whole is None and question.indicator.kind is Kind.RATIO:
        return Unread("all", {})
    if said.sums is not None:
        extra = [Doubt("parts", Severity.ASK, {"parts": said.sums, "num": num or 0})]
    if num is None and said.missing is not None and whole is not None:
        num = whole - said.missing
        extra = [Doubt("missing", Severity.ASK, {"missing": said.missing, "num": num, "den": whole})]
    if question.indicator.kind is Kind.COUNT:
        if num is None:
            return Unread("none", {})
        if den is not None and den != num:  # "540/600", where one number is asked: perhaps of another item
            return Unread("ambiguous", {"words": said.words, "alternatives": (num, den)})
        count = Count(num=num, estimate=said.approx)
    else:
        count = Count(num=num, den=whole if num is not None or den is not None else None, estimate=said.approx)
    if num is None:
        if said.pct is None and said.decimal is None and not said.negative:
            return Unread("none", {})
        if base is None and den is None:
            count = Count(rate=said.pct, estimate=said.approx)
    given = Given(count, said.pct, said.unit_word, said.decimal, said.negative, den is not None)
    found = (*extra, *doubts(given, question.indicator, _known(turn, question, base, correcting)))
    if said.asked and num is not None and all(one.severity is Severity.MARK for one in found):
        found = (Doubt("asked", Severity.ASK, {"num": num}), *found)
    if num is None and count.rate is None and said.pct is not None and whole is not None:
        suggestion = from_percent(said.pct, whole)
        count, origin = Count(num=suggestion, den=whole, estimate=said.approx), "from_percent"
    if num is not None and num >= 0 and whole is None and question.indicator.kind is Kind.RATIO and not said.decimal:
        return Unread("total", {"num": num, "estimate": said.approx})
    row = base.id if base is not None and (den is None or den == base.value) else None
    return _sorted(Draft(question, count, origin, row), found)


_OF_THE_WHOLE = re.compile(
    r"\b(?:thon|xom|ca|toan|danh sach|mau|nen|dan so|nhan khau|nguoi lon|truong thanh|tuoi|lao dong|ho gia dinh|phai)\b"
)


def _total_of_those(turn: Turn, said: Number, base: BaseFigure | None) -> Number:
    """ "Mở 2 buổi kỹ năng số, tổng 305 người đi": all who went, where it is less than the whole on record."""
    alone = said.num is None and said.den is not None and said.pct is None and said.missing is None
    if not alone or said.relative or said.range or said.ambiguous or base is None or said.den is None:
        return said
    if said.den >= base.value or _OF_THE_WHOLE.search(fold(turn.incoming.text)):
        return said
    return said._replace(num=said.den, den=None)


def _outer(question: Question, said: Number, base: BaseFigure | None) -> Number:
    """ "480, trong đó 12 hai thẻ": the first is the count where it is not the whole on file."""
    whole = base.value if base is not None else None
    near = whole is not None and said.den is not None and 19 * whole <= 20 * said.den
    part = question.indicator.kind is Kind.COUNT or (whole is not None and not near)
    return said._replace(num=said.den if part else said.num, den=None if part else said.den, inside=False)


def _sorted(made: Draft, found: tuple[Doubt, ...]) -> Draft:
    marks = tuple(doubt.name for doubt in found if doubt.severity is Severity.MARK)
    if made.count.rate is not None:
        marks = (*marks, "rate_only")
    asked = tuple(doubt for doubt in found if doubt.severity is not Severity.MARK)
    return replace(made, doubts=asked, marks=marks) if asked or marks else made


_LAST_TIME = re.compile(r"\b(?:truoc|ngoai|ky(?! roi| ca| lam| qua)|dot|lan|thang|quy|nam)\b")  # not "đếm kỹ rồi"


def _as_it_stands(turn: Turn, question: Question, before: Figure | None) -> Draft | None:
    """ "Vẫn thế", of a figure that is given for this round: what it is now, not what it was last time."""
    if before is None or before.count.num is None:
        return None
    if _LAST_TIME.search(fold(turn.incoming.text)):
        return None
    return Draft(question, before.count, before.origin, before.base, (), before.marks)


def _same(turn: Turn, question: Question, base: BaseFigure | None) -> Draft | Unread:
    last = last_figure(turn, question)
    if last is None or last.count.num is None:
        return Unread("nothing_last", {})
    den = base.value if base is not None else last.count.den
    return Draft(
        question, Count(num=last.count.num, den=den), "same_as_last", base.id if base else None, (), ("copied_last",)
    )


_SINCE = re.compile(r"\b(?:ky|thang|quy|dot|nam)(?: bao cao)? (?:truoc|ngoai|roi)\b")


def _moved(
    turn: Turn, question: Question, said: Number, base: BaseFigure | None, before: Figure | None
) -> Draft | Unread:
    from_ = _doubted(turn, question) or (before.count if before is not None else None)
    last = last_figure(turn, question)
    if last is not None and last.count.num is not None and _SINCE.search(fold(turn.incoming.text)):
        from_ = last.count  # "nhiều hơn kỳ trước 5 người", also where something is on record for this one
    elif _SINCE.search(fold(turn.incoming.text)):
        return Unread("nothing_last", {})
    if from_ is None or from_.num is None:
        last = last_figure(turn, question)
        from_ = last.count if last is not None else None
    assert said.relative is not None
    steps = said.relative.lstrip("+-")
    if from_ is None or from_.num is None:
        return Unread("nothing_to_add", {})
    if not steps.isdigit():
        return Unread("ambiguous", {"words": said.words, "alternatives": ()})
    change = int(steps) * (-1 if said.relative.startswith("-") else 1)
    num = max(0, from_.num + change)
    den = base.value if base is not None else from_.den
    facts = {"before": from_.num, "sign": "-" if change < 0 else "+", "change": abs(change), "num": num}
    made = Draft(question, Count(num=num, den=den), "delta", base.id if base else None)
    over = doubts(
        Given(made.count, None, None, None),
        question.indicator,
        Known(base.value if base else None, None, correcting=True),
    )
    return _sorted(made, (Doubt("delta", Severity.ASK, facts), *over))


_ON_TOP = re.compile(
    r"^(?:(?:a|o|u|thi|con|quen|ma)[ ,]+)*(?:cong |tinh )?(?:them|bot|tru)\b|\bnua\b"
)  # of what was just said
_WORKED_OUT = {"delta", "missing", "parts", "percent_for_count", "percent_complement"}


def _doubted(turn: Turn, question: Question) -> Count | None:
    """The number that was just read back as worked out: "à bớt 1" is taken off it."""
    waiting = turn.talk.waiting
    if waiting is None or not question.is_(waiting.get("question")) or not waiting.get("doubts"):
        return None
    read_back = waiting["doubts"][0][0] in _WORKED_OUT or _ON_TOP.search(fold(turn.incoming.text)) is not None
    return kept_draft(question, waiting).count if read_back else None


def with_total(turn: Turn, question: Question, num: int, den: int, estimate: bool) -> Draft:
    """The count given before, now with its whole: a base that was not on record becomes an unconfirmed row."""
    given = Given(Count(num=num, den=den, estimate=estimate), den_typed=True, pct=None, unit_word=None, decimal=None)
    found = doubts(given, question.indicator, _known(turn, question, base_of(turn, question), False))
    return _sorted(Draft(question, given.count, "typed"), found)


def _known(turn: Turn, question: Question, base: BaseFigure | None, correcting: bool) -> Known:
    value = base.value if base is not None else None
    if correcting:
        return Known(value, None, correcting=True)
    report, indicator = question.report, question.indicator
    id, unit = indicator.id, report.unit
    parent = unit.path[: -len(f"{unit.id}/")] or "/"
    beside = figures.siblings(turn.db, report.campaign.id, id, parent) if parent != "/" else []
    last = _earlier(turn, question)
    own = last.get(id)
    return Known(
        base=value,
        last=own.count if own is not None else None,
        neighbours=tuple([(name, count) for place, name, count in beside if place != unit.id]),
        others=tuple([(key, one.count) for key, one in turn.figures(report.id).items() if key != id]),
        last_others=tuple([(key, one.count) for key, one in last.items() if key != id]),
        last_base=own.count.den if own is not None else None,
    )


# --- writing it down ------------------------------------------------------------------------------------------------


def write(turn: Turn, made: Draft, *, kept: tuple[str, ...] = (), reason: str | None = None) -> Figure | None:
    """Write the figure; the one it replaces. A returned one is settled, an approved report is submitted again."""
    question, report = made.question, made.question.report
    before = current(turn, question)
    count, origin, marks = made.count, made.origin, made.marks
    base = made.base if made.base is not None else _new_base(turn, question, count)
    if by_phone(turn, question):
        origin = "by_phone"
        if before is not None and before.count == count and not kept and report.state is not ReportState.RETURNED:
            turn.talk.last.append(question.key)
            return before  # an office that says the team's own number again has entered nothing
    figures.add_figure(
        turn.db,
        report.id,
        question.indicator.id,
        count,
        origin=origin,
        at=turn.now,
        doubts=kept,
        marks=marks,
        reason=reason,
        base=base,
        message=turn.message,
        person=turn.person,
        account=turn.incoming.account,
        late=turn.sent > report.due,
        revision=before.revision + 1 if before is not None else 1,
    )
    turn.forget("figures", report.id)
    turn.talk.last.append(question.key)
    turn.written.append(question.key)
    turn.talk.subject, turn.talk.unit, turn.talk.campaign = question.indicator.id, report.unit.id, report.campaign.id
    if report.state is ReportState.RETURNED:
        reports.settle_return(turn.db, report.id, question.indicator.id, turn.now)
    if report.state is ReportState.APPROVED:
        reports.submit(turn.db, report.id, report.submitted_by, turn.now)
        turn.forget_reports()
    return before


def write_reason(turn: Turn, question: Question, reason: str) -> None:
    """Why there is no figure yet, in the person's words; a figure that is on record stays."""
    before = current(turn, question)
    if before is not None and before.count.state is not State.UNKNOWN:
        return
    figures.add_figure(
        turn.db,
        question.report.id,
        question.indicator.id,
        Count(State.UNKNOWN),
        origin="typed",
        at=turn.now,
        reason=reason[:300],
        message=turn.message,
        person=turn.person,
        account=turn.incoming.account,
        late=turn.sent > question.report.due,
        revision=before.revision + 1 if before is not None else 1,
    )
    turn.forget("figures", question.report.id)


def _new_base(turn: Turn, question: Question, count: Count) -> int | None:
    """A denominator given where none was on record becomes a base row, unconfirmed."""
    key, report = question.indicator.base, question.report
    if key is None or count.den is None or base_of(turn, question) is not None:
        return None
    day = min(turn.today, report.campaign.data_until)
    turn.forget("bases", report.unit.id)
    return campaigns.add_base(
        turn.db, report.unit.id, key, count.den, "tổ báo", day, turn.now, confirmed=False, person=turn.person
    )


def by_phone(turn: Turn, question: Question) -> bool:
    """Whether an officer enters this for a village that is not theirs to answer for."""
    unit = question.report.unit
    mine = any(one.unit.id == unit.id and one.role in {Role.MEMBER, Role.OFFICER} for one in turn.held)
    return not mine


def may_enter(turn: Turn, question: Question) -> bool:
    """Members for their own village, officers for their unit and those below."""
    unit = question.report.unit
    return turn.may(Role.MEMBER, unit) or turn.may(Role.OFFICER, unit)


def keep_draft(made: Draft) -> dict[str, Any]:
    """A draft as the conversation keeps it while it is doubted."""
    return {
        "question": made.question.key,
        "count": {k: v for k, v in asdict(made.count).items() if v is not None},
        "origin": made.origin,
        "base": made.base,
        "doubts": [[one.name, dict(one.facts)] for one in made.doubts],
        "marks": list(made.marks),
    }


def kept_draft(question: Question, kept: dict[str, Any]) -> Draft:
    """The draft that was kept."""
    count = Count(**{**kept["count"], "state": State(kept["count"]["state"])})
    found = tuple(Doubt(name, Severity.ASK, facts) for name, facts in kept["doubts"])
    return Draft(question, count, kept["origin"], kept["base"], found, tuple(kept["marks"]))


def officer_name(turn: Turn, question: Question) -> str | None:
    """Whom to turn to."""
    return officer_of(turn, question.report.unit)


def officer_of(turn: Turn, unit: Unit) -> str | None:
    """The first officer above a unit who is not the sender."""
    found = [one for one in people.officers_above(turn.db, unit, turn.now) if one.id != turn.person]
    return found[0].name if found else None


def village(question: Question) -> bool:
    """Whether the unit is a village."""
    return question.report.unit.level == "thon"


def unit_name(turn: Turn, id: int) -> str:
    """A unit's name."""
    return units.unit(turn.db, id).name


def missed(found: Verdict) -> bool:
    """Whether the target is missed."""
    return found is Verdict.MISSED


def is_counted(indicator: Indicator) -> bool:
    """Whether its answer is a number."""
    return indicator.kind in {Kind.RATIO, Kind.COUNT}
