"""When something embedded or linked changes, the live pages that show it are refreshed; two levels at most."""

import json
from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.media.registry import announce_changed
from cms.publishing.models import PublicationEvent, PublishedDocument
from tests.factories.notes import NoteSite, draft_note, live_note, picture, publish, translation_of
from tests.testapp.models import Banner, NotePage, Slogan

pytestmark = pytest.mark.django_db
Work = Callable[[], int]
Kind = PublicationEvent.Kind


def details(page: Page) -> dict[str, object]:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale=page.locale.language_code)
    found: dict[str, object] = json.loads(row.body)
    return found


def test_saving_a_snippet_refreshes_the_live_pages_that_embed_it(site: NoteSite, work: Work) -> None:
    banner = Banner.objects.create(text="Cũ")
    note, other = live_note(site.home, banners=[("banner", banner)]), live_note(site.home)
    banner.text = "Mới"
    banner.save()
    work()

    assert details(note)["banners"] == [{"text": "Mới", "slogan": ""}]
    refreshed = PublicationEvent.objects.filter(kind=Kind.REFRESHED).exclude(page_id=site.home.pk)
    assert list(refreshed.values_list("page_id", flat=True)) == [note.pk]
    assert details(other)["banners"] == []


def test_a_snippet_inside_a_snippet_is_followed(site: NoteSite, work: Work) -> None:
    slogan = Slogan.objects.create(text="Cũ")
    note = live_note(site.home, banners=[("banner", Banner.objects.create(text="B", slogan=slogan))])
    slogan.text = "Mới"
    slogan.save()
    work()

    assert details(note)["banners"] == [{"text": "B", "slogan": "Mới"}]


def test_what_nothing_refers_to_makes_no_event(site: NoteSite) -> None:
    banner = Banner.objects.create(text="Cũ")
    before = PublicationEvent.objects.count()
    banner.save()

    assert PublicationEvent.objects.count() == before


def test_what_only_a_draft_embeds_refreshes_nothing(site: NoteSite, work: Work) -> None:
    banner = Banner.objects.create(text="Cũ")
    note = live_note(site.home)
    note.banners = [("banner", banner)]
    note.save_revision()
    banner.save()
    work()

    assert not PublicationEvent.objects.filter(kind=Kind.REFRESHED, page_id=note.pk).exists()
    assert details(note)["banners"] == []


def test_a_change_that_media_announces_refreshes_the_pages_that_show_the_picture(site: NoteSite, work: Work) -> None:
    image = picture(credit="Cũ")
    note = live_note(site.home, image=image)
    image.credit = "Mới"
    image.save()
    announce_changed(image, timezone.now())
    work()

    assert details(note)["credit"] == "Mới"


def test_deleting_a_picture_refreshes_the_pages_that_showed_it(site: NoteSite, work: Work) -> None:
    image = picture(credit="Cũ")
    note = live_note(site.home, image=image)
    image.delete()
    work()

    assert details(note)["credit"] == ""


def link_to(page: Page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">liên kết</a></p>'


def test_a_link_in_rich_text_follows_the_page_it_leads_to(site: NoteSite, work: Work) -> None:
    target = live_note(site.home, slug="cu")
    note = live_note(site.home, body=link_to(target))
    assert details(note)["html"] == '<p><a href="/cu/">liên kết</a></p>'
    target.slug = "moi"
    publish(target)
    work()

    assert details(note)["html"] == '<p><a href="/moi/">liên kết</a></p>'


def test_a_link_follows_a_page_whose_section_was_renamed(site: NoteSite, work: Work) -> None:
    section = live_note(site.home, slug="muc")
    target = live_note(section, slug="dich")
    note = live_note(site.home, body=link_to(target))
    section.refresh_from_db()
    section.slug = "khac"
    publish(section)
    work()

    assert details(note)["html"] == '<p><a href="/khac/dich/">liên kết</a></p>'


@pytest.mark.parametrize("change", ["withdraw", "delete"])
def test_what_links_to_a_page_that_goes_is_presented_again(site: NoteSite, work: Work, change: str) -> None:
    target = live_note(site.home)
    note = live_note(site.home, body=link_to(target))
    work()
    if change == "withdraw":
        target.unpublish()
    else:
        NotePage.objects.get(pk=target.pk).delete()

    event = PublicationEvent.objects.filter(kind=Kind.REFERENCE_CHANGED).latest("id")
    assert {int(pk) for _content_type, pk in event.data["referrers"]} == {note.pk, site.home.pk}
    work()
    assert not PublicationEvent.objects.filter(kind=Kind.REFERENCE_CHANGED, deliveries__state="pending").exists()


def test_a_page_that_appears_refreshes_those_that_linked_to_its_draft(site: NoteSite) -> None:
    target = draft_note(site.home)
    note = live_note(site.home, body=link_to(target))
    publish(target)

    event = PublicationEvent.objects.filter(kind=Kind.REFERENCE_CHANGED).latest("id")
    assert {int(pk) for _content_type, pk in event.data["referrers"]} == {note.pk, site.home.pk}


def test_links_to_the_source_follow_the_translation_too(site: NoteSite) -> None:
    target = live_note(site.home)
    english_note = live_note(site.english, body=link_to(target))
    publish(translation_of(target, site.english, slug="target"))

    event = PublicationEvent.objects.filter(kind=Kind.REFERENCE_CHANGED).latest("id")
    assert {int(pk) for _content_type, pk in event.data["referrers"]} == {english_note.pk, site.english.pk}


def children(page: Page) -> list[str]:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale=page.locale.language_code)
    found: list[str] = json.loads(row.links)["children"]
    return found


def test_a_section_lists_what_stands_below_it_as_it_comes_moves_and_goes(site: NoteSite, work: Work) -> None:
    old, new = live_note(site.home), live_note(site.home)
    first, second = live_note(old), live_note(old)
    work()
    assert children(old) == [str(first.translation_key), str(second.translation_key)]

    NotePage.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")
    work()
    assert children(old) == [str(second.translation_key), str(first.translation_key)]

    NotePage.objects.get(pk=first.pk).move(Page.objects.get(pk=new.pk), pos="last-child")
    work()
    assert (children(old), children(new)) == ([str(second.translation_key)], [str(first.translation_key)])

    NotePage.objects.get(pk=second.pk).delete()
    work()
    assert children(old) == []
