"""Menus and units as documents: made when they change, and made again when the store is rebuilt."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils import translation

from cms.departments.models import OrgUnit
from cms.kernel.calendar import day_of
from cms.pages.presenters.page import unit_name
from cms.publishing.presenting import Presentation
from cms.publishing.sources import SourceDocument
from home.models import Menu, UnitRecord

LANGUAGES = ("vi", "en")
_UNIT_PATHS = {"vi": "/don-vi/{}/", "en": "/en/units/{}/"}
UNIT_SEGMENTS = ("don-vi", "units")  # no page may stand in front of them


def menu_documents() -> Iterator[SourceDocument]:
    """Every menu of every site."""
    for menu in Menu.objects.select_related("subsite").order_by("pk"):
        yield menu_document(menu)


def menu_document(menu: Menu) -> SourceDocument:
    """A menu; its entries name content ids, whose titles and addresses are found when it is read."""
    return SourceDocument(
        document_type="menu",
        site=menu.subsite,
        content_id=menu.content_id,
        locale=menu.locale,
        path=None,
        presentation=Presentation(
            title=menu.key,
            details={"key": menu.key, "items": menu.items},
            links={"items": list(dict.fromkeys(_ids(menu.items)))},
        ),
        first_published_at=menu.first_published_at,
        published_at=menu.first_published_at,
        updated_at=menu.updated_at,
    )


def unit_documents() -> Iterator[SourceDocument]:
    """Every unit that a site shows, in each language it has a name in."""
    records = UnitRecord.objects.select_related("subsite", "unit", "unit__parent").order_by("pk")
    for record in records.prefetch_related("unit__successors"):
        yield from documents_of_unit(record)


def documents_of_unit(record: UnitRecord) -> Iterator[SourceDocument]:
    """A unit's documents; none in a language in which it has no name."""
    for locale in LANGUAGES:
        if locale == "vi" or record.unit.name_en:
            yield _unit_document(record, locale)


def _unit_document(record: UnitRecord, locale: str) -> SourceDocument:
    unit = record.unit
    return SourceDocument(
        document_type="unit",
        site=record.subsite,
        content_id=unit.content_id,
        locale=locale,
        path=_UNIT_PATHS[locale].format(unit.key),
        presentation=Presentation(
            title=unit_name(unit, locale),
            details=_unit_details(unit, record, locale),
            links=_unit_links(unit),
            search={"text": " ".join(part for part in (unit.short_name, unit.key) if part)},
            translatable=[unit.name_vi, unit.short_name],
        ),
        first_published_at=record.first_published_at,
        published_at=record.first_published_at,
        updated_at=record.updated_at,
    )


def _unit_details(unit: OrgUnit, record: UnitRecord, locale: str) -> dict[str, Any]:
    """`is_closed`: its last day was over when the document was last renewed, which happens on the day after it.

    Never by the clock: a rebuilt store must say the same.
    """
    with translation.override(locale):
        kind_label = unit.get_kind_display()
    return {
        "key": unit.key,
        "kind": unit.kind,
        "kind_label": kind_label,
        "short_name": unit.short_name,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "is_closed": unit.valid_to is not None and unit.valid_to < day_of(record.updated_at),
    }


def _unit_links(unit: OrgUnit) -> dict[str, list[UUID]]:
    successors = sorted(unit.successors.all(), key=lambda one: one.key)
    return {
        "parent": [unit.parent.content_id] if unit.parent else [],
        "successor": [successor.content_id for successor in successors],
    }


def _ids(items: list[dict[str, Any]]) -> Iterator[UUID]:
    for item in items:
        yield UUID(item["content_id"])
        yield from _ids(item["children"])
