"""The sentence of each check that asks or refuses: the person's own number in it, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.texts.form import Voice, base_name, number, percent, rate, target, upper_first
from scoring.checks import Doubt
from scoring.framework import Indicator

Facts = Mapping[str, Any]


def _whole(indicator: Indicator) -> str:
    return base_name(indicator)


def _over_base(v: Voice, i: Indicator, f: Facts) -> str:
    return (
        f"{number(f['num'])} nhiều hơn {number(f['den'])} {_whole(i)}. {v.You} xem lại giúp: số {i.short} là bao nhiêu?"
    )


def _not_whole(v: Voice, i: Indicator, f: Facts) -> str:
    return f"{f.get('decimal', 'Số này')} không phải số đếm được. {v.You} nhắn số nguyên giúp, ví dụ: 412."


def _percent_for_count(v: Voice, i: Indicator, f: Facts) -> str:
    return f"{rate(f['pct'])} của {number(f['den'])} là khoảng {number(f['suggestion'])} {i.count_unit}, đúng không ạ?"


def _percent_disagrees(v: Voice, i: Indicator, f: Facts) -> str:
    return (
        f"{number(f['num'])}/{number(f['den'])} là {percent(f['num'], f['den'])}, không phải {rate(f['pct'])}. "
        f"Giữ {number(f['num'])}/{number(f['den'])} chứ ạ?"
    )


def _percent_complement(v: Voice, i: Indicator, f: Facts) -> str:
    return (
        f"{rate(f['pct'])} là phần chưa có: {number(f['num'])}/{number(f['den'])} là {percent(f['num'], f['den'])}. "
        f"Số đã có là {number(f['num'])} đúng không ạ?"
    )


def _percent_swapped(v: Voice, i: Indicator, f: Facts) -> str:
    return (
        f"{number(f['num'])}/{number(f['den'])} với {rate(f['pct'])} như bị đảo hai số. "
        f"{v.You} xem giúp: số có là bao nhiêu, trên tổng bao nhiêu?"
    )


def _over_hundred(v: Voice, i: Indicator, f: Facts) -> str:
    return f"Tỷ lệ {rate(f['pct'])} vượt quá 100% nên chưa ghi được. {v.You} nhắn hai số giúp, ví dụ: 412/520."


def _equals_target(v: Voice, i: Indicator, f: Facts) -> str:
    goal = target(i.target)
    return f"{goal} đúng bằng chỉ tiêu. {v.You} cho hai số đếm được thì tốt hơn, ví dụ: 412/520. Hay vẫn ghi {goal}?"


def _drop(v: Voice, i: Indicator, f: Facts) -> str:
    return f"Kỳ trước là {number(f['last'])}, nay {number(f['num'])}, giảm {number(f['last'] - f['num'])} {i.count_unit}. Đúng không ạ?"


def _jump(v: Voice, i: Indicator, f: Facts) -> str:
    return f"Kỳ trước là {number(f['last'])}, nay {number(f['num'])}, tăng rất nhiều. Đúng không ạ?"


def _digit(v: Voice, i: Indicator, f: Facts) -> str:
    compared = f"Kỳ trước là {number(f['last'])}. " if "last" in f else ""
    return f"{compared}{v.You} nhắn {number(f['num'])}, có phải là {number(f['suggestion'])} không ạ?"


def _other_base(v: Voice, i: Indicator, f: Facts) -> str:
    return (
        f"{v.You} báo trên tổng {number(f['den'])}, còn danh sách có {number(f['base'])} {_whole(i)}. "
        f"Giữ tổng {number(f['den'])} chứ ạ?"
    )


_KINDS = {
    "ho": "hộ",
    "may": "máy",
    "nguoi": "người",
    "khau": "khẩu",
    "chu": "chủ",
    "cai": "cái",
    "nha": "nhà",
    "chiec": "chiếc",
    "truong": "trường",
    "thon": "thôn",
}


def _wrong_kind(v: Voice, i: Indicator, f: Facts) -> str:
    said = _KINDS.get(str(f.get("typed", f.get("unit_word", ""))), str(f.get("typed", "")))
    return f"Mục này đếm {i.count_unit}, {v.you} nhắn {number(f['num'])} {said}. {number(f['num'])} {i.count_unit} đúng không ạ?"


def _not_a_number(v: Voice, i: Indicator, f: Facts) -> str:
    return f"Mục này cần một con số. {v.You} nhắn ví dụ: 412."


def _zero(v: Voice, i: Indicator, f: Facts) -> str:
    return f"{v.You} báo 0 {i.count_unit} có {i.short}, trong khi các thôn bên cạnh đều khá nhiều. Đúng là chưa có ai không ạ?"


def look_again(voice: Voice, num: int) -> str:
    """Somebody wants to look before they say whether a number is right."""
    return f"Vâng, {voice.you} cứ xem lại ạ. Đúng là {number(num)} thì nhắn “giữ”, chưa đúng thì nhắn số đúng."


def reason_heard(voice: Voice) -> str:
    """Somebody told why an odd number is right, before the number is asked once more."""
    return f"Vâng, giữ số thì {voice.i}ghi lý do ấy cho xã xem."


def _default(v: Voice, i: Indicator, f: Facts) -> str:
    return f"Số {i.short} trông hơi lạ. {v.You} xem lại giúp, đúng không ạ?"


_SENTENCES: dict[str, Callable[[Voice, Indicator, Facts], str]] = {
    "over_base": _over_base,
    "not_whole": _not_whole,
    "negative": lambda v, i, f: f"Số {i.count_unit} không thể nhỏ hơn 0. {v.You} nhắn lại giúp.",
    "percent_for_count": _percent_for_count,
    "percent_disagrees": _percent_disagrees,
    "percent_complement": _percent_complement,
    "percent_swapped": _percent_swapped,
    "over_hundred": _over_hundred,
    "equals_target": _equals_target,
    "drop": _drop,
    "jump": _jump,
    "digit_extra": _digit,
    "digits_swapped": _digit,
    "other_base": _other_base,
    "wrong_kind": _wrong_kind,
    "not_a_number": _not_a_number,
    "zero_unlike_siblings": _zero,
    "missing": lambda v, i, f: (
        f"Còn {number(f['missing'])} chưa có, tức là đã có {number(f['num'])}/{number(f['den'])} {i.count_unit}, đúng không ạ?"
    ),
    "asked": lambda v, i, f: f"{upper_first(i.short)}: ghi {number(f['num'])} {i.count_unit} đúng không ạ?",
    "parts": lambda v, i, f: f"{f['parts']} = {number(f['num'])} {i.count_unit}, cả thôn như thế đúng không ạ?",
    "all": lambda v, i, f: f"Tức là cả {number(f['den'])} {i.count_unit}, đúng không ạ?",
    "delta": lambda v, i, f: (
        f"{number(f['before'])} {f['sign']} {number(f['change'])} = {number(f['num'])} {i.count_unit}, đúng không ạ?"
    ),
}

_NAMES = {
    "over_base": "lớn hơn số liệu nền",
    "percent_for_count": "báo bằng phần trăm",
    "percent_disagrees": "phần trăm không khớp số đếm",
    "percent_complement": "phần trăm của phần còn lại",
    "percent_swapped": "đảo tử số và mẫu số",
    "equals_target": "đúng bằng chỉ tiêu, không có số đếm",
    "drop": "giảm so với kỳ trước",
    "jump": "tăng vọt so với kỳ trước",
    "digit_extra": "có thể thừa hoặc thiếu một chữ số",
    "digits_swapped": "có thể đảo chữ số",
    "other_base": "mẫu số khác số liệu nền",
    "wrong_kind": "đếm khác đơn vị",
    "zero_unlike_siblings": "bằng 0, khác các thôn bên",
    "base_drift": "số liệu nền thay đổi",
    "copied_indicator": "trùng với chỉ tiêu khác",
    "copied_neighbour": "trùng với thôn bên",
    "copied_last": "y hệt kỳ trước",
    "outlier": "khác hẳn các thôn bên",
    "few_siblings": "ít thôn để so",
    "rate_only": "chỉ có tỷ lệ",
    "by_phone": "nhập hộ",
}


def how_to_settle(v: Voice, i: Indicator, num: int) -> str:
    """A yes where a number is waited for."""
    return f"{v.You} xem lại rồi nhắn số {i.short} giúp. Nếu đúng là {number(num)} thì nhắn “giữ {number(num)}”."


def sentence(voice: Voice, indicator: Indicator, doubt: Doubt, unit: str = "") -> str:
    """What is said about a doubt, with the name of the item in it, and of the unit where it is not their own."""
    said = _SENTENCES.get(doubt.name, _default)(voice, indicator, doubt.facts)
    if indicator.short.lower() not in said.lower():
        said = f"{indicator.short}: {said[:1].lower()}{said[1:]}"
    if not unit:
        return upper_first(said)
    named = said.lower().startswith(indicator.short.lower())
    return f"{upper_first(unit)}{', ' if named else ': '}{said[:1].lower()}{said[1:]}"


def name(check: str) -> str:
    """A check in the few words an officer's list has room for."""
    return _NAMES.get(check, check)
