"""The content of a benchmark: real Wagtail pages and the rows of the store, of the same articles.

Two dozen articles are made and published through the product's own actions, with pictures in all cuts;
the rest are copies of their rows with other titles, addresses and times, because publishing 20,000
articles one by one would take an hour and measure something else.
"""

import datetime
import json
import os
import sys
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

# Table → the column that names the page its rows belong to.
_PAGE_COLUMN = {
    "news_articlepage": "page_ptr_id",
    "news_articleauthor": "page_id",
    "news_articlepage_topics": "articlepage_id",
}
TEMPLATES = 24
SECTIONS = 18
_SPACE = uuid.UUID("6f6d0b4e-6c36-4a57-9a50-0d1c6d0f3a11")
_START = datetime.datetime(2024, 1, 1, 1, tzinfo=datetime.UTC)
_TEXT = (
    "Sáng nay, Sở Ngoại vụ tổ chức hội nghị triển khai công tác đối ngoại, với sự tham dự của đại diện các phòng,"
    " ban chuyên môn và các đơn vị trực thuộc. Hội nghị đánh giá kết quả thực hiện nhiệm vụ, trao đổi về những việc"
    " còn vướng mắc và thống nhất kế hoạch của quý tới. "
)


def prepare() -> None:
    """Make Django ready on the database that VAR_DIR names, migrated and with the templates in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from news.models import ArticlePage

    if not ArticlePage.objects.exists():
        _make_templates()


def _make_templates() -> None:
    from tests.factories.pages import ArticlePageFactory, a_site

    site = a_site(sections=tuple(f"muc-{number}" for number in range(SECTIONS)), at=_START)
    images = [_image(number) for number in range(3)]
    for number in range(TEMPLATES):
        ArticlePageFactory(
            section_page=site.sections[f"muc-{number % SECTIONS}"]["vi"],
            title=f"Hội nghị mẫu số {number}",
            summary=_TEXT[:180],
            lead_image=images[number % len(images)],
            lead_image_alt="Toàn cảnh hội nghị",
            body=_body(number),
            live=True,
        )


def _image(number: int) -> Any:
    """A picture with all its cuts made."""
    from wagtail.models import Collection

    from cms.media.actions import create_image, prepare_image
    from tests.factories.media import picture

    image = create_image(
        title=f"Ảnh {number}",
        file=BytesIO(picture("JPEG", (1600, 1067), shade=40 * number)),
        filename=f"anh-{number}.jpg",
        collection=Collection.get_first_root_node(),
        by=None,
        at=_START,
    )
    prepare_image(image=image, at=_START)
    return image


def _body(number: int) -> list[dict[str, Any]]:
    paragraphs = [
        {"type": "paragraph", "value": {"text": f"<p>{_TEXT * 2}<b>Đợt {number}.{part}</b></p>", "lang": ""}}
        for part in range(4)
    ]
    heading = {"type": "heading", "value": {"level": "h2", "text": "Kết quả chính", "lang": ""}}
    quote = {"type": "quote", "value": {"text": _TEXT[:160], "attribution": "Lãnh đạo Sở", "lang": ""}}
    return [paragraphs[0], heading, *paragraphs[1:3], quote, heading, paragraphs[3]]


def grow_to(total: int) -> list[tuple[int, str, str]]:
    """Copy rows until there are that many articles; return (page id, content id, path) of all of them.

    Raises SystemExit when there are more already: a database serves one size.
    """
    from django.db import transaction

    from news.models import ArticlePage

    templates = list(ArticlePage.objects.order_by("pk")[:TEMPLATES])
    have = ArticlePage.objects.count()
    if have > max(total, TEMPLATES):
        raise SystemExit(f"this database has {have} articles, wanted {total}")
    with transaction.atomic():
        for first in range(have, total, 1000):
            _copy(templates, range(first, min(first + 1000, total)))
        _raise_generation()
    return _addresses()


def _copy(templates: list[Any], numbers: range) -> None:
    from wagtail.models import Page

    parents = {template.pk: template.get_parent() for template in templates}
    sources, pages = [], []
    for number in numbers:
        template = templates[number % len(templates)]
        parent = parents[template.pk]
        sources.append(template)
        pages.append(_page(template, parent, number))
    Page.objects.bulk_create(pages, batch_size=200)
    for table in _PAGE_COLUMN:
        _copy_table(table, [(page.pk, source.pk) for page, source in zip(pages, sources, strict=True)])
    _copy_documents(pages, sources)
    for parent in parents.values():
        Page.objects.filter(pk=parent.pk).update(numchild=Page.objects.child_of(parent).count())


def _page(template: Any, parent: Any, number: int) -> Any:
    from wagtail.models import Page

    title, slug = f"Hội nghị triển khai công tác đối ngoại lần thứ {number}", f"hoi-nghi-{number}"
    at = _START + datetime.timedelta(minutes=11 * number)
    return Page(
        title=title,
        draft_title=title,
        slug=slug,
        path=Page._get_path(parent.path, template.depth, number + 1000),
        depth=template.depth,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        content_type_id=template.content_type_id,
        locale_id=template.locale_id,
        translation_key=uuid.uuid5(_SPACE, str(number)),
        live=True,
        first_published_at=at,
        last_published_at=at,
        latest_revision_created_at=at,
    )


def _columns(table: str, without: set[str]) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found if column.name not in without]


def _copy_table(table: str, pairs: list[tuple[int, int]]) -> None:
    """Copy the rows that belong to a page, for each (new page, source page)."""
    from django.db import connection

    key = {
        "news_articlepage": "page_ptr_id",
        "news_articleauthor": "page_id",
        "news_articlepage_topics": "articlepage_id",
    }[table]
    rest = ", ".join(f'"{name}"' for name in _columns(table, {key, "id"}))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({key}, {rest}) SELECT %s, {rest} FROM {table} WHERE {key} = %s", pairs
        )


def _copy_documents(pages: list[Any], sources: list[Any]) -> None:
    from django.db import connection

    from cms.publishing.models import PublishedDocument
    from cms.publishing.models.store import document_key

    changed = ["id", "content_id", "path", "title", "first_published_at", "published_at", "updated_at", "page_id"]
    rest = ", ".join(_columns("publishing_publisheddocument", set(changed)))
    stored = {row.page_id: row for row in PublishedDocument.objects.filter(page_id__in={s.pk for s in sources})}
    rows, facets = [], []
    for page, source in zip(pages, sources, strict=True):
        row = stored[source.pk]
        key = document_key(site_key=row.site.key, content_id=page.translation_key, locale=row.locale)
        path = f"{row.path.rstrip('/').rpartition('/')[0]}/{page.slug}/"
        at = str(page.first_published_at.replace(tzinfo=None))
        rows.append([key, page.translation_key.hex, path, page.title, at, at, at, page.pk, row.pk])
        facets.append([key, at, row.pk])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO publishing_publisheddocument ({', '.join(changed)}, {rest})"
            f" SELECT %s, %s, %s, %s, %s, %s, %s, %s, {rest} FROM publishing_publisheddocument WHERE id = %s",
            rows,
        )
        cursor.executemany(
            "INSERT INTO publishing_documentfacet (document_id, published_at, site_id, locale, name, value)"
            " SELECT %s, %s, site_id, locale, name, value FROM publishing_documentfacet WHERE document_id = %s",
            facets,
        )


def _raise_generation() -> None:
    from cms.publishing.actions.storing import open_store

    open_store()


def _addresses() -> list[tuple[int, str, str]]:
    from cms.publishing.models import PublishedDocument

    rows = PublishedDocument.objects.filter(document_type="article", locale="vi").order_by("-published_at")
    return [
        (page, str(content_id), path) for page, content_id, path in rows.values_list("page_id", "content_id", "path")
    ]


def main() -> None:
    """`python -m benchmarks.content SIZE FILE`: fill the database of VAR_DIR; write the addresses as JSON."""
    prepare()
    Path(sys.argv[2]).write_text(json.dumps(grow_to(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
