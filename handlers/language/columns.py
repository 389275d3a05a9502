"""Tables whose first line names the columns: "Chỉ tiêu | Tổng số | Đã có", and in each row a whole and a count."""

from __future__ import annotations

import re

from handlers.language.reading import Number
from handlers.language.values import Value

_WHOLE = r"(?:tong(?: so| cong)?|mau(?: so)?|danh sach|so (?:ho|nguoi|dan)(?! (?:co|da|dung|dat)))"
_COUNT = r"(?:(?:so )?(?:da )?(?:co|nop|cai|dat|dung|lam|mo|lap)|tu(?: so)?|thuc hien|ket qua|hoan thanh)"
_WHOLE_FIRST = re.compile(rf"\b{_WHOLE}\b.*\b{_COUNT}\b")
_COUNT_FIRST = re.compile(rf"\b{_COUNT}\b.*\b{_WHOLE}\b")
_LONGEST_HEAD = 16  # words
_BETWEEN = frozenset(["|", "/", "-", ",", ";"])


def headed(values: list[Value], words: list[str]) -> Number | None:
    """The fraction two numbers of a row are by the heads of their columns; None where no line of heads opens."""
    if len(values) != 2 or not _BETWEEN.issuperset(words[values[0].end : values[1].start]):
        return None
    first, second = (value.number for value in values)
    if first.num is None or second.num is None or "\n" not in words:
        return None
    order = _heads(words[: words.index("\n")])
    if order == "whole" and first.num >= second.num:
        return second._replace(den=first.num)
    if order == "count" and first.num <= second.num:
        return first._replace(den=second.num)
    return None


def _heads(head: list[str]) -> str:
    """Which column the first line names first: the whole or the count; "" where it is no line of heads."""
    if len(head) > _LONGEST_HEAD or any(word[0].isdigit() for word in head):
        return ""
    said = " ".join(head)
    if _WHOLE_FIRST.search(said):
        return "whole"
    return "count" if _COUNT_FIRST.search(said) else ""
