"""Guides for life events → documents."""

from typing import Any
from uuid import UUID

from cms.pages.presenters.following import with_facts_of_its_source
from cms.pages.presenters.html_text import text_of
from cms.pages.presenters.page import breadcrumb_ids, frozen_unit_name
from cms.pages.presenters.raw import line, list_items, raw_blocks
from cms.pages.presenters.resources import gather
from cms.pages.presenters.translatable import addresses_of
from cms.publishing.presenting import Facet, Presentation, PresentContext
from procedures.life_events import LifeEvent
from procedures.models import LifeEventGuidePage
from procedures.models.guide import SAME_EVERYWHERE
from procedures.parts import related_ids


class _Nested:
    """The stored stream of a step, in the shape in which streams are read."""

    def __init__(self, raw: Any) -> None:
        self.raw_data = raw if isinstance(raw, list) else []


def present_guide(page: LifeEventGuidePage, context: PresentContext) -> Presentation:
    """A guide: its steps in order, each with the ids of its procedures, which are links and so always up to date."""
    page = with_facts_of_its_source(page, SAME_EVERYWHERE)
    blocks = [value for _type, value, _id in raw_blocks(page.steps)]
    resources = gather(
        page, exposure=context, rich_texts=[page.introduction, *(str(value.get("text") or "") for value in blocks)]
    )
    steps: list[dict[str, Any]] = []
    every: list[UUID] = []
    for value in blocks:
        ids = related_ids(_Nested(value.get("procedures")), site_key=context.site_key)
        every += ids
        steps.append(
            {
                "title": line(value.get("title")),
                "when": line(value.get("when")),
                "html": resources.rich_text(value.get("text")),
                "bring": [line(item) for item in list_items(value.get("bring")) if line(item)],
                "procedures": [str(content_id) for content_id in ids],
            }
        )
    event = page.life_event
    label = str(LifeEvent(event).label) if event in LifeEvent.values else ""
    words = [text for step in steps for text in (step["title"], step["when"], text_of(step["html"]), *step["bring"])]
    parent = page.parent_page()
    keys = page.section_keys()
    return Presentation(
        title=page.title,
        summary=page.summary,
        details={
            "life_event": {"key": event, "label": label} if label else None,
            "introduction_html": resources.rich_text(page.introduction),
            "steps": steps,
            "is_sample": page.is_sample,
            "department_name": frozen_unit_name(page.department, context),
        },
        links={
            "breadcrumbs": breadcrumb_ids(page),
            "section": [parent.translation_key] if parent is not None and keys else [],
            "department": [page.department.content_id],
            "procedures": list(dict.fromkeys(every)),
        },
        facets=[
            *(Facet(name="section", value=key) for key in keys),
            Facet(name="department", value=page.department.key),
            Facet(name="life_event", value=event),
        ],
        search={
            "text": " ".join([text_of(page.introduction), *words]),
            "life_events": [label] if label else [],
            "facet_labels": {"life_event": {event: label}} if label else {},
            "attachments": resources.attached_words(),
            "is_sample": page.is_sample,
        },
        translatable=[page.title, page.summary, page.introduction, *words, *addresses_of(page)],
    )
