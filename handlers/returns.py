"""Sending back: one figure with its reason becomes a question to the team; without a figure the whole report goes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import plans, pointed
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.pending import may_review, pending, spoken_of
from handlers.scope import Question
from handlers.standing import Round, may_see, rounds
from handlers.teams import members_of, morning, tell_members, told_words
from handlers.texts import form, general
from handlers.texts import officer as texts
from handlers.texts import status as status_texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from store import promises, reports, units
from store.audit import audit
from store.conversations import Step
from store.messages import Button
from store.overview import Answer
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

RETURNED = "returned"  # the stage under which the plan knows what a team hears of a return
_NAME_WORDS = 5  # "số ngân hàng, …": what stands before the comma only names the figure


def return_figure(
    turn: Turn, unit: Unit | None, item: Item | None, reason: str | None, also: Sequence[Item] = ()
) -> None:
    """One figure (or without an item the whole report) goes back with a reason; for the team it is a question.

    `also` are the further figures of the report that the order names.
    """
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "trả lại báo cáo"))
        return
    reason = reason or _told_behind(turn)
    waiting = turn.talk.waiting
    if unit is None and item is None and waiting is not None and waiting.get("act") == "return":
        reason_given(turn, waiting, reason or turn.incoming.text)
        return
    where = unit or _reviewed(turn)
    if where is None:
        turn.say(status_texts.which_unit(turn.voice, None))
        return
    if not may_see(turn, where):
        turn.say(status_texts.not_yours_to_see(turn.voice, where.name))
        return
    found = _returnable(turn, where, item or _that_one(turn, where))
    if isinstance(found, str) and item is not None and (missing := _lacks(turn, where, item)) is not None:
        _offer_whole(turn, *missing, found, reason)
        return
    if isinstance(found, str):
        turn.buttons = [replace(one, does={**one.does, "reason": reason}) for one in turn.buttons]
        turn.say(found)
        return
    one, report, indicator = found
    unknown = _unknown_name(turn, reason) if indicator is None else ""
    if unknown:
        indicator = _called(turn, one, report, unknown)
    if unknown and indicator is None:
        _ask_which(turn, one, report, texts.no_such_figure(where.name, unknown), reason)
        return
    further = _further(turn, where, report, also) if indicator is not None else []
    if (only_if := _ONLY_IF.search(fold(turn.incoming.text))) is not None:
        _offer_if(turn, one, report, indicator, only_if["case"])
        return
    if reason:
        _return(turn, one, report, indicator, reason, further)
        return
    _ask_reason(turn, one, report, indicator, further)


# "Thôn 1 thiếu ảnh thì trả lại": only if it is so, which whoever reads the report has to say.
_ONLY_IF = re.compile(
    r"\b(?:thon|xom|ban|khu|to|ap|lang) \w+ (?:ma |neu )?"
    r"(?P<case>(?:thieu|chua co|khong co|sai|lech|cao|thap)\b[^,]*?),? thi (?:\w+ ){0,2}(?:tra|gui) (?:lai|ve|tra)\b"
)


def _offer_if(turn: Turn, one: Round, report: Report, indicator: Indicator | None, case: str) -> None:
    """What would go back, and why, is shown; it goes on a yes."""
    at = fold(turn.incoming.text).find(case)
    reason = turn.incoming.text[at : at + len(case)].strip()
    plans.show(
        turn, "return", texts.return_for(turn.voice, report.unit.name, _what(one, report, indicator), reason),
        [report.unit.id], yes=texts.RETURN_IT, report=report.id,
        indicator=indicator.id if indicator is not None else None, reason=reason[:300], also=[],
    )  # fmt: skip


def _further(turn: Turn, unit: Unit, report: Report, also: Sequence[Item]) -> list[Indicator]:
    """The other figures that go back with the first; why one cannot is said."""
    found = [_returnable(turn, unit, item) for item in also]
    for one in found:
        if isinstance(one, str):
            turn.say(one)
    return [one[2] for one in found if not isinstance(one, str) and one[2] is not None and one[1].id == report.id]


# "Trả lại thôn 4 số smartphone cao quá": what is wrong with it, without a comma before.
_WRONG = re.compile(
    r"\b(?:(?:cao|thap|nhieu|it|lon|nho|tang|giam) (?:qua|the|vay|bat thuong)|khong khop|chua khop|vo ly|bat thuong"
    r"|khong hop ly|thieu (?:anh|minh chung))(?: .{0,40})?$"
)


def _told_behind(turn: Turn) -> str | None:
    """The reason at the end of the order itself."""
    text = turn.incoming.text.strip(" .!")
    found = _WRONG.search(fold(text)) if len(fold(text)) == len(text) else None
    return text[found.start() :] if found is not None else None


# What a return may say besides the name of a figure; any other word before the reason is a name nobody knows.
_PLAIN = word_set(
    "tra lai gui day ve cho bao cao so lieu ca toan bo tat het muc chi tieu cai phan nay do ay kia cua to thon xom lang"
    " ban khu pho xa dan huyen nhe nha giup em toi anh chi bac a di voi ho gium luon ngay vi la thi can phai yeu cau de"
    " bat xem sua lam ra soat kiem tra dem chua khong ko dat duoc dung khop sai nham thieu du cao thap it nhieu qua"
    " chap nhan duyet tu choi minh chung vo ly ao hop on tham dinh xac minh nghi thay cu hay moi va"
    " thoi khoi khoan dung nho bao keu gi"
)


def _unknown_name(turn: Turn, reason: str | None) -> str:
    """Words beside the order, the unit and the reason: a figure by a name that no list has ("số nước sạch")."""
    assert turn.reading is not None
    text = turn.incoming.text
    if reason and (at := text.find(reason)) > 0:
        text = text[:at]
    left = [word for word in re.findall(r"[^\W\d_]+", pointed.without_units(turn, text)) if fold(word) not in _PLAIN]
    return " ".join(left[:6])


def _called(turn: Turn, one: Round, report: Report, words: str) -> Indicator | None:
    """The one figure whose name holds these words ("số điện thoại", of whose name only that was said)."""
    given = [indicator for indicator in one.asked(turn, report) if _answer(one, report, indicator) is not None]
    found = [indicator for indicator in given if f" {fold(words)} " in f" {fold(indicator.short)} "]
    return found[0] if len(found) == 1 else None


def _ask_which(turn: Turn, one: Round, report: Report, said: str, reason: str | None) -> None:
    """Which figure goes back, or all of them: by name or button; the reason told before is kept."""
    given = [indicator for indicator in one.asked(turn, report) if _answer(one, report, indicator) is not None]
    odd = {answer.indicator for each in pending(turn) if each.report.id == report.id for answer in each.odd}
    given.sort(key=lambda indicator: indicator.id not in odd)
    turn.wait(Step.CHOOSE, returns=report.id, reason=reason)
    does = {"do": "return", "report": report.id, "reason": reason}
    turn.say(
        " ".join(filter(None, (said, texts.return_which(turn.voice, report.unit.name, [i.short for i in given])))),
        *(Button(form.upper_first(indicator.short), {**does, "indicator": indicator.id}) for indicator in given[:2]),
        Button(texts.WHOLE, {**does, "indicator": None}),
    )


def which_chosen(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """The name typed for what goes back; False for anything else, which is served as it is."""
    report = reports.report(turn.db, waiting["returns"])
    named = next((item for item in reading.items if item.names), None)
    whole = re.search(r"\b(?:ca|toan bo|tat ca|het)\b", fold(reading.text)) is not None
    turn.talk.waiting = None
    if named is None and not whole:
        if reading.intent in {"deny", "undo"} or reading.no:
            turn.say(general.dropped(turn.voice))
            return True
        return False
    turn.talk.unit = report.unit.id
    found = _returnable(turn, report.unit, named)
    if isinstance(found, str):
        turn.say(found)
    elif reason := reading.reason or reading.text.partition(",")[2].strip()[:300] or waiting["reason"]:
        _return(turn, *found, reason)
    else:
        _ask_reason(turn, *found)
    return True


def _ask_reason(
    turn: Turn, one: Round, report: Report, indicator: Indicator | None, also: Sequence[Indicator] = ()
) -> None:
    plans.show(
        turn, "return", texts.ask_reason(turn.voice, report.unit.name, _what(one, report, indicator, also)),
        [report.unit.id], yes=texts.RETURN_ANYWAY, report=report.id,
        indicator=indicator.id if indicator is not None else None, also=[one.id for one in also],
    )  # fmt: skip


def offer(turn: Turn, asked: Question, reason: str) -> None:
    """A figure that was found odd may go back, if its report was sent; the reason may be put in other words."""
    found = _kept(turn, {"report": asked.report.id, "indicator": asked.indicator.id})
    if found is None or asked.report.state is ReportState.OPEN or asked.report.closed(turn.now):
        return
    plans.show(
        turn, "return", texts.return_offered(turn.voice), [asked.report.unit.id], yes=texts.RETURN_IT,
        report=asked.report.id, indicator=asked.indicator.id, reason=reason.strip()[:300], offered=True,
    )  # fmt: skip


_THAT_ONE = re.compile(r"\b(?:so|muc|cai|chi tieu) (?:do|nay|ay|day|kia)\b")


def _that_one(turn: Turn, unit: Unit) -> Item | None:
    """ "Trả lại thôn 2 số đó": the indicator spoken of."""
    if turn.talk.subject is None or not _THAT_ONE.search(fold(turn.incoming.text)):
        return None
    found = [one for one in rounds(turn, unit) if any(i.id == turn.talk.subject for i in one.indicators(turn))]
    return Item(names=(f"{found[0].campaign.framework}/{turn.talk.subject}",)) if found else None


def _reviewed(turn: Turn) -> Unit | None:
    found = spoken_of(turn, pending(turn))
    if found:
        return found[0]
    return units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None


def _returnable(turn: Turn, unit: Unit, item: Item | None) -> tuple[Round, Report, Indicator | None] | str:
    """What is to go back, or why nothing can."""
    found = [(one, report) for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id]
    if not found:
        return status_texts.no_rounds(unit.name)
    live = [(one, report) for one, report in found if not report.closed(turn.now)]
    if not live:
        return texts.round_closed(turn.voice, unit.name, texts.round_of(found[0][1].campaign))
    mine = [(one, report) for one, report in live if may_review(turn, report)]
    sent = [(one, report) for one, report in mine if report.state is not ReportState.OPEN]
    if not mine:
        return general.no_right(turn.voice, f"trả lại {unit.name}")
    open_ = [(one, report) for one, report in mine if (one, report) not in sent]
    if not sent or (item is not None and item.names and not _asking(turn, item, sent) and _asking(turn, item, open_)):
        return texts.not_sent_yet(unit.name, texts.round_of(open_[0][1].campaign) if len(live) > 1 else "")
    if item is not None and item.names:
        return _one_figure(turn, unit, item, sent)
    waiting = [(one, report) for one, report in sent if report.state is ReportState.SUBMITTED]
    if len(waiting) > 1:
        turn.buttons = [
            Button(texts.round_of(report.campaign), {"do": "return", "report": report.id, "indicator": None})
            for _, report in waiting[:3]
        ]
        return texts.which_round(turn.voice, [texts.round_of(report.campaign) for _, report in waiting])
    return (*(waiting or sent)[0], None)


def _asking(turn: Turn, item: Item, found: Sequence[tuple[Round, Report]]) -> list[tuple[Round, Report, Indicator]]:
    """The reports of some that ask for an item, each with the indicator meant."""
    return [
        (one, report, indicator)
        for one, report in found
        for indicator in one.asked(turn, report)
        if f"{one.campaign.framework}/{indicator.id}" in item.names
    ]


def _one_figure(
    turn: Turn, unit: Unit, item: Item, sent: Sequence[tuple[Round, Report]]
) -> tuple[Round, Report, Indicator | None] | str:
    asked = _asking(turn, item, sent)
    if not asked:
        return status_texts.not_collected(item.code or "mục này")
    given = [(one, report, i) for one, report, i in asked if _answer(one, report, i) is not None]
    if not given:
        return texts.nothing_to_return(unit.name, asked[0][2].short)
    if len({indicator.measure for _, _, indicator in given}) > 1:
        turn.buttons = [
            Button(i.short, {"do": "return", "report": report.id, "indicator": i.id}) for _, report, i in given[:3]
        ]
        return status_texts.which(turn.voice, [indicator.short for _, _, indicator in given])
    return given[0]


def _lacks(turn: Turn, unit: Unit, item: Item) -> tuple[Round, Report, Indicator] | None:
    """A report that was sent without the figure an order names."""
    sent = [
        (one, report)
        for one in rounds(turn, unit)
        for report in one.reports
        if report.unit.id == unit.id and report.state is ReportState.SUBMITTED and may_review(turn, report)
    ]
    asked = [(one, report, i) for one, report, i in _asking(turn, item, sent) if not report.closed(turn.now)]
    return asked[0] if len(asked) == 1 and _answer(*asked[0]) is None else None


def _offer_whole(turn: Turn, one: Round, report: Report, lacks: Indicator, said: str, reason: str | None) -> None:
    """ "Trả lại thôn 5, thiếu số ngân hàng", which was never given: the whole report may go back for that."""
    why = (reason or texts.lacking(lacks)).strip()[:300]
    plans.show(
        turn, "return", f"{said} {texts.return_for(turn.voice, report.unit.name, texts.whole_report(), why)}",
        [report.unit.id], yes=texts.RETURN_ALL, report=report.id, indicator=None, reason=why, also=[],
    )  # fmt: skip


def _answer(one: Round, report: Report, indicator: Indicator) -> Answer | None:
    found = one.answers.get((report.unit.id, indicator.id))
    return None if found is None or found.count.state is State.UNKNOWN else found


def _what(one: Round, report: Report, indicator: Indicator | None, also: Sequence[Indicator] = ()) -> str:
    if indicator is None:
        return texts.whole_report()
    found = [(each, _answer(one, report, each)) for each in (indicator, *also)]
    return form.listed([texts.figure_now(each, answer.count if answer is not None else None) for each, answer in found])


def returned(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes to sending back without a reason (or with the one that was typed)."""
    found = _kept(turn, waiting)
    if found is not None:
        also = [found[0].framework.indicator(id) for id in waiting.get("also", ())]
        _return(turn, *found, waiting.get("reason"), also)


