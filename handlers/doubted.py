"""A doubt is over: the number is kept, replaced by the one suggested, asked again, or has got its whole."""

from dataclasses import replace

from handlers import asking
from handlers import figures as made
from handlers.collect import refused, settle
from handlers.echo import echo
from handlers.figures import keep_draft, kept_draft
from handlers.scope import question
from handlers.texts import corrections as correction_texts
from handlers.texts import doubts as texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.counts import State


def keep(turn: Turn, reason: str | None) -> None:
    """The person insists, or consents to what was read back."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = kept_draft(asked, waiting)
    turn.talk.last = []
    refusal = refused(turn, asked)
    if refusal is not None:
        turn.say(refusal)
    else:
        kept = tuple(doubt.name for doubt in draft.doubts if doubt.name not in asking.CONSENTS)
        echo(turn, [(draft, settle(turn, draft, kept, reason or waiting.get("reason")))])
    asking.go_on(turn)


def use(turn: Turn, num: int) -> None:
    """The person takes the number that was suggested."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = kept_draft(asked, waiting)
    fixed = replace(draft, count=replace(draft.count, num=num), doubts=(), origin="button")
    turn.talk.last = []
    echo(turn, [(fixed, settle(turn, fixed, ()))])
    asking.go_on(turn)


def say_how(turn: Turn) -> None:
    """ "Ok" to "số ấy là bao nhiêu" is no number yet: how to give it, how to keep the one in doubt."""
    waiting = turn.talk.waiting
    asked = question(turn, waiting["question"]) if waiting is not None else None
    if waiting is None or asked is None:
        return
    turn.say(texts.how_to_settle(turn.voice, asked.indicator, waiting["count"]["num"]))
    turn.asks, turn.numeric = asked.key, True


def look_again(turn: Turn) -> None:
    """Who wants to look first takes their time; what they may say then."""
    waiting = turn.talk.waiting
    num = waiting["count"].get("num") if waiting is not None and "count" in waiting else None
    if num is None:
        asking.go_on(turn)
        return
    turn.say(texts.look_again(turn.voice, num))
    turn.numeric = True


def again(turn: Turn) -> None:
    """ "Nhập lại": the doubted number is dropped and the question asked again."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is not None:
        asking.ask(turn, asked)


def let_go(turn: Turn) -> None:
    """ "Giữ số cũ": the number in doubt is dropped, and what stood before it stands; asked again where nothing did."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    before = made.current(turn, asked) if asked is not None else None
    if asked is None or before is None or before.count.state is State.UNKNOWN:
        again(turn)
        return
    turn.talk.waiting = None
    turn.say(correction_texts.unchanged(asked.indicator, form.count(before.count, asked.indicator)))
    asking.go_on(turn)


def total_given(turn: Turn, den: int) -> None:
    """The whole of which the count given before is a part."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = made.with_total(turn, asked, waiting["num"], den, waiting["estimate"])
    turn.talk.last = []
    if draft.doubts:
        turn.talk.later.insert(0, keep_draft(draft))
    else:
        echo(turn, [(draft, settle(turn, draft, ()))])
    asking.go_on(turn)
