"""What is said to somebody who is joining, or whom nobody knows."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first
from store.people import Held, Role

_ROLES = {
    Role.MEMBER: "thành viên tổ công nghệ số",
    Role.OFFICER: "cán bộ phụ trách",
    Role.LEADER: "lãnh đạo",
    Role.SUPERVISOR: "cấp trên",
}


def stranger(voice: Voice, *, told: bool = False) -> str:
    """One kind line, no data taken; `told`: they sent a figure, and hear that it is not."""
    return (
        "Chào bác. Đây là sổ số liệu chuyển đổi số của xã. "
        + ("Số bác vừa nhắn chưa được ghi. " if told else "")
        + "Bác nhắn mã mời xã đã đưa (6 chữ và số, ví dụ K7M3PA) để vào; "
        "chưa có mã thì hỏi cán bộ xã giúp."
    )


def office_told(commune: str) -> str:
    """To a stranger who asks to be let in: the office has been told."""
    return (
        f"Vâng, em đã báo cán bộ {commune}; xã sẽ đưa mã mời (6 chữ và số) để bác vào sổ. "
        "Có mã thì bác nhắn vào đây. Chưa có mã thì số bác nhắn chưa được ghi."
    )


def which_commune() -> str:
    """To a stranger who asks to be let in, where several communes use this."""
    return (
        "Bác ở xã nào ạ? Bác nhắn ví dụ: tôi ở thôn 3 xã Quang Trung, muốn vào sổ; em báo cán bộ xã đó. "
        "Có mã mời (6 chữ và số) thì bác nhắn mã."
    )


def stranger_asks(words: str) -> str:
    """To the office: somebody who is not in the book has written."""
    return (
        f"Có người chưa có trong sổ nhắn: “{words}”. Đúng là người của tổ thì nhắn “mời thôn 3” (tên thôn của họ) "
        "để lấy mã, rồi đưa mã cho họ."
    )


def moved_away() -> str:
    """From a phone whose person writes from another one now."""
    return (
        "Máy này không còn nối với sổ nữa, người dùng trước đã chuyển sang máy khác; tin vừa nhắn chưa được ghi. "
        "Cần dùng lại máy này thì nhờ cán bộ xã đưa mã."
    )


def wrong_code(left: int) -> str:
    """The code is unknown, used up or too old."""
    return f"Mã này chưa đúng hoặc đã hết hạn. Bác xem lại mã giúp, còn {left} lần thử trong giờ này; hoặc xin cán bộ xã mã mới."


def code_over() -> str:
    """The code has been used or is too old meanwhile."""
    return "Mã này đã dùng hoặc đã hết hạn."


def too_many() -> str:
    """Five wrong tries within the hour."""
    return "Mã sai nhiều lần quá nên tạm dừng một giờ. Bác gọi cán bộ xã để xin mã đúng giúp."


def consent(role: Role, unit: str) -> str:
    """What is kept, in two sentences, and the yes that is needed."""
    return (
        f"Mã đúng: {_ROLES[role]} {unit}. Sổ chỉ giữ tên, cách gọi, số liệu đếm và tin nhắn trong đợt báo cáo; không hỏi mật khẩu, "
        "mã OTP, không giữ thông tin của người dân. Bác xem hay xóa lúc nào cũng được: nhắn “dữ liệu của tôi”. "
        "Bác đồng ý thì nhắn “đồng ý”."
    )


def needs_consent(*, told: bool) -> str:
    """Something else was said while the yes is waited for; `told`: a figure, which is not taken yet."""
    not_yet = "Số bác vừa nhắn chưa được ghi. " if told else ""
    return f"{not_yet}Bác nhắn “đồng ý” để bắt đầu, hoặc “không” nếu chưa muốn."


def refused() -> str:
    """They do not agree: nothing is kept."""
    return "Vâng, chưa ghi gì của bác cả. Lúc nào muốn vào, bác nhắn lại mã mời."


def which_form() -> str:
    """Ông, bà, bác, chú, cô, anh or chị?"""
    return "Xưng hô thế nào cho phải ạ: ông, bà, bác, chú, cô, anh hay chị?"


def welcome(voice: Voice, role: Role, unit: str) -> str:
    """Joined."""
    return f"Chào {voice.you}, {voice.you} đã vào sổ với vai {_ROLES[role]} {unit}."


def already(voice: Voice, unit: str) -> str:
    """The same code once more."""
    return f"{voice.You} đã có tên ở {unit} rồi."


def added(voice: Voice, role: Role, unit: str) -> str:
    """One more unit or role for somebody known."""
    return f"Đã thêm: {voice.you} là {_ROLES[role]} {unit}."


def came(name: str, role: Role, unit: str) -> str:
    """Người mới (thành viên tổ công nghệ số Thôn 1)"""
    return f"{upper_first(name)} ({_ROLES[role]} {unit})"


def newcomers(lines: Sequence[str], name: str, unit: str) -> str:
    """In the morning the officer hears who has joined, and how to take them out again."""
    return f"Mới vào sổ: {listed(list(lines), 12, 'người')}. Không đúng người thì nhắn, ví dụ: gỡ {name} khỏi {unit}."


REMOVE = "Gỡ {}"


def remove_plan(name: str, unit: str, names: Sequence[str]) -> str:
    """Who would be taken out, where the name was not written in full."""
    return f"Ở {unit} có {listed(list(names), 12, 'người')}. Gỡ {name} khỏi {unit} ạ? Số đã ghi vẫn ở {unit}."


def remove_whom(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Nobody of that name holds a role there, or several do."""
    if not names:
        return f"Ở {unit} hiện chưa có ai trong sổ."
    return f"Ở {unit} có {listed(list(names), 12, 'người')}. {voice.You} nhắn đúng tên người cần gỡ giúp."


