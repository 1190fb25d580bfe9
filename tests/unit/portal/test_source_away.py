"""When the source is away, readers get 503 in plain words, and never a stack trace."""

import pytest

from cms.portal.source.json_source import Answer
from cms.portal.source.port import SourceAway
from tests.factories.portal import FixtureSource
from tests.unit.portal.conftest import Get


@pytest.mark.parametrize("path", ["/", "/news/bai-0/", "/rss/all.xml", "/sitemap.xml", "/robots.txt"])
def test_a_page_without_its_source_is_503_with_retry_after(
    get: Get, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise SourceAway("connection refused by 10.0.0.1")

    monkeypatch.setattr(FixtureSource, "read_list", away)
    answer = get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert "Trang tạm thời chưa trả lời được" in answer.content.decode()
    assert "10.0.0.1" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_the_503_page_of_an_english_address_is_english(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FixtureSource, "read_list", lambda *a, **k: Answer(status=500))
    assert "The site cannot answer just now" in get("/en/").content.decode()


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"items": [{}], "next": null, "total": 1}', b"[]"])
def test_an_answer_in_another_shape_is_a_source_that_is_away(
    get: Get, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setattr(FixtureSource, "read_documents", lambda *a, **k: Answer(status=200, body=body))
    assert get("/news/").status_code == 503


def test_an_error_of_ours_is_a_500_with_a_code(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import Client

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(FixtureSource, "read_path", broken)
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    answer = client.get("/news/")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()
    assert "Mã lỗi: <code>" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
