"""An import on its screens: sent, compared, written, approved by hash, published; and every way round refused."""

import importlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.moderation.actions import approve_bundle, publish_bundled
from cms.moderation.bundles import Bundle
from cms.moderation.errors import ApprovalMissing, MayNotApproveBundle
from cms.moderation.models import Approval
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from procedures.importing import limits
from procedures.jobs import go_on_with_imports
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from tests.factories.departments import member_of
from tests.factories.procedure_files import a_record, as_json, full_record
from tests.factories.procedure_imports import AT, Room, a_room

pytestmark = pytest.mark.django_db
TWO = [full_record(id="a", name="Thủ tục A"), full_record(id="b", name="Thủ tục B")]


@pytest.fixture
def room() -> Room:
    room = a_room()
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    return room


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(person: User, room: Room, records: Any = None, **changes: Any) -> Any:
    file = SimpleUploadedFile("danh-muc.json", as_json(records or TWO).getvalue())
    values = {"subsite": room.site.subsite.pk, "file": file, "is_not_secret": "on", **changes}
    return of(person).post("/admin/procedure-imports/", {k: v for k, v in values.items() if v is not None})


def url(batch: ImportBatch, verb: str = "") -> str:
    return f"/admin/procedure-imports/{batch.pk}/{verb}"


def public() -> list[str]:
    return sorted(PublishedDocument.objects.filter(document_type="procedure").values_list("title", flat=True))


@pytest.mark.requirement("R069")
def test_from_the_file_to_the_public_on_the_screens(room: Room) -> None:
    response = sent(room.office, room, [*TWO, a_record(id="c", online_level="?!")])
    batch = ImportBatch.objects.get()
    assert (response.status_code, response["Location"]) == (302, url(batch))
    assert of(room.office).get(url(batch, "progress/")).json() == {
        "state": "previewing", "label": batch.get_state_display(), "working": True, "done": 1, "total": 3,
    }  # fmt: skip
    go_on_with_imports(timezone.now())
    assert not ProcedurePage.objects.exists()
    page = of(room.office).get(url(batch)).content.decode()
    assert url(batch, "write/") in page
    assert "?!" in page  # why the third is refused
    assert of(room.office).post(url(batch, "write/")).status_code == 302
    go_on_with_imports(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, public()) == ("waiting", [])
    assert url(batch, "approve/") not in of(room.office).get(url(batch)).content.decode()
    home = of(room.member).get("/admin/").content.decode()
    assert url(batch) in home
    seen = of(room.member).get(url(batch)).content.decode()
    assert batch.bundle_hash in seen
    answer = of(room.member).post(url(batch, "approve/"), {"bundle_hash": batch.bundle_hash, "is_read": "on"})
    assert answer.status_code == 302
    go_on_with_imports(timezone.now())
    assert public() == ["Thủ tục A", "Thủ tục B"]
    assert of(room.office).get(url(batch, "report/")).content.decode().count("\n") == 3


def test_what_was_not_confirmed_or_read_is_not_approved(room: Room) -> None:
    batch = room.imported(TWO, by=room.office)
    member = of(room.member)
    assert member.post(url(batch, "approve/"), {"bundle_hash": batch.bundle_hash}).status_code == 400
    assert member.post(url(batch, "approve/"), {"bundle_hash": "0" * 64, "is_read": "on"}).status_code == 409
    assert member.post(url(batch, "approve/"), {"is_read": "on"}).status_code == 400
    batch.refresh_from_db()
    assert (batch.state, Approval.objects.filter(bundle_decision__isnull=False).count()) == ("waiting", 0)


@pytest.mark.parametrize("who", ["writer", "head", "editor", "office", "secretary", "administrator", "superuser"])
def test_nobody_but_the_board_approves_through_any_door(room: Room, who: str) -> None:
    person = getattr(room, who, None) or room.office
    if who == "superuser":
        person.is_superuser = True
        person.save()
    batch = room.imported(TWO, by=room.secretary)
    response = of(person).post(url(batch, "approve/"), {"bundle_hash": batch.bundle_hash, "is_read": "on"})
    assert response.status_code == 403
    batch.refresh_from_db()
    assert (batch.state, public()) == ("waiting", [])


def test_the_importer_who_sits_on_the_board_does_not_approve_their_own_import(room: Room) -> None:
    both = member_of(room.board, Role.STANDING_OFFICE, Role.BOARD_MEMBER)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    batch = room.imported(TWO, by=both)
    response = of(both).post(url(batch, "approve/"), {"bundle_hash": batch.bundle_hash, "is_read": "on"})
    assert response.status_code == 403
    assert public() == []


