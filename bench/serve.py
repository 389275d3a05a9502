"""The product as it is measured: the process of `sothon run` with the Zalo bot for its channel, settings from outside.

Ends on SIGTERM; then says how well the groups of the writer were filled.
"""

import asyncio
import json
import signal

from bot import logs
from bot.accounts import ZaloBotAccount, accounts_of
from bot.app import App, steady
from bot.channels.zalo_bot import channel_of
from bot.settings import read_settings
from bot.writer import GroupWriter


async def serve() -> None:
    """Start, wait, stop."""
    settings = read_settings().with_secret()
    logs.set_up("warning", secrets=settings.secrets)
    (account,) = accounts_of(settings)
    assert isinstance(account, ZaloBotAccount), "SOTHON_ZALO_BOT_TOKEN and SOTHON_ZALO_BOT_SECRET name the bot"
    app = App(settings, [channel_of(account)])
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await app.start()
    steady()
    print(json.dumps({"ready": True, "path": f"/zalo/bot/{app.account('zalo_bot')}"}), flush=True)
    await ended.wait()
    await app.stop()
    writer = app.writer
    if isinstance(writer, GroupWriter):
        print(json.dumps({"turns": writer.turns, "groups": writer.groups}), flush=True)


def main() -> None:
    """Serve until told to stop."""
    asyncio.run(serve())


if __name__ == "__main__":
    main()
