"""Officers talking with a team themselves: the clock held and released, a message passed on, a call put on record."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import plans, reminders
from handlers.hearing import figures_in
from handlers.language.errands import Errand
from handlers.language.reading import Until
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.scope import named_units
from handlers.standing import may_see, top_of
from handlers.teams import members_of, morning, tell_members, told_words
from handlers.texts import digest as digest_texts
from handlers.texts import form
from handlers.texts import orders as order_texts
from handlers.texts import status as status_texts
from handlers.texts import talks as texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from store import outbox, people, promises, reports, talks, units
from store.audit import audit
from store.people import Role
from store.units import Unit

HELD_FOR = timedelta(hours=2)  # after the officer's last message the clock goes on by itself
_ASKS = re.compile(r"(?:\?|\b(?:à|hả|hở|sao|chưa|không|nhỉ))$")  # "chưa cần nhắc thôn 3 à"


_THEY = re.compile(r"\b(?:bac|ong|ba|anh|chi|co|chu|ben) (?:ay|do|nay|kia)\b|^ho$")


def spoken_of(turn: Turn) -> Unit | None:
    """Whom "bác ấy" means: the village last spoken of."""
    unit = units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None
    return unit if unit is not None and unit.level == "thon" and may_see(turn, unit) else None


def _unit(turn: Turn) -> Unit | None:
    """The unit an errand names, if the sender's office stands above it; otherwise that is said."""
    named = named_units(turn)
    if not named:
        return None
    if not may_see(turn, named[0]):
        turn.say(status_texts.not_yours_to_see(turn.voice, named[0].name))
        return None
    return named[0]


_NO_NUDGE = re.compile(r"\b(?:dung|khong|khoi|thoi|khoan|huy|bo)(?: \w+){0,2} (?:nhac|giuc)\b")


def called_off(turn: Turn) -> bool:
    """ "Thôi đừng nhắc nữa, bác ấy vừa gọi", with no village named: the reminder that was ordered and has not left."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR) or not _NO_NUDGE.search(fold(turn.incoming.text)):
        return False
    near, top = spoken_of(turn), top_of(turn)
    if named_units(turn) or top is None:
        return False
    off = [near] if near is not None and call_off(turn, near) else []
    off = off or [one for one in units.below(turn.db, top) if one.level == "thon" and call_off(turn, one)]
    if not off:
        return False
    audit(turn.db, "reminder.called_off", turn.now, person=turn.person, units=[one.id for one in off])
    turn.say(texts.called_off([one.name for one in off]))
    return True


def hold(turn: Turn, _found: Errand) -> bool:
    """ "Để tôi nói chuyện với thôn 3", "thôi không nhắc thôn 3 nữa": nothing goes to them by the clock until released
    or two hours of quiet, at night two hours of the next morning; what was ordered and has not left stays here.
    """
    if _ASKS.search(turn.incoming.text.strip().lower()):
        return False
    first = _unit(turn)
    if first is None:
        return bool(turn.parts)
    for unit in named_units(turn):
        if may_see(turn, unit):
            _hold(turn, unit)
    return True


def _hold(turn: Turn, unit: Unit) -> None:
    until, opens = turn.now + HELD_FOR, morning(turn)
    if opens is not None and until <= opens:
        until = opens + HELD_FOR  # held all night it would have held nothing
    talks.hold(turn.db, unit.id, turn.person, turn.now, until)
    audit(turn.db, "unit.held", turn.now, person=turn.person, unit=unit.id, until=until)
    turn.talk.unit = unit.id
    turn.say(texts.held(turn.voice, unit.name, form.by_when(until, turn.now), call_off(turn, unit)))


def call_off(turn: Turn, unit: Unit) -> bool:
    """Whether a reminder of this unit was ordered and waited for its hour: it is not sent."""
    found = False
    for member in people.holders_of(turn.db, unit, turn.now, Role.MEMBER):
        for row in outbox.held_back(turn.db, member.id, "order"):
            recipe = json.loads(row.recipe)
            kept = [one for one in recipe["units"] if one[1] != unit.id]
            if len(kept) == len(recipe["units"]):
                continue
            found = True
            if kept:
                outbox.set_recipe(turn.db, row.id, {**recipe, "units": kept})
            else:
                outbox.end(turn.db, row.id, "dropped", "called off")
    return found


def release(turn: Turn, _found: Errand) -> bool:
    """ "Thả thôn 3": the clock goes on."""
    unit = _unit(turn)
    if unit is None:
        return bool(turn.parts)
    was = talks.release(turn.db, unit.id, turn.now)
    if was:
        audit(turn.db, "unit.released", turn.now, person=turn.person, unit=unit.id)
    turn.say(texts.released(unit.name, was))
    return True


def tell(turn: Turn, found: Errand) -> bool:
    """ "Nhắn thôn 3: chiều tôi xuống": passed on in the officer's name, to all after a yes; a held talk goes on."""
    named = named_units(turn)
    if not found.words or not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return False
    if not named and _EVERYBODY.search(found.about):
        top = top_of(turn)
        every = [one for one in units.below(turn.db, top) if one.level == "thon"] if top is not None else []
        people_told = len(members_of(turn, every))
        plans.show(
            turn, "tell", texts.tell_plan(found.words, len(every), people_told), [one.id for one in every],
            words=found.words,
        )  # fmt: skip
        return True
    hidden = [unit for unit in named if not may_see(turn, unit)]
    if hidden:
        turn.say(status_texts.not_yours_to_see(turn.voice, hidden[0].name))
    elif named:
        _tell(turn, named, found.words)
    return bool(turn.parts)


