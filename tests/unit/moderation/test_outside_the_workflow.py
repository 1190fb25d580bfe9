"""Code that publishes past the workflow still works, and the log says so."""

import pytest

from cms.audit.deciding import through
from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.moderation.errors import ApprovalMissing
from cms.moderation.hashing import content_hash, hash_of, live_hash
from cms.moderation.intake import Intake, submitting
from cms.moderation.models import ReviewState
from cms.moderation.queries import open_state_of
from cms.pages.actions import withdraw
from cms.publishing.models import PublishedDocument
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom

pytestmark = pytest.mark.django_db
OUTSIDE = "page.published_outside_workflow"


def rows(page: ArticlePage) -> list[tuple[str, str]]:
    found = AuditEntry.objects.filter(action=OUTSIDE, target_id=str(page.pk)).order_by("pk")
    return [(row.data["change"], row.data["through"]) for row in found]


def test_publishing_and_unpublishing_from_code_reach_the_public_and_the_log(room: Newsroom) -> None:
    page = room.draft()
    page.save_revision().publish()
    assert PublishedDocument.objects.filter(content_id=page.translation_key).exists()
    assert rows(page) == [("published", "code")]
    ArticlePage.objects.get(pk=page.pk).unpublish()
    assert not PublishedDocument.objects.filter(content_id=page.translation_key).exists()
    assert rows(page) == [("published", "code"), ("withdrawn", "code")]


def test_a_named_door_of_the_code_is_in_the_row(room: Newsroom) -> None:
    page = room.draft()
    with through("load_plan"):
        page.save_revision().publish()
    assert rows(page) == [("published", "load_plan")]


def test_a_persons_withdrawal_is_a_decision_of_its_own(room: Newsroom) -> None:
    page = room.live()
    withdraw(page=page, reason="Tin sai", by=room.office, at=AT)
    assert rows(page) == []


def test_a_publication_past_a_running_review_ends_it(room: Newsroom) -> None:
    page = room.draft()
    room.submitted(page)
    page.save_revision().publish()
    assert open_state_of(page) is None
    assert AuditEntry.objects.filter(action="moderation.withdrawn", target_id=str(page.pk)).count() == 1


def test_a_workflow_ended_by_code_publishes_nothing(room: Newsroom) -> None:
    state = room.at_board()
    with pytest.raises(ApprovalMissing):
        state.workflow_state.finish(user=room.member)
    with pytest.raises(ApprovalMissing):
        ReviewState.objects.get(pk=state.pk).approve(user=room.member)
    assert not ArticlePage.objects.get(pk=state.page_id).live


def test_a_workflow_started_by_code_asks_who_may_submit(room: Newsroom) -> None:
    page = room.draft()
    with pytest.raises(NotAllowed):
        page.get_workflow().start(page, room.other_head)
    assert open_state_of(page) is None
    with submitting(Intake(declared_not_secret=True)):
        page.get_workflow().start(page, room.writer)
    assert open_state_of(page) is not None


def test_the_hash_binds_the_content_and_nothing_else(room: Newsroom) -> None:
    page = room.live()
    revision = page.live_revision
    assert live_hash(page) == content_hash(revision)
    content = dict(revision.content)
    administration = {
        "pk": 999, "live": False, "owner": 5, "locked": True, "path": "0001", "latest_revision": 1, "go_live_at": "x",
        "last_published_at": "x", "draft_title": "khác", "wagtail_admin_comments": [{"pk": 1}], "live_revision": None,
    }  # fmt: skip
    assert hash_of({**content, **administration}, model=ArticlePage) == content_hash(revision)
    changes = {
        "title": "khác", "slug": "khac", "summary": "khác", "body": "[]", "department": 999, "lead_image": 999,
        "authors": [], "topics": [999], "locale": 999, "withdrawn": "a field of tomorrow",
    }  # fmt: skip
    for name, value in changes.items():
        assert hash_of({**content, name: value}, model=ArticlePage) != content_hash(revision), name
