"""A dialogue script as plain values: one line, one value. The format is described in docs/dialogues.md."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ROLES = ("member", "officer", "leader", "supervisor", "none")


class ScriptError(Exception):
    """The script itself is wrong: file, line and reason in one sentence."""

    def __init__(self, file: Path | str, line: int | None, reason: str) -> None:
        where = f"{file}:{line}" if line is not None else f"{file}"
        super().__init__(f"{where}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Setup:
    """`setup thon-3.yaml`: the world."""

    name: str


@dataclass(frozen=True, slots=True)
class At:
    """`at 2023-06-25 08:00`: set the clock."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Says:
    """`to3: 412`, or in a group, or quoting the question about an indicator."""

    who: str
    text: str
    group: str | None = None
    quotes: str | None = None


@dataclass(frozen=True, slots=True)
class Presses:
    """`to3 [Sửa]`: press a button of the newest message that has it."""

    who: str
    label: str


@dataclass(frozen=True, slots=True)
class SendsFile:
    """`to3 + danh-sach.jpg Thôn 3`: a photo or document beside the script, with a caption or none."""

    who: str
    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class SendsOther:
    """`to3 sticker`, `to3 voice`."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Again:
    """`to3 again`: the platform delivers the last message once more."""

    who: str


@dataclass(frozen=True, slots=True)
class Hears:
    """`> 79,2%`, `!> đã ghi`, `cb> Thôn 3`, `cb!> Thôn 3`. `who` None: whoever wrote last."""

    who: str | None
    pattern: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """`count cb 1`, `cb silent`: exactly so many messages."""

    who: str
    number: int


@dataclass(frozen=True, slots=True)
class Holds:
    """`= t3 3.4 412/520` and the like; `!=` wants the opposite."""

    unit: str
    campaign: str | None
    what: str  # figure, report, total, verdict, points, evidence, difficulty, by
    code: str | None
    value: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Restart:
    """`restart`: everything in memory is gone; the application starts again on the same database."""


@dataclass(frozen=True, slots=True)
class Down:
    """`down`: killed, and stays down until `restart`."""


@dataclass(frozen=True, slots=True)
class GivesRole:
    """`role moi member t3`, `role to3 none t3`: an officer gives or takes a role on the command line."""

    who: str
    role: str
    unit: str


Act = Setup | At | Says | Presses | SendsFile | SendsOther | Again | Hears | Counts | Holds | Restart | Down | GivesRole


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: its number, its text as written, and what it means."""

    number: int
    text: str
    act: Act


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script. The first act is its `setup`."""

    file: Path
    lines: tuple[Line, ...]

    @property
    def world(self) -> str:
        """The name behind `setup`."""
        first = self.lines[0].act
        assert isinstance(first, Setup)
        return first.name


_KEY = r"(?P<who>[^\W_][\w.-]*)"
_PERSON: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Act]], ...] = (
    (re.compile(rf"{_KEY}:(?P<text>.*)"), lambda m: Says(m["who"], _text(m["text"]))),
    (re.compile(rf"{_KEY}\s*\[(?P<label>.+)\]"), lambda m: Presses(m["who"], m["label"].strip())),
    (re.compile(rf"{_KEY}\s+\+\s+(?P<file>\S+)(?P<text>.*)"),
     lambda m: SendsFile(m["who"], m["file"], _text(m["text"]))),
    (re.compile(rf"{_KEY}\s+(?P<what>sticker|voice)"), lambda m: SendsOther(m["who"], m["what"])),
    (re.compile(rf"{_KEY}\s+again"), lambda m: Again(m["who"])),
    (re.compile(rf"{_KEY}\s+silent"), lambda m: Counts(m["who"], 0)),
    (re.compile(rf"{_KEY}\s+quotes\s+(?P<code>[^\s:]+)\s*:(?P<text>.*)"),
     lambda m: Says(m["who"], _text(m["text"]), quotes=m["code"])),
    (re.compile(rf"{_KEY}\s+in\s+(?P<group>[^\s:]+)\s*:(?P<text>.*)"),
     lambda m: Says(m["who"], _text(m["text"]), group=m["group"])),
    (re.compile(rf"{_KEY}\s*(?P<no>!?)>(?P<text>.*)"), lambda m: Hears(m["who"], _pattern(m["text"]), not m["no"])),
)  # fmt: skip


def read_script(file: Path) -> Script:
    """Read a script. Raises ScriptError."""
    try:
        source = file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ScriptError(file, None, "không có tệp này") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(file, None, f"không đọc được: {error}") from None
    return parse(source, file)


def parse(source: str, file: Path) -> Script:
    """The script in a text. Raises ScriptError."""
    lines = []
    for number, written in enumerate(source.split("\n"), 1):
        text = written.strip()
        if not text or text.startswith("#"):
            continue
        try:
            lines.append(Line(number, text, _act(text)))
        except ValueError as error:
            raise ScriptError(file, number, f"{error}: {text}") from None
    _check_order(file, lines)
    return Script(file, tuple(lines))


def _check_order(file: Path, lines: list[Line]) -> None:
    if not lines or not isinstance(lines[0].act, Setup):
        raise ScriptError(file, lines[0].number if lines else None, "kịch bản phải mở đầu bằng dòng setup")
    spoken = False
    for line in lines[1:]:
        if isinstance(line.act, Setup):
            raise ScriptError(file, line.number, "chỉ một dòng setup trong một kịch bản")
        if isinstance(line.act, Hears) and line.act.who is None and not spoken:
            raise ScriptError(file, line.number, "chưa ai nhắn gì trước dòng này")
        spoken = spoken or isinstance(line.act, Says | Presses | SendsFile | SendsOther | Again)


def _act(text: str) -> Act:
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    if text.startswith(("=", "!=")):
        return _holds(text.removeprefix("!").removeprefix("=").strip(), wanted=not text.startswith("!"))
    if text.startswith((">", "!>")):
        return Hears(None, _pattern(text.removeprefix("!").removeprefix(">")), not text.startswith("!"))
    for pattern, make in _PERSON:
        found = pattern.fullmatch(text)
        if found is not None:
            return make(found)
    if word in _KEYWORDS:
        return _KEYWORDS[word](rest)
    raise ValueError("không hiểu dòng này")


def _setup(rest: str) -> Act:
    if not rest:
        raise ValueError("setup cần tên của thế giới")
    return Setup(rest)


def _at(rest: str) -> Act:
    try:
        moment = datetime.strptime(rest, "%Y-%m-%d %H:%M")  # noqa: DTZ007  (the zone is put on next)
    except ValueError:
        raise ValueError("at cần ngày giờ dạng 2023-06-25 08:00") from None
    return At(moment.replace(tzinfo=HANOI))


def _count(rest: str) -> Act:
    who, _, number = rest.partition(" ")
    if not number.strip().isdecimal():
        raise ValueError("count cần một người và một số")
    return Counts(who, int(number))


def _role(rest: str) -> Act:
    parts = rest.split()
    if len(parts) != 3 or parts[1] not in ROLES:
        raise ValueError(f"role cần người, vai trò ({', '.join(ROLES)}) và đơn vị")
    return GivesRole(*parts)


def _alone(act: Act) -> Callable[[str], Act]:
    def make(rest: str) -> Act:
        if rest:
            raise ValueError("dòng này chỉ có một từ")
        return act

    return make


_KEYWORDS: dict[str, Callable[[str], Act]] = {
    "setup": _setup,
    "at": _at,
    "count": _count,
    "role": _role,
    "restart": _alone(Restart()),
    "down": _alone(Down()),
}


def _text(written: str) -> str:
    return written.strip().replace("\\n", "\n")


def _pattern(written: str) -> str:
    pattern = written.strip()
    if not pattern or any(not part.strip() for part in pattern.split("|")):
        raise ValueError("thiếu nội dung cần so")
    return pattern


# --- the `=` lines ----------------------------------------------------------------------------------------------------

_STATES = ("open", "submitted", "returned", "approved")
_VERDICTS = ("met", "missed", "unknown", "none")
_NAMED = ("total", "points", "evidence", "difficulty", "by")


def _holds(text: str, *, wanted: bool) -> Holds:
    unit, _, rest = text.partition(" ")
    unit, _, campaign = unit.partition("@")
    word, _, after = rest.strip().partition(" ")
    after = after.strip()
    if not unit or not word:
        raise ValueError("thiếu đơn vị hoặc nội dung cần so")
    of = campaign or None
    if word == "report":
        if after not in _STATES:
            raise ValueError(f"report cần một trong {', '.join(_STATES)}")
        return Holds(unit, of, "report", None, after, wanted)
    if word in _VERDICTS:
        if not after or " " in after:
            raise ValueError(f"{word} cần một mã chỉ tiêu")
        return Holds(unit, of, "verdict", after, word, wanted)
    if word in _NAMED:
        code, _, value = after.partition(" ")
        value = value.strip()
        _CHECKS[word](value)
        return Holds(unit, of, word, code, value, wanted)
    if not after:
        raise ValueError("thiếu số liệu cần so")
    return Holds(unit, of, "figure", word, after, wanted)


def _must(pattern: str, example: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if re.fullmatch(pattern, value) is None:
            raise ValueError(f"cần dạng {example}")

    return check


_CHECKS: dict[str, Callable[[str], None]] = {
    "total": _must(r"(-|-?\d+(/\d+)?)(\s*\(\d+/\d+\))?", "2518/3082 (6/6)"),
    "points": _must(r"unknown|-?\d+([.,]\d+)?", "9.45 hoặc unknown"),
    "evidence": _must(r"\d+", "1"),
    "difficulty": _must(r'["“].*["”]|-', '"lý do"'),
    "by": _must(r"\S+", "cb"),
}
