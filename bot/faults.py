"""What the system could not do with a file or an address, in the words of whoever watches the machine."""

import errno

WORDS = {
    errno.EACCES: "không có quyền",
    errno.EADDRINUSE: "đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EISDIR: "đó là thư mục",
    errno.EDQUOT: "hết phần đĩa được dùng",
    errno.EIO: "đĩa hỏng",
    errno.ELOOP: "đường dẫn vòng tròn",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có đường dẫn ấy",
    errno.ENOSPC: "đĩa đã hết chỗ",
    errno.ENOTDIR: "trên đường dẫn có chỗ không phải thư mục",
    errno.EPERM: "không có quyền",
    errno.EROFS: "đĩa chỉ cho đọc",
}


def why(error: OSError) -> str:
    """The reason in Vietnamese; for a rare one the system's own number, by which it can be looked up."""
    return WORDS.get(error.errno or 0, f"lỗi hệ thống số {error.errno or '?'}")
