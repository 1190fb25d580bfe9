"""An archive is judged by its table of contents: nothing is unpacked, and each fault has a code."""

import io
import zipfile
from typing import Any

import pytest

from cms.kernel.archives import Limits, UnfitArchive, opened

LIMITS = Limits(entries=20, directory_bytes=3_000, unpacked=50_000, xml_part=20_000, ratio=50, ratio_from=5_000)


def made(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("word/document.xml")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def lying_about_its_entries() -> bytes:
    """A table of contents of 60 entries behind an end record that says: one."""
    data = bytearray(made(*((f"{number}.bin", b"") for number in range(60))))
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = (1).to_bytes(2, "little") * 2
    return bytes(data)


def protected() -> bytes:
    data = bytearray(made(("a.xml", b"x")))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("broken", lambda: b""),
        ("broken", lambda: b"PK\x03\x04 and nothing more"),
        ("broken", lambda: made(("a.xml", b"x"))[:-10]),
        ("too_many", lambda: made(*((f"{number}.bin", b"") for number in range(21)))),
        ("too_many", lambda: made(("n" * 4_000, b""))),
        ("too_many", lying_about_its_entries),
        ("too_large", lambda: made(("a.bin", b"0" * 30_000), ("b.bin", b"0" * 30_000))),
        ("ambiguous", lambda: made(("a.xml", b"x"), ("A.XML", b"y"))),
        ("protected", protected),
        ("unsafe_names", lambda: made(("../a.xml", b"x"))),
        ("unsafe_names", lambda: made(("/a.xml", b"x"))),
        ("unsafe_names", lambda: made(("c:\\a.xml", b"x"))),
        ("unsafe_names", lambda: made(("a\\..\\b.xml", b"x"))),
        ("unsafe_names", lambda: made(("a\nb.xml", b"x"))),
        ("unsafe_names", lambda: made((link(), b"/etc/passwd"))),
        ("part_too_large", lambda: made(("a.xml", bytes(range(256)) * 100))),
        ("bomb", lambda: made(("a.xml", b"0" * 15_000))),
    ],
)
def test_what_is_unfit_has_a_code(code: str, make: Any) -> None:
    with pytest.raises(UnfitArchive) as refused:
        opened(io.BytesIO(make()), LIMITS)
    assert refused.value.code == code


def test_a_plain_archive_is_opened() -> None:
    archive = opened(io.BytesIO(made(("a/b.xml", b"<x/>"), ("picture.bin", b"0" * 15_000))), LIMITS)
    assert archive.read("a/b.xml") == b"<x/>"
