"""A demo on which people decided stays: decisions are kept for ever."""

import pytest

from cms.demo.models import DemoObject
from cms.demo.removal import DecisionsWereMade, remove_demo
from cms.moderation.actions import withdraw_urgently
from cms.moderation.models import Approval, Decision
from cms.subsites.models import Subsite
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    DemoObject.objects.create(label="subsites.subsite", object_id=made.site.subsite.pk)
    return made


def test_a_demo_on_which_texts_were_decided_is_not_removed(room: Newsroom) -> None:
    page = room.live()
    with pytest.raises(DecisionsWereMade) as caught:
        remove_demo(at=AT)
    assert "2 quyết định" in str(caught.value)
    assert ArticlePage.objects.get(pk=page.pk).live
    assert (Decision.objects.count(), Approval.objects.count(), Subsite.objects.count()) == (2, 1, 1)


def test_an_urgent_act_is_a_decision_too(room: Newsroom) -> None:
    page = room.draft()
    page.save_revision().publish()
    withdraw_urgently(page=page, reason="Khẩn", by=room.board_head, at=AT)
    with pytest.raises(DecisionsWereMade):
        remove_demo(at=AT)
    assert Subsite.objects.count() == 1
