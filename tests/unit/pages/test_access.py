"""Who may do what to a page: a table written and reviewed by hand, which the policy never reads."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.policy import may
from cms.departments.roles import Role
from cms.pages.access import NewPage
from cms.pages.placement import Moving
from cms.pages.reach import reach_of
from news.models import ArticlePage, SectionPage
from tests.factories.accounts import UserFactory
from tests.factories.departments import member_of
from tests.factories.newsroom import Newsroom, a_newsroom

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset(Role.values)
NOBODY: frozenset[str] = frozenset()
BOARD = frozenset({"board_member", "board_head"})
WRITERS = frozenset({"contributor", "section_editor", "department_head"})
TRANSLATOR = frozenset({"translator"})
KEEPERS = frozenset({"secretariat", "standing_office", "administrator"})
DECIDERS = frozenset({"board_head", "standing_office"})
WIDE = BOARD | KEEPERS
LOCKERS = frozenset({"department_head", "secretariat", "standing_office"})

# operation → page → the roles, held in division A, that may do it. What is not written here is nobody's.
EXPECTED: dict[str, dict[str, frozenset[str]]] = {
    "view_page": {
        "own_draft": WRITERS | TRANSLATOR | WIDE,
        "own_live": WRITERS | TRANSLATOR | WIDE,
        "own_english": WRITERS | TRANSLATOR | WIDE,
        "other_draft": WIDE,
        "other_live": WIDE,
        "section": WRITERS | TRANSLATOR | WIDE,
        "english_section": WRITERS | TRANSLATOR | WIDE,
        "home": WRITERS | TRANSLATOR | WIDE,
    },
    "edit_page": {
        "own_draft": WRITERS | KEEPERS,
        "own_live": WRITERS | KEEPERS,
        "own_english": WRITERS | TRANSLATOR | KEEPERS,
        "other_draft": KEEPERS,
        "other_live": KEEPERS,
        "section": KEEPERS,
        "english_section": KEEPERS,
        "home": KEEPERS,
    },
    "publish_page": {},
    "withdraw_page": {
        "own_live": DECIDERS,
        "other_live": DECIDERS,
        "section": DECIDERS,
        "english_section": DECIDERS,
        "home": DECIDERS,
    },
    "restrict_page": {
        "own_draft": DECIDERS,
        "own_live": DECIDERS,
        "own_english": DECIDERS,
        "other_draft": DECIDERS,
        "other_live": DECIDERS,
        "section": DECIDERS,
        "english_section": DECIDERS,
        "home": DECIDERS,
    },
    "lock_page": {
        "own_draft": LOCKERS,
        "own_live": LOCKERS,
        "own_english": LOCKERS,
        "other_draft": LOCKERS - {"department_head"},
        "other_live": LOCKERS - {"department_head"},
        "section": LOCKERS - {"department_head"},
        "english_section": LOCKERS - {"department_head"},
        "home": LOCKERS - {"department_head"},
    },
    "delete_page": {
        "own_draft": WRITERS | KEEPERS,
        "own_live": DECIDERS,
        "own_english": WRITERS | TRANSLATOR | KEEPERS,
        "other_draft": KEEPERS,
        "other_live": DECIDERS,
        "section": DECIDERS,
        "english_section": DECIDERS,
        "home": DECIDERS,
    },
    "translate_page": {
        "own_draft": WRITERS | TRANSLATOR | KEEPERS,
        "own_live": WRITERS | TRANSLATOR | KEEPERS,
        "own_english": WRITERS | TRANSLATOR | KEEPERS,
        "other_draft": KEEPERS,
        "other_live": KEEPERS,
        "section": KEEPERS,
        "english_section": KEEPERS,
        "home": KEEPERS,
    },
}
EXPECTED["open_page"] = EXPECTED["revert_page"] = EXPECTED["edit_page"]
EXPECTED["unlock_page"] = EXPECTED["schedule_page"] = EXPECTED["lock_page"]
EXPECTED["unschedule_page"] = EXPECTED["restrict_page"]
EXPECTED["reorder_pages"] = dict.fromkeys(EXPECTED["restrict_page"], KEEPERS)


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def allowed(operation: str, target: object, people: dict[str, User]) -> frozenset[str]:
    at = timezone.now()
    decisions = {role: may(person, operation, target=target, at=at) for role, person in people.items()}
    assert all(decision or str(decision.reason) for decision in decisions.values()), "a refusal says why"
    return frozenset(role for role, decision in decisions.items() if decision)


@pytest.mark.requirement("R070")
@pytest.mark.parametrize("operation", EXPECTED)
def test_each_operation_on_each_page_is_for_its_roles_only(room: Newsroom, operation: str) -> None:
    found = {name: allowed(operation, page, room.people) for name, page in room.pages.items()}
    assert found == {name: EXPECTED[operation].get(name, NOBODY) for name in room.pages}


@pytest.mark.parametrize(
    ("place", "model", "expected"),
    [
        ("section", ArticlePage, WRITERS | KEEPERS),
        ("section", None, WRITERS | KEEPERS),
        ("section", SectionPage, KEEPERS),
        ("english_section", ArticlePage, WRITERS | TRANSLATOR | KEEPERS),
        ("home", None, KEEPERS),
    ],
)
def test_texts_are_added_by_writers_and_the_frame_by_its_keepers(
    room: Newsroom, place: str, model: type[Page] | None, expected: frozenset[str]
) -> None:
    assert allowed("add_page", NewPage(room.pages[place], model), room.people) == expected


def test_nobody_adds_a_page_to_a_site_of_others(room: Newsroom) -> None:
    foreign = room.foreign_site.sections["news"]["vi"]
    assert allowed("add_page", NewPage(foreign, ArticlePage), room.people) == NOBODY


@pytest.mark.parametrize(
    ("operation", "page", "destination", "expected"),
    [
        ("move_page", "own_draft", "section", WRITERS | KEEPERS),
        ("move_page", "other_draft", "section", KEEPERS),
        ("move_page", "own_live", "section", NOBODY),
        ("move_live_page", "own_live", "section", DECIDERS),
        ("alias_page", "own_live", "section", DECIDERS),
        ("copy_page", "own_draft", "section", WRITERS | KEEPERS),
        ("copy_page", "own_live", "section", WRITERS | KEEPERS),
        # Vietnamese words at an English address: the other language is written as a translation.
        ("copy_page", "own_live", "english_section", NOBODY),
        ("copy_page", "other_live", "section", KEEPERS),
    ],
)
def test_moving_and_copying_ask_at_both_ends(
    room: Newsroom, operation: str, page: str, destination: str, expected: frozenset[str]
) -> None:
    assert allowed(operation, Moving(room.pages[page], room.pages[destination]), room.people) == expected


@pytest.mark.parametrize("operation", ["move_page", "move_live_page", "alias_page", "copy_page"])
@pytest.mark.parametrize("page", ["own_draft", "own_live"])
def test_a_page_never_leaves_its_site(room: Newsroom, operation: str, page: str) -> None:
    foreign = room.foreign_site.sections["news"]["vi"]
    assert allowed(operation, Moving(room.pages[page], foreign), room.people) == NOBODY


def test_a_section_with_a_live_text_moves_as_a_live_page(room: Newsroom) -> None:
    Page.objects.filter(pk=room.pages["section"].pk).update(live=False)
    section = SectionPage.objects.get(pk=room.pages["section"].pk)
    assert allowed("move_page", Moving(section), room.people) == NOBODY
    assert allowed("move_live_page", Moving(section), room.people) == DECIDERS
    assert allowed("delete_page", section, room.people) == DECIDERS


def test_nobody_publishes_through_a_screen_not_even_a_superuser(room: Newsroom) -> None:
    root = UserFactory(admin=True)
    decision = may(root, "publish_page", target=room.pages["own_draft"], at=timezone.now())
    assert not decision
    assert str(decision.reason) == (
        "Không xuất bản được từ đây: bài chỉ được đăng công khai sau khi Ban Biên tập phê duyệt."
    )
    assert may(root, "view_page", target=room.pages["other_draft"], at=timezone.now())


def test_a_role_held_above_a_unit_holds_for_it_and_one_beside_it_does_not(room: Newsroom) -> None:
    above = member_of(room.site.unit, Role.CONTRIBUTOR)
    beside = member_of(room.other, Role.CONTRIBUTOR)
    at = timezone.now()
    assert may(above, "edit_page", target=room.pages["own_draft"], at=at)
    assert not may(beside, "edit_page", target=room.pages["own_draft"], at=at)


def test_the_owner_sees_the_draft_they_leave_behind_when_they_change_department(room: Newsroom) -> None:
    page = room.pages["own_draft"]
    writer = member_of(room.other, Role.CONTRIBUTOR)
    at = timezone.now()
    assert not may(writer, "view_page", target=page, at=at)
    page.owner = writer
    page.save(update_fields=["owner"])
    assert may(writer, "view_page", target=page, at=at)
    assert not may(writer, "edit_page", target=page, at=at)


def test_the_stored_row_says_whose_a_page_is_and_not_its_draft(room: Newsroom) -> None:
    page = room.pages["other_live"]
    page.department = room.own
    draft = page.save_revision().as_object()
    stored = ArticlePage.objects.get(pk=page.pk)
    assert stored.department_id == room.other.pk
    assert draft.department_id == room.own.pk
    reading = stored.get_latest_revision_as_object()
    assert not may(room.people["contributor"], "view_page", target=reading, at=timezone.now())


def test_a_page_outside_every_site_is_for_superusers_only(room: Newsroom) -> None:
    root = Page.get_first_root_node()
    stray = root.add_child(instance=Page(title="Lạc", slug="lac", locale=room.pages["home"].locale))
    for target in (root, stray):
        assert allowed("view_page", target, room.people) == NOBODY
        assert allowed("edit_page", target, room.people) == NOBODY


def test_whoever_locked_a_page_unlocks_it(room: Newsroom) -> None:
    page = room.pages["own_draft"]
    page.locked, page.locked_by = True, room.people["contributor"]
    assert may(room.people["contributor"], "unlock_page", target=page, at=timezone.now())
    assert not may(room.people["section_editor"], "unlock_page", target=page, at=timezone.now())


def test_many_questions_about_one_actor_are_two_queries(room: Newsroom, django_assert_num_queries: object) -> None:
    from cms.departments.policy import actor_of, decide

    actor = actor_of(room.people["contributor"], at=timezone.now())
    with django_assert_num_queries(2):  # type: ignore[operator]
        for page in room.pages.values():
            decide(actor, "view_page", target=page)
            decide(actor, "restrict_page", target=page)
    assert reach_of(actor) is reach_of(actor)
