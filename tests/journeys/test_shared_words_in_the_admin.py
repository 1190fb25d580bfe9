"""Counters and vocabularies in the admin: whose they are, and that what is saved there waits for the board."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from cms.subsites.queries import forget_subsites
from procedures.models import ProcedureField, ReceivingCounter
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.procedure_files import full_record
from tests.factories.procedure_imports import AT, Room, a_room
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
COUNTER = {"name_vi": "Quầy mới", "address_vi": "Số 2", "hours_vi": "", "phone": "", "email": "", "map_url": ""}
ENGLISH = {"name_en": "", "address_en": "", "hours_en": ""}


@pytest.fixture
def room() -> Room:
    found = a_room()
    sync_access(subsite=found.site.subsite, by=None, at=AT)
    forget_subsites()
    return found


@pytest.fixture
def stranger() -> Any:
    """The standing office of another agency."""
    unit = OrgUnitFactory(agency=True, name_vi="Sở khác")
    site = make_subsite(unit=unit)
    person = member_of(unit, Role.STANDING_OFFICE)
    sync_access(subsite=site, by=None, at=AT)
    return person


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def of_counter(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_procedures_receivingcounter:{name}", args=args)


def test_a_saved_counter_waits_and_the_board_approves_it_on_its_screen(room: Room) -> None:
    counter = ReceivingCounter.objects.create(name_vi="Quầy cũ", unit=room.site.unit)
    office, board = as_(room.office), as_(room.member)
    answer = office.post(of_counter("edit", counter.pk), {**COUNTER, **ENGLISH, "unit": room.site.unit.pk}, follow=True)
    assert "người dân vẫn đọc nội dung cũ" in answer.content.decode()
    assert "chờ Ban Biên tập" in office.get(of_counter("list")).content.decode()
    assert "Quầy cũ" in office.get(of_counter("edit", counter.pk)).content.decode()  # what the public still reads
    screen = board.get(reverse("moderation_words"))
    assert screen.status_code == 200
    assert "Quầy mới" in screen.content.decode()
    counter.refresh_from_db()
    address = reverse("moderation_words_decide", args=("procedures", "receivingcounter", counter.pk))
    form = {"words_hash": counter.words_hash(), "verdict": "approved"}
    assert office.post(address, form).status_code == 403
    assert as_(room.writer).get(reverse("moderation_words")).status_code == 403
    for hostile in (
        {},
        {**form, "words_hash": "x" * 64},
        {**form, "verdict": "published"},
        {**form, "words_hash": "x"},
    ):
        assert board.post(address, hostile).status_code in {400, 409}, hostile
    refused = board.post(address, {**form, "verdict": "returned"})
    assert (refused.status_code, "Cần ghi lý do" in refused.content.decode()) == (400, True)
    assert ReceivingCounter.objects.get().is_waiting
    assert board.post(address, form).status_code == 302
    assert ReceivingCounter.objects.get().in_public()["name_vi"] == "Quầy mới"
    assert board.post(address, form).status_code == 404


@pytest.mark.parametrize(
    "where", ["nothing/here/1", "procedures/nothing/1", "accounts/user/1", f"procedures/agency/{9 * 10**17}"]
)
def test_what_is_no_waiting_row_is_not_found(room: Room, where: str) -> None:
    client = as_(room.member)
    assert client.post(f"/admin/moderation/words/{where}/", {"verdict": "approved"}).status_code == 404


def test_counters_of_another_agency_are_not_there(room: Room, stranger: Any) -> None:
    counter = ReceivingCounter.objects.create(name_vi="Quầy riêng", unit=room.site.unit)
    shared = ReceivingCounter.objects.create(name_vi="Quầy chung")
    client = as_(stranger)
    listing = client.get(of_counter("list")).content.decode()
    assert ("Quầy riêng" in listing, "Quầy chung" in listing) == (False, False)
    for row in (counter, shared):
        for name in ("edit", "copy", "history", "usage"):
            assert client.get(of_counter(name, row.pk)).status_code == 404, name
        answer = client.post(of_counter("edit", row.pk), {**COUNTER, **ENGLISH, "unit": ""})
        assert answer.status_code == 404
    chosen = client.get(reverse("wagtailsnippetchoosers_procedures_receivingcounter:choose")).json()["html"]
    assert ("Quầy riêng" in chosen, "Quầy chung" in chosen) == (False, True)
    assert (
        as_(room.office).get(of_counter("edit", shared.pk)).status_code == 200
    )  # the main agency keeps what all share


def test_a_counter_is_made_for_ones_own_agency_only(room: Room, stranger: Any) -> None:
    client = as_(stranger)
    for unit in ("", room.site.unit.pk, "abc", "9" * 30):
        answer = client.post(of_counter("add"), {**COUNTER, **ENGLISH, "unit": unit})
        assert answer.status_code == 200, unit
    assert not ReceivingCounter.objects.exists()
    own = stranger.memberships.get().unit
    assert client.post(of_counter("add"), {**COUNTER, **ENGLISH, "unit": own.pk}).status_code == 302
    assert ReceivingCounter.objects.get().unit == own


def test_a_procedure_that_names_a_counter_of_another_agency_is_not_published(room: Room, stranger: Any) -> None:
    foreign = ReceivingCounter.objects.create(name_vi="Quầy lạ", unit=stranger.memberships.get().unit)
    room.imported([full_record(id="a", name="Thủ tục A")])
    page = room.page("a")
    page.contacts = [("counter", {"counter": foreign})]
    assert [error.code for error in page.publication_issues()["contacts"]] == ["foreign_counter"]
    page.contacts = [("counter", {"counter": ReceivingCounter.objects.create(name_vi="Chung")})]
    assert "contacts" not in page.publication_issues()


def test_the_key_of_a_term_is_chosen_once(room: Room) -> None:
    field = ProcedureField.objects.create(key="ho-tich", label_vi="Hộ tịch")
    address = reverse("wagtailsnippets_procedures_procedurefield:edit", args=(field.pk,))
    form = {"label_vi": "Hộ tịch, quốc tịch", "label_en": "", "key": "khac", "order": "1"}
    assert as_(room.office).post(address, form).status_code == 302
    field.refresh_from_db()
    assert (field.key, field.label_vi, field.label("vi")) == ("ho-tich", "Hộ tịch, quốc tịch", "Hộ tịch")
