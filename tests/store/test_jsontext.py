"""What the tables keep as JSON comes back as it was, whoever wrote it."""

import json

import pytest

from store.jsontext import json_text, json_value

KEPT = {"text": "Đã ghi 412/520 · “thôn 3” 😀", "buttons": [{"label": "Sửa", "does": {"do": "edit"}}], "figure": None}


def test_what_is_written_is_read_back_by_us_and_by_anybody() -> None:
    text = json_text(KEPT)
    assert json_value(text) == KEPT
    assert json.loads(text) == KEPT
    assert "Đã ghi" in text  # letters as they are: an operator can read the table


def test_what_older_versions_wrote_is_read() -> None:
    assert json_value(json.dumps(KEPT)) == json_value(json.dumps(KEPT, ensure_ascii=False)) == KEPT


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        json_text({"text": "\ud83d"})
