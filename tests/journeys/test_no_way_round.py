"""There is no way round the approval: scripted attempts, each shown to succeed once what stops it is taken away."""

import datetime
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from unittest import mock

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.actions.delegations import delegate
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.moderation.actions import name_urgent_delegate
from cms.moderation.models import ReviewState
from cms.moderation.queries import open_state_of
from cms.moderation.rules import Capacity
from cms.publishing.jobs import publish_scheduled
from cms.publishing.models import PublishedDocument
from home.models import StandardPage
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory
from tests.factories.moderation import AT, reading
from tests.factories.pages import a_standard_page
from tests.journeys.bypasses import (
    APPROVED,
    BYPASSES,
    UNAPPROVED,
    Bypass,
    Scene,
    bypass,
    four_eyes,
    public_texts,
    roles,
    the_dates,
    the_library,
    the_second_look,
    the_version,
    tomorrow,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R071")]

PUBLISH = {"action-publish": "action-publish"}
LONG_PAST = datetime.date(2020, 1, 1)
Steps = Iterator[None]


def edit(client: Client, page: Page, data: dict[str, Any], **more: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data, **more)


def bulk(client: Client, page: Page, action: str, data: dict[str, Any] | None = None) -> Any:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return client.post(f"{address}?id={page.pk}", data or {})


def task(client: Client, state: ReviewState, **changes: Any) -> Any:
    said = {**reading(state), "verdict": "approved", "checklist": ["lawful", "accurate"], "comment": "", **changes}
    return client.post(reverse("moderation_task", args=(state.pk,)), said)


def in_wagtail(client: Client, state: ReviewState, page: Page, **changes: Any) -> Any:
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    return client.post(address, {**reading(state), "comment": "", "checklist": ["lawful", "accurate"], **changes})


# The editor


@bypass("a writer posts the button that the editor does not show")
def publish_from_the_editor(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    edit(scene.of(scene.room.writer), page, scene.form(page, **PUBLISH))


@bypass("the head of the department publishes the newer draft of a live text")
def publish_newer_draft(scene: Scene) -> Steps:
    page = scene.live_with_draft()
    yield
    edit(scene.of(scene.room.head), page, scene.form(page, **PUBLISH))


@bypass("the secretariat plans a moment and posts the button")
def schedule_from_the_editor(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    edit(scene.of(scene.room.secretary), page, scene.form(page, go_live_at=tomorrow(), **PUBLISH))


@bypass("a script of the editor asks for JSON and publishes")
def publish_as_script(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    edit(scene.of(scene.room.writer), page, scene.form(page, **PUBLISH), headers={"Accept": "application/json"})


@bypass("a writer makes a page that is live from its first second")
def publish_while_adding(scene: Scene) -> Steps:
    section = scene.section()
    yield
    address = reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk))
    scene.of(scene.room.writer).post(address, scene.form(**PUBLISH))


@bypass("a writer makes a page that goes live by itself tomorrow")
def schedule_while_adding(scene: Scene) -> Steps:
    section = scene.section()
    yield
    address = reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk))
    scene.of(scene.room.writer).post(address, scene.form(go_live_at=tomorrow(), **PUBLISH))


@bypass("a superuser publishes, being technical and nothing else")
def superuser_publishes(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    edit(scene.of(UserFactory(admin=True)), page, scene.form(page, **PUBLISH))


@bypass("an administrator publishes a page of the frame")
def frame_page(scene: Scene) -> Steps:
    page: StandardPage = a_standard_page(scene.section().get_parent(), title=APPROVED)
    yield
    edit(scene.of(scene.room.administrator), page, scene.form(page, department=page.department_id, **PUBLISH))


@bypass("an old version is brought back and published with it")
def revert_and_publish(scene: Scene) -> Steps:
    page = scene.draft()
    page.title = APPROVED
    page.save_revision(user=scene.room.writer)
    page = scene.room.live(page)
    older = page.revisions.order_by("pk").first()
    yield
    client = scene.of(scene.room.writer)
    client.get(reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, older.pk)))
    edit(client, page, scene.form(page, revision=older.pk, **PUBLISH))


