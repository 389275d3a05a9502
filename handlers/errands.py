"""Errands about the clock, by message: each kind of `handlers/language/errands.py` with who may give it."""

from collections.abc import Callable

from handlers import (
    addendum,
    addresses,
    bases,
    briefing,
    closing,
    extensions,
    foreseen,
    groups,
    happened,
    help,
    invites,
    items,
    missing,
    office_days,
    outside,
    places,
    pointed,
    privacy,
    promised,
    reach,
    remind_later,
    reminders,
    reopening,
    scope,
    short_asks,
    status,
    supposed,
    talks,
    tallies,
    team,
    urgent,
)
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.scope import READERS
from handlers.texts import digest as digest_texts
from handlers.texts import general
from handlers.turn import Turn
from store import digests
from store.audit import audit
from store.people import Role

OFFICE = (Role.OFFICER, Role.SUPERVISOR)
_OF_PLACES = {"hold", "release", "remind_at", "more_time", "time_given", "reopen", "close_again", "called", "promised"}


def serve(turn: Turn) -> bool:
    """Do the errand a message is; False if it is none, or not for this person."""
    text = turn.incoming.text
    found = pointed.errand_in(turn, text)
    if found is None or found.act not in _ACTS:
        return False
    roles, act = _ACTS[found.act]
    if roles and not turn.units(*roles):
        return _of_the_office(turn, found)
    written = turn.incoming
    turn.reading = read(text, scope.context(turn, text))
    if written.group is not None:
        groups.aside(turn)  # errands name people and villages, or order something
    asks = found.act in {"team", "phone"}
    abroad = bool(roles) and outside.of_several(turn, turn.reading)
    abroad = abroad or ((asks or found.act in _OF_PLACES) and outside.refused(turn, turn.reading, order=not asks))
    served = abroad or act(turn, found)
    if served:
        turn.did = turn.did or found.act
    else:
        turn.incoming, turn.aside = written, None
    return served


# What only an office orders, as it is called where a leader asks for it.
_ORDERS = {"urgent": "hỏi gấp các thôn", "tell": "nhắn tin cho các thôn", "remind_at": "hẹn giờ nhắc các thôn"}


def _of_the_office(turn: Turn, found: Errand) -> bool:
    """A leader's "trước 16h hỏi gấp các thôn …": whose job it is, instead of an answer about something else."""
    what = _ORDERS.get(found.act)
    if what is None or not turn.units(Role.LEADER) or turn.units(Role.MEMBER):
        return False
    turn.say(general.no_right(turn.voice, what))
    return True


def _digest(choice: str) -> Callable[[Turn, Errand], bool]:
    def switch(turn: Turn, _found: Errand) -> bool:
        digests.choose(turn.db, turn.person, choice)
        audit(turn.db, "digest.chosen", turn.now, person=turn.person, choice=choice)
        turn.say(digest_texts.switched(turn.voice, choice))
        return True

    return switch


def _said(act: Callable[[Turn], None]) -> Callable[[Turn, Errand], bool]:
    def say(turn: Turn, _found: Errand) -> bool:
        act(turn)
        return True

    return say


_ACTS: dict[str, tuple[tuple[Role, ...], Callable[[Turn, Errand], bool]]] = {
    "plan": (READERS, foreseen.show),
    "own_plan": ((), foreseen.own),
    "before_due": ((Role.MEMBER,), reminders.before_due),
    "ask_time": ((Role.MEMBER,), extensions.wanted),
    "seldom": ((Role.MEMBER,), reminders.seldom),
    "reopen_me": ((Role.MEMBER,), extensions.reopen_wanted),
    "still_open": ((Role.MEMBER,), help.still_open),
    "pass_up": ((Role.MEMBER,), help.pass_up),
    "promises": (READERS, promised.tell),
    "calls": (OFFICE, _said(briefing.call_list)),
    "called": (OFFICE, talks.called),
    "promised": (OFFICE, talks.promised),
    "digest_off": (READERS, _digest("off")),
    "digest_weekly": (READERS, _digest("weekly")),
    "digest_on": (READERS, _digest("daily")),
    "digest_now": (READERS, _said(briefing.morning_line)),
    "digest_when": (READERS, _said(lambda turn: turn.say(digest_texts.when(turn.voice)))),
    "items": (READERS, items.listed),
    "forward": (READERS, items.to_forward),
    "whence": (READERS, items.whence),
    "call_them": (READERS, team.to_call),
    "remove_old": (OFFICE, invites.remove_old),
    "supplies": (OFFICE, reach.show_supplies),
    "hold": (OFFICE, talks.hold),
    "release": (OFFICE, talks.release),
    "remind_at": (OFFICE, remind_later.order),
    "weekly": (OFFICE, remind_later.weekly),
    "more_time": (OFFICE, extensions.give),
    "time_given": (OFFICE, extensions.given),
    "tell": (OFFICE, talks.tell),
    "out_of_round": (OFFICE, talks.out_of_round),
    "tell_above": (OFFICE, talks.tell_above),
    "sets_target": (READERS, places.sets_target),
    "remove_person": (OFFICE, invites.remove_person),
    "day_worked": (OFFICE, office_days.worked),
    "day_off": (OFFICE, office_days.off),
    "day_plain": (OFFICE, office_days.plain),
    "days": ((), office_days.listed),
    "hours": ((), office_days.hours),
    "hours_usual": ((), office_days.usual_hours),
    "hours_which": ((), office_days.which_hours),
    "what_if": (READERS, supposed.told),
    "if_closed": (READERS, closing.if_closed),
    "rates": (READERS, closing.rates),
    "since_closing": (READERS, addendum.since_closing),
    "reopen": (OFFICE, reopening.reopen),
    "close_again": (OFFICE, reopening.close_again),
    "urgent": (OFFICE, urgent.ask),
    "leave": ((), privacy.leave),
    "own_code": ((), addresses.offer_code),
    "prefer": ((), addresses.prefer),
    "invite": ((), invites.invite),
    "new_phone": (OFFICE, invites.new_phone),
    "new_leader": (OFFICE, invites.new_leader),
    "remove": ((*READERS,), invites.remove),
    "phone": (READERS, team.phone),
    "colleagues": (READERS, team.colleagues),
    "rename": ((), privacy.rename),
    "team": (READERS, team.shown),
    "joined": (OFFICE, team.joined),
    "codes": (OFFICE, team.codes),
    "revoke": (OFFICE, team.revoke),
    "approved": (READERS, tallies.approved),
    "met": (READERS, tallies.met),
    "extremes": (READERS, tallies.extremes),
    "lacking": (READERS, missing.lacking),
    "bases": (READERS, bases.listed),
    "reached": (READERS, tallies.reached),
    "dragged": (READERS, tallies.dragged),
    "estimates": (READERS, tallies.estimates),
    "news": (READERS, happened.news),
    "sent": (READERS, _said(status.sent_units)),
    "sent_on": (READERS, happened.sent_on),
    "sent_order": (READERS, happened.sent_order),
    "revised": (READERS, happened.revised),
    "asked_when": (READERS, happened.asked_when),
    "points_of": (READERS, places.points_of),
    "gives_points": ((), places.gives_points),
    "pace": (READERS, status.pace),
    **{act: (READERS, serve) for act, serve in short_asks.OF_READERS.items()},
    **{act: (OFFICE, serve) for act, serve in short_asks.OF_OFFICES.items()},
}
