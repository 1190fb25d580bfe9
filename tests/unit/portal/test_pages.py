"""Pages as readers meet them."""

import re
from urllib.parse import urlsplit

import pytest

from cms.portal.source.json_source import Answer
from tests.factories.portal import CANARY, FixtureSource
from tests.unit.portal.conftest import Get


def text_of(get: Get, path: str) -> str:
    return get(path).content.decode()


def test_every_document_of_the_site_has_its_page(get: Get, source: FixtureSource) -> None:
    for item in source.items:
        answer = get(item["path"])
        assert answer.status_code == 200, item["path"]
        assert f'<html lang="{item["locale"]}" class="theme-department">' in answer.content.decode()


def test_an_unknown_address_is_404_with_ways_on(get: Get) -> None:
    answer = get("/khong-co-trang-nay/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in html
    assert '<a href="/news/">Tin tức – Sự kiện</a>' in html
    assert answer["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in html


def test_a_withdrawn_address_is_410_with_its_public_reason(get: Get) -> None:
    answer = get("/da-go/")
    assert answer.status_code == 410
    assert "Trang này đã được gỡ" in answer.content.decode()
    assert "Nội dung đã hết hiệu lực." in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_a_moved_address_is_301_within_the_site(get: Get) -> None:
    answer = get("/dia-chi-cu/")
    assert (answer.status_code, answer["Location"], answer.content) == (301, "/news/bai-0/", b"")


def test_a_missing_last_slash_is_301_to_the_page(get: Get) -> None:
    answer = get("/news/bai-0")
    assert (answer.status_code, answer["Location"]) == (301, "/news/bai-0/")


@pytest.mark.parametrize(
    "path",
    [
        "/\\evil.example/", "/%00/", "/" + "a" * 3000 + "/", "/../../etc/passwd", "/.env",
        "/Default.aspx?tabid=1", "/news/%F0%9F%98%80/", "/news/<script>/", "/en", "/tin%20tuc/", "/news/?cursor=khong",
    ],
)  # fmt: skip
def test_hostile_addresses_get_an_honest_answer(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code in {301, 404}
    assert not answer.get("Location", "/").startswith(("//", "/\\", "http"))


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\\\evil.example/", "javascript:x", ""]
)
def test_no_redirect_leaves_the_site(get: Get, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    monkeypatch.setattr(FixtureSource, "read_path", lambda *a, **k: Answer(status=301, moved_to=target))
    location = get("/dia-chi-cu/")["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("query", ["?year=abc", "?page=99999999999999", "?view=x", "?year=0", "?back=.....", "?x=%00"])
def test_a_query_that_means_nothing_is_ignored(get: Get, query: str) -> None:
    assert get(f"/news/{query}").status_code == 200


def test_an_empty_section_says_so(get: Get) -> None:
    assert "Chuyên mục chưa có nội dung." in text_of(get, "/gallery/")


def test_a_group_of_sections_shows_its_sub_sections(get: Get) -> None:
    html = text_of(get, "/direction/")
    assert '<li><a href="/direction/documents/">Văn bản chỉ đạo điều hành</a></li>' in html


def test_a_listing_is_walked_to_its_end_and_back_without_javascript(get: Get) -> None:
    seen, path = [], "/news/"
    while path:
        html = text_of(get, path)
        seen += re.findall(r'card__title"><a href="([^"]+)"', html)
        onward = re.search(r'href="([^"]+)" rel="next"', html)
        path = onward.group(1).replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == 47
    back = re.search(r'href="([^"]+)" rel="prev"', html)
    assert back
    assert "Trang 2 trên 3" in text_of(get, back.group(1).replace("&amp;", "&"))


def test_the_year_filter_shows_that_year_alone(get: Get) -> None:
    html = text_of(get, "/news/?year=2025")
    assert 'href="/news/?year=2025" aria-current="true"' in html
    dates = set(re.findall(r'card__meta"><time datetime="(\d{4})', html))
    assert dates == {"2025"}
    assert "Năm 1990 không có nội dung nào" in text_of(get, "/news/?year=1990")


def test_an_article_shows_what_the_plan_asks(get: Get) -> None:
    html = text_of(get, "/news/bai-1/")
    assert '<time datetime="2026-11-09T08:05+07:00">09/11/2026 08:05</time>' in html
    assert 'Cập nhật lần cuối: <time datetime="2026-11-19T08:05+07:00">19/11/2026 08:05</time>' in html
    assert "Người viết: Tổ tin bài" in html
    assert 'Đơn vị phụ trách: <a href="/don-vi/van-phong-so/">Văn phòng Sở</a>' in html
    assert '<a href="https://example.gov.vn/tin" rel="external noopener">Cổng thông tin Chính phủ</a>' in html
    assert "Bài được sưu tầm" in html
    assert '<time datetime="2026-11-12">12/11/2026</time>: Đã sửa tên đơn vị phối hợp.' in html
    assert "<dd>Biên giới</dd>" in html
    assert 'href="/news/bai-1/?view=print"' in html


def test_a_lead_image_comes_in_every_format_with_its_words(get: Get) -> None:
    html = text_of(get, "/news/bai-0/")
    assert '<source type="image/avif" srcset="/media/picture-0-400.avif 400w' in html
    assert 'alt="Đại biểu trong phòng họp" width="1600" height="1067"' in html
    assert 'Toàn cảnh buổi làm việc ngày 17/11/2026. <span class="credit">Ảnh: Văn phòng Sở</span>' in html


def test_a_closed_unit_names_its_successor(get: Get) -> None:
    html = text_of(get, "/don-vi/phong-cu/")
    assert "Đơn vị này không còn hoạt động dưới tên gọi này." in html
    assert 'Đơn vị kế tục: <a href="/don-vi/van-phong-so/">Văn phòng Sở</a>' in html
    assert '<time datetime="2025-06-30">30/06/2025</time>' in html


def test_a_closed_section_says_so_and_stands_in_no_list(
    get: Get, source: FixtureSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = next(each for each in source.items if each["document_type"] == "section" and each["locale"] == "vi")
    key, listed = closed["details"]["key"], source._sections
    assert "đã đóng từ" not in text_of(get, closed["path"])
    assert f"/rss/{key}.xml" in text_of(get, closed["path"])
    assert f"/rss/{key}" in text_of(get, "/rss/")
    monkeypatch.setitem(closed, "details", {**closed["details"], "closed_on": "2026-07-31"})
    monkeypatch.setattr(source, "_sections", lambda *scope: [each for each in listed(*scope) if each["key"] != key])
    text = text_of(get, closed["path"])
    assert "Chuyên mục đã đóng từ 01/08/2026." in text
    assert 'class="follow"' not in text
    assert f"/rss/{key}" not in text  # in the head neither: the feed is a 404
    assert "/rss/all.xml" in text
    assert f"/rss/{key}" not in text_of(get, "/rss/")


def test_an_unknown_type_has_the_default_page(get: Get) -> None:
    html = text_of(get, "/about/tho/")
    assert "<h1>Một loại chưa ai biết</h1>" in html
    assert "<p>Thơ</p>" in html


def test_the_print_view_is_the_text_alone_and_no_second_address(get: Get) -> None:
    html = text_of(get, "/news/bai-0/?view=print")
    assert '<body class="print-view">' in html
    assert '<link rel="canonical" href="http://localhost/news/bai-0/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Mới nhất cùng chuyên mục" not in html


def test_no_page_names_a_foreign_host(get: Get, source: FixtureSource) -> None:
    loaded = re.compile(r'<(?:script|link|img|source|iframe)\b[^>]*?\b(?:src|href|srcset)="([^"]+)"')
    for item in source.items:
        for address in loaded.findall(text_of(get, item["path"])):
            assert urlsplit(address).netloc in {"", "localhost"}, (item["path"], address)


def test_nothing_in_a_page_is_inline(get: Get, source: FixtureSource) -> None:
    for item in source.items:
        html = text_of(get, item["path"])
        assert not re.search(r"<[^>]+\sstyle\s*=", html), item["path"]
        assert not re.search(r"<[a-z][^>]*\son\w+\s*=\s*[\"']", html.replace("&quot;", "")), item["path"]
        assert not re.search(r"<script(?![^>]*(?:src=|ld\+json))", html), item["path"]
        assert "<style" not in html


def test_every_link_of_every_page_leads_somewhere(get: Get, source: FixtureSource) -> None:
    known: dict[str, int] = {}
    articles = [item for item in source.items if item["document_type"] == "article"][:5]
    others = [item for item in source.items if item["document_type"] != "article"]
    for item in [*articles, *others]:
        for address in re.findall(r'<a\b[^>]*?href="([^"#]+)"', text_of(get, item["path"])):
            path = address.replace("&amp;", "&")
            if not path.startswith("/") or path.startswith(("/media/", "/api/", "/tin-tuc/")):
                continue
            known.setdefault(path, get(path).status_code)
    dead = {path: status for path, status in known.items() if status != 200}
    assert dead == {}
    assert len(known) > 60


def test_the_foot_of_every_page_says_who_answers_and_how_to_reach_them(get: Get) -> None:
    for path in ("/", "/news/bai-0/", "/khong-co/"):
        foot = text_of(get, path).split('<footer class="site-footer">')[1]
        assert "Chịu trách nhiệm nội dung: Trưởng Ban Biên tập" in foot
        assert '<a href="tel:02340000000">(0234) 000 0000</a>' in foot
        assert "01 đường Ven Sông" in foot
    assert "01 đường Ven Sông" not in text_of(get, "/en/").split('<footer class="site-footer">')[1]
