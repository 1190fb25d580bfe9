"""What the public reads of a procedure."""

import datetime
import io
import zipfile
from typing import Any

import orjson
import pytest
from django.utils import timezone, translation
from wagtail.models import Locale

from cms.pages.actions import publish_latest
from cms.publishing.models import DocumentFacet, PublishedDocument
from cms.publishing.worker import run_until_idle
from procedures import record as r
from procedures.models import ProcedurePage
from procedures.wording import fee_range
from tests.factories.media import DocumentFactory
from tests.factories.pages import AT
from tests.factories.procedures import a_catalogue, a_procedure, full_record

pytestmark = pytest.mark.django_db


def document() -> PublishedDocument:
    return PublishedDocument.objects.get(document_type="procedure")


def test_a_full_record_says_everything_at_a_glance() -> None:
    a_procedure(a_catalogue(), full_record(), live=True)
    details = orjson.loads(document().body)
    assert details["glance"] == {"time": "5 ngày làm việc", "fee": "", "papers": 2}
    assert [one["channel"] for one in details["submissions"]] == ["direct", "online", "post"]
    assert details["submissions"][0]["fees"][0]["label"] == "8.000\u00a0đ"
    assert details["submissions"][1]["time"] == {"value": "0.5", "unit": "hour", "text": "", "label": "0,5 giờ"}
    assert details["submissions"][2]["time"]["label"] == "Chậm nhất là ngay trước khi tàu rời cảng"
    assert [item["type"] for item in details["dossier"][0]["items"]] == ["heading", "paper", "paper", "note"]
    assert details["online"]["reason"] == "Phải xuất trình bản chính khi nhận kết quả."
    assert details["missing"] == []
    assert details["is_sample"] is True


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        (((200_000,), (180_000,)), "180.000\u00a0đ – 200.000\u00a0đ"),
        (((15_000,), (15_000,)), "15.000\u00a0đ"),
        (((0,), (0, 0)), "Miễn phí"),
        (((200_000, 400_000), (180_000, 360_000), (200_000,)), "từ 180.000\u00a0đ"),  # new or replaced: never 600.000
        (((0, 8_000), (0,)), ""),  # in time or late: the table says which
        (((30_000, None), (30_000,)), ""),
        (((30_000,), ()), ""),
    ],
)
def test_the_fee_at_a_glance_adds_nothing_up(fees: tuple[tuple[int | None, ...], ...], said: str) -> None:
    ways = [{"fees": [{"amount_vnd": amount} for amount in amounts]} for amounts in fees]
    with translation.override("vi"):
        assert fee_range(ways) == said


def test_a_bare_record_says_what_is_missing_and_invents_nothing() -> None:
    a_procedure(a_catalogue(), r.ProcedureRecord(id="tran", name="Thủ tục trần"), live=True)
    details = orjson.loads(document().body)
    assert details["missing"] == ["steps", "submissions", "dossier", "time_limit", "audience", "agency"]
    assert details["glance"] == {"time": "", "fee": "", "papers": None}
    assert details["code"] is None
    assert details["field"] is None
    assert details["online"] == {"level": None, "label": "", "reason": "", "url": ""}


def test_the_public_reads_until_when_a_verification_counts() -> None:
    site = a_catalogue()
    a_procedure(site, full_record(verified_on=datetime.date(2017, 3, 1)), live=True)
    details = orjson.loads(document().body)
    assert (details["verified_on"], details["verified_until"]) == ("2017-03-01", "2017-08-28")
    a_procedure(site, r.ProcedureRecord(id="thu-tuc-mau", verified_on=None), live=True)
    details = orjson.loads(document().body)
    assert (details["verified_on"], details["verified_until"]) == (None, None)


def test_the_facets_are_those_that_lists_and_searches_filter_by() -> None:
    site = a_catalogue()
    a_procedure(site, full_record(), live=True)
    facets = set(DocumentFacet.objects.filter(document=document()).values_list("name", "value"))
    assert facets >= {
        ("section", "procedures"),
        ("department", site.unit.key),
        ("field", "cong-tac-lanh-su"),
        ("agency", "so-ngoai-vu"),
        ("level", "province"),
        ("level", "commune"),
        ("audience", "citizen"),
        ("online_level", "partial"),
        ("life_event", "identity_papers"),
        ("status", "current"),
        ("procedure_key", "thu-tuc-mau"),
        ("procedure_code", "9.999001"),
    }


