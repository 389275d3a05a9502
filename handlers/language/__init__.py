"""Reads Vietnamese as it is typed on phones: `read(text, context)` gives a `Reading`. Pure; knows no database."""

from handlers.language.aliases import NameIndex, index_names
from handlers.language.explain import Step, explain, trace
from handlers.language.read import read, read_loosely
from handlers.language.reading import Context, Item, Number, Reading, Until
from handlers.language.units import UnitIndex, index_units

__all__ = [
    "Context",
    "Item",
    "NameIndex",
    "Number",
    "Reading",
    "Step",
    "UnitIndex",
    "Until",
    "explain",
    "index_names",
    "index_units",
    "read",
    "read_loosely",
    "trace",
]
