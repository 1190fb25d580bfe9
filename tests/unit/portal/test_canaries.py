"""Stored texts never become markup, wherever they stand (RELIABILITY 46, 47)."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.factories.portal import CANARY
from tests.unit.portal.conftest import Get

ADDRESSES = (
    "/news/hostile/",
    "/news/hostile/?view=print",
    "/news/?year=2025",
    "/da-go/",
    "/about/gioi-thieu/",
    "/procedures/doc-hai/",
    "/procedures/doc-hai/?view=print",
    "/procedures/",
    "/en/procedures/",
)


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_hostile_text_is_only_text(get: Get, path: str) -> None:
    html = get(path).content.decode()
    assert CANARY not in html
    parser = Elements()
    parser.feed(html)
    for tag, attributes in parser.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        assert tag not in {"iframe", "object", "embed", "base"}
        for name in ("href", "src", "action", "data-player"):
            value = attributes.get(name) or ""
            assert not re.match(r"\s*(javascript|data|vbscript):", value, re.I), (tag, value)
            assert "evil.example" not in value
        if tag == "script":
            assert set(attributes) <= {"src", "defer", "type"}


def test_a_hostile_title_is_shown_in_full(get: Get) -> None:
    class Heading(HTMLParser):
        inside, text = False, ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.inside = tag == "h1"

        def handle_endtag(self, tag: str) -> None:
            self.inside = False

        def handle_data(self, data: str) -> None:
            self.text += data if self.inside else ""

    heading = Heading()
    heading.feed(get("/news/hostile/").content.decode())
    assert heading.text == CANARY


@pytest.mark.parametrize("path", ["/rss/news.xml", "/atom/news.xml", "/rss/all.xml"])
def test_feeds_stay_xml_with_hostile_texts(get: Get, path: str) -> None:
    root = ElementTree.fromstring(get(path).content)
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img"))]


def test_a_control_character_does_not_break_a_feed(get: Get, source: object) -> None:
    article = next(each for each in source.items if each["path"] == "/news/bai-1/")  # type: ignore[attr-defined]
    article["title"] = "Tin\x00 có \x0b ký tự\x1b lạ"
    root = ElementTree.fromstring(get("/rss/all.xml").content)
    assert any("ký tự" in (title.text or "") for title in root.iter("title"))


def test_structured_data_carries_the_text_unchanged(get: Get) -> None:
    html = get("/news/hostile/").content.decode()
    block = re.search(r'ld\+json">(.*?)</script>', html, re.S)
    assert block
    assert json.loads(block.group(1))["description"] == CANARY
