"""A figure that fits several questions: which of them is asked, and every figure that waits for the answer is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.language.reading import Item, Number
from handlers.scope import Question, question, questions_of
from handlers.texts import collect as texts
from handlers.texts import form
from handlers.turn import Turn
from store.conversations import Step
from store.messages import Button

Facts = dict[str, Any]
_WITH_IT = ("more", "beside")  # further figures that go where the one asked about goes


def choose(turn: Turn, item: Item, found: Sequence[Question], waiting_too: Facts | None = None) -> str:
    """Which of several questions is meant. Where items and places are open both, the place is asked first."""
    places = list({one.report.unit.id: one.report.unit for one in found}.values())
    if (beside := _beside(turn, item, found, len(places) > 1)) is not None:
        return beside
    lost = _taken_over(turn, item)
    waiting = turn.wait(
        Step.CHOOSE, item=_item_facts(item), names=list(item.names), questions=[one.key for one in found],
        message=turn.message, **(waiting_too or {}),
    )  # fmt: skip
    if 1 < len(places) < len(found):
        turn.buttons = [
            Button(form.upper_first(one.name), {"do": "choose", "wait": waiting["id"], "unit": one.id})
            for one in places
        ][:3]
        names = [one.name for one in places]
    else:
        names = _names(found, len(places) > 1)
        turn.buttons = [
            Button(form.upper_first(name), {"do": "choose", "wait": waiting["id"], "question": one.key})
            for name, one in zip(names, found, strict=True)
        ][:3]
    if len(places) > 1:
        asked = texts.which_unit(turn.voice, names, _told(turn, waiting))
    else:
        unit = places[0].name if len({one.unit.id for one in turn.held}) > 1 else None
        asked = texts.which(turn.voice, item.number.words if item.number else "số này", names, unit)
    return "\n\n".join([*lost, asked])


def _names(found: Sequence[Question], several_units: bool) -> list[str]:
    names = [one.report.unit.name if several_units else one.indicator.short for one in found]
    if len(set(names)) < len(names):
        names = [f"{name} ({form.round_name(one.report.campaign)})" for name, one in zip(names, found, strict=True)]
    return names


def _taken_over(turn: Turn, item: Item) -> list[str]:
    """A number that waited for its village, where another of the same item takes its place: it is named."""
    before = turn.talk.waiting or {}
    if "item" not in before or before.get("message") == turn.message:
        return []
    old, new = item_of(before["item"]).number, item.number
    if old is None or new is None or old.num is None or old.num == new.num or not item.names:
        return []
    first = question(turn, before["questions"][0])
    return [texts.no_place_told(turn.voice, old.num, first.indicator)] if first is not None else []


def _beside(turn: Turn, item: Item, found: Sequence[Question], several_units: bool) -> str | None:
    """A further figure that waits for its place: one choice is for all; None where none waits yet.

    In the same message any does; in a later one it is another item of the same places ("smartphone 150", and then
    "tiền điện 60", before it was said of which village).
    """
    before = turn.talk.waiting
    if before is None or "item" not in before:
        return None
    same = before.get("message") == turn.message
    if several_units and (same or _of_another_item(turn, before, item, found)):
        more = [*before.get("more", ()), {"item": _item_facts(item), "names": list(item.names)}]
        if same:
            before["more"] = more
            return ""  # asked once for all figures of the message
        turn.talk.waiting = None
        first = [one for key in before["questions"] if (one := question(turn, key)) is not None]
        return choose(turn, _item(before), first, {**with_it(before), "more": more})
    if not same or item.number is None:
        return None
    unit = found[0].report.unit  # "Nghĩa Đụng 250, Đại Quang 150"
    before.setdefault("beside", []).append({"item": _item_facts(item), "unit": unit.id})
    return texts.of_the_same(item.number.words, unit.name)


def with_it(waiting: Facts) -> Facts:
    """The further figures that wait for the same choice."""
    return {name: waiting[name] for name in _WITH_IT if name in waiting}


def _item(waiting: Facts) -> Item:
    return replace(item_of(waiting["item"]), names=tuple(waiting["names"]))


def narrowed(turn: Turn, waiting: Facts, found: Sequence[Question]) -> None:
    """A place was told, where the item is open still: it is asked next, of that place."""
    turn.talk.waiting = None
    turn.say(choose(turn, _item(waiting), found, with_it(waiting)))


def unplaced(turn: Turn) -> int | None:
    """The number that waits to be told of which item it is."""
    waiting = turn.talk.waiting
    if waiting is None or "item" not in waiting:
        return None
    number = item_of(waiting["item"]).number
    return number.num if number is not None else None


def _of_another_item(turn: Turn, before: Facts, item: Item, found: Sequence[Question]) -> bool:
    told = [before["names"], *(one["names"] for one in before.get("more", ()))]
    if not item.names or not before["names"] or any(set(item.names) & set(names) for names in told):
        return False
    return {key["unit"] for key in before["questions"]} == {one.report.unit.id for one in found}


def _told(turn: Turn, waiting: Facts) -> list[str]:
    """What waits, each with its item, where it is more than one figure."""
    first = question(turn, waiting["questions"][0])
    if not waiting.get("more") or first is None:
        return []
    said = []
    for one in ({"item": waiting["item"], "names": waiting["names"]}, *waiting["more"]):
        number = item_of(one["item"]).number
        asked = next((q for q in questions_of(turn, first.report) if q.name in one["names"]), None)
        if number is not None and asked is not None:
            said.append(f"{asked.indicator.short} {number.words}")
    return said


def _item_facts(item: Item) -> Facts:
    """An item as a choice keeps it."""
    facts: Facts = {"choice": item.choice, "later": item.later, "na": item.not_applicable, "same": item.same}
    if item.number is not None:
        facts["number"] = {
            name: value
            for name in Number._fields
            if (value := getattr(item.number, name)) != Number._field_defaults[name]
        }
    return facts


def item_of(facts: Facts) -> Item:
    """The item that was kept."""
    number = facts.get("number")
    if number is not None:
        kept: Facts = {k: tuple(v) if isinstance(v, list) else v for k, v in number.items()}
        number = Number(**kept)
    return Item(
        number=number, choice=facts["choice"], later=facts["later"], not_applicable=facts["na"], same=facts["same"]
    )
