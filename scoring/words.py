"""Words for what is counted, folded as they are typed, and which of them cannot stand for another."""

from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "nguoi": "person",
    "ng": "person",
    "nhan khau": "person",
    "khau": "person",
    "nguoi dan": "person",
    "cong dan": "person",
    "can bo": "person",
    "cbcc": "person",
    "ho": "household",
    "ho dan": "household",
    "ho gia dinh": "household",
    "gia dinh": "household",
    "nha": "household",
    "may": "machine",
    "may tinh": "machine",
    "bo may": "machine",
    "chiec": "machine",
    "ho so": "file",
    "hs": "file",
    "thu tuc": "procedure",
    "tthc": "procedure",
    "doanh nghiep": "business",
    "dn": "business",
    "cong ty": "business",
    "truong": "school",
    "thon": "village",
}
"""A folded word and the kind of thing it counts. Accounts and cards are left out: they are said for persons."""

UNITS: Mapping[str, str] = {
    "người": "person",
    "hộ": "household",
    "máy tính": "machine",
    "hồ sơ": "file",
    "thủ tục": "procedure",
    "doanh nghiệp": "business",
    "trường": "school",
    "thôn": "village",
}
"""An indicator's count unit and the kind of thing it counts."""

CONFUSED = frozenset(
    {
        ("person", "household"),
        ("person", "machine"),
        ("household", "person"),
        ("household", "machine"),
        ("machine", "person"),
        ("file", "procedure"),
        ("procedure", "file"),
        ("business", "person"),
        ("village", "household"),
        ("village", "person"),
        ("school", "person"),
        ("person", "school"),
        ("person", "village"),
        ("household", "school"),
        ("household", "village"),
    }
)
"""(wanted, typed) pairs that are known to be mixed up; any other word is left alone."""


PIECES: Mapping[str, str] = {"smartphone_adults": "machine"}
"""What "cái" counts, by the measure; elsewhere pieces are accounts and cards."""


def another_kind(typed: str | None, wanted: str, measure: str = "") -> bool:
    """Whether the word typed after a number ("ho") counts something else than the indicator does ("người")."""
    if typed is None:
        return False
    counted = PIECES.get(measure) if typed == "cai" else CLASSES.get(typed)
    return (UNITS.get(wanted), counted) in CONFUSED
