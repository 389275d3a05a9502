"""One person, several addresses: a code of one's own ties the next channel to the same talk; reminders go by one."""

from handlers.language.errands import Errand
from handlers.texts import addresses as texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from store import addresses, conversations, invites, people, sharers
from store.audit import audit
from store.invites import OwnCode
from store.people import Role

_CHANNELS = {
    "zalo": ("zalo_oa", "zalo_bot"),
    "telegram": ("telegram",),
    "tele": ("telegram",),
    "web": ("web",),
    "trang web": ("web",),
}


def offer_code(turn: Turn, _found: Errand) -> bool:
    """ "Nối kênh": a code for oneself, to be written on the other channel or the new phone."""
    if not turn.held:
        return False
    code, first = invites.new_code(), turn.held[0]
    digest = invites.invite_digest(turn.rules.secret, code)
    invites.add_own_code(turn.db, digest, code[:2], turn.person, first.unit.id, first.role, turn.now)
    audit(turn.db, "address.code", turn.now, person=turn.person)
    turn.say(texts.own_code(turn.voice, code))
    return True


def tie(turn: Turn, code: str) -> bool:
    """A code of somebody's own, written at another address: it is theirs from now on, and the talk goes on here."""
    from handlers import asking

    digest = invites.invite_digest(turn.rules.secret, code)
    if invites.too_many_tries(turn.db, turn.sender.address, turn.now):
        return False  # the way of other codes says so
    own = invites.own_code(turn.db, digest, turn.now)
    if own is None:
        return False
    if turn.sender.person is not None:
        _where_somebody_is(turn, code, own.person)
        return True
    invites.use_own_code(turn.db, digest)
    addresses.tie_address(turn.db, turn.sender.address, own.person)
    people.seen(turn.db, turn.sender.address, turn.now)
    conversations.end(turn.db, turn.talk)
    become(turn, own.person)
    arrived(turn, own)
    if turn.units(Role.MEMBER):
        asking.go_on(turn)
    return True


def arrived(turn: Turn, code: OwnCode) -> None:
    """Somebody is here by a code of their own; one for a new phone retires the old ones, and its maker hears of it."""
    audit(turn.db, "address.tied", turn.now, person=code.person, channel=turn.sender.channel, moves=code.moves)
    if not code.moves:
        turn.say(texts.tied(turn.voice, turn.sender.channel))
        return
    sharers.move(turn.db, code.person, turn.sender.address, turn.sender.account)
    turn.say(texts.moved(turn.voice))
    if code.by is not None and code.by != code.person:
        turn.tell(code.by, texts.has_moved(turn.sender.name, [one.unit.name for one in turn.held]))


def _where_somebody_is(turn: Turn, code: str, owner: int) -> None:
    """A code of somebody's own where the phone is known: theirs already, or to be shared, or neither."""
    from handlers import sharing

    there = {turn.person, *(one.id for one in sharers.of(turn.db, turn.sender.address))}
    if owner in there:
        turn.say(texts.already_tied(turn.voice))
    elif all(one.role is Role.MEMBER for one in (*turn.held, *people.roles(turn.db, owner, turn.now))):
        sharing.ask_owner(turn, code, owner)
    else:
        turn.say(texts.somebody_elses(turn.voice))


def become(turn: Turn, person: int) -> None:
    """From here on the turn is this person's: their talk, their roles, the way they are spoken to."""
    if turn.talk.person != person:
        turn.talk = conversations.of_person(turn.db, person, lock=True)
    turn.sender = people.sender(turn.db, turn.sender.account, turn.sender.user, turn.now)
    turn.held = people.roles(turn.db, person, turn.now)
    turn.voice = Voice.of(turn.sender.form, turn.held[0].role if turn.held else None)
    turn.forget_reports()


def prefer(turn: Turn, found: Errand) -> bool:
    """ "Nhắc tôi qua Zalo": what nobody asked for goes by that channel; "qua kênh nào cũng được" by the last used."""
    said = found.about.strip()
    if said not in _CHANNELS:
        addresses.choose_account(turn.db, turn.person, None)
        turn.say(texts.by_any(turn.voice))
        return True
    mine = [one for one in addresses.of_person(turn.db, turn.person) if one[3] in _CHANNELS[said]]
    if not mine:
        turn.say(texts.not_tied(turn.voice, said))
        return True
    addresses.choose_account(turn.db, turn.person, mine[0][1])
    audit(turn.db, "address.chosen", turn.now, person=turn.person, channel=mine[0][3])
    turn.say(texts.by_channel(turn.voice, mine[0][3]))
    return True
