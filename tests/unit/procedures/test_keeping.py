"""What editors said in the entries of a procedure stays when an import gives the entries again (ADR 0183)."""

import json
from typing import Any

import pytest

from cms.pages.actions import publish_latest
from procedures import measures
from procedures.actions import approve_batch, publish_items
from procedures.importing.judging import judge_all
from procedures.importing.reading import read_records
from procedures.keeping import with_what_editors_said
from procedures.models import ProcedurePage, ReceivingCounter
from tests.factories.media import DocumentFactory
from tests.factories.pages import a_standard_page
from tests.factories.procedure_files import as_json, full_record
from tests.factories.procedure_imports import AT, Room, a_room, item_of, outcomes


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": "1"}


BY_HAND = block(
    "basis", number="60/2014/QH13", title="Luật Hộ tịch", issuer="Quốc hội", issued_on="2014-11-20",
    validity="in_force", url="https://vbpl.vn/1", page=7,
)  # fmt: skip
EMPTY = {"title": "", "issuer": "", "issued_on": None, "validity": "", "url": "", "page": None}


def test_a_bare_number_keeps_what_stands_beside_it() -> None:
    given = block("basis", **{"number": "60/2014/QH13", **EMPTY})
    (kept,) = with_what_editors_said("legal_basis", [given], [BY_HAND])
    assert kept["value"] == BY_HAND["value"]


def test_what_a_record_says_of_an_entry_counts() -> None:
    given = block("basis", **{"number": "60/2014/QH13", **EMPTY, "title": "Luật Hộ tịch 2014", "validity": "expired"})
    (kept,) = with_what_editors_said("legal_basis", [given], [BY_HAND])
    assert kept["value"] == {**BY_HAND["value"], "title": "Luật Hộ tịch 2014", "validity": "expired"}


def test_a_newer_law_of_the_same_title_takes_nothing_from_the_old_one() -> None:
    given = block("basis", **{**EMPTY, "number": "99/2026/QH16", "title": "Luật Hộ tịch"})
    assert with_what_editors_said("legal_basis", [given], [BY_HAND]) == [given]


def test_a_form_with_another_code_takes_no_file_of_the_old_one() -> None:
    old = block("form", code="TK-01", name="Tờ khai", document=3, file_name="")
    newer = block("form", code="TK-02", name="Tờ khai", document=None, file_name="")
    nameless = block("form", code="", name="Tờ khai", document=None, file_name="")
    assert with_what_editors_said("forms", [newer], [old]) == [newer]
    (kept,) = with_what_editors_said("forms", [nameless], [old])
    assert kept["value"] == old["value"]


def test_one_present_entry_completes_one_entry_only() -> None:
    given = block("form", code="", name="Tờ khai", document=None, file_name="")
    old = block("form", code="", name="Tờ khai", document=3, file_name="")
    kept = with_what_editors_said("forms", [given, given], [old])
    assert [entry["value"]["document"] for entry in kept] == [3, None]


def test_a_decision_of_which_only_the_number_is_said_keeps_what_it_did() -> None:
    known = block("decision", number="1/QĐ", action="amended", signed_on="2026-01-02", issuer="UBND tỉnh", url="")
    bare = block("decision", number="1/QĐ", action="new", signed_on=None, issuer="", url="")
    dated = block("decision", number="1/QĐ", action="new", signed_on="2026-01-03", issuer="", url="")
    assert with_what_editors_said("publication_decisions", [bare], [known])[0]["value"] == known["value"]
    said = with_what_editors_said("publication_decisions", [dated], [known])[0]["value"]
    assert said == {**known["value"], "action": "new", "signed_on": "2026-01-03"}


def test_chosen_counters_and_pages_stay_where_they_are() -> None:
    counter, old, new = block("counter", counter=1), block("contact", name="Cũ"), block("contact", name="Mới")
    assert with_what_editors_said("contacts", [new], [old, counter]) == [new, counter]
    assert with_what_editors_said("contacts", [new, old], [counter, old]) == [counter, new, old]
    assert with_what_editors_said("contacts", [], [old, counter]) == [counter]
    assert with_what_editors_said("steps", [new], [old]) == [new]


@pytest.mark.django_db
def test_an_import_of_the_same_file_changes_nothing_that_editors_completed() -> None:
    room = a_room()
    content = [full_record(id="a", forms=["Tờ khai"], contacts=[{"name": "Bộ phận một cửa"}], related=["b"])]
    room.approve(room.imported(content))
    edited(room)
    live = room.page("a").live_revision_id

    again = room.imported(content)
    assert (again.state, outcomes(again)) == ("nothing", ["unchanged"])
    assert measures.drift_of(room.site.subsite, judge_all(read_records(as_json(content)).records)).lines == ()
    changed = room.imported([{**content[0], "legal_basis": ["60/2014/QH13", "1/2026/NĐ-CP"]}])
    assert item_of(changed, "a").changed == ["legal_basis"]
    approve_batch(batch=changed, bundle_hash=changed.bundle_hash, by=room.member, at=AT)
    list(publish_items(batch=changed, at=AT))
    page = room.page("a")
    assert page.live_revision_id != live
    first, second = (entry.value for entry in page.legal_basis)
    assert (first["title"], first["page"].title, second["number"], second["page"]) == (
        "Luật Hộ tịch", "Luật", "1/2026/NĐ-CP", None,
    )  # fmt: skip


def edited(room: Room) -> ProcedurePage:
    """An editor links a law, uploads a form, chooses a counter; published."""
    page = room.page("a").get_latest_revision_as_object()
    law = a_standard_page(room.site.homes["vi"], title="Luật")
    counter = ReceivingCounter.objects.create(name_vi="Quầy 1")
    page.legal_basis.raw_data[0]["value"].update(page=law.pk, title="Luật Hộ tịch", validity="in_force")
    page.forms.raw_data[0]["value"]["document"] = DocumentFactory().pk
    contacts = [
        *(dict(one) for one in page.contacts.raw_data),
        {"type": "counter", "value": {"counter": counter.pk}, "id": "c"},
    ]
    page.contacts = page._meta.get_field("contacts").to_python(json.dumps(contacts))
    publish_latest(page=page.save_revision(user=room.editor, clean=False).as_object(), by=None, at=AT)
    return room.page("a")
