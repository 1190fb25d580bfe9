"""Who may see a page: what is restricted is in no row, and comes back when the restriction is lifted."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.publishing.actions import publish_page
from cms.publishing.models import FormerAddress, PublicationEvent, PublishedDocument
from tests.factories.notes import NoteSite, live_note, publish

pytestmark = pytest.mark.django_db
Work = Callable[[], int]


def is_stored(page: Page) -> bool:
    return PublishedDocument.objects.filter(content_id=page.translation_key, locale=page.locale.language_code).exists()


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_restricted_page_is_hidden_at_once_and_what_is_below_by_the_worker(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    restrict(section)

    assert not is_stored(section)
    work()
    assert not is_stored(note)
    assert is_stored(site.home)
    assert FormerAddress.objects.get(path="/muc/tin/").reason == "Nội dung này không còn được đăng."


def test_lifting_the_restriction_brings_everything_back_without_a_second_first_time(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    restriction = restrict(section)
    work()
    restriction.delete()
    work()

    assert is_stored(section)
    assert is_stored(note)
    assert not FormerAddress.objects.exists()


def test_a_page_published_under_a_restriction_stays_out(site: NoteSite) -> None:
    section = live_note(site.home)
    restrict(section)
    note = live_note(section)

    assert not is_stored(note)


def test_an_alias_of_a_restricted_page_is_hidden_too(site: NoteSite, work: Work) -> None:
    note = live_note(site.home)
    alias = note.create_alias(parent=Page.objects.get(pk=site.home.pk), update_slug="ban-sao")
    publish_page(page=alias, by=None, at=timezone.now())
    assert is_stored(alias)
    restrict(note)
    work()

    assert not is_stored(alias)


def test_deleting_a_restricted_page_is_harmless(site: NoteSite, work: Work) -> None:
    note = live_note(site.home)
    restrict(note)
    type(note).objects.get(pk=note.pk).delete()
    work()

    assert not is_stored(note)


def test_publishing_again_what_is_restricted_does_not_show_it(site: NoteSite) -> None:
    note = live_note(site.home)
    restrict(note)
    publish(note)

    assert not is_stored(note)


def test_an_alias_is_hidden_when_what_is_above_its_source_becomes_private(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    elsewhere = live_note(site.home, slug="noi-khac")
    alias = note.create_alias(parent=Page.objects.get(pk=elsewhere.pk), update_slug="ban-sao")
    second = alias.create_alias(parent=Page.objects.get(pk=elsewhere.pk), update_slug="ban-sao-nua")
    for page in (alias, second):
        publish_page(page=page, by=None, at=timezone.now())
        assert is_stored(page)
    restriction = restrict(section)
    work()
    assert not any(is_stored(page) for page in (section, note, alias, second))

    restriction.delete()
    work()
    assert all(is_stored(page) for page in (section, note, alias, second))


def test_an_alias_follows_its_source_under_a_private_page(site: NoteSite, work: Work) -> None:
    private, note = live_note(site.home, slug="kin"), live_note(site.home, slug="tin")
    alias = note.create_alias(parent=Page.objects.get(pk=site.home.pk), update_slug="ban-sao")
    publish_page(page=alias, by=None, at=timezone.now())
    restrict(private)
    note.move(Page.objects.get(pk=private.pk), pos="last-child")
    work()

    assert not is_stored(note)
    assert not is_stored(alias)


def test_each_change_of_privacy_has_its_own_event(site: NoteSite) -> None:
    """Also while another waits: a worker may begin that one before the second change commits."""
    section = live_note(site.home, slug="muc")
    before = PublicationEvent.objects.filter(kind=PublicationEvent.Kind.SUBTREE_CHANGED, page_id=section.pk).count()
    restrict(section).delete()

    events = PublicationEvent.objects.filter(kind=PublicationEvent.Kind.SUBTREE_CHANGED, page_id=section.pk)
    assert events.count() == before + 2
