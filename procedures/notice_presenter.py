"""A change notice as a document: an allow-list by construction."""

from uuid import UUID

from django.utils import translation

from cms.pages.presenters.body import present_body
from cms.pages.presenters.following import with_facts_of_its_source
from cms.pages.presenters.page import breadcrumb_ids, frozen_unit_name
from cms.pages.presenters.raw import plain_texts
from cms.pages.presenters.resources import gather
from cms.pages.presenters.translatable import addresses_of
from cms.publishing.presenting import Facet, Presentation, PresentContext
from procedures.models import ChangeNoticePage
from procedures.models.notice import SAME_EVERYWHERE
from procedures.parts import related_ids
from procedures.terms import DecisionAction


def present_notice(page: ChangeNoticePage, context: PresentContext) -> Presentation:
    """What changed, by which decision, from when, and which procedures; links expand to what is public.

    A translated one has these facts of its public source.
    """
    page = with_facts_of_its_source(page, SAME_EVERYWHERE)
    resources = gather(page, exposure=context, streams=[page.body])
    body = present_body(page.body, resources)
    decision = page.decision
    return Presentation(
        title=page.title,
        summary=page.summary,
        details={
            "action": _action(page, context.locale),
            "decision": None
            if decision is None
            else {
                "number": decision.number,
                "issuer": decision.issuer,
                "signed_on": decision.signed_on.isoformat(),
                "url": decision.url,
            },
            "effective_on": page.effective_on.isoformat() if page.effective_on else None,
            "department_name": frozen_unit_name(page.department, context),
            "blocks": body.blocks,
            "html": body.html,
        },
        links={
            "breadcrumbs": breadcrumb_ids(page),
            "section": _section_ids(page),
            "department": [page.department.content_id],
            "procedures": related_ids(page.procedures, site_key=context.site_key),
        },
        facets=[
            *(Facet(name="section", value=key) for key in page.section_keys()),
            Facet(name="department", value=page.department.key),
        ],
        search={
            "text": " ".join(plain_texts(page.body)),
            "codes": [decision.number] if decision is not None else [],
            "attachments": resources.attached_words(),
        },
        translatable=[page.title, page.summary, *plain_texts(page.body), *addresses_of(page)],
    )


def _action(page: ChangeNoticePage, locale: str) -> dict[str, str] | None:
    if page.action not in DecisionAction.values:
        return None
    with translation.override(locale):
        return {"key": page.action, "label": str(DecisionAction(page.action).label)}


def _section_ids(page: ChangeNoticePage) -> list[UUID]:
    parent = page.parent_page()
    return [parent.translation_key] if parent is not None and page.section_keys() else []
