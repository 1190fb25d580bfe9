"""A catalogue with the people an import needs.

Usage:
    room = a_room()                         # a site with a section for procedures and workflows
    batch = room.imported([a_record()])     # read and written, waiting for the board
    room.approve(batch)                     # by a member of the board; published
"""

import datetime
import io
from dataclasses import dataclass
from typing import Any

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.moderation.actions import sync_workflows
from procedures.actions import approve_batch, open_batch, publish_items, work_on
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.pages import ASite
from tests.factories.procedure_files import a_record, as_json
from tests.factories.procedures import a_catalogue

AT = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)  # Wednesday 09:30 in Hanoi


@dataclass
class Room:
    """A site and its people."""

    site: ASite
    division: OrgUnit
    board: OrgUnit
    writer: User
    head: User
    editor: User
    office: User
    secretary: User
    member: User
    board_head: User
    administrator: User

    def opened(self, records: Any = None, *, by: User | None = None, **values: Any) -> ImportBatch:
        """A file that was read, nothing written yet."""
        file = records if isinstance(records, io.BytesIO) else as_json([a_record()] if records is None else records)
        return open_batch(
            file=file, file_name=values.pop("file_name", "danh-muc.json"), subsite=self.site.subsite,
            by=by, at=values.pop("at", AT), **values,
        )  # fmt: skip

    def imported(self, records: Any = None, *, by: User | None = None, **values: Any) -> ImportBatch:
        """A file whose drafts are written."""
        batch = self.opened(records, by=by, **values)
        for _item in work_on(batch=batch, at=AT):
            pass
        return batch

    def approve(self, batch: ImportBatch, *, by: User | None = None) -> ImportBatch:
        """The board's word, and everything published."""
        approve_batch(batch=batch, bundle_hash=batch.bundle_hash, by=by or self.member, at=AT)
        for _item in publish_items(batch=batch, at=AT):
            pass
        return batch

    def page(self, key: str) -> ProcedurePage:
        """The page of a record, as it is stored."""
        found: ProcedurePage = ProcedurePage.objects.get(key=key)
        return found


def outcomes(batch: ImportBatch) -> list[str]:
    """What became of each record, in order."""
    return list(batch.items.order_by("place").values_list("outcome", flat=True))


def item_of(batch: ImportBatch, key: str) -> BatchItem:
    """The item of a record."""
    return BatchItem.objects.get(batch=batch, key=key)


def a_room(key: str = "department", **values: Any) -> Room:
    """A site with one of everybody."""
    site = a_catalogue(key, **values)
    site.subsite.site.root_page.refresh_from_db()
    division = OrgUnitFactory(parent=site.unit, name_vi="Văn phòng")
    board = OrgUnitFactory(parent=site.unit, kind=OrgUnit.Kind.BAN_BIEN_TAP, name_vi="Ban Biên tập")
    sync_workflows(subsite=site.subsite, by=None, at=AT)
    return Room(
        site=site,
        division=division,
        board=board,
        writer=member_of(division, Role.CONTRIBUTOR),
        head=member_of(division, Role.DEPARTMENT_HEAD),
        editor=member_of(division, Role.SECTION_EDITOR),
        office=member_of(board, Role.STANDING_OFFICE),
        secretary=member_of(board, Role.SECRETARIAT),
        member=member_of(board, Role.BOARD_MEMBER),
        board_head=member_of(board, Role.BOARD_HEAD),
        administrator=member_of(site.unit, Role.ADMINISTRATOR),
    )
