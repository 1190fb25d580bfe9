"""Two decide at once: exactly one decision and one audit row; the other learns whose (RELIABILITY 26, D4)."""

import itertools
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.roles import Role
from cms.moderation.actions import (
    approve,
    publish_urgently,
    review_urgent_act,
    send_back,
    submit,
    withdraw_submission,
    withdraw_urgently,
)
from cms.moderation.errors import AlreadyDecided, AlreadyInReview, AlreadyReviewed, NewerDraft, NotInReview
from cms.moderation.hashing import content_hash, live_hash
from cms.moderation.models import Approval, Decision, ReviewState, UrgentAct
from cms.moderation.queries import open_state_of
from news.models import ArticlePage
from tests.factories.departments import member_of
from tests.factories.moderation import Newsroom, a_newsroom, open_step_of, reading
from tests.races.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
PAIRS = 30
ALL_PAIRS = 500
DECISIONS = ["moderation.approved", "moderation.returned"]


@pytest.fixture
def room(transactional_db: None) -> Newsroom:
    return a_newsroom()


def say_yes(state: ReviewState, person: User, seen: dict[str, Any]) -> Decision:
    fresh = ReviewState.objects.get(pk=state.pk)
    return approve(state=fresh, by=User.objects.get(pk=person.pk), at=timezone.now(), **seen)


def say_no(state: ReviewState, person: User, seen: dict[str, Any]) -> Decision:
    fresh = ReviewState.objects.get(pk=state.pk)
    return send_back(state=fresh, reason="Sai.", by=User.objects.get(pk=person.pk), at=timezone.now(), **seen)


def write(page_id: int, person: User) -> None:
    draft = ArticlePage.objects.get(pk=page_id).get_latest_revision_as_object()
    draft.summary = "Bản mới hơn."
    draft.save_revision(user=User.objects.get(pk=person.pk))


def audit_rows(page_id: int) -> int:
    return AuditEntry.objects.filter(action__in=DECISIONS, target_id=str(page_id)).count()


def pair(room: Newsroom, step: str, second: Callable[..., Any]) -> tuple[ReviewState, list[Any]]:
    """Two people of a step act on one text at the same moment."""
    state = room.submitted() if step == "department_review" else room.at_board()
    first_person, second_person = (
        (room.head, room.second_head) if step == "department_review" else (room.member, room.board_head)
    )
    seen = reading(state)
    results = together(partial(say_yes, state, first_person, seen), partial(second, state, second_person, seen))
    return state, results


def check_pair(state: ReviewState, results: list[Any]) -> str:
    """Exactly one decision, one audit row, and what is live is what was approved; who won."""
    won = [result for result in results if isinstance(result, Decision)]
    lost = [result for result in results if isinstance(result, Exception)]
    assert len(won) == 1, results
    assert [type(error) for error in lost] == [AlreadyDecided], results
    assert lost[0].params["by"] == won[0].by
    before = 0 if state.step == "department_review" else 1
    assert Decision.objects.filter(page_id=state.page_id).count() == before + 1
    assert audit_rows(state.page_id) == before + 1
    check_live(state.page_id)
    return f"{state.step}: {won[0].verdict}"


def check_live(page_id: int) -> None:
    page = ArticlePage.objects.get(pk=page_id)
    approved = set(Approval.objects.filter(page_id=page_id).values_list("content_hash", flat=True))
    assert not page.live or live_hash(page) in approved
    assert page.live == bool(approved)


def run_pairs(room: Newsroom, number: int) -> Counter[str]:
    kinds = [
        ("department_review", say_yes), ("department_review", say_no), ("board_approval", say_yes),
        ("board_approval", say_no),
    ]  # fmt: skip
    outcomes: Counter[str] = Counter()
    for step, second in itertools.islice(itertools.cycle(kinds), number):
        outcomes[check_pair(*pair(room, step, second))] += 1
    return outcomes


