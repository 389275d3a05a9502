"""What this machine has to test with: a PostgreSQL that answers, a Chromium. What is missing is left out, and said."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
USUAL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def postgres_url() -> URL:
    """Where PostgreSQL is looked for: SOTHON_TEST_POSTGRES, else on this machine as its superuser."""
    return make_url(os.environ.get("SOTHON_TEST_POSTGRES") or USUAL)


@contextmanager
def connect(url: URL) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection outside any transaction, for creating and dropping databases."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(plain, autocommit=True, connect_timeout=3)
    try:
        yield connection
    finally:
        connection.close()


@cache
def why_no_postgres() -> str | None:
    """Why the tests on PostgreSQL are left out; None where they run."""
    url = postgres_url()
    shown = url.render_as_string(hide_password=True)
    try:
        with connect(url) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        return f"no PostgreSQL answers at {shown} ({str(error).strip().splitlines()[0]})"
    return None if row is not None and row[0] else f"the user of {shown} may not create databases"


@cache
def chromium() -> str | None:
    """The path of a Chromium on this machine; SOTHON_TEST_CHROMIUM names another one."""
    named = os.environ.get("SOTHON_TEST_CHROMIUM")
    return named or next((path for path in map(shutil.which, BROWSERS) if path), None)


def why_no_browser() -> str | None:
    """Why the tests in a browser are left out; None where they run."""
    return None if chromium() else f"no Chromium is installed (looked for {', '.join(BROWSERS)})"


PEERS = Path(__file__).parents[1] / ".venv" / "peers" / "bin" / "python"


def why_no_peers() -> str | None:
    """Why the clients others wrote are left out; None where they are installed."""
    return None if PEERS.exists() else "the peers are not installed (make setup-peers)"


NODE_PEERS = Path(__file__).parents[1] / ".venv" / "peers" / "node" / "node_modules"


def why_no_node() -> str | None:
    """Why the server others wrote for Node is left out; None where it is installed."""
    return None if NODE_PEERS.exists() else "telegram-test-api is not installed (npm, then make setup-peers)"


def missing() -> dict[str, str]:
    """What is left out on this machine, by the name that SOTHON_TEST_REQUIRE knows it by, and why."""
    found = {
        "postgres": why_no_postgres(), "browser": why_no_browser(), "peers": why_no_peers(), "node": why_no_node(),
    }  # fmt: skip
    return {name: why for name, why in found.items() if why is not None}


def required() -> set[str]:
    """What SOTHON_TEST_REQUIRE (postgres,browser,peers,node) says must not be left out."""
    return {name.strip() for name in os.environ.get("SOTHON_TEST_REQUIRE", "").split(",") if name.strip()}