def test_a_second_approval_and_one_of_another_site_find_nothing(room: Room) -> None:
    other = a_room("ward", hostname="ward.localhost", is_default=False)
    sync_access(subsite=other.site.subsite, by=None, at=AT)
    batch = room.imported(TWO, by=room.office)
    given = {"bundle_hash": batch.bundle_hash, "is_read": "on"}
    assert of(other.member).post(url(batch, "approve/"), given).status_code == 404
    assert of(other.office).get(url(batch)).status_code == 404
    assert [of(room.member).post(url(batch, "approve/"), given).status_code for _ in range(2)] == [302, 409]


def test_rows_of_the_database_do_not_publish_what_no_decision_covers(room: Room) -> None:
    """Whoever writes `approved` into a batch by hand finds that the approval is asked for at the publication itself."""
    batch = room.imported(TWO, by=room.office)
    BatchItem.objects.update(publication=BatchItem.Publication.APPROVED)
    ImportBatch.objects.update(state=ImportBatch.State.PUBLISHING)
    go_on_with_imports(timezone.now())
    assert public() == []
    assert set(batch.items.values_list("publication", flat=True)) == {"invalid"}


def test_a_decision_about_one_bundle_publishes_no_other_draft(room: Room) -> None:
    first = room.approve(room.imported(TWO[:1], by=room.office))
    second = room.imported(TWO[1:], by=room.office)
    item = second.items.get()
    with pytest.raises(ApprovalMissing):
        publish_bundled(page_id=item.page_id, revision_id=item.revision_id, decision=first.decision, at=AT)
    empty = Bundle(title="", subsite=room.site.subsite, drafts=(), prepared_by=frozenset({room.office.pk}))
    with pytest.raises(MayNotApproveBundle):
        approve_bundle(bundle=empty, bundle_hash=empty.hash, by=room.office, at=AT)
    assert public() == ["Thủ tục A"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"is_not_secret": None}, 400), ({"file": None}, 400), ({"subsite": 10**12}, 400),
     ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken")}, 400), ({"file": SimpleUploadedFile("x", b"")}, 400)],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_on_the_same_screen(room: Room, changes: dict[str, Any], status: int) -> None:
    assert sent(room.office, room, **changes).status_code == status
    assert not ImportBatch.objects.exists()


def test_a_record_known_by_its_code_is_called_by_it_on_the_screen(room: Room) -> None:
    record = {name: value for name, value in a_record(code="1.001456").items() if name != "id"}
    sent(room.office, room, [record, a_record(id="c", online_level="?!")])
    page = of(room.office).get(url(ImportBatch.objects.get())).content.decode()
    assert ("<code>1.001456</code>" in page, "1-001456" in page, "<code>c</code>" in page) == (True, False, True)


def test_a_form_that_comes_back_says_that_the_file_must_be_chosen_again(room: Room) -> None:
    told = "Hãy chọn lại tệp"
    assert told in sent(room.office, room, is_not_secret=None).content.decode()
    assert told not in sent(room.office, room, is_not_secret=None, file=None).content.decode()  # none was sent
    assert told not in sent(room.office, room, file=SimpleUploadedFile("x", b"")).content.decode()  # it says its own
    given = {"subsite": room.site.subsite.pk, "file": SimpleUploadedFile("a.json", b"[]"), "period_start": "hôm qua"}
    assert told in of(room.office).post("/admin/processing-figures/", given).content.decode()
    listed = {f"list-{name}": value for name, value in given.items() if name != "period_start"}
    listed |= {"list-file": SimpleUploadedFile("a.json", b"[]"), "list-valid_from": "hôm qua", "take-list": "1"}
    assert told in of(room.office).post("/admin/procedure-reports/", listed).content.decode()


@pytest.mark.parametrize("who", ["writer", "head", "editor"])
def test_whoever_may_not_import_sees_no_import(room: Room, who: str) -> None:
    batch = room.imported(TWO, by=room.office)
    person = of(getattr(room, who))
    assert person.get("/admin/procedure-imports/").status_code == 403
    assert person.get(url(batch)).status_code == 403
    assert sent(getattr(room, who), room).status_code == 403


