"""No token in a log, whoever writes it."""

import logging
import sys

import pytest

from cms.kernel.log_masking import MaskTokens, masked

SECRET = "S3cr3tS3cr3t"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f'"GET /api/v1/preview/?token=1.2.{SECRET}~x&locale=en HTTP/1.1" 200', "?token=[…]&locale=en HTTP"),
        (f"/private-media/a.jpg?grant=1.2&token={SECRET}", "?grant=[…]&token=[…]"),
        (f"https://front.example/p#preview={SECRET}", "#preview=[…]"),
        (f"{{'Authorization': 'Bearer {SECRET}'}}", "'Bearer […]'"),
        (f"made cong_abcdefghij_{SECRET}{SECRET}", "made cong_abcdefghij_[…]"),
    ],
)
def test_the_value_of_a_token_is_masked_and_the_rest_is_not(text: str, shown: str) -> None:
    assert shown in masked(text)
    assert SECRET not in masked(text)


def test_arguments_and_tracebacks_are_masked_too() -> None:
    try:
        raise ValueError(f"token={SECRET}")
    except ValueError:
        asked = (f"?token={SECRET}",)
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "ask %s", asked, sys.exc_info())
    assert MaskTokens().filter(record)
    written = logging.Formatter("%(message)s").format(record)
    assert SECRET not in written
    assert "ValueError" in written


def test_other_lines_pass_unchanged() -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "%d pages", (3,), None)
    MaskTokens().filter(record)
    assert (record.msg, record.args) == ("%d pages", (3,))
