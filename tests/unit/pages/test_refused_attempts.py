"""What a request tries, read off it alone; and how many rows of the log a person can write."""

import datetime
from typing import Any

import pytest
from django.http import QueryDict
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.pages.attempts import MOST_PAGES, Sent, Tried, tried
from cms.pages.refused_attempts import MOST_OF_A_PERSON, WINDOW, note_refused
from tests.factories.accounts import UserFactory
from tests.factories.pages import AT


def sent(view: str, post: str = "", get: str = "", **kwargs: Any) -> Sent:
    return Sent(view=view, args=(), kwargs=kwargs, get=QueryDict(get), post=QueryDict(post))


BULK = {"app_label": "wagtailcore", "model_name": "page"}
API = "wagtailadmin_api:pages:action"
EDIT = "wagtailadmin_pages:edit"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (sent(EDIT, "title=x", page_id=7), []),
        (sent(EDIT, "action-publish=1", page_id=7), [("publish_page", (7,))]),
        (sent(EDIT, "action=publish", page_id=7), [("publish_page", (7,))]),
        (sent(EDIT, "go_live_at=&expire_at=", page_id=7), []),
        (sent(EDIT, "expire_at=2030-01-01", page_id=7), [("schedule_page", (7,))]),
        (sent("wagtailadmin_pages:add", "action-publish=1", parent_page_id=3), [("publish_page", (3,))]),
        (
            sent("wagtail_bulk_action", get="id=4&id=5&id=4&id=x", action="publish", **BULK),
            [("publish_page", (4, 5))],
        ),
        (sent("wagtail_bulk_action", get="id=all&childOf=9", action="publish", **BULK), [("publish_page", (9,))]),
        (sent("wagtail_bulk_action", get="id=4", action="move", **BULK), []),
        (sent("wagtail_bulk_action", get="id=4", action="publish", app_label="media", model_name="image"), []),
        (sent("wagtailadmin_pages:copy", "publish_copies=on", page_id=7), [("publish_page", (7,))]),
        (sent("wagtailadmin_pages:copy", "alias=on&publish_copies=on", page_id=7), [("alias_page", (7,))]),
        (sent("wagtailadmin_pages:copy", "", page_id=7), []),
        (sent(API, pk=7, action_name="publish"), [("publish_page", (7,))]),
        (sent(API, "keep_live=True", pk=7, action_name="copy"), [("publish_page", (7,))]),
        (sent(API, "keep_live=false", pk=7, action_name="copy"), []),
        (sent(API, pk=7, action_name="delete"), []),
        (sent("wagtailadmin_home", "action-publish=1"), []),
    ],
)
def test_what_a_request_tries(request_: Sent, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(attempt.operation, attempt.pages) for attempt in tried(request_)] == expected


def test_a_request_about_many_pages_names_the_first_few() -> None:
    ids = "&".join(f"id={number}" for number in range(1, 500))
    (attempt,) = tried(sent("wagtail_bulk_action", get=ids, action="publish", **BULK))
    assert attempt.pages == tuple(range(1, MOST_PAGES + 1))


def test_a_moment_of_any_length_is_cut() -> None:
    (attempt,) = tried(sent(EDIT, f"go_live_at={'9' * 10_000}", page_id=7))
    assert attempt == Tried(operation="schedule_page", pages=(7,), moments={"go_live_at": "9" * 40})


def note(by: User, page: Page, *, operation: str = "publish_page", minutes: float = 0) -> bool:
    at = AT + datetime.timedelta(minutes=minutes)
    return note_refused(operation=operation, page=page, reason="Không", door="/admin/", by=by, at=at)


@pytest.mark.django_db
def test_the_same_again_is_not_written_for_ten_minutes() -> None:
    person, other = UserFactory(), UserFactory()
    page, beside = Page(pk=1, title="Một"), Page(pk=2, title="Hai")
    minutes = WINDOW.total_seconds() / 60
    assert note(person, page)
    assert not note(person, page, minutes=minutes - 0.1)
    assert note(person, page, operation="withdraw_page")
    assert note(person, beside)
    assert note(other, page)
    assert note(person, page, minutes=minutes + 0.1)
    assert AuditEntry.objects.filter(action="page.publish_refused", by=person, target_id=str(page.pk)).count() == 2


@pytest.mark.django_db
def test_one_person_cannot_fill_the_log() -> None:
    person = UserFactory()
    pages = [Page(pk=number, title=f"Trang {number}") for number in range(1, MOST_OF_A_PERSON + 3)]
    written = [note(person, page) for page in pages]
    assert written == [True] * MOST_OF_A_PERSON + [False] * 2
    rows = AuditEntry.objects.filter(by=person, action="page.publish_refused").order_by("pk")
    assert [row.data.get("rest_not_noted", False) for row in rows] == [False] * (MOST_OF_A_PERSON - 1) + [True]
    assert note(person, pages[-1], minutes=WINDOW.total_seconds() / 60 + 1)
