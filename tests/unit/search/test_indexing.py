"""The index follows the store: built, mended, and never behind a newer version."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.publishing.models import PublishedDocument
from search.actions import index_content, mend_index, rebuild_index
from search.backends import embedded
from search.queries import stored_documents
from search.signature import signature
from search.source import index_document
from search.subscriber import ensure_index, keep
from tests.unit.search.conftest import NOW
from tests.unit.search.store import a_store, document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def titles() -> set[str]:
    keys = {key for key, _ in embedded().versions()}
    return set(PublishedDocument.objects.filter(pk__in=keys).values_list("title", flat=True))


def test_a_rebuild_holds_every_searchable_document_and_drift_is_none() -> None:
    a_store()
    assert rebuild_index(backend=embedded(), at=NOW) == 4
    assert mend_index(backend=embedded(), repair=False).total == 0
    status = embedded().status()
    assert (status.is_available, status.documents, status.signature) == (True, 4, signature())


def test_what_differs_is_found_and_mended() -> None:
    site = a_store()
    rebuild_index(backend=embedded(), at=NOW)
    document(site, "Mới", "/moi/")
    PublishedDocument.objects.filter(path="/tin/trien-lam/").delete()
    row = PublishedDocument.objects.get(path="/en/news/maps/")
    PublishedDocument.objects.filter(pk=row.pk).update(version=row.version + 1)
    drift = mend_index(backend=embedded(), repair=True)
    assert (drift.missing, drift.outdated, drift.surplus) == (1, 1, 1)
    assert mend_index(backend=embedded(), repair=False).total == 0
    assert titles() == {"Cấp hộ chiếu phổ thông", "Exhibition of old maps", "Thủ tục", "Mới"}


def test_a_withdrawn_document_leaves_and_an_older_version_never_brings_it_back() -> None:
    site = a_store()
    rebuild_index(backend=embedded(), at=NOW)
    row = PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/")
    old = index_document(next(stored_documents(keys=[row.pk])))
    row.delete()
    index_content(backend=embedded(), site=site, content_id=row.content_id, version=old.version + 1)
    assert "Cấp hộ chiếu phổ thông" not in titles()
    embedded().put([old])
    assert row.pk not in dict(embedded().versions())


def test_no_record_of_a_withdrawn_document_stays_readable(own_index: Path) -> None:
    site = a_store()
    secret = document(site, "Tuyệt mật số hai mươi", "/mat/")
    rebuild_index(backend=embedded(), at=NOW)
    secret.delete()
    index_content(backend=embedded(), site=site, content_id=secret.content_id, version=secret.version + 1)
    with embedded().snapshot() as snapshot:  # type: ignore[attr-defined]
        records = [record for (record,) in snapshot.connection.execute("SELECT record FROM docs")]
    assert not any("Tuyệt mật" in record for record in records)


def test_english_readers_lose_the_vietnamese_record_when_a_translation_is_public() -> None:
    site = a_store()
    vietnamese = PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/")
    assert index_document(next(stored_documents(keys=[vietnamese.pk]))).facets["reader"] == ["vi", "en"]
    document(site, "Passport", "/en/procedures/passport/", locale="en", content_id=vietnamese.content_id)
    assert index_document(next(stored_documents(keys=[vietnamese.pk]))).facets["reader"] == ["vi"]


def test_an_index_of_other_code_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    a_store()
    assert ensure_index(embedded(), at=NOW)
    assert not ensure_index(embedded(), at=NOW)
    monkeypatch.setattr("search.subscriber.signature", lambda: "another")
    assert ensure_index(embedded(), at=NOW)


def test_a_rebuild_that_fails_leaves_the_old_index_whole(monkeypatch: pytest.MonkeyPatch, own_index: Path) -> None:
    a_store()
    rebuild_index(backend=embedded(), at=NOW)
    before = dict(embedded().versions())

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("killed")

    monkeypatch.setattr("search.actions.indexing.index_document", broken)
    with pytest.raises(RuntimeError):
        rebuild_index(backend=embedded(), at=NOW)
    assert dict(embedded().versions()) == before
    assert len([file for file in own_index.iterdir() if file.suffix == ".sqlite3"]) == 1


def test_the_periodic_job_mends(own_index: Path) -> None:
    site = a_store()
    assert keep(embedded(), at=NOW) == 0
    document(site, "Mới", "/moi/")
    assert keep(embedded(), at=NOW + datetime.timedelta(minutes=10)) == 1


def test_the_command_tells_and_mends(capsys: pytest.CaptureFixture[str]) -> None:
    site = a_store()
    call_command("search_index", "rebuild")
    document(site, "Mới", "/moi/")
    with pytest.raises(SystemExit):
        call_command("search_index", "check")
    call_command("search_index", "check", repair=True)
    call_command("search_index", "update")
    call_command("search_index", "status")
    told = capsys.readouterr().out
    assert "sqlite: 4 documents" in told
    assert "sqlite: 1 missing, 0 outdated, 0 surplus" in told
    assert "after repair 0 differences" in told
    assert "sqlite: 0 added, 0 replaced, 0 removed" in told
    assert "of this code" in told
