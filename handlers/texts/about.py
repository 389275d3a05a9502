"""What the book says of itself: who writes, that it may be trusted, who sees what."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first

FOR_STRANGERS = ("who", "trust", "sees", "kept")  # questions that are answered before somebody has joined


def who_sees(units: Sequence[str]) -> str:
    """Figures are for the village's own team and for the offices above."""
    whose = f"Số của {listed(list(units))}" if units else "Số của mỗi thôn"
    return f"{whose} chỉ tổ ở đó, cán bộ, lãnh đạo xã và cấp trên xem được. Thôn khác và người ngoài không xem được."


def may_help(voice: Voice, name: str) -> str:
    """Somebody else types: on this phone under its owner's name, from another one by a code."""
    return f"Báo hộ trên máy này được, số ghi tên {name}. Báo bằng máy khác thì xin xã một mã mời."


def officers(voice: Voice, found: Sequence[tuple[str, str | None]]) -> str:
    """Who looks after this work at the office."""
    names = [f"{name} ({phone})" if phone else name for name, phone in found]
    if not names:
        return "Việc này do cán bộ UBND xã phụ trách."
    return f"Ở xã phụ trách việc này là {listed(names)}. Cần gặp, {voice.you} nhắn “gặp cán bộ”."


def together() -> str:
    """Two people of one team."""
    return "Ai trong tổ báo cũng được, mỗi người một máy. Hai người báo khác nhau thì số mới nhất được tính, cả hai cùng được báo."


def mine(voice: Voice, roles: str) -> str:
    """What somebody answers for."""
    return f"{voice.You} đang là {roles}."


def no_lists(voice: Voice) -> str:
    """No names of citizens are kept, and other villages' figures are not for everybody."""
    return f"Sổ chỉ giữ con số, không có danh sách tên người dân. {voice.You} cũng không phải gửi tên của ai."


def enters(voice: Voice) -> str:
    """How somebody else of the team comes into the book."""
    return (
        f"Người mới vào bằng mã mời của xã: {voice.you} báo tên người ấy, xã đưa mã, người ấy mở sổ rồi nhắn mã là vào. "
        f"{voice.You} nhắn ví dụ: anh Bình làm thay tôi."
    )


def code_from_office(voice: Voice) -> str:
    """A member wants somebody else to come in."""
    return f"Mã mời do cán bộ xã đưa. {voice.You} nhắn tên người cần vào, ví dụ: thêm anh Tuấn vào tổ, để xã biết."


def unread(voice: Voice) -> str:
    """The letters are too small for somebody."""
    return (
        f"{voice.You} nhờ người nhà chỉnh chữ to trong cài đặt điện thoại giúp ạ. Không tiện đọc thì {voice.you} nhắn "
        "“gặp cán bộ”, xã gọi điện hỏi số."
    )


def no_calls(voice: Voice) -> str:
    """Somebody wants to telephone the book."""
    return f"Sổ chỉ nhắn tin, không nghe gọi được ạ. Cần nói chuyện, {voice.you} nhắn “gặp cán bộ”, xã gọi lại cho {voice.you}."


def waited(voice: Voice) -> str:
    """Somebody has waited long for an answer."""
    return f"Dạ, {voice.i}xin lỗi để {voice.you} chờ ạ."


def only_own(voice: Voice, own: str) -> str:
    """A team asks about other villages."""
    return f"{voice.You} xem được số của {own} thôi; số của thôn khác chỉ xã xem ạ."


def what_for(voice: Voice) -> str:
    """What becomes of the figures."""
    return (
        "Xã lấy số của các thôn để biết chuyển đổi số đến đâu, thôn nào cần giúp, và báo cáo cấp trên. "
        "Chỉ lấy con số, không lấy tên ai."
    )


def mistakes(voice: Voice) -> str:
    """What becomes of a figure that was wrong."""
    return f"Báo nhầm không sao ạ: {voice.you} nhắn số đúng, ví dụ: nhầm, 421. Sửa được đến khi đợt chốt, không ai bị phạt."


