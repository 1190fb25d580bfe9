"""Home, organisation and standard pages → documents. What is not written here is not public."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from cms.pages.models import BasePage
from cms.pages.presenters.body import Body, present_body
from cms.pages.presenters.following import with_facts_of_its_source
from cms.pages.presenters.html_text import text_of
from cms.pages.presenters.page import breadcrumb_ids, frozen_unit_name, unit_name
from cms.pages.presenters.raw import plain_texts, related_ids
from cms.pages.presenters.resources import Resources, gather
from cms.pages.presenters.translatable import addresses_of
from cms.publishing.presenting import Facet, Presentation, PresentContext
from home.models import HomePage, OrganisationPage, StandardPage
from home.models.pages import SAME_EVERYWHERE


def present_home(page: HomePage, context: PresentContext) -> Presentation:
    """The first page of a site; its sections are its children."""
    resources = gather(page, exposure=context, streams=[page.body], rich_texts=[page.introduction])
    body = present_body(page.body, resources)
    return Presentation(
        title=page.title,
        summary=page.summary,
        image=_card(body),
        details={
            "site_title": page.title,
            "introduction_html": resources.rich_text(page.introduction),
            "blocks": body.blocks,
            "html": body.html,
            "department_name": frozen_unit_name(page.department, context),
        },
        links=_links(page, resources),
        facets=[Facet(name="department", value=page.department.key)],
        search={
            "text": " ".join([text_of(page.introduction), *plain_texts(page.body)]),
            "attachments": resources.attached_words(),
        },
        translatable=[page.title, page.summary, page.introduction, *plain_texts(page.body), *addresses_of(page)],
    )


def present_standard(page: StandardPage, context: PresentContext) -> Presentation:
    """A page of reference text."""
    resources = gather(page, exposure=context, streams=[page.body])
    body = present_body(page.body, resources)
    return Presentation(
        title=page.title,
        summary=page.summary,
        image=_card(body),
        details={
            "blocks": body.blocks,
            "html": body.html,
            "department_name": frozen_unit_name(page.department, context),
        },
        links=_links(page, resources),
        facets=_facets(page),
        search={"text": " ".join(plain_texts(page.body)), "attachments": resources.attached_words()},
        translatable=[page.title, page.summary, *plain_texts(page.body), *addresses_of(page)],
    )


def present_organisation(page: OrganisationPage, context: PresentContext) -> Presentation:
    """What a unit is, does and how it is reached; in English by the numbers that the Vietnamese page gives now."""
    page = with_facts_of_its_source(page, SAME_EVERYWHERE)
    resources = gather(page, exposure=context, streams=[page.body])
    body = present_body(page.body, resources)
    links = _links(page, resources)
    if page.unit:
        links["unit"] = [page.unit.content_id]
    return Presentation(
        title=page.title,
        summary=page.summary,
        image=_card(body),
        details={
            "unit_name": unit_name(page.unit, context.locale) if page.unit else None,
            "contact": {
                "address": page.address,
                "phone": page.phone,
                "fax": page.fax,
                "email": page.email,
                "office_hours": page.office_hours,
            },
            "blocks": body.blocks,
            "html": body.html,
            "department_name": frozen_unit_name(page.department, context),
        },
        links=links,
        facets=_facets(page),
        search={
            "text": " ".join([page.address, *plain_texts(page.body)]),
            "attachments": resources.attached_words(),
        },
        translatable=[
            page.title,
            page.summary,
            page.address,
            page.office_hours,
            *plain_texts(page.body),
            *addresses_of(page),
        ],
    )


def _links(page: BasePage, resources: Resources) -> dict[str, list[UUID]]:
    body = getattr(page, "body", None)
    related = (resources.related.get(number) for number in related_ids(body))
    return {
        "breadcrumbs": breadcrumb_ids(page),
        "department": [page.department.content_id],
        "children": _child_ids(page),
        "related": list(dict.fromkeys(found for found in related if found and found != page.translation_key)),
    }


def _facets(page: BasePage) -> list[Facet]:
    sections = [Facet(name="section", value=key) for key in page.section_keys()]
    return [*sections, Facet(name="department", value=page.department.key)]


def _child_ids(page: Page) -> list[UUID]:
    """Live pages right below, in the order of the tree."""
    children = page.get_children().live().order_by("path") if page.path else ()
    return [child.translation_key for child in children]


def _card(body: Body) -> dict[str, Any] | None:
    for block in body.blocks:
        if block["type"] == "image":
            return {name: value for name, value in block["value"].items() if name != "lang"}
    return None
