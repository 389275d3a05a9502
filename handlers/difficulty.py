"""Khó khăn, vướng mắc: asked for when a target is missed; what is said next is a note only if it reads like one."""

import re
from typing import Any

from handlers import asking, help, scope
from handlers.figures import officer_of
from handlers.language.decide import considered
from handlers.language.figures import marked_of
from handlers.language.read import read
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.scope import Question, own_reports, question
from handlers.standing import rounds, top_of
from handlers.status import unit_status
from handlers.texts import collect as collect_texts
from handlers.texts import general
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring.framework import Kind
from store import evidence, reports
from store.conversations import Step
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

# "không có gì", "chẳng vướng mắc gì cả", "bình thường ạ": there is no difficulty.
_NO = r"(?:khong|ko|k|hong|chang|cha|no|chua)(?: co| thay| gap)?"
_TROUBLE = r"(?:kho khan|vuong mac|vuong|kho|van de)"
_NONE = re.compile(
    rf"(?:da |u |thua )?(?:(?:cai|muc|so|khoan|phan|viec) (?:nay|do|ay|kia) (?:thi )?)?"
    rf"(?:{_NO}(?: {_TROUBLE})?(?: nao| gi| chi)+(?: ca| dau| het| em| bac| chau)*|{_NO} {_TROUBLE}"
    r"|(?:binh thuong|on|on ca|thuan loi)(?: thoi| ca)?)(?: a| em| em a| nhe| bac| chau)*"
)
_BARE_NO = re.compile(r"(?:da )?(?:khong|ko|k|hong|chang)(?: a| em| bac| nhe| chau| em a)*")
# A question is answered, not noted: "sao lại chưa đạt thế em", "hạn hôm nào", "thế có phải gửi lại không".
QUESTION = re.compile(
    r"\?|\b(?:bao gio|khi nao|hom nao|ngay nao|may gio|bao nhieu|the nao|ra sao|lam sao|tai sao|vi sao"
    r"|sao (?:lai|the|vay)|la gi|gi (?:vay|the|co|ha)|o dau|cho ai|ai (?:doc|xem|nhan))\b|\b(?:hihi|haha|kaka|hehe)\b"
    r"|\b(?:khong|chua|ha|nhi|chu|nhe)(?: (?:em|chau|bac|anh|chi|vay|the|a))*$"
    r"|\b(?:hay sao|the em|vay em|the bac|vay bac)$"
)
# "Nhiều nhà không có tài khoản" tells of some, and is no zero.
_SOME_LACK = re.compile(
    r"(?:nhieu|mot so|mot vai|may|da so|phan lon|cac (?:cu|ong|ba|ho)|ho|nguoi (?:gia|cao tuoi)|ba con|dan)\b.*"
    r"\b(?:khong|ko|chua|chang|it)\b.+"
)
# What a difficulty is told with; a message without any of these is idle talk, or about something else.
_TELLS = word_set(
    "khong ko k chua chang thieu it yeu kem cham hong hu mat ngai nghi kho ngheo xa song mang dat ban vang phuc tap "
    "vuong loi tre benh om lut ton phi sot cuc gach trinh hieu tuoi vung nui lung tung nham phien gia toan nhieu"
)
_WORDS_OF_A_NOTE = 2
_SHORT_WITH_NUMBER = 5
_IDLE = re.compile(
    r"^(?:cho|doi) (?:bac|chu|co|toi|em|anh|chi|minh) (?:ti|chut|ty|lat|mot|cai)|\b(?:con|thang) (?:cho|meo|ga|chau)\b"
    r"|\b(?:nong|lanh|ret|mua|nang) (?:qua|the|nhi|gom|kinh)\b|\bbac dang\b|\ban com\b|\bngu (?:day|trua)\b"
)
_SENDS = (["gui"], ["nop"])  # "gửi trước cái đủ rồi"
_COMMANDS = {"sua", "nham", "doi", "huy", "go"}