def test_decisions_reports_and_figures_have_screens(room: Room) -> None:
    room.approve(room.imported(TWO, by=room.office))
    office = of(room.office)
    given = {
        "subsite": room.site.subsite.pk, "number": "12/QĐ-UBND", "issuer": "UBND tỉnh", "issuer_level": "province",
        "action": "amended", "signed_on": "2026-03-10", "concerned": "a\n1.777777",
    }  # fmt: skip
    made = office.post("/admin/procedure-decisions/", given)
    assert made.status_code == 302
    assert office.post("/admin/procedure-decisions/", given).status_code == 400  # recorded once
    assert "1.777777" in office.get(made["Location"]).content.decode()
    assert office.post(made["Location"], {"task": "999999"}).status_code == 404
    assert office.get("/admin/procedure-decisions/").status_code == 200
    assert "12/QĐ-UBND" in office.get("/admin/").content.decode()
    report = office.get("/admin/procedure-reports/").content.decode()
    assert "100,0 %" in report
    for name in ("completeness.csv", "verified.xlsx", "online.csv"):
        assert office.get(f"/admin/procedure-reports/{name}").status_code == 200
    assert office.get("/admin/procedure-reports/other.csv").status_code == 404
    drift = {"drift-subsite": room.site.subsite.pk, "drift-file": SimpleUploadedFile("m.json", as_json(TWO).getvalue())}
    assert office.post("/admin/procedure-reports/", {**drift, "compare": "1"}).status_code == 200
    figures = SimpleUploadedFile("s.csv", "Đơn vị,Tiếp nhận,Đã giải quyết\nVăn phòng,5,4\n".encode())
    days = {"period_start": "2026-02-01", "period_end": "2026-02-28", "as_of": "2026-03-02"}
    taken = office.post("/admin/processing-figures/", {"subsite": room.site.subsite.pk, "file": figures, **days})
    assert taken.status_code == 302
    assert office.get("/admin/processing-figures/").status_code == 200
    assert of(room.writer).post("/admin/processing-figures/", {"file": figures}).status_code == 403


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"id": f"a-{n}", "name": "Tên"} for n in range(limits.COMPARED_RECORDS + 1)]).encode(),
        b" " * limits.COMPARED_BYTES + b"[]",
        json.dumps([{"id": f"a-{n}", "aliases": ["x"] * 300} for n in range(700)]).encode(),
    ],
    ids=["records", "bytes", "values"],
)
def test_what_is_compared_on_the_screen_is_bounded_and_the_refusal_says_how(
    room: Room, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every contributor may compare: what takes a processor long is refused before it is judged."""
    judged = deep(monkeypatch, "procedures.truth_screens.reports.judge_all")
    file = SimpleUploadedFile("m.json", content)
    drift = {"drift-subsite": room.site.subsite.pk, "drift-file": file, "compare": "1"}
    answer = of(room.writer).post("/admin/procedure-reports/", drift)
    assert answer.status_code == 400
    assert "Trên màn hình chỉ so sánh được tệp có nhiều nhất 2000 thủ tục và 6 MB." in answer.content.decode()
    assert judged == []


def deep(monkeypatch: pytest.MonkeyPatch, target: str) -> list[int]:
    """How many transactions are open, from now on, whenever the function is called: none waits for what it does."""
    module, _dot, name = target.rpartition(".")
    called = getattr(importlib.import_module(module), name)
    begun, depths = len(connection.savepoint_ids), []

    def watched(*args: Any, **kwargs: Any) -> Any:
        depths.append(len(connection.savepoint_ids) - begun)
        return called(*args, **kwargs)

    monkeypatch.setattr(target, watched)
    return depths


def test_what_takes_seconds_holds_no_transaction(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under SQLite it would hold the write lock of the whole platform: files are read and drafts judged before."""
    batch = room.imported(TWO, by=room.office)
    judged = deep(monkeypatch, "procedures.actions.approving.judge_bundle")
    answer = of(room.member).post(url(batch, "approve/"), {"bundle_hash": batch.bundle_hash, "is_read": "on"})
    assert (answer.status_code, judged) == (302, [0])

    file = as_json(TWO).getvalue()
    read = deep(monkeypatch, "procedures.actions.batches.read_records")
    assert sent(room.office, room).status_code == 302
    compared = deep(monkeypatch, "procedures.truth_screens.reports.read_records")
    drift = {"drift-subsite": room.site.subsite.pk, "drift-file": SimpleUploadedFile("m.json", file), "compare": "1"}
    assert of(room.office).post("/admin/procedure-reports/", drift).status_code == 200
    counted = deep(monkeypatch, "procedures.truth_screens.figures.read_delivery")
    figures = SimpleUploadedFile("s.csv", "Đơn vị,Tiếp nhận,Đã giải quyết\nVăn phòng,5,4\n".encode())
    days = {"period_start": "2026-02-01", "period_end": "2026-02-28", "as_of": "2026-03-02"}
    given = {"subsite": room.site.subsite.pk, "file": figures, **days}
    assert of(room.office).post("/admin/processing-figures/", given).status_code == 302
    assert (read, compared, counted) == ([0], [0], [0])
