"""One's own data: shown on request, erased on request; the figures stay under the unit's name."""

import re

from sqlalchemy import func, select

from handlers import addresses, asking
from handlers.language.details import elder_of
from handlers.language.errands import Errand
from handlers.language.text import cut, fold
from handlers.texts import general
from handlers.texts import join as texts
from handlers.texts import speakers as speaker_texts
from handlers.texts.form import FORMS, HANOI, Voice
from handlers.turn import Turn
from store import people, sharers
from store.audit import audit
from store.conversations import Step
from store.figures import FIGURE
from store.messages import Button
from store.people import CONSENT


def show(turn: Turn) -> None:
    """ "Dữ liệu của tôi"."""
    me = people.person(turn.db, turn.person)
    assert me is not None
    given = turn.db.execute(select(func.count()).where(FIGURE.c.person == turn.person))[0][0]
    since = turn.db.execute(select(CONSENT.c.given_at).where(CONSENT.c.person == turn.person).order_by(CONSENT.c.id))
    first = since[0][0].astimezone(HANOI) if since else None
    turn.say(
        texts.my_data(
            turn.voice,
            me.name,
            texts.roles_said(turn.held),
            me.phone,
            me.form,
            given,
            f"{first.day}/{first.month}/{first.year}" if first else "chưa có",
        )
    )


def ask_erase(turn: Turn) -> None:
    """ "Xóa dữ liệu của tôi": what it does is shown, and a yes waited for."""
    waiting = turn.wait(Step.CONFIRM, act="erase")
    others = [one.name for one in sharers.of(turn.db, turn.sender.address) if one.id != turn.person]
    if others:
        turn.say(speaker_texts.erase_here(turn.voice, others))
    turn.say(
        texts.erase_plan(turn.voice),
        Button("Đồng ý xóa", {"do": "yes", "wait": waiting["id"]}),
        Button("Không", {"do": "no", "wait": waiting["id"]}),
    )


def leave(turn: Turn, _found: Errand) -> bool:
    """ "Thôi không dùng nữa": of a phone that several people use only who is writing leaves."""
    said = turn.incoming.text.lower()
    if "đúng" in said or "dừng" in said:  # without its marks each of them is "dùng"
        return False
    ask_erase(turn)
    return True


def erase(turn: Turn, _waiting: dict[str, object]) -> None:
    """The yes."""
    unit = turn.held[0].unit.name if turn.held else ""
    audit(turn.db, "person.erased", turn.now, person=turn.person)
    sharers.leave_all(turn.db, turn.person)
    people.erase(turn.db, turn.person, f"thành viên {unit} (đã xóa)".replace("  ", " "), turn.now)
    turn.talk.asked = turn.talk.waiting = turn.talk.obstacle = None
    turn.talk.last, turn.talk.later, turn.talk.photo, turn.talk.bubble = [], [], [], {}
    turn.say(texts.erased())


def rename(turn: Turn, found: Errand) -> bool:
    """ "Đổi tên tôi thành Trần Văn Sáu": their own name, put right by themselves."""
    name = found.words.strip(" .!")
    if not re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){0,4}", name):
        return False
    people.rename(turn.db, turn.person, " ".join(word[:1].upper() + word[1:] for word in name.split()))
    audit(turn.db, "person.renamed", turn.now, person=turn.person)
    addresses.become(turn, turn.person)
    turn.say(general.renamed(turn.voice, turn.sender.name))
    asking.go_on(turn)
    return True


_ONLY_OLD = re.compile(r".*\btuoi(?: (?:roi|day|a|chau|em|oi|nhe|do|con gi|the))*[ .!,]*")


def hear_elder(turn: Turn) -> bool:
    """ "Bà 72 tuổi rồi": whoever calls themselves so is answered so from here on; True where no more was said."""
    said = fold(turn.incoming.text)
    form = elder_of(cut(turn.incoming.text)) if " tuoi" in said or " gia " in said else None
    if form is None or turn.voice.you == form:
        return False
    people.set_form(turn.db, turn.person, form)
    turn.voice = Voice.of(form, turn.held[0].role if turn.held else None)
    if _ONLY_OLD.fullmatch(said) is None:
        return False
    turn.say(general.form_changed(turn.voice))
    return True


def call_me(turn: Turn, form: str) -> None:
    """ "Gọi tôi là bác"."""
    if form not in FORMS:
        turn.say(general.forms_known(turn.voice))
        return
    people.set_form(turn.db, turn.person, form)
    turn.voice = Voice.of(form, turn.held[0].role if turn.held else None)
    turn.say(general.form_changed(turn.voice))