def answered(turn: Turn, reading: Reading, items: list[Item]) -> bool:
    """Serve an answer to the difficulty question; False for something else (a figure, a command, a question)."""
    if turn.talk.obstacle is None:
        return False
    said = fold(reading.text).strip(" .!,")
    if _NONE.fullmatch(said):
        none(turn)
    elif _BARE_NO.fullmatch(said) and _counts_open(turn):
        _none_or_zero(turn)
    elif _SOME_LACK.fullmatch(said) and not any(sign.isdigit() for sign in said):
        note(turn, reading.text, ())
    elif not items and _is_note(reading, said):
        note(turn, reading.reason or turn.incoming.text, _headed(turn) or _opened_by(reading))
    else:
        return False
    return True


def _headed(turn: Turn) -> tuple[Item, ...]:
    """ "Khó khăn ngân hàng: …": the item its title names, whatever was asked about."""
    head, colon, _ = turn.incoming.text.partition(":")
    if not colon or SUBJECT.match(fold(head).strip()) is None:
        return ()
    return tuple(one for one in read(head, scope.context(turn, head)).items if one.names)


def _opened_by(reading: Reading) -> tuple[Item, ...]:
    """ "Bưu điện không hỗ trợ gì": the item whose name, of several words, opens the message, whatever was asked."""
    seen = marked_of(reading)
    name = next((one for one in seen.names if one.start == 0 and one.end > 1), None) if seen is not None else None
    return () if name is None else tuple(one for one in reading.items if one.names and one.names == name.keys)


def _is_note(reading: Reading, said: str) -> bool:
    """Whether a text without a figure tells of what stood in the way."""
    words = said.split()
    if _COMMANDS & set(words) or words[:1] in _SENDS or QUESTION.search(said):
        return False
    if reading.intent == "difficulty_note":
        return not (len(words) <= _SHORT_WITH_NUMBER and words[-1].isdigit())  # "công an bảo 391" tells a number
    told = not reading.items and not any(sign.isdigit() for sign in said) and len(words) > _WORDS_OF_A_NOTE
    told = (
        told
        and not (reading.yes or reading.no or reading.doubtful)
        and not _TELLS.isdisjoint(words)
        and not _IDLE.search(said)
    )
    return told and reading.intent in {"unclear", "complaint", "off_topic", "correct"}


def _counts_open(turn: Turn) -> bool:
    asked = question(turn, turn.talk.asked) if turn.talk.step is Step.QUESTION and turn.talk.asked else None
    return asked is not None and asked.indicator.kind in {Kind.RATIO, Kind.COUNT}


def _none_or_zero(turn: Turn) -> None:
    """ "Không" after "có gì khó khăn" and "bao nhiêu": which of the two it answers is asked."""
    assert turn.talk.asked is not None
    asked = question(turn, turn.talk.asked)
    assert asked is not None
    turn.say(
        collect_texts.none_or_zero(asked.indicator),
        Button(collect_texts.NO_DIFFICULTY, {"do": "no_difficulty"}),
        Button(collect_texts.IS_ZERO, {"do": "answer", "question": asked.key, "num": 0}),
    )
    turn.asks = asked.key


_OF_THE_MOMENT = re.compile(
    r"(?:(?:a|o|oi|em|chau|ma|thoi|chet|con|the|cai|dang|lai|vua|hom nay|bua nay|nay|gio|tu nhien|bac|toi|minh|nha bac"
    r"|nha|ben bac|ben|thon|xom|cho|may|dien thoai|dt|bi)[ ,]+)*"
    r"(?:(?:mang|song|wifi|4g|3g|internet|zalo|duong truyen|dien thoai|dt|may|pin|sim)"
    r"(?: (?:nha|bac|toi|minh|em|nay|dang|hom nay|bua nay|lai|cu|no|bi|sap|gan|hay|ni|cua))*"
    r" (?:yeu|kem|cham|lag|lac|mat|chap chon|do|treo|dung|rot|het|(?:het|can|yeu) pin|het tien"
    r"|het dung luong|sap nguon|tat nguon|hong|nong|khong (?:co|vao duoc|len|gui duoc))"
    r"|(?:mat|cup|cat) (?:dien|mang|song|wifi|net)|(?:sap )?(?:het|can) pin|rot mang)"
    r"(?: (?:qua|lam|roi|the|vay|ghe|pin|mang|song|nguon|hoai|suot|mai|luon|em|chau|a|oi|day|mat|duoc|khong|gui|nay"
    r"|toi|gio|con|nhe))*"
)


