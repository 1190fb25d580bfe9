"""The board's approval of an import judges many drafts at once, and each by its own."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from cms.moderation.actions import bundling, judge_bundle, submit
from cms.moderation.bundles import BundledDraft, LeftOut
from cms.moderation.models import Approval, BundleDecision
from procedures.actions import approve_batch, approving
from procedures.models import ImportBatch
from procedures.queries import catalogue_page
from tests.factories.media import DocumentFactory
from tests.factories.procedure_files import full_record
from tests.factories.procedure_imports import AT, Room, a_room, item_of
from tests.factories.readable_files import a_pdf

pytestmark = pytest.mark.django_db
CHANGED = "Bản nháp đã bị sửa sau khi nhập: cần được duyệt riêng."
GONE = "Trang không còn tồn tại."
REVIEWED = "Bản nháp đang được duyệt riêng."
SCHEDULED = "Bản nháp có hẹn ngày đăng: cần được duyệt riêng."
OWN = "Đây là bài của chính người duyệt: cần người khác duyệt."
ELSEWHERE = "Trang này thuộc một trang khác của nền tảng."


@pytest.fixture
def room() -> Room:
    return a_room()


def approved(room: Room, batch: ImportBatch) -> ImportBatch:
    return approve_batch(batch=batch, bundle_hash=batch.bundle_hash, by=room.member, at=AT)


def rewritten(room: Room, key: str, **values: Any) -> None:
    """What stands in a draft beside its content: the hash stays."""
    revision = room.page(key).latest_revision
    revision.content.update(values)
    revision.save()


def ways(batch: ImportBatch) -> dict[str, tuple[str, str]]:
    return {key: (way, reason) for key, way, reason in batch.items.values_list("key", "publication", "reason")}


def test_each_draft_is_left_out_for_its_own_reason_and_no_other(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "_READ_AT_ONCE", 4)  # so that it takes several rounds
    keys = ["tot-1", "doi", "mat", "duyet", "hen", "chu", "sua", "noi-khac", "tot-2"]
    records = [full_record(id=key, name=f"Thủ tục {key}") for key in keys]
    records[2]["conditions"] = "TUYỆT MẬT"
    batch = room.imported(records, by=room.office)
    other = a_room("ward", hostname="ward.localhost", is_default=False)

    rewritten(room, "doi", summary="Lén sửa")
    submit(page=room.page("duyet"), declared_not_secret=True, by=room.office, at=AT)
    rewritten(room, "hen", go_live_at=(AT + datetime.timedelta(days=1)).isoformat())
    Page.objects.filter(pk=room.page("chu").pk).update(owner=room.member)
    Revision.objects.filter(pk=room.page("sua").latest_revision_id).update(user=room.member)
    moved_to = catalogue_page(other.site.subsite)
    room.page("noi-khac").move(moved_to, pos="last-child")
    approved(room, batch)

    found = ways(batch)
    assert {key: reason for key, (_way, reason) in found.items() if key != "mat"} == {
        "tot-1": "", "doi": CHANGED, "duyet": REVIEWED, "hen": SCHEDULED, "chu": OWN, "sua": OWN,
        "noi-khac": ELSEWHERE, "tot-2": "",
    }  # fmt: skip
    assert "TUYỆT MẬT" in found["mat"][1]
    assert {key for key, (way, _reason) in found.items() if way == "approved"} == {"tot-1", "tot-2"}
    assert {way for key, (way, _reason) in found.items() if key not in {"tot-1", "tot-2"}} == {"invalid"}
    allowed = Approval.objects.filter(bundle_decision__isnull=False).values_list("revision_id", "content_hash")
    expected = [item_of(batch, key) for key in ("tot-1", "tot-2")]
    assert sorted(allowed) == sorted((item.revision_id, item.content_hash) for item in expected)
    assert BundleDecision.objects.get().count == 2


def test_a_page_that_is_gone_is_left_out_and_says_so(room: Room) -> None:
    bundle = approving.bundle_of(room.imported([full_record(id="a")], by=room.office))
    gone = BundledDraft(page_id=999_999, revision_id=1, content_hash="0" * 64)
    bundle = replace(bundle, drafts=(gone, *bundle.drafts))
    judged = judge_bundle(bundle=bundle, bundle_hash=bundle.hash, by=room.member, at=AT)
    assert judged.left_out == (LeftOut(page_id=999_999, reason=GONE),)
    assert [draft for draft, _department in judged.allowed] == [*bundle.drafts[1:]]


def test_of_two_drafts_of_one_page_only_the_newest_is_allowed(room: Room) -> None:
    older = approving.bundle_of(room.imported([full_record(id="a")], by=room.office)).drafts
    bundle = approving.bundle_of(room.imported([full_record(id="a", conditions="Mới")], by=room.office))
    for drafts in ((*older, *bundle.drafts), (*bundle.drafts, *older)):
        both = replace(bundle, drafts=drafts)
        judged = judge_bundle(bundle=both, bundle_hash=both.hash, by=room.member, at=AT)
        assert [draft for draft, _department in judged.allowed] == [*bundle.drafts]
        assert [left.reason for left in judged.left_out] == [CHANGED]


def test_a_mark_of_secrecy_in_a_file_that_nobody_has_read_yet_is_found(room: Room) -> None:
    secret = DocumentFactory(file=ContentFile(a_pdf("MẬT", "Kế hoạch"), name="ke-hoach.pdf"))
    plain = DocumentFactory(file=ContentFile(a_pdf("Mẫu đơn"), name="mau-don.pdf"))
    batch = room.imported([full_record(id=key, name=f"Thủ tục {key}") for key in ("a", "b", "c")])
    for key, document in (("a", plain), ("b", secret)):
        page = room.page(key).get_latest_revision_as_object()
        page.forms = [("form", {"name": "Mẫu", "document": document})]
        page.save_revision()
    batch = room.imported([full_record(id=key, name=f"Thủ tục {key}", conditions="Mới") for key in ("a", "b", "c")])
    approved(room, batch)
    assert {key: way for key, (way, _reason) in ways(batch).items()} == {
        "a": "approved", "b": "invalid", "c": "approved",
    }  # fmt: skip
    assert "ke-hoach.pdf" in item_of(batch, "b").reason


def test_an_approval_asks_as_much_of_many_drafts_as_of_few(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer for a longer import than its reading takes, and whoever else writes no longer at all."""
    counts: dict[str, list[int]] = {"held": [], "all": []}
    write = approving._approve

    def watched(*args: Any, **kwargs: Any) -> None:
        with CaptureQueriesContext(connection) as seen:
            write(*args, **kwargs)
        counts["held"].append(len(seen))

    monkeypatch.setattr(approving, "_approve", watched)
    for number, start in ((2, 0), (9, 10)):
        records = [
            full_record(id=f"thu-{one}", name=f"Thủ tục {one}", field=f"Lĩnh vực {one}", agency=f"Cơ quan {one}")
            for one in range(start, start + number)
        ]
        batch = room.imported(records)
        with CaptureQueriesContext(connection) as seen:
            approved(room, batch)
        counts["all"].append(len(seen))
        assert batch.items.filter(publication="approved").count() == number
    assert counts["held"][0] == counts["held"][1]
    assert counts["all"][0] == counts["all"][1]


def test_what_was_left_out_is_noted_in_one_statement_a_reason(room: Room) -> None:
    counts = []
    for number, start in ((3, 0), (8, 10)):
        keys = [f"thu-{one}" for one in range(start, start + number)]
        batch = room.imported([full_record(id=key, name=f"Thủ tục {key}") for key in keys])
        for key in keys[1:]:
            rewritten(room, key, summary="Lén sửa")
        with CaptureQueriesContext(connection) as seen:
            approved(room, batch)
        counts.append(len(seen))
        assert batch.items.filter(publication="invalid", reason=CHANGED).count() == number - 1
    assert counts[0] == counts[1]