def out_of_round(turn: Turn, _found: Errand) -> bool:
    """ "Cho thôn 4 ra khỏi đợt này": a round is of all its villages; what can be done instead is told."""
    unit = _unit(turn)
    if unit is not None:
        turn.say(texts.out_of_round(turn.voice, unit.name))
    return bool(turn.parts)


def tell_above(turn: Turn, found: Errand) -> bool:
    """ "Gửi tin trên cho các thôn": the message before is passed on."""
    words = str(turn.talk.bubble.get("text") or "")
    if not words:
        return False
    if len(words) >= LONGEST_KEPT:
        turn.say(texts.too_long_to_pass_on(turn.voice))
        return True
    return tell(turn, Errand("tell", found.about, words))


def notice(turn: Turn) -> bool:
    """A notice to all villages, pasted as it is: passed on after a yes."""
    said = fold(turn.incoming.text)
    if not turn.units(Role.OFFICER, Role.SUPERVISOR) or len(said.split()) < _NOTICE_WORDS:
        return False
    if not (_NOTICE.search(said) and _TO_ALL.search(said)):
        return False
    return tell(turn, Errand("tell", "cac thon", turn.incoming.text.strip()))


_NOTICE = re.compile(r"^(?:kinh gui|thong bao|de nghi|yeu cau|ubnd|uy ban)|\b(?:de nghi|yeu cau|thong bao|kinh mong)\b")
_TO_ALL = re.compile(
    r"\b(?:cac|toan the|tat ca|moi|nhung) (?:dong chi |bac |ong ba )?(?:thon|to|xom|to truong|truong thon|don vi)\b"
)
_NOTICE_WORDS = 12
LONGEST_KEPT = 200  # signs of a message that the next one can pass on
_EVERYBODY = re.compile(r"\b(?:ca|cac|tat ca|moi|toan bo|het|nhung)\b.*\b(?:thon|to|xom|ban|khu|xa)\b")


def told_all(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: everybody hears it."""
    _tell(turn, [units.unit(turn.db, id) for id in waiting["about"]], waiting["words"])


def _tell(turn: Turn, wanted: Sequence[Unit], said: str) -> None:
    who = turn.sender.name
    plans.ordered(turn, "told", [unit.id for unit in wanted])

    def words(voice: Voice, _mine: object) -> str:
        return texts.passed_on(voice, who, said)

    told = tell_members(turn, wanted, words)
    for unit in wanted:
        talks.prolong(turn.db, unit.id, turn.person, turn.now, turn.now + HELD_FOR)
        audit(turn.db, "unit.told", turn.now, person=turn.person, unit=unit.id)
    turn.say(told_words(turn, told) if len(wanted) == 1 else texts.told([unit.name for unit in wanted], told))


CONFIRMED: dict[str, plans.Act] = {"tell": plans.meant(told_all)}


def called(turn: Turn, found: Errand) -> bool:
    """ "Thôn 5: gọi rồi, mai gửi": the call is on record, and what they promised with it."""
    told = turn.reading
    if told is not None and any(one.names for one in figures_in(told)):
        return False  # "thôn 2 vừa gọi, smartphone 380": it is the figures that count
    unit = _unit(turn)
    if unit is None:
        return bool(turn.parts)
    words = found.words or "gọi rồi"
    talks.add_call(turn.db, unit.id, turn.person, words[:300], turn.now)
    audit(turn.db, "unit.called", turn.now, person=turn.person, unit=unit.id, words=words[:300])
    until = find_until(cut(words), turn.today)
    said = None
    if until is not None and until.day is not None and until.day >= turn.today:
        said = _promised(turn, unit, words, until)
    turn.say(digest_texts.called_noted(unit.name, words, said))
    return True


def promised(turn: Turn, found: Errand) -> bool:
    """ "Thôn 5 hẹn thứ ba nộp": what a team told the office counts as if they had told the bot."""
    until = find_until(cut(found.words), turn.today)
    day = until.day if until is not None else None
    left = re.sub(r"\d{1,2}\s?(?:[/-]\s?\d{1,2}|h|g|giờ)", "", found.words)
    if day is None or day < turn.today or re.search(r"\d{2}", left) or _ASKS.search(turn.incoming.text.strip().lower()):
        return False
    unit = spoken_of(turn) if _THEY.search(found.about) else _unit(turn)
    if unit is None:
        return bool(turn.parts)
    said = _promised(turn, unit, found.words, until)
    if said is None:
        turn.say(order_texts.not_owing(unit.name))
        return True
    audit(turn.db, "unit.promised", turn.now, person=turn.person, unit=unit.id, words=found.words[:300])
    turn.talk.unit = unit.id
    turn.say(digest_texts.promised_noted(unit.name, said))
    return True


def _promised(turn: Turn, unit: Unit, words: str, until: Until | None) -> str | None:
    members = list(members_of(turn, [unit]))
    owed = [one for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if one.owed and not one.closed(turn.now)]
    if not members or not owed:
        return None
    day, at = reminders.moment(turn, until)
    if day is None or at is None:
        return None
    call_off(turn, unit)
    for report in owed:
        promises.add_promise(
            turn.db, members[0], report.id, "promise", words[:200], turn.message, day, at, turn.now,
        )  # fmt: skip
    return "hôm nay" if day == turn.today else form.long_day(day)
