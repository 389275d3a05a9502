"""Frameworks: the shipped ones are whole, and a wrong file is named with its line."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from scoring.framework import (
    SHIPPED,
    Collect,
    FrameworkError,
    Kind,
    Target,
    UnknownFramework,
    UnknownIndicator,
    bases,
    framework,
    frameworks,
    load,
    measures,
    shipped,
)

PRINTED = {"qd-1829-2023": 37, "cv-891-2022": 14, "bim-son-2023": 30, "kh-100-2023": 38, "qd-3853-2022-xa": 56}
EVERY = [indicator for one in shipped().values() for indicator in one.indicators]

BASES = {
    "qd-1829-2023": {
        "truong_thanh": ["3.4", "3.6", "3.9", "3.10", "3.11"],
        "tu_15": ["3.2"],
        "dan_so": ["3.5"],
        "lao_dong": ["3.1"],
        "ho": ["3.12", "4.1"],
        "doanh_nghiep": ["2.5"],
        "dn_nho_vua": ["2.6"],
        "can_bo": ["1.2", "1.4", "4.3"],
        "can_bo_nld": ["1.10"],
        "truong_hoc": ["3.7"],
        "co_so_giao_duc": ["3.8"],
        "thue_bao_thong_minh": ["3.3"],
    },
    "kh-100-2023": {
        "truong_thanh": ["V.1", "V.3", "V.4"],
        "tu_15": ["V.2"],
        "dan_so": ["V.5"],
        "ho": ["I.2"],
        "doanh_nghiep": ["IV.6"],
        "dn_nho_vua": ["IV.5/1", "IV.5/2"],
        "can_bo_vien_chuc": ["III.9"],
        "thon": ["I.4"],
        "thue_bao": ["I.1"],
        "thue_bao_thong_minh": ["VI.3"],
    },
}

GOOD = """\
id: cua-xa
title: Danh mục của xã
document: {number: 12/KH-UBND}
level: xa
target_year: 2026
groups:
- {code: A, name: Nhóm một, count: 1}
indicators:
- id: A.1
  code: A.1
  group: A
  name: Tỷ lệ hộ có thùng rác số
  measure: smart_bins
  kind: ratio
  collect: thon
  base: ho
  numerator: hộ có thùng rác số
  denominator: hộ gia đình
  target: {op: '>', value: 62.5, unit: '%'}
"""
MEASURES = """\
smart_bins:
  short: thùng rác số
  asks: bao nhiêu hộ có thùng rác số
  definition: Hộ đã nhận thùng rác số.
  count_unit: hộ
