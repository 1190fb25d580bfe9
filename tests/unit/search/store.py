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
