"""What is missing of a draft, as the database has it: levels, files, links, and what a form would refuse."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pytest_django import DjangoAssertNumQueries

from cms.departments.models import OrgUnit
from cms.media.models import Document
from cms.moderation.actions import submit
from cms.moderation.errors import Incomplete
from cms.moderation.models import ModerationRule
from cms.moderation.queries import issues_of, open_state_of
from news.models import ArticlePage
from tests.factories.departments import OrgUnitFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import ArticlePageFactory, a_standard_page, add_section, picture_value
from tests.factories.readable_files import a_pdf, a_word_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def complete(room: Newsroom, **values: Any) -> ArticlePage:
    """A text of which nothing is missing."""
    given = {"summary": "Sở tiếp đoàn công tác của tỉnh bạn.", "event_on": datetime.date(2026, 3, 11), **values}
    return room.draft(**given)


def found(page: ArticlePage, **given: Any) -> list[tuple[str, str, str]]:
    return [(issue.key, str(issue.level), issue.field) for issue in issues_of(page, at=AT, **given)]


def paragraph(html: str, **value: Any) -> dict[str, Any]:
    return {"type": "paragraph", "value": {"text": html, "lang": "", **value}}


def rule(room: Newsroom, section: str = "", **levels: str) -> ModerationRule:
    row = ModerationRule(
        subsite=room.site.subsite,
        section=room.site.sections[section]["vi"].section if section else None,
        requirement_levels=levels,
    )
    row.full_clean()
    row.save()
    return row


def test_nothing_is_missing_of_a_complete_text(room: Newsroom) -> None:
    assert found(complete(room)) == []


@pytest.mark.requirement("R040")
def test_a_text_without_summary_and_date_of_the_event_is_warned_about(room: Newsroom) -> None:
    page = room.draft()
    assert found(page) == [("summary", "warn", "summary"), ("event_date", "warn", "event_on")]
    assert room.submitted(page).is_open


@pytest.mark.requirement("R037")
def test_a_collected_item_without_its_source_is_not_submitted_whatever_a_rule_says(room: Newsroom) -> None:
    ModerationRule.objects.create(subsite=room.site.subsite, requirement_levels={"source": "off"})
    page = complete(room, origin="collected", source_name="Website Chính phủ")
    assert found(page) == [("source", "block", "source_url"), ("source", "block", "source_on")]
    with pytest.raises(Incomplete) as refused:
        room.submitted(page)
    assert [issue.field for issue in refused.value.issues] == ["source_url", "source_on"]
    assert open_state_of(page) is None


@pytest.mark.requirement("R038")
def test_an_image_is_asked_where_the_section_of_the_plan_asks(room: Newsroom) -> None:
    page = complete(room)
    section = room.site.sections["news"]["vi"].section
    section.image_required = True
    section.save()
    assert found(page) == [("picture", "block", "lead_image")]


@pytest.mark.requirement("R038")
def test_a_rule_makes_the_image_a_warning_or_asks_for_it_where_the_plan_does_not(room: Newsroom) -> None:
    page = complete(room)
    of_site = rule(room, picture="warn")
    assert found(page) == [("picture", "warn", "lead_image")]
    rule(room, "news", picture="block")
    assert found(page) == [("picture", "block", "lead_image")]
    of_site.delete()
    ModerationRule.objects.update(requirement_levels={"picture": "off"})
    assert found(page) == []


@pytest.mark.requirement("R038")
def test_every_image_has_an_alternative_text_or_is_decorative(room: Newsroom) -> None:
    image = ImageFactory()
    body = [
        {"type": "image", "value": picture_value(image.pk, alt="")},
        {"type": "image", "value": picture_value(image.pk, alt="", is_decorative=True)},
        {"type": "gallery", "value": {"title": "", "images": [picture_value(image.pk, alt=" ")]}},
    ]
    page = complete(room, body=body, lead_image=image)
    assert found(page) == [("image_alt", "block", "lead_image_alt"), ("image_alt", "block", "body")]
    assert "2" in str(issues_of(page, at=AT)[1].message)


@pytest.mark.parametrize("levels", [{"summary": "loud"}, {"nobody": "warn"}, {"secrecy": "warn"}, ["summary"]])
def test_a_rule_cannot_say_what_is_no_weight_or_weaken_what_always_blocks(room: Newsroom, levels: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        ModerationRule(subsite=room.site.subsite, requirement_levels=levels).full_clean()
    assert set(refused.value.message_dict) == {"requirement_levels"}


def test_the_section_says_more_than_its_site(room: Newsroom) -> None:
    rule(room, summary="block", event_date="off")
    rule(room, "news", summary="off")
    assert found(room.draft()) == []


# Secrecy (R104)


@pytest.mark.requirement("R104")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "Báo cáo TỐI MẬT về biên giới"}, "title"),
        ({"summary": "(Mật) Tình hình tháng 3."}, "summary"),
        ({"lead_image_caption": "TUYỆT MẬT"}, "lead_image_caption"),
        ({"work_programme_item": "Độ mật: Tối mật"}, "work_programme_item"),
        ({"body": [paragraph("<p>Kính gửi</p><p>M<b>Ậ</b>T</p>")]}, "body"),
        ({"body": [{"type": "heading", "value": {"level": "h2", "text": "MẬT"}}]}, "body"),
        ({"body": [{"type": "quote", "value": {"text": "Xin chào", "attribution": "tối mật"}}]}, "body"),
        ({"body": [{"type": "callout", "value": {"kind": "note", "title": "", "text": "<p>tuyệt mật</p>"}}]}, "body"),
        ({"body": [{"type": "table", "value": {"table": {"data": [["Số", "MẬT"]]}}}]}, "body"),
        ({"body": [{"type": "table", "value": {"table": {"data": [], "table_caption": "TỐI MẬT"}}}]}, "body"),
        ({"body": [{"type": "files", "value": {"title": "[MẬT]", "files": []}}]}, "body"),
        ({"body": [{"type": "related", "value": {"title": "tối mật", "pages": []}}]}, "body"),
        (
            {"corrections": [{"type": "correction", "value": {"corrected_on": "2026-03-01", "text": "MẬT"}}]},
            "corrections",
        ),
    ],
)
def test_a_mark_of_secrecy_blocks_wherever_it_stands(room: Newsroom, values: dict[str, Any], field: str) -> None:
    page = complete(room, **values)
    assert [row for row in found(page) if row[0] == "secrecy"] == [("secrecy", "block", field)]
    with pytest.raises(Incomplete):
        room.submitted(page)
    assert open_state_of(page) is None


@pytest.mark.requirement("R104")
def test_the_captions_and_credits_of_pictures_are_scanned(room: Newsroom) -> None:
    image = ImageFactory()
    values = [picture_value(image.pk, caption="MẬT"), picture_value(image.pk, credit="Tối mật")]
    page = complete(room, body=[{"type": "gallery", "value": {"title": "", "images": values}}])
    assert [row[0] for row in found(page)] == ["secrecy", "secrecy"]


@pytest.mark.requirement("R104")
def test_names_and_titles_of_attached_files_and_pictures_are_scanned(room: Newsroom) -> None:
    named = DocumentFactory(title="Kế hoạch")
    Document.objects.filter(pk=named.pk).update(download_name="ke-hoach-TUYET-MAT.pdf")
    titled = ImageFactory(title="Bản đồ (Mật)")
    page = complete(
        room,
        body=[
            {"type": "files", "value": {"title": "", "files": [{"document": named.pk, "title": "", "lang": ""}]}},
            {"type": "image", "value": picture_value(titled.pk)},
        ],
    )
    words = [str(issue.message) for issue in issues_of(page, at=AT) if issue.key == "secrecy"]
    assert len(words) == 2
    assert "ke-hoach-TUYET-MAT.pdf" in words[0]
    assert "Bản đồ (Mật)" in words[1]


@pytest.mark.requirement("R104")
def test_the_words_of_attached_files_are_scanned(room: Newsroom) -> None:
    marked = DocumentFactory(file=ContentFile(a_word_file("Kính gửi: Sở", header="TUYỆT MẬT"), name="ke-hoach.docx"))
    linked = DocumentFactory(file=ContentFile(a_pdf("Phụ lục (Mật)"), name="phu-luc.pdf"))
    clean = DocumentFactory(file=ContentFile(a_pdf("Mẫu đơn đề nghị"), name="mau-don.pdf"))
    page = complete(
        room,
        body=[
            {"type": "files", "value": {"title": "", "files": [
                {"document": document.pk, "title": "", "lang": ""} for document in (marked, clean)
            ]}},
            paragraph(f'<p><a linktype="document" id="{linked.pk}">Xem phụ lục</a></p>'),
        ],
    )  # fmt: skip
    words = {str(issue.message) for issue in issues_of(page, at=AT) if issue.key == "secrecy"}
    assert len(words) == 2
    for name in ("ke-hoach.docx", "phu-luc.pdf"):
        assert any(f"Tệp “{name}” có dấu chỉ độ mật" in said for said in words)
    with pytest.raises(Incomplete):
        room.submitted(page)
    assert open_state_of(page) is None


@pytest.mark.requirement("R104")
def test_a_file_that_nobody_can_read_by_machine_is_told_and_blocks_nothing(room: Newsroom) -> None:
    scanned = DocumentFactory(file=ContentFile(a_pdf(""), name="ban-quet.pdf"))
    page = complete(
        room,
        body=[{"type": "files", "value": {"title": "", "files": [{"document": scanned.pk, "title": "", "lang": ""}]}}],
    )
    assert found(page) == [("secrecy_doubt", "warn", "")]
    assert "ban-quet.pdf" in str(issues_of(page, at=AT)[0].message)
    assert room.submitted(page).is_open


@pytest.mark.requirement("R104")
def test_a_mention_warns_and_does_not_block(room: Newsroom) -> None:
    page = complete(room, body=[paragraph("<p>Hội nghị quán triệt việc quản lý tài liệu mật trong cơ quan.</p>")])
    assert found(page) == [("secrecy_doubt", "warn", "body")]
    assert room.submitted(page).is_open


@pytest.mark.requirement("R104")
def test_without_the_declaration_a_text_is_not_submitted(room: Newsroom) -> None:
    page = complete(room)
    assert found(page, declared_not_secret=False) == [("secrecy", "block", "")]
    with pytest.raises(Incomplete):
        submit(page=page, declared_not_secret=False, by=room.writer, at=AT)
    assert open_state_of(page) is None


@pytest.mark.requirement("R104")
def test_no_rule_of_a_site_turns_the_scan_off(room: Newsroom) -> None:
    ModerationRule.objects.create(subsite=room.site.subsite, requirement_levels={"secrecy": "off"})
    assert found(complete(room, title="TỐI MẬT")) == [("secrecy", "block", "title")]


@pytest.mark.requirement("R104")
def test_a_mark_that_came_after_the_submission_stops_the_approval(room: Newsroom) -> None:
    state = room.at_board(complete(room))
    page = ArticlePage.objects.get(pk=state.page_id).get_latest_revision_as_object()
    page.summary = "TỐI MẬT"
    page.save_revision(user=room.secretary)
    with pytest.raises(Incomplete) as refused:
        room.approve(state, by=room.member)
    assert [issue.key for issue in refused.value.issues] == ["secrecy"]
    assert not ArticlePage.objects.get(pk=page.pk).live


# Department and section


def test_a_department_of_another_site_or_a_closed_one_blocks(room: Newsroom) -> None:
    page = complete(room)
    page.department = OrgUnitFactory(kind=OrgUnit.Kind.SO)
    assert found(page) == [("department", "block", "department")]
    room.division.valid_to = datetime.date(2026, 3, 10)
    room.division.save()
    page.department = room.division
    assert found(page) == [("department", "block", "department")]
    page.department_id = None
    assert found(page) == [("department", "block", "department")]


def test_a_closed_section_and_a_mere_heading_take_no_texts(room: Newsroom) -> None:
    page = complete(room)
    section = room.site.sections["news"]["vi"].section
    section.closed_on = datetime.date(2026, 3, 10)
    section.save()
    assert found(page) == [("section", "block", "")]
    section.closed_on, section.content_kind = None, "group"
    section.save()
    assert found(page) == [("section", "block", "")]


def test_a_nested_section_is_the_one_that_counts(room: Newsroom) -> None:
    inner = add_section(room.site, "inner", number="1.1", parent="news", image_required=True)
    page = complete(room)
    page.move(room.site.sections["inner"]["vi"], pos="last-child")
    assert inner.image_required
    assert found(ArticlePage.objects.get(pk=page.pk)) == [("picture", "block", "lead_image")]


# Form and language


@pytest.mark.parametrize(
    ("levels", "issues"),
    [(["h2", "h3", "h4", "h2", "h3"], 0), (["h3"], 1), (["h2", "h4", "h3"], 1), (["h2", "h3", "h2", "h4"], 1), ([], 0)],
)
def test_headings_leave_no_level_out(room: Newsroom, levels: list[str], issues: int) -> None:
    body = [{"type": "heading", "value": {"level": level, "text": f"Mục {level}"}} for level in levels]
    page = complete(room, body=[*body, paragraph("<p>Nội dung.</p>")])
    assert found(page) == [("headings", "warn", "body")] * issues


def test_an_empty_heading_is_told(room: Newsroom) -> None:
    page = complete(room, body=[{"type": "heading", "value": {"level": "h2", "text": " "}}])
    assert found(page) == [("headings", "warn", "body")]


def test_links_to_nothing_are_told_by_their_words(room: Newsroom) -> None:
    live, draft = a_standard_page(room.site.homes["vi"], title="Giới thiệu"), complete(room)
    html = (
        f'<p><a linktype="page" id="{live.pk}">có</a> <a linktype="page" id="{draft.pk}">nháp</a> '
        '<a linktype="page" id="999999">mất</a> <a linktype="document" id="999999">tệp</a> '
        '<a href="https://vi.example/">ngoài</a> <a href="">rỗng</a> <a href="#">rào</a> <a href="https://">cụt</a></p>'
    )
    page = complete(room, body=[paragraph(html), {"type": "related", "value": {"title": "", "pages": [draft.pk]}}])
    issues = issues_of(page, at=AT)
    assert {(issue.key, issue.level, issue.field) for issue in issues} == {("links", "warn", "body")}
    told = " ".join(str(issue.message) for issue in issues)
    assert [word for word in ("nháp", "mất", "tệp", "rỗng", "rào", "cụt") if f"“{word}”" not in told] == []
    assert "“có”" not in told
    assert "“ngoài”" not in told
    assert draft.title not in told
    assert len(issues) == 7


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "Thong bao tuyen dung cong chuc nam 2026"}, "title"),
        ({"summary": "So Ngoai vu thong bao lich tiep cong dan trong thang 3 nam nay cua lanh dao"}, "summary"),
        ({"body": [paragraph(f"<p>{'Noi dung khong dau cua bai viet nay. ' * 6}</p>")]}, "body"),
    ],
)
def test_vietnamese_without_accents_warns(room: Newsroom, values: dict[str, Any], field: str) -> None:
    assert found(complete(room, **values)) == [("language", "warn", field)]


def test_a_passage_marked_as_english_is_no_vietnamese_without_accents(room: Newsroom) -> None:
    english = paragraph(f"<p>{'The delegation visited the border gate. ' * 8}</p>", lang="en")
    assert found(complete(room, body=[english], title="Đoàn thăm cửa khẩu")) == []


def test_an_english_page_is_not_asked_for_accents(room: Newsroom) -> None:
    page = ArticlePageFactory(
        section_page=room.site.sections["news"]["en"],
        title="The delegation visits the border gate",
        summary="A visit.",
        event_on=datetime.date(2026, 3, 11),
    )
    assert page.locale.language_code == "en"
    assert found(page) == []


def test_shares_of_authors_are_100_together(room: Newsroom) -> None:
    page = complete(room)
    page.authors.add(*[type(page.authors.first())(name="B", share=20)])
    assert found(page) == [("authors", "block", "authors")]


@pytest.mark.parametrize("names", [[""], ["  "], ["A", ""]])
def test_a_row_of_the_authors_without_a_name_is_told(room: Newsroom, names: list[str]) -> None:
    page = complete(room)
    page.authors.set([type(page.authors.first())(name=name, share=100 // len(names)) for name in names])
    assert found(page) == [("authors", "block", "authors")]


@pytest.mark.requirement("R117")
def test_a_photo_story_has_enough_captions(room: Newsroom) -> None:
    image = ImageFactory()
    body = [{"type": "image", "value": picture_value(image.pk)} for _ in range(2)]
    page = complete(room, format="photo_story", body=body)
    assert found(page) == [("photo_story", "block", "body")]
    assert "3" in str(issues_of(page, at=AT)[0].message)


def test_what_is_missing_takes_seven_queries_with_files_however_long_the_text(
    room: Newsroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = DocumentFactory(file=ContentFile(a_pdf("Phụ lục"), name="phu-luc.pdf"))
    image = ImageFactory()
    link = f'<p><a linktype="page" id="{room.site.homes["vi"].pk}">a</a> Nội dung dài hơn một chút của bài viết.</p>'
    blocks = [
        paragraph(link),
        {"type": "image", "value": picture_value(image.pk)},
        {"type": "files", "value": {"title": "", "files": [{"document": document.pk, "title": "", "lang": ""}]}},
    ]
    rule(room, "news", summary="block")
    page = complete(room, body=blocks * 40, format="photo_story")
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert found(draft) == []  # the file is read once, here
    with django_assert_max_num_queries(7):
        assert found(draft) == []
