"""Sending a text to its reviewers, and taking it back."""

import datetime
from typing import Any

import pytest
from wagtail.models import WorkflowPage

from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.departments.roles import Role
from cms.moderation.actions import resubmit, send_back, submit, sync_workflows, withdraw_submission
from cms.moderation.errors import (
    AlreadyInReview,
    Incomplete,
    NothingToSubmit,
    NotInReview,
    NoWorkflow,
    ReasonMissing,
)
from cms.moderation.models import Submission
from cms.moderation.queries import open_state_of
from cms.moderation.registry import Submitted, Withdrawn, subscribe, unsubscribe
from cms.moderation.requirements import registry as requirements
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Requirement
from news.actions import draft_translation
from news.models import ArticlePage
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.moderation import AT, Newsroom, open_step_of

pytestmark = pytest.mark.django_db
LATER = AT + datetime.timedelta(hours=2)


@pytest.mark.requirement("R070")
def test_a_submission_freezes_whose_text_it_is(room: Newsroom) -> None:
    page = room.draft()
    submission = submit(page=page, declared_not_secret=True, comment="Xin duyệt sớm.", by=room.writer, at=AT)
    assert (submission.requester, submission.submitted_at, submission.rounds) == (room.writer, AT, 1)
    assert (submission.declared_not_secret, submission.comment) == (True, "Xin duyệt sớm.")
    state = open_step_of(page)
    assert (state.department, state.subsite, state.section_key, state.locale) == (
        room.division, room.site.subsite, "news", "vi",
    )  # fmt: skip
    assert (state.requester, state.writer_ids) == (room.writer, [room.writer.pk])

    page = ArticlePage.objects.get(pk=page.pk)
    page.department = room.other_division
    page.save_revision(user=room.second_head)
    ArticlePage.objects.filter(pk=page.pk).update(department=room.other_division)
    last = room.approve(open_step_of(page), by=room.head)  # still the head of the department it was submitted for
    assert last is not None
    assert last.department == room.division


@pytest.mark.requirement("R072")
def test_urgency_without_a_reason_is_refused(room: Newsroom) -> None:
    page = room.draft()
    with pytest.raises(ReasonMissing):
        submit(page=page, declared_not_secret=True, is_urgent=True, comment=" \n", by=room.writer, at=AT)
    assert not Submission.objects.exists()
    submit(page=page, declared_not_secret=True, is_urgent=True, comment="Bão.", by=room.writer, at=AT)
    send_back(state=open_step_of(page), reason="Thiếu ảnh.", by=room.head, at=AT)
    resubmit(page=ArticlePage.objects.get(pk=page.pk), declared_not_secret=True, by=room.writer, at=LATER)
    assert not Submission.objects.get().is_urgent  # said again at each submission


@pytest.mark.requirement("R067")
def test_a_step_is_due_by_the_sites_counting_and_says_why(room: Newsroom) -> None:
    state = room.submitted()
    assert state.due_at.isoformat() == "2026-03-12T16:59:59.999999+00:00"  # the end of Thursday in Hanoi
    assert state.due_basis == {
        "days": 1, "counting": "calendar_days_roll", "rule": "default", "triggered_at": AT.isoformat(),
    }  # fmt: skip
    assert state.next_reminder_at == state.due_at - datetime.timedelta(hours=4)


@pytest.mark.parametrize("who", ["other_head", "member", "board_head"])
def test_only_writers_of_the_department_and_the_office_submit(room: Newsroom, refused: Any, who: str) -> None:
    page = room.draft()
    with refused(NotAllowed):
        submit(page=page, declared_not_secret=True, by=getattr(room, who), at=AT)


@pytest.mark.parametrize("who", ["writer", "head", "secretary", "office", "administrator"])
def test_those_who_may_submit_do(room: Newsroom, who: str) -> None:
    assert submit(page=room.draft(), declared_not_secret=True, by=getattr(room, who), at=AT)


def test_a_writer_of_another_agency_does_not_submit(room: Newsroom, refused: Any) -> None:
    elsewhere = OrgUnitFactory(agency=True, key="so-khac")
    page = room.draft()
    with refused(NotAllowed):
        submit(page=page, declared_not_secret=True, by=member_of(elsewhere, Role.SECRETARIAT), at=AT)


