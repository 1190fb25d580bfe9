"""A reader finds a text by words that stand only in a file attached to it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cms.demo.attachments import word_file
from cms.media.jobs import read_pending_texts
from cms.publishing import reading
from cms.publishing.worker import run_until_idle
from search.answers import forget_answers
from search.backends import engine
from tests.factories.media import DocumentFactory
from tests.factories.pages import ArticlePageFactory, ASite, a_site
from tests.unit.media.test_file_texts import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> Any:
    settings.SEARCH_DIR = tmp_path / "search"
    engine.cache_clear()
    reading.forget()
    forget_answers()
    yield
    engine("sqlite").close()
    engine.cache_clear()


@pytest.fixture
def site() -> ASite:
    return a_site()


def an_article(site: ASite, body: list[dict[str, Any]], **values: Any) -> Any:
    return ArticlePageFactory(section_page=site.sections["news"]["vi"], body=body, **{"live": True, **values})


def a_list_of(document: Any) -> list[dict[str, Any]]:
    files = [{"type": "item", "value": {"document": document.pk, "title": "", "lang": ""}, "id": "a"}]
    return [{"type": "files", "value": {"title": "Tệp kèm theo", "files": files}}]


def found(text: str) -> list[str]:
    run_until_idle(clock=timezone.now)
    forget_answers()
    answer = Client().get("/api/v1/search/", {"q": text}).json()
    return [item["title"] for item in answer["items"]]


@pytest.mark.requirement("R027")
def test_news_is_found_by_what_only_its_pdf_and_its_word_file_say(site: ASite) -> None:
    """The worker reads the files after the publication, and presents the texts again."""
    pdf = a_pdf(b"BT /F1 12 Tf 20 100 Td (Phuluc zebracorn) Tj ET")
    listed = DocumentFactory(title="Phụ lục", file=ContentFile(pdf, name="phu-luc.pdf"))
    linked = DocumentFactory(
        title="Danh sách", file=ContentFile(word_file("Danh sách", ["đại biểu quaggasan"]), name="danh-sach.docx")
    )
    link = f'<p><a linktype="document" id="{linked.pk}">Xem danh sách</a></p>'
    an_article(site, a_list_of(listed), title="Hội nghị tổng kết")
    an_article(site, [{"type": "paragraph", "value": {"text": link, "lang": ""}}], title="Họp đối ngoại")
    assert (found("zebracorn"), found("quaggasan")) == ([], [])

    assert read_pending_texts(timezone.now()) == 2

    assert found("zebracorn") == ["Hội nghị tổng kết"]
    assert found("quaggasan") == ["Họp đối ngoại"]


def test_the_words_of_a_file_that_only_a_draft_offers_are_not_found(site: ASite) -> None:
    pdf = a_pdf(b"BT /F1 12 Tf 20 100 Td (zebracorn) Tj ET")
    document = DocumentFactory(title="Phụ lục", file=ContentFile(pdf, name="phu-luc.pdf"))
    page = an_article(site, a_list_of(document), title="Bản thảo", live=False)
    assert read_pending_texts(timezone.now()) == 1
    assert found("zebracorn") == []

    page.save_revision().publish()
    assert found("zebracorn") == ["Bản thảo"]


def test_words_inside_files_are_never_served(site: ASite) -> None:
    pdf = a_pdf(b"BT /F1 12 Tf 20 100 Td (zebracorn) Tj ET")
    document = DocumentFactory(title="Phụ lục", file=ContentFile(pdf, name="phu-luc.pdf"))
    an_article(site, a_list_of(document), title="Hội nghị tổng kết")
    assert read_pending_texts(timezone.now()) == 1
    assert found("zebracorn") == ["Hội nghị tổng kết"]
    for address in ("/api/v1/documents/", "/api/v1/search/?q=hoi%20nghi"):
        answer = Client().get(address).content.decode()
        assert "Hội nghị tổng kết" in answer
        assert "zebracorn" not in answer
