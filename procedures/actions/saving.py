"""The one door by which records become drafts: imports, the demo, tests. What is live changes only by moderation."""

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.accounts.models import User
from cms.audit.deciding import deciding
from cms.departments.models import OrgUnit
from cms.kernel.text import slugify
from cms.pages.actions import add_page
from cms.pages.tree_locks import locked
from cms.subsites.models import Subsite
from procedures.actions.vocabulary import agency_named, department_of, field_named
from procedures.errors import BadKey, BeingReviewed, NameMissing, NoCatalogue, StandsElsewhere
from procedures.keeping import with_what_editors_said
from procedures.models import ProcedurePage
from procedures.page_values import page_values
from procedures.queries import catalogue_page, procedures_around
from procedures.record import ProcedureRecord
from procedures.record_values import plain_stream, procedure_content_id

_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,78}[A-Za-z0-9])?")
_SLUG_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of a record. revision: the draft that was written, None when nothing changed.

    changed: names of the page's fields that now say something else, sorted. A bare re-import changes none.
    """

    page: ProcedurePage
    revision: Revision | None
    is_new: bool
    changed: tuple[str, ...]


@transaction.atomic
def save_procedure(
    *,
    subsite: Subsite,
    record: ProcedureRecord,
    by: User | None,
    at: datetime.datetime,
    department: OrgUnit | None = None,
    parent: Page | None = None,
    from_public: bool = False,
) -> Saved:
    """Write a record into a draft: of the procedure with its id, else of a new one under the site's section.

    Only the fields the record gives are touched (ABSENT is unchanged, empty empties); a draft that says the
    same already gets no revision. `department` is for new pages: without it the unit of the agency where it is
    one of the site's, else the site's. `parent` saves the look-up where many records are saved. `from_public`
    leaves the draft of a live procedure aside and begins with what is public. Raises NoCatalogue, BadKey,
    NameMissing, UnknownTerm, BeingReviewed, StandsElsewhere; and ValidationError for values that not even a
    draft may have.
    """
    if not _KEY.fullmatch(record.id):
        raise BadKey(key=record.id)
    place = parent or catalogue_page(subsite)
    if place is None:
        raise NoCatalogue
    values = _values(record, by=by, at=at)
    existing = locked(procedures_around(place)).filter(key=record.id).first()
    if existing is None:
        return _create(record, values, subsite=subsite, place=place, department=department, by=by, at=at)
    draft = existing if from_public and existing.live else existing.get_latest_revision_as_object()
    return _update(draft, values, by=by, at=at)


def _create(
    record: ProcedureRecord,
    values: dict[str, Any],
    *,
    subsite: Subsite,
    place: Page,
    department: OrgUnit | None,
    by: User | None,
    at: datetime.datetime,
) -> Saved:
    if not values.get("title"):
        raise NameMissing(key=record.id)
    content_id = procedure_content_id(subsite.key, record.id)
    elsewhere = Page.objects.filter(translation_key=content_id, locale=place.locale).first()
    if elsewhere is not None:
        raise StandsElsewhere(title=elsewhere.title)
    page = ProcedurePage(
        key=record.id,
        slug=_free_slug(values["title"], record.id, place),
        locale=place.locale,
        translation_key=content_id,
        department=department or department_of(values.get("agency"), subsite),
    )
    changed = _fill(page, values)
    add_page(page=page, parent=place, by=by, at=at)
    return Saved(page=page, revision=page.get_latest_revision(), is_new=True, changed=tuple(sorted(changed)))


def _update(draft: ProcedurePage, values: dict[str, Any], *, by: User | None, at: datetime.datetime) -> Saved:
    changed = _fill(draft, values)
    if not changed:
        return Saved(page=draft, revision=None, is_new=False, changed=())
    if draft.locked or draft.workflow_in_progress:
        raise BeingReviewed(title=draft.title)
    with deciding(by=by, at=at):
        revision = draft.save_revision(user=by, clean=False)
    return Saved(page=draft, revision=revision, is_new=False, changed=tuple(sorted(changed)))


def _fill(page: ProcedurePage, values: Mapping[str, Any]) -> list[str]:
    """Set the values; the names of those that were different."""
    changed = []
    for name, given in values.items():
        field, value = page._meta.get_field(name), given
        if isinstance(field, StreamField):
            blocks = with_what_editors_said(name, json.loads(given), list(getattr(page, name).raw_data))
            value = field.to_python(json.dumps(blocks, ensure_ascii=False))
            if plain_stream(list(value.raw_data)) == plain_stream(list(getattr(page, name).raw_data)):
                continue
        elif getattr(page, name) == value:
            continue
        setattr(page, name, value)
        changed.append(name)
    return changed


def _values(record: ProcedureRecord, *, by: User | None, at: datetime.datetime) -> dict[str, Any]:
    """The fields of a page that a record gives; a field or an agency that only the record knows is made."""
    named = {"field": field_named, "agency": agency_named}
    return page_values(record, term=lambda name, label: named[name](label, by=by, at=at))


def _free_slug(title: str, key: str, place: Page) -> str:
    """The title as an address, else the key; numbered when a page beside it has it."""
    base = slugify(title) or slugify(key) or "procedure"
    taken = set(place.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if number == 1 else f"{base[: _SLUG_LENGTH - 5]}-{number}" for number in count(1))
    return next(slug for slug in numbered if slug not in taken)