def wrong_chat(voice: Voice) -> str:
    """A message meant for somebody else."""
    return f"Vâng, không sao ạ. Số đã ghi vẫn giữ nguyên; cần bỏ số vừa ghi thì {voice.you} nhắn “hoàn tác”."


def password(voice: Voice) -> str:
    """A password of another service is forgotten."""
    return f"Việc này sổ không làm được ạ. VNeID thì {voice.you} hỏi công an xã, ngân hàng thì hỏi ngân hàng; đừng đưa mật khẩu cho ai."


def stays() -> str:
    """What becomes of the figures when their giver goes."""
    return "Số đã báo vẫn ở lại dưới tên thôn, không mất."


def stranger(kind: str) -> str:
    """The same to somebody nobody knows yet: nothing of any village."""
    return {
        "who": "Đây là Sổ Thôn, máy ghi số liệu chuyển đổi số của xã, không phải người.",
        "trust": "Đây là sổ số liệu chuyển đổi số của xã, không bao giờ hỏi mật khẩu, mã OTP hay tiền. Chưa chắc thì bác hỏi lại UBND xã.",
        "sees": "Số của mỗi thôn chỉ tổ ở đó, cán bộ, lãnh đạo xã và cấp trên xem được.",
        "kept": "Sổ chỉ giữ tên, cách gọi, số liệu đếm và tin nhắn trong đợt báo cáo. Chỉ tổ của thôn và xã xem được, xóa lúc nào cũng được.",
        "code": "Mã mời do cán bộ xã phụ trách chuyển đổi số đưa, gồm 6 chữ và số. Bác chưa có thì hỏi UBND xã giúp, có rồi thì nhắn vào đây.",
        "not_mine": "Vâng, xin lỗi bác, chắc là nhầm. Bác không phải làm gì cả; tin bác nhắn không được ghi vào đâu.",
    }[kind]


_UNMADE = {
    "drawing": "Hình vẽ {i}chưa làm được. {You} nhắn tên mục hoặc “tình hình” để xem số, “xếp hạng” để so các thôn.",
    "dossier": "Gom minh chứng thành một tệp {i}chưa làm được. {You} nhắn “minh chứng thôn 3” để xem ảnh của từng thôn.",
    "templates": "Tin mẫu có phí chưa gửi từ đây được. Thôn nào không nhắn tới được thì có trong “cần gọi ai”.",
    "sms": "Tin SMS chưa gửi từ đây được. Thôn nào không nhắn tới được thì {you} gọi điện, rồi “nhập hộ thôn 3: VNeID 380”.",
    "import": (
        "Tệp Excel gửi vào đây {i}chưa đọc được. Danh sách thôn, người và số liệu nền do người vận hành nạp; "
        "số của thôn thì {you} nhắn ví dụ: nhập hộ thôn 3: VNeID 380."
    ),
    "health": "Sổ vẫn đang chạy. Thôn nào im lặng hay không nhắn tới được, {you} nhắn “cần gọi ai” để xem.",
    "backup": "Sổ giữ mọi số đã ghi kèm người báo và giờ báo; việc sao lưu do người vận hành làm.",
    "grows": "Sổ dùng được cho một xã hay nhiều xã cùng lúc; thêm xã do người vận hành làm.",
    "same_photo": "Ảnh trùng nhau {i}chưa so được. {You} nhắn “minh chứng thôn 3” để xem từng ảnh.",
    "sharpness": "Sổ giữ đúng tệp nhận được. Cần nét hơn thì người gửi chọn gửi dạng tệp.",
}


def not_made(voice: Voice, kind: str) -> str:
    """What is not done by message, in one sentence, with the way there is."""
    return upper_first(_UNMADE[kind].format(i=voice.i, you=voice.you, You=voice.You))
