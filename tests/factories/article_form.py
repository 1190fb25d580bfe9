"""What a browser sends for an article: every field of its form, so that a new one is added here and nowhere else."""

from collections.abc import Iterable
from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from news.models import Genre

AUTHOR = {"name": "Cộng tác viên A", "account": "", "share": "100"}


def article_form(**changes: Any) -> dict[str, Any]:
    """An original report with one author and nothing else; `changes` as `nested_form_data` takes them."""
    values: dict[str, Any] = {
        "title": "",
        "slug": "",
        "summary": "",
        "department": "",
        "genre": Genre.objects.get(key="tin-tuc-su-kien").pk,
        "origin": "original",
        "format": "report",
        "event_on": "",
        "source_name": "",
        "source_url": "",
        "source_on": "",
        "lead_image": "",
        "lead_image_alt": "",
        "lead_image_caption": "",
        "work_programme_item": "",
        "body": streamfield([]),
        "corrections": streamfield([]),
        "authors": inline_formset([AUTHOR]),
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
        **changes,
    }
    return nested_form_data(values)


def same_authors(authors: Iterable[Any]) -> dict[str, Any]:
    """The rows of a draft's authors as its form sends them back: what is posted could be published as it is."""
    rows = [{**AUTHOR, "id": author.pk or "", "name": author.name} for author in authors]
    return inline_formset(rows, initial=sum(bool(row["id"]) for row in rows))