@bypass("the review is cancelled and the text published in its place")
def cancel_and_publish(scene: Scene) -> Steps:
    page = scene.draft()
    scene.room.submitted(page)
    yield
    client = scene.of(scene.room.office)
    client.get(reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=(page.pk,)))
    edit(client, page, scene.form(page, **{"action-cancel-workflow": "1"}))
    edit(client, page, scene.form(page, **PUBLISH))


@bypass("what waits for its moment is replaced by another text")
def replace_scheduled(scene: Scene) -> Steps:
    page = scene.scheduled()
    yield
    edit(scene.of(scene.room.secretary), page, scene.form(page, go_live_at=tomorrow(), **PUBLISH))


@bypass("an expired page is published again with what was written since")
def expired(scene: Scene) -> Steps:
    page = scene.live_with_draft()
    page.unpublish(set_expired=True)
    yield
    edit(scene.of(scene.room.writer), page, scene.form(page, **PUBLISH))


@bypass("an alias is turned into a page of its own and published with another text")
def converted_alias(scene: Scene) -> Steps:
    alias = scene.approved_live().create_alias(parent=scene.section("events"), update_slug="ban-sao")
    yield
    client = scene.of(scene.room.secretary)
    client.post(reverse("wagtailadmin_pages:convert_alias", args=(alias.pk,)))
    edit(client, alias, scene.form(alias, **PUBLISH))


# Many at once


@bypass("many pages are published at once")
def bulk_publish(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    bulk(scene.of(scene.section_editor), page, "publish")


@bypass("a section is published with everything below it")
def bulk_publish_below(scene: Scene) -> Steps:
    scene.draft()
    yield
    bulk(scene.of(scene.room.administrator), scene.section(), "publish", {"include_descendants": "on"})


@bypass("a section is withdrawn and published again, with the drafts below it")
def withdraw_and_publish_below(scene: Scene) -> Steps:
    scene.draft()
    yield
    client = scene.of(scene.room.office)
    bulk(client, scene.section(), "unpublish", {"reason": "Bảo trì"})
    bulk(client, scene.section(), "publish", {"include_descendants": "on"})


@bypass("many private pages are moved into a public section")
def bulk_move(scene: Scene) -> Steps:
    page = scene.in_private_section()
    yield
    bulk(scene.of(scene.room.secretary), page, "move", {"chooser": scene.section().pk})


# Places and readers


@bypass("a private page is moved to where everybody reads")
def move_out_of_private(scene: Scene) -> Steps:
    page = scene.in_private_section()
    yield
    address = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, scene.section().pk))
    scene.of(scene.room.writer).post(address)


@bypass("the restriction of a private page is lifted")
def lift_privacy(scene: Scene) -> Steps:
    page = scene.private_live()
    yield
    address = reverse("wagtailadmin_pages:set_privacy", args=(page.pk,))
    scene.of(scene.room.secretary).post(address, {"restriction_type": "none"})


@bypass("the restriction of a private section is lifted")
def lift_privacy_above(scene: Scene) -> Steps:
    scene.in_private_section()
    yield
    address = reverse("wagtailadmin_pages:set_privacy", args=(scene.section("inner").pk,))
    scene.of(scene.room.administrator).post(address, {"restriction_type": "none"})


@bypass("a private page gets a second address in a public section")
def alias_of_private(scene: Scene) -> Steps:
    page = scene.in_private_section()
    yield
    data = {"new_title": "x", "new_slug": "bi-danh", "new_parent_page": scene.section().pk, "alias": "on"}
    scene.of(scene.room.writer).post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)


@bypass("a live text is copied under another title, with its copy published")
def copy_and_publish(scene: Scene) -> Steps:
    page = scene.approved_live()
    yield
    data = {
        "new_title": UNAPPROVED,
        "new_slug": "ban-sao",
        "new_parent_page": scene.section().pk,
        "publish_copies": "on",
        "department": scene.room.division.pk,
    }
    scene.of(scene.room.writer).post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)


# The admin's interface for programs