def reason_given(turn: Turn, waiting: dict[str, Any], words: str, item: Item | None = None) -> None:
    """The reason that was asked for. One that names a figure sends that figure back, not the whole report."""
    turn.talk.waiting = None
    alone = _named_alone(turn, waiting, words, item) if item is not None and waiting["indicator"] is None else None
    if alone is not None:
        _ask_reason(turn, *alone)
        return
    turn.agreed = True  # it goes back now, as by a yes
    words = re.sub(r"^(?:vì|do|tại vì|tại|lý do(?: là)?) +", "", words.strip(), flags=re.IGNORECASE)
    kept = {**waiting, "reason": words[:300]}
    found = _kept(turn, kept) if item is not None and kept["indicator"] is None else None
    if found is not None and item is not None:
        one, report, _ = found
        figure = _one_figure(turn, report.unit, item, [(one, report)])
        if not isinstance(figure, str) and figure[2] is not None:
            head, _, tail = words.partition(",")
            named = len(head.split()) <= _NAME_WORDS and tail.strip()
            kept |= {"indicator": figure[2].id, "reason": (tail if named else words).strip()[:300]}
    returned(turn, kept)


_NAMING = word_set("so lieu muc chi tieu cai phan la thi chi rieng cua ve a nhe thoi moi do nay")


