"""Opening and closing rounds of reporting: who owes what is frozen at the opening; by message it is shown first."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from handlers import plans, which_round
from handlers.deadlines import counts
from handlers.language import details
from handlers.language.read import read
from handlers.language.reading import Reading, Until
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.reach import reach
from handlers.scope import context, context_with, framework_of, indicators_of
from handlers.standing import rounds
from handlers.teams import day_off, members_of
from handlers.texts import general
from handlers.texts import officer as texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI
from handlers.texts.form import period as period_words
from handlers.turn import Rules, Turn
from scheduler.days import Counted
from scheduler.ladder import UnknownLadder
from scheduler.ladder import ladder as stages
from scoring.framework import ASKED_AT_ONCE, Framework, UnknownFramework, UnknownIndicator, framework, frameworks
from scoring.periods import Period, UnknownPeriod, containing, period
from scoring.periods import later as period_after
from store import campaigns, frozen, reports, units
from store.audit import audit
from store.campaigns import Campaign
from store.conversations import Step
from store.people import Role
from store.reports import Report, ReportState
from store.session import Db
from store.units import Unit

DUE_HOUR = time(17, 0)
_COPY = re.compile(r"\b(?:nhu|giong|theo) (?:dot |ky |lan )?(?:truoc|nay|vua roi|cu)\b|\bke tiep\b|\btiep theo\b")
_AS_EVER = re.compile(r"\b(?:nhu|y|theo) (?:nhu )?(?:cu|moi khi|thuong le|truoc)\b")
MOST_NAMED = 6  # indicators of a round that are told by name before it is opened
_ASKS = re.compile(
    r"\?$|^(?:the |con )?(?:tinh hinh|xem|cho xem|thon nao|ai)\b|\b(?:nao|gi|sao|chua|bao nhieu|khong|may)$"
)
_ANSWER_WORDS = 10  # "hạn 30/9, bộ 1829": what is told of a round that is to be opened
_KINDS = {"month": "month", "quarter": "quarter", "half": "half"}


class CampaignError(Exception):
    """A round cannot be opened. `why` is one word (framework, indicator, period, due, closes, ladder, nobody, key)."""

    def __init__(self, why: str, facts: str = "") -> None:
        super().__init__(texts.cannot_open(why, facts))
        self.why, self.facts = why, facts


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round as somebody asks for it."""

    framework: Framework
    period: str
    root: Unit
    due: datetime
    indicators: tuple[str, ...]


# --- opening --------------------------------------------------------------------------------------------------------


def open_campaign(
    db: Db, rules: Rules, *, framework: str, period: str, root: Unit, opens: datetime, due: datetime,
    closes: datetime | None = None, indicators: Sequence[str] | None = None, ladder: str = "default",
    key: str | None = None, name: str = "", data_from: date | None = None, data_until: date | None = None,
    by: int | None = None, now: datetime, only: Collection[int] | None = None,
) -> int:  # fmt: skip
    """A new campaign with a report for each unit that is asked something; its id. Raises CampaignError.

    `only`: of these units at most.
    """
    found, chosen = _checked(rules, framework, indicators)
    start, end = _span(period)
    if due <= opens:
        raise CampaignError("due")
    if closes is not None and closes < due:
        raise CampaignError("closes")
    try:
        stages(ladder)
    except UnknownLadder:
        raise CampaignError("ladder", ladder) from None
    if key is not None and campaigns.campaign_by_key(db, key) is not None:
        raise CampaignError("key", key)
    urgent = found.id.startswith(ASKED_AT_ONCE)  # its hour is never shifted
    when = Counted(due, closes, None) if urgent else counts(db, root, due, closes)
    id = campaigns.add_campaign(
        db, framework=found.id, period=period, name=name, root=root.id, opens=opens, due=when.due, closes=when.closes,
        data_from=data_from or start, data_until=data_until or end, indicators=chosen, ladder=ladder, at=now,
        key=key, by=by, asked_due=when.asked,
    )  # fmt: skip
    owing = [unit for unit, _ in asked_of(db, rules, campaigns.campaign(db, id), root)]
    owing = [unit for unit in owing if only is None or unit.id in only]
    if not owing:
        raise CampaignError("nobody", root.name)
    reports.open_reports(db, id, [unit.id for unit in owing])
    audit(db, "campaign.opened", now, person=by, unit=root.id, campaign=id, units=len(owing), indicators=len(chosen))
    return id