@pytest.mark.requirement("R071")
def test_of_two_decisions_exactly_one_counts(room: Newsroom) -> None:
    outcomes = run_pairs(room, PAIRS)
    assert sum(outcomes.values()) == PAIRS


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_of_five_hundred_pairs_exactly_one_counts_each(room: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = run_pairs(room, ALL_PAIRS)
    with capsys.disabled():
        sys.stdout.write(f"\n{ALL_PAIRS} pairs of simultaneous decisions: {dict(outcomes)}\n")
    assert sum(outcomes.values()) == ALL_PAIRS
    assert all(outcomes[kind] for kind in ("department_review: approved", "board_approval: approved"))


def test_an_approval_and_a_new_draft_never_make_the_new_draft_public(room: Newsroom) -> None:
    """Either the approval wins and what was read is live, or the draft was there first and it is refused."""
    outcomes: Counter[str] = Counter()
    for _round in range(PAIRS):
        state = room.at_board()
        seen = reading(state)
        approved, written = together(
            partial(say_yes, state, room.member, seen), partial(write, state.page_id, room.secretary)
        )
        assert written is None
        page = ArticlePage.objects.get(pk=state.page_id)
        if isinstance(approved, Decision):
            assert (page.live, page.live_revision_id) == (True, seen["revision_id"])
        else:
            assert isinstance(approved, NewerDraft), approved
            assert not page.live
        check_live(state.page_id)
        outcomes["approved" if page.live else "newer draft"] += 1
    assert sum(outcomes.values()) == PAIRS


def test_an_approval_and_a_withdrawal_leave_one_of_the_two(room: Newsroom) -> None:
    for _round in range(10):
        state = room.at_board()
        seen = reading(state)

        def take_back(page_id: int = state.page_id) -> None:
            withdraw_submission(
                page=ArticlePage.objects.get(pk=page_id), reason="Thôi.", by=room.writer, at=timezone.now()
            )

        approved, withdrawn = together(partial(say_yes, state, room.member, seen), take_back)
        page = ArticlePage.objects.get(pk=state.page_id)
        if isinstance(approved, Decision):
            assert isinstance(withdrawn, NotInReview), withdrawn
            assert page.live
        else:
            assert isinstance(approved, NotInReview), approved
            assert withdrawn is None
            assert not page.live


def test_of_two_submissions_one_opens_the_review(room: Newsroom) -> None:
    for _round in range(10):
        page = room.draft()

        def send(person: User, page_id: int = page.pk) -> Any:
            found = ArticlePage.objects.get(pk=page_id)
            return submit(page=found, declared_not_secret=True, by=person, at=timezone.now())

        results = together(partial(send, room.writer), partial(send, room.office))
        assert sorted(type(result).__name__ for result in results) == ["AlreadyInReview", "Submission"], results
        assert isinstance(next(r for r in results if isinstance(r, Exception)), AlreadyInReview)
        assert open_step_of(page).is_open
        assert AuditEntry.objects.filter(action="moderation.submitted", target_id=str(page.pk)).count() == 1


def test_the_urgent_lane_and_the_board_at_once_publish_the_same_revision_once(room: Newsroom) -> None:
    for _round in range(10):
        state = room.at_board()
        seen = reading(state)

        def at_once(page_id: int = state.page_id, revision_id: int = seen["revision_id"]) -> UrgentAct:
            found = ArticlePage.objects.get(pk=page_id)
            return publish_urgently(
                page=found, revision_id=revision_id, reason="Khẩn.", by=room.board_head, at=timezone.now()
            )

        approved, urgent = together(partial(say_yes, state, room.member, seen), at_once)
        assert isinstance(urgent, UrgentAct), urgent
        assert isinstance(approved, Decision | NotInReview), approved
        page = ArticlePage.objects.get(pk=state.page_id)
        assert (page.live, page.live_revision_id) == (True, seen["revision_id"])
        assert Approval.objects.get(page_id=page.pk).content_hash == content_hash(page.live_revision)
        assert open_state_of(page) is None


def test_an_urgent_act_is_reviewed_once_by_two_members(room: Newsroom) -> None:
    third = member_of(room.board, Role.BOARD_MEMBER)
    for _round in range(10):
        act = withdraw_urgently(page=room.live(), reason="Khẩn.", by=room.board_head, at=timezone.now())

        def review(person: User, pk: int = act.pk) -> UrgentAct:
            found = UrgentAct.objects.get(pk=pk)
            return review_urgent_act(act=found, verdict="upheld", comment="", by=person, at=timezone.now())

        results = together(partial(review, room.member), partial(review, third))
        assert sorted(type(result).__name__ for result in results) == ["AlreadyReviewed", "UrgentAct"], results
        assert any(isinstance(result, AlreadyReviewed) for result in results)
        assert AuditEntry.objects.filter(action="moderation.urgent_reviewed", target_id=str(act.pk)).count() == 1
