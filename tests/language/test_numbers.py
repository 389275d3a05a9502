"""How many messages of each set are read right, and that no figure is made up where there is none."""

from __future__ import annotations

import pytest

from tests.language.sets import invents, rows, same

# numbers.tsv was written by people who had not seen how the code reads; phenomena.tsv by those who wrote the grammar.
# blind3-numbers.tsv was written before looking, as the second code of the reader stood (92,0 % at first sight);
# numbers-kept-aside.tsv is a third of the first, put by to the end (at first sight 83,3 % right, 22 made up).
FLOORS = {
    "numbers.tsv": 0.98,
    "phenomena.tsv": 0.99,
    "phenomena2.tsv": 0.99,
    "numbers-kept-aside.tsv": 0.96,
    "blind3-numbers.tsv": 0.955,
    "blind4-numbers.tsv": 0.99,
    "blind4-numbers-kept-aside.tsv": 0.95,
    "blind5-numbers.tsv": 0.98,
    "blind6-numbers.tsv": 0.98,
    "blind7-numbers.tsv": 0.98,
    "blind7-numbers-kept-aside.tsv": 0.91,
    "blind8-numbers.tsv": 0.98,
    "blind8-numbers-kept-aside.tsv": 0.87,
    "blind9-numbers.tsv": 0.97,
    "blind9-numbers-kept-aside.tsv": 0.96,
    "blind10-numbers.tsv": 0.97,
    "blind11-numbers.tsv": 0.99,
    "blind13-numbers.tsv": 0.98,
    "blind14-numbers.tsv": 0.985,
    "blind15-numbers.tsv": 0.985,
    "blind16-numbers.tsv": 0.97,
    "blind17-numbers.tsv": 0.86,
    "blind18-numbers.tsv": 0.93,
    "blind19-numbers.tsv": 0.98,
    "blind20-numbers.tsv": 0.95,
    "blind21-numbers.tsv": 0.99,
    "blind22-numbers.tsv": 0.95,
    "blind23-numbers.tsv": 0.99,
    "blind24-numbers.tsv": 0.98,
    "blind10-numbers-kept-aside.tsv": 0.9,
}

FEW = {
    "blind3-numbers.tsv": 6,
    "blind4-numbers-kept-aside.tsv": 1,
    "blind5-numbers.tsv": 2,
    "blind7-numbers-kept-aside.tsv": 2,
    "blind8-numbers-kept-aside.tsv": 4,
    "blind10-numbers-kept-aside.tsv": 3,
}  # made up, at most


@pytest.mark.parametrize("name", FLOORS)
def test_numbers__most_messages_are_read_right(name: str) -> None:
    read = [(row, row.read()) for row in rows(name)]
    wrong = [f"{row.text!r} {row.context}: {got}" for row, got in read if not same(row.expected, got)]
    assert 1 - len(wrong) / len(read) >= FLOORS[name], "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(FLOORS.keys() - FEW))
def test_numbers__hardly_a_figure_is_made_up(name: str) -> None:
    made_up = [f"{row.text!r} {row.context}: {got}" for row in rows(name) if invents(row, got := row.read())]
    assert made_up == []


@pytest.mark.parametrize("name", FEW)
def test_numbers__of_some_blind_sets_few_are_made_up(name: str) -> None:
    """At first sight 13 of 151, 4 of 43 and 12 of 86 messages without a figure gave one."""
    made_up = [f"{row.text!r} {row.context}: {got}" for row in rows(name) if invents(row, got := row.read())]
    assert len(made_up) <= FEW[name], made_up