def test_the_search_text_has_what_people_type_and_is_never_served() -> None:
    a_procedure(a_catalogue(), full_record(), live=True)
    row = document()
    search = orjson.loads(row.search)
    assert search["aliases"] == ["giấy xác nhận", "xác nhận mẫu"]
    assert search["codes"] == ["9.999001", "9.999001.000.00.00.H00", "TK-01"]
    assert search["legal_basis"] == ["42/2022/NĐ-CP"]
    assert (search["field"], search["agency"]) == ("Công tác lãnh sự", "Sở Ngoại vụ")
    assert (search["popularity"], search["status"], search["key"]) == (3, "current", "thu-tuc-mau")
    assert search["facet_labels"]["level"] == {"province": "Cấp tỉnh", "commune": "Cấp xã"}
    assert search["facet_labels_en"]["level"] == {"province": "province", "commune": "commune"}
    assert search["facet_labels_en"]["audience"]["citizen"] == "Vietnamese citizens"
    assert "Xem xét và trả kết quả." in search["text"]
    assert "popularity" not in row.body
    assert "facet_labels" not in row.body


def test_related_procedures_are_linked_before_they_exist() -> None:
    site = a_catalogue()
    a_procedure(site, full_record(related=("sau-nay",)), live=True)
    other = a_procedure(site, r.ProcedureRecord(id="sau-nay", name="Thủ tục sau này"), live=True)
    links = orjson.loads(PublishedDocument.objects.get(title="Thủ tục cấp giấy xác nhận mẫu").links)
    assert links["related"] == [str(other.translation_key)]


def test_an_address_that_is_no_web_address_is_not_linked() -> None:
    basis = (r.LegalBasis(number="1/X", url="javascript:alert(1)"),)
    a_procedure(a_catalogue(), full_record(legal_basis=basis), live=True)
    assert orjson.loads(document().body)["legal_basis"][0]["url"] == ""


def english_of(page: ProcedurePage) -> dict[str, Any]:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale="en")
    details: dict[str, Any] = orjson.loads(row.body)
    return details


def test_an_english_procedure_says_the_facts_of_the_vietnamese_one_as_they_are_now() -> None:
    site = a_catalogue()
    page = a_procedure(site, r.ProcedureRecord(id="thu-tuc-mau", name="Cấp giấy xác nhận"), live=True)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "Issue of a sample certificate"
    publish_latest(page=english.save_revision().as_object(), by=None, at=AT)
    run_until_idle(clock=timezone.now)
    assert english_of(page)["status"]["key"] == "current"

    repealed = r.ProcedureRecord(id="thu-tuc-mau", status="repealed", dvcqg_url="https://dichvucong.gov.vn/moi")
    a_procedure(site, repealed, live=True)
    run_until_idle(clock=timezone.now)
    details = english_of(page)
    assert (details["status"]["key"], details["online"]["url"]) == ("repealed", "https://dichvucong.gov.vn/moi")
    facets = DocumentFacet.objects.filter(document__content_id=page.translation_key, locale="en", name="status")
    assert [facet.value for facet in facets] == ["repealed"]
    english.refresh_from_db()
    assert english.status == "current"  # in memory only: the translator's page is the translator's


def test_all_forms_come_in_one_file_as_long_as_they_are_public(client: Any) -> None:
    page = a_procedure(a_catalogue(), full_record(), live=True)
    page.forms = [("form", {"name": "Đơn", "document": DocumentFactory()}) for _number in range(2)]
    page.save_revision(clean=False).publish()
    archive = orjson.loads(document().body)["forms_archive"]
    answer = client.get(archive["url"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert 'attachment; filename="bieu-mau-' in answer["Content-Disposition"]
    assert len(zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()) == archive["count"] == 2
    page.refresh_from_db()
    page.unpublish()
    assert client.get(archive["url"]).status_code == 404
