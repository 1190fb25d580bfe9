"""The index follows the store: built, mended, and never behind a newer version."""

import datetime
import errno
import itertools
import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.management import call_command

from cms.publishing.models import Delivery, PublicationEvent, PublishedDocument
from cms.publishing.subscribers import DependencyAway
from search.actions import index_content, mend_index, rebuild_index
from search.backends import embedded
from search.backends.base import BackendAway, State
from search.backends.sqlite import SqliteBackend
from search.backends.sqlite.opened import connect
from search.keeping import EMBEDDED, Follower
from search.queries import stored_documents
from search.signature import signature
from search.source import index_document
from search.subscriber import SUBSCRIBER
from tests.unit.search.conftest import NOW
from tests.unit.search.store import a_store, document

Kind = PublicationEvent.Kind
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
    assert EMBEDDED.ensure(NOW)
    assert not EMBEDDED.ensure(NOW)
    monkeypatch.setattr("search.keeping.signature", lambda: "another")
    assert EMBEDDED.ensure(NOW)


def ruin(file: Path) -> None:
    file.write_bytes(b"not a database" * 1000)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def relayout(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize("harm", [ruin, empty, relayout, Path.unlink])
def test_a_file_that_cannot_be_read_is_built_anew_and_answers_nobody(own_index: Path, harm: Any) -> None:
    a_store()
    rebuild_index(backend=embedded(), at=NOW)
    embedded().close()
    for file in own_index.glob("index-*"):
        harm(file) if file.suffix == ".sqlite3" else file.unlink()
    assert embedded().status().state is State.NONE
    with pytest.raises(BackendAway):
        list(embedded().versions())
    with pytest.raises(BackendAway):
        embedded().remove([])
    assert EMBEDDED.ensure(NOW)
    assert len(dict(embedded().versions())) == 4


def test_a_file_that_is_busy_is_waited_for(own_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store()
    rebuild_index(backend=embedded(), at=NOW)
    name = embedded().status().name

    def busy(*args: Any, **kwargs: Any) -> Any:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("search.backends.sqlite.opened.OpenedIndex.snapshot", busy)
        assert embedded().status().state is State.AWAY
        with pytest.raises(BackendAway, match="locked"):
            EMBEDDED.ensure(NOW)
    assert embedded().status().name == name


def test_a_second_rebuild_does_not_wait_to_do_it_all_again(own_index: Path) -> None:
    a_store()
    with embedded().rebuilding(signature="first"), pytest.raises(BackendAway, match="runs already"):
        rebuild_index(backend=embedded(), at=NOW)
    assert embedded().status().signature == "first"


def test_the_job_leaves_an_index_alone_that_somebody_builds_and_has_not_failed(own_index: Path) -> None:
    """The first publication of a fresh site and the job of the same worker begin together."""
    a_store()
    with embedded().rebuilding(signature="first"):
        assert embedded().status().state is State.NONE
        assert not EMBEDDED.ensure(NOW)
    assert embedded().status().signature == "first"


def an_event(site: Any) -> PublicationEvent:
    return PublicationEvent(
        pk=2**40, kind=Kind.PUBLISHED, site=site,
        content_id=PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/").content_id,
    )  # fmt: skip


def test_the_first_publication_builds_the_index(own_index: Path) -> None:
    SUBSCRIBER.handle(an_event(a_store()), Delivery())
    assert len(dict(embedded().versions())) == 4


def test_a_delivery_waits_for_an_index_that_is_being_built_or_has_no_room(
    own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it takes: no try is counted, nothing is given up."""
    site = a_store()
    with embedded().rebuilding(signature="first"), pytest.raises(DependencyAway, match="runs already"):
        SUBSCRIBER.handle(an_event(site), Delivery())

    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("search.backends.sqlite.backend.put", full)
    with pytest.raises(DependencyAway, match="No space left"):
        SUBSCRIBER.handle(an_event(site), Delivery())


def test_a_publication_is_found_before_an_index_of_other_code_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_store()
    rebuild_index(backend=embedded(), at=NOW)
    name = embedded().status().name
    new = document(site, "Mới", "/moi/")
    monkeypatch.setattr("search.actions.indexing.signature", lambda: "another")
    event = PublicationEvent(pk=2**40, kind=Kind.PUBLISHED, site=site, content_id=new.content_id)
    SUBSCRIBER.handle(event, Delivery())
    assert new.pk in dict(embedded().versions())
    assert embedded().status().name == name


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
    assert EMBEDDED.mend(NOW) == 0  # there is none: the other job builds it
    EMBEDDED.ensure(NOW)
    document(site, "Mới", "/moi/")
    assert EMBEDDED.mend(NOW + datetime.timedelta(minutes=10)) == 1
    assert EMBEDDED.mend(NOW + datetime.timedelta(minutes=10)) == 0


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


def test_a_machine_whose_workers_got_no_delivery_follows_the_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_store()
    follower = Follower()
    numbers = itertools.count(2**40)  # beyond the versions that the factory gives

    def told(row: PublishedDocument) -> PublicationEvent:
        return PublicationEvent.objects.create(
            pk=next(numbers), kind=Kind.PUBLISHED, site=site, content_id=row.content_id
        )

    assert follower.follow(NOW) == 0  # no index yet
    rebuild_index(backend=embedded(), at=NOW)
    late = document(site, "Của hôm qua", "/hom-qua/")
    assert follower.follow(NOW) == 1  # the first time everything is compared
    told(new := document(site, "Mới", "/moi/"))
    told(gone := PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/"))
    key = gone.pk
    gone.delete()
    monkeypatch.setattr("search.keeping._MOST_EVENTS", 2**41)
    assert follower.follow(NOW) == 2
    held = dict(embedded().versions())
    assert {late.pk, new.pk} <= set(held)
    assert key not in held
    assert follower.follow(NOW) == 0
    # What this machine's own worker was handed is not written twice.
    SUBSCRIBER.handle(told(document(site, "Cuối", "/cuoi/")), Delivery())
    replaced = embedded().status().replaced
    assert follower.follow(NOW) == 0
    assert embedded().status().replaced == replaced
    monkeypatch.setattr("search.keeping._MOST_EVENTS", 0)
    document(site, "Không có tin", "/khong-co-tin/")
    PublicationEvent.objects.create(pk=next(numbers), kind=Kind.WITHDRAWN)
    assert follower.follow(NOW) == 1


def test_a_reader_of_an_earlier_moment_does_not_see_what_was_replaced_later(own_index: Path) -> None:
    a_store()
    rebuild_index(backend=embedded(), at=NOW)
    backend = cast(SqliteBackend, embedded())
    row = next(stored_documents())
    with backend.snapshot() as before:
        count = before.live.bit_count()
        other = SqliteBackend(own_index)
        other.put([index_document(row)])
        other.close()
        opened = backend._current()
        later = connect(opened.path, read_only=True)
        assert opened.dead(later).bit_count() == 1
        later.close()
        assert opened.dead(before.connection) == 0
    with backend.snapshot() as after:
        assert after.live.bit_count() == count
        assert opened.dead(after.connection).bit_count() == 1
