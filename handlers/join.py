"""Joining: an invite code or link, two sentences and a yes, a form of address; strangers get one kind line."""

import re
from typing import Any

from handlers import addresses, asking, knocking, scope, speakers
from handlers.hearing import figures_in
from handlers.language.about import about, asks_what_is_kept
from handlers.language.read import read
from handlers.language.text import fold
from handlers.texts import about as about_texts
from handlers.texts import general
from handlers.texts import join as texts
from handlers.texts.form import FORMS, Voice
from handlers.turn import Turn
from store import conversations, inbox, invites, people, units
from store.addresses import tie_address
from store.audit import audit
from store.conversations import Step
from store.digests import JOINED
from store.invites import CODE_LENGTH
from store.messages import Button, Sent
from store.people import RETIRED, SHARED, Role
from store.units import Unit

CONSENT_VERSION = "1"
_CODE = re.compile(r"[A-Za-z0-9_-]{4,64}")
# A code as it is given out, in what somebody writes around it or with a blank inside it: "mã là k7m 3pa nhé".
_SPLIT_CODE = re.compile(r"(?<![^\W_])([A-Za-z0-9]{1,5})[ .-]([A-Za-z0-9]{1,5})(?![^\W_])")
_DASHED = re.compile(r"(?<![^\W_])[A-Za-z0-9]{3}-[A-Za-z0-9]{3}(?![^\W_])")  # "K7M-2QX"
_CODE_SAID = re.compile(r"\b(?:ma|code)\b")
_NOT_MINE = re.compile(
    r"\bnham (?:so|nguoi|may|tin|roi)\b|\bsao (?:lai )?nhan\b"
    r"|\b(?:khong|ko|chang) (?:biet|lien quan|dinh dang|can|quen|o xa)\b"
)
_YES = {
    "dong y",
    "ok",
    "oke",
    "co",
    "vang",
    "dong y a",
    "toi dong y",
    "em dong y",
    "uh",
    "u",
    "duoc",
    "da",
    "y",
    "yes",
    "dc",
}
_DENIES = re.compile(
    r"\b(?:khong|ko|chua|chang|cha)(?: \w+)? (?:dong y|muon|tham gia|vao|thich|can|dam)\b"
    r"|^thoi\b(?!.*\b(?:dong y|duoc|ok|cung)\b)"
)
_AGREES = re.compile(r"^(?:u|uh|um|vang|da|ok|oke|oki|duoc)?\b.{0,25}\bdong y\b|^(?:vang|ok|oke|oki|u|uh|da|duoc)\b")
_ASKS_BACK = re.compile(r"\?|\b(?:gi|sao|the nao|khong|nhi|ai|chua|bao gio)$|\bthi (?:sao|duoc gi|phai|lam gi)\b")
# A figure beside what it is of, from somebody who is not in the book yet: it is named as not taken.
_FIGURE = re.compile(
    r"\w[ :=]+(?<!\d )(?<!thon )(?<!xom )(?<!khu )(?<!to )(?<!doi )(?<!nam )(?!0\d{8})\d{2,}(?!\d*(?:h|gio|/))"
    r"|\b\d{2,} ?(?:nguoi|ho|nha|/ ?\d{2,})"
)
_POLITE = re.compile(r"(?: (?:a|em|chau|nhe|dau|bac|anh|chi|co|chu))+$")  # "không ạ"
NO = {"khong", "ko", "khong dong y", "thoi", "chua", "de sau"}


def unknown(turn: Turn) -> None:
    """A message from somebody who has not joined yet."""
    if turn.sender.state == RETIRED and _retired(turn):
        return
    talk = turn.talk
    if talk.waiting is not None and talk.waiting["step"] == Step.CONSENT and not _another_code(turn, talk.waiting):
        _answer_consent(turn)
        return
    code = _code(turn)
    if code is None:
        talk.waiting = {**(talk.waiting or {}), "step": Step.CODE.value, "id": 0}
        kind = stranger_asks(turn.incoming.text)
        if kind is None and knocking.asked_in(turn):
            return
        told = _FIGURE.search(fold(turn.incoming.text)) is not None
        turn.say(about_texts.stranger(kind) if kind is not None else texts.stranger(turn.voice, told=told))
        return
    if addresses.tie(turn, code):
        return
    found = _use(turn, code)
    if found is None:
        return
    ask_consent(turn, *found, code=code)


def _retired(turn: Turn) -> bool:
    """A phone whose person has moved to another: one kind sentence and nothing kept, unless somebody joins from it."""
    waiting = turn.talk.waiting
    if _code(turn) is not None or (waiting is not None and waiting["step"] == Step.CONSENT):
        return False
    inbox.forget(turn.db, turn.message)
    turn.say(texts.moved_away())
    return True


