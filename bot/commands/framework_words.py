"""A mistake in a framework file in the operator's words: file, line, place, what is wrong and what is wanted."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scoring.framework import FrameworkError

# What `scoring` finds wrong, by the words it has for it.
REASONS = {
    "a number or a fraction such as 1/2 is wanted": "cần một con số, hoặc phân số như 1/2",
    "a target without % must be a whole number, true, false or a level": (
        "chỉ tiêu giao không có % phải là số nguyên, true, false, hoặc một mức"
    ),
    "a target in % must be a number": "chỉ tiêu giao theo % phải là một con số",
    "a target in % must lie between 0 and 100, with at most two decimals": (
        "chỉ tiêu giao theo % phải từ 0 đến 100, nhiều nhất hai chữ số thập phân"
    ),
    "steps belong to the form steps, and only to it": "steps đi với form: steps, và chỉ với nó",
    "each belongs to the form per_count, and only to it": "each đi với form: per_count, và chỉ với nó",
    "an indicator has either a measure or parts": "chỉ tiêu phải có measure hoặc parts, không có cả hai",
    "only a ratio can have parts": "chỉ kind: ratio mới có parts",
    "a ratio needs a numerator and a denominator": "kind: ratio cần cả numerator và denominator",
    "levels belong to the kind level, and only to it": "levels đi với kind: level, và chỉ với nó",
    "only a ratio has a base": "chỉ kind: ratio mới có base",
    "the target does not fit the kind (.+)": "target không hợp với kind: {0}",
    "the measure (.+) is not in measures.yaml": "không có {0} trong measures.yaml",
    "the base (.+) is not in bases.yaml": "không có {0} trong bases.yaml",
    "the id (.+) occurs twice": "id {0} có hai lần",
    "the group (.+) is not in groups": "không có nhóm {0} trong groups",
    "(.+) counts (.+) already": "{0} đã đếm {1}; cố ý lặp thì thêm flags: [duplicate]",
    "group (.+) says (.+) and has (.+)": "nhóm {0} ghi {1} chỉ tiêu mà có {2}",
    "another file of this folder has the id (.+) too": "một tệp khác của thư mục này cũng có id {0}",
    "is not UTF-8 text": "không phải chữ UTF-8; lưu lại tệp bằng mã UTF-8",
}
# What the reader of the file finds wrong with its shape.
SHAPES = {
    "yaml": "viết sai cách của YAML: xem dấu hai chấm, ngoặc, nháy, độ thụt dòng ở đây và dòng trên",
    "file": "không đọc được tệp",
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy",
    "string_type": "cần chữ (con số thì đặt trong nháy)",
    "string_too_short": "không được để trống",
    "int_type": "cần một số nguyên",
    "bool_type": "cần true hoặc false",
    "list_type": "cần một danh sách, mỗi dòng mở đầu bằng “- ”",
    "tuple_type": "cần một danh sách, mỗi dòng mở đầu bằng “- ”",
    "dict_type": "cần các mục “tên: giá trị” thụt vào bên dưới",
    "model_type": "cần các mục “tên: giá trị” thụt vào bên dưới",
    "model_attributes_type": "cần các mục “tên: giá trị” thụt vào bên dưới",
}
CHOICES = ("literal_error", "enum")
OTHER = "giá trị không dùng được"


def sentence(error: "FrameworkError") -> str:
    """One line for the operator."""
    line = f", dòng {error.line}" if error.line else ""
    place = ", ".join(f"mục thứ {step + 1}" if isinstance(step, int) else step for step in error.where)
    return f"{error.file}{line}: {f'{place}: ' if place else ''}{_reason(error)}"


def _reason(error: "FrameworkError") -> str:
    if error.kind in CHOICES:
        return f"phải là một trong {_choices(error.facts)}"
    if error.kind:
        return SHAPES.get(error.kind, OTHER)
    return next((said for known, words in _KNOWN if (said := words(known.fullmatch(error.reason)))), OTHER)


def _choices(facts: Any) -> str:
    """Pydantic lists them as "'a', 'b' or 'c'"."""
    return ", ".join(re.findall(r"'([^']*)'", str(facts.get("expected", "")))) or "những giá trị có sẵn"


def _filled(words: str) -> Callable[[re.Match[str] | None], str]:
    return lambda found: words.format(*found.groups()) if found is not None else ""


_KNOWN = [(re.compile(reason), _filled(words)) for reason, words in REASONS.items()]
