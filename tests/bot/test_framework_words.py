"""`sothon framework check` names a mistake in Vietnamese: file, line, place, what is wanted."""

import ast
import re
from pathlib import Path

import pytest

import scoring.framework
import scoring.schema
from bot.commands.framework_words import REASONS
from tests.bot.conftest import Sothon
from tests.scoring.test_framework import GOOD, own


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  kind: ratio", "  kind: ratios",
         "dòng 14: indicators, mục thứ 1, kind: phải là một trong ratio, count, boolean, level, text"),
        ("  collect: thon", "  collect: thôn", "dòng 15: indicators, mục thứ 1, collect: phải là một trong"),
        ("  base: ho", "  base: nha", "dòng 16: indicators, mục thứ 1, base: không có nha trong bases.yaml"),
        ("  measure: smart_bins", "  measure: bins", "không có bins trong measures.yaml"),
        ("value: 62.5", "value: 162.5", "chỉ tiêu giao theo % phải từ 0 đến 100"),
        ("  group: A", "  group: B", "dòng 11: indicators, mục thứ 1, group: không có nhóm B trong groups"),
        ("count: 1", "count: 2", "groups, mục thứ 1, count: nhóm A ghi 2 chỉ tiêu mà có 1"),
        ("  name: Tỷ lệ", "  nmae: Tỷ lệ", "indicators, mục thứ 1, name: thiếu mục này"),
        ("  collect: thon", "  collect: thon\n  colour: red", "mục thứ 1, colour: không có mục nào"),
        ("title: Danh", "title: [Danh", "dòng 3: viết sai cách của YAML"),
        ("target_year: 2026", "target_year: hai nghìn", "dòng 5: target_year: cần một số nguyên"),
        ("title: Danh mục của xã", "title: 2026", "dòng 2: title: cần chữ"),
        ("title: Danh mục của xã", "title: ''", "dòng 2: title: không được để trống"),
        ("- id: A.1", "  id: A.1", "indicators: cần một danh sách"),
        ("{number: 12/KH-UBND}", "12/KH-UBND", "dòng 3: document: cần các mục"),
        ("unit: '%'", "unit: người", "indicators, mục thứ 1: target không hợp với kind: ratio"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_in_vietnamese(folder: Path, sothon: Sothon, old: str, new: str, said: str) -> None:
    assert old in GOOD
    path = own(folder, GOOD.replace(old, new))
    result = sothon("framework", "check", path.name)
    assert result.exit_code == 1 and result.output.startswith("cua-xa.yaml, dòng "), result.output
    assert said in result.output, result.output
    assert not re.search(r"\b(the|is|line|should|input|must|not)\b", result.output, re.IGNORECASE), result.output


def test_every_reason_there_is_has_its_words() -> None:
    """Read from the source: whatever `scoring` raises over a file."""
    found = []
    for module in (scoring.schema, scoring.framework):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = getattr(node.exc.func, "id", "")
                said = node.exc.args[2] if name == "FrameworkError" else node.exc.args[0] if node.exc.args else None
                if name in {"WrongFile", "ValueError", "FrameworkError"} and isinstance(
                    said, ast.Constant | ast.JoinedStr
                ):
                    found.append(_filled(said))
    assert len(found) >= len(REASONS)
    for reason in found:
        assert any(re.fullmatch(known, reason) for known in REASONS), f"no Vietnamese words for “{reason}”"


def _filled(said: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(said, ast.Constant):
        return str(said.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in said.values)