"""


def own(folder: Path, text: str, measures: str = MEASURES) -> Path:
    """A folder of an office with one framework; its file."""
    (folder / "measures.yaml").write_text(measures, encoding="utf-8")
    path = folder / "cua-xa.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("id", PRINTED)
def test_every_printed_indicator_is_there(id: str) -> None:
    found = shipped()[id]
    assert len({indicator.part_of or indicator.id for indicator in found.indicators}) == PRINTED[id]
    assert framework(id) is found


@pytest.mark.parametrize("id", BASES)
def test_shared_denominators_are_where_they_belong(id: str) -> None:
    found: dict[str, list[str]] = {}
    for indicator in framework(id).indicators:
        if indicator.base:
            found.setdefault(indicator.base, []).append(indicator.id)
    assert found == BASES[id]


def test_a_base_counts_what_its_indicators_count() -> None:
    known = bases()
    assert [one.id for one in EVERY if one.base and known[one.base].count_unit != one.count_unit] == []


def test_questions_read_well() -> None:
    for one in EVERY:
        assert len(one.short) <= 60, one
        if one.kind in (Kind.RATIO, Kind.COUNT):
            assert one.asks.startswith("bao nhiêu"), one
        assert one.asks[0].islower() or one.asks.startswith("Ban Chỉ đạo"), one
        assert one.definition.endswith("."), one


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("3.2", "tài khoản ngân hàng"),
        ("3.4", "điện thoại thông minh"),
        ("3.12", "trả tiền điện không dùng tiền mặt"),
        ("3.9", "VNeID"),
        ("3.5", "hồ sơ sức khỏe điện tử"),
        ("1.7", "kênh Zalo, trang thông tin để tiếp nhận ý kiến người dân"),
        ("3.10", "chữ ký số"),
        ("3.6", "tư vấn sức khỏe từ xa"),
    ],
)
def test_the_common_ones_have_their_common_names(code: str, words: str) -> None:
    assert framework("qd-1829-2023").indicator(code).short == words


def test_names_are_composed_and_no_alias_is_shared_inside_a_framework() -> None:
    known = measures()
    for one in shipped().values():
        owner: dict[str, str] = {}
        for indicator in one.indicators:
            for alias in known[indicator.measure].aliases:
                assert alias == unicodedata.normalize("NFC", alias.lower())
                assert owner.setdefault(alias, indicator.measure) == indicator.measure, (one.id, alias)


def test_the_same_thing_is_the_same_measure_in_every_framework() -> None:
    of = {one.id: {indicator.measure: indicator.id for indicator in one.indicators} for one in shipped().values()}
    assert of["bim-son-2023"]["online_files"] == "1.5"
    assert of["qd-1829-2023"]["online_files"] == "1.6"
    assert "phone_security" not in of["bim-son-2023"]
    assert of["qd-1829-2023"]["phone_security"] == "3.3"
    assert [of[id]["vneid"] for id in ("qd-1829-2023", "kh-100-2023", "qd-3853-2022-xa")] == ["3.9", "V.1", "8.1"]
    assert framework("qd-1829-2023").by_measure("vneid")[0].id == "3.9"


def test_a_composite_indicator_becomes_its_parts() -> None:
    found = framework("kh-100-2023")
    parts = found.expand("III.5")
    assert [part.id for part in parts] == ["III.5/1", "III.5/2"]
    assert [part.target for part in parts] == [Target(">=", 10_000, "%"), Target(">=", 8_000, "%")]
    assert found.indicator("III.5/2").part_of == "III.5"
    with pytest.raises(UnknownIndicator):
        found.indicator("III.5")


def test_kinds_say_how_to_add_up() -> None:
    wifi = framework("bim-son-2023").indicator("4.5")
    assert (wifi.kind, wifi.over_units, wifi.over_time, wifi.target) == (Kind.COUNT, "sum", "last", None)
    zalo = framework("qd-1829-2023").indicator("1.7")
    assert (zalo.kind, zalo.collect, zalo.over_units) == (Kind.BOOLEAN, Collect.XA, "count_yes")
    assert framework("qd-1829-2023").indicator("1.9").over_units == "none"
    assert framework("qd-3853-2022-xa").indicator("8.5").over_time == "sum"
    assert not framework("qd-1829-2023").indicator("3.9").falls


def test_an_unknown_framework_is_named() -> None:
    with pytest.raises(UnknownFramework, match="there is no framework qd-1"):
        framework("qd-1")


def test_an_office_adds_its_own(tmp_path: Path) -> None:
    own(tmp_path, GOOD)
    found = frameworks(tmp_path)
    assert set(found) == {*PRINTED, "cua-xa"}
    indicator = framework("cua-xa", tmp_path).indicator("A.1")
    assert indicator.target == Target(">", 6_250, "%")
    assert indicator.asks == "bao nhiêu hộ có thùng rác số"
    assert measures(tmp_path)["smart_bins"].count_unit == "hộ"
    assert "smart_bins" not in measures()
    assert framework("qd-1829-2023", tmp_path) is framework("qd-1829-2023")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("  kind: ratio", "  kind: ratios", 14, "indicators 1, kind"),
        ("  base: ho", "  base: nha", 16, "the base nha is not in bases.yaml"),
        ("  measure: smart_bins", "  measure: bins", 13, "the measure bins is not in measures.yaml"),
        ("value: 62.5", "value: 162.5", 19, "between 0 and 100"),
        ("value: 62.5", "value: 62.555", 19, "at most two decimals"),
        ("  group: A", "  group: B", 11, "the group B is not in groups"),
        ("count: 1", "count: 2", 7, "group A says 2 and has 1"),
        ("  name: Tỷ lệ", "  nmae: Tỷ lệ", 9, "name"),
        ("  collect: thon", "  collect: thon\n  colour: red", 16, "colour"),
        ("title: Danh", "title: [Danh", 3, ""),
        ("target_year: 2026", "target_year: hai nghìn", 5, "target_year"),
        ("unit: '%'", "unit: người", 9, "the target does not fit the kind ratio"),
    ],
)
def test_a_wrong_file_is_named_with_line_and_reason(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    path = own(tmp_path, GOOD.replace(old, new))
    with pytest.raises(FrameworkError) as raised:
        load(path)
    message = str(raised.value)
    assert raised.value.line == line, message
    assert str(path) in message
    assert reason in message
    assert "\n" not in message


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match=r"cua-huyen\.yaml"):
        load(tmp_path / "cua-huyen.yaml")
    path = own(tmp_path, GOOD)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FrameworkError, match="UTF-8"):
        load(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(FrameworkError, match="line 1"):
        load(path)


def test_two_files_cannot_share_an_id(tmp_path: Path) -> None:
    own(tmp_path, GOOD)
    (tmp_path / "khac.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(FrameworkError, match="has the id cua-xa too"):
        frameworks(tmp_path)


def test_checks_and_counts_need_no_pydantic() -> None:
    code = "import sys, scoring.checks, scoring.points, scoring.framework; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_files_lie_in_the_package() -> None:
    assert {path.stem for path in SHIPPED.glob("*.yaml")} == {*PRINTED, "bases", "measures"}
