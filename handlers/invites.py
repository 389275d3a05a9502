"""Who joins a unit, by message: a code for it, passed on by the officer; whoever does not belong there is taken out."""

import re
from typing import Any

from handlers import join, plans, scope, talks
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.reading import Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.standing import may_see, top_of
from handlers.texts import addresses as address_texts
from handlers.texts import form, general
from handlers.texts import join as texts
from handlers.texts import reach as reach_texts
from handlers.texts import speakers as speaker_texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scheduler.supply import way_in
from store import invites, people, units
from store.audit import audit
from store.invites import INVITE_LIFE, INVITE_USES, MOVE_CODE_LIFE
from store.people import Person, Role
from store.units import Unit

_LEADER = re.compile(r"\b(?:lanh dao|chu tich|bi thu)\b")
_OFFICER = re.compile(r"\b(?:can bo|cong chuc)\b")
_NO_NAME = word_set("xem ai so biet nao gi toi nguoi ma bao cao lieu them hoi duoc")
_NAME = re.compile(r"[^\W\d]+(?: [^\W\d]+){0,4}")  # "Hùng", "Nguyễn Văn Hùng"
_EVERY = re.compile(r"\b(?:cac|tat ca|tung|moi) (?:thon|to|ban|xom|khu|ap)\b")
_THEY = re.compile(r"(?:bac|ong|ba|anh|chi|co|chu|ben) (?:ay|do|nay)|ho")
_INVITES = re.compile(
    r"\b(?:mời|moi)\b|^(?:thêm|bổ sung|đưa)(?: thêm)? (?:người|thành viên|tổ phó)\b|^(?:them|bo sung|dua) nguoi\b"
)  # "mới" and "mỗi" are other words
# What may stand beside a unit's name; with any other word the message is no order ("mời xã về dự liên hoan").
_PLAIN = word_set(
    "moi ma cho xin tao lay gui cap can xem lam toi em minh anh chi bac o cua them lai mot vao so tham gia de nguoi"
    " thanh vien to truong pho thon xom ban khu xa ap lang phuong lanh dao chu tich can bo cong chuc cac tat ca"
    " tung chua co ai nao giup voi nhe nha a di ho gap ngay luon day dan bi thu cong nghe huyen thi"
)


def invite(turn: Turn, found: Errand) -> bool:
    """ "Mời thôn 5": a fresh code for that unit, to be passed on; only for units of the sender's office."""
    said, code_asked = fold(found.about), "ma " in fold(turn.incoming.text)
    if not code_asked and not found.words and not _INVITES.search(turn.incoming.text.lower()):
        return False
    if found.words and (not _NAME.fullmatch(found.words) or _NO_NAME & set(fold(found.words).split())):
        return False  # "thêm 5 người vào thôn 3"
    turn.reading = read(found.about, scope.context(turn, found.about))
    named = scope.named_units(turn)
    if not named and _THEY.fullmatch(said) and (them := talks.spoken_of(turn)) is not None:
        named, said = [them], ""
    if not _only_names(said, named):
        if code_asked and turn.units(Role.OFFICER, Role.SUPERVISOR):
            turn.say(texts.invite_where(turn.voice, _unknown(turn, turn.reading)))
        return bool(turn.parts)
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "đưa mã mời"))
        return True
    role = Role.LEADER if _LEADER.search(said) else Role.OFFICER if _OFFICER.search(said) else Role.MEMBER
    if _EVERY.search(said) and not named:
        named = _without_members(turn)
        if not named:
            turn.say(texts.all_villages_have_somebody())
            return True
    if not named and role is not Role.MEMBER and (top := top_of(turn)) is not None:
        named = [top]
    if not named:
        turn.say(texts.invite_where(turn.voice, _unknown(turn, turn.reading)))
        return True
    _invite(turn, named, role)
    return True


def _unknown(turn: Turn, reading: Reading) -> str | None:
    return scope.place_said(reading, turn.incoming.text) if reading.unknown_units else None


def _only_names(said: str, named: list[Unit]) -> bool:
    """Whether nothing is said but names of units and who is to be invited there."""
    names = {word for unit in named for word in fold(unit.name).split()}
    return all(word in _PLAIN or word in names for word in re.findall(r"[a-z]+", said))


def _without_members(turn: Turn) -> list[Unit]:
    """The villages below the sender's office where nobody answers yet."""
    top = top_of(turn)
    if top is None:
        return []
    have = {unit for _, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER)}
    return [one for one in units.below(turn.db, top) if one.level == "thon" and one.id not in have]


def may_invite(turn: Turn, unit: Unit, role: Role) -> bool:
    """An office invites its villages' teams and its leaders; who is an officer is said by the office above."""
    if role is Role.OFFICER:
        return any(unit.lies_in(top) and unit.id != top.id for top in turn.units(Role.SUPERVISOR))
    return turn.may(Role.OFFICER, unit)


