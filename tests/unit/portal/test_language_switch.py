"""The switch never lies: a translation, or an honest word and the other language's home."""

import pytest

from tests.factories.portal import SITES
from tests.unit.portal.conftest import Get


def switch(get: Get, path: str) -> str:
    html = get(path).content.decode()
    start = html.index('<div class="language">')
    return html[start : html.index("</div>", start)]


def test_a_translated_page_links_to_its_translation(get: Get) -> None:
    there = switch(get, "/news/bai-0/")
    assert 'href="/en/news/bai-0/" hreflang="en" lang="en" rel="alternate">English</a>' in there
    assert "Chưa có bản tiếng Anh" not in there
    back = switch(get, "/en/news/bai-0/")
    assert 'href="/news/bai-0/" hreflang="vi" lang="vi" rel="alternate">Tiếng Việt</a>' in back


def test_an_untranslated_page_says_so_and_offers_the_english_home(get: Get) -> None:
    there = switch(get, "/news/bai-1/")
    assert "Chưa có bản tiếng Anh" in there
    assert '<a class="language__link" href="/en/" hreflang="en" lang="en">English home</a>' in there
    assert 'rel="alternate"' not in there


def test_a_site_without_an_english_home_offers_none(get: Get, source: object) -> None:
    source.sites = lambda: [site for site in type(source).sites(source) if site.key == "city"]  # type: ignore[attr-defined]
    assert SITES[1]["homes"] == [{"locale": "vi", "path": "/", "title": "x"}]
    html = get("/khong-co/").content.decode()
    assert 'class="theme-city"' in html
    assert "/en/" not in html


def test_a_translation_older_than_its_source_says_so(get: Get) -> None:
    assert "This translation is older and may be out of date." in get("/en/news/bai-0/").content.decode()
    assert "notice" not in get("/news/bai-0/").content.decode().split("<main")[1].split("callout")[0]


def test_crawlers_learn_both_languages(get: Get) -> None:
    for path in ("/news/bai-0/", "/en/news/bai-0/"):
        html = get(path).content.decode()
        assert '<link rel="alternate" hreflang="vi" href="http://localhost/news/bai-0/">' in html
        assert '<link rel="alternate" hreflang="en" href="http://localhost/en/news/bai-0/">' in html
        assert '<link rel="alternate" hreflang="x-default" href="http://localhost/news/bai-0/">' in html
    assert 'hreflang="x-default"' not in get("/news/bai-1/").content.decode()


def test_text_in_another_language_says_which(get: Get) -> None:
    html = get("/news/bai-1/").content.decode()
    assert '<a href="/en/news/bai-0/" lang="en">City delegation at the border conference</a>' in html
    english = get("/en/news/bai-0/").content.decode()
    assert '<a href="/news/" lang="vi">Tin tức – Sự kiện</a>' in english


@pytest.mark.requirement("R032")
def test_an_english_page_is_english_throughout(get: Get) -> None:
    html = get("/en/news/bai-0/").content.decode()
    assert "Skip to the content" in html
    assert "18 November 2026, 08:05" in html
    assert "Cập nhật lần cuối" not in html
    assert '<span class="brand__name">Song Huong City Department of Foreign Affairs</span>' in html
