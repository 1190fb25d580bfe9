"""The catalogue of a site as its measures see it, and the measures: reads only. A few queries, however long it is."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from cms.subsites.models import Subsite
from procedures.drift import Drift, compared, drift, fingerprint
from procedures.importing.judging import JudgedRecord, judge
from procedures.importing.reading import RawRecord
from procedures.models import BatchItem, ImportBatch, OfficialList, ProcedurePage
from procedures.page_values import facts_of_page, facts_of_record
from procedures.queries import procedures_of
from procedures.rules import missing_parts
from procedures.terms import Status
from procedures.truth import (
    CatalogueEntry,
    Completeness,
    Freshness,
    OnlineShare,
    completeness,
    freshness,
    online_share,
)

# The letters of NĐ 63/2010 Đ8.2 for the parts of `procedures.rules`; a) is the name, which every page has.
LETTERS = {"steps": "b", "submissions": "c", "dossier": "d", "time_limit": "đ", "audience": "e", "agency": "g"}

# Imports whose records stand in the catalogue, or stood there already when they came.
_TAKEN = (ImportBatch.State.PUBLISHED, ImportBatch.State.NOTHING)


def entries_of(subsite: Subsite) -> list[CatalogueEntry]:
    """Every procedure of a site: of a live one what the public reads, of any other its draft."""
    pages: Iterable[ProcedurePage] = procedures_of(subsite)
    return [_entry(page) for page in pages]


def _entry(page: ProcedurePage) -> CatalogueEntry:
    return CatalogueEntry(
        page_id=page.pk,
        key=page.key,
        code=page.code,
        name=page.official_title(),
        is_live=page.live,
        is_current=page.status == Status.CURRENT,
        online_level=page.online_level,
        verified_on=page.verified_on,
        missing=tuple(LETTERS[issue.code] for issue in missing_parts(page.values())),
    )


def fingerprints_of(subsite: Subsite) -> dict[str, str]:
    """Key → fingerprint of everything a public procedure says that an import can bring."""
    pages: Iterable[ProcedurePage] = procedures_of(subsite).filter(live=True)
    return {page.key: fingerprint(facts_of_page(page)) for page in pages}


def official_codes(subsite: Subsite, *, on: datetime.date) -> tuple[OfficialList | None, dict[str, str] | None]:
    """The list in force on a day with its codes; (None, None) where none was taken."""
    official = OfficialList.objects.in_force(subsite, on=on)
    if official is None:
        return None, None
    return official, dict(official.codes.values_list("code", "name"))


def completeness_of(subsite: Subsite, *, on: datetime.date) -> Completeness:
    """The catalogue against the official list in force (R043), with the parts that are missing."""
    _official, codes = official_codes(subsite, on=on)
    return completeness(entries_of(subsite), codes)


def online_share_of(subsite: Subsite) -> OnlineShare:
    """How much of the public catalogue can be done online (R042)."""
    return online_share(entries_of(subsite))


def freshness_of(subsite: Subsite, *, on: datetime.date) -> list[tuple[Freshness, CatalogueEntry]]:
    """Every public procedure in force with how fresh its verification is; never verified first."""
    order = [Freshness.NEVER, Freshness.EXPIRED, Freshness.EXPIRING, Freshness.VERIFIED]
    days, warn = settings.PROCEDURE_VERIFIED_DAYS, settings.PROCEDURE_VERIFIED_WARN_DAYS
    rows = [
        (freshness(entry.verified_on, on=on, valid_days=days, warn_days=warn), entry)
        for entry in entries_of(subsite)
        if entry.is_live and entry.is_current
    ]
    return sorted(rows, key=lambda row: (order.index(row[0]), row[1].verified_on or datetime.date.min, row[1].key))


def drift_of(subsite: Subsite, records: Iterable[JudgedRecord]) -> Drift:
    """How what the public reads differs from the records of a newer file, and who changed it; nothing is written.

    Only what a record says is compared. Keys count; a record that is known only by its code is found by it. One that
    cannot be read is named as that, and its procedure is not said to be missing in the file. Three queries.
    """
    live = {page.key: page for page in procedures_of(subsite).filter(live=True)}
    here = {key: facts_of_page(page) for key, page in live.items()}
    by_code = {page.code: key for key, page in live.items() if page.code}
    there: dict[str, dict[str, Any]] = {}
    unread = []
    for judged in records:
        if judged.record is None:
            unread.append(judged.key or str(judged.place))
            here.pop(judged.key, None)
            continue
        code = judged.record.code
        key = judged.key if judged.key in live or not code else by_code.get(code, judged.key)
        there[key] = facts_of_record(judged.record, onto=live.get(key))
    unlike = [key for key in there if key in here and len(set(compared(here[key], there[key]))) > 1]
    found = drift(here, there, imported=_imported_last({live[key].pk: live[key] for key in unlike}))
    return replace(found, unread=tuple(unread))


def _imported_last(pages: Mapping[int, ProcedurePage]) -> dict[str, dict[str, Any]]:
    """Key → what the newest published import of the page said."""
    items = BatchItem.objects.filter(page_id__in=pages, batch__state__in=_TAKEN).exclude(raw={})
    newest: dict[int, dict[str, Any]] = {}
    for page_id, place, raw in items.order_by("pk").values_list("page_id", "place", "raw"):
        newest[page_id] = {"place": place, "values": raw}
    judged = {pages[page_id]: judge(RawRecord(**found)) for page_id, found in newest.items()}
    return {page.key: facts_of_record(one.record, onto=page) for page, one in judged.items() if one.record is not None}
