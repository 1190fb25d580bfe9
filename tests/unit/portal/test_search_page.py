"""The search page: works without a script, keeps its state in the address, and trusts no answer."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.api import throttling
from cms.portal.source.port import SourceAway
from tests.factories.portal import FixtureSource
from tests.unit.portal.conftest import Get


def links(page: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+)"', page)]


def test_the_box_stands_on_every_page_and_leads_to_the_search_of_its_language(get: Get) -> None:
    vietnamese, english = get("/").content.decode(), get("/en/").content.decode()
    assert 'action="/tim-kiem/" method="get"' in vietnamese
    assert 'action="/en/search/" method="get"' in english
    assert get("/tim-kiem/").content.decode().count('role="search"') == 1


def test_nothing_asked_is_a_form_and_no_result(get: Get) -> None:
    response = get("/tim-kiem/")
    assert response.status_code == 200
    assert "Bạn cần tìm gì?" in response.content.decode()
    assert 'class="results"' not in response.content.decode()


def test_results_stand_with_their_filters_as_links(get: Get) -> None:
    page = get("/tim-kiem/?q=h%E1%BB%99i").content.decode()
    assert 'class="result__title"' in page
    assert "/tim-kiem/?q=h%E1%BB%99i&type=article" in links(page)
    assert "/tim-kiem/?q=h%E1%BB%99i&agency=so-ngoai-vu" in links(page)
    assert '<meta name="robots" content="noindex">' in page


def test_a_chosen_filter_is_marked_and_its_link_takes_it_away(get: Get) -> None:
    page = get("/tim-kiem/?q=h%E1%BB%99i&type=article").content.decode()
    chosen = re.search(r'href="([^"]+)" rel="nofollow" aria-current="true"', page)
    assert chosen is not None
    assert chosen[1] == "/tim-kiem/?q=h%E1%BB%99i"
    assert "Bỏ mọi bộ lọc" in page


def test_pages_keep_question_and_filters(get: Get) -> None:
    page = get("/tim-kiem/?q=n&type=article").content.decode()
    onward = next(link for link in links(page) if "cursor=10" in link)
    assert onward == "/tim-kiem/?q=n&type=article&cursor=10&page=2"
    second = get(onward).content.decode()
    assert "/tim-kiem/?q=n&type=article" in links(second)


def test_a_correction_has_a_way_back(get: Get) -> None:
    page = get("/tim-kiem/?q=hochieu").content.decode()
    assert "Hiển thị kết quả cho <strong>hộ chiếu</strong>" in page
    assert "/tim-kiem/?q=hochieu&exact=true" in links(page)
    typed = get("/tim-kiem/?q=hochieu&exact=true").content.decode()
    assert '<a href="/tim-kiem/?q=hochieu">Tìm có sửa lỗi gõ</a>' in typed


def test_no_result_offers_names_and_never_a_foreign_scheme(get: Get) -> None:
    page = get("/tim-kiem/?q=zzzz").content.decode()
    assert "Không tìm thấy kết quả nào cho “zzzz”." in page
    assert "Cấp &lt;hộ chiếu&gt;" in page
    assert "javascript:" not in page


def test_only_marks_of_an_answer_reach_the_page(get: Get) -> None:
    page = get("/tim-kiem/?q=h%E1%BB%99i").content.decode()
    assert "<mark>hội</mark>" in page
    assert "alert(1)" not in page


def test_a_fallback_is_said(get: Get) -> None:
    assert "chế độ dự phòng" in get("/tim-kiem/?q=degraded").content.decode()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("/search/?q=a", "/en/search/?q=a"), ("/en/tim-kiem/?q=a", "/tim-kiem/?q=a"), ("/search/", "/en/search/")],
)
def test_each_language_has_one_address(get: Get, asked: str, answered: str) -> None:
    response = get(asked)
    assert (response.status_code, response["Location"]) == (301, answered)


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff", "q=" + "a" * 5000, "q=%25&q=%22", "q=a&type=%3Cscript%3E", "q=a&year=x", "q=a&section=%C3%A9",
     "q=a&back=....", "q=a&page=-1", "q=%22%3E%3Cscript%3Ealert(2)%3C/script%3E", "x=1"],
)  # fmt: skip
def test_no_address_fails_or_runs(get: Get, query: str) -> None:
    response = get(f"/tim-kiem/?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_cursor_nobody_gave_out_is_not_found(get: Get) -> None:
    assert get("/tim-kiem/?q=a&cursor=abc").status_code == 404


def test_suggestions_are_json_and_need_two_characters(get: Get) -> None:
    response = get("/tim-kiem/goi-y/?q=ho")
    assert response["Content-Type"] == "application/json"
    assert response.json() == {  # type: ignore[attr-defined]
        "suggestions": [{"text": "Cấp <hộ chiếu>", "path": "/thu-tuc/ho-chieu/", "code": "1.001193"}]
    }
    assert get("/tim-kiem/goi-y/?q=h").json() == {"suggestions": []}  # type: ignore[attr-defined]


class TestOpened:
    """A script tells that a result was opened; nobody else can make it be told, nor often."""

    @pytest.fixture(autouse=True)
    def told(
        self, source: FixtureSource, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
    ) -> list[dict[str, str]]:
        settings.API_THROTTLE_FILE = tmp_path / "counters"
        told: list[dict[str, str]] = []
        monkeypatch.setattr(source, "note_choice", lambda **given: told.append(given))
        return told

    def tell(self, **headers: str) -> HttpResponse:
        client = Client(headers={"host": "localhost", **headers}, enforce_csrf_checks=True)
        response: HttpResponse = client.post("/tim-kiem/da-mo/", {"q": " ho  chieu "})
        assert not response.cookies
        return response

    def test_the_page_says_where_and_of_which_question(self, get: Get) -> None:
        page = get("/en/search/?q=%22n").content.decode()
        assert 'data-opened="/en/search/opened/" data-question="&quot;n"' in page

    def test_it_is_counted_and_nothing_is_said(self, told: list[dict[str, str]]) -> None:
        response = self.tell(sec_fetch_site="same-origin")
        assert (response.status_code, response.content) == (204, b"")
        assert told == [{"site": "department", "locale": "vi", "text": "ho chieu"}]

    def test_no_address_that_is_read_counts_it(self, get: Get, told: list[dict[str, str]]) -> None:
        assert get("/tim-kiem/da-mo/?q=n").status_code == 405
        assert get("/tim-kiem/goi-y/?chosen=1&q=n").status_code == 200
        assert told == []

    @pytest.mark.parametrize("place", ["cross-site", "same-site", "none"])
    def test_another_website_cannot_tell_it(self, told: list[dict[str, str]], place: str) -> None:
        assert self.tell(sec_fetch_site=place).status_code == 204
        assert told == []

    def test_one_address_tells_it_sixty_times_a_minute(
        self, told: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_015.0)
        statuses = [self.tell().status_code for _ in range(62)]
        assert statuses == [204] * 60 + [429] * 2
        assert len(told) == 60

    def test_a_source_that_is_away_is_no_failure(self, source: FixtureSource, monkeypatch: pytest.MonkeyPatch) -> None:
        def away() -> None:
            raise SourceAway("no")

        monkeypatch.setattr(source, "sites", away)
        assert self.tell().status_code == 204


def test_the_language_of_documents_is_a_filter(get: Get) -> None:
    page = get("/en/search/?q=n&language=en").content.decode()
    assert "<h2>Language</h2>" in page
    assert "/en/search/?q=n" in links(page)
    assert "/en/search/?q=n&language=vi" in links(page)


def test_what_is_no_longer_in_force_is_one_link_away_and_back(get: Get) -> None:
    asked = "/tim-kiem/?q=h%E1%BB%99i&type=article"
    assert f"{asked}&include_expired=true" in links(get(asked).content.decode())
    assert asked in links(get(f"{asked}&include_expired=true").content.decode())


def test_the_two_forms_of_the_page_have_names_of_their_own(get: Get) -> None:
    page = get("/en/search/?q=a").content.decode()
    names = re.findall(r'role="search" aria-label="([^"]+)"', page)
    assert len(names) == page.count('role="search"') == len(set(names))


def test_an_english_reader_reads_the_english_name_of_what_is_not_translated(get: Get) -> None:
    page = get("/en/search/?q=sample").content.decode()
    assert "Issue of a <mark>sample</mark> certificate" in page
    assert "For citizens." in page
    assert '<span class="tag">In Vietnamese only</span>' in page
    assert "Thủ tục cấp giấy xác nhận mẫu" not in page


def test_what_is_made_up_says_so_among_the_results(get: Get) -> None:
    assert '<span class="tag">Dữ liệu mẫu</span>' in get("/tim-kiem/?q=gi%E1%BA%A5y").content.decode()


def test_whoever_finds_nothing_is_led_on(get: Get) -> None:
    page = get("/tim-kiem/?q=zzzz").content.decode()
    tips = page.split('class="search-page__tips"')[1].split("</ul>")[0]
    assert '<a href="/procedures/">Thủ tục hành chính</a>' in tips
    assert "/questions/" not in tips  # an empty section leads nowhere
    assert '<a href="tel:02340000000">(0234) 000 0000</a>' in tips