def _invite(turn: Turn, named: list[Unit], role: Role) -> None:
    made = []
    for unit in named:
        if not may_see(turn, unit):
            turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        elif role is Role.MEMBER and unit.level != "thon":
            turn.say(texts.invite_as_what(turn.voice, unit.name))
        elif not may_invite(turn, unit, role):
            turn.say(texts.invited_by_others(turn.voice, role, unit.name))
        else:
            made.append((unit, _code(turn, unit, role)))
    if not made:
        return
    until = form.day((turn.now + INVITE_LIFE).astimezone(form.HANOI))
    what = form.listed([texts.who_is_invited(role, unit.name) for unit, _ in made], 12)
    turn.say(texts.invited(turn.voice, what, INVITE_USES, until))
    for unit, code in made:
        turn.say(texts.invitation(code, role, unit.name, _where(turn, unit, code), link(turn, code)))


def _where(turn: Turn, unit: Unit, code: str) -> str:
    """The bot somebody is sent to: one with room; the officer hears where none has any."""
    door, full = way_in(turn.db, unit)
    if door is not None:
        return reach_texts.door(door, code)
    if full and (said := reach_texts.no_room(full, turn.rules.public_url is not None)) not in turn.parts:
        turn.say(said)
    return "Sổ Thôn"


def link(turn: Turn, code: str) -> str | None:
    """The address that lets somebody in by this code; None on a machine that has no public one."""
    url = turn.rules.public_url
    return f"{url.rstrip('/')}/vao/{code}" if url else None


def _code(turn: Turn, unit: Unit, role: Role) -> str:
    code = invites.new_code()
    digest = invites.invite_digest(turn.rules.secret, code)
    invites.add_invite(turn.db, digest, code[:2], unit.id, role, turn.now, by=turn.person)
    audit(turn.db, "invite.made", turn.now, person=turn.person, unit=unit.id, role=role.value)
    return code


def new_phone(turn: Turn, found: Errand) -> bool:
    """ "Thôn 3 đổi máy", "cô Lan mất điện thoại": a code for the same person, to be written on the new phone."""
    named, said = scope.named_units(turn), f" {fold(found.about)} "
    if not named and _THEY.fullmatch(said.strip()) and (them := talks.spoken_of(turn)) is not None:
        named = [them]
    tops = [named[0]] if named else turn.units(Role.OFFICER, Role.SUPERVISOR)
    here: dict[int, tuple[Person, Role, Unit]] = {}
    for top in tops:
        for who, role, where in people.holders(turn.db, top, turn.now):
            if (not named or where == named[0].id) and who.id != turn.person:
                here.setdefault(who.id, (who, role, units.unit(turn.db, where)))
    called = [one for one in here.values() if f" {fold(one[0].name)} " in said]
    meant = called or (list(here.values()) if named else [])
    if not meant and not named:
        return False
    if len(meant) != 1:
        place = named[0] if named else meant[0][2]
        turn.say(address_texts.move_whom(turn.voice, place.name, [one[0].name for one in meant]))
        return True
    who, role, unit = meant[0]
    if not may_invite(turn, unit, role):
        turn.say(texts.invited_by_others(turn.voice, role, unit.name))
        return True
    _offer_move(turn, who, role, unit)
    return True


def _offer_move(turn: Turn, who: Person, role: Role, unit: Unit) -> None:
    code, label = invites.new_code(), speaker_texts.label(who.name, [unit.name])
    digest = invites.invite_digest(turn.rules.secret, code)
    invites.add_own_code(turn.db, digest, code[:2], who.id, unit.id, role, turn.now, moved_by=turn.person)
    audit(turn.db, "address.move_code", turn.now, person=turn.person, unit=unit.id, of=who.id)
    until = form.day((turn.now + MOVE_CODE_LIFE).astimezone(form.HANOI))
    turn.say(address_texts.move_offered(turn.voice, label, until))
    turn.say(address_texts.move_invitation(code, label, _where(turn, unit, code), link(turn, code)))


_ASKS = re.compile(r"(?:\?|\b(?:chua|khong|a|ha|nhi|sao|the nao))$")


def new_leader(turn: Turn, found: Errand) -> bool:
    """ "Thôn 2 đổi tổ trưởng, cấp mã mới": a code for the newcomer, and who is in the team until now."""
    turn.reading = read(found.about, scope.context(turn, found.about))
    named = [unit for unit in scope.named_units(turn) if unit.level == "thon"]
    if not named or _ASKS.search(fold(turn.incoming.text).strip(" .!")):
        return False
    _invite(turn, named[:1], Role.MEMBER)
    if may_invite(turn, named[0], Role.MEMBER):
        here = people.holders_of(turn.db, named[0], turn.now, Role.MEMBER)
        turn.say(texts.team_until_now(turn.voice, named[0].name, [who.name for who in here]))
    return True


