"""Cursors are signed: only what this service gave out is taken back."""

import base64

import pytest

from cms.api.cursors import InvalidCursor, decode_cursor, encode_cursor


@pytest.mark.parametrize("parts", [("a",), ("-published_at", "2026-01-01 00:00:00", "42"), ("đường", "")])
def test_a_cursor_gives_back_its_parts(parts: tuple[str, ...]) -> None:
    assert decode_cursor(encode_cursor(*parts)) == parts


def test_any_change_of_a_cursor_is_noticed() -> None:
    cursor = encode_cursor("-published_at", "2026-01-01 00:00:00", "42")
    for position in range(len(cursor)):
        for char in "Aa0_":
            if cursor[position] != char:
                with pytest.raises(InvalidCursor):
                    decode_cursor(cursor[:position] + char + cursor[position + 1 :])


def test_a_cursor_of_another_key_is_refused(settings: object) -> None:
    cursor = encode_cursor("a")
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor)


@pytest.mark.parametrize("text", ["", "=", "!!!!", "đ", "A" * 401, base64.b64encode(b"\xff" * 40).decode(), "a b"])
def test_what_is_not_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(text)
