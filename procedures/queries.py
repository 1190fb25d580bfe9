"""Reads about the catalogue of a site."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.editorial.models import ContentKind, Section
from cms.subsites.models import Subsite
from procedures.models import ImportBatch, ProcedurePage


def catalogue_page(subsite: Subsite, *, language: str = "vi") -> Page | None:
    """The page of the site's section for procedures in a language; the first by the plan's order. None without one.

    New procedures are filed there; a site may have further sections for them, and one catalogue in all of them.
    """
    sections = Section.objects.filter(subsite=subsite, content_kind=ContentKind.PROCEDURE).order_by("order", "pk")
    keys = list(sections.values_list("content_id", flat=True))
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    by_key = {page.translation_key: page for page in pages.select_related("locale")}
    return next((by_key[key] for key in keys if key in by_key), None)


def procedures_of(subsite: Subsite, *, language: str = "vi") -> Any:
    """All procedures of a site in a language, drafts included, in the order of the tree."""
    place = catalogue_page(subsite, language=language)
    if place is None:
        return ProcedurePage.objects.none()
    rows = procedures_around(place).select_related("field", "agency", "department", "locale")
    return rows.order_by("path")


def procedures_around(page: Page) -> Any:
    """All procedures of the site and language of a page, whichever section holds them: those below the same home."""
    return ProcedurePage.objects.filter(path__startswith=page.path[: 2 * Page.steplen])


def procedure_by_key(subsite: Subsite, key: str, *, language: str = "vi") -> ProcedurePage | None:
    """The procedure whose record has that id; None when the site has none."""
    found: ProcedurePage | None = procedures_of(subsite, language=language).filter(key=key).first()
    return found


def interrupted_batch(subsite: Subsite, content: bytes) -> ImportBatch | None:
    """The newest import of exactly this file whose drafts are not all written, or not all published; None without."""
    digest = hashlib.sha256(content).hexdigest()
    open_states = (ImportBatch.State.PREPARING, ImportBatch.State.PUBLISHING)
    rows = ImportBatch.objects.filter(subsite=subsite, file_sha256=digest, state__in=open_states)
    found: ImportBatch | None = rows.select_related("subsite__unit", "by", "decision__by").order_by("-pk").first()
    return found


def abandoned_runs(batch: ImportBatch) -> QuerySet[ImportBatch]:
    """Earlier runs of the same file from the command line whose drafts were never all written: nobody ends them."""
    runs = ImportBatch.objects.filter(
        subsite_id=batch.subsite_id, file_sha256=batch.file_sha256, state=ImportBatch.State.PREPARING, by__isnull=True
    )
    return runs.filter(pk__lt=batch.pk)
