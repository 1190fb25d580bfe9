"""Deleting in the admin leads to the bin, and only one's own department finds it there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.accounts.models import User
from cms.bin.models import BinPage, DeletedPage
from cms.subsites.actions import sync_access
from news.actions import draft_translation
from tests.factories.moderation import Newsroom, a_newsroom
from tests.factories.pages import add_section

pytestmark = pytest.mark.django_db


def test_a_person_deletes_and_puts_back() -> None:
    room = _room()
    page = room.draft(title="Xoá nhầm")
    client = _client(room.writer)
    address = reverse("wagtailadmin_pages:delete", args=(page.pk,))
    asked = client.get(address)
    assert "có thể khôi phục trong 30 ngày" in asked.content.decode()
    assert not DeletedPage.objects.exists()

    assert client.post(address).status_code == 302
    row = DeletedPage.objects.get()
    listed = client.get(reverse("bin")).content.decode()
    assert "Xoá nhầm" in listed

    assert client.post(reverse("bin_restore", args=(row.pk,))).status_code == 302
    assert Page.objects.get(pk=page.pk).get_parent() != BinPage.objects.get().page_ptr
    assert "Thùng rác trống" in client.get(reverse("bin")).content.decode()


def test_others_neither_see_nor_touch_what_lies_in_the_bin() -> None:
    room = _room()
    page = room.draft(title="Bí mật đã xoá")
    _client(room.writer).post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    row = DeletedPage.objects.get()
    client = _client(room.other_head)
    assert "Bí mật đã xoá" not in client.get(reverse("bin")).content.decode()
    assert client.post(reverse("bin_restore", args=(row.pk,))).status_code == 404
    assert client.post(reverse("bin_purge", args=(row.pk,)), {"reason": "x"}).status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code in {302, 403, 404}
    assert client.get(reverse("wagtailadmin_explore", args=(BinPage.objects.get().pk,))).status_code in {302, 403, 404}
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_live_page_asks_for_the_public_reason() -> None:
    room = _room()
    page = room.live()
    client = _client(room.office)
    address = reverse("wagtailadmin_pages:delete", args=(page.pk,))
    assert client.post(address).status_code == 409
    assert Page.objects.get(pk=page.pk).live
    assert client.post(address, {"reason": "Sai số liệu"}).status_code == 302
    assert not Page.objects.get(pk=page.pk).live
    assert DeletedPage.objects.get().reason == "Sai số liệu"


def test_a_page_whose_place_is_gone_is_put_below_a_chosen_one() -> None:
    room = _room()
    page = room.draft(title="Mất chỗ")
    add_section(room.site, "events", number="2")
    elsewhere = room.site.sections["events"]
    client = _client(room.writer)
    client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    row = DeletedPage.objects.get()
    DeletedPage.objects.update(parent=None)
    place = reverse("bin_place", args=(row.pk,))
    assert place in client.get(reverse("bin")).content.decode()
    led = client.post(reverse("bin_restore", args=(row.pk,)))
    assert (led.status_code, led["Location"]) == (302, place)
    shown = client.get(place).content.decode()
    assert 'data-controller="w-chooser"' in shown or "page-chooser" in shown
    assert "Mất chỗ" in shown
    for wrong in ("", "999999", "x", str(room.site.homes["vi"].pk), str(BinPage.objects.get().pk)):
        refused = client.post(place, {"parent": wrong})
        assert refused.status_code == 400
        assert DeletedPage.objects.get().restored_at is None
    there = elsewhere["vi"]
    assert client.post(place, {"parent": str(there.pk)}).status_code == 302
    assert Page.objects.get(pk=page.pk).get_parent().pk == there.pk
    assert client.get(place).status_code == 404
    assert _client(room.other_head).get(place).status_code == 404


def test_the_translations_that_go_are_told_before() -> None:
    room = _room()
    page = room.draft()
    draft_translation(source=page, language="en", title="A visit", values={}, by=room.writer, at=timezone.now())
    asked = _client(room.writer).get(reverse("wagtailadmin_pages:delete", args=(page.pk,))).content.decode()
    assert "Bản dịch bị xóa cùng: 1" in asked
    assert "A visit (EN)" in asked


def test_many_at_once_lie_in_the_bin_too() -> None:
    room = _room()
    pages = [room.draft(title=f"Nháp {number}") for number in range(2)]
    query = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    _client(room.head).post(f"{address}?{query}")
    assert set(DeletedPage.objects.values_list("page", flat=True)) == {page.pk for page in pages}
    assert Page.objects.filter(pk__in=[page.pk for page in pages]).count() == 2


def _room() -> Newsroom:
    room = a_newsroom()
    sync_access(subsite=room.site.subsite, by=None, at=timezone.now())
    return room


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
