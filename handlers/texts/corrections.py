"""What is said when a figure is put right, taken back, or moved to the village it is of."""

from collections.abc import Sequence

from handlers.texts.collect import meaning
from handlers.texts.form import Voice, count, listed, number, upper_first
from scoring.counts import Count
from scoring.framework import Indicator, Target


def never_corrected(indicator: Indicator) -> str:
    """ "Trả về số cũ" of an item whose figure was never put right."""
    return f"{upper_first(indicator.short)} đợt này chưa sửa lần nào nên không có số cũ để trả về. Muốn lấy số kỳ trước thì nhắn “như kỳ trước”."


def kept_as_it_was(indicator: Indicator, value: str) -> str:
    """A figure that was to be put right stands as it is."""
    return f"Vâng, {indicator.short} giữ nguyên {value}."


def difficulty_stays(voice: Voice) -> str:
    """A difficulty cannot be taken back by a word; no figure changes for it."""
    return f"Số đã ghi vẫn giữ nguyên. Khó khăn đã ghi thì xã vẫn đọc được; cần nói lại, {voice.you} nhắn “khó khăn: …” câu mới."


def number_dropped(voice: Voice) -> str:
    """A number that waited for its item was not meant."""
    return f"Vâng, bỏ số ấy, chưa ghi gì. Có số {voice.you} nhắn lại giúp."


def changed(indicator: Indicator, before: str, value: Count, goal: Target | None, place: str | None) -> str:
    """Đã sửa điện thoại thông minh (của Thôn 4) từ 412/520 thành 421/520 người, đạt 81,0%."""
    of = f" của {place}" if place else ""
    return f"Đã sửa {indicator.short}{of} từ {before} thành {meaning(indicator, value, goal)}."


def taken_from(indicator: Indicator, value: str) -> str:
    """A figure was another item's: it no longer stands where it was put."""
    return f"Đã bỏ {value} khỏi {indicator.short}."


def not_of_here(voice: Voice, indicators: Sequence[Indicator], unit: str) -> str:
    """Figures told to be of another village than the only one their sender answers for."""
    names = listed([one.short for one in indicators])
    return (
        f"Vừa ghi {names} cho {unit}. Không phải số của {unit} thì {voice.you} nhắn “hoàn tác” để bỏ; "
        f"số của thôn khác do tổ thôn đó báo."
    )


def nothing_to_drop(indicator: Indicator, unit: str) -> str:
    """A figure is to be struck where none stands."""
    return f"{upper_first(indicator.short)} của {unit} chưa có số nào để bỏ."


def stands_too(voice: Voice, indicator: Indicator, value: Count) -> str:
    """A number that was given for one item is given for another: the first still has it."""
    return (
        f"{upper_first(indicator.short)} cũng đang ghi {count(value, indicator)}. "
        f"Số đó không phải của mục này thì {voice.you} nhắn “xóa số {indicator.short}”."
    )


def stands_again(indicator: Indicator, value: str) -> str:
    """Behind what was taken from an item: the figure it had before."""
    return f"{upper_first(indicator.short)} trở lại là {value}."


def unchanged(indicator: Indicator, value: str) -> str:
    """The same number again."""
    return f"{upper_first(indicator.short)} vẫn là {value}, không có gì đổi."


CHANGE_BACK, NONE_OF_IT = "Đổi lại như cũ", "Số là 0"


def back_or_none(voice: Voice, pair: Sequence[Indicator], asked: Indicator) -> str:
    """A bare no behind two figures that changed places: of these, or of the item that was asked."""
    names = listed([one.short for one in pair])
    return f"“Không” là đổi lại {names} như cũ, hay số {asked.short} là 0 ạ? {upper_first(voice.you)} nhắn “đổi lại như cũ”, hoặc nhắn số."


def undone(indicator: Indicator, now: str, place: str | None) -> str:
    """Taken back; `place` where it was entered for another village."""
    where = f" {place}" if place else ""
    return f"Đã bỏ số vừa ghi của {indicator.short}{where}. Mục này giờ: {now}."


def no_such_line(voice: Voice, line: int, of: int) -> str:
    """A line of the summary that it does not have."""
    return f"Báo cáo chỉ có {of} dòng, không có dòng {line}, nên {voice.i}chưa sửa gì ạ."


def undone_already(voice: Voice, next_one: Indicator) -> str:
    """The last figure has just been taken back; which further one is meant is asked."""
    return f"Số vừa rồi {voice.i}đã bỏ rồi ạ. Muốn bỏ thêm số nữa, {voice.you} nhắn tên mục, ví dụ: xoá số {next_one.short}."


