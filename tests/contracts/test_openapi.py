"""The public contract: one reviewed file, true of the running API."""

import datetime
import io
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.management import call_command
from django.test import Client
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings

from cms.delivery.description import _PARAMETERS
from cms.delivery.schema import description
from cms.delivery.shapes import DOCUMENTS
from cms.editorial.models import Section
from cms.publishing import reading
from cms.publishing.registry import document_types
from cms.wsgi import application
from home.actions import make_menus
from procedures.actions import take_figures
from procedures.figures.file_source import read_delivery
from tests.factories.pages import AT, ArticlePageFactory, a_site, a_standard_page, add_section, an_organisation_page
from tests.factories.procedures import a_guide, a_notice, a_procedure, full_record
from tests.unit.delivery.conftest import World, world  # noqa: F401  # a fixture
from tests.unit.delivery.hostile import ADDRESSES

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_contract_is_the_reviewed_one() -> None:
    """After a deliberate change: UPDATE_SNAPSHOT=1 pytest tests/contracts/test_openapi.py, and read the difference."""
    if os.environ.get("UPDATE_SNAPSHOT"):
        SNAPSHOT.write_bytes(description() + b"\n")
    assert description().decode() == SNAPSHOT.read_text().rstrip("\n")


def test_it_is_made_without_warnings_and_the_same_each_time(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        call_command("spectacular", urlconf="cms.delivery.urls", format="openapi-json", file=str(file),
                     validate=True, fail_on_warn=True)  # fmt: skip
    assert files[0].read_bytes() == files[1].read_bytes()
    validate_schema(json.loads(files[0].read_text()))


def test_every_parameter_that_is_read_is_described() -> None:
    read = {name for known in ADDRESSES.values() for name in known.names()}
    assert read == set(_PARAMETERS)


def test_every_document_type_has_a_shape() -> None:
    of_the_test_app = {"card", "note"}
    assert {document_type.name for document_type in document_types()} - of_the_test_app == set(DOCUMENTS)


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    match schema:
        case dict():
            found = {name: _plain(value) for name, value in schema.items() if name not in {"nullable", "discriminator"}}
            if schema.get("nullable") is True:
                return {"anyOf": [found, {"type": "null"}]}
            return found
        case list():
            return [_plain(each) for each in schema]
    return schema


def check_against(component: str, value: Any) -> None:
    """Raise unless the value has the shape of that component of the contract."""
    schema = _plain(json.loads(description()))
    wanted = {"$ref": f"#/components/schemas/{component}", "components": schema["components"]}
    jsonschema.Draft202012Validator(wanted).validate(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "component"),
    [
        ("/api/v1/documents/?detail=card", "DocumentPage"),
        ("/api/v1/sections/", "SectionPage"),
        ("/api/v1/menus/", "MenuPage"),
        ("/api/v1/sites/", "SitePage"),
        ("/api/v1/", "Index"),
        ("/api/v1/documents/?limit=x", "Problem"),
        ("/api/v1/by-path/?path=/tin-tuc/da-go/", "GoneProblem"),
        ("/api/v1/by-path/?path=/tin-cu/hop-bao/", "MovedTo"),
    ],
)
def test_answers_have_the_shape_they_promise(world: World, client: Client, url: str, component: str) -> None:  # noqa: F811
    check_against(component, client.get(url).json())


def explore(examples: int) -> int:
    """Ask the running WSGI application what the contract allows, and what it forbids; return how often."""
    asked = 0
    api = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    for result in api.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:

            @settings(
                max_examples=examples,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def run(case: Any) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate(checks=CHECKS)

            run()
    return asked


CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.status_code_conformance,
]


@pytest.mark.django_db
def test_the_running_api_keeps_the_contract(world: World) -> None:  # noqa: F811
    assert explore(20) >= 100


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.timeout(1200)
def test_the_running_api_keeps_the_contract_at_length(world: World) -> None:  # noqa: F811
    assert explore(400) >= 1500


@pytest.mark.django_db
def test_what_the_presenters_publish_has_the_shape_that_is_described(client: Client) -> None:
    """Every type that the product's own actions publish, read over HTTP."""
    reading.forget()
    site = a_site(sections=("news",))
    section_page = site.sections["news"]["vi"]
    ArticlePageFactory(section_page=section_page, with_lead_image=True, live=True)
    ArticlePageFactory(section_page=section_page, photo_story=True, live=True)
    ArticlePageFactory(section_page=section_page, collected=True, live=True)
    a_standard_page(site.homes["vi"])
    an_organisation_page(site.homes["vi"])
    add_section(site, "procedures", number="5", content_kind="procedure")
    a_procedure(site, full_record(), live=True)
    a_guide(site, live=True)
    a_notice(site)
    figures = io.BytesIO("Đơn vị,Tiếp nhận,Đã giải quyết,Đúng hạn,Quá hạn\nVăn phòng,12,10,9,1\n".encode())
    days = {f"period_{end}": datetime.date(2026, 2, day) for end, day in (("start", 1), ("end", 28))}
    deliveries = read_delivery(figures, file_name="thang2.csv", given={**days, "as_of": datetime.date(2026, 3, 2)})
    take_figures(
        subsite=site.subsite, deliveries=deliveries, by=None, at=datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
    )
    make_menus(subsite=site.subsite, sections=list(Section.objects.all()), by=None, at=AT)
    for name in DOCUMENTS:
        page = client.get("/api/v1/documents/", {"type": name}).json()
        assert page["items"], name
        check_against("DocumentPage", page)
        for item in page["items"]:
            check_against(f"{name.title().replace('_', '')}Document", item)
    for url, component in (("sections", "SectionPage"), ("menus", "MenuPage"), ("sites", "SitePage")):
        page = client.get(f"/api/v1/{url}/").json()
        assert page["items"], url
        check_against(component, page)
