"""Fixtures every test may use, and two rules: no socket but loopback, no untraceable requirement."""

import datetime
import gc
import ipaddress
import json
import os
import shutil
import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test.signals import setting_changed
from pytest_django import DjangoDbBlocker

from cms.kernel.catalogues import compile_catalogues
from tests import scheduling
from tests.elasticsearch import NoElasticsearch, private_node

REQUIREMENTS = {row["id"] for row in json.loads((Path(__file__).parent / "requirements.json").read_text())}
SEEN = pytest.StashKey[set[str]]()
MIGRATED = pytest.StashKey[tuple[DjangoDbBlocker, str]]()


_flush = BaseDatabaseOperations.execute_sql_flush
_close_if_obsolete = BaseDatabaseWrapper.close_if_unusable_or_obsolete


def flush_everything(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
    """Empty the tables of a test database; those to which rows are only added refuse that, so they are freed for it."""
    from cms.audit.append_only import append_only_tables, protect_all, unprotect

    connection: BaseDatabaseWrapper = self.connection  # type: ignore[attr-defined]
    present = set(connection.introspection.table_names()) & set(append_only_tables())
    for table in present:
        unprotect(connection, table)
    _flush(self, sql_list)
    protect_all(connection)


def close_if_obsolete(self: BaseDatabaseWrapper) -> None:
    """A test's transaction outlives the requests it makes, by whatever client: Django's own sees to it for itself."""
    if not self.in_atomic_block:
        _close_if_obsolete(self)


def pytest_configure(config: pytest.Config) -> None:
    BaseDatabaseOperations.execute_sql_flush = flush_everything  # type: ignore[method-assign]
    BaseDatabaseWrapper.close_if_unusable_or_obsolete = close_if_obsolete  # type: ignore[method-assign]
    # Messages are asserted in Vietnamese: a bare `pytest` must not depend on a step before it.
    if not hasattr(config, "workerinput") and compile_catalogues(Path(__file__).parents[1]):
        # Django's set-up has already said something, and remembers that there was no catalogue.
        setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=False)
    config.stash[SEEN] = set()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("requirement"):
            unknown = set(mark.args) - REQUIREMENTS
            if unknown:
                raise pytest.UsageError(f"{item.nodeid}: no such requirement: {sorted(unknown)}")
            config.stash[SEEN].update(mark.args)
    items.sort(key=scheduling.rank)  # stable: random within a suite


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector pass over what stays until the end: searching all of it again took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduling.scheduler(config, log)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    seen = config.stash[SEEN]
    if seen and not hasattr(config, "workerinput"):
        missing = sorted(REQUIREMENTS - seen)
        terminalreporter.write_line(f"requirements with a test in this run: {len(seen)} of {len(REQUIREMENTS)}")
        terminalreporter.write_line("without: " + " ".join(missing))


def is_transactional(item: pytest.Item) -> bool:
    """Whether the test really commits, so that every table is emptied after it."""
    marks = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return marks or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep what the migrations wrote (root page, locales, collections): a test that commits takes it away."""
    if any(map(is_transactional, request.session.items)):
        with django_db_blocker.unblock():
            rows = connections["default"].creation.serialize_db_to_string()
        request.config.stash[MIGRATED] = (django_db_blocker, rows)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the migrated rows back after a test that committed: the order is random, others come after it.

    Not after the last: the test database is gone by then, and the connection leads to the real one.
    """
    try:
        yield
    finally:  # else one test that failed to end would take those after it along
        if nextitem is not None and is_transactional(item) and MIGRATED in item.config.stash:
            restore_migrated(item.config)


def restore_migrated(config: pytest.Config) -> None:
    """Make the database what it was after the migrations."""
    blocker, rows = config.stash[MIGRATED]
    with blocker.unblock():
        # Django has emptied the tables and made content types and permissions anew, under other numbers.
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connections["default"].creation.deserialize_db_from_string(rows)
        with connections["default"].cursor() as cursor:
            # PostgreSQL counts on its own: rows that came with their numbers do not move it on.
            for statement in connections["default"].ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)
        apps.get_model("contenttypes.ContentType").objects.clear_cache()
        connections["default"].close()


def skip_or_fail(reason: str) -> None:
    """A suite whose server cannot be had is skipped, in one line that says how to get it; in CI that fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch that all tests of this process share: keep to indices of your own prefix."""
    if url := os.environ.get("ELASTICSEARCH_TEST_URL"):
        yield url
        return
    with ExitStack() as stack:
        try:
            node = stack.enter_context(private_node())
        except NoElasticsearch as missing:
            skip_or_fail(str(missing))
        yield node.url


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may reach the network from a test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test wanted to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime.datetime:
    """The moment of every test that needs one: Wednesday 15/03/2017, 09:30 in Hanoi."""
    return datetime.datetime(2017, 3, 15, 2, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Tests begin in Vietnamese, whatever the one before them activated."""
    from django.utils import translation

    with translation.override("vi"):
        yield


@pytest.fixture(scope="module")
def module_media() -> Path | None:
    """The files of a module that makes its rows once: it overrides this. Its tests work on copies."""
    return None


@pytest.fixture(autouse=True)
def _own_media(module_media: Path | None) -> Iterator[None]:
    """Rows are taken back after a test, files are not: each test has folders of its own."""
    folder = Path(settings.MEDIA_ROOT).parent / uuid.uuid4().hex
    if module_media is not None:
        # Files are only ever replaced and removed, never written again: links are as good as copies.
        shutil.copytree(module_media, folder, copy_function=os.link)
    with media_in(folder):
        yield
    shutil.rmtree(folder, ignore_errors=True)


def media_in(folder: Path) -> Any:
    """The settings with both storages of media below this folder; a context manager."""
    from django.test import override_settings

    places = {"default": folder / "private", "public": folder / "public"}
    storages = {
        name: {**settings.STORAGES[name], "OPTIONS": {**settings.STORAGES[name]["OPTIONS"], "location": str(place)}}
        for name, place in places.items()
    }
    return override_settings(
        MEDIA_ROOT=places["public"],
        PRIVATE_MEDIA_ROOT=places["default"],
        STORAGES={**settings.STORAGES, **storages},
    )


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """A process remembers its sites, their roots and answers of the store; a test begins without those of the last.

    What a test wrote is taken back, and rows and store generations then come again with other content.
    """
    from django.core.cache import caches

    from cms.delivery.kept_lists import forget_lists
    from cms.publishing import reading
    from cms.subsites.actions.access_now import forget_access
    from cms.subsites.queries import forget_subsites

    for cache in caches.all(initialized_only=True):
        cache.clear()
    reading.forget()
    forget_lists()
    forget_subsites()
    forget_access()
