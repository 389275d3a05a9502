"""`sothon play` itself: every kind of line, every kind of mistake, the exit codes, the throw-away database."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.play.command import FAILS, HOLDS, WRONG, play_files
from bot.play.figures import read_figure
from bot.play.matching import contains, equals
from bot.play.script import Hears, Holds, Presses, Says, ScriptError, SendsFile, parse
from bot.play.world import WorldError, find_world, read_world
from scoring.framework import framework
from tests import machine

PHOTO = Path(__file__).parents[1] / "dialogues" / "own" / "anh.jpg"

WORLD = """
channel: web
units:
  - {key: t3, name: Thôn 3, level: thon, parent: qt}
  - {key: qt, name: xã Quang Trung, level: xa}
people:
  - {key: to3, name: Bác Thịnh, address: bác, role: member, unit: t3}
  - {key: cb, name: Anh Dũng, address: anh, role: officer, unit: qt}
  - {key: moi, name: Bác Mới}
  - {key: vang, name: Bác Vắng, role: member, unit: t3, channel: none}
groups:
  - {key: nhom, name: Nhóm xã, people: [to3, cb]}
base:
  - {unit: t3, base: truong_thanh, value: 520, source: Công an xã, date: 2023-05-31}
  - {unit: t3, base: ho, value: 178}
campaigns:
  - {key: h1, framework: qd-1829-2023, period: 2023-H1, root: qt, opens: 2023-06-01, due: 2023-06-30,
     indicators: ["3.4", "3.12"]}
