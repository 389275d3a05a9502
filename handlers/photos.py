"""What is said about photos beside sending them: the last taken back, gaps listed, a village asked for one."""

import re
from collections.abc import Sequence

from handlers import asking, evidence, help, plans, scope
from handlers.language.photos import photo_said
from handlers.language.read import read
from handlers.language.text import fold
from handlers.scope import READERS, Question
from handlers.standing import may_see, rounds, top_of
from handlers.teams import morning, tell_members
from handlers.texts import evidence as texts
from handlers.texts import general
from handlers.texts import short_asks as short_texts
from handlers.texts import status as status_texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from store import evidence as files
from store.audit import audit
from store.conversations import Step
from store.evidence import Evidence
from store.people import Role
from store.units import Unit


def said(turn: Turn) -> bool:
    """Serve what is said about photos; False where it is something else."""
    kind = photo_said(turn.incoming.text)
    if kind is None or turn.incoming.group is not None:
        return False
    turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    asked = help.named(turn, turn.reading.items)
    if kind == "wanted":
        return _want(turn)
    if kind in {"must", "later"}:
        _put_off_or_told(turn, kind)
        return True
    if kind == "moves":
        if asked is None or not turn.talk.photo:
            return False
        evidence.announced(turn, turn.reading.items)
        return True
    if kind == "where":
        return _gaps(turn) if turn.units(*READERS) else _listed(turn)
    if kind == "missing":
        return _listed(turn)
    if kind == "wrong" and (asked is not None or not turn.talk.photo):
        return False  # "nhầm, ảnh đó của tiền điện" says where it belongs
    return _remove(turn, asked, sure=kind == "remove")


def _put_off_or_told(turn: Turn, kind: str) -> None:
    """A photo may come later, and none is a must: no figure is put off by it."""
    waiting = turn.talk.waiting
    if kind == "later" and waiting is not None and (waiting["step"] == Step.EVIDENCE or waiting.get("photo")):
        turn.talk.waiting = None
    turn.say(texts.later() if kind == "later" else texts.no_must(turn.voice))
    asking.go_on(turn)


def _listed(turn: Turn) -> bool:
    unit = scope.named_unit(turn)
    if unit is None and not turn.units(Role.MEMBER):
        return _gaps(turn)
    evidence.listing(turn, unit)
    asking.go_on(turn)
    return True


def drop_last(turn: Turn, *, sure: bool = True) -> None:
    """ "Xóa ảnh vừa rồi đi": the files sent last hang on nothing any more; no figure changes."""
    _remove(turn, None, sure=sure)


# --- taken back -----------------------------------------------------------------------------------------------------


def _remove(turn: Turn, asked: Question | None, *, sure: bool) -> bool:
    last = [one for id in turn.talk.photo if (one := files.evidence(turn.db, id)) is not None]
    last = _of_kind(turn, last) if asked is None else last
    meant = last
    if asked is not None and not all(_is_of(one, asked) for one in last):
        meant = [one for one in files.evidence_of(turn.db, asked.report.campaign.id) if _is_of(one, asked)]
        meant = [one for one in meant if one.person == turn.person]
    elif asked is None and not last:
        turn.say(texts.nothing_to_remove(turn.voice))
        asking.go_on(turn)
        return True
    if not meant:
        turn.say(texts.none_of_yours(turn.voice, asked.indicator.short if asked is not None else ""))
        asking.go_on(turn)
    elif sure and meant is last:
        _take_back(turn, meant)
    else:
        ids = [one.id for one in meant]
        plans.show(
            turn, "drop_photos", texts.remove_plan(len(meant), _of_what(turn, meant)), [], yes=texts.REMOVE, ids=ids
        )
    return True


_PAPER = re.compile(r"\b(?:tep|file|tai lieu|pdf|van ban)\b")


def _of_kind(turn: Turn, last: list[Evidence]) -> list[Evidence]:
    """ "Xóa cái ảnh lúc nãy": where the last one is a paper, the last photo of the sender, and the other way round."""
    paper = _PAPER.search(fold(turn.incoming.text)) is not None
    if not last or any(one.mime.startswith("image/") != paper for one in last):
        return last
    mine = [
        one
        for report in scope.own_reports(turn)
        for one in files.evidence_of(turn.db, report.campaign.id)
        if one.person == turn.person and one.mime.startswith("image/") != paper
    ]
    mine += [one for one in files.unplaced(turn.db, turn.person) if one.mime.startswith("image/") != paper]
    newest = max(mine, key=lambda one: (one.at, one.id), default=None)
    return [newest] if newest is not None else last


