"""Credentials at rest: encrypted with a key made from the settings' secret; a copy of the database is not enough."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

LABEL = b"sothon: credentials of accounts"


class SealBroken(Exception):
    """What was kept cannot be read: it was sealed with another secret, or damaged."""


class Seal:
    """Encrypts small mappings to text and back."""

    def __init__(self, secret: str) -> None:
        key = hmac.new(secret.encode(), LABEL, hashlib.sha256).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, values: Mapping[str, Any]) -> str:
        """The mapping as text that says nothing without the secret."""
        return self._fernet.encrypt(json.dumps(dict(values)).encode()).decode()

    def open(self, sealed: str) -> dict[str, Any]:
        """The mapping again. Raises SealBroken."""
        try:
            opened: dict[str, Any] = json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError) as error:
            raise SealBroken("sealed with another secret") from error
        return opened
