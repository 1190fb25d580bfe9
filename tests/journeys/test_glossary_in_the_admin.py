"""The glossary's screens: the office keeps it, the staff reads it, a ward's office keeps its own."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from cms.translation.glossary.models import Term
from tests.factories.departments import member_of
from tests.factories.pages import AT, ASite, a_site

pytestmark = pytest.mark.django_db
FORM = {
    "vietnamese": "Sở Ngoại vụ",
    "english": "Department of Foreign Affairs",
    "kind": "agency",
    "accepted": "DOFA",
    "forbidden": "Foreign Affairs Department",
    "note": "",
    "rule_source": "TT 03/2009/TT-BNG",
    "checked_on": "",
    "subsite": "",
}


@pytest.fixture
def sites() -> tuple[ASite, ASite]:
    return a_site(), a_site("ward", hostname="ward.localhost", is_default=False)


def client_of(site: ASite, role: str) -> Client:
    person = member_of(site.unit, role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


@pytest.mark.requirement("R076")
def test_the_office_adds_changes_and_deletes_a_term(sites: tuple[ASite, ASite]) -> None:
    client = client_of(sites[0], Role.SECRETARIAT)
    assert client.post(reverse("glossary:add"), FORM).status_code == 302
    term = Term.objects.get()
    assert (term.english, term.forbidden, term.subsite) == (FORM["english"], FORM["forbidden"], None)
    again = client.post(reverse("glossary:add"), {**FORM, "vietnamese": "sở ngoại vụ"})
    assert "đã có trong bảng thuật ngữ" in again.content.decode()
    edit = reverse("glossary:edit", args=(term.pk,))
    assert client.post(edit, {**FORM, "english": "Department of External Affairs"}).status_code == 302
    term.refresh_from_db()
    assert term.english == "Department of External Affairs"
    wrong = client.post(edit, {**FORM, "forbidden": "DOFA"})
    assert "vừa được ghi là đúng" in wrong.content.decode()
    assert client.post(reverse("glossary:delete", args=(term.pk,))).status_code == 302
    assert not Term.objects.exists()


def test_it_is_searched_without_accents_and_listed_as_a_dictionary(sites: tuple[ASite, ASite]) -> None:
    client = client_of(sites[0], Role.STANDING_OFFICE)
    for name in ("Đà Nẵng", "Chính phủ", "Ủy ban nhân dân"):
        client.post(reverse("glossary:add"), {**FORM, "vietnamese": name})
    client.get(reverse("glossary:index"))  # which also shows what was just done
    shown = client.get(reverse("glossary:index")).content.decode()
    assert shown.index("Chính phủ") < shown.index("Đà Nẵng") < shown.index("Ủy ban nhân dân")
    found = client.get(reverse("glossary:index"), {"q": "uy ban"}).content.decode()
    assert "Ủy ban nhân dân" in found
    assert "Đà Nẵng" not in found


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.DEPARTMENT_HEAD, Role.CONTRIBUTOR])
def test_the_staff_reads_it(sites: tuple[ASite, ASite], role: str) -> None:
    office = client_of(sites[0], Role.ADMINISTRATOR)
    office.post(reverse("glossary:add"), FORM)
    term = Term.objects.get()
    client = client_of(sites[0], role)
    assert "Department of Foreign Affairs" in client.get(reverse("glossary:index")).content.decode()
    assert client.get(reverse("glossary:inspect", args=(term.pk,))).status_code == 200
    for name in ("edit", "delete"):
        client.post(reverse(f"glossary:{name}", args=(term.pk,)), {**FORM, "english": "x"})
    client.post(reverse("glossary:add"), {**FORM, "vietnamese": "Khác"})
    assert [row.english for row in Term.objects.all()] == ["Department of Foreign Affairs"]


def test_a_ward_s_office_writes_for_its_own_site_only(sites: tuple[ASite, ASite]) -> None:
    main, ward = sites
    client = client_of(ward, Role.ADMINISTRATOR)
    for subsite in ("", str(main.subsite.pk)):
        assert client.post(reverse("glossary:add"), {**FORM, "subsite": subsite}).status_code == 200
    assert not Term.objects.exists()
    assert client.post(reverse("glossary:add"), {**FORM, "subsite": str(ward.subsite.pk)}).status_code == 302
    term = Term.objects.get()
    assert client.post(reverse("glossary:edit", args=(term.pk,)), FORM).status_code == 200
    term.refresh_from_db()
    assert term.subsite == ward.subsite


@pytest.mark.parametrize("query", [{"q": "%'\"\x00"}, {"p": "9999999999999"}, {"kind": "x"}, {"subsite": "a"}])
def test_no_query_breaks_the_list(sites: tuple[ASite, ASite], query: dict[str, str]) -> None:
    answer = client_of(sites[0], Role.TRANSLATOR).get(reverse("glossary:index"), query)
    assert answer.status_code in {200, 302, 400, 404}
