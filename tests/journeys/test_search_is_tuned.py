"""Whoever tunes the search adds a synonym in the admin, and the next search knows it; nobody else may."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.departments.roles import Role
from cms.publishing import reading
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite
from search.actions import rebuild_index
from search.actions.deciding import keep_decision
from search.answers import forget_answers
from search.backends import embedded, engine
from search.models import BestBet, QuestionCount, Synonym
from tests.factories.departments import member_of
from tests.factories.pages import AT, ASite, a_site
from tests.factories.publishing import DocumentFactory

pytestmark = pytest.mark.django_db
SCREENS = ("search_synonyms:index", "search_synonyms:add", "search_best_bets:index", "search_best_bets:add",
           "search_questions:index")  # fmt: skip


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> Any:
    settings.SEARCH_DIR = tmp_path / "search"
    engine.cache_clear()
    reading.forget()
    forget_answers()
    yield
    engine("sqlite").close()
    engine.cache_clear()


@pytest.fixture
def site() -> ASite:
    return a_site()


def client_of(site: ASite, role: str) -> Client:
    person = member_of(site.unit, role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def found(text: str) -> list[str]:
    answer = Client().get("/api/v1/search/", {"q": text}).json()
    return [item["title"] for item in answer["items"]]


def test_a_synonym_added_in_the_admin_works_in_the_next_search(site: ASite) -> None:
    DocumentFactory(site=site.subsite, title="Cấp hộ chiếu phổ thông", path="/ho-chieu/")
    rebuild_index(backend=embedded(), at=AT)
    assert found("cuốn xanh") == []
    client = client_of(site, Role.SECRETARIAT)
    given = {"terms": "cuốn xanh\nquyển xanh", "kind": "ow", "expands_to": "hộ chiếu", "note": "", "is_active": "on"}
    assert client.post(reverse("search_synonyms:add"), given).status_code == 302
    assert found("quyen xanh") == ["Cấp hộ chiếu phổ thông"]
    entry = AuditEntry.objects.get(action="search.decision_added")
    assert entry.data == {"text": "cuốn xanh, quyển xanh"}
    kept = Synonym.objects.get()
    assert client.post(reverse("search_synonyms:delete", args=[kept.pk])).status_code == 302
    assert found("quyen xanh") == []


def test_a_synonym_that_says_nothing_is_refused_in_vietnamese_and_nothing_is_lost(site: ASite) -> None:
    client = client_of(site, Role.SECRETARIAT)
    page = client.post(reverse("search_synonyms:add"), {"terms": "cuốn xanh", "kind": "ow", "expands_to": ""})
    assert page.status_code == 200
    assert "Hãy nhập cụm từ cần tìm thêm." in page.content.decode()
    assert "cuốn xanh" in page.content.decode()
    assert not Synonym.objects.exists()


def test_a_best_bet_needs_a_public_page(site: ASite) -> None:
    client = client_of(site, Role.BOARD_HEAD)
    given = {"site": str(site.subsite.pk), "locale": "vi", "questions": "hộ chiếu", "order": "1", "is_active": "on"}
    refused = client.post(reverse("search_best_bets:add"), {**given, "path": "/khong-co/"})
    assert "Không có nội dung công khai nào ở địa chỉ này" in refused.content.decode()
    row = DocumentFactory(site=site.subsite, title="Hướng dẫn", path="/huong-dan/")
    assert client.post(reverse("search_best_bets:add"), {**given, "path": "/huong-dan"}).status_code == 302
    assert BestBet.objects.get().content_id == row.content_id


def test_the_report_shows_what_was_looked_for_in_vain(site: ASite) -> None:
    QuestionCount.objects.create(
        month=AT.date().replace(day=1), site_key="department", locale="vi", question="xe tăng cũ", asked=3, unanswered=3
    )
    page = client_of(site, Role.ADMINISTRATOR).get(reverse("search_questions:index")).content.decode()
    assert "xe tăng cũ" in page
    assert "không có kết quả" in page


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.ADMINISTRATOR])
def test_who_tunes_sees_every_screen(site: ASite, role: str) -> None:
    client = client_of(site, role)
    assert [client.get(reverse(name)).status_code for name in SCREENS] == [200] * len(SCREENS)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.DEPARTMENT_HEAD, Role.TRANSLATOR])
def test_nobody_else_tunes(site: ASite, role: str) -> None:
    client = client_of(site, role)
    assert all(client.get(reverse(name)).status_code in {302, 403} for name in SCREENS)
    client.post(reverse("search_synonyms:add"), {"terms": "a", "kind": "ow", "expands_to": "b"})
    assert not Synonym.objects.exists()


@pytest.fixture
def ward(site: ASite) -> ASite:
    """Another agency of the platform, with a site of its own."""
    return a_site("ward", hostname="ward.localhost", is_default=False)


def test_an_agency_tunes_its_own_site_and_reads_its_own_questions(site: ASite, ward: ASite) -> None:
    for key, question in (("department", "của sở"), ("ward", "của phường")):
        QuestionCount.objects.create(
            month=AT.date().replace(day=1), site_key=key, locale="vi", question=question, asked=9
        )
    path = PublishedDocument.objects.filter(site=site.subsite, locale="vi").values_list("path", flat=True)[0]
    theirs = BestBet(site=site.subsite, locale="vi", questions="hộ chiếu", path=path)
    theirs.full_clean()
    theirs.save()
    client = client_of(ward, Role.SECRETARIAT)

    report = client.get(reverse("search_questions:index")).content.decode()
    assert "của phường" in report
    assert "của sở" not in report
    bets = client.get(reverse("search_best_bets:index")).content.decode()
    assert "hộ chiếu" not in bets
    for name in ("edit", "delete"):
        address = reverse(f"search_best_bets:{name}", args=[theirs.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code == 404

    given = {"locale": "vi", "questions": "khai sinh", "order": "1", "is_active": "on", "path": path}
    page = client.post(reverse("search_best_bets:add"), {**given, "site": str(site.subsite.pk)})
    assert page.status_code == 200
    assert BestBet.objects.count() == 1
    assert client.post(reverse("search_best_bets:add"), {**given, "site": str(ward.subsite.pk)}).status_code == 302
    assert BestBet.objects.get(site=ward.subsite).questions == "khai sinh"


def test_the_report_names_the_sites_only_to_whoever_tunes_several(site: ASite, ward: ASite) -> None:
    QuestionCount.objects.create(month=AT.date().replace(day=1), site_key="ward", locale="vi", question="đò", asked=9)
    client = client_of(site, Role.SECRETARIAT)
    assert "site_key" not in client.get(reverse("search_questions:index")).context["table"].columns
    Subsite.objects.filter(pk=ward.subsite.pk).update(unit=site.unit)
    table = client.get(reverse("search_questions:index")).context["table"]
    assert [table.columns["site_key"].get_value(row) for row in table.data] == [str(ward.subsite)]


def test_a_best_bet_does_not_move_to_a_site_of_another_agency(site: ASite, ward: ASite) -> None:
    path = PublishedDocument.objects.filter(site=site.subsite, locale="vi").values_list("path", flat=True)[0]
    person = User.objects.get(pk=member_of(ward.unit, Role.SECRETARIAT).pk)
    own = keep_decision(
        decision=BestBet(site=ward.subsite, locale="vi", questions="hộ chiếu", path=path), by=person, at=AT
    )
    own.site = site.subsite
    with pytest.raises(NotAllowed):
        keep_decision(decision=own, by=person, at=AT)
    assert BestBet.objects.get().site == ward.subsite


def test_synonyms_act_on_every_site_so_the_main_sites_agency_decides(site: ASite, ward: ASite) -> None:
    kept = Synonym.objects.create(terms="cuốn xanh", kind="ow", expands_to="hộ chiếu")
    client = client_of(ward, Role.ADMINISTRATOR)
    given = {"terms": "a b", "kind": "off", "expands_to": "", "is_active": "on"}
    for name, args in (("index", []), ("add", []), ("edit", [kept.pk]), ("delete", [kept.pk])):
        address = reverse(f"search_synonyms:{name}", args=args)
        assert client.get(address).status_code in {302, 403}
        client.post(address, given)
    assert list(Synonym.objects.values_list("terms", flat=True)) == ["cuốn xanh"]


def test_all_questions_stand_in_the_report_beside_those_that_may_be_shown(site: ASite) -> None:
    month = AT.date().replace(day=1)
    QuestionCount.objects.create(month=month, site_key="department", locale="vi", question="", asked=120, unanswered=31)
    page = client_of(site, Role.ADMINISTRATOR).get(reverse("search_questions:index")).content.decode()
    assert "(tất cả câu hỏi)" in page
    assert "31" in page