@bypass("the admin's interface publishes")
def api_publish(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    scene.of(scene.room.writer).post(f"/admin/api/main/pages/{page.pk}/action/publish/")


@bypass("the admin's interface copies a private live page to where everybody reads, live")
def api_copy(scene: Scene) -> Steps:
    page = scene.in_private_section()
    yield
    data = {"destination_page_id": scene.section().pk, "keep_live": "true", "slug": "y", "recursive": "false"}
    scene.of(scene.room.writer).post(f"/admin/api/main/pages/{page.pk}/action/copy/", data)


@bypass("the admin's interface makes an alias of a private page")
def api_alias(scene: Scene) -> Steps:
    page = scene.in_private_section()
    yield
    data = {"destination_page_id": scene.section().pk, "update_slug": "z", "recursive": "false"}
    scene.of(scene.room.writer).post(f"/admin/api/main/pages/{page.pk}/action/create_alias/", data)


# Translation


@bypass("the translator publishes from the editor of translations", stopped_by=the_library)
def publish_translation(scene: Scene) -> Steps:
    _row, english = scene.english_draft(scene.draft())
    yield
    edit(scene.of(scene.translator), english, {"action": "publish"})


@bypass("a refreshed source publishes its translations", stopped_by=the_library)
def update_and_publish(scene: Scene) -> Steps:
    row, _english = scene.english_draft(scene.draft())
    yield
    address = reverse("wagtail_localize:update_translations", args=(row.source_id,))
    scene.of(scene.section_editor).post(address, {"publish_translations": "on"})


@bypass("a file of translations is read in and the page published", stopped_by=the_library)
def po_and_publish(scene: Scene) -> Steps:
    row, english = scene.english_draft(scene.draft(APPROVED))
    yield
    client = scene.of(scene.translator)
    po: polib.POFile = row.export_po()
    for entry in po:
        entry.msgstr = UNAPPROVED
    file = SimpleUploadedFile("words.po", str(po).encode(), content_type="text/x-gettext-translation")
    client.post(reverse("wagtail_localize:upload_pofile", args=(row.pk,)), {"file": file})
    edit(client, english, {"action": "publish"})


@bypass("a translation is stopped, published as an ordinary page", stopped_by=the_library)
def stop_and_publish(scene: Scene) -> Steps:
    row, english = scene.english_draft(scene.draft())
    yield
    client = scene.of(scene.translator)
    client.post(reverse("wagtail_localize:stop_translation", args=(row.pk,)))
    edit(client, english, scene.form(english, **PUBLISH))


@bypass("an English draft becomes a mirror of the Vietnamese text, which nobody approved in English")
def mirror(scene: Scene) -> Steps:
    source = scene.draft()
    _row, english = scene.english_draft(source)
    scene.room.live(source)
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    source.refresh_from_db()
    PublishedDocument.objects.all().delete()
    yield
    scene.of(scene.translator).post(reverse("wagtail_localize:convert_to_alias", args=(english.pk,)))


# The review


@bypass("a writer approves in the name of the board", stopped_by=roles)
def writer_approves(scene: Scene) -> Steps:
    state = scene.room.at_board(scene.draft())
    yield
    task(scene.of(scene.room.writer), state)


@bypass("a head approves in the name of the board, through Wagtail's dialogue", stopped_by=roles)
def forged_workflow_action(scene: Scene) -> Steps:
    page = scene.draft()
    state = scene.room.at_board(page)
    yield
    in_wagtail(scene.of(scene.room.head), state, page)


@bypass("the data of a decision are collected, and posted with the editor", stopped_by=roles)
def collected_data(scene: Scene) -> Steps:
    page = scene.draft()
    state = scene.room.at_board(page)
    yield
    client = scene.of(scene.room.secretary)
    address = reverse("wagtailadmin_pages:collect_workflow_action_data", args=(page.pk, "approve", state.pk))
    client.post(address, {**reading(state), "comment": ""})
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit(client, page, scene.form(page, **action))
    extra = f'{{"revision_id": {reading(state)["revision_id"]}, "content_hash": "{reading(state)["content_hash"]}"}}'
    edit(client, page, scene.form(page, **action, **{"workflow-action-extra-data": extra}))
    in_wagtail(client, state, page)


@bypass("the head of another department decides, and the rest follows", stopped_by=roles)
def other_departments_head(scene: Scene) -> Steps:
    page = scene.draft()
    state = scene.room.submitted(page)
    yield
    client = scene.of(scene.room.other_head)
    in_wagtail(client, state, page)
    following = open_state_of(page)
    if following is not None:
        in_wagtail(client, following, page)


@bypass("a superuser decides in the place of the board", stopped_by=roles)
def superuser_decides(scene: Scene) -> Steps:
    state = scene.room.at_board(scene.draft())
    yield
    task(scene.of(UserFactory(admin=True)), state)


@bypass("a member of the board approves a text of their own", stopped_by=four_eyes)
def own_text(scene: Scene) -> Steps:
    MembershipFactory(person=scene.room.writer, unit=scene.room.board, role=Role.BOARD_MEMBER)
    state = scene.room.at_board(scene.draft())
    yield
    task(scene.of(scene.room.writer), state)


@bypass("the one who edited last approves", stopped_by=four_eyes)
def last_editor(scene: Scene) -> Steps:
    page = scene.draft()
    MembershipFactory(person=scene.room.head, unit=scene.room.board, role=Role.BOARD_MEMBER)
    state = scene.room.submitted(page)
    draft = page.get_latest_revision_as_object()
    draft.summary = "Sửa ở bước đơn vị"
    draft.save_revision(user=scene.room.head)
    state = scene.room.approve(state, by=scene.room.second_head)
    assert state is not None
    yield
    task(scene.of(scene.room.head), state)


@bypass("the text is changed between reading and approving", stopped_by=the_version)
def bait_and_switch(scene: Scene) -> Steps:
    page = scene.draft(APPROVED)
    state = scene.room.at_board(page)
    read = reading(state)
    draft = page.get_latest_revision_as_object()
    draft.title = UNAPPROVED
    draft.save_revision(user=scene.room.writer)
    yield
    task(scene.of(scene.room.member), state, **read)


@bypass("the text is saved over the version that was read", stopped_by=the_version)
def overwritten(scene: Scene) -> Steps:
    page = scene.draft(APPROVED)
    state = scene.room.at_board(page)
    read = reading(state)
    revision = page.get_latest_revision()
    revision.content["title"] = UNAPPROVED
    revision.save()
    yield
    task(scene.of(scene.room.member), state, **read)


@bypass("a version approved long ago is named in the approval of another", stopped_by=the_version)
def old_approval(scene: Scene) -> Steps:
    page = scene.approved_live()
    approved = reading(ReviewState.objects.filter(page=page).latest("pk"))
    page.title = UNAPPROVED
    page.save_revision(user=scene.room.writer)
    state = scene.room.at_board(page)
    yield
    task(scene.of(scene.room.member), state, **approved)


@bypass("somebody stands in for the board after the last day", stopped_by=the_dates)
def delegation_is_over(scene: Scene) -> Steps:
    membership = Membership.objects.get(person=scene.room.member, role=Role.BOARD_MEMBER)
    delegate(
        membership=membership, to=scene.room.other_head, valid_from=LONG_PAST, valid_to=LONG_PAST,
        reason="Đi công tác", by=None, at=AT,
    )  # fmt: skip
    state = scene.room.at_board(scene.draft())
    yield
    task(scene.of(scene.room.other_head), state)


@bypass("a contributor posts a role for themselves and decides with it")
def posted_role(scene: Scene) -> Steps:
    state = scene.room.at_board(scene.draft())
    helper = scene.section_editor
    yield
    client = scene.of(helper)
    post = {
        "person": helper.pk,
        "unit": scene.room.board.pk,
        "role": Role.BOARD_MEMBER,
        "valid_from": "2020-01-01",
        "valid_to": "",
        "post": "",
        "legal_basis": "Quyết định số 1",
        "reason": "Quyết định số 1",
    }
    client.post(reverse("appointments:add"), post)
    User.objects.filter(pk=helper.pk).update(is_superuser=False)
    fresh = Client()
    fresh.force_login(User.objects.get(pk=helper.pk))
    task(fresh, state)


# The urgent lane, and the second


def now(client: Client, page: Page) -> Any:
    stored = Page.objects.get(pk=page.pk)
    said = {"revision_id": stored.latest_revision_id, "reason": "Khẩn"}
    return client.post(reverse("moderation_publish_now", args=(page.pk,)), said)


@bypass("somebody whom the head of the board did not name publishes urgently")
def urgent_by_anybody(scene: Scene) -> Steps:
    page = scene.draft()
    yield
    with urgent_capacity(scene):
        now(scene.of(scene.room.office), page)


@bypass("somebody named for some days publishes urgently afterwards", stopped_by=the_dates)
def urgent_too_late(scene: Scene) -> Steps:
    page = scene.draft()
    name_urgent_delegate(
        agency=scene.room.site.unit, person=scene.room.member, valid_from=LONG_PAST, valid_to=LONG_PAST, by=None, at=AT
    )
    yield
    now(scene.of(scene.room.member), page)


@bypass("the head of the board publishes a text of their own urgently", stopped_by=four_eyes)
def urgent_own_text(scene: Scene) -> Steps:
    page = scene.draft(by=scene.room.board_head)
    yield
    now(scene.of(scene.room.board_head), page)


@bypass("an approved text is given to another department before its second", stopped_by=the_second_look)
def given_away_before_its_second(scene: Scene) -> Steps:
    page = scene.scheduled()
    ArticlePage.objects.filter(pk=page.pk).update(department=scene.room.other_division)
    revision = page.get_latest_revision()
    revision.content |= {"title": UNAPPROVED, "go_live_at": None}
    revision.approved_go_live_at = None
    revision.save()
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    yield
    publish_scheduled(timezone.now())
    # A schedule that was refused is taken away: nothing is promised any more.


def urgent_capacity(scene: Scene) -> Any:
    """In the control, the person whom the policy lets in is also noted as what they act."""
    if not scene.lifted:
        return nullcontext()
    capacity = Capacity(role=Role.BOARD_HEAD, unit_id=scene.room.board.pk)
    return mock.patch("cms.moderation.actions.urgent.urgent_capacities", return_value=[capacity])


def perform(scene: Scene, attempt: Bypass) -> tuple[set[Any], set[Any]]:
    """What was public before and after the requests."""
    steps: Any = attempt.act(scene)
    next(steps)
    before = public_texts(scene)
    with TestCase.captureOnCommitCallbacks(execute=True):
        next(steps, None)
    return before, public_texts(scene)


@pytest.mark.parametrize("attempt", BYPASSES, ids=lambda attempt: attempt.act.__name__)
def test_nothing_becomes_public_without_approval(attempt: Bypass) -> None:
    before, after = perform(Scene(), attempt)
    assert after - before == set(), attempt.name


@pytest.mark.parametrize("attempt", BYPASSES, ids=lambda attempt: attempt.act.__name__)
def test_it_would_become_public_without_the_rule(attempt: Bypass) -> None:
    """The control: with the rule taken away, and nothing else changed, the same requests succeed."""
    scene = Scene()
    steps: Any = attempt.act(scene)
    next(steps)
    before = public_texts(scene)
    scene.lifted = attempt.lifted.__name__ in {"the_policy", "roles"}
    with attempt.lifted(), TestCase.captureOnCommitCallbacks(execute=True):
        next(steps, None)
    assert public_texts(scene) - before != set(), attempt.name


def test_there_are_enough_attempts() -> None:
    assert len(BYPASSES) >= 25
    assert len({attempt.name for attempt in BYPASSES}) == len(BYPASSES)


def test_python_code_without_a_person_publishes_and_the_log_says_so() -> None:
    """The gate stands at the doors: what code does works, and is seen."""
    scene = Scene()
    page = scene.draft()
    page.save_revision().publish()
    assert ("page", page.pk) in public_texts(scene)
    assert AuditEntry.objects.filter(action="page.published_outside_workflow", target_id=str(page.pk)).exists()
