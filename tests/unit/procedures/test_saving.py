"""Records become drafts: what is absent stays, what is empty empties, what says the same changes nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from cms.publishing.models import PublishedDocument
from procedures import record as r
from procedures.actions import save_procedure, vocabulary
from procedures.errors import BadKey, NameMissing, NoCatalogue, UnknownTerm
from procedures.models import Agency, ProcedureField, ProcedurePage
from procedures.queries import procedures_of
from procedures.record_values import procedure_content_id
from tests.factories.departments import OrgUnitFactory
from tests.factories.media import DocumentFactory
from tests.factories.pages import AT, ASite, a_site, a_standard_page, add_section
from tests.factories.procedures import a_catalogue, a_procedure, full_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_catalogue()


def save(site: ASite, record: r.ProcedureRecord) -> Any:
    return save_procedure(subsite=site.subsite, record=record, by=None, at=AT)


def test_a_new_record_becomes_a_draft_and_nothing_public(site: ASite) -> None:
    saved = save(site, full_record())
    assert saved.is_new
    assert saved.revision is not None
    page = ProcedurePage.objects.get()
    assert not page.live
    assert page.translation_key == procedure_content_id("department", "thu-tuc-mau")
    assert page.department == site.unit
    assert page.field.label_vi == "Công tác lãnh sự"
    assert page.agency.unit == site.unit  # called as one of our units
    assert not PublishedDocument.objects.filter(document_type="procedure").exists()


def test_the_same_record_again_changes_nothing(site: ASite) -> None:
    save(site, full_record())
    revisions = Revision.objects.count()
    again = save(site, full_record())
    assert (again.is_new, again.changed, again.revision) == (False, (), None)
    assert Revision.objects.count() == revisions
    assert ProcedurePage.objects.count() == 1


def test_a_bare_record_leaves_everything_else_as_it_is(site: ASite) -> None:
    save(site, full_record())
    saved = save(site, r.ProcedureRecord(id="thu-tuc-mau", name="Thủ tục đổi tên"))
    assert saved.changed == ("title",)
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert draft.title == "Thủ tục đổi tên"
    assert draft.entries("also_called") == ["giấy xác nhận", "xác nhận mẫu"]
    assert len(draft.steps) == 2


def test_an_empty_list_empties(site: ASite) -> None:
    save(site, full_record())
    saved = save(site, r.ProcedureRecord(id="thu-tuc-mau", aliases=(), steps=()))
    assert saved.changed == ("also_called", "steps")
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert draft.entries("also_called") == []
    assert len(draft.steps) == 0


def test_a_live_procedure_stays_as_it_is_until_its_new_draft_is_published(site: ASite) -> None:
    page = a_procedure(site, full_record(), live=True)
    save(site, r.ProcedureRecord(id="thu-tuc-mau", conditions="Không có."))
    page.refresh_from_db()
    assert page.conditions == "Người nộp từ đủ 18 tuổi."
    assert page.has_unpublished_changes


def test_a_form_keeps_its_uploaded_file(site: ASite) -> None:
    save(site, full_record())
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    document = DocumentFactory()
    draft.forms.raw_data[0]["value"]["document"] = document.pk
    draft.save_revision(clean=False)
    forms = (r.Form(code="TK-01", name="Tờ khai mẫu (mới)"), r.Form(name="Giấy cam kết"))
    save(site, r.ProcedureRecord(id="thu-tuc-mau", forms=forms))
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert [block.value["document"] for block in draft.forms] == [document, None]


def test_a_legal_ground_keeps_the_document_that_an_editor_linked(site: ASite) -> None:
    save(site, full_record())
    page = ProcedurePage.objects.get()
    linked = a_standard_page(site.homes["vi"], title="Nghị định 42")
    draft = page.get_latest_revision_as_object()
    draft.legal_basis.raw_data[0]["value"]["page"] = linked.pk
    draft.save_revision(clean=False)
    basis = full_record().legal_basis
    assert isinstance(basis, tuple)

    same = save(site, r.ProcedureRecord(id="thu-tuc-mau", legal_basis=basis))
    assert (same.changed, same.revision) == ((), None)
    other = r.LegalBasis(number="99/2026/NĐ-CP", title="Về việc khác")
    save(site, r.ProcedureRecord(id="thu-tuc-mau", legal_basis=(other, *basis)))
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert [block.value["page"].pk if block.value["page"] else None for block in draft.legal_basis] == [None, linked.pk]


def test_a_name_longer_than_a_title_is_kept_in_full(site: ASite) -> None:
    name = "Thủ tục " + "cấp phép " * 40
    page = save(site, full_record(name=name)).page
    assert len(page.title) <= 255
    assert page.title.endswith("…")
    assert page.official_title() == name.strip()


def test_fractions_of_hours_are_exact(site: ASite) -> None:
    draft = save(site, full_record()).page.get_latest_revision_as_object()
    assert draft.submissions[1].value["time_value"] == Decimal("0.5")


@pytest.mark.parametrize("key", ["", "a/b", "../x", "a b", "-a", "á", "x" * 81])
def test_a_key_must_be_usable_in_an_address(site: ASite, key: str) -> None:
    with pytest.raises(BadKey):
        save(site, full_record(id=key))
    assert not ProcedurePage.objects.exists()


def test_what_is_new_needs_a_name(site: ASite) -> None:
    with pytest.raises(NameMissing):
        save(site, r.ProcedureRecord(id="moi", description="Không tên"))
    assert not ProcedurePage.objects.exists()


@pytest.mark.parametrize(
    "values", [{"levels": ("tỉnh",)}, {"audiences": ("ai",)}, {"life_events": ("x",)}, {"online_level": "4"}]
)
def test_a_value_off_its_list_is_refused_and_nothing_is_written(site: ASite, values: dict[str, Any]) -> None:
    with pytest.raises(UnknownTerm):
        save(site, full_record(**values))
    assert not ProcedurePage.objects.exists()
    assert not Agency.objects.exists()
    assert not ProcedureField.objects.exists()


def test_a_site_without_a_section_for_procedures_takes_none() -> None:
    site = a_site("other", hostname="other.example.vn", is_default=False)
    with pytest.raises(NoCatalogue):
        save(site, full_record())


def test_the_same_key_on_two_sites_is_two_procedures(site: ASite) -> None:
    other = a_catalogue("ward", hostname="ward.example.vn", is_default=False)
    first, second = save(site, full_record()), save(other, full_record())
    assert first.page.pk != second.page.pk
    assert first.page.translation_key != second.page.translation_key


def test_a_record_is_never_filed_under_a_unit_of_another_agency() -> None:
    site = a_catalogue()
    elsewhere = OrgUnitFactory(kind="so", name_vi="Sở khác")
    foreign = OrgUnitFactory(parent=elsewhere, name_vi="Phòng Tư pháp")
    own = OrgUnitFactory(parent=site.unit, name_vi="Phòng Tư pháp")
    Agency.objects.create(key="phong-tu-phap", label_vi="Phòng Tư pháp", unit=foreign)
    Agency.objects.create(key="so-khac", label_vi="Sở khác", unit=elsewhere)
    first = save(site, full_record(id="a", agency="Phòng Tư pháp")).page
    second = save(site, full_record(id="b", agency="Sở khác")).page
    assert (first.department, second.department) == (own, site.unit)


def test_a_name_of_several_units_says_none_of_them() -> None:
    site = a_catalogue()
    for _ in range(2):
        OrgUnitFactory(parent=OrgUnitFactory(kind="so"), name_vi="Văn phòng")
    page = save(site, full_record(agency="Văn phòng")).page
    assert (page.agency.unit, page.department) == (None, site.unit)


def test_a_site_has_one_catalogue_in_all_its_sections() -> None:
    site = a_catalogue()
    add_section(site, "more-procedures", number="6", content_kind="procedure")
    page = save(site, full_record()).page
    page.move(site.sections["more-procedures"]["vi"], pos="last-child")
    again = save(site, full_record(conditions="Điều kiện mới"))
    assert (again.is_new, again.page.pk) == (False, page.pk)
    assert list(procedures_of(site.subsite)) == [page]
    twin = ProcedurePage(title="Trùng khóa", key=page.key, department=site.unit, locale=page.locale, slug="trung-khoa")
    with pytest.raises(ValidationError) as refused:
        site.sections["procedures"]["vi"].add_child(instance=twin)
    assert list(refused.value.error_dict) == ["key"]


@pytest.mark.parametrize("moment", [1, 2])
def test_a_field_that_another_import_adds_at_the_same_moment_is_there_once(
    site: ASite, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    stock, asked = vocabulary._known, list[str]()

    def asked_before_the_other_has_added_it(model: Any, name: str) -> Any:
        found = stock(model, name)
        asked.append(name)
        if len(asked) == moment:
            vocabulary.field_named(name, by=None, at=AT)
        return found

    monkeypatch.setattr(vocabulary, "_known", asked_before_the_other_has_added_it)
    field = vocabulary.field_named("Đất đai", by=None, at=AT)
    assert ProcedureField.objects.filter(label_vi="Đất đai").get() == field