def ask_consent(turn: Turn, unit: Unit, role: Role, by: int | None, *, code: str = "") -> None:
    """What is kept, and the yes that is needed."""
    digest = invites.invite_digest(turn.rules.secret, code) if code else None
    waiting = turn.wait(Step.CONSENT, unit=unit.id, role=role.value, by=by, digest=digest)
    turn.say(
        texts.consent(role, unit.name),
        Button("Đồng ý", {"do": "consent", "wait": waiting["id"]}),
        Button("Không", {"do": "decline", "wait": waiting["id"]}),
    )


def _another_code(turn: Turn, waiting: dict[str, Any]) -> bool:
    """Whether another code comes where the yes to the first is waited for; the same one once more uses up nothing."""
    if turn.incoming.kind is Sent.ENTER:
        return True
    code = _code(turn)
    return code is not None and invites.invite_digest(turn.rules.secret, code) != waiting.get("digest")


def _code(turn: Turn) -> str | None:
    """The code in a message: the whole text, or the one word of it that has the shape of a code, even cut in two."""
    text = turn.incoming.text.strip()
    if turn.incoming.kind is Sent.ENTER:
        return text
    text = _DASHED.sub(lambda found: found[0].replace("-", ""), text)
    if _CODE.fullmatch(text) and (any(sign.isdigit() for sign in text) or text.isupper()):
        return text
    words = [one for one in re.findall(r"[A-Za-z0-9_-]{4,64}", text) if _mixed(one)]
    if words:
        return words[0] if len(words) == 1 else None
    halves = [one[1] + one[2] for one in _SPLIT_CODE.finditer(text)]
    whole = [one for one in halves if len(one) == CODE_LENGTH and _mixed(one)]
    alone = _SPLIT_CODE.fullmatch(text) is not None
    return whole[0] if len(whole) == 1 and (alone or _CODE_SAID.search(fold(text))) else None


def code_told(text: str) -> str | None:
    """The code that somebody known says is one: "mã xã đưa là THON2B"."""
    if not _CODE_SAID.search(fold(text)):
        return None
    words = [one for one in re.findall(r"[A-Za-z0-9]+", text) if len(one) == CODE_LENGTH and _mixed(one)]
    return words[0] if len(words) == 1 else None


def _mixed(word: str) -> bool:
    return any(sign.isdigit() for sign in word) and any(sign.isalpha() for sign in word)


def _use(turn: Turn, code: str) -> tuple[Unit, Role, int | None] | None:
    if invites.too_many_tries(turn.db, turn.sender.address, turn.now):
        turn.say(texts.too_many())
        return None
    found = invites.take_invite(turn.db, invites.invite_digest(turn.rules.secret, code), turn.now)
    if found is None:
        invites.wrong_try(turn.db, turn.sender.address, turn.now)
        tried = invites.tries_left(turn.db, turn.sender.address, turn.now)
        turn.say(texts.wrong_code(tried) if tried else texts.too_many())
        return None
    unit, role, by = found
    return units.unit(turn.db, unit), role, by


def _answer_consent(turn: Turn) -> None:
    said = fold(turn.incoming.text).strip(" .!,")
    if is_no(said):
        decline(turn)
        return
    if is_yes(said):
        agree(turn)
        return
    waiting = turn.talk.waiting or {"id": 0}
    kind = "kept" if asks_what_is_kept(turn.incoming.text) else about(turn.incoming.text)
    if kind in about_texts.FOR_STRANGERS:
        turn.say(about_texts.stranger(kind))
    turn.say(
        texts.needs_consent(told=_FIGURE.search(fold(turn.incoming.text)) is not None),
        Button("Đồng ý", {"do": "consent", "wait": waiting["id"]}),
        Button("Không", {"do": "decline", "wait": waiting["id"]}),
    )


def stranger_asks(text: str) -> str | None:
    """What somebody without a code asks or says, where a sentence of its own answers it."""
    said = fold(text)
    if _CODE_SAID.search(said):
        return "code"
    kind = about(text)
    return kind if kind in about_texts.FOR_STRANGERS else ("not_mine" if _NOT_MINE.search(said) else None)


def is_no(said: str) -> bool:
    """Whether folded words refuse."""
    return _POLITE.sub("", said) in NO or (_DENIES.search(said) is not None and not _ASKS_BACK.search(said))


def is_yes(said: str) -> bool:
    """Whether folded words agree, and ask nothing."""
    return _POLITE.sub("", said) in _YES or (
        _AGREES.search(said) is not None and not _ASKS_BACK.search(said) and not is_no(said)
    )


def name_of_unit(role: Role, unit: Unit) -> str:
    """What somebody is called whose name nobody has told."""
    return f"{'Tổ' if role is Role.MEMBER else 'Cán bộ'} {unit.name}"


