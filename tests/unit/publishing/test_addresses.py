"""Where things used to be: moves, renames, collisions; the subtree follows."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.actions import publish_page
from cms.publishing.models import Delivery, FormerAddress, PublicationEvent, PublishedDocument
from tests.factories.notes import NoteSite, live_note, publish
from tests.testapp.models import NotePage
from tests.testapp.publication import BROKEN

pytestmark = pytest.mark.django_db
Kind = PublicationEvent.Kind
Work = Callable[[], int]


def path_of(page: Page) -> str | None:
    return PublishedDocument.objects.values_list("path", flat=True).get(content_id=page.translation_key)


def moved() -> dict[str, object]:
    return {address.path: address.content_id for address in FormerAddress.objects.filter(is_gone=False)}


def rename(page: NotePage, slug: str) -> None:
    page.refresh_from_db()
    page.slug = slug
    publish(page)


def test_a_rename_leaves_a_former_address_that_names_the_content(site: NoteSite) -> None:
    note = live_note(site.home, slug="cu")
    rename(note, "moi")

    assert path_of(note) == "/moi/"
    assert moved() == {"/cu/": note.translation_key}
    event = PublicationEvent.objects.filter(content_id=note.translation_key).latest("id")
    assert (event.path, event.previous_path) == ("/moi/", "/cu/")


def test_two_renames_make_no_chain_and_coming_back_clears_the_address(site: NoteSite) -> None:
    note = live_note(site.home, slug="mot")
    rename(note, "hai")
    rename(note, "ba")
    assert moved() == {"/mot/": note.translation_key, "/hai/": note.translation_key}

    rename(note, "mot")
    assert moved() == {"/hai/": note.translation_key, "/ba/": note.translation_key}


def test_publishing_something_else_at_a_former_address_takes_it(site: NoteSite) -> None:
    note = live_note(site.home, slug="cu")
    rename(note, "moi")
    other = live_note(site.home, slug="cu")

    assert path_of(other) == "/cu/"
    assert moved() == {}


def test_a_withdrawn_page_is_gone_at_all_its_addresses_until_it_returns(site: NoteSite) -> None:
    note = live_note(site.home, slug="cu")
    rename(note, "moi")
    note.unpublish()
    assert set(FormerAddress.objects.filter(is_gone=True).values_list("path", flat=True)) == {"/cu/", "/moi/"}

    publish(note)
    assert moved() == {"/cu/": note.translation_key}
    assert not FormerAddress.objects.filter(is_gone=True).exists()


def test_a_rename_is_known_even_when_the_store_was_deleted_before(site: NoteSite) -> None:
    note = live_note(site.home, slug="cu")
    PublishedDocument.objects.all().delete()
    rename(note, "moi")

    assert moved() == {"/cu/": note.translation_key}


def test_descendants_follow_a_rename_by_one_event(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    notes = [live_note(section, slug=f"tin-{number}") for number in range(3)]
    work()
    rename(section, "chuyen-muc")

    assert PublicationEvent.objects.filter(kind=Kind.SUBTREE_CHANGED).count() == 1
    work()
    assert [path_of(note) for note in notes] == [f"/chuyen-muc/tin-{number}/" for number in range(3)]
    assert moved()["/muc/tin-1/"] == notes[1].translation_key
    followed = PublicationEvent.objects.filter(kind=Kind.REFRESHED, page_id__in=[note.pk for note in notes])
    assert followed.count() == 3


def test_descendants_follow_a_move(site: NoteSite, work: Work) -> None:
    old, new = live_note(site.home, slug="cu"), live_note(site.home, slug="moi")
    section = live_note(old, slug="muc")
    note = live_note(section, slug="tin")
    NotePage.objects.get(pk=section.pk).move(Page.objects.get(pk=new.pk), pos="last-child")

    assert PublicationEvent.objects.filter(kind=Kind.SUBTREE_CHANGED).count() == 1
    work()
    assert path_of(section) == "/moi/muc/"
    assert path_of(note) == "/moi/muc/tin/"


def test_reordering_is_no_change_of_address(site: NoteSite) -> None:
    first, second = live_note(site.home), live_note(site.home)
    NotePage.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")

    assert not PublicationEvent.objects.filter(kind=Kind.SUBTREE_CHANGED).exists()


def test_a_slug_saved_outside_publication_is_followed(
    site: NoteSite, work: Work, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    page = NotePage.objects.get(pk=section.pk)
    page.slug = "khac"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        page.save()
    work()

    assert (path_of(section), path_of(note)) == ("/khac/", "/khac/tin/")


def test_a_page_that_takes_the_address_of_one_that_has_left_moves_that_one_too(site: NoteSite) -> None:
    first, second = live_note(site.home, slug="mot"), live_note(site.home, slug="hai")
    # What the worker finds between a move and its expansion: the tree has changed, the rows have not.
    for page, slug in ((first, "tam"), (second, "mot"), (first, "hai")):
        Page.objects.filter(pk=page.pk).update(slug=slug, url_path=f"{site.home.url_path}{slug}/")
    publish_page(page=second, by=None, at=timezone.now(), kind="refreshed")

    assert (path_of(first), path_of(second)) == ("/hai/", "/mot/")
    publish_page(page=first, by=None, at=timezone.now(), kind="refreshed")
    assert (path_of(first), path_of(second)) == ("/hai/", "/mot/")
    assert moved() == {}


def test_one_page_that_cannot_be_presented_does_not_stop_the_others(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    broken, sound = live_note(section, slug="hong"), live_note(section, slug="lanh")
    NotePage.objects.filter(pk=broken.pk).update(summary=BROKEN)
    rename(section, "khac")
    work()

    assert path_of(sound) == "/khac/lanh/"
    delivery = Delivery.objects.get(subscriber="expansion", event__kind=Kind.SUBTREE_CHANGED)
    assert (delivery.state, delivery.tries, delivery.progress["failed"]) == (Delivery.State.PENDING, 1, [broken.pk])
    assert str(broken.pk) in delivery.error


def test_a_publication_that_is_rolled_back_leaves_nothing(site: NoteSite) -> None:
    note = live_note(site.home, slug="cu")
    before = PublicationEvent.objects.count()
    sid = transaction.savepoint()
    rename(note, "moi")
    transaction.savepoint_rollback(sid)

    assert path_of(note) == "/cu/"
    assert PublicationEvent.objects.count() == before
    assert not FormerAddress.objects.exists()