def _checked(rules: Rules, id: str, indicators: Sequence[str] | None) -> tuple[Framework, tuple[str, ...]]:
    try:
        found = framework(id, rules.frameworks)
    except UnknownFramework:
        raise CampaignError("framework", id) from None
    if not indicators:
        return found, tuple(one.id for one in found.indicators)
    chosen: list[str] = []
    for wanted in indicators:
        try:
            chosen += [one.id for one in found.expand(wanted) if one.id not in chosen]
        except UnknownIndicator:
            raise CampaignError("indicator", wanted) from None
    return found, tuple(chosen)


def _span(key: str) -> tuple[date, date]:
    try:
        found = period(key)
    except UnknownPeriod:
        raise CampaignError("period", key) from None
    return found.start, found.end


def asked_of(db: Db, rules: Rules, campaign: Campaign, root: Unit) -> list[tuple[Unit, tuple[str, ...]]]:
    """Who is asked what: villages and communes below the root, each indicator where its count arises."""
    found = []
    for unit in units.below(db, root):
        if unit.until_day is not None and unit.until_day <= campaign.opens.astimezone(HANOI).date():
            continue
        blank = Report(0, ReportState.OPEN, None, None, None, None, unit, campaign)
        asked = tuple(one.id for one in indicators_of(rules, blank))
        if asked:
            found.append((unit, asked))
    return found


# --- by message -----------------------------------------------------------------------------------------------------


def open_by_message(turn: Turn) -> None:
    """ "Mở đợt 6 tháng đầu năm 2023 bộ 1829 hạn 30/6": what it would be is shown, and a yes waited for."""
    root = next(iter(turn.units(Role.OFFICER, Role.SUPERVISOR)), None)
    if root is None:
        turn.say(general.no_right(turn.voice, "mở đợt báo cáo"))
        return
    assert turn.reading is not None
    like = _last_of(turn, root)
    try:
        wanted = _wanted(turn, turn.reading, root, like)
    except CampaignError as error:
        turn.say(str(error))
        return
    if isinstance(wanted, str):
        turn.say(texts.open_needs(turn.voice, wanted))
        turn.wait(Step.CHOOSE, opens=turn.reading.text, needs=wanted)
        return
    name = period_words(wanted.period)
    same = (wanted.framework.id, wanted.period, root.id)
    live = [one for one in campaigns.campaigns(turn.db) if one.open(turn.now)]
    if any((one.framework, one.period, one.root) == same for one in live):
        turn.say(texts.already_open(name))
        return
    _show_plan(turn, wanted, name, like)


