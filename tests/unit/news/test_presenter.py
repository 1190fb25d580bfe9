"""Articles and section pages as documents."""

import datetime
import json
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from cms.accounts.models import User
from cms.pages.actions import publish_latest
from cms.publishing.page_presentation import present_page
from cms.publishing.placing import place_of
from cms.publishing.presenting import Facet, Presentation
from news.actions import Byline, draft_translation
from news.models import ArticlePage, Topic
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import (
    AT,
    ArticlePageFactory,
    ASite,
    a_site,
    a_standard_page,
    add_section,
    picture_value,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site()


def presented(page: Any, mode: Any = "public") -> Presentation:
    return present_page(page, mode=mode, place=place_of(page)).presentation


def test_an_article_says_what_a_front_end_needs(site: ASite) -> None:
    page = ArticlePageFactory(
        section_page=site.sections["news"]["vi"], title="Họp báo", summary="Tóm tắt", with_lead_image=True,
        event_on=datetime.date(2017, 3, 14), live=True,
    )  # fmt: skip
    document = presented(page)
    assert document.title == "Họp báo"
    assert document.summary == "Tóm tắt"
    details = document.details
    assert details["genre"] == {"key": "tin-tuc-su-kien", "label": "Tin tức, sự kiện"}
    assert details["event_on"] == "2017-03-14"
    assert details["authors"] == [{"name": "Cộng tác viên A"}]
    assert details["department_name"] == "Sở Ngoại vụ"
    assert details["html"] == "<p>Sở Ngoại vụ tiếp đoàn công tác.</p>"
    assert [block["type"] for block in details["blocks"]] == ["paragraph"]
    assert details["word_count"] == 7 + 2 + 2
    assert details["lead_image"] == document.image
    assert document.image is not None
    assert document.image["alt"] == "Cổng Sở"
    assert document.files
    assert document.links["section"] == [site.sections["news"]["vi"].translation_key]
    assert document.links["department"] == [site.unit.content_id]
    assert document.links["breadcrumbs"] == [
        site.homes["vi"].translation_key,
        site.sections["news"]["vi"].translation_key,
    ]


def test_neither_account_nor_share_of_an_author_is_public(site: ASite) -> None:
    account = User.objects.create_user("contributor", "contributor@so.example", "x")
    page = ArticlePageFactory(
        section_page=site.sections["news"]["vi"],
        authors=[Byline(name="A", account=account, share=60), Byline(name="B", share=40)],
    )
    document = presented(page)
    assert document.details["authors"] == [{"name": "A"}, {"name": "B"}]
    everything = json.dumps([document.details, document.search, list(document.translatable)], default=str)
    assert "contributor" not in everything
    assert "share" not in everything
    assert not re.search(r"\b60\b", re.sub(r"[0-9a-f-]{36}", "", everything))  # but for the ids of blocks


def test_an_article_carries_the_keys_of_its_section_and_of_those_above(site: ASite) -> None:
    add_section(site, "directives", number="3", content_kind="group")
    add_section(site, "directive-documents", number="3.1", parent="directives")
    page = ArticlePageFactory(section_page=site.sections["directive-documents"]["vi"])
    facets = presented(page).facets
    assert [f.value for f in facets if f.name == "section"] == ["directive-documents", "directives"]
    assert Facet(name="department", value=site.unit.key) in facets
    assert Facet(name="genre", value="tin-tuc-su-kien") in facets
    assert Facet(name="origin", value="original") in facets
    assert Facet(name="format", value="report") in facets


@pytest.mark.requirement("R030", "R031", "R033", "R035", "R130")
def test_topics_are_open_data_by_which_articles_are_listed(site: ASite) -> None:
    added = Topic.objects.create(key="nam-apec", label_vi="Năm APEC", label_en="APEC year", order=99)
    asked = ["du-an-dau-tu-nuoc-ngoai", "nguoi-tot-viec-tot", "hoc-tap-theo-bac", "hoat-dong-lanh-dao"]
    asked += ["xuc-tien-dau-tu", "ngoai-giao-van-hoa", "ngoai-giao-kinh-te"]  # R031
    topics = [*Topic.objects.filter(key__in=asked), added]
    assert len(topics) == 8
    document = presented(ArticlePageFactory(section_page=site.sections["news"]["vi"], topics=topics))
    assert {f.value for f in document.facets if f.name == "topic"} == {*asked, "nam-apec"}
    assert {"key": "nam-apec", "label": "Năm APEC"} in document.details["topics"]


@pytest.mark.requirement("R129")
def test_genres_are_open_data_with_their_class(site: ASite) -> None:
    from news.models import Genre

    own = Genre.objects.create(key="phong-su", label_vi="Phóng sự", article_class="B", legal_basis="32/2014/QĐ-UBND")
    document = presented(ArticlePageFactory(section_page=site.sections["news"]["vi"], genre=own))
    assert document.details["genre"] == {"key": "phong-su", "label": "Phóng sự"}
    assert Genre.objects.filter(key="tra-loi-phong-van").exists()


def test_a_word_without_an_english_name_is_left_out_of_english() -> None:
    site = a_site("department")
    from news.models import Genre

    named = Topic.objects.create(key="nam-apec", label_vi="Năm APEC", label_en="APEC year", order=99)
    unnamed = Topic.objects.create(key="ngay-hoi", label_vi="Ngày hội", order=99)
    genre = Genre.objects.create(key="phong-su-dai", label_vi="Phóng sự dài")
    given = {"topics": [named, unnamed], "genre": genre}
    english = presented(ArticlePageFactory(section_page=site.sections["news"]["en"], **given))
    assert english.details["topics"] == [{"key": "nam-apec", "label": "APEC year"}]
    assert english.details["genre"] == {"key": "phong-su-dai", "label": ""}
    assert {f.value for f in english.facets if f.name == "topic"} == {"nam-apec", "ngay-hoi"}


@pytest.mark.requirement("R020")
def test_an_article_may_carry_out_the_work_programme_or_an_order(site: ASite) -> None:
    page = ArticlePageFactory(
        section_page=site.sections["news"]["vi"],
        is_work_programme=True,
        work_programme_item="Mục 4.2",
        is_directive=True,
    )
    details = presented(page).details
    assert (details["is_work_programme"], details["work_programme_item"], details["is_directive"]) == (
        True,
        "Mục 4.2",
        True,
    )


@pytest.mark.requirement("R037")
def test_a_collected_item_shows_its_source(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], collected=True, live=True)
    assert presented(page).details["source"] == {
        "name": "Website Chính phủ",
        "url": "https://nguon.example/tin",
        "date": "2017-03-14",
    }


