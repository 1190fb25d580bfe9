"""Pages of procedures: everything a citizen asks first, what is missing said, nothing hostile let through."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.kernel.calendar import day_of
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


def test_a_time_limit_and_a_counter_written_in_two_ways_are_shown_once(get: Get) -> None:
    page = text(get, FULL)
    assert "05 ngày làm việc" not in page
    where = page[page.index('id="where"') :]
    assert "<li>Trung tâm hành chính công" in where
    assert "<li>quầy số 1" not in where


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
    assert not {word for word in ("ngày làm việc", "Miễn phí", "Time limit") if word in page}  # no words but its name


@pytest.mark.parametrize(
    ("on", "until", "said", "unsaid"),
    [
        (-10, 0, "Đối chiếu với bản công bố chính thức ngày", "quá thời hạn"),
        (-10, -1, "(đã quá thời hạn)", "Chưa đối chiếu"),
        (None, None, "Chưa đối chiếu với bản công bố chính thức.", "chính thức ngày"),
        (1, 100, "Chưa đối chiếu với bản công bố chính thức.", "chính thức ngày"),  # a day to come is none
    ],
)
def test_a_check_counts_until_its_last_day_and_no_page_says_more(
    get: Get, source: FixtureSource, on: int | None, until: int | None, said: str, unsaid: str
) -> None:
    today = day_of(timezone.now())
    days = [None if days is None else (today + timedelta(days=days)).isoformat() for days in (on, until)]
    found = next(one for one in source.items if one["path"] == FULL)
    found["details"] |= dict(zip(("verified_on", "verified_until"), days, strict=True))
    page = text(get, FULL)
    assert said in page
    assert unsaid not in page
    assert ("Lâu chưa đối chiếu." in page) == (until == -1)  # at the top, before anybody relies on it


def test_legal_grounds_lead_to_our_page_of_them_and_their_validity_is_told_as_what_it_is(get: Get) -> None:
    law = text(get, FULL).split('id="law"')[1].split("</section>")[0]
    assert '<a href="/procedures/">60/2014/QH13</a>' in law
    assert 'href="https://vanban.example.vn/60"' in law
    assert "<strong>15/2020/TT</strong>" in law  # its page is not public any more
    assert "không tự thay đổi theo văn bản" in law
    assert "không tự thay đổi theo văn bản" not in text(get, BARE)


def test_an_english_reader_of_the_catalogue_gets_an_english_description_where_there_is_nothing_shorter(
    get: Get, source: FixtureSource
) -> None:
    found = next(one for one in source.items if one["path"] == FULL)
    found["details"]["glance"] = {"time": "", "fee": "", "papers": None}
    page = text(get, "/en/procedures/")
    assert "For citizens." in page
    assert "Cấp giấy xác nhận." not in page
