"""Every address of the product is classified by hand in addresses.txt, and opens to no more people than it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Task, Workflow

from cms.departments.policy import operations
from cms.departments.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.newsroom import Newsroom, a_newsroom
from tests.journeys.admin_screens import Rows, arguments_of, patterns

LIST = Path(__file__).with_name("addresses.txt")
# Classes that are no operation of the policy: who they let in is written at the head of the list.
CLASSES = {"public", "login", "staff", "superuser", "closed", "bulk"}
# Permissions and operations under a name of their own.
OTHERS = {
    "decide": "decide_department, decide_technical, decide_board",
    "choose_media": "choose_image, choose_document in the collection",
    "change_media": "change_image, change_document in the collection",
    "manage_vocabulary": "Wagtail's permissions on the shared lists; what they write waits (approve_words)",
    "manage_people": "view_people, open_account, manage_person",
    "view_audit": "audit.view_auditentry",
}
# Whom some classes let in, of the twelve roles; not written here: see the permission table (tests/policy).
ENTER = {
    "superuser": set(),
    "closed": set(),
    "view_audit": {"administrator", "board_head", "standing_office"},
    "manage_sites": {"administrator", "standing_office"},
    "manage_units": {"administrator"},
    "manage_people": {"administrator", "standing_office"},
    "manage_memberships": {"administrator", "standing_office"},
    "manage_governance": {"administrator", "standing_office"},
    "manage_calendar": {"administrator", "standing_office"},
    "set_moderation_rules": {"administrator", "standing_office"},
    "set_translation_rules": {"administrator", "standing_office"},
    "manage_api_tokens": {"administrator", "standing_office"},
    "purge_page": {"administrator"},
    "erase_words": {"administrator"},
    "manage_vocabulary": {"administrator", "secretariat", "standing_office"},
    "approve_words": {"board_head", "board_member"},
    "manage_glossary": {"administrator", "secretariat", "standing_office"},
    "view_catalogue_reports": {
        "administrator", "board_head", "board_member", "contributor", "department_head", "secretariat",
        "section_editor", "standing_office",
    },
    "view_imports": {"administrator", "board_head", "board_member", "secretariat", "standing_office"},
}  # fmt: skip


def listed() -> list[tuple[str, str, str]]:
    """(class, name, route) of every line."""
    lines = LIST.read_text().splitlines()
    return [tuple(line.split(" ", 2)) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def resolved(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address of the product, whatever application it comes from."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from resolved(entry, route, space + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            assert isinstance(entry, URLPattern)
            yield space + (entry.name or "") or "-", route


def test_every_address_is_classified_and_every_classified_address_is_there() -> None:
    written, real = {(name, route) for _class, name, route in listed()}, set(resolved())
    assert real - written == set(), "classify these in tests/architecture/addresses.txt"
    assert written - real == set(), "these are gone"
    assert len(listed()) == len(written), "an address is classified twice"


def test_classes_are_known() -> None:
    known = CLASSES | set(OTHERS) | {operation.name for operation in operations()}
    assert {line[0] for line in listed()} - known == set()


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


@pytest.fixture
def opened(room: Newsroom) -> dict[str, str]:
    """name → an address of it that can be asked for, filled in with rows of the newsroom."""
    page, section = room.pages["own_live"], room.pages["section"]
    image, document = ImageFactory(size=(64, 48)), DocumentFactory()
    rows = Rows(
        by_argument={
            "page_id": page.pk, "parent_page_id": section.pk, "page_to_move_id": page.pk, "page_pk": page.pk,
            "destination_id": room.pages["english_section"].pk, "revision_id": page.latest_revision_id,
            "image_id": image.pk, "doc_id": document.pk, "document_id": document.pk,
            "collection_id": image.collection_id, "app_label": "news", "model_name": "articlepage",
            "content_type_app_name": "news", "content_type_model_name": "articlepage", "app_name": "media",
            "task_id": (Task.objects.first() or Task.objects.create(name="x")).pk,
            "workflow_pk": (Workflow.objects.first() or Workflow.objects.create(name="x")).pk,
            "subsite_id": room.site.subsite.pk, "pk": 1,
        },
    )  # fmt: skip
    found = {}
    for route, name, pattern in patterns():
        arguments = arguments_of(name, pattern, rows)
        if arguments is not None:
            address = "/" + route
            for argument, value in arguments.items():
                for kind in ("int", "str", "slug", "path"):
                    address = address.replace(f"<{kind}:{argument}>", str(value))
            if not any(sign in address for sign in "^(<"):
                found.setdefault(address, f"{name or '-'} {route}")  # of two with one address the first answers
    return {name: address for address, name in found.items()}


def entered(client: Client, address: str) -> bool:
    """Whether a screen opened: no refusal, no missing page, no way to somewhere else."""
    return client.get(address).status_code == 200


@pytest.mark.django_db
def test_nothing_of_the_admin_opens_to_whoever_is_not_logged_in(opened: dict[str, str], client: Client) -> None:
    public = {f"{name} {route}" for kind, name, route in listed() if kind == "public"}
    assert {name for name, address in opened.items() if name not in public and entered(client, address)} == set()
    assert len(set(opened) - public) > 300


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_an_address_opens_to_no_more_roles_than_its_class_says(
    room: Newsroom, opened: dict[str, str], client: Client, role: str
) -> None:
    client.force_login(room.people[role])
    classes = {f"{name} {route}": kind for kind, name, route in listed()}
    assert {
        f"{classes[name]}: {name}"
        for name, address in opened.items()
        if role not in ENTER.get(classes[name], {role}) and entered(client, address)
    } == set()


@pytest.mark.django_db
def test_closed_addresses_open_to_nobody_at_all(opened: dict[str, str], client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    closed = {f"{name} {route}" for kind, name, route in listed() if kind == "closed"}
    assert {name for name, address in opened.items() if name in closed and entered(client, address)} == set()
    assert closed & set(opened)


def test_the_table_of_expectations_is_read_by_no_part_of_the_product() -> None:
    """And reads nothing of it: what it expects is a person's reading of the rules."""
    root = Path(__file__).resolve().parents[2]
    parts = ("cms", "home", "news", "procedures", "contests", "search", "frontend_templates")
    assert [
        str(path.relative_to(root))
        for part in parts
        for path in (root / part).rglob("*.py")
        if "tests.policy" in path.read_text() or "from tests" in path.read_text()
    ] == []
    own = (root / "tests" / "policy" / "expectations.py").read_text()
    assert [line for line in own.splitlines() if line.startswith(("import ", "from "))] == [
        "from dataclasses import dataclass"
    ]
