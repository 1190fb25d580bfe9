"""Sections open, change, close and open again; they are never deleted, so what stood in them stays counted."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page

from cms.audit.actions import record
from cms.editorial.models import English, Section, SectionClosure
from cms.editorial.plan_file.content_spec import SectionSpec
from cms.publishing.actions import publish_page
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User

_ONE_DAY = datetime.timedelta(days=1)
_FIELDS = (
    "number", "content_kind", "title_vi", "title_en", "scope_vi", "scope_en", "image_required", "max_age_days", "order",
    "english",
)  # fmt: skip


@transaction.atomic
def open_section(
    *,
    subsite: Subsite,
    spec: SectionSpec,
    parent: Section | None,
    order: int,
    on: datetime.date,
    by: "User | None",
    at: datetime.datetime,
) -> Section:
    """Open a section of a site from a day on. Raise IntegrityError when its key is taken there."""
    section = Section(subsite=subsite, key=spec.key, opened_on=on)
    _fill(section, spec, parent, order)
    section.save()
    record(action="section.opened", by=by, at=at, target=section, data={"key": spec.key, "on": on})
    return section


@transaction.atomic
def change_section(
    *, section: Section, spec: SectionSpec, parent: Section | None, order: int, by: "User | None", at: datetime.datetime
) -> bool:
    """Make a section what the plan says; return whether anything changed. The key stays.

    Its pages' documents say so in the same transaction.
    """
    before = _facts(section)
    _fill(section, spec, parent, order)
    changed = {name: {"from": before[name], "to": value} for name, value in _facts(section).items()}
    changed = {name: change for name, change in changed.items() if change["from"] != change["to"]}
    if changed:
        section.save()
        record(action="section.changed", by=by, at=at, target=section, data=changed)
        _refresh_pages(section, by=by, at=at)
    return bool(changed)


@transaction.atomic
def set_section_english(*, section: Section, english: str, by: "User | None", at: datetime.datetime) -> bool:
    """Say whether the texts of a section are translated; False when that was said already. The caller asks who may.

    A plan file that says something of it changes it again when it is loaded.
    """
    english = English(english)
    if section.english == english:
        return False
    change = {"english": {"from": section.english, "to": english}}
    section.english = english
    section.save(update_fields=["english"])
    record(action="section.changed", by=by, at=at, target=section, data=change)
    return True


@transaction.atomic
def close_section(*, section: Section, on: datetime.date, by: "User | None", at: datetime.datetime) -> None:
    """Close a section; `on` is the first day without it. Its pages and contributions stay. Closed: no change."""
    last_day = max(on - _ONE_DAY, section.opened_on or datetime.date.min)
    if section.closed_on is not None and section.closed_on <= last_day:
        return
    section.closed_on = last_day
    section.save(update_fields=["closed_on"])
    record(action="section.closed", by=by, at=at, target=section, data={"last_day": last_day})
    _refresh_pages(section, by=by, at=at)


@transaction.atomic
def reopen_section(*, section: Section, on: datetime.date, by: "User | None", at: datetime.datetime) -> None:
    """Open a closed section again from a day on: the same section, with its pages; the days without it are kept."""
    if section.closed_on is None:
        return
    closed_on, section.closed_on = section.closed_on, None
    section.save(update_fields=["closed_on"])
    if closed_on + _ONE_DAY < on:
        SectionClosure.objects.create(section=section, first_day=closed_on + _ONE_DAY, last_day=on - _ONE_DAY)
    record(action="section.reopened", by=by, at=at, target=section, data={"on": on, "closed_on": closed_on})
    _refresh_pages(section, by=by, at=at)


def _refresh_pages(section: Section, *, by: "User | None", at: datetime.datetime) -> None:
    """Bring the documents of a section's pages, one a language, in line: they hold its facts."""
    for page in Page.objects.filter(translation_key=section.content_id, live=True).order_by("pk"):
        publish_page(page=page, by=by, at=at, kind="refreshed")


def _fill(section: Section, spec: SectionSpec, parent: Section | None, order: int) -> None:
    section.number, section.content_kind = spec.number, spec.kind
    section.title_vi, section.title_en = spec.title.vi, spec.title.en
    section.scope_vi, section.scope_en = spec.scope.vi, spec.scope.en
    section.image_required, section.max_age_days = spec.image_required, spec.max_age_days
    section.parent, section.order = parent, order
    section.english = spec.english or section.english


def _facts(section: Section) -> dict[str, object]:
    return {name: getattr(section, name) for name in _FIELDS} | {"parent": section.parent and section.parent.key}
