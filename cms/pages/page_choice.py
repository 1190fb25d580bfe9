"""Which pages a person may link to: an id in a POST is checked like a choice in the chooser.

The editor shows the address and the title of whatever it links to, so a number typed by hand would tell both.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from wagtail.models import Page

from cms.departments.policy import actor_of
from cms.pages.media_choice import references_of
from cms.pages.visibility import explorable_pages


def pages_of_fields(page: Page, values: Mapping[str, Any]) -> dict[str, set[int]]:
    """Ids of the pages that values refer to, by the name of the page's field."""
    found: dict[str, set[int]] = {}
    for name, value in values.items():
        try:
            field = page._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        ids = {pk for model, pk in references_of(field, value) if issubclass(model, Page)} if value else set()
        if ids:
            found[name] = ids
    return found


def pages_of_page(page: Page) -> set[int]:
    """Ids of the pages to which the page, as it is in hand, refers."""
    values = {field.name: field.value_from_object(page) for field in page._meta.concrete_fields}
    return {pk for ids in pages_of_fields(page, values).values() for pk in ids}


def not_findable(ids: Iterable[int], *, user: Any) -> set[int]:
    """Those of the pages that the person does not find; ids without a page are among them."""
    wanted = set(ids)
    if not wanted:
        return set()
    pages = explorable_pages(actor_of(user, at=timezone.now()))
    return wanted - set(pages.filter(pk__in=wanted).values_list("pk", flat=True))