def of_the_moment(text: str) -> bool:
    """ "Mạng yếu quá", "mất điện rồi em ơi": a trouble of the writer's own just now, and of no item."""
    return _OF_THE_MOMENT.fullmatch(fold(text).strip(" .!,")) is not None


def none(turn: Turn) -> None:
    """Nothing stood in the way."""
    turn.talk.obstacle = None
    turn.say(collect_texts.no_difficulty())
    asking.go_on(turn)


_LIST_WORDS = word_set(
    "xem cho toi anh chi liet ke tong hop nhung cac co danh sach kho khan vuong mac cua o gi nao thon to xom ban xa"
    " tung moi bao noi nhac phan dang gap thi sao the a em nhe di neu ra ca chua may ten ho noi ve la"
    " keu than vuong lam ket ai bi con hay"
)


SUBJECT = re.compile(r"\b(?:kho khan|vuong mac|vuong (?:gi|cho nao|nhung gi))\b")


# "Thôn nào kêu khó", "ai đang vướng": of whom is asked, and the word alone says what.
_WHO_COMPLAINS = re.compile(r"\b(?:nao|ai)\b.*\b(?:keu|than|gap|bi|dang|co|con) (?:kho|vuong|ket|keu)\b")


def asked_for(turn: Turn) -> bool:
    """ "Khó khăn của các thôn": for who looks after villages, what they have told; False where one is being told."""
    said_so = fold(turn.incoming.text)
    if not SUBJECT.search(said_so) and not _WHO_COMPLAINS.search(said_so):
        return False
    turn.reading = turn.reading or read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    top = top_of(turn)
    said = re.findall(r"[a-z0-9]+", fold(turn.incoming.text))
    named = {unit.id: unit for unit in scope.named_units(turn)}
    names = {word for unit in named.values() for word in fold(unit.name).split()}
    if top is None or turn.units(Role.MEMBER) or any(word not in _LIST_WORDS and word not in names for word in said):
        return False
    lines = []
    for one in rounds(turn, top):
        places = {report.unit.id: report.unit.name for report in one.reports}
        shorts = {row.id: row.short for row in one.indicators(turn)}
        for row in evidence.difficulties(turn.db, one.campaign.id):
            if row.unit in places and (not named or row.unit in named):
                lines.append(collect_texts.told_difficulty(places[row.unit], shorts.get(row.indicator or ""), row.text))
    turn.say(collect_texts.told_difficulties([unit.name for unit in named.values()], lines))
    if not lines and len(named) == 1:
        unit_status(turn, *named.values())  # what is in its way may be a figure that is doubted
    return True


_CLAUSES = re.compile(r"[,;.\n]+(?!\d)|\s(?:nhưng|nhung)\s", re.IGNORECASE)
_PEOPLE_LACK = re.compile(
    r"\b(?:dan|ba con|cac cu|nguoi gia|ong ba|nguoi dan)\b.*\b(?:khong|ko|chua|ngai|chang)\b(?! (?:a|ha|nhi|em|chau)?$)"
)
_LEAST = 3  # words of a difficulty told beside a figure


_ZERO = re.compile(  # "vâng, chưa có hộ nào": that is the figure itself
    r"(?:(?:vang|da|u|thi|em|nay|van|hien) )*(?:chua|khong|chang|no|ko)(?: (?:co|thay|he))*"
    r" (?:ai|(?:mot )?(?:ho|nha|nguoi|cai|cu|em|dua)(?: nao| mo)?)(?: (?:ca|het|dau|a|em|nhe|bac|chau))*"
)


_DENIES = re.compile(r"(?:(?:a|o|u|day|do|cai|so) )*(?:khong|ko|chu|dau|nao) phai\b")  # "không phải ngân hàng đâu"