def test_a_correction_stays_visible(site: ASite) -> None:
    stored = [{"type": "correction", "value": {"corrected_on": "2017-03-20", "text": "Sửa tên đoàn."}}]
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], corrections=stored)
    assert presented(page).details["corrections"] == [{"date": "2017-03-20", "text": "Sửa tên đoàn."}]


def test_a_link_leads_to_the_translation_when_there_is_one(site: ASite) -> None:
    target = a_standard_page(site.homes["vi"], title="Giới thiệu", slug="gioi-thieu")
    link = f'<p><a linktype="page" id="{target.pk}">about</a></p>'
    body = [{"type": "paragraph", "value": {"text": link, "lang": ""}}]
    english = ArticlePageFactory(section_page=site.sections["news"]["en"], body=body)
    assert presented(english).details["html"] == '<p><a href="/gioi-thieu/" hreflang="vi">about</a></p>'
    a_standard_page(site.homes["en"], title="About", slug="about", translation_key=target.translation_key)
    assert presented(english).details["html"] == '<p><a href="/en/about/">about</a></p>'


def test_a_link_to_a_draft_or_restricted_page_is_plain_text(site: ASite) -> None:
    from wagtail.models import PageViewRestriction

    target = a_standard_page(site.homes["vi"], title="Nội bộ", slug="noi-bo")
    body = [{"type": "paragraph", "value": {"text": f'<p><a linktype="page" id="{target.pk}">xem</a></p>', "lang": ""}}]
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], body=body)
    assert 'href="/noi-bo/"' in presented(page).details["html"]
    PageViewRestriction.objects.create(page=target, restriction_type="login")
    assert presented(page).details["html"] == "<p>xem</p>"
    PageViewRestriction.objects.all().delete()
    target.unpublish()
    assert presented(page).details["html"] == "<p>xem</p>"


