"""What an operator can see of a message afterwards: which words led to what, kept with the turn."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from store import inbox
from store.session import Store
from tests.handlers.world import Commune

SOTHON = Path(__file__).parents[3] / ".venv" / "bin" / "sothon"


def test_trace__is_kept_of_what_was_read_and_shown_by_its_number(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "hạn 20/6, smp 371 người nhé em")
    commune.says("cb", "tôi vừa duyệt thôn 1 bên phần mềm kia rồi")
    with store.read() as db:
        (officers, _, doubted), (members, _, lines) = inbox.readings(db, 5)
        assert inbox.reading(db, members) == lines
    assert officers > members
    assert lines[0] == "'hạn 20/6': no figure"
    assert any(line.startswith("'smp': indicator") for line in lines)
    assert any(line.startswith("'371': num 371") for line in lines)
    assert lines[-1].startswith("report_figures: ")
    assert "approve: not surely meant, to be asked" in doubted


def test_trace__a_bare_figure_says_all_itself(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "chào em")
    with store.read() as db:
        before = inbox.readings(db, 5)
    commune.says("to1", "412/520")
    with store.read() as db:
        assert inbox.readings(db, 5) == before


def test_trace__goes_with_the_text_when_its_keeping_time_is_over(store: Store) -> None:
    commune = Commune(store)
    commune.says("to1", "smp 371 nhé em")
    commune.at("2024-06-25 08:00")
    with store.write() as db:
        inbox.forget_bodies(db, commune.now)
        assert inbox.readings(db, 5) == []


def test_trace__on_the_command_line(store: Store, tmp_path: Path) -> None:
    commune = Commune(store)
    commune.says("to1", "smp 371 nhé em")
    url = store.engine.url.render_as_string(hide_password=False)
    given = {**os.environ, "SOTHON_DATABASE": url, "SOTHON_DATA": str(tmp_path)}

    def shown(*options: str) -> tuple[int, str]:
        done = subprocess.run([str(SOTHON), "understand", *options], env=given, capture_output=True, timeout=60)
        return done.returncode, (done.stdout + done.stderr).decode()

    code, latest = shown("--last", "1")
    number = latest.split()[0]
    assert code == 0 and latest.split()[-1] == "report_figures" and "smp" not in latest
    code, lines = shown("--turn", number)
    assert code == 0 and lines.splitlines()[-1].startswith("report_figures: ")
    code, refused = shown("--turn", "987654")
    assert code == 1 and len(refused.splitlines()) == 1 and "987654" in refused
