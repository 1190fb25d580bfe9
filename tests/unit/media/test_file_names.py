"""Names of uploaded files (RELIABILITY 46)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.media.file_names import display_name, extension_of, stored_name


@pytest.mark.parametrize(
    ("name", "shown", "stored"),
    [
        ("Thông báo số 5.pdf", "Thông báo số 5.pdf", "thong-bao-so-5.pdf"),
        (unicodedata.normalize("NFD", "Đơn đề nghị.pdf"), "Đơn đề nghị.pdf", "don-de-nghi.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\An\\bí mật.pdf", "bí mật.pdf", "bi-mat.pdf"),
        ("CON.pdf", "_CON.pdf", "tep-con.pdf"),
        ("con.txt.pdf", "_con.txt.pdf", "con-txt.pdf"),
        ("lpt1.pdf", "_lpt1.pdf", "tep-lpt1.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf", "a-set-cookie-x-1.pdf"),
        ("ho\u202efdp.exe.pdf", "hofdp.exe.pdf", "hofdp-exe.pdf"),
        ("a\0b\u200b.pdf", "ab.pdf", "ab.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf", "img-src-x-onerror-alert-1.pdf"),
        ('"><script>.pdf', "script.pdf", "script.pdf"),
        (".pdf", "tep.pdf", "tep.pdf"),
        ("...", "tep.pdf", "tep.pdf"),
        ("", "tep.pdf", "tep.pdf"),
        ("文書.pdf", "文書.pdf", "tep.pdf"),
    ],
)
def test_name_is_cleaned(name: str, shown: str, stored: str) -> None:
    assert display_name(name, extension="pdf") == shown
    assert stored_name(name, extension="pdf") == stored


def test_long_name_is_cut() -> None:
    assert len(display_name("ả" * 400 + ".pdf", extension="pdf")) == 124
    assert len(stored_name("ả" * 400 + ".pdf", extension="pdf")) == 64


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".htaccess", ""), ("x/y.z/a", ""), ("a.jpg ", "jpg")],
)
def test_extension_is_what_follows_the_last_dot_of_the_last_part(name: str, expected: str) -> None:
    assert extension_of(name) == expected


@given(st.text(max_size=300))
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    shown, stored = display_name(name, extension="pdf"), stored_name(name, extension="pdf")
    assert not set(shown) & set('/\\<>:"|?*\r\n\0')
    assert not any(unicodedata.category(char) == "Cc" for char in shown)
    assert shown.endswith(".pdf")
    assert set(stored) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert 5 <= len(stored) <= 64
    assert not stored.startswith((".", "-"))