def _named_alone(
    turn: Turn, waiting: dict[str, Any], words: str, item: Item
) -> tuple[Round, Report, Indicator | None] | None:
    """ "Số smartphone" where a reason was asked: which figure goes back is said, not yet why."""
    if turn.reading is None or turn.reading.text.strip() != words.strip():
        return None
    if (marked := marked_of(turn.reading)) is None:
        return None
    within = {at for name in marked.names for at in range(name.start, name.end)}
    left = [word for at, word in enumerate(marked.phrase.words) if at not in within and word[0].isalnum()]
    found = _kept(turn, waiting)
    if found is None or any(word not in _NAMING for word in left):
        return None
    figure = _one_figure(turn, found[1].unit, item, [(found[0], found[1])])
    return None if isinstance(figure, str) else figure


def _kept(turn: Turn, kept: dict[str, Any]) -> tuple[Round, Report, Indicator | None] | None:
    report = reports.report(turn.db, kept["report"])
    for one in rounds(turn, report.unit, closed=True):
        if one.campaign.id == report.campaign.id and may_review(turn, report):
            return one, report, one.framework.indicator(kept["indicator"]) if kept["indicator"] else None
    return None


def _return(
    turn: Turn, one: Round, report: Report, indicator: Indicator | None, reason: str | None,
    also: Sequence[Indicator] = (),
) -> None:  # fmt: skip
    answer = _answer(one, report, indicator) if indicator is not None else None
    what = _what(one, report, indicator, also)
    fact = {"report": report.id, "was": report.state.value, "what": what}
    plans.ordered(turn, "returned", [report.unit.id], fact)
    reports.set_state(turn.db, report.id, ReportState.RETURNED)
    for each in (indicator, *also):
        given = _answer(one, report, each) if each is not None else None
        id = each.id if each is not None else None
        reports.add_review(
            turn.db, report.id, "returned", turn.person, turn.now, indicator=id,
            revision=given.revision if given is not None else None, reason=reason,
        )  # fmt: skip
        audit(
            turn.db, "report.returned", turn.now, person=turn.person, unit=report.unit.id, report=report.id,
            indicator=id, reason=reason,
        )  # fmt: skip
    turn.forget_reports()
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    round_ = texts.round_of(report.campaign)

    def words(voice: Voice, _units: Sequence[Unit]) -> str:
        if indicator is None or answer is None:
            return texts.return_all(voice, report.unit.name, round_, reason)
        if also:
            return texts.return_several(voice, what, 1 + len(also), indicator, report.unit.name, round_, reason)
        return texts.return_question(voice, indicator, report.unit.name, round_, answer.count, reason)

    late = morning(turn) is not None and report.due > turn.now

    def with_due(voice: Voice, units_: Sequence[Unit]) -> str:
        return texts.with_due(words(voice, units_), report.due) if late else words(voice, units_)

    key = Question(report, indicator).key if indicator is not None and answer is not None else None
    told = tell_members(turn, [report.unit], with_due, asks=key)
    _stands_for_the_ladder(turn, report)
    said = told_words(turn, told)
    turn.say(texts.returned(turn.voice, report.unit.name, what, reason, said))


