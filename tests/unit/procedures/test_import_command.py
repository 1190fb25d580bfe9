"""`manage.py import_procedures`: a line for each record, exit status 1 for a refusal, approval only by the board."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.audit.models import AuditEntry
from cms.moderation.models import BundleDecision
from cms.publishing.models import PublishedDocument
from procedures.actions import work_on
from procedures.management.commands import import_procedures
from procedures.models import ImportBatch, ProcedureField, ProcedurePage
from tests.factories.procedure_files import a_record, as_json, full_record
from tests.factories.procedure_imports import AT, Room, a_room

pytestmark = pytest.mark.django_db
TWO = [full_record(id="a", name="Thủ tục A"), full_record(id="b", name="Thủ tục B")]


@pytest.fixture
def room() -> Room:
    return a_room()


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def _run(records: Any, *arguments: str) -> tuple[int, str, str]:
        path = tmp_path / "danh-muc.json"
        path.write_bytes(as_json(records).getvalue())
        out, err = io.StringIO(), io.StringIO()
        status = 0
        try:
            call_command("import_procedures", str(path), *arguments, stdout=out, stderr=err)
        except SystemExit as end:
            status = int(end.code or 0)
        return status, out.getvalue(), err.getvalue()

    return _run


def published() -> int:
    return PublishedDocument.objects.filter(document_type="procedure").count()


def test_without_an_approval_there_are_only_drafts(room: Room, run: Any) -> None:
    status, out, err = run(TWO)
    assert (status, err, published()) == (0, "", 0)
    batch = ImportBatch.objects.get()
    assert batch.bundle_hash in out
    assert len([line for line in out.splitlines() if line.startswith(("1\t", "2\t"))]) == 2


@pytest.mark.requirement("R069")
def test_the_name_of_a_member_of_the_board_publishes_the_import(room: Room, run: Any) -> None:
    status, out, _err = run(TWO, "--approved-by", room.member.username)
    assert (status, published()) == (0, 2)
    decision = ImportBatch.objects.get().decision
    assert decision is not None
    assert decision.by == room.member
    assert decision.bundle_hash in out
    assert "không kèm mã băm" in decision.comment  # nobody compared what they had read: the log says so
    assert AuditEntry.objects.get(action="moderation.bundle_approved").data["comment"] == decision.comment


def test_drafts_of_an_earlier_run_are_published_by_the_run_that_is_approved(room: Room, run: Any) -> None:
    run(TWO)
    status, _out, _err = run(TWO, "--approved-by", room.member.username)
    assert (status, published(), ProcedurePage.objects.count()) == (0, 2, 2)
    status, _out, _err = run(TWO, "--approved-by", room.member.username)
    assert (status, published()) == (0, 2)
    assert ImportBatch.objects.order_by("-pk")[0].state == "nothing"


@pytest.mark.parametrize("who", ["writer", "head", "office", "administrator"])
def test_whoever_may_not_approve_learns_it_before_anything_is_written(room: Room, run: Any, who: str) -> None:
    with pytest.raises(CommandError):
        run(TWO, "--approved-by", getattr(room, who).username)
    assert not ProcedurePage.objects.exists()
    assert not ImportBatch.objects.exists()


def test_an_importer_does_not_approve(room: Room, run: Any) -> None:
    room.member.is_superuser = True
    room.member.save()
    with pytest.raises(CommandError):
        run(TWO, "--by", room.member.username, "--approved-by", room.member.username)
    assert not ProcedurePage.objects.exists()


def test_another_hash_than_the_approved_one_publishes_nothing(room: Room, run: Any) -> None:
    with pytest.raises(CommandError, match="0000"):
        run(TWO, "--approved-by", room.member.username, "--hash", "0" * 64)
    assert published() == 0
    right = ImportBatch.objects.get().bundle_hash
    assert run(TWO, "--approved-by", room.member.username, "--hash", right)[0] == 0
    assert published() == 2
    assert "kèm theo mã băm" in BundleDecision.objects.get().comment


def test_a_refused_record_is_a_line_of_errors_and_exit_status_1(room: Room, run: Any) -> None:
    records = [*TWO, a_record(id="c", online_level="gần như")]
    status, _out, err = run(records, "--approved-by", room.member.username)
    assert (status, published()) == (1, 2)
    assert err.startswith("3\tc\t")
    assert len(err.splitlines()) == 1


def test_a_dry_run_reports_the_same_and_changes_nothing(room: Room, run: Any) -> None:
    status, _out, err = run([*TWO, "x"], "--dry-run")
    assert status == 1
    assert len(err.splitlines()) == 1
    assert not ProcedurePage.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_dry_run_holds_no_transaction_over_its_records_and_leaves_no_trace(
    room: Room, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = len(connection.savepoint_ids)
    depths: list[int] = []
    monkeypatch.setattr(import_procedures.Command, "_say", lambda *_: depths.append(len(connection.savepoint_ids)))
    logged = AuditEntry.objects.count()
    assert run([*TWO, a_record(id="c", field="Lĩnh vực chưa có")], "--dry-run")[0] == 0
    assert depths == [inside, inside, inside]
    assert AuditEntry.objects.count() == logged
    assert not ProcedureField.objects.filter(label_vi="Lĩnh vực chưa có").exists()


def test_a_run_that_was_killed_ends_with_the_next_run_of_the_same_file(room: Room, run: Any) -> None:
    killed, other = room.opened(as_json(TWO)), room.opened(as_json([a_record(id="z")]))
    next(work_on(batch=killed, at=AT))
    assert run(TWO)[0] == 0
    killed.refresh_from_db()
    assert killed.state == "superseded"
    assert not killed.items.pending().exists()
    newest = ImportBatch.objects.get(state="waiting")
    assert newest.items.pending().count() == 2
    other.refresh_from_db()
    assert other.state == "preparing"  # another file may be the run of somebody else, going on
    before = ImportBatch.objects.count()
    run(TWO, "--resume")
    assert ImportBatch.objects.count() == before + 1  # nothing of it is left to go on with


def test_resume_goes_on_with_the_interrupted_import_of_the_same_file(room: Room, run: Any) -> None:
    batch = room.opened(as_json(TWO))
    next(work_on(batch=batch, at=AT))
    first = ProcedurePage.objects.get()
    status, out, _err = run(TWO, "--resume", "--approved-by", room.member.username)
    assert (status, published()) == (0, 2)
    assert str(batch.pk) in out.splitlines()[0]
    assert ImportBatch.objects.count() == 1
    assert ProcedurePage.objects.get(key="a").pk == first.pk
    assert run(TWO, "--resume")[0] == 0  # nothing is interrupted any more: an import as any other


def test_a_site_must_be_named_where_several_have_procedures(room: Room, run: Any) -> None:
    a_room("ward", hostname="ward.localhost", is_default=False)
    with pytest.raises(CommandError, match="ward"):
        run(TWO)
    assert run(TWO, "--subsite", "ward")[0] == 0
    assert {page.section_keys()[0] for page in ProcedurePage.objects.all()} == {"procedures"}
    with pytest.raises(CommandError, match="nowhere"):
        run(TWO, "--subsite", "nowhere")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", json.dumps({"x": 1}).encode()])
def test_a_file_that_is_none_is_an_error_in_words(room: Room, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("import_procedures", str(path))
    assert str(caught.value)
    with pytest.raises(CommandError):
        call_command("import_procedures", str(tmp_path / "none.json"))
    assert not ImportBatch.objects.exists()
