"""A member of staff reports a technical fault; the secretariat mends it; the quarter is a list and a file (R074)."""

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.incidents.models import Incident
from cms.kernel.calendar import HANOI
from cms.kernel.periods import Quarter
from cms.subsites.actions import sync_access
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.incidents import HOUR, an_incident, closed
from tests.factories.pages import AT, ASite, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site()


def client_of(site: ASite, role: str) -> tuple[Client, User]:
    person = member_of(OrgUnitFactory(parent=site.unit), role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client, person


def moment(at: datetime.datetime) -> str:
    return at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M")


def form(site: ASite, **values: str) -> dict[str, str]:
    began = moment(timezone.now() - HOUR)
    given = {"subsite": str(site.subsite.pk), "kind": "function", "title": "Không gửi được bài", "began_at": began}
    return {**given, "description": "Bấm Gửi thì báo lỗi.", "address": "", **values}


@pytest.mark.requirement("R074")
def test_a_fault_goes_from_a_contributors_report_to_the_quarters_file(site: ASite) -> None:
    writing, _writer = client_of(site, Role.CONTRIBUTOR)
    mending, secretary = client_of(site, Role.SECRETARIAT)
    told = writing.post(reverse("incident_report"), form(site), follow=True)
    assert "Người xử lý đã được báo" in told.content.decode()
    incident = Incident.objects.get()
    address = reverse("incident", args=(incident.pk,))
    assert "Tôi nhận xử lý" not in told.content.decode()
    assert "Tôi nhận xử lý" in mending.get(address).content.decode()
    assert mending.post(address, {"do": "take"}).status_code == 302
    ending = {"do": "close", "outcome": "mended", "ended_at": moment(timezone.now()), "resolution": "=2+2 đã sửa"}
    assert mending.post(address, ending).status_code == 302
    incident.refresh_from_db()
    assert (incident.taken_by, incident.closed_by, incident.outcome) == (secretary, secretary, "mended")
    assert "=2+2 đã sửa" in writing.get(address).content.decode()

    quarter = Quarter.of(timezone.now().astimezone(HANOI).date())
    query = f"?quarter={quarter.year}-{quarter.number}"
    screen = mending.get(reverse("incidents") + query).content.decode()
    assert f"Quý {('I', 'II', 'III', 'IV')[quarter.number - 1]}/{quarter.year}" in screen
    assert incident.title in screen
    table = mending.get(reverse("incidents") + query + "&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(table.content)).active.iter_rows())
    assert [cell.value for cell in rows[1]][2] == incident.title
    assert (rows[1][14].value, rows[1][14].data_type) == ("=2+2 đã sửa", "s")
    lines = mending.get(reverse("incidents") + query + "&export=csv").content.decode("utf-8-sig").splitlines()
    assert "'=2+2 đã sửa" in lines[1]
    assert f'filename="su-co-{quarter.year}-quy-{quarter.number}.xlsx"' in table["Content-Disposition"]


def test_a_contributor_reads_their_own_reports_only_and_exports_nothing(site: ASite) -> None:
    writing, writer = client_of(site, Role.CONTRIBUTOR)
    _other, colleague = client_of(site, Role.CONTRIBUTOR)
    an_incident(site.subsite, by=writer, title="Của tôi")
    theirs = an_incident(site.subsite, by=colleague, title="Của đồng nghiệp")
    listed = writing.get(reverse("incidents")).content.decode()
    assert ("Của tôi" in listed, "Của đồng nghiệp" in listed, "Excel" in listed) == (True, False, False)
    assert writing.get(reverse("incidents") + "?export=csv").status_code == 404
    address = reverse("incident", args=(theirs.pk,))
    assert writing.get(address).status_code == writing.post(address, {"do": "take"}).status_code == 404
    own = reverse("incident", args=(Incident.objects.get(opened_by=writer).pk,))
    for does in ({"do": "take"}, {"do": "close", "outcome": "mended", "ended_at": moment(AT), "resolution": "x"}):
        writing.post(own, does)
    assert Incident.objects.filter(closed_at=None, taken_by=None).count() == 2


def test_the_register_of_another_agency_is_not_there(site: ASite) -> None:
    ward = a_site("ward", hostname="ward.localhost", is_default=False)
    _mending, secretary = client_of(site, Role.SECRETARIAT)
    incident = an_incident(site.subsite, by=secretary, title="Của sở")
    strange, _person = client_of(ward, Role.ADMINISTRATOR)
    assert strange.get(reverse("incident", args=(incident.pk,))).status_code == 404
    for query in ("", "?export=csv", f"?site={site.subsite.pk}"):
        assert "Của sở" not in strange.get(reverse("incidents") + query).content.decode("utf-8-sig")
    assert strange.post(reverse("incident_report"), form(site)).status_code == 400
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": ""}, "không được để trống"),
        ({"kind": "nonsense"}, "nonsense"),
        ({"began_at": "31/02/2026 08:00"}, "ngày"),
        ({"began_at": "01/01/2099 08:00"}, "trước hiện tại"),
        ({"began_at": "01/01/2020 08:00"}, "trong vòng một năm"),
    ],
)
def test_a_bad_report_is_refused_in_vietnamese_and_nothing_typed_is_lost(
    site: ASite, values: dict[str, str], says: str
) -> None:
    client, _person = client_of(site, Role.TRANSLATOR)
    answer = client.post(reverse("incident_report"), form(site, **values))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert says in shown.lower() or says in shown
    assert "Bấm Gửi thì báo lỗi." in shown
    assert not Incident.objects.exists()


def test_what_is_done_too_late_is_told_with_who_was_first_and_keeps_the_words(site: ASite) -> None:
    client, person = client_of(site, Role.STANDING_OFFICE)
    now = timezone.now()
    incident = closed(an_incident(site.subsite, by=person, at=now - HOUR), by=person, at=now)
    address = reverse("incident", args=(incident.pk,))
    late = client.post(address, {"do": "note", "text": "Tôi cũng thấy"})
    assert (late.status_code, str(person) in late.content.decode()) == (409, True)
    for does, status in (({}, 400), ({"do": "nonsense"}, 400), ({"do": "reopen", "reason": " "}, 400)):
        assert client.post(address, does).status_code == status
    assert client.get(reverse("incident", args=(10**18,))).status_code == 404
    assert client.get("/admin/incidents/99999999999999999999999/").status_code == 404
    assert incident.entries.count() == 2


def test_bad_filters_are_not_asked(site: ASite) -> None:
    client, person = client_of(site, Role.BOARD_HEAD)
    an_incident(site.subsite, by=person)
    for query in ("quarter=9999-9", "state=x'", "site=abc", "p=-1", "quarter=%00"):
        answer = client.get(f"{reverse('incidents')}?{query}")
        assert (answer.status_code, "Trang tìm kiếm báo lỗi" in answer.content.decode()) == (200, True)
    assert client.get(reverse("incidents") + "?export=exe").status_code == 404


def test_the_register_asks_the_same_number_of_questions_however_long_it_is(
    site: ASite, django_assert_max_num_queries: Any
) -> None:
    client, person = client_of(site, Role.SECRETARIAT)
    for number in range(25):
        an_incident(site.subsite, by=person, title=f"Sự cố {number}")
    client.get(reverse("incidents"))
    with django_assert_max_num_queries(28):
        client.get(reverse("incidents"))