"""
Played = Callable[..., tuple[int, str]]


@pytest.fixture
def played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Played:
    """Plays the lines on a small world; (exit code, what was printed)."""

    def play(lines: str, world: str = WORLD, **options: str) -> tuple[int, str]:
        (tmp_path / "world.yaml").write_text(world, "utf-8")
        script = tmp_path / "script.txt"
        script.write_text("setup world.yaml\n" + lines, "utf-8")
        code = play_files([script], quiet=True, database=options.get("database"), channel=options.get("channel"))
        said = capsys.readouterr()
        return code, said.out + said.err

    return play


# --- what holds, what does not ----------------------------------------------------------------------------------------

HOLDING = {
    "reply": "to3: smartphone 412\n> 79,2%|không có\n!> xin lỗi\n> Đã ghi…412/520",
    "case and blanks": "to3:   smartphone   412\n> ĐÃ  GHI",
    "labels": "to3: smartphone 412\n> Sửa\n> [Sửa]",
    "figure": "to3: smartphone 412\n= t3 3.4 412/520\n!= t3 3.4 413/520\n= t3 3.12 -\n= t3@h1 3.4 412/520",
    "kept in doubt": "to3: smartphone 530\nto3 [Giữ 530]\n= t3 3.4 530/520!\n= t3 3.4 530/520\n!= t3 3.4 530/520~",
    "report": "= t3 report open\n!= t3 report approved",
    "total": "to3: smartphone 412\n= qt total 3.4 412/520 (1/1)\n= qt total 3.4 412/520\n!= qt total 3.4 412/520 (2/2)",
    "verdicts": "= t3 unknown 3.4\nto3: smartphone 412\n= t3 met 3.4\n= qt met 3.4\n!= t3 missed 3.4",
    "points": "to3: smartphone 412\n= t3 points 3.4 unknown",
    "evidence": "= t3 evidence 3.4 0\nto3: smartphone 412\nto3 [Gửi ảnh…]\nto3 + anh.jpg\n= t3 evidence 3.4 1",
    "difficulty": 'to3: smartphone 300\nto3: khó khăn: máy cũ\n= t3 difficulty 3.4 "máy cũ"\n= t3 difficulty 3.12 -',
    "by": "to3: smartphone 412\n= t3 by 3.4 to3\n!= t3 by 3.4 cb",
    "silent and count": "to3: smartphone 412\ncount to3 1\ncb silent\nto3> smartphone|điện thoại\nto3!> VNeID",
    "again": "to3: smartphone 412\nto3 again\nto3 silent\n= t3 3.4 412/520",
    "line break": "to3: 3.4 412\\n3.12 120\n= t3 3.4 412/520\n= t3 3.12 120/178",
    "quotes": "to3: chào em\nto3 quotes 3.4: 412\n= t3 3.4 412/520",
    "sticker and voice": "to3 sticker\nto3 voice\n= t3 3.4 -",
    "restart": "to3: smartphone 412\nrestart\n= t3 3.4 412/520\nto3: 120\n= t3 3.12 120/178",
    "down": "down\nto3: smartphone 412\n= t3 3.4 -\nrestart\n= t3 3.4 412/520",
    "role": "role moi member t3\nmoi: 3.4 412\n= t3 by 3.4 moi\nrole moi none t3\nmoi: 3.4 400\n= t3 3.4 412/520",
    "group": "to3 in nhom: smartphone 412\nto3 silent\n= t3 3.4 -",
    "reminder": "at 2023-06-29 20:00\nat 2023-06-30 16:00\nto3> Thôn 3\ncount to3 1",
    "earlier": "at 2023-06-30 16:00\nat 2023-06-26 08:00\nto3 silent\nto3: hạn khi nào\n> còn 4 ngày",
}


@pytest.mark.parametrize("lines", HOLDING.values(), ids=HOLDING.keys())
def test_it_holds(lines: str, played: Played, tmp_path: Path) -> None:
    shutil.copy(PHOTO, tmp_path / "anh.jpg")
    assert played(f"at 2023-06-25 08:00\n{lines}") == (HOLDS, "")


FAILING = {
    "reply": "to3: smartphone 412\n> không hề nói câu này",
    "not said": "to3: smartphone 412\n!> đã ghi",
    "alternatives, none of which": "to3: smartphone 412\n!> xin lỗi|đã ghi",
    "figure": "to3: smartphone 412\n= t3 3.4 413/520",
    "opposite": "to3: smartphone 412\n!= t3 3.4 412/520",
    "mark": "to3: smartphone 412\n= t3 3.4 412/520~",
    "label": "to3: smartphone 412\nto3 [Không có nút này]",
    "count": "to3: smartphone 412\ncount to3 2",
    "silent": "to3: smartphone 412\nto3 silent",
    "after again": "to3: smartphone 412\nto3 again\n> đã ghi",
    "another person": "to3: smartphone 412\ncb> đã ghi",
    "report": "= t3 report submitted",
    "quotes": "to3 quotes 3.4: 412",
    "nothing yet to repeat": "to3 again",
}


@pytest.mark.parametrize("lines", FAILING.values(), ids=FAILING.keys())
def test_it_fails__with_the_line(lines: str, played: Played) -> None:
    code, said = played(f"at 2023-06-25 08:00\n{lines}")
    assert code == FAILS
    last = lines.splitlines()[-1]
    assert f"script.txt:{lines.count(chr(10)) + 3}: {last}" in said
    assert "mong đợi:" in said
    assert "thực tế:" in said


def test_a_failure_says_what_was_said(played: Played) -> None:
    code, said = played("at 2023-06-25 08:00\nto3: smartphone 412\n> 555")
    assert code == FAILS
    assert "412/520" in said


# --- wrong scripts ----------------------------------------------------------------------------------------------------

WRONG_LINES = {
    "gibberish": "lorem ipsum",
    "nobody": "ai: chào",
    "no unit": "= t9 3.4 1/2",
    "no indicator": "= t3 9.9 1/2",
    "not asked in the round": "= t3 3.9 1/2",
    "no value": "= t3 3.4",
    "bad value": "= t3 3.4 bao nhiêu đó",
    "bad state": "= t3 report gone",
    "bad total": "= qt total 3.4 nhiều",
    "bad points": "= t3 points 3.4 ít",
    "no campaign": "= t3@h9 3.4 1/2",
    "bad time": "at 25/6/2023",
    "bad role": "role moi boss t3",
    "role of nowhere": "role moi member t9",
    "bad count": "count to3 nhiều",
    "no file": "to3 + khong-co.jpg",
    "no group": "to3 in hoi: chào",
    "nobody can be heard from": "vang: chào",
    "nothing to compare": "to3: chào\n>",
    "empty alternative": "to3: chào\n> a||b",
    "a reply to nobody": "> chào",
    "two worlds": "setup world.yaml",
    "word after restart": "restart now",
    "nobody entered it": "= t3 by 3.4 ai",
}


@pytest.mark.parametrize("lines", WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_a_wrong_script(lines: str, played: Played) -> None:
    code, said = played(f"at 2023-06-25 08:00\n{lines}")
    assert code == WRONG
    assert f"script.txt:{lines.count(chr(10)) + 3}: " in said


def test_a_script_needs_its_world_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "script.txt"
    script.write_text("at 2023-06-25 08:00\n", "utf-8")
    assert play_files([script], quiet=True) == WRONG
    assert play_files([tmp_path / "khong-co.txt"], quiet=True) == WRONG
    script.write_text("setup khong-co.yaml\n", "utf-8")
    assert play_files([script], quiet=True) == WRONG
    assert "khong-co.yaml" in capsys.readouterr().err


def test_the_worst_of_several_files_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "world.yaml").write_text(WORLD, "utf-8")
    for name, lines in {"a": "= t3 report open", "b": "= t3 report approved", "c": "lorem"}.items():
        (tmp_path / f"{name}.txt").write_text(f"setup world.yaml\n{lines}\n", "utf-8")
    assert play_files([tmp_path / "a.txt", tmp_path / "b.txt"], quiet=True) == FAILS
    assert play_files([tmp_path / "c.txt", tmp_path / "a.txt"], quiet=True) == WRONG
    assert play_files([tmp_path / "a.txt"]) == HOLDS
    assert "đúng như mong đợi" in capsys.readouterr().out


# --- wrong worlds -----------------------------------------------------------------------------------------------------

WRONG_WORLDS = {
    "unknown key": ("channel: web", "chanel: web", "chanel"),
    "unknown level": ("level: thon", "level: xom", "units[0].level"),
    "no parent": ("parent: qt", "parent: zz", "units[0].parent"),
    "its own parent": ("parent: qt", "parent: t3", "units[0].parent"),
    "unit twice": ("key: qt,", "key: t3,", "units[1].key"),
    "nowhere": ("role: officer, unit: qt", "role: officer, unit: zz", "people[1].unit"),
    "role without unit": ("role: officer, unit: qt", "role: officer", "people[1]"),
    "unknown base": ("base: ho", "base: nha", "base[1].base"),
    "negative base": ("value: 178", "value: -1", "base[1].value"),
    "no framework": ("framework: qd-1829-2023", "framework: qd-1", "campaigns[0].framework"),
    "no indicator": ('"3.12"', '"9.9"', "campaigns[0].indicators"),
    "bad period": ("period: 2023-H1", "period: 2023-H3", "campaigns[0].period"),
    "bad time": ("opens: 2023-06-01", "opens: hôm nay", "campaigns[0].opens"),
    "due before opening": ("due: 2023-06-30", "due: 2023-05-30", "campaigns[0].due"),
    "bad ladder": ("indicators:", "reminders: lorem, indicators:", "campaigns[0].reminders"),
    "not a table": (WORLD, "- 1", ""),
    "not YAML": (WORLD, "a: [", ""),
}


@pytest.mark.parametrize(("was", "now", "key"), WRONG_WORLDS.values(), ids=WRONG_WORLDS.keys())
def test_a_wrong_world(was: str, now: str, key: str, played: Played) -> None:
    assert was in WORLD
    code, said = played("at 2023-06-25 08:00", world=WORLD.replace(was, now, 1))
    assert code == WRONG
    assert f"world.yaml: {key}" in said
    assert said.count("\n") == 1


def test_a_world_is_found_beside_the_script_or_in_the_product(tmp_path: Path) -> None:
    (tmp_path / "xa.yaml").write_text(WORLD, "utf-8")
    assert find_world("xa", tmp_path) == tmp_path / "xa.yaml"
    assert read_world(find_world("demo", tmp_path)).units
    with pytest.raises(WorldError, match="không có tệp"):
        find_world("khong-co", tmp_path)


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_parse() -> None:
    script = parse(
        "setup x\n# a comment\n\nto3: a\\nb\nto3 [Sửa]\nto3 + a.jpg Thôn 3\ncb!> x\n= t3 3.4 1/2\n", Path("s")
    )
    acts = [line.act for line in script.lines]
    assert script.world == "x"
    assert acts[1:] == [
        Says("to3", "a\nb"),
        Presses("to3", "Sửa"),
        SendsFile("to3", "a.jpg", "Thôn 3"),
        Hears("cb", "x", False),
        Holds("t3", None, "figure", "3.4", "1/2", True),
    ]
    assert script.lines[1].number == 4


def test_parse__says_where() -> None:
    with pytest.raises(ScriptError, match=r"s:2: .*lorem"):
        parse("setup x\nlorem ipsum", Path("s"))


def test_matching() -> None:
    assert contains("Đã ghi:  412/520 người", "đã ghi: 412")
    assert contains("hộ", "hô\u0323")
    assert contains("hẹn gửi thứ Hai 26/6", "hẹn…26/6|không")
    assert not contains("26/6 hẹn", "hẹn…26/6")
    assert equals("Giữ 530", "giữ…")
    assert not equals("Giữ 530", "giữ")


@pytest.mark.parametrize(
    "text", ["412/520", "17", "82.32%", "có", "không", '"một câu"', "-", "kad", "412/520~", "530/520!", "530/520~!"]
)
def test_read_figure(text: str) -> None:
    written = read_figure(text, framework("qd-1829-2023").indicator("3.4"))
    assert (written.estimate, written.doubted) == ("~" in text, "!" in text)


# --- databases and channels -------------------------------------------------------------------------------------------


def test_another_sqlite_file__must_be_empty_and_is_taken_away(played: Played, tmp_path: Path) -> None:
    file = tmp_path / "khac.db"
    assert played("= t3 report open", database=f"sqlite:///{file}") == (HOLDS, "")
    assert not file.exists()
    file.write_text("something")
    code, said = played("= t3 report open", database=f"sqlite:///{file}")
    assert code == WRONG
    assert "trống" in said
    assert file.read_text() == "something"


@pytest.mark.parametrize("url", ["mysql://x/y", "lorem", "sqlite://", "postgresql://postgres@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_used(url: str, played: Played) -> None:
    assert played("= t3 report open", database=url)[0] == WRONG


@pytest.mark.postgres
def test_on_postgresql__nothing_is_left_behind(played: Played) -> None:
    url, name = machine.postgres_url(), f"sothon_test_{os.getpid()}_play"  # a database of its own: others play too
    schemas = "SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'play_%'"
    with machine.connect(url) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    own = url.set(database=name)
    try:
        lines = "at 2023-06-25 08:00\nto3: smartphone 412\n= t3 3.4 412/520"
        assert played(lines, database=own.render_as_string(hide_password=False)) == (HOLDS, "")
        with machine.connect(own) as connection:
            assert connection.execute(schemas).fetchone() == (0,)
    finally:
        with machine.connect(url) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_channel_lends_its_shape(played: Played) -> None:
    lines = "at 2023-06-25 08:00\nto3: smartphone 530\n> 1. Giữ 530\nto3 [Giữ 530]\n= t3 3.4 530/520!"
    assert played(lines, channel="zalo_bot") == (HOLDS, "")
    assert played(lines, channel="web")[0] == FAILS
    assert played(lines, channel="fax")[0] == WRONG


def test_what_a_channel_cannot_carry__is_played_as_its_plain_equivalent(played: Played) -> None:
    lines = "at 2023-06-25 08:00\nto3: chào em\nto3 quotes 3.4: 412\n= t3 3.4 412/520\nto3 in nhom: @Sổ Thôn 3.12 120"
    assert played(f"{lines}\n= t3 3.12 120/178", channel="zalo_bot") == (HOLDS, "")
