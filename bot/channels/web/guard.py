"""Who is at the other end, and whether the request comes from our own page: cookie, origin, headers, pace."""

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets
from urllib.parse import urlsplit

from aiohttp import web

COOKIE = "sothon"
LIFE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")
_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}


class Signer:
    """Makes and reads the cookie that says who somebody is: a user id and its HMAC."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"sothon: web cookie", hashlib.sha256).digest()

    def cookie(self, user: str) -> str:
        """The cookie of a user id."""
        return f"{user}.{self._mark(user)}"

    def user(self, cookie: str | None) -> str | None:
        """The user id of a cookie; None if we did not make it."""
        user, _, mark = (cookie or "").rpartition(".")
        return user if user and hmac.compare_digest(mark.encode(), self._mark(user).encode()) else None

    def _mark(self, user: str) -> str:
        made = hmac.new(self._key, user.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


def new_user() -> str:
    """A user id nobody guesses."""
    return f"w-{secrets.token_hex(12)}"


def set_cookie(
    response: web.StreamResponse, request: web.Request, signer: Signer, user: str, public: str | None
) -> None:
    """Let the browser remember who this is; over https only where the page came over https."""
    secure = request.secure or (public or "").startswith("https://")
    response.set_cookie(
        COOKIE, signer.cookie(user), max_age=LIFE, path="/", httponly=True, samesite="Lax", secure=secure
    )


def own_origin(request: web.Request, public: str | None) -> bool:
    """Whether a page of ours asks: browsers send Origin with handshakes and POSTs, and pages cannot forge it."""
    origin = urlsplit(request.headers.get("Origin", ""))
    if origin.scheme not in {"http", "https"} or not origin.netloc:
        return False
    ours = urlsplit(public) if public else None
    if ours is not None and (origin.scheme, origin.netloc.lower()) == (ours.scheme, ours.netloc.lower()):
        return True
    return origin.netloc.lower() == request.host.lower()


def on_loopback(request: web.Request) -> bool:
    """Whether the request comes from this machine and names this machine (a foreign name may point at 127.0.0.1)."""
    name = urlsplit(f"//{request.host}").hostname
    try:
        from_here = ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
    return from_here and name in _LOOPBACK_NAMES


def client_of(request: web.Request) -> str:
    """The network a request comes from: an IPv4 address, or the 64 bits that one IPv6 customer has.

    Behind a web server of ours (its address is this machine's or a private one) it is the last that server has added to
    X-Forwarded-For; what a client itself wrote there stands before it.
    """
    try:
        found = ipaddress.ip_address(request.remote or "")
        if found.is_private:
            found = ipaddress.ip_address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    except ValueError:
        return request.remote or ""
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def protect(response: web.StreamResponse, request: web.Request) -> None:
    """The headers of a page: nothing inline, nothing from elsewhere, no frame around it."""
    sockets = f" ws://{request.host} wss://{request.host}" if _HOST.fullmatch(request.host) else ""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; manifest-src 'self'; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    plain(response)


def plain(response: web.StreamResponse) -> None:
    """The headers of everything that is not a page."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"


class Pace:
    """How many frames somebody may send: `burst` at once, then `rate` a second. Times are monotonic seconds."""

    def __init__(self, burst: int, rate: float) -> None:
        self._burst = float(burst)
        self._rate = rate
        self._left = float(burst)
        self._at: float | None = None

    def allows(self, now: float) -> bool:
        """Whether one more is all right now; it is counted if it is."""
        if self._at is not None:
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