def test_a_text_is_submitted_once(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    room.submitted(page)
    with refused(AlreadyInReview):
        submit(page=page, declared_not_secret=True, by=room.writer, at=LATER)


def test_what_is_public_already_is_not_submitted(room: Newsroom, refused: Any) -> None:
    page = room.live()
    with refused(NothingToSubmit):
        submit(page=page, declared_not_secret=True, by=room.writer, at=LATER)


def test_without_a_workflow_nobody_could_review(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    WorkflowPage.objects.all().delete()
    with refused(NoWorkflow):
        submit(page=page, declared_not_secret=True, by=room.writer, at=AT)


def test_what_blocks_keeps_a_text_from_being_submitted(
    room: Newsroom, refused: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(page: Any, context: Any) -> list[Issue]:
        return [] if context.declared_not_secret else [Issue(key="secrecy", message="Chưa cam kết.")]

    requirement = Requirement(key="secrecy", label="mật", check=check)
    monkeypatch.setitem(requirements._requirements, "secrecy", requirement)
    page = room.draft()
    with refused(Incomplete) as caught:
        submit(page=page, declared_not_secret=False, by=room.writer, at=AT)
    assert [issue.key for issue in caught.value.issues] == ["secrecy"]
    assert submit(page=page, declared_not_secret=True, by=room.writer, at=AT)


def test_a_warning_does_not_block(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = Issue(key="picture", message="Chưa có ảnh.", level="warn")
    requirement = Requirement(key="picture", label="ảnh", check=lambda page, context: [issue])
    monkeypatch.setitem(requirements._requirements, "picture", requirement)
    room.site.subsite.moderation_rules.create(requirement_levels={"picture": "warn"})
    assert submit(page=room.draft(), declared_not_secret=True, by=room.writer, at=AT)


def test_a_site_may_make_a_warning_block_but_never_lift_what_always_blocks(
    room: Newsroom, refused: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("picture", "secrecy"):
        issue = Issue(key=key, message=key, level="warn")
        requirement = Requirement(key=key, label=key, check=lambda page, context, issue=issue: [issue])
        monkeypatch.setitem(requirements._requirements, key, requirement)
    room.site.subsite.moderation_rules.create(requirement_levels={"picture": "block", "secrecy": "warn"})
    page = room.draft()
    with refused(Incomplete) as caught:
        submit(page=page, declared_not_secret=True, by=room.writer, at=AT)
    assert [(issue.key, issue.level) for issue in caught.value.issues] == [("picture", "block"), ("secrecy", "block")]


def test_only_a_returned_text_is_resubmitted(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    with refused(NotInReview):
        resubmit(page=page, declared_not_secret=True, by=room.writer, at=AT)


def test_the_writer_takes_a_submission_back_and_the_log_keeps_the_reason(room: Newsroom) -> None:
    heard: list[Any] = []
    page = room.draft()
    state = room.submitted(page)
    subscribe(Withdrawn, heard.append)
    try:
        withdraw_submission(page=page, reason="Còn thiếu ảnh.", by=room.writer, at=LATER)
    finally:
        unsubscribe(Withdrawn, heard.append)
    assert open_state_of(page) is None
    entry = AuditEntry.objects.get(action="moderation.withdrawn")
    assert (entry.by, entry.at, entry.data["reason"]) == (room.writer, LATER, "Còn thiếu ảnh.")
    assert [(event.state, event.reason) for event in heard] == [(state, "Còn thiếu ảnh.")]
    assert submit(page=page, declared_not_secret=True, by=room.writer, at=LATER)


@pytest.mark.parametrize("who", ["head", "other_head", "member", "secretary"])
def test_others_do_not_take_it_back(room: Newsroom, refused: Any, who: str) -> None:
    page = room.draft()
    room.submitted(page)
    with refused(NotAllowed):
        withdraw_submission(page=page, reason="Không cần nữa", by=getattr(room, who), at=LATER)


def test_taking_back_needs_a_reason_and_something_to_take_back(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    with refused(NotInReview):
        withdraw_submission(page=page, reason="Sai", by=room.writer, at=LATER)
    room.submitted(page)
    with refused(ReasonMissing):
        withdraw_submission(page=page, reason=" ", by=room.writer, at=LATER)


def test_the_office_reviews_what_the_agency_itself_writes(room: Newsroom) -> None:
    section = room.site.sections["news"]["vi"].specific
    section.introduction = "<p>Giới thiệu chuyên mục.</p>"
    section.save_revision(user=room.secretary)
    submit(page=section, declared_not_secret=True, by=room.secretary, at=AT)
    state = open_step_of(section)
    assert (state.department, state.step) == (room.site.unit, "department_review")
    last = room.approve(state, by=room.office)
    assert last is not None
    assert room.approve(last, by=room.member) is None


def test_an_english_page_goes_the_same_way(room: Newsroom) -> None:
    page = room.live()
    english = draft_translation(source=page, language="en", title="A meeting", values={}, by=room.head, at=AT)
    submit(page=english, declared_not_secret=True, by=room.writer, at=AT)
    state = open_step_of(english)
    assert (state.locale, state.step) == ("en", "department_review")
    assert not ArticlePage.objects.get(pk=english.pk).live


def test_subscribers_hear_of_a_submission(room: Newsroom) -> None:
    heard: list[Any] = []
    subscribe(Submitted, heard.append)
    try:
        state = room.submitted()
    finally:
        unsubscribe(Submitted, heard.append)
    (event,) = heard
    assert (event.state, event.is_again, event.by) == (state, False, room.writer)
    assert event.submission == Submission.objects.get()


def test_a_section_may_have_the_technical_edit_where_its_site_has_none(room: Newsroom) -> None:
    section = room.site.sections["news"]["vi"].section
    room.site.subsite.moderation_rules.create(section=section, technical_edit=True, board_days=5)
    assert sync_workflows(subsite=room.site.subsite, by=None, at=AT) == 2
    state, steps = room.submitted(), []
    while state is not None:
        steps.append((state.step, state.due_basis["days"], state.due_basis["rule"]))
        state = room.approve(state)
    assert steps == [
        ("department_review", 1, "default"),
        ("technical_edit", 1, "default"),
        ("board_approval", 5, "section"),
    ]