def _stands_for_the_ladder(turn: Turn, report: Report) -> None:
    """On the day a team hears of a return, its reminder of the same report would be a second message."""
    day = (morning(turn) or turn.now).astimezone(form.HANOI).date()
    for person in members_of(turn, [report.unit]):
        promises.plan(
            turn.db, f"{RETURNED}/{turn.message}/{person}/{report.campaign.id}/{report.unit.id}", person=person,
            campaign=report.campaign.id, unit=report.unit.id, stage=RETURNED, day=day, reason="returned",
            outcome="queued", outbox=None, at=turn.now,
        )  # fmt: skip


# --- buttons --------------------------------------------------------------------------------------------------------


def return_which(turn: Turn, does: dict[str, Any]) -> None:
    """[Trả lại một số]: which, the doubtful ones first."""
    unit = units.unit(turn.db, does["unit"])
    turn.talk.unit = unit.id
    found = _returnable(turn, unit, None)
    if isinstance(found, str):
        turn.say(found)
    else:
        _ask_which(turn, found[0], found[1], "", None)


def return_one(turn: Turn, does: dict[str, Any]) -> None:
    """The figure (or all) chosen by its button."""
    found = _kept(turn, does)
    if found is None or found[1].state is ReportState.OPEN or found[1].closed(turn.now):
        turn.say(general.stale(turn.voice))
        return
    turn.talk.waiting = None
    if does.get("reason"):
        _return(turn, *found, does["reason"])
    else:
        _ask_reason(turn, *found)
