"""The reports of the catalogue as rows, for files and for the command line."""

import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite
from procedures import measures
from procedures.drift import Drift, Origin
from procedures.models import ProcedurePage
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
    "verified": (
        _("Key of the record"),
        _("National code"),
        _("Name"),
        _("Standing"),
        _("Verified on"),
        _("Fingerprint"),
    ),
    "online": (_("Key of the record"), _("National code"), _("Name"), _("Online level")),
}
DRIFT_HEADINGS: tuple[str | Promise, ...] = (
    _("Key of the record"),
    _("National code"),
    _("Name"),
    _("What differs"),
    _("Field"),
    _("Where it changed"),
    _("Fingerprint here"),
    _("Fingerprint in the file"),
)
ORIGINS: dict[Origin, str | Promise] = {
    Origin.HERE: _("changed here since the last import"),
    Origin.THERE: _("the newer record says something else"),
    Origin.BOTH: _("changed on both sides"),
    Origin.UNKNOWN: _("nobody knows: never imported before"),
}


def field_name(name: str) -> str:
    """The name of a field of a procedure, as its form says it."""
    try:
        return str(ProcedurePage._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def rows_of_drift(found: Drift) -> list[tuple[str, ...]]:
    """A row for each field that differs, and one for each procedure that only one side has."""
    rows: list[tuple[str, ...]] = []
    for line in found.lines:
        who, prints = (line.key, line.code, line.name), (line.fingerprint_here, line.fingerprint_there)
        if line.is_only_there:
            rows.append((*who, str(_("only in the file")), "", "", *prints))
        elif line.is_only_here:
            rows.append((*who, str(_("only public here")), "", "", *prints))
        for name, origin in line.fields.items():
            rows.append((*who, str(_("says something else")), field_name(name), str(ORIGINS[origin]), *prints))
    rows += [(key, "", "", str(_("cannot be read in the file")), "", "", "", "") for key in found.unread]
    return rows


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
    prints = measures.fingerprints_of(subsite)
    return [
        (entry.key, entry.code, entry.name, str(FRESHNESS[kind]), entry.verified_on or "", prints.get(entry.key, ""))
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
