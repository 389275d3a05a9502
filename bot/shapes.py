"""The shape each channel lends to a played conversation: buttons, lengths, files. Not its windows and quotas."""

from datetime import timedelta

from bot.channels.base import Capabilities

FILES = ("jpg", "png", "webp", "heic", "pdf", "docx", "xlsx")
_PICTURES = ("jpg", "png", "webp")

SHAPES: dict[str, Capabilities] = {
    shape.name: shape
    for shape in (
        Capabilities(
            name="web", text_length=4000, caption_length=4000, buttons=6, button_length=80, photo="upload",
            files=FILES, quotes=True, groups=False, seen=True, first_contact="always",
        ),
        Capabilities(
            name="telegram", text_length=4096, caption_length=1024, buttons=8, button_length=60, photo="upload",
            files=FILES, quotes=True, groups=True, seen=False, first_contact="known",
            pace=25,
        ),
        Capabilities(
            name="zalo_oa", text_length=2000, caption_length=2000, buttons=5, button_length=100, photo="upload",
            files=("jpg", "png", "pdf", "docx"), quotes=True, groups=False, seen=True, first_contact="window",
            window=timedelta(days=7), free_span=timedelta(hours=48), pace=20,
        ),
        Capabilities(
            name="zalo_bot", text_length=2000, caption_length=2000, buttons=0, button_length=0, photo="url",
            files=_PICTURES, quotes=False, groups=True, seen=False, first_contact="known", month=3000, users=50,
            pace=20,
        ),
        Capabilities(
            name="console", text_length=4000, caption_length=4000, buttons=0, button_length=0, photo="none", files=(),
            quotes=False, groups=False, seen=False, first_contact="always",
        ),
    )
}  # fmt: skip
