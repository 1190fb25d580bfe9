"""The one door by which records become drafts: imports, the demo, tests. What is live changes only by moderation."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.accounts.models import User
from cms.audit.deciding import deciding
from cms.departments.models import OrgUnit
from cms.kernel.text import clean_line, slugify
from cms.pages.actions import add_page
from cms.subsites.models import Subsite
from procedures import terms
from procedures.actions.vocabulary import agency_named, field_named
from procedures.errors import BadKey, BeingReviewed, NameMissing, NoCatalogue, UnknownTerm
from procedures.life_events import LifeEvent
from procedures.models import ProcedurePage
from procedures.queries import catalogue_page
from procedures.record import ProcedureRecord
from procedures.record_values import (
    LINES,
    RENAMED,
    STREAMS,
    descriptions_of,
    lines_text,
    names_of,
    plain_stream,
    procedure_content_id,
    stream_json,
    text_of,
)

_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,78}[A-Za-z0-9])?")
_SLUG_LENGTH = 80

# Field of a record → the closed list its value or values come from.
_CHOICES: dict[str, type[models.TextChoices]] = {
    "levels": terms.Level,
    "audiences": terms.Audience,
    "life_events": LifeEvent,
    "online_level": terms.OnlineLevel,
    "status": terms.Status,
}
_ONE_LINE = frozenset({"code", "code_local", "name_en", "competent_authority", "delegated", "kind", "dvcqg_url"})


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
) -> Saved:
    """Write a record into a draft: of the procedure with its id, else of a new one under the site's section.

    Only the fields the record gives are touched (ABSENT is unchanged, empty empties); a draft that says the
    same already gets no revision. `department` is for new pages: without it the unit of the agency, else the
    site's. `parent` saves the look-up where many records are saved. Raises NoCatalogue, BadKey, NameMissing,
    UnknownTerm, BeingReviewed; and ValidationError for values that not even a draft may have.
    """
    if not _KEY.fullmatch(record.id):
        raise BadKey(key=record.id)
    place = parent or catalogue_page(subsite)
    if place is None:
        raise NoCatalogue
    values = _values(record, by=by, at=at)
    existing = ProcedurePage.objects.child_of(place).select_for_update(of=("self",)).filter(key=record.id).first()
    if existing is None:
        return _create(record, values, subsite=subsite, place=place, department=department, by=by, at=at)
    return _update(existing, values, by=by, at=at)


def differences(*, page: ProcedurePage, record: ProcedureRecord, at: datetime.datetime) -> tuple[str, ...]:
    """Names of the fields in which a page says something else than a record gives, sorted.

    The page is changed in memory. A field or an agency that only the record names is made for the comparison: call it
    where that is undone.
    """
    return tuple(sorted(_fill(page, _values(record, by=None, at=at))))


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
    agency = values.get("agency")
    page = ProcedurePage(
        key=record.id,
        slug=_free_slug(values["title"], record.id, place),
        locale=place.locale,
        translation_key=procedure_content_id(subsite.key, record.id),
        department=department or (agency.unit if agency is not None else None) or subsite.unit,
    )
    changed = _fill(page, values)
    add_page(page=page, parent=place, by=by, at=at)
    return Saved(page=page, revision=page.get_latest_revision(), is_new=True, changed=tuple(sorted(changed)))


def _update(existing: ProcedurePage, values: dict[str, Any], *, by: User | None, at: datetime.datetime) -> Saved:
    draft = existing.get_latest_revision_as_object()
    changed = _fill(draft, values)
    if not changed:
        return Saved(page=draft, revision=None, is_new=False, changed=())
    if existing.locked or existing.workflow_in_progress:
        raise BeingReviewed(title=existing.title)
    with deciding(by=by, at=at):
        revision = draft.save_revision(user=by, clean=False)
    return Saved(page=draft, revision=revision, is_new=False, changed=tuple(sorted(changed)))


def _fill(page: ProcedurePage, values: Mapping[str, Any]) -> list[str]:
    """Set the values; the names of those that were different."""
    changed = []
    for name, given in values.items():
        field, value = page._meta.get_field(name), given
        if isinstance(field, StreamField):
            value = field.to_python(given)
            if name == "forms":
                _keep_files(value, page.forms)
            if plain_stream(list(value.raw_data)) == plain_stream(list(getattr(page, name).raw_data)):
                continue
        elif getattr(page, name) == value:
            continue
        setattr(page, name, value)
        changed.append(name)
    return changed


def _keep_files(stream: Any, present: Any) -> None:
    """An import brings no files: a form keeps the one that was uploaded for the form of that code or name."""
    files: dict[str, int] = {}
    for block in present.raw_data:
        stored = block.get("value") or {}
        for known in (stored.get("name"), stored.get("code")):
            if known and stored.get("document"):
                files[known] = stored["document"]
    for block in stream.raw_data:
        form = block["value"]
        form["document"] = files.get(form["code"]) or files.get(form["name"])


def _values(record: ProcedureRecord, *, by: User | None, at: datetime.datetime) -> dict[str, Any]:
    """The fields of a page that a record gives, as they are stored; raise UnknownTerm."""
    values: dict[str, Any] = {}
    for name, given in record.given().items():
        if name == "name":
            values |= names_of(given)
        elif name == "description":
            values |= descriptions_of(given)
        elif name == "field":
            values[name] = field_named(given, by=by, at=at)
        elif name == "agency":
            values[name] = agency_named(given, by=by, at=at)
        elif name in _CHOICES:
            values[name] = _chosen(name, given)
        elif name in STREAMS:
            values[RENAMED.get(name, name)] = stream_json(name, given, seed=record.id)
        elif name in LINES:
            values[RENAMED.get(name, name)] = lines_text(given)
        elif isinstance(given, str):
            values[name] = clean_line(given) if name in _ONE_LINE else text_of(given)
        else:
            values[name] = given
    return values


def _chosen(name: str, given: Any) -> Any:
    choices = _CHOICES[name]
    if isinstance(given, str):
        if given and given not in choices.values:
            _refuse(name, given)
        return given
    for value in given:
        if value not in choices.values:
            _refuse(name, value)
    return [value for value in choices.values if value in given]


def _refuse(name: str, value: str) -> None:
    choices = _CHOICES[name]
    label = ProcedurePage._meta.get_field(name).verbose_name
    raise UnknownTerm(value=value, field=label, options=", ".join(choices.values))


def _free_slug(title: str, key: str, place: Page) -> str:
    """The title as an address, else the key; numbered when a page beside it has it."""
    base = slugify(title) or slugify(key) or "procedure"
    taken = set(place.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if number == 1 else f"{base[: _SLUG_LENGTH - 5]}-{number}" for number in count(1))
    return next(slug for slug in numbered if slug not in taken)
