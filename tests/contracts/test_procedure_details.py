"""Procedures and guides keep to their published schemas, whatever was stored in them."""

import json
import random
from typing import Any

import orjson
import pytest

from procedures.models import LifeEventGuidePage
from tests.contracts.documents import problems
from tests.contracts.test_document_details import presented
from tests.factories.media import DocumentFactory
from tests.factories.procedures import a_catalogue, a_guide, a_procedure, full_record

pytestmark = pytest.mark.django_db

# For a field, values of its own shape and values that no form would store.
_NASTY: list[Any] = [None, "", "x", "<script>alert(1)</script>", -1, 3, 0.5, True, [], {}, ["x"], "javascript:alert(1)"]
_GOOD: dict[str, list[Any]] = {
    "channel": ["direct", "online", "post"],
    "time_value": ["5", "0.50", 2, "1e3", "NaN", "Infinity"],
    "time_unit": ["day", "working_day", "hour"],
    "kind": ["fee", "charge"],
    "amount_vnd": [0, 8000],
    "type": ["paper", "heading", "note"],
    "url": ["https://example.vn/a", "http://example.vn/"],
    "issued_on": ["2017-03-15"],
    "signed_on": ["2017-03-15"],
    "effective_on": ["2017-03-15"],
    "changed_on": ["2017-03-15"],
    "validity": ["in_force", "expired"],
    "action": ["new", "repealed"],
}
_DATES = frozenset({"issued_on", "signed_on", "effective_on", "changed_on"})
_FIELDS: dict[str, tuple[str, list[str]]] = {
    "steps": ("step", ["text", "actor"]),
    "submissions": ("submission", ["channel", "time_value", "time_unit", "time_text", "fees", "text"]),
    "dossier": ("case", ["title", "items"]),
    "results": ("result", ["name"]),
    "forms": ("form", ["code", "name", "document", "file_name"]),
    "legal_basis": ("basis", ["number", "title", "issuer", "issued_on", "validity", "url", "page"]),
    "publication_decisions": ("decision", ["number", "action", "issuer", "signed_on", "effective_on", "url"]),
    "changes": ("change", ["changed_on", "text"]),
    "contacts": ("contact", ["name", "address", "phone", "hours"]),
    "related": ("key", ["key"]),
}
_ROWS = {
    "fees": ["kind", "amount_vnd", "note"],
    "items": ["type", "name", "originals", "copies", "form_code", "note"],
}


def a_value(name: str, chance: random.Random, documents: list[int]) -> Any:
    if name in _ROWS:
        rows = [{"type": "item", "value": struct(_ROWS[name], chance, documents)} for _ in range(chance.randint(0, 3))]
        return chance.choice([rows, rows, None, "x"])
    if name in ("document", "page"):
        return chance.choice([*documents, 987654, None, "x"])
    nasty = [value for value in _NASTY if name not in _DATES or not isinstance(value, str)]
    return chance.choice([*_GOOD.get(name, ["Giấy tờ", "Sở Ngoại vụ"]), *nasty])


def struct(names: list[str], chance: random.Random, documents: list[int]) -> dict[str, Any]:
    return {name: a_value(name, chance, documents) for name in names if chance.random() < 0.9}


@pytest.mark.parametrize("mode", ["public", "preview"])
def test_procedures_keep_to_their_schema_whatever_was_stored(mode: str) -> None:
    page = a_procedure(a_catalogue(), full_record(), live=True)
    documents = [DocumentFactory().pk]
    for seed in range(60):
        chance = random.Random(seed)
        for name, (block, fields) in _FIELDS.items():
            rows = [
                {"type": block, "value": struct(fields, chance, documents), "id": f"{name}-{n}"}
                for n in range(chance.randint(0, 4))
            ]
            setattr(page, name, json.dumps(rows))
        page.levels, page.audiences = chance.choice([[], ["commune", "gone"], None]), ["citizen"]
        page.dvcqg_url = chance.choice(["", "https://dichvucong.gov.vn/x"])
        document = presented(page, mode)
        schema_problems = problems("procedure", document.details)
        if mode == "preview":  # files of drafts have private addresses
            schema_problems = [one for one in schema_problems if "private-media" not in one]
        assert schema_problems == [], seed
        assert all(isinstance(text, str) for text in document.translatable)
        orjson.dumps(document.search)


def test_a_schema_refuses_what_it_does_not_name() -> None:
    details = dict(presented(a_procedure(a_catalogue(), full_record())).details)
    assert problems("procedure", details) == []
    assert problems("procedure", {**details, "owner": "a"})
    assert problems("procedure", {**details, "online": {**details["online"], "url": "javascript:alert(1)"}})
    del details["glance"]
    assert problems("procedure", details)


def test_guides_keep_to_their_schema() -> None:
    site = a_catalogue()
    a_procedure(site, full_record(), live=True)
    page = a_guide(site, live=True)
    assert isinstance(page, LifeEventGuidePage)
    assert problems("life_event_guide", presented(page).details) == []
    names = ("title", "when", "text", "bring", "procedures")
    rows = [{"type": "step", "value": dict.fromkeys(names, value), "id": "a"} for value in _NASTY]
    page.steps = json.dumps(rows)
    assert problems("life_event_guide", presented(page).details) == []
