"""What feed readers and crawlers are given."""

from xml.etree import ElementTree

import pytest

from tests.factories.portal import FixtureSource
from tests.unit.portal.conftest import Get

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def xml(get: Get, path: str, **headers: str) -> ElementTree.Element:
    return ElementTree.fromstring(get(path, **headers).content)


@pytest.mark.parametrize(("kind", "content_type"), [("rss", "application/rss+xml"), ("atom", "application/atom+xml")])
def test_a_feed_has_its_type_and_the_newest_first(get: Get, kind: str, content_type: str) -> None:
    answer = get(f"/{kind}/news.xml")
    assert answer["Content-Type"] == f"{content_type}; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    entries = root.findall(".//item") or root.findall(f"{ATOM}entry")
    assert len(entries) == 30


def test_an_rss_entry_is_complete(get: Get) -> None:
    entry = xml(get, "/rss/news.xml").find(".//item")
    assert entry is not None
    values = {child.tag: child.text for child in entry}
    assert values["title"] == "Đoàn đại biểu thành phố dự hội nghị hợp tác các tỉnh biên giới lần thứ mười hai"
    assert values["link"] == "http://localhost/news/bai-0/"
    assert values["pubDate"] == "Wed, 18 Nov 2026 08:05:00 +0700"
    assert str(values["guid"]).startswith("urn:uuid:")
    assert [child.text for child in entry.findall("category")] == ["Biên giới", "Hợp tác"]


def test_addresses_in_a_feed_are_of_the_site_whatever_host_was_asked(get: Get) -> None:
    bodies = {get("/atom/all.xml", host=host).content for host in ("localhost", "localhost:8123", "127.0.0.1")}
    assert len(bodies) == 1
    body = bodies.pop().decode()
    assert 'href="http://localhost/news/bai-0/"' in body
    assert 'rel="self"' in body
    assert "8123" not in body


def test_a_section_feed_holds_that_section_alone(get: Get) -> None:
    links = [link.text for link in xml(get, "/rss/law.xml").findall(".//item/link")]
    assert links
    assert all(link and "/law/" in link for link in links)


def test_english_has_feeds_of_its_own(get: Get) -> None:
    links = [link.text for link in xml(get, "/en/rss/all.xml").findall(".//item/link")]
    assert links == ["http://localhost/en/news/bai-0/"]


def test_an_empty_feed_is_a_feed(get: Get) -> None:
    assert xml(get, "/rss/gallery.xml").findall(".//item") == []
    assert get("/rss/gallery.xml").content == get("/rss/gallery.xml").content


@pytest.mark.parametrize("path", ["/rss/khong-co.xml", "/atom/khong-co.xml"])
def test_a_section_that_is_not_there_has_no_feed(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_the_page_of_feeds_lists_every_section(get: Get) -> None:
    html = get("/rss/").content.decode()
    for path in ("/rss/all.xml", "/atom/all.xml", "/rss/news.xml", "/atom/programmes.xml"):
        assert f'href="{path}"' in html


def test_the_sitemaps_hold_every_address_once(get: Get, source: FixtureSource) -> None:
    files = [loc.text or "" for loc in xml(get, "/sitemap.xml").iter(f"{MAP}loc")]
    assert "http://localhost/sitemap-vi.xml" in files
    assert "http://localhost/sitemap-vi-2026.xml" in files
    found = [loc.text for file in files for loc in xml(get, file.removeprefix("http://localhost")).iter(f"{MAP}loc")]
    expected = {f"http://localhost{each['path']}" for each in source.items if each["document_type"] != "poem"}
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_sitemap_names_the_other_language(get: Get) -> None:
    url = xml(get, "/sitemap-en-2026.xml").find(f"{MAP}url")
    assert url is not None
    assert {(each.get("hreflang"), each.get("href")) for each in url.findall(f"{XHTML}link")} == {
        ("vi", "http://localhost/news/bai-0/"),
        ("en", "http://localhost/en/news/bai-0/"),
        ("x-default", "http://localhost/news/bai-0/"),
    }


def test_robots_may_read_everything_but_the_admin(get: Get) -> None:
    answer = get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /*?view=print\n\nSitemap: http://localhost/sitemap.xml\n"
    )
