"""Erasing beside who approves, publishes, saves or erases the same text: one comes after the other (ADR 0226)."""

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Revision

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.erasure.actions import Findings, erase
from cms.erasure.kept import LIVE, REVIEWED
from cms.erasure.scope import scope_of_page
from cms.erasure.words import REPLACEMENT, Words
from cms.moderation.actions import publish_urgently
from cms.moderation.actions.publishing import is_approved
from cms.moderation.errors import NewerDraft
from cms.moderation.models import Approval, Decision, UrgentAct
from news.models import ArticlePage
from tests.factories.moderation import Newsroom, a_newsroom, reading
from tests.races.test_decision_races import say_yes
from tests.races.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 4
NAME = "Nguyễn Văn A"
SAID = f"Ông {NAME} trúng tuyển"
ERASED = f"Ông {REPLACEMENT} trúng tuyển"


@pytest.fixture
def room(transactional_db: None) -> Newsroom:
    return a_newsroom()


def erasing(room: Newsroom, page_id: int) -> Findings:
    scope = scope_of_page(ArticlePage.objects.get(pk=page_id))
    assert scope is not None
    by = User.objects.get(pk=room.administrator.pk)
    return erase(words=Words([NAME]), scope=scope, reason="Văn bản số 12/YC", by=by, at=timezone.now())


def erasures() -> int:
    return AuditEntry.objects.filter(action="erasure.words_erased").count()


def test_what_is_approved_meanwhile_is_what_was_read(room: Newsroom) -> None:
    """In review or public by then: the words stay until the page is corrected, and the erasure says where."""
    for _round in range(ROUNDS):
        state = room.at_board(room.draft(summary=SAID))
        seen = reading(state)
        approved, found = together(partial(say_yes, state, room.member, seen), partial(erasing, room, state.page_id))
        assert isinstance(approved, Decision), approved
        assert isinstance(found, Findings), found
        assert [standing.page.pk for standing in found.standing] == [state.page_id]
        assert found.standing[0].reason in (LIVE, REVIEWED)
        page = ArticlePage.objects.get(pk=state.page_id)
        assert (page.live, page.live_revision_id, page.summary) == (True, seen["revision_id"], SAID)
        assert is_approved(page.live_revision)


def test_a_draft_is_published_as_it_was_read_or_is_another_one_by_then(room: Newsroom) -> None:
    for _round in range(ROUNDS):
        page = room.draft(summary=SAID)
        revision_id = page.latest_revision_id

        def publish(pk: int = page.pk, revision_id: int = revision_id) -> UrgentAct:
            found, by = ArticlePage.objects.get(pk=pk), User.objects.get(pk=room.board_head.pk)
            return publish_urgently(page=found, revision_id=revision_id, reason="Khẩn.", by=by, at=timezone.now())

        published, found = together(publish, partial(erasing, room, page.pk))
        assert isinstance(found, Findings), found
        stored = ArticlePage.objects.get(pk=page.pk)
        newest = stored.get_latest_revision_as_object().summary
        if isinstance(published, UrgentAct):
            assert [standing.reason for standing in found.standing] == [LIVE]
            assert (stored.live, stored.summary, newest) == (True, SAID, SAID)
            assert is_approved(stored.live_revision)
        else:
            assert isinstance(published, NewerDraft), published
            assert (stored.live, stored.summary, newest, found.standing) == (False, ERASED, ERASED, [])
            assert not Approval.objects.filter(page_id=page.pk).exists()


def test_autosave_never_writes_the_words_over_the_draft_that_has_lost_them(room: Newsroom) -> None:
    for number in range(ROUNDS):
        page = room.draft(summary=SAID)
        opened = ArticlePage.objects.get(pk=page.pk).latest_revision_id

        def save(pk: int = page.pk, revision_id: int = opened, title: str = f"Lưu tự động {number}") -> Any:
            draft = ArticlePage.objects.get(pk=pk).get_latest_revision_as_object()
            draft.title, draft.summary = title, SAID  # as the form still has it
            earlier = Revision.objects.get(pk=revision_id)
            return draft.save_revision(user=User.objects.get(pk=room.writer.pk), overwrite_revision=earlier)

        saved, found = together(save, partial(erasing, room, page.pk))
        assert isinstance(found, Findings), found
        stored = ArticlePage.objects.get(pk=page.pk)
        newest = stored.get_latest_revision_as_object()
        assert (stored.summary, newest.summary, found.standing) == (ERASED, ERASED, [])
        if isinstance(saved, Revision):
            assert newest.title == f"Lưu tự động {number}"
        else:
            assert isinstance(saved, PermissionDenied), saved
            assert newest.title == page.title


def test_of_two_who_erase_the_same_words_one_erases_them(room: Newsroom) -> None:
    for number in range(1, ROUNDS + 1):
        page = room.draft(summary=SAID)
        results = together(partial(erasing, room, page.pk), partial(erasing, room, page.pk))
        assert not [result for result in results if isinstance(result, Exception)], results
        assert sorted(bool(found.count) for found in results) == [False, True], results
        assert erasures() == number
        stored = ArticlePage.objects.get(pk=page.pk)
        assert (stored.summary, stored.get_latest_revision_as_object().summary) == (ERASED, ERASED)
        assert stored.revisions.count() == 2  # the one that held them, and the new draft without