def nobody_called(voice: Voice, said: str) -> str:
    """Nobody in the book is called so."""
    return f"Trong sổ chưa thấy ai tên “{said}”. {voice.You} nhắn kèm thôn giúp, ví dụ: gỡ {said} khỏi thôn 3."


def joined_line(name: str, unit: str) -> str:
    """Somebody who has entered a code, and where."""
    return f"{name} ({unit})"


def joined_lately(lines: Sequence[str], days: int) -> str:
    """Who came of late."""
    if not lines:
        return f"Trong {days} ngày qua chưa có ai mới vào."
    return f"Mới vào trong {days} ngày qua: {listed(list(lines), 12, 'người')}."


# --- invites --------------------------------------------------------------------------------------------------------


def invited(voice: Voice, what: str, uses: int, until: str) -> str:
    """For the officer: what follows is to be passed on."""
    return f"Mã mời {what}, dùng được {uses} lần, đến hết {until}. {voice.You} chuyển tin dưới đây cho đúng người."


def invitation(code: str, role: Role, unit: str, where: str, link: str | None) -> str:
    """To be passed on as it stands; `where` names the bot, or the product where there is only the web."""
    also = f", hoặc mở {link}" if link else ""
    return f"Mời vào sổ số liệu ({_ROLES[role]} {unit}): nhắn mã {code} cho {where}{also}"


