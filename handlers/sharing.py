"""The next person on a phone: the same one again or another, with their own yes and name; and a code of one's own
written where somebody else is known.

Only teams share a phone. An office's rights are one person's: whoever holds the phone would have them.
"""

import re
from typing import Any

from handlers import addresses, asking, join, speakers
from handlers.language.text import fold
from handlers.texts import addresses as address_texts
from handlers.texts import join as join_texts
from handlers.texts import speakers as texts
from handlers.texts.form import FORMS
from handlers.turn import Turn
from store import conversations, invites, people, sharers, units
from store.addresses import tie_address
from store.audit import audit
from store.conversations import Step
from store.messages import Button
from store.people import Role
from store.units import Unit

BESIDE = frozenset({Step.SHARE, Step.CONSENT, Step.NAME})  # what waits while the next person comes to a phone
LONGEST = 40  # of a name
_SAME = {"van la toi", "van la em", "van la minh", "van toi", "toi", "la toi", "minh", "van the", "van nguoi cu"}
_NO = {"khong", "thoi", "khong dung chung", "ko", "k"}
_NAMELESS = {"khong", "thoi", "de sau", "khong can", "ko", "bo qua"}
_CALLED = re.compile(r"^(?:(?:tôi|toi|em|mình|minh)\s+)?(?:tên|ten|là|la)(?:\s+(?:là|la))?\s+", re.IGNORECASE)


def may(turn: Turn, role: Role) -> bool:
    """Whether another person may join on this phone."""
    return role is Role.MEMBER and all(one.role is Role.MEMBER for one in turn.held)


def ask(turn: Turn, unit: Unit, role: Role, by: int | None) -> None:
    """A good code, entered where somebody is known: is it for them, or for another on the same phone?"""
    has = any(one.unit.id == unit.id and one.role is role for one in turn.held)
    waiting = _wait(turn, Step.SHARE, unit=unit.id, role=role.value, by=by)
    same = Button(texts.SAME, {"do": "same", "wait": waiting["id"]})
    another = Button(texts.ANOTHER, {"do": "another", "wait": waiting["id"]})
    if has:
        turn.say(join_texts.already(turn.voice, unit.name))
        turn.say(texts.or_another(), same, another)
    else:
        name = turn.sender.name
        turn.say(texts.same_or_other(turn.voice, join_texts.role_name(role), unit.name, name), same, another)


def ask_owner(turn: Turn, code: str, owner: int) -> None:
    """Somebody's own code, written on another's phone: shall they share it?"""
    who = people.person(turn.db, owner)
    assert who is not None
    waiting = _wait(turn, Step.SHARE, owner=owner, digest=invites.invite_digest(turn.rules.secret, code))
    turn.say(
        texts.share_with(turn.voice, who.name),
        Button(texts.SHARE, {"do": "another", "wait": waiting["id"]}),
        Button(texts.NOT_SHARE, {"do": "same", "wait": waiting["id"]}),
    )


def _wait(turn: Turn, step: Step, **facts: Any) -> dict[str, Any]:
    """Wait for an answer; a figure in doubt comes back after it."""
    before = turn.talk.waiting
    if before is not None and before["step"] == Step.DOUBT:
        turn.talk.later.insert(0, {name: value for name, value in before.items() if name not in {"step", "id"}})
    return turn.wait(step, **facts)


def answered(turn: Turn) -> bool:
    """What was written while the next person comes; False where it is served as anything else is."""
    if turn.incoming.group is not None:
        return False
    step, said = turn.talk.step, fold(turn.incoming.text).strip(" .!,")
    number = said if turn.talk.numbered else ""
    if step is Step.NAME:
        name(turn, turn.incoming.text)
    elif step is Step.CONSENT:
        if number == "1" or join.is_yes(said):
            agree(turn)
        elif number == "2" or join.is_no(said):
            refuse(turn)
        else:
            turn.talk.waiting = None
            return False
    elif number == "1" or said in _SAME or said.startswith("van la ") or said in _NO:
        same(turn) if _first_is_same(turn) or said in _NO else another(turn)
    elif number == "2" or "khac" in said.split() or said.startswith(("dung chung", "dong y", "co")):
        another(turn) if _first_is_same(turn) or number != "2" else same(turn)
    else:
        _same(turn)  # whoever goes on as before is who they were
        return False
    return True


