"""The official list of codes is taken from a file (R043)."""

import datetime
from typing import BinaryIO

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.policy import require
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.text import clean_line
from cms.subsites.models import Subsite
from procedures.importing import values
from procedures.importing.headings import field_of
from procedures.importing.layout import Layout
from procedures.importing.reading import read_records
from procedures.importing.sink import Sink
from procedures.models import OfficialCode, OfficialList

LAYOUT = Layout(heading_of=field_of, is_header=lambda fields: "code" in fields, list_name="procedures")


def take_official_list(
    *,
    subsite: Subsite,
    file: BinaryIO,
    file_name: str,
    basis: str = "",
    valid_from: datetime.date | None = None,
    by: User | None,
    at: datetime.datetime,
) -> OfficialList:
    """Keep a list of codes with their names; from `valid_from` on (default: today) completeness is measured by it.

    Raise NotAllowed, RefusedImport, or DomainError with the row of the first line that has no code; then nothing has
    changed. A code that stands twice counts once.
    """
    if by is not None:
        require(by, "import_procedures", target=subsite, at=at)
    read = read_records(file, LAYOUT)
    codes: dict[str, str] = {}
    for record in read.records:
        row = record.values if isinstance(record.values, dict) else {"code": record.values}
        sink = Sink()
        code = values.code(row.get("code"), sink) if row.get("code") is not None else ""
        if not isinstance(code, str) or not code:
            said = " ".join(found.message for found in sink.problems)
            raise DomainError(code="no_code", message="{row}: {said}", row=record.place, said=said or "–")
        codes.setdefault(code, clean_line(str(row.get("name") or ""))[:500])
    with transaction.atomic():
        taken = OfficialList.objects.create(
            subsite=subsite,
            basis=clean_line(basis)[:255],
            valid_from=valid_from or day_of(at),
            file_name=clean_line(file_name)[:150],
            file_sha256=read.sha256,
            by=by,
            at=at,
        )
        OfficialCode.objects.bulk_create(
            OfficialCode(official_list=taken, code=code, name=name) for code, name in codes.items()
        )
        data = {"file": taken.file_name, "sha256": taken.file_sha256, "records": len(codes)}
        log(action="procedures.official_list_taken", by=by, at=at, target=taken, data=data)
    return taken