def team_until_now(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Somebody new comes into a team: whoever has left is taken out by the officer."""
    if not names:
        return f"{unit} hiện chưa có ai trong sổ."
    return f"Trong sổ {unit} đang có: {listed(list(names))}. Ai thôi, {voice.you} nhắn: gỡ {names[0]} khỏi {unit}."


def role_name(role: Role) -> str:
    """thành viên tổ công nghệ số"""
    return _ROLES[role]


def cannot_call(voice: Voice) -> str:
    """Asked to telephone."""
    return f"{upper_first(voice.i)}chỉ nhắn tin được, không gọi điện được ạ. Số máy có trong sổ:"


def team(unit: str, people: Sequence[str]) -> str:
    """Thôn 3: Trần Văn Sáu (0912000003), Phạm Thị Lý."""
    if not people:
        return f"{upper_first(unit)}: chưa có ai trong sổ."
    return f"{upper_first(unit)}: {', '.join(people)}."


def no_phone(name: str) -> str:
    """Somebody whose number is not kept."""
    return f"{name} (sổ không giữ số điện thoại)"


def nobody_yet(units: Sequence[str]) -> str:
    """The villages without anybody."""
    if not units:
        return all_villages_have_somebody()
    return f"Chưa có ai trong sổ: {listed(list(units), 12, 'thôn')}. Lấy mã thì nhắn, ví dụ: mời {units[0]}."


def open_code(hint: str, role: Role, unit: str, uses: int, until: str) -> str:
    """Thôn 3 (thành viên tổ công nghệ số): mã K7…, còn 10 lượt, đến hết 20/7"""
    return f"{upper_first(unit)} ({_ROLES[role]}): mã {hint}…, còn {uses} lượt, đến hết {until}"


def open_codes(lines: Sequence[str], more: int) -> str:
    """The codes that still let somebody in; each use lets in one person."""
    if not lines:
        return "Hiện không có mã mời nào còn dùng được."
    rest = f"\n… và {more} mã nữa." if more else ""
    return "Mã mời còn dùng được, mỗi lượt một người:\n" + "\n".join(f"• {line}" for line in lines) + rest


def revoked(number: int, unit: str) -> str:
    """The codes of a unit let nobody in any more."""
    if not number:
        return f"{upper_first(unit)} không có mã mời nào còn dùng được."
    return f"Đã huỷ {number} mã mời của {unit}. Người đã vào sổ vẫn ở trong sổ."


def revoke_which(voice: Voice) -> str:
    """No code was made just now, and no place is named."""
    return f"{voice.You} muốn thu hồi mã của thôn nào ạ? Nhắn ví dụ: thu hồi mã thôn 3."


def who_is_invited(role: Role, unit: str) -> str:
    """thành viên tổ công nghệ số Thôn 3"""
    return f"{_ROLES[role]} {unit}"


def invite_where(voice: Voice, unknown: str | None = None) -> str:
    """A unit has to be named, one that is known."""
    if unknown is not None:
        return f"Trong sổ không có {unknown}. {voice.You} cần mã mời của thôn nào ạ? Nhắn ví dụ: mời thôn 3."
    return f"{voice.You} cần mã mời của thôn nào ạ? Nhắn ví dụ: mời thôn 3."


def invite_as_what(voice: Voice, unit: str) -> str:
    """Of an office it has to be said as what."""
    return f"Mời ai ở {unit} ạ? {voice.You} nhắn “mời lãnh đạo {unit}” hoặc “mời cán bộ {unit}”."


def invited_by_others(voice: Voice, role: Role, unit: str) -> str:
    """Officers are named by the office above, teams by their own commune."""
    if role is Role.MEMBER:
        return f"Mã mời cho {unit} do cán bộ xã đưa, {voice.you} nhắn cán bộ xã giúp."
    return f"Mã mời {_ROLES[role]} {unit} do cấp trên, hoặc người trông máy, đưa ạ."


def all_villages_have_somebody() -> str:
    """Every village has a member."""
    return "Thôn nào cũng đã có người trong sổ. Cần thêm người ở đâu thì nhắn, ví dụ: mời thôn 3."


def removed(name: str, unit: str) -> str:
    """The officer took the role away."""
    return f"Đã gỡ {name} khỏi {unit}."


def you_are_removed(voice: Voice, unit: str) -> str:
    """To the one whose role was taken away."""
    return f"Cán bộ xã đã gỡ {voice.you} khỏi {unit}. Nếu nhầm, {voice.you} hỏi lại cán bộ xã giúp."


def no_role(voice: Voice) -> str:
    """Known, but without any role now."""
    return f"Hiện {voice.you} chưa phụ trách nơi nào. {voice.You} nhắn mã mời của xã để vào lại."


def change_unit(voice: Voice) -> str:
    """Another unit: by its invite code."""
    return f"{voice.You} sang nơi khác thì xin mã mời của nơi đó rồi nhắn vào đây; số liệu cũ vẫn ở nơi cũ."


def roles_said(held: Sequence[Held]) -> str:
    """Thành viên tổ công nghệ số Thôn 3, cán bộ phụ trách xã Quang Trung."""
    return ", ".join(f"{_ROLES[one.role]} {one.unit.name}" for one in held)


# --- one's own data ----------------------------------------------------------------------------------------------------


def my_data(voice: Voice, name: str, roles: str, phone: str | None, form: str | None, figures: int, since: str) -> str:
    """What is kept of a person, on request."""
    lines = [
        f"Tên: {name}",
        f"Vai: {roles or 'không có'}",
        f"Cách gọi: {form or 'chưa có'}",
        f"Điện thoại: {phone or 'không giữ'}",
        f"Số liệu đã ghi: {figures}",
        f"Đồng ý từ: {since}",
    ]
    return (
        "Sổ đang giữ của "
        + voice.you
        + ":\n"
        + "\n".join(f"• {line}" for line in lines)
        + "\nMuốn xóa, nhắn “xóa dữ liệu của tôi”."
    )


def erase_plan(voice: Voice) -> str:
    """What erasing does, before the yes."""
    return (
        f"Xóa thì tên, cách gọi, số điện thoại của {voice.you} bị bỏ và {voice.you} rời khỏi sổ; số liệu đã báo vẫn ở lại dưới tên thôn. "
        "Chắc chắn xóa thì nhắn “đồng ý”."
    )


def erased() -> str:
    """Done."""
    return "Đã xóa thông tin của bác. Cảm ơn bác đã giúp xã."
