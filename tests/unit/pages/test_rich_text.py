"""Rich text leaves with allow-listed tags and resolved links, nothing else."""

import uuid

import pytest

from cms.pages.presenters.links import LinkTarget
from cms.pages.presenters.rich_text import is_safe_address, linked_ids, rich_text


def target(url: str, locale: str = "vi") -> LinkTarget:
    return LinkTarget(url=url, locale=locale, title="Đích", content_id=uuid.uuid4())


def public(html: object, **pages: LinkTarget) -> str:
    return rich_text(html, pages={int(k[1:]): v for k, v in pages.items()}, documents={7: "/media/f.pdf"}, locale="vi")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ('<p data-block-key="a">Một <b>hai</b> <i>ba</i></p>', "<p>Một <strong>hai</strong> <em>ba</em></p>"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("<p>m<sup>2</sup> CO<sub>2</sub></p>", "<p>m<sup>2</sup> CO<sub>2</sub></p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("", ""),
        (None, ""),
        (17, ""),
        ({"a": 1}, ""),
    ],
)
def test_what_editors_write_stays(stored: object, shown: str) -> None:
    assert public(stored) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick='x()' style='color:red' class='y'>a</p>", "<p>a</p>"),
        ("<p>a<iframe src='https://x.example'>b</iframe></p>", "<p>a</p>"),
        ("<p><img src=x onerror=alert(1)>a</p>", "<p>a</p>"),
        ("<h1>a</h1>", "a"),
        ("<p>a<svg><script>alert(1)</script></svg></p>", "<p>a</p>"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<style>p{}</style><p>a", "<p>a</p>"),
        ("<p>a</b></i></p></div>", "<p>a</p>"),
        ('<embed embedtype="image" id="1" alt="x" format="left"/>', ""),
    ],
)
def test_hostile_markup_leaves_its_words_at_most(stored: str, shown: str) -> None:
    assert public(stored) == shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/\\evil.example/",
        "relative/path",
        "",
    ],
)
def test_a_link_that_is_not_safe_is_written_as_its_text(address: str) -> None:
    assert not is_safe_address(address)
    escaped = address.replace("<", "&lt;").replace(">", "&gt;")
    assert public(f'<p><a href="{escaped}">Bấm</a></p>') == "<p>Bấm</p>"


@pytest.mark.parametrize(
    ("address", "rel"),
    [
        ("https://chinhphu.example/tin", ' rel="noopener external"'),
        ("mailto:van-phong@so.example", ""),
        ("tel:+84234000000", ""),
        ("/don-vi/office/", ""),
        ("#muc-2", ""),
    ],
)
def test_a_safe_address_stays_a_link(address: str, rel: str) -> None:
    assert public(f'<p><a href="{address}">x</a></p>') == f'<p><a href="{address}"{rel}>x</a></p>'


def test_an_internal_link_leads_to_the_public_address() -> None:
    html = '<p><a linktype="page" id="3">Giới thiệu</a></p>'
    assert public(html, p3=target("/gioi-thieu/")) == '<p><a href="/gioi-thieu/">Giới thiệu</a></p>'


def test_a_link_to_a_page_in_another_language_says_so() -> None:
    html = '<a linktype="page" id="3">About</a>'
    assert public(html, p3=target("/en/about/", "en")) == '<a href="/en/about/" hreflang="en">About</a>'


@pytest.mark.parametrize("number", ["4", "-3", "3.5", "", "9" * 40, "３", "3 OR 1=1"])
def test_a_link_to_what_is_not_public_is_plain_text(number: str) -> None:
    html = f'<p>Xem <a linktype="page" id="{number}">Bản nháp</a>.</p>'
    assert public(html, p3=target("/gioi-thieu/")) == "<p>Xem Bản nháp.</p>"


def test_a_link_to_a_file_leads_to_its_public_copy() -> None:
    assert public('<a linktype="document" id="7">Tệp</a>') == '<a href="/media/f.pdf">Tệp</a>'
    assert public('<a linktype="document" id="8">Tệp</a>') == "Tệp"


def test_an_unknown_kind_of_link_is_plain_text() -> None:
    assert public('<a linktype="snippet" id="7" href="https://a.example">x</a>') == "x"


def test_the_ids_a_text_links_to_are_found_by_kind() -> None:
    html = (
        '<a linktype="page" id="3">a</a><a linktype="document" id="7">b</a><a href="/x">c</a><a linktype="page" id="x">'
    )
    assert linked_ids(html) == ({3}, {7})
