"""The three fake platforms behind one shape, so that a fault is a test of each."""

from collections.abc import Callable
from typing import Any, Protocol

from tests.fakes.telegram import TelegramServer
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer

SECRET = "a-secret-of-the-tests"
PATIENT = (0.05, 0.1, 0.2, 0.4, *(0.5,) * 7200)  # seconds between deliveries of one update: an hour of outage


class Platform(Protocol):
    """A platform whose people are numbered. An update is known by the key `says` gives."""

    name: str
    external_id: str
    server: Any

    def settings(self) -> dict[str, Any]:
        """What `sothon run` needs to be its bot."""
        ...

    def user(self, village: int) -> str:
        """The user id of the member of a village."""
        ...

    def serves(self, villages: int, url: str, account: int) -> None:
        """These people use the bot, whose server answers at `url`."""
        ...

    def says(self, village: int, text: str) -> str:
        """The member of a village writes."""
        ...

    def again(self, key: str) -> None:
        """That update is delivered once more."""
        ...

    def acknowledged(self) -> set[str]:
        """The updates somebody got a 200 for."""
        ...

    def got(self) -> list[tuple[str, str]]:
        """Every message that was taken: user id and text, in order."""
        ...


class OnTelegram:
    """Redelivers an update until it is taken; the next of a chat waits."""

    name, external_id = "telegram", "first"

    def __init__(self) -> None:
        self.server = TelegramServer()
        self.server.tries = len(PATIENT)

    def settings(self) -> dict[str, Any]:
        return {"telegram_token": self.server.token, "telegram_secret": SECRET, "telegram_api": self.server.url}

    def user(self, village: int) -> str:
        return str(7000 + village)

    def serves(self, villages: int, url: str, account: int) -> None:
        self.server.known |= {7000 + village for village in range(villages)}
        self.server.webhook = (f"{url}/telegram/{account}", SECRET)

    def says(self, village: int, text: str) -> str:
        return str(self.server.says(7000 + village, text))

    def again(self, key: str) -> None:
        self.server.again(int(key), at_once=True)

    def acknowledged(self) -> set[str]:
        return {str(one) for one in self.server.acknowledged}

    def got(self) -> list[tuple[str, str]]:
        return [(str(one.chat), one.text) for one in self.server.log]


class OnZaloBot:
    """Delivers updates side by side. It promises no redelivery; the fake does redeliver."""

    name, external_id = "zalo_bot", "first"

    def __init__(self) -> None:
        self.server = ZaloBotServer()
        self.server.retries = PATIENT
        self._order: list[str] = []

    def settings(self) -> dict[str, Any]:
        return {
            "zalo_bot_token": self.server.token, "zalo_bot_secret": SECRET, "zalo_bot_api": self.server.url,
            "zalo_bot_mode": "webhook",
        }  # fmt: skip

    def user(self, village: int) -> str:
        return f"{village + 1:020x}"

    def serves(self, villages: int, url: str, account: int) -> None:
        self.server.webhook = (f"{url}/zalo/bot/{account}", SECRET)

    def says(self, village: int, text: str) -> str:
        key = self.server.says(self.user(village), text)
        assert key is not None, "the free plan takes fifty people"
        self._order.append(key)
        return key

    def again(self, key: str) -> None:
        self.server.again(self._order.index(key))

    def acknowledged(self) -> set[str]:
        return self.server.acknowledged

    def got(self) -> list[tuple[str, str]]:
        return [(one.chat, one.text) for one in self.server.log]


class OnZaloOa:
    """Delivers events side by side, signed, with two seconds for the 200."""

    name = "zalo_oa"

    def __init__(self) -> None:
        self.server = ZaloOaServer()
        self.server.retries = PATIENT
        self.server.echoes = False  # `again` counts what was sent in
        self.external_id = self.server.oa
        self._order: list[str] = []

    def settings(self) -> dict[str, Any]:
        return {
            "zalo_oa_id": self.server.oa, "zalo_oa_app_id": self.server.app, "zalo_oa_key": self.server.key,
            "zalo_oa_app_secret": self.server.app_secret, "zalo_oa_refresh_token": self.server.refresh_token,
            "zalo_oa_api": self.server.url,
        }  # fmt: skip

    def user(self, village: int) -> str:
        return f"72194363897203{village:05d}"

    def serves(self, villages: int, url: str, account: int) -> None:
        self.server.webhook = f"{url}/zalo/oa/{account}"

    def says(self, village: int, text: str) -> str:
        key = self.server.says(self.user(village), text)
        self._order.append(key)
        return key

    def again(self, key: str) -> None:
        self.server.again(self._order.index(key))

    def acknowledged(self) -> set[str]:
        return self.server.acknowledged

    def got(self) -> list[tuple[str, str]]:
        return [(one.user, one.text) for one in self.server.log]


PLATFORMS: dict[str, Callable[[], Platform]] = {"telegram": OnTelegram, "zalo_bot": OnZaloBot, "zalo_oa": OnZaloOa}
