"""A text goes its way, from the writer to the public."""

import pytest

from cms.audit.models import AuditEntry
from cms.moderation.hashing import content_hash, live_hash
from cms.moderation.models import Approval, Decision
from cms.moderation.queries import open_state_of
from news.models import ArticlePage
from tests.factories.moderation import a_newsroom, open_step_of

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R011", "R069")
def test_a_text_passes_head_and_board_and_then_exactly_the_approved_revision_is_live() -> None:
    room = a_newsroom()
    page = room.draft(title="Tiếp đoàn công tác")
    first = room.submitted(page)
    assert (first.step, first.department) == ("department_review", room.division)

    second = room.approve(first, by=room.head)
    assert second is not None
    assert second.step == "board_approval"
    assert not ArticlePage.objects.get(pk=page.pk).live

    assert room.approve(second, by=room.member) is None
    page = ArticlePage.objects.get(pk=page.pk)
    approval = Approval.objects.get(page_id=page.pk)
    assert page.live
    assert page.live_revision_id == approval.revision_id
    assert live_hash(page) == approval.content_hash == content_hash(page.live_revision)
    assert list(Decision.objects.values_list("step", "verdict", "by")) == [
        ("department_review", "approved", room.head.pk),
        ("board_approval", "approved", room.member.pk),
    ]


@pytest.mark.requirement("R069")
def test_on_the_city_portal_the_secretariat_edits_between_head_and_board() -> None:
    room = a_newsroom("city")
    state = room.submitted()
    steps = []
    while state is not None:
        steps.append(state.step)
        state = room.approve(state)
    assert steps == ["department_review", "technical_edit", "board_approval"]


def test_an_approved_publication_is_not_outside_the_workflow() -> None:
    room = a_newsroom()
    page = room.live()
    assert not AuditEntry.objects.filter(action="page.published_outside_workflow", target_id=str(page.pk)).exists()


def test_a_text_in_review_has_one_open_step() -> None:
    room = a_newsroom()
    page = room.draft()
    assert open_state_of(page) is None
    room.submitted(page)
    assert open_step_of(page).is_open
