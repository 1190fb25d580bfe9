"""The fixture site of `tests.factories.portal` as rows of the content store."""

import datetime
import uuid

import orjson
from wagtail.models import Site

from cms.publishing.models import FormerAddress
from cms.subsites.models import Subsite
from tests.factories.portal import SITE_KEY, SITES, documents
from tests.factories.publishing import DocumentFactory, SubsiteFactory


def fill_store() -> Subsite:
    """Write the fixture site, with an address that moved and one that was withdrawn."""
    Site.objects.all().delete()  # the one that Wagtail's own migration makes
    for description in SITES:
        site = SubsiteFactory(
            key=description["key"],
            hostname=description["hostname"],
            title_vi=description["titles"]["vi"],
            title_en=description["titles"]["en"],
            theme=description["theme"],
            is_default=description["is_default"],
        )
        if description["key"] == SITE_KEY:
            _write_documents(site)
        else:
            DocumentFactory(site=site, document_type="home", path="/", is_listed=False, title="Trang chủ")
    return Subsite.objects.get(key=SITE_KEY)


def _write_documents(site: Subsite) -> None:
    everything = documents()
    for number, each in enumerate(everything):
        # Moments must differ for the order to be the fixture's; the public ones are whole seconds.
        later = datetime.timedelta(microseconds=len(everything) - number)
        moment = datetime.datetime.fromisoformat(each["published_at"]) + later
        links = {name: [target["content_id"] for target in targets] for name, targets in each["links"].items()}
        row = DocumentFactory(
            site=site,
            content_id=uuid.UUID(each["content_id"]),
            locale=each["locale"],
            document_type=each["document_type"],
            is_listed=each["document_type"] in {"article", "standard", "organisation"},
            title=each["title"][:255],
            summary=each["summary"],
            image=orjson.dumps(each["image"]).decode() if each["image"] else "",
            path=each["path"],
            published_at=moment,
            updated_at=datetime.datetime.fromisoformat(each["updated_at"]),
            details=each["details"],
            linked=links,
            facets=[(name, value) for name, values in each.get("facets", {}).items() for value in values],
        )
        if each["path"] == "/news/bai-0/":
            FormerAddress.objects.create(
                site=site, path="/dia-chi-cu/", content_id=row.content_id, locale="vi", since=moment
            )
    FormerAddress.objects.create(
        site=site,
        path="/da-go/",
        content_id=uuid.uuid4(),
        locale="vi",
        is_gone=True,
        reason="Nội dung đã hết hiệu lực.",
        since=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC),
    )
    entries = [
        {"content_id": each["content_id"], "title": None, "hide_when_empty": False, "section": each["details"]["key"],
         "children": []}
        for each in documents()
        if each["document_type"] == "section" and each["locale"] == "vi"
    ]  # fmt: skip
    DocumentFactory(
        site=site,
        document_type="menu",
        path=None,
        is_listed=False,
        title="Danh mục chính",
        details={"key": "main", "items": entries},
        linked={"items": [entry["content_id"] for entry in entries]},
    )
