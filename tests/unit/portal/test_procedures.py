"""Pages of procedures: everything a citizen asks first, what is missing said, nothing hostile let through."""

import re

import pytest

from tests.factories.portal import FixtureSource
from tests.unit.portal.conftest import Get

FULL, BARE, GONE = "/procedures/day-du/", "/procedures/tran/", "/procedures/bai-bo/"


def text(get: Get, path: str) -> str:
    answer = get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_papers_time_fee_place_and_link_stand_at_the_top(get: Get) -> None:
    page = text(get, FULL)
    glance = page[page.index('class="glance"') : page.index('class="toc"')]
    for words in ("1 giấy tờ", "5 ngày làm việc", "8.000 đ", "Quầy số 1", "Một phần"):
        assert words in glance
    assert 'href="https://dichvucong.gov.vn/thu-tuc"' in glance
    assert "Phải xuất trình bản chính." in glance


def test_an_empty_part_says_so_and_no_link_leads_nowhere(get: Get) -> None:
    page = text(get, BARE)
    assert page.count("Chưa có thông tin") >= 10
    assert "dichvucong" not in page
    assert "data-checklist" not in page


def test_a_sample_and_what_is_repealed_say_what_they_are(get: Get) -> None:
    assert "Dữ liệu mẫu." in text(get, FULL)
    assert "Dữ liệu mẫu." not in text(get, BARE)
    repealed = text(get, GONE)
    assert "Đã bãi bỏ." in repealed
    assert 'datetime="2025-07-01"' in repealed


def test_the_papers_are_a_plain_list_and_only_papers_can_be_ticked(get: Get) -> None:
    page = text(get, FULL)
    assert page.count("data-paper=") == 1  # neither the heading nor the note
    assert "<input" not in page.split("<main")[1]  # the boxes come with JavaScript
    assert re.search(r"data-checklist-tools[^>]*>", page)
    assert 'class="checklist-tools" hidden' in page


def test_forms_one_by_one_all_at_once_and_one_that_is_not_here(get: Get) -> None:
    page = text(get, FULL)
    assert 'href="/media/tk-01.docx" download="TK-01.docx"' in page
    assert 'href="/media/bieu-mau.zip"' in page
    assert "Tải cả 2 mẫu" in page
    assert "Chưa có tệp." in page


def test_the_telephone_can_be_tapped_and_the_page_has_its_code(get: Get) -> None:
    page = text(get, FULL)
    assert 'href="tel:02340000000"' in page
    assert '<svg width="' in page
    assert "style=" not in page[page.index("<svg width") :]


def test_the_catalogue_lists_what_is_in_force_with_entry_points_and_guides(get: Get) -> None:
    page = text(get, "/procedures/")
    assert FULL in page
    assert BARE in page
    assert GONE not in page
    assert 'href="/procedures/?life_event=identity_papers"' in page
    assert "/procedures/huong-dan/" in page
    assert GONE in text(get, "/procedures/?status=repealed")


def test_a_filter_is_kept_in_the_address_and_can_be_taken_away(get: Get) -> None:
    page = text(get, "/procedures/?life_event=identity_papers")
    assert '<option value="identity_papers" selected>' in page
    assert '<a href="/procedures/">Sự kiện trong đời: Giấy tờ tùy thân' in page
    assert BARE not in page


@pytest.mark.parametrize(
    "query",
    [
        "life_event=%3Cscript%3E",
        "field=%00",
        "level=" + "x" * 500,
        "cursor=abc",
    ],
)
def test_a_hostile_filter_counts_as_not_given(get: Get, query: str) -> None:
    assert get(f"/procedures/?{query}").status_code in (200, 404)


def test_a_guide_names_its_procedures_as_they_are_now(get: Get, source: FixtureSource) -> None:
    page = text(get, "/procedures/huong-dan/")
    assert page.index("Chuẩn bị giấy tờ") < page.index(FULL) < page.index(BARE)
    assert "Căn cước" in page
    source.items = [one for one in source.items if one["path"] != BARE]
    assert BARE not in text(get, "/procedures/huong-dan/")


def test_an_english_reader_gets_the_english_name_and_is_told(get: Get) -> None:
    page = text(get, "/en/procedures/")
    assert "Issue of a sample certificate" in page
    assert "In Vietnamese only" in page
