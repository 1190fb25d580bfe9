"""Menus: made from the sections of the plan, published as documents."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from cms.accounts.models import User
from cms.editorial.models import ContentKind, Section
from cms.kernel.calendar import day_of
from cms.publishing.actions import publish_page, put_document
from cms.subsites.models import Subsite
from home.actions.homes import home_content_id
from home.actions.units import publish_units
from home.documents import LANGUAGES, menu_document
from home.models import HomePage, Menu

# What a visitor looks for at the foot of a page: who we are, what we do for them, how to ask.
_FOOTER_KINDS = frozenset({ContentKind.REFERENCE, ContentKind.PROCEDURE, ContentKind.QA})


@transaction.atomic
def make_menus(*, subsite: Subsite, sections: Sequence[Section], by: User | None, at: datetime.datetime) -> None:
    """The main and footer menus of a site from its open sections, and what only then can be published:

    its homes (which stood in no site when they were made) and its units. Idempotent.
    """
    for home in HomePage.objects.filter(translation_key=home_content_id(subsite.key), live=True).order_by("pk"):
        publish_page(page=home, by=by, at=at, kind="refreshed")
    publish_units(subsite=subsite, by=by, at=at)
    for locale in LANGUAGES:
        for key, items in _section_entries(subsite, locale, sections, day_of(at)).items():
            put_menu(subsite=subsite, key=key, locale=locale, items=items, by=by, at=at)


@transaction.atomic
def renew_menus(*, at: datetime.datetime) -> int:
    """Bring the menus of every site in line with the sections that are open on the day; how many changed.

    For the worker: a section that opens or closes by date does so without anybody's doing. Idempotent.
    """
    changed = 0
    for subsite in Subsite.objects.order_by("pk"):
        sections = list(Section.objects.filter(subsite=subsite))
        for menu in list(Menu.objects.filter(subsite=subsite).order_by("pk")):
            items = _section_entries(subsite, menu.locale, sections, day_of(at)).get(menu.key)
            if items is not None and items != menu.items:
                put_menu(subsite=subsite, key=menu.key, locale=menu.locale, items=items, by=None, at=at)
                changed += 1
    return changed


@transaction.atomic
def put_menu(
    *, subsite: Subsite, key: str, locale: str, items: list[dict[str, Any]], by: User | None, at: datetime.datetime
) -> Menu:
    """Give a menu these entries and publish it; the same entries again change nothing.

    No row is locked for it: of the worker beside the load of a plan, whoever writes last may put the sections as they
    were before. Nothing that a person entered is lost (menus are written by programs alone, from sections), and the
    worker's next run brings the menu in line.
    """
    menu, created = Menu.objects.get_or_create(
        subsite=subsite, key=key, locale=locale, defaults={"items": items, "first_published_at": at, "updated_at": at}
    )
    if not created and menu.items != items:
        menu.items, menu.updated_at = items, at
        menu.save()
    put_document(document=menu_document(menu), by=by, at=at)
    return menu


@transaction.atomic
def publish_menus(*, subsite: Subsite, by: User | None, at: datetime.datetime) -> None:
    """Put the stored menus of a site into the store again; what is there already is left alone."""
    for menu in Menu.objects.filter(subsite=subsite).select_related("subsite").order_by("pk"):
        put_document(document=menu_document(menu), by=by, at=at)


def _section_entries(
    subsite: Subsite, locale: str, sections: Iterable[Section], on: datetime.date
) -> dict[str, list[dict[str, Any]]]:
    """The entries of the main and the footer menu on a day; what else was put into them stays, behind the sections."""
    is_open = sorted((s for s in sections if s.is_open(on=on)), key=lambda section: (section.order, section.pk))
    found = {
        "main": _tree(is_open),
        "footer": [_item(section, ()) for section in is_open if section.content_kind in _FOOTER_KINDS],
    }
    for menu in Menu.objects.filter(subsite=subsite, locale=locale, key__in=found):
        found[menu.key] += [item for item in menu.items if item["section"] is None]
    return found


def _tree(sections: Iterable[Section]) -> list[dict[str, Any]]:
    sections = list(sections)
    shown = {section.pk for section in sections}
    children: dict[int | None, list[Section]] = {}
    for section in sections:
        # A section whose parent is closed moves up: it must stay reachable.
        parent = section.parent_id if section.parent_id in shown else None
        children.setdefault(parent, []).append(section)

    def below(parent: int | None) -> list[dict[str, Any]]:
        return [_item(section, below(section.pk)) for section in children.get(parent, [])]

    return below(None)


def _item(section: Section, children: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """An entry; a section without public items is hidden until it has one (R025)."""
    return {
        "content_id": str(section.content_id),
        "title": None,
        "hide_when_empty": True,
        "section": section.key,
        "children": list(children),
    }
