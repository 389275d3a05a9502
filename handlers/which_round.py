"""Which of several open rounds a message means: "chốt đợt VNeID", "đợt kia thì sao"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.scope import Question, campaigns_in_sight, framework_of, indicators_of
from handlers.texts import form
from handlers.texts import status as texts
from handlers.texts.status import campaign_name, label
from handlers.turn import Turn
from store.campaigns import Campaign
from store.reports import Report, reports_of_unit

_ROUND = re.compile(r"\b(?:dot|ky bao cao|vong)\b(?P<name>(?: (?!thi\b|la\b|den\b|sang\b)[a-z0-9]+){1,6})")
_THE_OTHER = re.compile(r"\b(?:dot (?:kia|con lai|khac|nua kia|thu hai)|(?:bao cao|cai) (?:kia|con lai|thu hai))\b")
_MONTH_OF = re.compile(
    r"\b(?:tinh hinh|ket qua|bao cao|so lieu|so|chua (?:nop|gui)|(?:nop|gui) roi|thieu)"
    r"(?: (?:cua|ca|xa|trong))* thang \d"
)
_YEAR_BEFORE = re.compile(r"\b(?:nam|cung ky) (?:truoc|ngoai|roi)\b")
_OVER = re.compile(r"\bdot (?:(?:da|vua) (?:dong|chot|xong|qua|ket thuc|dong so)|(?:dong|chot) roi)\b")
# Of a round's name, but said of anything: "đợt này xã mình" is no round of the "UBND thị xã".
_COMMON = word_set(
    "xa phuong thi tran huyen tinh thanh pho quan thon to ubnd uy ban so thang nam quy dau cuoi nguoi ho"
)
_THIS_MONTH = re.compile(r"\bthang nay\b")
_FEW = 2  # items of a round that may be called by the name of one of them


def meant(turn: Turn, found: Sequence[Campaign]) -> list[Campaign]:
    """Those of several rounds that the message names by words no other round has; all where it names none.

    "Đợt kia" is the round not spoken of last, where there are two.
    """
    every = list(found)
    if len(every) < 2:
        return every
    said = fold(turn.incoming.text)
    if _THE_OTHER.search(said) and len(every) == 2:
        other = [one for one in every if one.id != turn.talk.campaign]
        return other if len(other) == 1 else every
    for of_period in (_is_of, _ends_with):
        if len(chosen := [one for one in every if of_period(one, turn)]) == 1:
            return chosen
    names = [words_of(turn, one) for one in every]
    for match in _ROUND.finditer(said):
        words = set(match["name"].split())
        chosen = [
            one
            for at, one in enumerate(every)
            if words & names[at].difference(*(other for place, other in enumerate(names) if place != at))
        ]
        if len(chosen) == 1:
            return chosen
    if _ROUND.search(said):  # "đợt 6 tháng" beside "VNeID 6 tháng": the one that is called no more than that
        plain = [one for one in every if _is_of(one, turn) and form.round_name(one) == form.period(one.period)]
        return plain if len(plain) == 1 else every
    return every


_PLACES = (re.compile(r"\b(?:dau|dau tien|thu nhat|tren|1)\b"), re.compile(r"\b(?:sau|thu hai|duoi|2)\b"))


def answered(turn: Turn, found: Sequence[Campaign]) -> Campaign | None:
    """The round an answer to "đợt nào ạ" names: "VNeID", "cái tháng 6 ấy", "đợt đầu"."""
    said = turn.incoming
    for text in (said.text, f"đợt {said.text}"):
        turn.incoming = replace(said, text=text)
        chosen = meant(turn, found)
        turn.incoming = said
        if len(chosen) == 1:
            return chosen[0]
    at = [place for place, form_ in enumerate(_PLACES) if form_.search(fold(said.text))]
    return found[at[0]] if len(at) == 1 and at[0] < len(found) else None


_ALL = re.compile(r"\bca (?:hai|ba|may|2|3) dot\b|\b(?:cac|het cac|tat ca(?: cac)?|toan bo(?: cac)?) dot\b")


def every_said(turn: Turn) -> bool:
    """Whether all the rounds are meant: "chốt cả hai đợt", "các đợt lùi đến 5/7"."""
    return _ALL.search(fold(turn.incoming.text)) is not None


def told(turn: Turn, seen: Sequence[Campaign]) -> list[Campaign]:
    """The rounds of the period the message names: the open ones, else the last one over; none where it names none,
    or only one to compare with."""
    if turn.reading is not None and turn.reading.intent == "compare_periods":
        return []
    if _YEAR_BEFORE.search(fold(turn.incoming.text)):
        return []
    for of_period in (_is_of, _ends_with, _is_over):
        if fits := [one for one in seen if of_period(one, turn)]:
            return [one for one in fits if not one.closed(turn.now)] or [max(fits, key=lambda one: one.due)]
    return []


def wanted(turn: Turn, seen: Sequence[Campaign]) -> list[Campaign]:
    """The round that is named, also one that is over; the open ones where none is named. A yes is for those shown."""
    if turn.only:
        return [one for one in seen if one.id in turn.only]
    live = [one for one in seen if not one.closed(turn.now)]
    chosen = meant(turn, live)
    return chosen if len(chosen) < len(live) else told(turn, seen) or live


def of_round(turn: Turn, found: Sequence[Report]) -> list[Report]:
    """The reports of the round the message names; all where it names none."""
    chosen = {one.id for one in meant(turn, list({each.campaign.id: each.campaign for each in found}.values()))}
    return [one for one in found if one.campaign.id in chosen]


def of_figures(turn: Turn, found: Sequence[Question]) -> Sequence[Question]:
    """The questions of the round a figure is said to be of; all where none is said.

    Beside a figure "tháng 7" alone says it, and so does "tháng này", where one of several rounds is of that month.
    """
    rounds = {one.report.campaign.id: one.report.campaign for one in found}
    if len(rounds) < 2:
        return found
    chosen = meant(turn, list(rounds.values()))
    if len(chosen) > 1:
        kind, number = _period_said(turn)
        if kind != "month" and _THIS_MONTH.search(fold(turn.incoming.text)):
            kind, number = "month", str(turn.today.month)
        of_month = [one for one in chosen if kind == "month" and one.period.partition("-")[2] == number.zfill(2)]
        chosen = of_month if len(of_month) == 1 else chosen
    ids = {one.id for one in chosen}
    return [one for one in found if one.report.campaign.id in ids]


def to_name(turn: Turn, asked: Question) -> str | None:
    """The period of a question's round, where another open round asks the same of the same unit; else None."""
    campaign, unit = asked.report.campaign, asked.report.unit.id
    found = turn.reports
    if not any(one.unit.id == unit for one in turn.held):  # entered by the office
        found = turn.once("reports of", unit, lambda: reports_of_unit(turn.db, unit, turn.now))
    others = [one for one in found if one.unit.id == unit and one.campaign.id != campaign.id]
    for other in others:
        if not other.closed(turn.sent):
            measures = [one.measure for one in indicators_of(turn.rules, other)]
            if asked.indicator.measure in measures:
                return form.period(campaign.period)
    return None


