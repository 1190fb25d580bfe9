"""The reports of the catalogue as rows, for files and for the command line."""

import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite
from procedures import measures
from procedures.terms import OnlineLevel
from procedures.truth import Freshness, Standing

STANDINGS: dict[Standing, str | Promise] = {
    Standing.COMPLETE: _("complete"),
    Standing.INCOMPLETE: _("parts are missing"),
    Standing.NOT_PUBLIC: _("not public"),
    Standing.MISSING: _("not in the catalogue"),
    Standing.EXTRA: _("not on the official list"),
    Standing.WITHOUT_CODE: _("without a national code"),
}
FRESHNESS: dict[Freshness, str | Promise] = {
    Freshness.VERIFIED: _("verified lately"),
    Freshness.EXPIRING: _("to be verified soon"),
    Freshness.EXPIRED: _("verification expired"),
    Freshness.NEVER: _("never verified"),
}
HEADINGS: dict[str, tuple[str | Promise, ...]] = {
    "completeness": (
        _("National code"),
        _("Name"),
        _("Standing"),
        _("Missing parts (NĐ 63/2010 Đ8.2)"),
        _("Key of the record"),
    ),
    "verified": (_("Key of the record"), _("National code"), _("Name"), _("Standing"), _("Verified on")),
    "online": (_("Key of the record"), _("National code"), _("Name"), _("Online level")),
}


def rows_of_report(kind: str, subsite: Subsite, *, on: datetime.date) -> list[tuple[Any, ...]]:
    """The rows below the headings of a report; KeyError for an unknown kind."""
    return {"completeness": _completeness, "verified": _verified, "online": _online}[kind](subsite, on)


def _completeness(subsite: Subsite, on: datetime.date) -> list[tuple[Any, ...]]:
    lines = measures.completeness_of(subsite, on=on).lines
    return [
        (
            line.code, line.name, str(STANDINGS[line.standing]),
            ", ".join(line.entry.missing) if line.entry is not None else "",
            line.entry.key if line.entry is not None else "",
        )
        for line in lines
    ]  # fmt: skip


def _verified(subsite: Subsite, on: datetime.date) -> list[tuple[Any, ...]]:
    return [
        (entry.key, entry.code, entry.name, str(FRESHNESS[kind]), entry.verified_on or "")
        for kind, entry in measures.freshness_of(subsite, on=on)
    ]


def _online(subsite: Subsite, _on: datetime.date) -> list[tuple[Any, ...]]:
    entries = [entry for entry in measures.entries_of(subsite) if entry.is_live and entry.is_current]
    labels = dict(OnlineLevel.choices)
    untold = _("no information")
    return [
        (entry.key, entry.code, entry.name, str(labels.get(entry.online_level, untold)))
        for entry in sorted(entries, key=lambda one: (one.online_level, one.key))
    ]
