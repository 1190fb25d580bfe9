"""Section pages and articles → documents. What is not written here is not public."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from cms.pages.presenters.body import Body, present_body
from cms.pages.presenters.html_text import text_of
from cms.pages.presenters.page import breadcrumb_ids, frozen_unit_name
from cms.pages.presenters.picture import present_image
from cms.pages.presenters.raw import pictures, plain_texts, raw_blocks, related_ids, word_count
from cms.pages.presenters.resources import Resources, gather
from cms.pages.presenters.translatable import addresses_of
from cms.publishing.presenting import Facet, Presentation, PresentContext
from news.models import ArticlePage, SectionPage


def present_section(page: SectionPage, context: PresentContext) -> Presentation:
    """A section: its place in the plan and its introduction; its items are found by facet."""
    section = page.section
    resources = gather(page, exposure=context, rich_texts=[page.introduction])
    keys = page.section_keys()
    scope = section.scope_en if context.locale == "en" else section.scope_vi
    return Presentation(
        title=page.title,
        summary=page.summary,
        details={
            "key": section.key,
            "number": section.number,
            "parent": section.parent.key if section.parent else None,
            "scope": scope,
            "content_kind": section.content_kind,
            "is_group": section.is_group,
            "opened_on": section.opened_on.isoformat() if section.opened_on else None,
            "closed_on": section.closed_on.isoformat() if section.closed_on else None,
            "introduction_html": resources.rich_text(page.introduction),
            "department_name": frozen_unit_name(page.department, context),
        },
        links={
            "breadcrumbs": breadcrumb_ids(page),
            "department": [page.department.content_id],
            "children": _child_ids(page),
        },
        facets=[
            *(Facet(name="section", value=key) for key in keys[1:]),
            Facet(name="department", value=page.department.key),
        ],
        search={"text": text_of(page.introduction), "attachments": resources.attached_words()},
        translatable=[page.title, page.summary, page.introduction, *addresses_of(page)],
    )


def present_article(page: ArticlePage, context: PresentContext) -> Presentation:
    """An article with everything a front end needs; bylines are public, accounts and shares never."""
    resources = gather(page, exposure=context, streams=[page.body], image_ids=[page.lead_image_id])
    lead_image = _lead_image(page, resources)
    body = present_body(page.body, resources)
    section_page = page.section_page()
    topics = sorted(page.topics.all(), key=lambda topic: (topic.order, topic.key))
    authors = [author.name for author in page.authors.all() if author.name.strip()]
    return Presentation(
        title=page.title,
        summary=page.summary,
        image=lead_image or _first_image(body),
        details={
            **_facts(page, context),
            "authors": [{"name": name} for name in authors],
            "topics": [{"key": one.key, "label": label} for one in topics if (label := one.label(context.locale))],
            "lead_image": lead_image,
            "blocks": body.blocks,
            "html": body.html,
            "word_count": word_count(page.body) + len(f"{page.title} {page.summary}".split()),
            "image_count": sum(1 for _picture in pictures(page.body)) + int(lead_image is not None),
            "corrections": _corrections(page),
        },
        links={
            "breadcrumbs": breadcrumb_ids(page),
            "section": [section_page.translation_key] if section_page else [],
            "department": [page.department.content_id],
            "related": _related(page, resources),
        },
        facets=[
            *(Facet(name="section", value=key) for key in (section_page.section_keys() if section_page else ())),
            Facet(name="department", value=page.department.key),
            *(Facet(name="topic", value=topic.key) for topic in topics),
            Facet(name="genre", value=page.genre.key),
            Facet(name="origin", value=page.origin),
            Facet(name="format", value=page.format),
        ],
        search={
            "text": " ".join(plain_texts(page.body)),
            "authors": authors,
            "attachments": resources.attached_words(),
        },
        translatable=_article_texts(page),
    )


def _facts(page: ArticlePage, context: PresentContext) -> dict[str, Any]:
    return {
        "genre": {"key": page.genre.key, "label": page.genre.label(context.locale)},
        "origin": page.origin,
        "format": page.format,
        "event_on": page.event_on.isoformat() if page.event_on else None,
        "department_name": frozen_unit_name(page.department, context),
        "source": _source(page),
        "is_work_programme": page.is_work_programme,
        "work_programme_item": page.work_programme_item,
        "is_directive": page.is_directive,
    }


def _article_texts(page: ArticlePage) -> list[str]:
    """What makes a translation stale when it changes: texts, links, files, videos, dates; pictures and units not."""
    corrections = [str(item["text"]) for item in _corrections(page)]
    own = [page.title, page.summary, page.lead_image_alt, page.lead_image_caption, page.work_programme_item]
    days = [f"{name} {day}" for name, day in (("event", page.event_on), ("source", page.source_on)) if day]
    facts = [page.source_url, *days]
    return [*own, *plain_texts(page.body), *corrections, *addresses_of(page), *filter(None, facts)]


def _source(page: ArticlePage) -> dict[str, Any] | None:
    if not page.source_name and not page.source_url:
        return None
    return {
        "name": page.source_name,
        "url": page.source_url,
        "date": page.source_on.isoformat() if page.source_on else None,
    }


def _corrections(page: ArticlePage) -> list[dict[str, Any]]:
    stored = [value for _type, value, _id in raw_blocks(page.corrections)]
    shown = [{"date": str(v.get("corrected_on") or "")[:10], "text": str(v.get("text") or "").strip()} for v in stored]
    return [item for item in shown if item["date"] and item["text"]]


def _lead_image(page: ArticlePage, resources: Resources) -> dict[str, Any] | None:
    return present_image(
        resources,
        page.lead_image_id,
        alt=page.lead_image_alt,
        is_decorative=page.lead_image_is_decorative,
        caption=page.lead_image_caption,
    )


def _first_image(body: Body) -> dict[str, Any] | None:
    """The card of an article without a lead image shows the first picture of its body."""
    for block in body.blocks:
        if block["type"] == "image":
            return _without_lang(block["value"])
        if block["type"] == "gallery":
            return _without_lang(block["value"]["images"][0])
    return None


def _without_lang(shape: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if name != "lang"}


def _related(page: ArticlePage, resources: Resources) -> list[UUID]:
    chosen = (resources.related.get(number) for number in related_ids(page.body))
    return list(dict.fromkeys(found for found in chosen if found and found != page.translation_key))


def _child_ids(page: Page) -> list[UUID]:
    """Sections and standing pages below, in the order of the tree; articles are listed by facet."""
    children = page.get_children().live().not_type(ArticlePage).order_by("path") if page.path else ()
    return [child.translation_key for child in children]
