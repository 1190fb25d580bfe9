"""What a site must say in English beside its news is told where translations are owed (R076)."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cms.departments.policy import actor_of
from cms.pages.actions import add_page, publish_latest
from cms.subsites.actions import sync_access
from cms.translation.debt.frame import missing_frame, remarks_on_site, untold_parts
from home.models import StandardPage
from tests.factories.moderation import AT
from tests.factories.pages import PARAGRAPH, an_organisation_page
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R076")]


def contacts(room: TranslatingRoom) -> StandardPage:
    home = room.newsroom.site.homes["vi"]
    page = StandardPage(title="Liên hệ", department=room.newsroom.division, locale=home.locale)
    made: StandardPage = publish_latest(page=add_page(page=page, parent=home, by=None, at=AT), by=None, at=AT)
    return made


def test_a_page_of_the_site_without_english_is_named_until_it_has_one() -> None:
    room = a_translating_room()
    page = contacts(room)
    office = room.newsroom.office
    (missing,) = missing_frame(actor_of(office, at=AT), at=AT, source="vi")
    assert (missing.page_id, missing.title) == (page.pk, "Liên hệ")
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(office)
    shown = client.get(reverse("translation_debt")).content.decode()
    assert "Trang cố định chưa có bản tiếng Anh" in shown
    assert reverse("wagtailadmin_pages:edit", args=(page.pk,)) in shown

    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.slug = "Contacts", "contacts"
    publish_latest(page=english.save_revision().as_object(), by=None, at=AT)
    assert missing_frame(actor_of(office, at=AT), at=AT, source="vi") == []
    shown = client.get(reverse("translation_debt")).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=(page.pk,)) not in shown


def test_whoever_sets_the_day_of_the_english_pages_is_told_what_is_missing() -> None:
    room = a_translating_room()
    contacts(room)
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(room.newsroom.administrator)
    address = reverse("subsites:edit", args=(room.newsroom.site.subsite.pk,))
    form = client.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    told = client.post(address, {**given, "english_live_from": "2026-12-01"}, follow=True).content.decode()
    assert "1 trang cố định của trang thông tin này chưa có bản tiếng Anh: “Liên hệ”" in told
    subsite = room.newsroom.site.subsite
    subsite.english_live_from = None
    assert remarks_on_site(subsite, room.newsroom.administrator, AT) == []


def test_a_site_without_english_owes_none() -> None:
    room = a_translating_room()
    contacts(room)
    room.newsroom.site.subsite.english_live_from = None
    room.newsroom.site.subsite.save()
    assert missing_frame(actor_of(room.newsroom.office, at=AT), at=AT, source="vi") == []


def test_a_site_without_a_page_about_the_agency_or_its_contacts_is_told_so() -> None:
    room = a_translating_room()
    home, office = room.newsroom.site.homes["vi"], actor_of(room.newsroom.office, at=AT)
    neither = untold_parts(office, at=AT)
    assert ["giới thiệu tổ chức" in text for text in neither] == [True, False]
    assert remarks_on_site(room.newsroom.site.subsite, room.newsroom.office, AT) == neither
    # Of a unit, and so not of the agency; but it says what the agency is.
    an_organisation_page(home, unit=room.newsroom.division, phone="0234 000 0000", body=[PARAGRAPH])
    (contacts,) = untold_parts(office, at=AT)
    assert contacts == neither[1]
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(room.newsroom.office)
    assert "chưa có trang nào cho biết cách liên hệ" in client.get(reverse("translation_debt")).content.decode()
    an_organisation_page(home, title="Liên hệ", phone="0234 000 0000")
    assert untold_parts(office, at=AT) == []
    subsite = room.newsroom.site.subsite
    subsite.english_live_from = None
    subsite.save()
    assert untold_parts(office, at=AT) == []
