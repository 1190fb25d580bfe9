"""Both engines are kept true to the store: by repair, by a rebuild where only that helps, and in spite of refusals."""

import datetime
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from elasticsearch import Elasticsearch

from cms.publishing.models import PublicationEvent, PublishedDocument
from search.actions import index_content, keep_index, mend_index, rebuild_index
from search.backends import engine as engine_named
from search.backends.base import BackendAway, DocumentRefused, SearchBackend, State
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import Server
from search.documents import Gone
from search.keeping import Keeper
from search.queries import stored_documents
from search.signature import signature
from search.source import index_document
from tests.contracts.search_backend import document as bare_document
from tests.contracts.search_backend import group, keys, question
from tests.elasticsearch import remove_indices
from tests.unit.search.store import a_store, document

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 2, 0, tzinfo=datetime.UTC)
FUTURE = 2**40  # an event of the days that were lost
ENGINES = ("sqlite", "elasticsearch")
PASSPORT = {"path": "/thu-tuc/ho-chieu/"}


def engine_of(name: str, request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> SearchBackend:
    settings.SEARCH_DIR = tmp_path / "search"
    settings.SEARCH_BACKEND = name
    if name == "elasticsearch":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = f"keeping-{secrets.token_hex(4)}"
    engine_named.cache_clear()
    return engine_named(name)


@pytest.fixture(params=ENGINES)
def backend(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[SearchBackend]:
    """An engine of the settings, with an index of this test's own."""
    yield engine_of(request.param, request, settings, tmp_path)
    for name in ENGINES:
        if name == request.param or name == "sqlite":
            engine_named(name).close()
    if request.param == "elasticsearch":
        remove_indices(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)
    engine_named.cache_clear()


def stored(**where: Any) -> PublishedDocument:
    return PublishedDocument.objects.get(**where)


def readers(backend: SearchBackend, locale: str) -> set[int]:
    """The documents that readers of a language find."""
    every = group("ho", "chieu", "trien", "lam", "maps", "thu", "tuc", "passport", "khai", "exhibition")
    return set(keys(backend.candidates(question(every, scope={"site": ("department",), "reader": (locale,)}))))


class TestAfterARestoredBackup:
    """The database is of yesterday, the index of today: every version in it is greater than the store's."""

    def test_texts_of_the_lost_future_are_replaced(self, backend: SearchBackend) -> None:
        a_store()
        row = stored(**PASSPORT)
        PublishedDocument.objects.filter(pk=row.pk).update(title="Của tương lai", version=FUTURE)
        rebuild_index(backend=backend, at=NOW)
        PublishedDocument.objects.filter(pk=row.pk).update(title=row.title, version=row.version)
        drift = keep_index(backend=backend, at=NOW)
        assert (drift.outdated, drift.is_ahead) == (1, True)
        assert dict(backend.versions())[row.pk] == row.version
        assert mend_index(backend=backend, repair=False).total == 0

    def test_what_was_withdrawn_in_the_lost_future_is_back(self, backend: SearchBackend) -> None:
        a_store()
        rebuild_index(backend=backend, at=NOW)
        row = stored(**PASSPORT)
        backend.remove([Gone(key=row.pk, version=FUTURE)])
        assert keep_index(backend=backend, at=NOW).missing == 1
        assert mend_index(backend=backend, repair=False).total == 0
        assert row.pk in readers(backend, "vi")

    def test_what_was_first_published_in_the_lost_future_may_be_published_again(self, backend: SearchBackend) -> None:
        site = a_store()
        row = stored(**PASSPORT)
        PublishedDocument.objects.filter(pk=row.pk).update(version=FUTURE)
        rebuild_index(backend=backend, at=NOW)
        row.delete()
        assert keep_index(backend=backend, at=NOW).surplus == 1
        again = document(site, row.title, row.path, content_id=row.content_id, locale="vi")
        event = PublicationEvent.objects.create(kind=PublicationEvent.Kind.PUBLISHED)
        index_content(backend=backend, site=site, content_id=again.content_id, version=event.pk)
        assert again.pk in readers(backend, "vi")

    def test_the_command_ends_without_drift(self, backend: SearchBackend, capsys: pytest.CaptureFixture[str]) -> None:
        a_store()
        PublishedDocument.objects.filter(**PASSPORT).update(version=FUTURE)
        rebuild_index(backend=backend, at=NOW)
        PublishedDocument.objects.filter(**PASSPORT).update(version=1)
        call_command("search_index", "check", repair=True, engine=backend.name)
        told = capsys.readouterr().out
        assert f"{backend.name}: after repair 0 differences" in told
        assert "newer than the store" in told
        call_command("search_index", "check", engine=backend.name)

    def test_an_ordinary_repair_builds_nothing(self, backend: SearchBackend) -> None:
        site = a_store()
        rebuild_index(backend=backend, at=NOW)
        name = backend.status().name
        document(site, "Mới", "/moi/")
        stored(path="/tin/trien-lam/").delete()
        drift = keep_index(backend=backend, at=NOW)
        assert (drift.missing, drift.surplus, drift.is_ahead) == (1, 1, False)
        assert backend.status().name == name


class TestTranslationsDecideWhoFinds:
    def test_an_english_version_published_during_a_rebuild(
        self, backend: SearchBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site = a_store()
        vietnamese = stored(**PASSPORT)
        monkeypatch.setattr("search.actions.indexing._AT_ONCE", 10)
        monkeypatch.setattr("search.queries._AT_ONCE", 1)
        rebuilt: list[PublishedDocument] = []

        def during(name: str) -> None:
            if name == "search.during_rebuild":
                rebuilt.append(document(site, "Passport", "/en/p/", locale="en", content_id=vietnamese.content_id))

        monkeypatch.setattr("search.actions.indexing.failpoint", during)
        rebuild_index(backend=backend, at=datetime.datetime.now(datetime.UTC))
        assert mend_index(backend=backend, repair=False).total == 0
        assert rebuilt[0].pk in readers(backend, "en")
        assert vietnamese.pk not in readers(backend, "en")

    def test_an_english_version_that_a_repair_removes(self, backend: SearchBackend) -> None:
        site = a_store()
        vietnamese = stored(**PASSPORT)
        english = document(site, "Passport", "/en/p/", locale="en", content_id=vietnamese.content_id)
        rebuild_index(backend=backend, at=NOW)
        assert vietnamese.pk not in readers(backend, "en")
        english.delete()
        mend_index(backend=backend, repair=True)
        assert vietnamese.pk in readers(backend, "en")


class TestRefusals:
    """One document that an engine will never take stops no other."""

    @pytest.fixture(params=["elasticsearch"])
    def backend(self, request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[SearchBackend]:
        """The file refuses nothing."""
        yield engine_of(request.param, request, settings, tmp_path)
        engine_named(request.param).close()
        remove_indices(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)
        engine_named.cache_clear()

    @pytest.fixture
    def poison(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Told a key, that document is sent as something the server's mapping has no place for."""
        poisoned: list[int] = []

        def made(stored: Any) -> Any:
            one = index_document(stored)
            return bare_document(one.key, version=one.version, popularity=1000) if one.key in poisoned else one

        monkeypatch.setattr("search.actions.indexing.index_document", made)
        monkeypatch.setattr("search.actions.indexing._AT_ONCE", 1)
        return poisoned

    def test_a_rebuild_leaves_it_out(self, backend: SearchBackend, poison: list[int]) -> None:
        a_store()
        poison.append(stored(**PASSPORT).pk)
        assert rebuild_index(backend=backend, at=NOW) == 3
        assert len(dict(backend.versions())) == 3
        assert backend.status().signature == signature()

    def test_a_repair_mends_the_others_and_says_which(self, backend: SearchBackend, poison: list[int]) -> None:
        site = a_store()
        rebuild_index(backend=backend, at=NOW)
        name = backend.status().name
        poison.append(stored(**PASSPORT).pk)
        PublishedDocument.objects.filter(**PASSPORT).update(version=FUTURE)
        stored(path="/tin/trien-lam/").delete()
        new = [document(site, f"Mới {number}", f"/moi-{number}/").pk for number in range(3)]
        drift = keep_index(backend=backend, at=NOW)
        assert list(drift.refused) == poison
        assert "byte" in drift.refused[poison[0]]
        assert drift.is_ahead is False
        left = mend_index(backend=backend, repair=False)
        assert (left.missing, left.outdated, left.surplus) == (0, 1, 0)
        assert set(new) <= set(dict(backend.versions()))
        assert backend.status().name == name

    def test_the_command_names_it_and_fails(
        self, backend: SearchBackend, poison: list[int], capsys: pytest.CaptureFixture[str]
    ) -> None:
        a_store()
        rebuild_index(backend=backend, at=NOW)
        poison.append(stored(**PASSPORT).pk)
        PublishedDocument.objects.filter(**PASSPORT).update(version=FUTURE)
        with pytest.raises(SystemExit):
            call_command("search_index", "check", repair=True, engine=backend.name)
        told = capsys.readouterr()
        assert f"document {poison[0]} is refused" in told.err
        assert "after repair 1 differences" in told.out

    def test_its_translation_is_removed_all_the_same(self, backend: SearchBackend, poison: list[int]) -> None:
        site = a_store()
        row = stored(**PASSPORT)
        english = document(site, "Passport", "/en/p/", locale="en", content_id=row.content_id)
        rebuild_index(backend=backend, at=NOW)
        english.delete()
        poison.append(row.pk)
        with pytest.raises(DocumentRefused):
            index_content(backend=backend, site=site, content_id=row.content_id, version=english.version + 1)
        assert english.pk not in dict(backend.versions())


class TestTheNameOfTheAlias:
    """No document makes an index by accident; one that was made so is no obstacle."""

    @pytest.fixture
    def engine(self, elasticsearch_url: str) -> Iterator[ElasticsearchBackend]:
        prefix = f"squat-{secrets.token_hex(4)}"
        one = ElasticsearchBackend(Server(hosts=(elasticsearch_url,), index=prefix))
        yield one
        one.close()
        remove_indices(elasticsearch_url, prefix)

    def test_a_document_sent_while_the_index_vanishes_makes_none(
        self, engine: ElasticsearchBackend, elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with engine.rebuilding(signature="signed") as writer:
            writer.add([bare_document(1)])
        alias = engine._generations.alias
        with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
            # It was there when the engine looked, and is gone when the documents arrive.
            client.indices.delete(index=engine.status().name)
            monkeypatch.setattr(engine, "_written", lambda: [alias])
            with pytest.raises(BackendAway, match="not an alias"):
                engine.put([bare_document(2)])
            assert not client.indices.exists(index=alias)

    @pytest.mark.parametrize("ending", ["", "-building"])
    def test_an_index_of_that_name_is_removed_by_the_next_rebuild(
        self, engine: ElasticsearchBackend, elasticsearch_url: str, ending: str
    ) -> None:
        alias = engine._generations.alias + ending
        with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
            client.index(index=alias, id="1", document={"head": "ho chieu"})
            assert engine.status().state is State.NONE
            with engine.rebuilding(signature="signed") as writer:
                writer.add([bare_document(1)])
            assert list(client.indices.get_alias(name=engine._generations.alias)) == [engine.status().name]
        assert keys(engine.candidates(question(group("ho")))) == [1]


def test_a_server_that_answers_slowly_is_given_no_rebuild(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = engine_of("elasticsearch", request, settings, tmp_path)
    url = settings.ELASTICSEARCH_URL
    try:
        a_store()
        rebuild_index(backend=backend, at=NOW)
        name = backend.status().name
        monkeypatch.setattr("search.backends.elasticsearch.engine.ASK_SECONDS", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as silent:  # takes a question, and never answers
            settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
            engine_named.cache_clear()
            slow = engine_named("elasticsearch")
            status = slow.status()
            assert (status.state, status.is_available) == (State.AWAY, False)
            with pytest.raises(BackendAway):
                Keeper(lambda: slow).ensure(NOW)
            slow.close()
        assert backend.status().name == name
    finally:
        backend.close()
        remove_indices(url, settings.ELASTICSEARCH_INDEX)
        engine_named.cache_clear()


def test_the_versions_of_the_store_are_what_is_compared(backend: SearchBackend) -> None:
    a_store()
    rebuild_index(backend=backend, at=NOW)
    assert dict(backend.versions()) == {one.key: one.version for one in stored_documents()}
