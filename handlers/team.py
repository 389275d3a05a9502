"""Who is in the book for a unit, and which codes still let somebody in: asked, listed, taken back."""

import re

from handlers import scope, talks
from handlers.invites import called
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.text import fold
from handlers.standing import may_see, top_of
from handlers.texts import form
from handlers.texts import join as texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scheduler.briefing import JOINED_FOR
from store import digests, invites, people, units
from store.audit import audit
from store.people import Person, Role
from store.units import Unit

MOST = 12  # lines of one answer
_MA = re.compile(r"\bm[àáạ]\b")  # "mà" is no "mã"
_THEY = re.compile(r"ho|bac ay")
_NOBODY = re.compile(r"\b(?:chua co|khong co|thieu)\b")


def shown(turn: Turn, found: Errand) -> bool:
    """ "Thôn 3 có những ai", "danh sách tổ trưởng": the people of one unit, or of every village."""
    top = top_of(turn)
    if top is None:
        return False
    if not found.about:
        _all(turn, top)
        return True
    turn.reading = read(found.about, scope.context(turn, found.about))
    named = scope.named_units(turn)
    for unit in named:
        if may_see(turn, unit):
            turn.talk.unit = unit.id
            role = Role.MEMBER if unit.level == "thon" else Role.OFFICER  # of a commune its officers are meant
            turn.say(
                texts.team(
                    unit.name, [_with_phone(turn, one) for one in people.holders_of(turn.db, unit, turn.now, role)]
                )
            )
        else:
            turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
    if not named and turn.reading.unknown_units:
        turn.say(texts.invite_where(turn.voice, scope.place_said(turn.reading)))
    return bool(turn.parts)


def to_call(turn: Turn, found: Errand) -> bool:
    """ "Gọi hết cho các tổ": nothing here telephones; whom to call, with the numbers on record."""
    top = top_of(turn)
    if top is None:
        return False
    turn.reading = read(found.about, scope.context(turn, found.about))
    named = scope.named_units(turn)
    one = [unit for unit in named if may_see(turn, unit)]
    them = talks.spoken_of(turn) if not named and _THEY.fullmatch(found.about) else None
    turn.say(texts.cannot_call(turn.voice))
    for unit in one or ([them] if them is not None else []):
        here = people.holders_of(turn.db, unit, turn.now, Role.MEMBER)
        turn.say(texts.team(unit.name, [_with_phone(turn, who) for who in here]))
        turn.talk.unit = unit.id
    if not one and them is None:
        _all(turn, top)
    return True


def phone(turn: Turn, found: Errand) -> bool:
    """ "Cho anh số điện thoại bác Bình": of whoever is in the book below the office that asks."""
    top = top_of(turn)
    meant = (
        {}
        if top is None
        else {
            who.id: (who, unit)
            for who, _, unit in people.holders(turn.db, top, turn.now)
            if called(who.name, fold(found.words))
        }
    )
    for who, unit in meant.values():
        turn.say(texts.team(units.unit(turn.db, unit).name, [_said(who) if who.phone else texts.no_phone(who.name)]))
    return bool(meant)


def colleagues(turn: Turn, _found: Errand) -> bool:
    """ "Ai phụ trách việc này ở xã": the officers of the sender's office."""
    top = top_of(turn)
    if top is None:
        return False
    here = people.holders_of(turn.db, top, turn.now, Role.OFFICER)
    turn.say(texts.team(f"Cán bộ phụ trách của {top.name}", [_with_phone(turn, one) for one in here]))
    return True


def joined(turn: Turn, _found: Errand) -> bool:
    """ "Ai vừa vào tổ": who has entered a code of late below the sender's office, the newest first."""
    top = top_of(turn)
    if top is None:
        return False
    found = [one for one in digests.joined(turn.db, turn.now - JOINED_FOR) if one.path.startswith(top.path)]
    lines = [texts.joined_line(one.name, units.unit(turn.db, one.unit).name) for one in reversed(found[-MOST:])]
    turn.say(texts.joined_lately(lines, JOINED_FOR.days))
    if len(found) == 1:
        turn.talk.unit = found[0].unit
        turn.talk.named, turn.named = [found[0].unit], True
    return True


def _said(one: Person) -> str:
    return f"{one.name} ({one.phone})" if one.phone else one.name


_OF_PHONES = re.compile(r"\b(?:sdt|so dien thoai|so dt|so may|so lien lac|so lien he|goi)\b")


