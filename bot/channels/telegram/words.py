"""The command menu: what Telegram shows, and the words each command stands for."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command of the menu: its name, what the menu says of it, and what it is read as."""

    name: str
    shows: str
    says: str


COMMANDS = (
    Command("viec", "Còn việc gì phải làm", "còn gì"),
    Command("tinhhinh", "Tình hình của đơn vị", "tình hình sao rồi"),
    Command("han", "Hạn nộp báo cáo", "hạn"),
    Command("gui", "Xem lại và gửi báo cáo", "gửi báo cáo"),
    Command("hoantac", "Bỏ số vừa ghi", "hoàn tác"),
    Command("giup", "Cách nhắn số liệu", "giúp"),
    Command("gapcanbo", "Gặp cán bộ xã", "gặp cán bộ"),
    Command("dulieu", "Sổ giữ gì của tôi", "dữ liệu của tôi"),
    Command("dungnhac", "Thôi nhận tin nhắc", "dừng nhắc"),
    Command("nhanlai", "Nhận lại tin nhắc", "nhận lại"),
)
