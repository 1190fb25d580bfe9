"""A draft is shown on its public page, and nothing of it is for the public."""

import uuid
from typing import Any

import pytest
from django.test import RequestFactory

from cms.portal.preview import render_preview
from cms.publishing.presenting import Presentation
from cms.publishing.preview import DraftDocument
from tests.factories.portal import BODY, FixtureSource, content_id, image


def draft(**values: Any) -> DraftDocument:
    """A draft article as `publishing` hands it over."""
    given: dict[str, Any] = {
        "document_type": "article",
        "schema_version": 1,
        "content_id": uuid.uuid4(),
        "locale": "vi",
        "site": None,
        "path": "/news/nhap/",
        "presentation": Presentation(
            title="Bản nháp về hợp tác biên giới",
            summary="Tóm tắt",
            details={"html": BODY, "authors": [{"name": "Tổ tin bài"}], "lead_image": image("x")},
            links={
                "section": [uuid.UUID(content_id("section/news"))],
                "related": [uuid.UUID(content_id("article/2")), uuid.uuid4()],
            },
        ),
    }
    return DraftDocument(**{**given, **values})


def preview(document: DraftDocument) -> str:
    request = RequestFactory().get("/admin/pages/9/edit/preview/", headers={"host": "localhost"})
    return render_preview(request, document).content.decode()  # type: ignore[attr-defined]


def test_a_draft_looks_like_its_public_page(source: FixtureSource) -> None:
    html = preview(draft())
    assert "<h1>Bản nháp về hợp tác biên giới</h1>" in html
    assert "Người viết: Tổ tin bài" in html
    assert '<a href="/news/" aria-current="true">Tin tức – Sự kiện</a>' in html
    assert "Hợp tác phải thiết thực" in html


def test_a_draft_links_only_to_what_is_public(source: FixtureSource) -> None:
    html = preview(draft())
    related = html.split("<h2>Bài liên quan</h2>")[1].split("</section>")[0]
    assert related.count("<a ") == 1
    assert "Gặp mặt kiều bào" in related


def test_nothing_of_a_draft_is_for_machines(source: FixtureSource) -> None:
    html = preview(draft())
    assert '<meta name="robots" content="noindex">' in html
    assert "ld+json" not in html
    assert 'rel="canonical"' not in html
    assert "og:title" not in html
    assert "view=print" not in html


def test_a_draft_is_shown_in_its_own_language(source: FixtureSource) -> None:
    html = preview(draft(locale="en", path="/en/news/draft/"))
    assert '<html lang="en"' in html
    assert "Last updated:" in html


def test_a_draft_does_not_say_that_its_other_language_does_not_exist(source: FixtureSource) -> None:
    """A preview does not know it; reviewers read “No Vietnamese version yet” above every English draft."""
    assert "version yet" not in preview(draft(locale="en", path="/en/news/draft/"))
    assert "Chưa có bản tiếng Anh" not in preview(draft())


@pytest.mark.parametrize("document_type", ["home", "section", "organisation", "standard", "unit", "unheard-of"])
def test_an_incomplete_draft_of_any_type_is_shown(source: FixtureSource, document_type: str) -> None:
    empty = Presentation(title="", details={})
    html = preview(draft(document_type=document_type, presentation=empty, path=""))
    assert "</html>" in html