def agree(turn: Turn) -> None:
    """The yes: a person is put down, the address is theirs, the talk goes on as theirs."""
    waiting = turn.talk.waiting
    assert waiting is not None
    unit, role = units.unit(turn.db, waiting["unit"]), Role(waiting["role"])
    name = turn.sender.name or name_of_unit(role, unit)
    person = people.add_person(turn.db, name, None, None, turn.now)
    people.consent(turn.db, person, CONSENT_VERSION, turn.now)
    tie_address(turn.db, turn.sender.address, person)
    conversations.end(turn.db, turn.talk)
    addresses.become(turn, person)
    give(turn, person, unit, role, waiting["by"])
    ask_form(turn, unit, role)


def ask_form(turn: Turn, unit: Unit, role: Role) -> None:
    """How they want to be addressed."""
    turn.wait(Step.FORM, unit=unit.id, role=role.value)
    turn.say(
        texts.which_form(), *[Button(form.capitalize(), {"do": "form", "form": form}) for form in ("bác", "cô", "anh")]
    )


def decline(turn: Turn) -> None:
    """The no: nothing is kept."""
    turn.talk.waiting = None
    turn.say(texts.refused())


def give(turn: Turn, person: int, unit: Unit, role: Role, by: int | None) -> None:
    """The role their code gives is theirs."""
    people.give_role(turn.db, person, unit.id, role, turn.now)
    audit(turn.db, JOINED, turn.now, person=person, unit=unit.id, role=role.value, by=by)
    turn.held = people.roles(turn.db, person, turn.now)
    turn.forget_reports()


# "Gọi chú nhé", "cứ gọi tôi là cô", "chị ạ": what is said around a form of address.
_AROUND = {"goi", "cu", "la", "xung", "ho", "toi", "tui", "minh", "em", "nhe", "nha", "a", "di", "thoi", "duoc", "ok"}


def form_said(address: str | None, text: str) -> str | None:
    """The form of address somebody chose, when asked; None where the words are about something else."""
    words = [fold(one) for one in re.findall(r"\w+", text)]
    if address:
        words = [fold(address)]
    told = [form for form in FORMS if fold(form) in words and (form != "em" or len(words) == 1)]
    return told[0] if len(told) == 1 and set(words) - {fold(told[0])} <= _AROUND else None


def answer_form(turn: Turn, form: str | None) -> None:
    """How to be called; anything else said goes on without it."""
    _joined(turn, form)
    welcome(turn)


# What is no answer to how to be called and wants none of its own: the newcomer is greeted with the open question.
_PASSED_OVER = {"unclear", "off_topic", "thanks", "greeting", "confirm", "deny", "skip", "who_are_you", "call_me"}


def passed_over(turn: Turn, text: str) -> bool:
    """Whether a newcomer, asked how to be called, tells or asks something instead: welcomed, then served."""
    reading = read(text, scope.context(turn, text))
    if form_said(reading.address, text) is not None:
        return False
    if not figures_in(reading) and reading.intent in _PASSED_OVER:
        return False
    _joined(turn, form_said(None, re.split(r"[,.;\n]", text, maxsplit=1)[0]))
    return True


def _joined(turn: Turn, form: str | None) -> None:
    waiting = turn.talk.waiting
    turn.talk.waiting = None
    if form in FORMS:
        people.set_form(turn.db, turn.person, form)
        turn.voice = Voice.of(form, turn.held[0].role if turn.held else None)
    if waiting is not None:
        turn.say(texts.welcome(turn.voice, Role(waiting["role"]), units.unit(turn.db, waiting["unit"]).name))
    if turn.sender.state == SHARED:
        speakers.how_to_change(turn)


def welcome(turn: Turn) -> None:
    """What a newcomer, or somebody who says hello, sees first."""
    from handlers import help

    help.greet(turn)


def known_with_code(turn: Turn, code: str) -> None:
    """Somebody known enters another code: one more unit or role, or the next person on their phone."""
    from handlers import sharing

    if addresses.tie(turn, code):
        return
    found = _use(turn, code)
    if found is None:
        return
    unit, role, by = found
    has = any(one.unit.id == unit.id and one.role is role for one in turn.held)
    opened_again = has and turn.incoming.kind is Sent.ENTER  # the link of one's own invite
    if sharing.may(turn, role) and not opened_again:
        sharing.ask(turn, unit, role, by)
        return
    if has:
        turn.say(texts.already(turn.voice, unit.name))
    else:
        give(turn, turn.person, unit, role, by)
        turn.say(texts.added(turn.voice, role, unit.name))
    asking.go_on(turn)


def remove_role(turn: Turn, person: int, unit: int) -> None:
    """The officer takes a role away again."""
    where = units.unit(turn.db, unit)
    if not turn.may(Role.OFFICER, where):
        turn.say(general.no_right(turn.voice, "gỡ người"))
        return
    who = people.person(turn.db, person)
    if who is None or not people.end_role(turn.db, person, unit, turn.now):
        turn.say(general.stale(turn.voice))
        return
    audit(turn.db, "role.ended", turn.now, person=turn.person, unit=unit, of=person)
    turn.say(texts.removed(who.name, where.name))
    turn.tell(person, texts.you_are_removed(Voice.of(who.form, Role.MEMBER), where.name))