def beside_figures(turn: Turn, reading: Reading) -> str | None:
    """ "412, sóng yếu quá nên không cài được": what stood in the way is noted with the figure it was told beside."""
    talk = turn.talk
    at_a_loss = not turn.units(Role.MEMBER) and not (talk.office or talk.obstacle or talk.last) and not reading.units
    for part in _CLAUSES.split(turn.incoming.text):
        if at_a_loss and not SUBJECT.search(fold(part)):
            continue  # an office that speaks of no place and no item tells of no difficulty
        if len(part.split()) < _LEAST or any(sign.isdigit() for sign in part) or QUESTION.search(fold(part)):
            continue
        told = read(part, scope.context(turn, part))
        lacks = told.intent in {"off_topic", "unclear", "complaint"} and _PEOPLE_LACK.search(fold(part)) is not None
        said = fold(part).strip(" .!,")
        # "Chia ra hai xóm" is a tale of the village too: beside a figure it is how it was counted.
        hinders = told.intent == "difficulty_note" and (tells(part) or _by_a_rule(told))
        if not (hinders or lacks) or _NONE.fullmatch(said) or _ZERO.fullmatch(said) or _DENIES.match(said):
            continue
        doubted = (turn.talk.waiting or {}).get("question")
        about = question(turn, doubted) if doubted else None
        note(turn, part.strip(), reading.items if len(reading.items) == 1 else (), about=about)
        return part
    return None


def _by_a_rule(told: Reading) -> bool:
    """Whether words of hindrance make a difficulty of it, and not its length alone."""
    marked = marked_of(told)
    context = told.seen[1] if isinstance(told.seen, tuple) else None
    found = considered(marked, context) if marked is not None and context is not None else []
    return any(one.intent == "difficulty_note" for one in found)


def tells(text: str) -> bool:
    """Whether an office's words about a village tell of a difficulty, and are no order and no bare name."""
    said = fold(text)
    return SUBJECT.search(said) is not None or (
        not said.startswith(("bao ", "nhan ", "noi ", "dan ", "goi ")) and not _TELLS.isdisjoint(said.split())
    )


def _in_hand(turn: Turn) -> dict[str, Any] | None:
    """What is just being spoken of: the number in doubt, or the figure that came back and is asked for."""
    if turn.talk.waiting is not None and turn.talk.waiting["step"] == Step.DOUBT:
        return turn.talk.waiting.get("question")
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    return turn.talk.asked if asked is not None and asked.report.state is ReportState.RETURNED else None


def note(
    turn: Turn, words: str, items: tuple[Item, ...], unit: Unit | None = None, about: Question | None = None
) -> None:
    """Hung on the item named, the one it was asked for, the last figure, else on the report; of another `unit`, for
    which an officer writes it down, on its report."""
    asked = about or (help.named(turn, items) if unit is None else None)
    for key in (turn.talk.obstacle, _in_hand(turn), *(turn.talk.last[-1:]), turn.talk.asked):
        found = question(turn, key) if asked is None and key is not None and unit is None else None
        asked = found if found is not None and not found.report.closed(turn.sent) else asked
    theirs = reports.reports_of_unit(turn.db, unit.id, turn.now) if unit is not None else own_reports(turn)
    live = [one for one in theirs if not one.closed(turn.now)]
    report: Report | None = asked.report if asked is not None else next(iter(live or theirs), None)
    if report is None:
        turn.say(report_texts.no_round(turn.voice))
        return
    if report.closed(turn.sent):
        turn.talk.obstacle = None
        turn.say(collect_texts.closed_note(turn.voice, report, officer_of(turn, report.unit)))
        return
    figure = turn.figures(report.id).get(asked.indicator.id) if asked is not None else None
    evidence.add_difficulty(
        turn.db,
        report.campaign.id,
        report.unit.id,
        asked.indicator.id if asked else None,
        figure.revision if figure is not None else None,
        words[:1000],
        turn.person,
        turn.now,
    )
    turn.talk.obstacle = None
    name = asked.indicator.short if asked is not None else unit.name if unit is not None else None
    turn.say(general.difficulty_noted(name))
    asking.go_on(turn)
