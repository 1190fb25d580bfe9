"""The catalogue of a site as its measures see it, and the measures: reads only. A few queries, however long it is."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from cms.subsites.models import Subsite
from procedures.actions.saving import differences
from procedures.importing.judging import JudgedRecord
from procedures.models import OfficialList, ProcedurePage
from procedures.queries import procedures_of
from procedures.rules import missing_parts
from procedures.terms import Status
from procedures.truth import (
    CatalogueEntry,
    Completeness,
    Drift,
    Freshness,
    OnlineShare,
    completeness,
    drift,
    freshness,
    online_share,
)

# The letters of NĐ 63/2010 Đ8.2 for the parts of `procedures.rules`; a) is the name, which every page has.
LETTERS = {"steps": "b", "submissions": "c", "dossier": "d", "time_limit": "đ", "audience": "e", "agency": "g"}


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
        is_sample=page.is_sample,
        department=page.department.key,
    )


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


def drift_of(subsite: Subsite, records: Iterable[JudgedRecord], *, at: datetime.datetime) -> Drift:
    """How what the public reads differs from the records of a newer file; nothing is written.

    Only what a record says is compared. Keys count; a record that is known only by its code is found by it.
    """
    live = {page.key: page for page in procedures_of(subsite).filter(live=True)}
    by_code = {page.code: page.key for page in live.values() if page.code}
    compared: dict[str, tuple[str, ...]] = {}
    there: list[str] = []
    with transaction.atomic():
        for judged in records:
            if judged.record is None:
                continue
            code = judged.record.code
            key = judged.key if judged.key in live else by_code.get(code, judged.key) if code else judged.key
            there.append(key)
            if key in live:
                compared[key] = differences(page=live[key], record=judged.record, at=at)
        transaction.set_rollback(True)  # a field or an agency that only the file knows is made to be compared
    return drift(compared, keys_here=list(live), keys_there=there)