def item(value: Any) -> dict[str, Any]:
    """An item of a list block, as stored."""
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def rich_body(images: int, links: list[int]) -> list[dict[str, Any]]:
    gallery = [item(picture_value(ImageFactory().pk)) for _ in range(images)]
    anchors = "".join(f'<p><a linktype="page" id="{pk}">x</a></p>' for pk in links)
    files = [item({"document": DocumentFactory().pk, "title": "", "lang": ""}) for _ in range(images)]
    return [
        {"type": "heading", "value": {"level": "h2", "text": "Mục", "lang": ""}},
        {"type": "gallery", "value": {"title": "Ảnh", "images": gallery}},
        {"type": "paragraph", "value": {"text": anchors, "lang": ""}},
        {"type": "files", "value": {"title": "Tệp", "files": files}},
        {"type": "related", "value": {"title": "", "pages": [item(pk) for pk in links]}},
    ]


def test_a_list_of_pages_keeps_its_place_and_tells_no_id_of_a_draft(site: ASite) -> None:
    draft = ArticlePageFactory(section_page=site.sections["news"]["vi"])
    block = {"type": "related", "value": {"title": "Xem thêm", "pages": [item(draft.pk)]}}
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], body=[block], live=True)
    details = presented(page).details
    assert [(one["type"], one["value"]) for one in details["blocks"]] == [("related", {"title": "Xem thêm"})]
    assert str(draft.translation_key) not in str(details)


def test_the_form_offers_no_field_without_effect() -> None:
    fields = set(ArticlePage.get_edit_handler().get_form_class().base_fields)
    assert "slug" in fields
    assert not fields & {"seo_title", "search_description", "show_in_menus"}


def test_presenting_takes_as_many_queries_for_two_images_as_for_eight(site: ASite) -> None:
    pages = [a_standard_page(site.homes["vi"], title=f"Trang {n}").pk for n in range(8)]
    counts = []
    for size in (2, 8):
        page = ArticlePageFactory(
            section_page=site.sections["news"]["vi"], body=rich_body(size, pages[:size]), live=True
        )
        presented(ArticlePage.objects.get(pk=page.pk))  # cuts what is missing
        fresh = ArticlePage.objects.get(pk=page.pk)
        with CaptureQueriesContext(connection) as queries:
            document = presented(fresh)
        assert len(document.details["blocks"]) == 5
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 21


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        [],
        "x",
        {},
        {"text": None, "level": 3, "lang": 4},
        {"text": ["a"], "images": {"a": 1}, "files": "x", "pages": 3, "table": [], "url": 5, "image": "x"},
        {"images": [None, 3, {"value": 4}], "files": [None, {"document": []}], "pages": ["x", None]},
        {"table": {"data": [["a"], 3]}, "image": True},
    ],
)
def test_incomplete_blocks_of_a_draft_are_left_out(site: ASite, value: Any) -> None:
    from cms.pages.presenters.body import PRESENTERS

    kinds = [*PRESENTERS, "unknown"]
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"])
    page.body = json.dumps([{"type": kind, "value": value, "id": str(n)} for n, kind in enumerate(kinds)])
    details = presented(page, mode="preview").details
    assert details["blocks"] == []
    assert details["html"] == ""