def goes_on(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "Hạn 30/9" after "mở đợt quý 3": what was left open is told, and the round is shown."""
    said = turn.incoming.text
    turn.talk.waiting = None
    text = f"{waiting['opens']}, {said}"
    reading = read(said, context(turn, said))
    if reading.intent in {"deny", "undo"}:
        turn.say(general.dropped(turn.voice))
        return True
    until, list_ = find_until(cut(said), turn.today), _list_told(turn, said)
    tells = any(one.names for one in reading.items) or reading.period or list_ or (until is not None and until.day)
    copies = _COPY.search(fold(said)) is not None or _AS_EVER.search(fold(said)) is not None
    tells = tells or copies  # "như kỳ trước", "cứ như mọi khi"
    if len(said.split()) > _ANSWER_WORDS or reading.units or _ASKS.search(fold(said).strip(" .!")):
        return False
    if not tells:
        if reading.intent != "unclear":
            return False
        turn.say(texts.open_needs(turn.voice, waiting["needs"]))
        turn.talk.waiting = waiting
        return True
    text = f"{text}, bộ {list_}" if list_ else text
    text = f"{text}, như đợt trước" if copies else text
    turn.reading = read(text, context(turn, text))
    open_by_message(turn)
    return True


def _list_told(turn: Turn, said: str) -> str:
    """The list of indicators an answer names, also by its bare number: "bộ 1829", "1829", "danh sách Bỉm Sơn"."""
    parts = {part for id in frameworks(turn.rules.frameworks) for part in id.split("-") if part.isdigit()}
    years = {str(turn.today.year + ahead) for ahead in (-1, 0, 1)}
    number = next((one for one in re.findall(r"\d{3,4}", said) if one in parts - years), "")
    return details.framework_of(cut(said)) or number or ("bỉm sơn" if "bim son" in fold(said) else "")


def show_with_due(turn: Turn, waiting: dict[str, Any], until: Until) -> None:
    """The round that is shown, with another deadline."""
    assert until.day is not None
    before = datetime.fromisoformat(waiting["due"]).astimezone(HANOI)
    hour = before.time() if until.hour is None else time(until.hour, until.minute or 0)
    due = datetime.combine(until.day, hour, HANOI).astimezone(UTC)
    root, found = units.unit(turn.db, waiting["root"]), framework(waiting["framework"], turn.rules.frameworks)
    wanted = Wanted(found, waiting["period"], root, due, tuple(waiting["indicators"]))
    like = campaigns.campaign(turn.db, waiting["like"]) if waiting.get("like") is not None else None
    _show_plan(turn, wanted, period_words(wanted.period), like)


# Over a round that is shown: "hỏi mỗi vneid thôi", "thêm camera", "bỏ mục ngân hàng".
_ITEMS_SAID = re.compile(r"\b(?:hoi|lay|chi|moi|muc|chi tieu|thoi|gom|them|bo|tru)\b")
_ADDS, _LEAVES_OUT = re.compile(r"\bthem\b"), re.compile(r"\b(?:bo|tru|khong (?:hoi|lay|can))\b")


def show_with_items(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """The round that is shown, with other indicators; False where the message names none for it."""
    said, found = fold(reading.text), framework(waiting["framework"], turn.rules.frameworks)
    if not _ITEMS_SAID.search(said) or any(one.number is not None for one in reading.items) or reading.units:
        return False
    bare = re.sub(r"^(?:(?:à|thôi|thoi|bỏ|bo|bớt|bot|trừ|tru|mục|muc|em)[ ,]+)+", "", reading.text, flags=re.IGNORECASE)
    named, before = _named(turn, replace(reading, text=bare), found), list(waiting["indicators"])
    if _ADDS.search(said):
        chosen = [*before, *(id for id in named if id not in before)]
    else:
        chosen = [id for id in before if id not in named] if _LEAVES_OUT.search(said) else named
    if not named or not chosen:
        return False
    turn.talk.waiting = None
    due, root = datetime.fromisoformat(waiting["due"]), units.unit(turn.db, waiting["root"])
    like = campaigns.campaign(turn.db, waiting["like"]) if waiting.get("like") is not None else None
    _show_plan(turn, Wanted(found, waiting["period"], root, due, tuple(chosen)), period_words(waiting["period"]), like)
    return True


def _show_plan(turn: Turn, wanted: Wanted, name: str, like: Campaign | None) -> None:
    start, end = _span(wanted.period)
    would_be = Campaign(
        0, None, wanted.framework.id, wanted.period, "", wanted.root.id, turn.now, wanted.due, None, None, start, end,
        wanted.indicators, "default",
    )  # fmt: skip
    found = asked_of(turn.db, turn.rules, would_be, wanted.root)
    if wanted.due <= turn.now or not found:
        turn.say(texts.cannot_open("due" if found else "nobody", wanted.root.name))
        return
    by_level = Counter(unit.level for unit, _ in found)
    questions = {unit.level: len(asked) for unit, asked in found}
    shown = [(level, by_level[level], questions[level]) for level in ("thon", "xa", "huyen", "tinh") if by_level[level]]
    unasked = len(set(wanted.indicators) - {id for _, asked in found for id in asked})
    copied = like is not None and like.framework == wanted.framework.id and like.indicators == wanted.indicators
    would = reach(turn, members_of(turn, [unit for unit, _ in found]))
    plan = texts.open_plan(
        name, status_texts.label(wanted.framework), shown, would.people, wanted.due, turn.now,
        texts.round_of(like) if copied and like is not None else None, unasked, day_off(turn, wanted.root, wanted.due),
        would.note, _only(wanted), too_early=start if wanted.due.astimezone(HANOI).date() < start else None,
        reminds=not copied or like is None or bool(stages(like.ladder)),
    )  # fmt: skip
    plans.show(
        turn, "open_campaign", plan, [wanted.root.id], yes=texts.OPEN, framework=wanted.framework.id,
        period=wanted.period, root=wanted.root.id, due=wanted.due.isoformat(), indicators=list(wanted.indicators),
        like=like.id if copied and like is not None else None,
    )  # fmt: skip


def _only(wanted: Wanted) -> list[str]:
    """The names of the indicators, where the round asks few of its framework."""
    if len(wanted.indicators) > MOST_NAMED or len(wanted.indicators) == len(wanted.framework.indicators):
        return []
    return [wanted.framework.indicator(id).short for id in wanted.indicators]


def _last_of(turn: Turn, root: Unit) -> Campaign | None:
    """The newest round of this office, which a new one is like unless something else is said."""
    mine = [one for one in campaigns.campaigns(turn.db) if one.root == root.id and not one.urgent]
    return max(mine, key=lambda one: (one.opens, one.id), default=None)


def _wanted(turn: Turn, reading: Reading, root: Unit, like: Campaign | None) -> Wanted | str:
    """The round a message asks for, or the word for what it leaves open."""
    found = _framework_said(turn, reading) or (framework_of(turn.rules, like) if like is not None else None)
    if found is None:
        return texts.NEEDS_FRAMEWORK
    copies = like is not None and _COPY.search(fold(reading.text)) is not None
    after = period_after(period(like.period)) if like is not None and copies else None
    said = reading.period or (after.key if after is not None else None)
    if said is None:
        return texts.NEEDS_PERIOD
    said, until = _period_said(turn, said), reading.until
    if (until is None or until.day is None) and like is not None and copies and _is_period(said):
        until = _same_distance(like, period(said), until)
    if until is None or until.day is None:
        return texts.NEEDS_DUE
    hour = time(until.hour, until.minute or 0) if until.hour is not None else DUE_HOUR
    due = datetime.combine(until.day, hour, HANOI).astimezone(UTC)
    named = _named(turn, reading, found)
    if not named and like is not None and like.framework == found.id:
        named = list(like.indicators)
    _, chosen = _checked(turn.rules, found.id, named)
    return Wanted(found, said, root, due, chosen)


def _named(turn: Turn, reading: Reading, found: Framework) -> list[str]:
    """The indicators of the framework that a message names: "chỉ tiêu 3.2, 3.4", "hỏi smartphone với tiền điện"."""
    again = read(reading.text, context_with(turn, reading.text, found.id))
    names = [name for one in (reading, again) for item in one.items for name in item.names]
    return list(dict.fromkeys(name.split("/", 1)[1] for name in names if name.startswith(f"{found.id}/")))


def _same_distance(like: Campaign, then: Period, until: Until | None) -> Until:
    """A deadline as far from the end of its period as that of the round it is a copy of."""
    local = (like.asked_due or like.due).astimezone(HANOI)
    day = then.end + (local.date() - period(like.period).end)
    hour = until.hour if until is not None and until.hour is not None else local.hour
    return Until(day, hour, local.minute if until is None or until.hour is None else until.minute)


def _framework_said(turn: Turn, reading: Reading) -> Framework | None:
    known = frameworks(turn.rules.frameworks)
    if reading.framework is not None:
        wanted = f"-{reading.framework.replace(' ', '-')}-"
        found = [one for one in known.values() if wanted in f"-{one.id}-"]
        if not found:
            raise CampaignError("framework", reading.framework)
        return found[0]
    text = fold(reading.text).replace(" ", "-")
    return next((one for id, one in known.items() if id in text or id.rsplit("-", 1)[0] in text), None)


def _period_said(turn: Turn, said: str) -> str:
    """half:1 → 2023-H1: of this year, or of the last one where that lies nearer."""
    kind, _, place = said.partition(":")
    if not place:
        return period(said).key if _is_period(said) else said
    year = turn.today.year
    months = {"month": 1, "quarter": 3, "half": 6}.get(kind)
    if months is None or not place.isdigit() or not 1 <= int(place) <= 12 // months:
        raise CampaignError("period", said)
    start = date(year, months * (int(place) - 1) + 1, 1)
    last = period(containing(start.replace(year=year - 1), _KINDS[kind]).key)
    nearer = turn.today - last.end < start - turn.today
    return last.key if nearer else containing(start, _KINDS[kind]).key


def _is_period(said: str) -> bool:
    try:
        period(said)
    except UnknownPeriod:
        return False
    return True


def opened(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: the round is open, its ladder writes to the teams."""
    root = units.unit(turn.db, waiting["root"])
    if not turn.may(Role.OFFICER, root) and not turn.may(Role.SUPERVISOR, root):
        turn.say(general.no_right(turn.voice, "mở đợt báo cáo"))
        return
    due = datetime.fromisoformat(waiting["due"])
    twin = any(one.period == waiting["period"] and one.root == root.id and one.open(turn.now)
               for one in campaigns.campaigns(turn.db))  # fmt: skip
    name = period_words(waiting["period"])
    if twin:  # two rounds of one period are told apart by their lists
        name = f"{name} ({status_texts.label(framework(waiting['framework'], turn.rules.frameworks))})"
    try:
        id = open_campaign(
            turn.db, turn.rules, framework=waiting["framework"], period=waiting["period"], root=root, opens=turn.now,
            due=due, indicators=waiting["indicators"], by=turn.person, now=turn.now, name=name if twin else "",
            **_kept_of(turn, waiting.get("like"), due),
        )  # fmt: skip
    except CampaignError as error:
        turn.say(str(error))
        return
    turn.forget_reports()
    turn.talk.campaign = id
    plans.ordered(turn, "opened", [], {"campaign": id})
    made = campaigns.campaign(turn.db, id)
    turn.say(texts.opened(turn.voice, name, made.due, reminds=bool(stages(made.ladder))))


def _kept_of(turn: Turn, like: int | None, due: datetime) -> dict[str, Any]:
    """What a copy keeps of the round before: its ladder, and how long after the deadline it closes."""
    if like is None:
        return {}
    before = campaigns.campaign(turn.db, like)
    closes = None if before.closes is None else due + (before.closes - before.due)
    return {"ladder": before.ladder, "closes": closes}


# --- closing --------------------------------------------------------------------------------------------------------


_OLD = re.compile(r"\b(?:dot|ky) (?:cu|truoc|do|kia)\b")  # "đợt cũ chốt đi"


def close_campaign(turn: Turn, campaign: int | None = None) -> None:
    """ "Chốt đợt": what is still missing is shown, and a yes waited for."""
    offices = turn.units(Role.OFFICER, Role.SUPERVISOR)
    if not offices:
        turn.say(general.no_right(turn.voice, "chốt đợt báo cáo"))
        return
    mine = [
        one
        for one in rounds(turn, min(offices, key=lambda unit: unit.path.count("/")))
        if not one.campaign.closed(turn.now)
        and any(units.unit(turn.db, one.campaign.root).lies_in(office) for office in offices)
        and campaign in {None, one.campaign.id}
    ]
    if not mine:
        turn.say(texts.no_open_round())
        return
    if _OLD.search(fold(turn.incoming.text)) and len(mine) > 1:
        mine = [min(mine, key=lambda one: one.campaign.due)]
    every = which_round.every_said(turn)
    if len(mine) > 1 and not every:
        names = [(one.campaign.id, status_texts.campaign_name(one.campaign, one.framework)) for one in mine]
        plans.ask_round(turn, "close_campaign", names)
        return
    one = mine[0]
    asked = [report for report in one.reports if one.asked(turn, report)]
    owing = [report.unit.name for report in asked if report.owed]
    pending = sum(report.state is ReportState.SUBMITTED for report in asked)
    plan = texts.close_plan(texts.round_of(one.campaign), owing, len(asked), pending)
    about = [one.campaign.root, *(report.unit.id for report in asked)]
    plans.show(turn, "close_campaign", plan, about, yes=texts.CLOSE, campaign=one.campaign.id)
    if every:
        plans.then(turn, [f"chốt đợt {which_round.to_say(turn, [other.campaign])}" for other in mine[1:]])


def closed(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: no figure is taken any more."""
    one = campaigns.campaign(turn.db, waiting["campaign"])
    root = units.unit(turn.db, one.root)
    if one.closed(turn.now):
        turn.say(texts.already_closed(texts.round_of(one)))
        return
    if not (turn.may(Role.OFFICER, root) or turn.may(Role.SUPERVISOR, root)):
        turn.say(texts.no_open_round())
        return
    campaigns.close(turn.db, one.id, turn.now)
    frozen.note_closing(turn.db, one, turn.now, person=turn.person)
    turn.forget_reports()
    plans.ordered(turn, "closed", [], {"campaign": one.id})
    turn.say(texts.closed(texts.round_of(one)))


CONFIRMED: dict[str, plans.Act] = {
    "open_campaign": plans.meant(opened),
    "close_campaign": plans.meant(closed),
}
BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "close_campaign": lambda turn, does: close_campaign(turn, does["campaign"]),
}
