"""Telephone numbers, dates and codes stand in English as the Vietnamese page gives them now (R076, ADR 0180)."""

import datetime
from typing import Any

import orjson
import pytest
from wagtail.models import Locale

from cms.pages.actions import publish_latest, withdraw
from cms.publishing.models import PublicationEvent, PublishedDocument
from tests.factories.pages import AT, a_site, an_organisation_page
from tests.factories.procedures import a_catalogue, a_guide, a_notice

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R076")]
LATER = AT + datetime.timedelta(days=1)


def english_of(page: Any, title: str, **words: Any) -> Any:
    """A live English page of a page, written by hand."""
    made = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    made.title = title
    for name, value in words.items():
        setattr(made, name, value)
    return publish_latest(page=made.save_revision().as_object(), by=None, at=AT)


def changed(page: Any, **values: Any) -> None:
    draft = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(draft, name, value)
    publish_latest(page=draft.save_revision().as_object(), by=None, at=LATER)


def stored(page: Any) -> tuple[PublishedDocument, dict[str, Any]]:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale=page.locale.language_code)
    return row, orjson.loads(row.body)


def test_a_new_telephone_number_stands_in_english_in_the_same_commit() -> None:
    site = a_site(sections=("about",))
    facts = {"phone": "0234 000 0001", "email": "cu@so.example", "address": "Số 1"}
    page = an_organisation_page(site.sections["about"]["vi"], **facts)
    english = english_of(page, "Contacts", address="No. 1")
    before, _details = stored(page)
    changed(page, phone="0234 000 0002", email="moi@so.example", unit=site.unit)
    row, details = stored(english)
    assert (details["contact"]["phone"], details["contact"]["email"]) == ("0234 000 0002", "moi@so.example")
    assert details["unit_name"] == "Department of Foreign Affairs"
    source, _details = stored(page)
    assert source.source_fingerprint == before.source_fingerprint  # no word changed: nothing is to be translated
    assert row.translated_fingerprint == source.source_fingerprint
    assert PublicationEvent.objects.filter(locale="en").latest("pk").kind == "refreshed"
    english.refresh_from_db()
    assert english.phone == "0234 000 0001"  # the page of the translation is left to its next draft


def test_a_new_address_is_words_and_makes_the_english_page_old() -> None:
    site = a_site(sections=("about",))
    page = an_organisation_page(site.sections["about"]["vi"], address="Số 1", phone="0234 000 0001")
    english = english_of(page, "Contacts", address="No. 1")
    changed(page, address="Số 2")
    row, _details = stored(english)
    source, _details = stored(page)
    assert row.translated_fingerprint != source.source_fingerprint


def test_an_english_page_whose_vietnamese_one_is_not_public_keeps_its_own_number() -> None:
    site = a_site(sections=("about",))
    page = an_organisation_page(site.sections["about"]["vi"], phone="0234 000 0001")
    english = english_of(page, "Contacts")
    withdraw(page=page, reason="Sai số.", by=None, at=LATER)
    changed(english, phone="0234 000 0009")
    assert stored(english)[1]["contact"]["phone"] == "0234 000 0009"


def test_a_change_notice_and_a_guide_say_their_facts_at_once() -> None:
    site = a_catalogue()
    notice = a_notice(site)
    english = english_of(notice, "A procedure was amended")
    changed(notice, effective_on=datetime.date(2026, 9, 1), action="repealed")
    details = stored(english)[1]
    assert (details["effective_on"], details["action"]["key"]) == ("2026-09-01", "repealed")
    guide = a_guide(site, live=True)
    english = english_of(guide, "Going abroad", steps=[])
    changed(guide, life_event="birth")
    details = stored(english)[1]
    assert details["life_event"] == {"key": "birth", "label": "Having a child"}