def _first_is_same(turn: Turn) -> bool:
    return "owner" not in (turn.talk.waiting or {})


def same(turn: Turn) -> None:
    """It is still the same person: the code is theirs. A code of somebody else's changes nothing."""
    owner = not _first_is_same(turn)
    _same(turn)
    if owner:
        turn.say(address_texts.nothing_changed(turn.voice))
    asking.go_on(turn)


def _same(turn: Turn) -> None:
    waiting = turn.talk.waiting
    assert waiting is not None
    turn.talk.waiting = None
    if "owner" in waiting:
        return
    unit, role = units.unit(turn.db, waiting["unit"]), Role(waiting["role"])
    if not any(one.unit.id == unit.id and one.role is role for one in turn.held):
        join.give(turn, turn.person, unit, role, waiting["by"])
        turn.say(join_texts.added(turn.voice, role, unit.name))


def another(turn: Turn) -> None:
    """It is another person: they are told what is kept, and their own yes is waited for."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if "owner" in waiting:
        _let_in(turn, waiting)
        return
    unit, role = units.unit(turn.db, waiting["unit"]), Role(waiting["role"])
    join.ask_consent(turn, unit, role, waiting["by"])


def _let_in(turn: Turn, waiting: dict[str, Any]) -> None:
    """Somebody known elsewhere shares this phone from now on, and is who writes."""
    turn.talk.waiting = None
    code = invites.own_code(turn.db, waiting["digest"], turn.now)
    if code is None:
        turn.say(join_texts.code_over())
        asking.go_on(turn)
        return
    invites.use_own_code(turn.db, waiting["digest"])
    _share(turn, code.person)
    addresses.arrived(turn, code)
    speakers.how_to_change(turn)
    asking.go_on(turn)


def _share(turn: Turn, person: int) -> None:
    """This person comes to the phone of the one who wrote until now, and writes from here on."""
    conversations.save(turn.db, turn.talk, turn.now)
    first, at = turn.person, turn.sender.address
    sharers.share(turn.db, at, first, person, turn.now)
    sharers.spoke(turn.db, turn.message, person)
    audit(turn.db, "address.shared", turn.now, person=person, beside=first)
    addresses.become(turn, person)


def agree(turn: Turn) -> None:
    """The other person's own yes: they are put down beside the first, and write from here on.

    Where the first answers for nothing any more the phone has simply been handed on.
    """
    waiting, first = turn.talk.waiting, turn.sender.name
    assert waiting is not None
    turn.talk.waiting = None
    unit, role = units.unit(turn.db, waiting["unit"]), Role(waiting["role"])
    person = people.add_person(turn.db, join.name_of_unit(role, unit), None, None, turn.now)
    people.consent(turn.db, person, join.CONSENT_VERSION, turn.now)
    if turn.held:
        _share(turn, person)
    else:
        conversations.save(turn.db, turn.talk, turn.now)
        tie_address(turn.db, turn.sender.address, person)
        addresses.become(turn, person)
    join.give(turn, person, unit, role, waiting["by"])
    turn.wait(Step.NAME, unit=unit.id, role=role.value)
    turn.say(texts.what_name(first))


def refuse(turn: Turn) -> None:
    """The other person does not want to: nothing of them is kept."""
    turn.talk.waiting = None
    turn.say(join_texts.refused())
    asking.go_on(turn)


def name(turn: Turn, text: str) -> None:
    """The new one's name; with a form of address at its head that is known too."""
    waiting = turn.talk.waiting
    assert waiting is not None
    said = _CALLED.sub("", " ".join(text.split())).strip(" .,!")
    if said and len(said) <= LONGEST and fold(said) not in _NAMELESS and re.search(r"[^\W\d_]", said):
        people.rename(turn.db, turn.person, said[0].upper() + said[1:])
        addresses.become(turn, turn.person)
    form = said.split(" ")[0].lower() if " " in said else ""
    unit, role = units.unit(turn.db, waiting["unit"]), Role(waiting["role"])
    join.ask_form(turn, unit, role)
    if form in FORMS:
        join.answer_form(turn, form)