def _with_phone(turn: Turn, one: Person) -> str:
    """Somebody with the number, or that none is kept, where it is the number that is asked for."""
    asked = _OF_PHONES.search(fold(turn.incoming.text)) is not None
    return texts.no_phone(one.name) if asked and not one.phone else _said(one)


def nobody(turn: Turn, top: Unit) -> None:
    """Where nobody is in the book yet: the villages, and from above the communes without an officer."""
    below = units.below(turn.db, top)
    have = {(unit, role) for _, role, unit in people.holders(turn.db, top, turn.now)}
    villages = [one for one in below if one.level == "thon"]
    communes = [one for one in below if one.level == "xa" and one.id != top.id]
    lack = [scope.from_above(turn, one).name for one in villages if (one.id, Role.MEMBER) not in have]
    lack = [one.name for one in communes if (one.id, Role.OFFICER) not in have] + lack
    turn.say(texts.nobody_yet(lack))


def _all(turn: Turn, top: Unit) -> None:
    villages = [one for one in units.below(turn.db, top) if one.level == "thon"]
    have: dict[int, list[Person]] = {one.id: [] for one in villages}
    for who, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER):
        if unit in have:
            have[unit].append(who)
    if _NOBODY.search(fold(turn.incoming.text)):
        turn.say(texts.nobody_yet([one.name for one in villages if not have[one.id]]))
        return
    lines = [texts.team(one.name, [_said(who) for who in have[one.id]]) for one in villages]
    turn.say("\n".join(lines[:MOST]) + (f"\n… và {len(lines) - MOST} thôn nữa." if len(lines) > MOST else ""))


def _open_here(turn: Turn, below: Unit) -> list[tuple[invites.OpenInvite, Unit]]:
    mine = {one.id: one for one in (below, *units.below(turn.db, below))}
    return [(one, mine[one.unit]) for one in invites.open_invites(turn.db, list(mine), turn.now)]


def codes(turn: Turn, _found: Errand) -> bool:
    """ "Những mã nào chưa ai dùng", "mã này dùng được mấy người": what is still open, by its first two signs."""
    top = top_of(turn)
    if top is None or _MA.search(turn.incoming.text.lower()):
        return False
    turn.reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    named = [unit for unit in scope.named_units(turn) if unit.lies_in(top)]
    found = [one for unit in named or [top] for one in _open_here(turn, unit)]
    if named and not found:
        turn.say(texts.revoked(0, named[0].name))
        return True
    lines = [
        texts.open_code(one.hint, one.role, unit.name, one.uses_left, form.day(one.until.astimezone(form.HANOI)))
        for one, unit in found[:MOST]
    ]
    turn.say(texts.open_codes(lines, max(0, len(found) - MOST)))
    return True


_THAT_CODE = re.compile(r"(?:(?:moi|vua|roi|tao|cap|gui|xong|do|nay|ay|kia|hoi|nay|luc|cho|giup|di|luon|nhe|a) ?)+")


_MAKES_CODES = {"invite", "new_leader", "new_phone"}


def _revoke_newest(turn: Turn) -> bool:
    """ "Thu hồi mã đó đi", right behind a code: that one. Behind anything else nobody knows which."""
    top = top_of(turn)
    found = _open_here(turn, top) if top is not None and turn.talk.did in _MAKES_CODES else []
    if not found:
        turn.say(texts.revoke_which(turn.voice))
        return True
    newest, unit = max(found, key=lambda one: one[0].id)
    if not turn.may(Role.OFFICER, unit):
        return False
    invites.revoke(turn.db, newest.id, turn.now)
    audit(turn.db, "invite.revoked", turn.now, person=turn.person, unit=unit.id, number=1)
    turn.say(texts.revoked(1, unit.name))
    return True


def revoke(turn: Turn, found: Errand) -> bool:
    """ "Huỷ mã thôn 3": its codes let nobody in any more; whoever came by them stays."""
    turn.reading = read(found.about, scope.context(turn, found.about))
    named = scope.named_units(turn)
    if not named:
        return _THAT_CODE.fullmatch(found.about) is not None and _revoke_newest(turn)
    for unit in named:
        if not turn.may(Role.OFFICER, unit):
            turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
            continue
        open_ones = [one for one, where in _open_here(turn, unit) if where.id == unit.id]
        for one in open_ones:
            invites.revoke(turn.db, one.id, turn.now)
        audit(turn.db, "invite.revoked", turn.now, person=turn.person, unit=unit.id, number=len(open_ones))
        turn.say(texts.revoked(len(open_ones), unit.name))
    return True
