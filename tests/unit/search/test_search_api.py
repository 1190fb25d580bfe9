"""`/api/v1/search/` as a program reads it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.publishing import reading
from cms.publishing.models import PublishedDocument
from search import answers
from search.actions import index_content, mend_index, rebuild_index
from search.backends import embedded
from search.backends.sqlite import SqliteBackend
from search.highlights import Highlighter
from search.in_force import in_force
from search.models import BestBet, Synonym
from search.query.question import LONGEST_QUERY
from tests.contracts.test_openapi import check_against
from tests.factories.publishing import SubsiteFactory, raise_generation
from tests.unit.delivery.hostile import RAW
from tests.unit.search.conftest import NOW
from tests.unit.search.hostile import ADDRESSES, HOSTILE, ask_hostile, pairs_of_texts
from tests.unit.search.store import CODES, a_store, document, procedures_with_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def site() -> Any:
    found = a_store()
    rebuild_index(backend=embedded(), at=NOW)
    return found


def ask(**given: str) -> dict[str, Any]:
    response = Client(headers={"host": "localhost"}).get("/api/v1/search/", given)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def titles(**given: str) -> list[str]:
    return [item["title"] for item in ask(**given)["items"]]


def test_an_item_is_that_of_the_lists_with_what_search_adds(site: Any) -> None:
    answer = ask(q="lam ho chieu")
    check_against("SearchPage", answer)
    first = answer["items"][0]
    listed = Client(headers={"host": "localhost"}).get("/api/v1/documents/?detail=card&type=article").json()["items"]
    same = next(item for item in listed if item["content_id"] == first["content_id"])
    assert {name: first[name] for name in same} == same
    assert (first["code"], first["key"], first["is_best_bet"], first["is_expired"]) == (
        "1.001193", "hc-pho-thong", False, False,
    )  # fmt: skip
    assert answer["total"] == 2
    assert (answer["corrected_query"], answer["degraded"], answer["low_confidence"]) == (None, False, False)


def test_highlights_are_escaped_html_of_the_original_text(site: Any) -> None:
    marked = ask(q="ho chieu")["items"][0]["highlights"]
    assert marked["title"] == "Cấp <mark>hộ chiếu</mark> phổ thông"
    assert marked["summary"] == "<mark>Hộ chiếu</mark> &lt;b&gt;phổ thông&lt;/b&gt; cho công dân &amp; trẻ em"
    assert ask(q="anh chan dung")["items"][0]["highlights"]["text"] == "Nộp tờ khai và hai <mark>ảnh chân dung</mark>."


def test_what_only_a_file_says_is_shown_with_the_title_of_the_file(site: Any) -> None:
    attachments = [{"title": "Bìa", "text": "Trang đầu"}, {"title": "Phụ lục <1>", "text": "Danh mục cầu cảng & bến"}]
    document(site, "Quyết định", "/tin/qd/", search={"text": "Ban hành danh sách.", "attachments": attachments})
    mend_index(backend=embedded(), repair=True)
    marked = ask(q="cầu cảng")["items"][0]["highlights"]
    assert (marked["text"], marked["file"]) == ("Danh mục <mark>cầu cảng</mark> &amp; bến", "Phụ lục <1>")
    marked = ask(q="ban hành danh sách")["items"][0]["highlights"]
    assert (marked["text"], marked["file"]) == ("<mark>Ban hành danh sách</mark>.", "")


@pytest.mark.parametrize(("limit", "most"), [("1", 400), ("5", 200)])
def test_a_page_of_long_texts_is_looked_through_in_part(
    site: Any, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    """However many results a page has, and however many files one of them."""
    monkeypatch.setattr(answers, "LONGEST_TEXT", 400)
    monkeypatch.setattr(answers, "_MOST_LOOKED_THROUGH", 1000)
    looked: list[int] = []
    snippet = Highlighter.snippet

    def counted(self: Highlighter, text: str) -> str:
        looked.append(len(text))
        return snippet(self, text)

    monkeypatch.setattr(Highlighter, "snippet", counted)
    attachments = [{"title": "Tệp", "text": "đơn " * 90}] * 3
    for number in range(5):
        document(site, f"Báo cáo {number}", f"/tin/{number}/", search={"text": "vị " * 50, "attachments": attachments})
    mend_index(backend=embedded(), repair=True)
    assert len(ask(q="báo cáo", limit=limit)["items"]) == int(limit)
    assert sum(looked) == most * int(limit)


@pytest.mark.parametrize(
    "typed", ["1.001193", "1.001193.000.00.00.H33", "TK01", "hộ chiếu", "HO CHIEU", "hooj chieeus"]
)
def test_what_people_type_finds_the_procedure_first(site: Any, typed: str) -> None:
    assert titles(q=typed)[0] == "Cấp hộ chiếu phổ thông"


def test_a_correction_is_said_and_can_be_refused(site: Any) -> None:
    answer = ask(q="hochieu")
    assert answer["corrected_query"] == "hộ chiếu"
    assert answer["total"] == 2
    assert ask(q="hochieu", exact="true")["total"] == 0


def test_counts_are_what_choosing_gives_and_ignore_their_own_filter(site: Any) -> None:
    facets = ask(q="ho chieu")["facets"]
    assert sorted((one["value"], one["label"], one["count"]) for one in facets["section"]) == [
        ("news", "news", 1),
        ("procedures", "Thủ tục", 1),
    ]
    assert facets["field"] == [{"value": "immigration", "label": "Xuất nhập cảnh", "count": 1}]
    assert set(facets) >= {
        "type",
        "field",
        "level",
        "agency",
        "audience",
        "online_level",
        "section",
        "year",
        "language",
    }
    narrowed = ask(q="ho chieu", section="news")
    assert narrowed["total"] == 1
    assert len(narrowed["facets"]["section"]) == 2
    assert narrowed["facets"]["field"] == []
    assert ask(q="ho chieu", field="immigration", section="news")["total"] == 0
    assert ask(q="ho chieu", year="1999")["total"] == 0


def test_a_field_named_in_the_question_is_offered_as_a_filter(site: Any) -> None:
    assert ask(q="xuat nhap canh ho chieu")["recognised"] == [
        {"facet": "field", "value": "immigration", "label": "Xuất nhập cảnh"}
    ]


def test_a_field_that_only_another_site_has_is_not_offered(site: Any) -> None:
    other = SubsiteFactory(key="other")
    document(other, "Khai sinh", "/khai-sinh/", document_type="article", facets=[("field", "civil")],
             search={"facet_labels": {"field": {"civil": "Hộ tịch"}}})  # fmt: skip
    mend_index(backend=embedded(), repair=True)
    assert ask(q="ho chieu ho tich")["recognised"] == []
    assert [one["value"] for one in ask(q="ho tich khai sinh", site="other")["recognised"]] == ["civil"]


def test_pages_follow_by_cursor_and_never_by_offset(site: Any) -> None:
    first = ask(q="ho chieu", limit="1")
    second = ask(q="ho chieu", limit="1", cursor=first["next"])
    assert [page["items"][0]["title"] for page in (first, second)] == titles(q="ho chieu")
    assert second["next"] is None
    client = Client(headers={"host": "localhost"})
    assert client.get("/api/v1/search/", {"q": "a", "cursor": "abc"}).status_code == 400
    assert client.get("/api/v1/search/", {"q": "a", "offset": "5"}).status_code == 400


def test_a_site_finds_nothing_of_another(site: Any) -> None:
    other = SubsiteFactory(key="city")
    document(other, "Hộ chiếu của thành phố", "/ho-chieu/")
    mend_index(backend=embedded(), repair=True)
    assert "Hộ chiếu của thành phố" not in titles(q="ho chieu")
    assert titles(q="ho chieu", site="city") == ["Hộ chiếu của thành phố"]


def test_english_finds_what_is_translated_and_what_has_an_english_name(site: Any) -> None:
    assert titles(q="old maps", locale="en") == ["Exhibition of old maps"]
    item = ask(q="passport", locale="en")["items"][0]
    assert (item["title"], item["locale"]) == ("Cấp hộ chiếu phổ thông", "vi")
    assert titles(q="exhibition", locale="vi") == []
    assert item["name_en"] == "Issuance of an ordinary passport"
    assert item["highlights"]["name_en"] == "Issuance of an ordinary <mark>passport</mark>"
    assert (item["description_en"], item["is_sample"]) == ("For <citizens>", True)


def test_english_readers_read_facets_in_english_also_of_what_is_not_translated(site: Any) -> None:
    assert ask(q="passport", locale="en")["facets"]["field"] == [
        {"value": "immigration", "label": "Immigration", "count": 1}
    ]


def test_english_readers_may_choose_the_language_of_what_they_find(site: Any) -> None:
    both = ask(q="passport exhibition", locale="en")
    assert [(one["value"], one["label"], one["count"]) for one in both["facets"]["language"]] == [
        ("en", "English", 1),
        ("vi", "Tiếng Việt", 1),
    ]
    assert titles(q="passport exhibition", locale="en", language="en") == ["Exhibition of old maps"]
    only = ask(q="passport exhibition", locale="en", language="vi")
    assert [item["title"] for item in only["items"]] == ["Cấp hộ chiếu phổ thông"]
    assert [one["count"] for one in only["facets"]["language"]] == [1, 1]
    assert Client(headers={"host": "localhost"}).get("/api/v1/search/?q=a&language=fr").status_code == 400


def test_what_is_withdrawn_is_gone_from_results_counts_and_suggestions_at_once(site: Any) -> None:
    row = PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/")
    row.delete()
    raise_generation()
    assert "Cấp hộ chiếu phổ thông" not in titles(q="ho chieu")  # before the index has followed
    index_content(backend=embedded(), site=site, content_id=row.content_id, version=row.version + 1)
    answer = ask(q="ho chieu")
    assert (answer["total"], answer["facets"]["field"]) == (1, [])
    assert "hộ chiếu phổ thông" not in json.dumps(answer, ensure_ascii=False).lower()


def test_what_is_published_is_found_as_soon_as_the_index_has_followed(site: Any) -> None:
    assert "Cấp giấy thông hành" not in titles(q="giay thong hanh")
    row = document(site, "Cấp giấy thông hành", "/thu-tuc/thong-hanh/")
    index_content(backend=embedded(), site=site, content_id=row.content_id, version=row.version)
    assert titles(q="giay thong hanh")[0] == "Cấp giấy thông hành"


def test_what_is_not_in_force_is_found_only_when_asked_and_comes_last(site: Any) -> None:
    document(site, "Cấp hộ chiếu mẫu cũ", "/cu/", search={"status": "expired", "key": "cu", "popularity": 5})
    mend_index(backend=embedded(), repair=True)
    assert "Cấp hộ chiếu mẫu cũ" not in titles(q="ho chieu")
    items = ask(q="ho chieu", include_expired="true")["items"]
    assert (items[-1]["title"], items[-1]["is_expired"]) == ("Cấp hộ chiếu mẫu cũ", True)


def test_a_new_synonym_works_at_once(site: Any) -> None:
    assert ask(q="cuốn xanh")["total"] == 0
    Synonym.objects.create(terms="cuốn xanh", kind="ow", expands_to="hộ chiếu")
    raise_generation()
    assert titles(q="cuon xanh")[0] == "Cấp hộ chiếu phổ thông"


def test_a_publication_that_is_no_synonym_makes_no_synonyms_anew(site: Any) -> None:
    """That takes as long as two searches, in every process, after every publication."""
    before = in_force(reading.generation()[0]).thesaurus
    raise_generation()
    assert in_force(reading.generation()[0]).thesaurus is before
    Synonym.objects.create(terms="cuốn xanh", kind="ow", expands_to="hộ chiếu")
    raise_generation()
    assert in_force(reading.generation()[0]).thesaurus is not before


def test_a_best_bet_stands_first_until_its_day(site: Any) -> None:
    row = PublishedDocument.objects.get(path="/tin/trien-lam/")
    bet = BestBet.objects.create(site=site, locale="vi", questions="hộ chiếu", path=row.path, content_id=row.content_id)
    raise_generation()
    item = ask(q="ho chieu")["items"][0]
    assert (item["title"], item["is_best_bet"]) == (row.title, True)
    BestBet.objects.filter(pk=bet.pk).update(valid_to=timezone.now().date().replace(year=2020))
    raise_generation()
    assert titles(q="ho chieu")[0] == "Cấp hộ chiếu phổ thông"


def test_a_search_costs_three_queries_and_a_repeated_one_a_single(
    site: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask(q="phổ thông")  # what is remembered of the store's generation
    with django_assert_num_queries(3):
        ask(q="ho chieu")
    with django_assert_num_queries(1):
        ask(q="ho chieu")


def test_suggestions_begin_with_what_was_typed(site: Any) -> None:
    document(site, "Cấp thị thực", "/gioi-thieu/", document_type="standard", search={"name_en": "Issue of visas"})
    mend_index(backend=embedded(), repair=True)

    def suggest(text: str, locale: str = "vi") -> list[str]:
        response = Client(headers={"host": "localhost"}).get("/api/v1/search/suggest/", {"q": text, "locale": locale})
        check_against("Suggestions", response.json())
        return [one["text"] for one in response.json()["suggestions"]]

    assert suggest("thi th") == ["Cấp thị thực"]
    assert suggest("visa") == ["Cấp thị thực"]
    assert suggest("visa", locale="en") == ["Issue of visas"]
    assert suggest("Thủ t") == ["Thủ tục"]
    assert suggest("t") == []
    assert suggest('"*^') == []


@pytest.fixture
def coded(site: Any) -> None:
    """Procedures with codes, in the index too."""
    procedures_with_codes(site)
    mend_index(backend=embedded(), repair=True)


def test_suggestions_complete_codes_however_they_are_typed(coded: None) -> None:
    for typed, wanted in CODES:
        response = Client(headers={"host": "localhost"}).get("/api/v1/search/suggest/", {"q": typed})
        check_against("Suggestions", response.json())
        assert [one["text"] for one in response.json()["suggestions"]] == wanted, typed


def test_the_beginning_of_a_code_that_finds_nothing_is_completed_among_the_suggestions(coded: None) -> None:
    answer = ask(q="1.0011")
    assert (answer["total"], [one["code"] for one in answer["suggestions"]]) == (0, ["1.001193", "1.001194"])


def test_a_code_is_completed_without_walking_through_the_names(
    coded: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One look into the index of names and no query of the store more than for words."""
    client = Client(headers={"host": "localhost"})
    client.get("/api/v1/search/suggest/", {"q": "cap"})
    statements: list[str] = []
    with cast(SqliteBackend, embedded()).snapshot() as snapshot:
        snapshot.connection.set_trace_callback(statements.append)  # of this thread, so of the answer too
    with django_assert_num_queries(2):
        client.get("/api/v1/search/suggest/", {"q": "1.0011"})
    assert [one for one in statements if one.startswith("SELECT") and " names " in one] == [
        """SELECT rowid FROM names WHERE names MATCH '"1 0011"* OR "c1_0011"*'"""
    ]


