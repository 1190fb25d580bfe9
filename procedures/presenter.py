"""Procedures and guides → documents. What is not written here is not public."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import translation

from cms.kernel.text import sort_key
from cms.pages.presenters.page import breadcrumb_ids, frozen_unit_name
from cms.pages.presenters.raw import line, list_items, raw_blocks
from cms.pages.presenters.translatable import words_of
from cms.publishing.presenting import Facet, Presentation, PresentContext
from procedures.following import as_its_source_says
from procedures.guide_presenter import present_guide
from procedures.life_events import LifeEvent
from procedures.models import Agency, ProcedureField, ProcedurePage
from procedures.parts import Parts, gather_parts
from procedures.rules import missing_parts
from procedures.terms import Audience, Level, OnlineLevel, Status
from procedures.truth import verified_until
from procedures.wording import fee_range, shortest_time

__all__ = ["present_guide", "present_procedure"]

# The value of this facet sorts as the catalogue is read: the often needed first, then by the alphabet.
ORDER_FACET = "catalogue_order"
_ORDER_LENGTH = 180
_MOST_POPULAR = 4


def present_procedure(page: ProcedurePage, context: PresentContext) -> Presentation:
    """A procedure with everything a citizen must know; what nobody has said is an empty part, never a guess.

    A translated one has the facts of its public source (`procedures.following`).
    """
    page = as_its_source_says(page)
    parts = gather_parts(page, context)
    section_keys = page.section_keys()
    return Presentation(
        title=page.title,
        summary=page.summary,
        details=_details(page, parts, context),
        links={
            "breadcrumbs": breadcrumb_ids(page),
            "section": _section_ids(page),
            "department": [page.department.content_id],
            "related": parts.related,
            "legal_basis": parts.legal_pages,
        },
        facets=[
            *(Facet(name="section", value=key) for key in section_keys),
            Facet(name="department", value=page.department.key),
            *_facets(page),
        ],
        search=_search(page, parts),
        translatable=words_of(page),
    )


def _details(page: ProcedurePage, parts: Parts, context: PresentContext) -> dict[str, Any]:
    locale = context.locale
    return {
        "key": page.key,
        "code": page.code or None,
        "code_local": page.code_local or None,
        "official_name": page.official_title(),
        "name_en": page.name_en,
        "description": page.description or page.summary,
        "description_en": page.description_en,
        "aliases": page.entries("also_called_en" if locale == "en" and page.also_called_en else "also_called"),
        "field": _term(page.field, locale),
        "kind": page.kind,
        "levels": _chosen(Level, page.levels),
        "audiences": _chosen(Audience, page.audiences),
        "agency": _term(page.agency, locale),
        "competent_authority": page.competent_authority,
        "delegated": page.delegated,
        "coordinating": page.entries("coordinating"),
        "glance": {
            "time": shortest_time(parts.submissions),
            "fee": fee_range(parts.submissions),
            "papers": sum(1 for case in parts.dossier[:1] for item in case["items"] if item["type"] == "paper") or None,
        },
        "steps": parts.steps,
        "submissions": parts.submissions,
        "dossier": parts.dossier,
        "dossier_sets": page.dossier_sets,
        "conditions": page.conditions,
        "results": parts.results,
        "forms": parts.forms,
        "forms_archive": parts.forms_archive,
        "legal_basis": parts.legal_basis,
        "decisions": parts.decisions,
        "changes": parts.changes,
        "online": {
            "level": page.online_level or None,
            "label": str(OnlineLevel(page.online_level).label) if page.online_level else "",
            "reason": page.partial_reason,
            "url": page.dvcqg_url,
        },
        "contacts": parts.contacts,
        "receiving_addresses": page.entries("receiving_addresses"),
        "life_events": _chosen(LifeEvent, page.life_events),
        "status": {"key": page.status, "label": str(Status(page.status).label)},
        "status_on": page.status_on.isoformat() if page.status_on else None,
        "verified_on": page.verified_on.isoformat() if page.verified_on else None,
        "verified_until": _verified_until(page),
        "is_sample": page.is_sample,
        "missing": [issue.code for issue in missing_parts(page.values())],
        "department_name": frozen_unit_name(page.department, context),
    }


def _verified_until(page: ProcedurePage) -> str | None:
    if page.verified_on is None:
        return None
    return verified_until(page.verified_on, valid_days=settings.PROCEDURE_VERIFIED_DAYS).isoformat()


def _facets(page: ProcedurePage) -> Iterator[Facet]:
    """What the catalogue is filtered by, and by what one of it is found: its key and its codes."""
    yield Facet(name="field", value=page.field.key if page.field else "")
    yield Facet(name="agency", value=page.agency.key if page.agency else "")
    yield Facet(name="online_level", value=page.online_level)
    yield Facet(name="status", value=page.status)
    chosen = {
        "level": _chosen(Level, page.levels),
        "audience": _chosen(Audience, page.audiences),
        "life_event": _chosen(LifeEvent, page.life_events),
    }
    yield from (Facet(name=name, value=one["key"]) for name, terms in chosen.items() for one in terms)
    yield Facet(name="procedure_key", value=page.key)
    yield Facet(name="procedure_code", value=page.code)
    rank = _MOST_POPULAR - page.popularity
    yield Facet(name=ORDER_FACET, value=f"{rank}{sort_key(page.title)}"[:_ORDER_LENGTH])


def _search(page: ProcedurePage, parts: Parts) -> dict[str, Any]:
    """For the index, never served: the words of whoever searches, codes, labels, and the text inside the forms."""
    codes = [code for code in (page.code, page.code_local, *(form["code"] for form in parts.forms)) if code]
    labels = _facet_labels(page, page.locale.language_code)
    with translation.override("en"):
        labels_en = _facet_labels(page, "en")
    return {
        "text": " ".join(_body_texts(page)),
        "aliases": page.entries("also_called"),
        "keywords": page.entries("keywords"),
        "name_en": page.name_en,
        "aliases_en": page.entries("also_called_en"),
        "code": page.code,
        "codes": list(dict.fromkeys(codes)),
        "key": page.key,
        "field": page.field.label("vi") if page.field else "",
        "agency": page.agency.label("vi") if page.agency else "",
        "level": ", ".join(labels["level"].values()),
        "life_events": list(labels["life_event"].values()),
        "legal_basis": [basis["number"] for basis in parts.legal_basis if basis["number"]],
        "description": page.description or page.summary,
        "attachments": parts.attached_words,
        "popularity": page.popularity,
        "status": "current" if page.status == Status.CURRENT else "expired",
        "is_sample": page.is_sample,
        "description_en": page.description_en,
        "facet_labels": labels,
        "facet_labels_en": labels_en,
    }


def _facet_labels(page: ProcedurePage, locale: str) -> dict[str, dict[str, str]]:
    """Facet → value → the words people read for it, in the language that is active."""
    terms = {"field": page.field, "agency": page.agency}
    return {
        **{name: {term.key: term.label(locale)} for name, term in terms.items() if term and term.label(locale)},
        "level": {one["key"]: one["label"] for one in _chosen(Level, page.levels)},
        "audience": {one["key"]: one["label"] for one in _chosen(Audience, page.audiences)},
        "life_event": {one["key"]: one["label"] for one in _chosen(LifeEvent, page.life_events)},
        "online_level": {page.online_level: str(OnlineLevel(page.online_level).label)} if page.online_level else {},
        "status": {page.status: str(Status(page.status).label)},
    }


def _body_texts(page: ProcedurePage) -> list[str]:
    own = [page.conditions, page.partial_reason, page.kind, page.competent_authority, page.delegated]
    streams = (page.steps, page.submissions, page.dossier, page.results, page.forms, page.legal_basis, page.changes)
    words = [word for stream in streams for _type, value, _id in raw_blocks(stream) for word in _words(value)]
    return [text for text in (*own, *words) if text.strip()]


_WRITTEN = frozenset({"text", "actor", "time_text", "note", "name", "title", "issuer", "number"})


def _words(value: Mapping[str, Any]) -> Iterator[str]:
    for name, inner in value.items():
        if name in _WRITTEN and line(inner):
            yield line(inner)
        elif isinstance(inner, list):
            for item in list_items(inner):
                if isinstance(item, dict):
                    yield from _words(item)


def _term(term: ProcedureField | Agency | None, locale: str) -> dict[str, str] | None:
    """None also where the term has no name in this language; its facet finds the procedure all the same."""
    label = term.label(locale) if term is not None else ""
    return {"key": term.key, "label": label} if term is not None and label else None


def _chosen(terms: type[models.TextChoices], keys: Any) -> list[dict[str, str]]:
    """The chosen terms in the order of their list; a key that the list no longer has is left out."""
    chosen = set(keys or ())
    return [{"key": str(term.value), "label": str(term.label)} for term in terms if term.value in chosen]


def _section_ids(page: ProcedurePage) -> list[UUID]:
    parent = page.parent_page()
    return [parent.translation_key] if parent is not None and page.section_keys() else []