def to_say(turn: Turn, about: Iterable[Campaign]) -> str:
    """The rounds an order is about by their names, where several are open; else nothing."""
    live = {one.id: one for one in campaigns_in_sight(turn) if not one.closed(turn.now)}
    found = {one.id: one for one in about}
    if len({*live, *found}) < 2:
        return ""
    names = [form.round_name(one) for one in {**live, **found}.values()]
    return form.listed(
        [
            form.round_name(one)
            if names.count(form.round_name(one)) == 1
            else campaign_name(one, framework_of(turn.rules, one))
            for one in found.values()
        ]
    )


def named(turn: Turn, found: Sequence[Campaign]) -> bool:
    """Whether the message names one of several rounds."""
    return len(found) > 1 and len(meant(turn, found)) == 1


_QUARTERS = {"1": "03", "2": "06", "3": "09", "4": "12"}
_HALVES = {"1": "06", "2": "12"}


def _period_said(turn: Turn) -> tuple[str, str]:
    said = turn.reading.period if turn.reading is not None else None
    kind, _, number = (said or "").partition(":")
    return kind, number


def _is_of(campaign: Campaign, turn: Turn) -> bool:
    """Whether a round is of the period named: "đợt 6 tháng", "quý 3", "đợt tháng 6", "đợt 6 tháng đầu năm 2022"."""
    kind, number = _period_said(turn)
    if kind == campaign.period:
        return "-" in kind or _ROUND.search(fold(turn.incoming.text)) is not None
    written = {"half": f"H{number}", "quarter": f"Q{number}", "month": number.zfill(2)}.get(kind)
    round_said = kind != "month" or _of_month(turn)
    return written is not None and round_said and campaign.period.partition("-")[2] == written


def _ends_with(campaign: Campaign, turn: Turn) -> bool:
    """Whether a round's period ends with the month named: the half year of "đợt tháng 6"."""
    kind, number = _period_said(turn)
    part = campaign.period.partition("-")[2]
    ends = (_HALVES if part[:1] == "H" else _QUARTERS).get(part[1:])
    return kind == "month" and ends == number.zfill(2) and _of_month(turn)


def _of_month(turn: Turn) -> bool:
    """Whether a month named is that of a round: "đợt tháng 6", "tình hình tháng 6"; else it may be of a day."""
    said = fold(turn.incoming.text)
    return _ROUND.search(said) is not None or _MONTH_OF.search(said) is not None


def _is_over(campaign: Campaign, turn: Turn) -> bool:
    """Whether a round is one of those that "đợt đã chốt", "đợt vừa đóng" means."""
    return campaign.closed(turn.now) and not campaign.urgent and _OVER.search(fold(turn.incoming.text)) is not None


_DATED = re.compile(r"\d{4}-[HQ]\d")


def none_of(turn: Turn, seen: Sequence[Campaign]) -> str | None:
    """The half or quarter the message names, in words, where no round is of it."""
    kind, number = _period_said(turn)
    dated = _DATED.fullmatch(kind) is not None  # "6 tháng cuối năm 2022"
    if not (dated or kind in {"half", "quarter"}) or any(_is_of(one, turn) for one in seen):
        return None
    if dated:
        return form.period(kind)
    return f"quý {number}" if kind == "quarter" else f"6 tháng {'đầu' if number == '1' else 'cuối'} năm"


def say_none(turn: Turn) -> None:
    """Say that there is no round of the period named, or none that is over, before what there is is shown."""
    seen = campaigns_in_sight(turn)
    if (period := none_of(turn, seen)) is not None:
        turn.say(texts.no_such_round(period))
    elif seen and _OVER.search(fold(turn.incoming.text)) and not any(_is_over(one, turn) for one in seen):
        turn.say(texts.none_over())


def words_of(turn: Turn, campaign: Campaign) -> frozenset[str]:
    """The words a round may be called by: its name, its list's, and those of its items where they are few."""
    framework = framework_of(turn.rules, campaign)
    names = [form.round_name(campaign), form.period(campaign.period), label(framework)]
    if len(campaign.indicators) <= _FEW:
        names += [framework.indicator(id).short for id in campaign.indicators]
    return frozenset(word for name in names for word in re.findall(r"[a-z]+|\d{3,}", fold(name))) - _COMMON
