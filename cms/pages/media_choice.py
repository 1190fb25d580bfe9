"""Which pictures and files a person may put on a page: choosing one hands out its bytes, in a preview at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionPermissionPolicy

from cms.media.models import Document, Image
from cms.media.policies import document_policy, image_policy

MediaKey = tuple[type[Image | Document], int]

_POLICIES: dict[type[Image | Document], CollectionPermissionPolicy] = {Image: image_policy, Document: document_policy}


def media_of_fields(page: Page, values: Mapping[str, Any]) -> dict[str, set[MediaKey]]:
    """The pictures and files that values refer to, by the name of the page's field.

    Foreign keys, blocks at any depth and rich text are read by the extraction that fills Wagtail's index of
    references: a block that Wagtail knows is known here too.
    """
    found: dict[str, set[MediaKey]] = {}
    for name, value in values.items():
        try:
            field = page._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        keys = set(_media_of(field, value)) if value else set()
        if keys:
            found[name] = keys
    return found


def media_of_page(page: Page) -> set[MediaKey]:
    """What the fields of the page, as it is in hand, refer to."""
    values = {field.name: field.value_from_object(page) for field in page._meta.concrete_fields}
    return {key for keys in media_of_fields(page, values).values() for key in keys}


def not_choosable(keys: Iterable[MediaKey], *, user: Any, page: Page) -> set[MediaKey]:
    """Those of the pictures and files that the user may not put on the page; ids without a row are among them.

    Free to choose is what Wagtail lets the user choose, what the live version of the page shows, and what any
    live page shows, for that is public. What the draft in hand has already is the caller's to leave out.
    """
    refused: set[MediaKey] = set()
    for model, policy in _POLICIES.items():
        ids = {pk for kind, pk in keys if kind is model}
        if ids:
            allowed = policy.instances_user_has_permission_for(user, "choose").filter(pk__in=ids)
            ids -= set(allowed.values_list("pk", flat=True))
        if ids:
            ids -= _shown(model, ids, page)
        refused |= {(model, pk) for pk in ids}
    return refused


def refusal_of(numbers: Iterable[int]) -> str:
    """What the user is told who chose them."""
    values = {"numbers": ", ".join(str(number) for number in sorted(numbers))}
    return _("You may not use these pictures or files here: number %(numbers)s. Choose others.") % values


def _media_of(field: Any, value: Any) -> Iterable[MediaKey]:
    return ((model, pk) for model, pk in references_of(field, value) if model in _POLICIES)


def references_of(field: Any, value: Any) -> Iterable[tuple[type[Any], int]]:
    """What the value of a field refers to: (model, number) pairs, from relations, blocks and rich text."""
    if isinstance(field, Field) and field.is_relation:
        references: Iterable[Any] = [(field.related_model, getattr(value, "pk", value), "", "")]
    else:
        references = field.extract_references(value) if hasattr(field, "extract_references") else ()
    for model, object_id, *_path in references:
        if str(object_id).strip().isdecimal():
            yield model, int(object_id)


def _shown(model: type[Image | Document], ids: set[int], page: Page) -> set[int]:
    """Which of the ids the stored row of the page or of a live page refers to."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in ids],
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id")
    uses = [(int(used), int(holder)) for used, holder in rows]
    live = Page.objects.live().filter(pk__in={holder for _used, holder in uses})
    holders = {*live.values_list("pk", flat=True), page.pk}
    return {used for used, holder in uses if holder in holders}