def _is_of(one: Evidence, asked: Question) -> bool:
    report = asked.report
    return (one.campaign, one.unit, one.indicator) == (report.campaign.id, report.unit.id, asked.indicator.id)


def _of_what(turn: Turn, meant: Sequence[Evidence]) -> str | None:
    """The item the files were hung on, as it is called."""
    own = [asked for report in scope.own_reports(turn) for asked in scope.questions_of(turn, report)]
    return next((asked.indicator.short for asked in own if meant and _is_of(meant[0], asked)), None)


def _take_back(turn: Turn, meant: Sequence[Evidence]) -> None:
    name = _of_what(turn, meant)
    for one in meant:
        files.remove_evidence(turn.db, one.id, turn.now)
    audit(turn.db, "evidence.taken_back", turn.now, person=turn.person, files=[one.id for one in meant])
    turn.talk.photo = []
    if turn.talk.waiting is not None and turn.talk.waiting.get("photo"):
        turn.talk.waiting = None
    turn.say(texts.removed(turn.voice, len(meant), name))
    asking.go_on(turn)


def dropped(turn: Turn, waiting: dict[str, object]) -> None:
    """The yes."""
    ids = waiting["ids"]
    assert isinstance(ids, list)
    meant = [one for id in ids if (one := files.evidence(turn.db, id)) is not None]
    _take_back(turn, [one for one in meant if one.person == turn.person])


# --- for the office ---------------------------------------------------------------------------------------------------


def _gaps(turn: Turn) -> bool:
    """Which villages have figures without evidence, the emptiest first."""
    top = top_of(turn)
    if top is None:
        return False
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    meant = {name for item in reading.items for name in item.names}
    lines = []
    for one in rounds(turn, top):
        has = {(row.unit, row.indicator) for row in files.evidence_of(turn.db, one.campaign.id)}
        for report in one.villages(turn):
            asked = [row for row in one.asked(turn, report) if (report.unit.id, row.id) in one.answers]
            asked = [row for row in asked if not meant or f"{one.campaign.framework}/{row.id}" in meant]
            bare = [row.short for row in asked if (report.unit.id, row.id) not in has]
            if bare:
                lines.append((len(asked) - len(bare), report.unit.name, bare, len(asked)))
    lines.sort(key=lambda line: line[0])
    turn.say(texts.gaps([texts.gap(name, bare, of) for _, name, bare, of in lines]))
    return True


_APPROVES = re.compile(r"(?:(?:ok|thoi|u|cu) )*duyet\b(?! xong)")


def _want(turn: Turn) -> bool:
    """ "Bảo thôn 3 gửi thêm ảnh ngân hàng": the team is asked for it in one message."""
    named = scope.named_units(turn)
    if not named:
        return False
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "nhắn các thôn"))
        return True
    seen = [unit for unit in named if may_see(turn, unit)]
    if len(seen) < len(named):
        turn.say(status_texts.not_yours_to_see(turn.voice, next(one.name for one in named if one not in seen)))
        return True
    item = _item_named(turn, seen[0])

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        return texts.wanted(voice, item, [unit.name for unit in mine])

    told = tell_members(turn, seen, words)
    turn.say(texts.asked_for(item, [unit.name for unit in seen], told, morning(turn) is not None))
    if _APPROVES.match(fold(turn.incoming.text)):
        for unit in seen:
            turn.say(short_texts.not_approved(unit.name))  # "duyệt thôn 2 nhưng nhắc họ gửi ảnh": one of the two
    return True


def _item_named(turn: Turn, unit: Unit) -> str | None:
    assert turn.reading is not None
    for item in turn.reading.items:
        for one in rounds(turn, unit):
            for indicator in one.indicators(turn):
                if f"{one.campaign.framework}/{indicator.id}" in item.names:
                    return indicator.short
    return None


CONFIRMED: dict[str, plans.Act] = {"drop_photos": dropped}
