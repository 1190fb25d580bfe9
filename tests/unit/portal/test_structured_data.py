"""What machines read of a page."""

import json
import re
from typing import Any

from cms.portal.structured_data import script_safe_json
from tests.factories.portal import CANARY
from tests.unit.portal.conftest import Get


def blocks(html: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]


def test_no_text_can_close_its_script_element() -> None:
    text = script_safe_json({"a": f"</script><!--{CANARY}\u2028 & đ"})
    assert "<" not in text
    assert ">" not in text
    assert "&" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"a": f"</script><!--{CANARY}\u2028 & đ"}


def test_an_article_is_a_news_article_of_the_agency(get: Get) -> None:
    article, crumbs = blocks(get("/news/bai-0/").content.decode())
    assert article["@type"] == "NewsArticle"
    assert article["inLanguage"] == "vi"
    assert article["datePublished"] == "2026-11-18T08:05:00+07:00"
    assert article["mainEntityOfPage"] == "http://localhost/news/bai-0/"
    assert article["image"] == ["http://localhost/media/picture-0-1200x630.jpg"]
    assert article["publisher"] == {
        "@type": "GovernmentOrganization",
        "name": "Sở Ngoại vụ thành phố Sông Hương",
        "url": "http://localhost/",
    }
    assert [each["item"] for each in crumbs["itemListElement"]] == [
        "http://localhost/",
        "http://localhost/news/",
        "http://localhost/news/bai-0/",
    ]


def test_the_home_page_and_units_are_organisations(get: Get) -> None:
    assert blocks(get("/").content.decode())[0]["name"] == "Sở Ngoại vụ thành phố Sông Hương"
    unit = blocks(get("/don-vi/van-phong-so/").content.decode())[0]
    assert (unit["@type"], unit["name"]) == ("GovernmentOrganization", "Văn phòng Sở")
    assert unit["parentOrganization"]["name"] == "Sở Ngoại vụ thành phố Sông Hương"


def test_a_collected_article_names_what_it_is_based_on(get: Get) -> None:
    assert blocks(get("/news/bai-1/").content.decode())[0]["isBasedOn"] == "https://example.gov.vn/tin"


def test_a_source_that_is_no_web_address_is_named_nowhere(get: Get) -> None:
    html = get("/news/hostile/").content.decode()
    assert "isBasedOn" not in html
    assert "javascript:" not in html