_ROLE = re.compile(
    r"(?:(?:ong|ba|bac|anh|chi|co|chu)(?= cu| truoc)|to truong|to pho|truong (?:thon|xom)|thanh vien|nguoi\b.*"
    r"|can bo to|dau moi)(?: (?:cu|truoc))?"
)


def remove(turn: Turn, found: Errand) -> bool:
    """ "Gỡ Bác Ba khỏi thôn 1": that person holds no role there any more; a name not written in full is shown first."""
    unit = next((one for one in scope.named_units(turn) if fold(one.name).split()[-1] in found.about.split()), None)
    if unit is None:
        return False
    if not turn.may(Role.OFFICER, unit):
        turn.say(general.no_right(turn.voice, f"gỡ người ở {unit.name}"))
        return True
    here = {who.id: who for who, _, where in people.holders(turn.db, unit, turn.now) if where == unit.id}
    said = fold(found.words)
    meant = [who for who in here.values() if fold(who.name) == said]
    if len(meant) == 1:
        join.remove_role(turn, meant[0].id, unit.id)
        return True
    near = [who for who in here.values() if called(who.name, said)]
    if not near and _ROLE.fullmatch(said) and len(here) == 1:
        near = list(here.values())  # "gỡ tổ trưởng cũ thôn 3"
    names = [who.name for who in here.values()]
    if len(near) == 1:
        who, text = near[0], texts.remove_plan(near[0].name, unit.name, names)
        plans.show(turn, "remove", text, [unit.id], yes=texts.REMOVE.format(who.name), person=who.id, unit=unit.id)
    else:
        turn.say(texts.remove_whom(turn.voice, unit.name, names))
    return True


_OUT_OF_TEAM = re.compile(r"\bkhoi (?:to|so|nhom|danh sach)\b")


def remove_person(turn: Turn, found: Errand) -> bool:
    """ "Gỡ cô Lan ra": the one who is called so below the sender's office, after a yes."""
    top, said = top_of(turn), fold(found.words)
    if top is None:
        return False
    here = [(who, unit) for who, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER)]
    meant = [(who, units.unit(turn.db, unit)) for who, unit in here if fold(who.name) == said or called(who.name, said)]
    if not meant and _OUT_OF_TEAM.search(fold(turn.incoming.text)):
        turn.say(texts.nobody_called(turn.voice, found.words))
        return True
    if len(meant) != 1 or not turn.may(Role.OFFICER, meant[0][1]):
        return False
    who, unit = meant[0]
    names = [each.name for each, where in here if where == unit.id]
    text = texts.remove_plan(who.name, unit.name, names)
    plans.show(turn, "remove", text, [unit.id], yes=texts.REMOVE.format(who.name), person=who.id, unit=unit.id)
    return True


def remove_old(turn: Turn, _found: Errand) -> bool:
    """ "Người cũ thì gỡ ra": whoever is in the team of the village spoken of is named; a name is asked for."""
    named = scope.named_units(turn)
    last = [units.unit(turn.db, id) for id in turn.talk.named[-1:]]
    unit = next(iter(named or last), None) or talks.spoken_of(turn)
    if unit is None:
        return False
    if not turn.may(Role.OFFICER, unit):
        turn.say(general.no_right(turn.voice, f"gỡ người ở {unit.name}"))
        return True
    here = people.holders_of(turn.db, unit, turn.now, Role.MEMBER)
    if len(here) == 1 and _THAT_ONE.search(fold(turn.incoming.text)):
        text = texts.remove_plan(here[0].name, unit.name, [here[0].name])
        yes = texts.REMOVE.format(here[0].name)
        plans.show(turn, "remove", text, [unit.id], yes=yes, person=here[0].id, unit=unit.id)
        return True
    turn.say(texts.remove_whom(turn.voice, unit.name, [who.name for who in here]))
    return True


_THAT_ONE = re.compile(r"\b(?:nguoi|bac|ong|ba|co|chu|anh|chi) (?:do|ay|kia|nay)\b")
_TITLE = re.compile(r"^(?:bac|chu|co|anh|chi|ong|ba|em|dong chi) ")


def called(name: str, said: str) -> bool:
    """Whether somebody may be called so: "ông Sáu", "bác Văn Sáu" for Trần Văn Sáu."""
    bare = _TITLE.sub("", said)
    return bool(bare) and f" {fold(name)}".endswith(f" {bare}")


def removed(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    join.remove_role(turn, waiting["person"], waiting["unit"])


CONFIRMED: dict[str, plans.Act] = {"remove": plans.meant(removed)}
