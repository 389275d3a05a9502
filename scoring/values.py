"""Plain frozen values that are cheap to make: a turn makes some seventy of them.

`@value(frozen=True, slots=True)` is `dataclasses.dataclass` to the type checker, which sees to it that nobody changes
one. At run time the class has the same fields, equality and hash, but its `__init__` assigns plainly: a frozen one pays
a call of `object.__setattr__` for each field, five times the price of the whole.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen, slots):
        """A dataclass that is frozen for the type checker and only hashable at run time."""
        assert frozen and slots, "a value is frozen and has slots"
        return dataclass(slots=True, unsafe_hash=True)
