"""The glossary: kept by the offices, one name once, and a site's own word before that for all."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.audit.models import AuditEntry
from cms.departments.policy import may
from cms.departments.roles import Role
from cms.translation.glossary.access import FOR_ALL_SITES
from cms.translation.glossary.actions import add_term, change_term, delete_term, load_terms
from cms.translation.glossary.errors import BrokenTermFile, ContradictoryTerm, TermExists
from cms.translation.glossary.models import Term
from cms.translation.glossary.queries import glossary_for
from cms.translation.glossary.term_file import read_terms
from tests.factories.departments import member_of
from tests.factories.pages import ASite, a_site

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)
KEEPERS = {"standing_office", "secretariat", "administrator"}


def a_term(**given: Any) -> Term:
    values = {"vietnamese": "Sở Ngoại vụ", "english": "Department of Foreign Affairs", **given}
    return add_term(by=None, at=AT, **values)


@pytest.fixture
def sites() -> tuple[ASite, ASite]:
    return a_site(), a_site("ward", hostname="ward.localhost", is_default=False)


def test_a_term_is_stored_composed_and_logged() -> None:
    term = a_term(vietnamese="So\u031b\u0309  Ngoa\u0323i vu\u0323", accepted="DOFA\n\n DOFA \n", kind="agency")
    assert (term.vietnamese, term.accepted) == ("Sở Ngoại vụ", "DOFA")
    entry = AuditEntry.objects.get(action="glossary.term_added")
    assert entry.data == {"vietnamese": "Sở Ngoại vụ", "english": "Department of Foreign Affairs"}


def test_one_name_has_one_english_in_one_place(sites: tuple[ASite, ASite]) -> None:
    a_term()
    with pytest.raises(TermExists):
        a_term(vietnamese="SỞ NGOẠI VỤ", english="Something else")
    own = a_term(subsite=sites[1].subsite, english="Foreign Affairs Office")
    with pytest.raises(TermExists):
        change_term(term=own, by=None, at=AT, subsite=None)
    assert Term.objects.count() == 2


def test_the_database_holds_it_too() -> None:
    a_term()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term(vietnamese="sở ngoại vụ", english="x").save()


def test_a_form_is_right_or_wrong() -> None:
    with pytest.raises(ContradictoryTerm):
        a_term(forbidden="department of  foreign affairs")
    assert (Term.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_site_s_own_word_wins_and_one_query_reads_all(sites: tuple[ASite, ASite]) -> None:
    a_term()
    a_term(subsite=sites[1].subsite, english="Foreign Affairs Office")
    a_term(vietnamese="Việt Nam", english="Viet Nam")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ward, department = glossary_for(sites[1].subsite), glossary_for(sites[0].subsite)
    assert len(queries) == 2
    assert [term.english for term in ward.terms_in("Sở Ngoại vụ")] == ["Foreign Affairs Office"]
    assert [term.english for term in department.terms_in("Sở Ngoại vụ")] == ["Department of Foreign Affairs"]
    assert [term.english for term in ward.terms_in("Việt Nam")] == ["Viet Nam"]


def test_a_term_that_is_deleted_is_asked_for_no_more() -> None:
    delete_term(term=a_term(), by=None, at=AT)
    assert glossary_for(None).terms_in("Sở Ngoại vụ") == ()


@pytest.mark.requirement("R076")
def test_the_official_names_are_loaded_once_and_what_people_changed_stays() -> None:
    terms = read_terms()
    assert load_terms(terms=terms, by=None, at=AT) == len(terms) >= 80
    changed = Term.objects.get(name_key="sở ngoại vụ")
    change_term(term=changed, by=None, at=AT, english="Department of External Affairs", forbidden="")
    assert load_terms(terms=terms, by=None, at=AT) == 0
    changed.refresh_from_db()
    assert changed.english == "Department of External Affairs"
    assert AuditEntry.objects.filter(action="glossary.terms_loaded").count() == 1


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call_command("load_glossary")
    assert "terms added, 0 were there" in capsys.readouterr().out
    broken = tmp_path / "terms.yaml"
    broken.write_text("- {vi: Sở}\n")
    with pytest.raises(CommandError, match="entry 1"):
        call_command("load_glossary", broken)


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "- {vi: A, en: B, kind: nonsense}", "- {vi: A, en: 5, kind: title}", "- [1]", "- &a [*a]", "{",
     "- {vi: A, en: B, kind: title, forbidden: text}", "- !!python/object/apply:os.getcwd []"],
)  # fmt: skip
def test_a_broken_file_is_refused_whole(text: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text(text)
    with pytest.raises(BrokenTermFile):
        read_terms(path)


def test_each_office_keeps_the_terms_of_its_agency_s_sites(sites: tuple[ASite, ASite]) -> None:
    main, ward = sites
    for_all, of_ward = a_term(), a_term(subsite=ward.subsite)
    people = {place: {role: member_of(place_.unit, role) for role in Role.values} for place, place_ in
              (("main", main), ("ward", ward))}  # fmt: skip

    def keepers(place: str, target: object) -> set[str]:
        return {role for role, who in people[place].items() if may(who, "manage_glossary", target=target, at=AT)}

    assert keepers("main", for_all) == keepers("main", FOR_ALL_SITES) == KEEPERS
    assert keepers("ward", for_all) == keepers("ward", FOR_ALL_SITES) == set()
    assert keepers("ward", of_ward) == keepers("ward", ward.subsite) == KEEPERS
    assert keepers("ward", main.subsite) == set()
    assert {role for role, who in people["ward"].items() if may(who, "view_glossary", at=AT)} == set(Role.values)
