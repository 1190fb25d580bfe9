"""Menus: made from the sections of the plan, published as documents."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from cms.accounts.models import User
from cms.editorial.models import ContentKind, Section
from cms.kernel.calendar import HANOI
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
    on = at.astimezone(HANOI).date()
    open_sections = sorted((s for s in sections if _is_open(s, on)), key=lambda section: (section.order, section.pk))
    for home in HomePage.objects.filter(translation_key=home_content_id(subsite.key), live=True).order_by("pk"):
        publish_page(page=home, by=by, at=at, kind="refreshed")
    publish_units(subsite=subsite, by=by, at=at)
    footer = [_item(section, ()) for section in open_sections if section.content_kind in _FOOTER_KINDS]
    for locale in LANGUAGES:
        put_menu(subsite=subsite, key="main", locale=locale, items=_tree(open_sections), by=by, at=at)
        put_menu(subsite=subsite, key="footer", locale=locale, items=footer, by=by, at=at)


@transaction.atomic
def put_menu(
    *, subsite: Subsite, key: str, locale: str, items: list[dict[str, Any]], by: User | None, at: datetime.datetime
) -> Menu:
    """Give a menu these entries and publish it; the same entries again change nothing."""
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


def _is_open(section: Section, on: datetime.date) -> bool:
    return (section.opened_on is None or section.opened_on <= on) and (
        section.closed_on is None or section.closed_on >= on
    )