TAKE_BACK = "Bỏ số này"


def one_before(voice: Voice, indicator: Indicator, value: str) -> str:
    """A second "hoàn tác": the figure before it is named, and goes only on a yes."""
    return f"Số trước đó là {indicator.short}: {value}. {voice.You} bỏ luôn số này chứ ạ?"


def asks_to_take_back(voice: Voice, indicator: Indicator, value: str) -> str:
    """ "Rút lại được không": it can be; the figure is named, and goes only on a yes."""
    return f"Bỏ được ạ. {upper_first(indicator.short)} đang ghi {value}. {voice.You} muốn bỏ số này chứ ạ?"


def of_the_team(voice: Voice, indicator: Indicator, now: Count, unit: str) -> str:
    """An office takes back no figure that a team gave: it corrects it, or sends it back."""
    return (
        f"{upper_first(indicator.short)} của {unit}: {count(now, indicator)} là số tổ báo nên {voice.i}không bỏ. "
        f"{voice.You} nhắn số đúng, hoặc “trả lại {unit} số {indicator.short}, …” kèm lý do."
    )


def nothing_to_undo(voice: Voice) -> str:
    """There is nothing to take back."""
    return f"{voice.You} chưa ghi số nào để bỏ ạ."


def nothing_of(voice: Voice, name: str) -> str:
    """A named item of which nothing is on record, or which this round does not ask: no other is taken back for it."""
    return f"Chưa có số nào của {name}, nên {voice.i}chưa bỏ gì ạ."


def changed_since(voice: Voice, who: str, indicator: Indicator, unit: str, now: str) -> str:
    """What was to be taken back stands no more: somebody else has written over it."""
    return (
        f"Sau số của {voice.you}, {who} đã sửa {indicator.short} của {unit} thành {now}, nên {voice.i}chưa bỏ gì ạ."
        f" Số đúng là bao nhiêu, {voice.you} nhắn lại giúp."
    )


def what_to_change(voice: Voice, example: str) -> str:
    """ "Sửa" without what."""
    return f"{voice.You} muốn sửa số nào? Nhắn ví dụ: sửa {example} thành 421."


def value_now(indicator: Indicator, value: str) -> str:
    """What stands before a choice or a text is asked for again."""
    return f"{upper_first(indicator.short)} đang là {value}."


def new_value(voice: Voice, indicator: Indicator, value: str) -> str:
    """A figure was named to be corrected, without the new one."""
    return f"{upper_first(indicator.short)} đang là {value}. Số đúng là bao nhiêu ạ?"


def other_member(voice: Voice, who: str, indicator: Indicator, unit: str, before: str, now: str) -> str:
    """Two members of a team gave different figures: the newest counts, both are told."""
    return f"{who} vừa sửa {indicator.short} của {unit} từ {before} thành {now}. Số mới nhất được tính."


def you_replaced(who: str, before: str) -> str:
    """The same, to the one who wrote last."""
    return f"Trước đó {who} đã báo {before}; số mới nhất được tính, xã thấy cả hai."


MOVE = "Chuyển"


def name_the_item(voice: Voice, num: int | None) -> str:
    """An officer's bare number: of which item?"""
    what = f"Số {number(num)} chưa rõ là của mục nào" if num is not None else "Chưa rõ số nào là của mục nào"
    return f"{what} nên chưa ghi. {voice.You} nhắn ví dụ: thôn 3 smartphone 412, ngân hàng 385."


def whose_figure(voice: Voice, indicator: Indicator, unit: str) -> str:
    """The wrong village was said, not yet the right one."""
    return f"Số {indicator.short} vừa ghi cho {unit} là của thôn nào ạ?"


def to_be_moved(indicator: Indicator, value: str, to: str, known: str | None) -> str:
    """điện thoại thông minh 403 (Thôn 2 đang có 380)"""
    return f"{indicator.short} {value}" + (f" ({to} đang có {known})" if known else "")


def move_plan(lines: Sequence[str], here: str, there: str) -> str:
    """What is struck where and stored where; a yes is waited for."""
    return f"Chuyển {listed(list(lines))} từ {here} sang {there} ạ?"


def struck(indicator: Indicator, unit: str) -> str:
    """The figure no longer counts there."""
    return f"Đã bỏ {indicator.short} ở {unit}."