def test_a_text_in_another_language_says_so(site: ASite) -> None:
    body = [
        {"type": "quote", "value": {"text": "Welcome", "attribution": "Đại sứ", "lang": "en"}},
        {"type": "quote", "value": {"text": "Chào", "attribution": "", "lang": "vi"}},
    ]
    details = presented(ArticlePageFactory(section_page=site.sections["news"]["vi"], body=body)).details
    assert [block["value"]["lang"] for block in details["blocks"]] == ["en", ""]
    assert '<blockquote lang="en">' in details["html"]
    assert details["html"].count("lang=") == 1


def test_what_an_editor_types_never_becomes_markup(site: ASite) -> None:
    evil = '"><script>alert(1)</script>'
    body = [
        {"type": "heading", "value": {"level": "h2", "text": evil, "lang": evil}},
        {"type": "quote", "value": {"text": evil, "attribution": evil, "lang": ""}},
        {"type": "callout", "value": {"kind": evil, "title": evil, "text": "<p>a</p>", "lang": ""}},
        {"type": "image", "value": picture_value(ImageFactory().pk, alt=evil, caption=evil, credit=evil)},
        {"type": "table", "value": {"table": {"data": [[evil]], "table_caption": evil}, "lang": ""}},
        {"type": "video", "value": {"url": "https://youtu.be/dQw4w9WgXcQ", "title": evil, "caption": evil, "lang": ""}},
        {"type": "files", "value": {"title": evil, "files": [
            item({"document": DocumentFactory().pk, "title": evil, "lang": ""})]}},
    ]  # fmt: skip
    html = presented(ArticlePageFactory(section_page=site.sections["news"]["vi"], body=body)).details["html"]
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 9


def test_a_change_of_words_changes_what_is_translatable_and_a_picture_does_not(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], with_lead_image=True)
    before = list(presented(page).translatable)
    page.lead_image = ImageFactory()
    assert list(presented(page).translatable) == before
    page.body = [{"type": "paragraph", "value": {"text": "<p>Sửa.</p>", "lang": ""}}]
    assert list(presented(page).translatable) != before


def test_a_translation_keeps_content_department_dates_and_authors(site: ASite) -> None:
    source = ArticlePageFactory(section_page=site.sections["news"]["vi"], event_on=datetime.date(2017, 3, 1), live=True)
    english_text = {"type": "paragraph", "value": {"text": "<p>The delegation was received.</p>", "lang": ""}}
    english = draft_translation(
        source=source, language="en", title="Press conference", values={"body": [english_text]}, by=None, at=AT
    )
    english = publish_latest(page=english, by=None, at=AT)
    assert english.locale == Locale.objects.get(language_code="en")
    assert english.translation_key == source.translation_key
    assert english.department == source.department
    assert english.event_on == source.event_on
    assert [a.name for a in english.authors.all()] == ["Cộng tác viên A"]
    assert english.get_parent().pk == site.sections["news"]["en"].pk
    assert presented(english).details["department_name"] == "Department of Foreign Affairs"


def test_a_section_page_says_its_place_in_the_plan(site: ASite) -> None:
    add_section(site, "directives", number="3", content_kind="group", scope_vi="Chỉ đạo")
    add_section(site, "work-programme", number="3.2", parent="directives")
    group = presented(site.sections["directives"]["vi"])
    assert group.details["is_group"] is True
    assert group.details["scope"] == "Chỉ đạo"
    assert group.links["children"] == [site.sections["work-programme"]["vi"].translation_key]
    inner = presented(site.sections["work-programme"]["vi"])
    assert (inner.details["key"], inner.details["number"], inner.details["parent"]) == (
        "work-programme",
        "3.2",
        "directives",
    )


def test_an_author_without_a_name_is_nobody(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    page.authors.set([type(page.authors.first())(name=name) for name in ("", "  ")])
    presentation = presented(page)
    assert (presentation.details["authors"], presentation.search["authors"]) == ([], [])