def test_suggestions_do_not_read_what_is_attached(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    attachments = [{"title": "Tệp", "text": "đơn " * 1000}]
    for name, search in {
        "Cấp thị thực": {"name_en": "Visa", "key": "tt", "attachments": attachments},
        "Cấp thị": {},
    }.items():
        row = document(site, name, f"/{len(name)}/", document_type="standard", search=search)
    PublishedDocument.objects.filter(pk=row.pk).update(search="")
    mend_index(backend=embedded(), repair=True)
    read: list[bytes] = []
    chosen = reading.chosen

    def watched(**given: Any) -> Any:
        found = chosen(**given)
        read.extend(one.search_json for one in found)
        return found

    monkeypatch.setattr(reading, "chosen", watched)
    answer = Client(headers={"host": "localhost"}).get("/api/v1/search/suggest/", {"q": "cap thi"}).json()
    assert {(one["text"], one["key"]) for one in answer["suggestions"]} == {("Cấp thị thực", "tt"), ("Cấp thị", None)}
    assert sorted(map(json.loads, filter(None, read)), key=str) == [{"code": None, "key": "tt", "name_en": "Visa"}]


def test_a_known_word_in_the_wrong_place_is_told_by_its_neighbour(site: Any) -> None:
    """`chịu` is a word, so nothing is corrected; what may be meant is offered, and not all that begins with `ho`."""
    document(site, "Cấp hộ chiếu công vụ", "/cong-vu/", document_type="standard")
    document(site, "Học nghề, chịu trách nhiệm", "/hoc-nghe/", document_type="standard")
    mend_index(backend=embedded(), repair=True)
    answer = ask(q="hộ chịu")
    assert answer["corrected_query"] is None
    assert [one["text"] for one in answer["suggestions"]] == ["Cấp hộ chiếu công vụ"]
    assert ask(q="học xyzt")["suggestions"] == []


def test_without_an_index_the_answer_is_empty_and_says_so(own_index: Path) -> None:
    a_store()
    answer = ask(q="ho chieu")
    assert (answer["items"], answer["total"], answer["degraded"]) == ([], 0, True)


def test_a_ruined_index_file_is_no_failure_of_the_request(site: Any, own_index: Path) -> None:
    embedded().close()
    for file in own_index.glob("index-*"):
        file.write_bytes(b"not a database" * 1000)
    assert ask(q="ho chieu")["degraded"] is True


def test_a_question_is_noted_once_whatever_is_filtered_or_paged_through(site: Any, own_index: Path) -> None:
    following = ask(q="ho chieu", limit="1")["next"]
    ask(q="ho chieu", limit="1", cursor=following)
    ask(q="ho chieu", field="immigration")
    ask(q="khong co gi het")
    ask(q="hộ chiếu b1234567")
    lines = (own_index / "questions.log").read_bytes().splitlines()
    assert [json.loads(line) for line in lines] == [
        ["department", "vi", "ho chieu", False, False, False],
        ["department", "vi", "khong co gi het", True, False, False],
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_is_answered_by_a_failure(site: Any, address: str) -> None:
    client = Client(headers={"host": "localhost"}, raise_request_exception=True)
    for text in HOSTILE:
        response = client.get(address, {"q": text.encode("utf-8", "replace").decode()})
        assert response.status_code == (200 if len(text) <= LONGEST_QUERY else response.status_code), text[:60]
        assert response.status_code in {200, 400}, text[:60]
    for raw in RAW:
        assert client.get(f"{address}?q={raw}").status_code in {200, 400}, raw


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_7680_hostile_texts_are_answered(site: Any, address: str) -> None:
    """How long each took is a figure of `python -m benchmarks.search_hostile`."""
    answered = Counter(status for status, *_times in ask_hostile(address, pairs_of_texts()))
    assert answered.total() == 7680
    assert set(answered) == {200}
