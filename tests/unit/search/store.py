"""A store with a procedure, its article, an English page and a section; rows as presenters write them."""

import json
from typing import Any

from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from tests.factories.publishing import DocumentFactory, SubsiteFactory


def document(site: Subsite, title: str, path: str, **given: Any) -> PublishedDocument:
    """A row with search texts, given as a dict."""
    search = given.pop("search", {})
    row: PublishedDocument = DocumentFactory(site=site, title=title, path=path, **given)
    PublishedDocument.objects.filter(pk=row.pk).update(search=json.dumps(search, ensure_ascii=False))
    row.refresh_from_db()
    return row


def passport(site: Subsite, **given: Any) -> PublishedDocument:
    """The procedure that the tests look for."""
    texts = {
        "text": "Nộp tờ khai và hai ảnh chân dung.",
        "aliases": ["làm hộ chiếu"],
        "name_en": "Issuance of an ordinary passport",
        "description_en": "For <citizens>",
        "is_sample": True,
        "code": "1.001193",
        "codes": ["TK01"],
        "key": "hc-pho-thong",
        "popularity": 4,
        "status": "current",
        "field": "Xuất nhập cảnh",
        "facet_labels": {"field": {"immigration": "Xuất nhập cảnh"}},
        "facet_labels_en": {"field": {"immigration": "Immigration"}},
    }
    return document(
        site,
        "Cấp hộ chiếu phổ thông",
        "/thu-tuc/ho-chieu/",
        document_type="article",
        summary="Hộ chiếu <b>phổ thông</b> cho công dân & trẻ em",
        facets=[("field", "immigration"), ("section", "procedures"), ("procedure_key", "hc-pho-thong")],
        search={**texts, **given.pop("search", {})},
        **given,
    )


def a_store() -> Subsite:
    """The site of the tests."""
    site: Subsite = SubsiteFactory(key="department", is_default=True)
    passport(site)
    document(site, "Khai mạc triển lãm hộ chiếu cổ", "/tin/trien-lam/", search={"text": "Triển lãm mở cửa một tuần."},
             facets=[("section", "news")])  # fmt: skip
    document(site, "Exhibition of old maps", "/en/news/maps/", locale="en", search={"text": "Maps of the coast."})
    section = {"key": "procedures", "number": "9", "parent": None, "content_kind": "procedure", "is_group": False}
    document(site, "Thủ tục", "/thu-tuc/", document_type="section", is_listed=False, details=section)
    return site


def procedures_with_codes(site: Subsite) -> None:
    """Procedures with codes, one of another site, and a page that is named by a number."""
    for title, code, popularity in (("Cấp thị thực", "1.001194", 2), ("Cấp hộ chiếu", "1.001193", 4)):
        document(site, title, f"/{code}/", document_type="procedure",
                 search={"code": code, "codes": [code, "TK01"], "key": code, "popularity": popularity})  # fmt: skip
    document(site, "Đăng ký tạm trú", "/tam-tru/", document_type="procedure",
             search={"code": "2.000635", "codes": ["2.000635.000.00.00.H10"], "key": "tt"})  # fmt: skip
    document(site, "Kế hoạch 10 năm", "/ke-hoach/", document_type="standard")
    document(SubsiteFactory(key="city"), "Của thành phố", "/1/", document_type="procedure",
             search={"code": "1.001195", "codes": ["1.001195"], "key": "city"})  # fmt: skip


# What is typed → the procedures whose codes begin so, whichever engine answers questions.
TWO = ["Cấp hộ chiếu", "Cấp thị thực"]
CODES = [
    ("1.0011", TWO), ("1.0", TWO), ("10011", TWO), ("1 0011", TWO), ("1 001 19", TWO), ("1.001 19", TWO),
    ("1.001.", TWO), ("1.001193", TWO[:1]), ("1001193", TWO[:1]), ("1.001193.00", TWO[:1]), ("1.001 193.", TWO[:1]),
    ("\u200b1.00\u00ad119", TWO), ("1.001193.000.00.00.H", TWO[:1]), ("2.0006", ["Đăng ký tạm trú"]),
    ("2.000635.000.00.00.h1", ["Đăng ký tạm trú"]), ("001193", TWO[:1]), ("10", [*TWO, "Kế hoạch 10 năm"]),
    ("10 n", ["Kế hoạch 10 năm"]),
    ("1.0012", []), ("1.", []), ("1", []), ("1.0011930", []), ("１.0011", []), ("1.0011 ho", []), ("1.0011*", []),
    ('1.0011" OR "c2', []), ("c1_0011", []), ("1" * 200, []), ("1 . " * 50, []), ("1.001193" + ".0" * 90, TWO[:1]),
]  # fmt: skip
