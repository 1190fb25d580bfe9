"""Whoever tries to make something public, or to take it away, without the right to is found in the log (row 21)."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from cms.audit.models import AuditEntry
from cms.kernel.errors import DomainError
from cms.moderation.models import ReviewState
from news.models import ArticlePage
from tests.factories.moderation import reading
from tests.journeys.bypasses import Scene, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R071")]
PUBLISH = {"action-publish": "action-publish"}
Row = tuple[str, str, str, str]  # what, who, page, where


def refusals() -> list[Row]:
    rows = AuditEntry.objects.filter(action__endswith="_refused").order_by("pk").select_related("by")
    return [(row.action, row.by.username, row.target_id, row.data["door"]) for row in rows]


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def bulk(action: str, *pages: Page) -> str:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}"


def path(address: str) -> str:
    return address.partition("?")[0]


def test_every_door_leaves_its_row() -> None:
    """Who, which page, which door, what: the same row whether the answer was 403, 404 or a draft that was kept."""
    scene = Scene()
    room = scene.room
    draft, live = scene.draft(), scene.approved_live()
    foreign = room.draft(department=room.other_division, by=room.other_head)
    scheduled = scene.scheduled()
    state = room.at_board(scene.draft(title="Bài trình Ban Biên tập"))
    translation, english = scene.english_draft(live)
    section = scene.section()
    writer, secretary = room.writer, room.secretary
    api = "/admin/api/main/pages/{}/action/{}/"
    copied = {"new_title": "x", "new_slug": "x-1", "new_parent_page": section.pk, "department": room.division.pk}
    added = reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk))
    task = reverse("moderation_task", args=(state.pk,))
    dialogue = reverse("wagtailadmin_pages:workflow_action", args=(state.page_id, "approve", state.pk))
    unscheduled = reverse("wagtailadmin_pages:revisions_unschedule", args=(scheduled.pk, scheduled.latest_revision_id))
    said = {**reading(state), "verdict": "approved", "checklist": ["lawful", "accurate"], "comment": ""}
    public = set(Page.objects.live().values_list("pk", flat=True))
    tries: list[tuple[str, Any, str, dict[str, Any], str, int | None]] = [
        # what, who, where, what is posted, of which page, answer
        ("page.publish_refused", writer, edit(draft), scene.form(draft, **PUBLISH), str(draft.pk), 302),
        ("page.publish_refused", room.head, edit(live), scene.form(live, **PUBLISH), str(live.pk), 302),
        ("page.publish_refused", scene.translator, edit(english), {"action": "publish"}, str(english.pk), 403),
        ("page.publish_refused", writer, edit(foreign), scene.form(foreign, **PUBLISH), str(foreign.pk), 404),
        ("page.publish_refused", room.head, added, scene.form(title="Bài mới", slug="moi", **PUBLISH),
         str(section.pk), 302),
        ("page.publish_refused", room.head, bulk("publish", draft), {}, str(draft.pk), 403),
        ("page.publish_refused", room.office, api.format(draft.pk, "publish"), {}, str(draft.pk), 403),
        ("page.publish_refused", writer, reverse("wagtailadmin_pages:copy", args=(live.pk,)),
         {**copied, "publish_copies": "on"}, str(live.pk), 302),
        ("page.publish_refused", secretary,
         reverse("wagtail_localize:update_translations", args=(translation.source_id,)),
         {"publish_translations": "on"}, str(live.pk), None),
        ("page.alias_refused", writer, reverse("wagtailadmin_pages:copy", args=(live.pk,)),
         {**copied, "alias": "on"}, str(live.pk), 403),
        ("page.withdraw_refused", writer, reverse("wagtailadmin_pages:unpublish", args=(live.pk,)),
         {"reason": "x"}, str(live.pk), 403),
        ("page.withdraw_refused", room.head, bulk("unpublish", live), {"reason": "x"}, str(live.pk), None),
        ("page.schedule_refused", writer, edit(draft), scene.form(draft, go_live_at=tomorrow()), str(draft.pk), 302),
        ("page.unschedule_refused", writer, unscheduled, {}, str(scheduled.pk), 403),
        ("page.restrict_refused", secretary, reverse("wagtailadmin_pages:set_privacy", args=(live.pk,)),
         {"restriction_type": "none"}, str(live.pk), 403),
        ("moderation.publish_urgently_refused", room.office,
         reverse("moderation_publish_now", args=(draft.pk,)), {"reason": "Khẩn"}, str(draft.pk), 403),
        ("moderation.withdraw_urgently_refused", room.office,
         reverse("moderation_withdraw_now", args=(live.pk,)), {"reason": "Khẩn"}, str(live.pk), 403),
        ("moderation.decision_refused", room.head, task, said, str(state.page_id), 403),
        ("moderation.decision_refused", room.second_head, dialogue, said, str(state.page_id), 302),
    ]  # fmt: skip
    for what, who, where, posted, page, answer in tries:
        before = len(refusals())
        response = scene.of(who).post(where, posted)
        assert answer in (None, response.status_code), (where, response.status_code)
        assert refusals()[before:] == [(what, who.username, page, path(where))], (what, where)
    assert set(Page.objects.live().values_list("pk", flat=True)) == public
    assert ReviewState.objects.get(pk=state.pk).is_open


def post_as_draft(scene: Scene, page: ArticlePage) -> Any:
    return scene.of(scene.room.writer).post(edit(page), scene.form(page, **PUBLISH))


@pytest.mark.parametrize("error", [DomainError(message="Không được"), RuntimeError("hỏng")], ids=["refused", "broken"])
def test_the_row_outlives_the_request_that_is_undone(error: Exception) -> None:
    scene = Scene()
    page = scene.draft()
    revision = page.latest_revision_id
    client = scene.of(scene.room.writer)
    client.raise_request_exception = False

    def fail(request: Any, page: Any) -> None:
        raise error

    with hooks.register_temporarily("after_edit_page", fail, order=-1):
        client.post(edit(page), scene.form(page, **PUBLISH))
    assert Page.objects.get(pk=page.pk).latest_revision_id == revision
    assert refusals() == [("page.publish_refused", scene.room.writer.username, str(page.pk), edit(page))]


def test_a_form_that_is_shown_again_was_an_attempt_all_the_same() -> None:
    scene = Scene()
    page = scene.draft()
    response = scene.of(scene.room.writer).post(edit(page), scene.form(page, title="", **PUBLISH))
    assert response.status_code == 200
    assert [row[0] for row in refusals()] == ["page.publish_refused"]


def test_many_pages_at_once_are_a_row_each() -> None:
    scene = Scene()
    pages = [scene.draft(), scene.draft(title="Bài thứ hai")]
    scene.of(scene.room.writer).post(bulk("publish", *pages))
    assert {row[2] for row in refusals()} == {str(page.pk) for page in pages}


def test_who_may_leaves_no_row() -> None:
    """The standing office withdraws and plans; a step is decided by whose it is; a draft is a draft."""
    scene = Scene()
    room = scene.room
    live, draft = scene.approved_live(), scene.draft(title="Bản nháp")
    state = room.at_board(scene.draft(title="Bài trình Ban Biên tập"))
    office = scene.of(room.office)
    office.post(edit(draft), scene.form(draft, go_live_at=tomorrow()))
    office.post(reverse("wagtailadmin_pages:unpublish", args=(live.pk,)), {"reason": "Hết hiệu lực"})
    said = {**reading(state), "verdict": "approved", "checklist": ["lawful", "accurate"], "comment": ""}
    scene.of(room.member).post(reverse("moderation_task", args=(state.pk,)), said)
    scene.of(room.writer).post(edit(draft), scene.form(draft))
    assert Page.objects.get(pk=state.page_id).live
    assert not Page.objects.get(pk=live.pk).live
    assert refusals() == []


def test_looking_is_no_attempt() -> None:
    scene = Scene()
    page, live = scene.draft(), scene.approved_live()
    client = scene.of(scene.room.writer)
    for address in (
        bulk("publish", page),
        reverse("wagtailadmin_pages:unpublish", args=(live.pk,)),
        reverse("moderation_publish_now", args=(page.pk,)),
    ):
        client.get(address)
    assert refusals() == []


@pytest.mark.parametrize(
    ("view", "posted"),
    [
        ("wagtailadmin_pages:edit", {"go_live_at": "2030-01-01 08:00"}),
        ("wagtailadmin_pages:unpublish", {}),
        ("wagtailadmin_pages:set_privacy", {"restriction_type": "none"}),
        ("wagtailadmin_pages:copy", {"alias": "on"}),
        ("moderation_publish_now", {"reason": "x"}),
        ("moderation_withdraw_now", {"reason": "x"}),
    ],
)
def test_what_is_not_there_is_not_found(admin_client: Any, view: str, posted: dict[str, str]) -> None:
    assert admin_client.post(reverse(view, args=(999_999,)), posted).status_code == 404
    assert refusals() == []


def test_the_moment_that_is_there_already_is_no_attempt() -> None:
    scene = Scene()
    page = scene.draft()
    page.go_live_at = (timezone.now() + datetime.timedelta(days=1)).replace(second=31)
    page.save_revision(user=scene.room.office)
    there = timezone.localtime(page.go_live_at).strftime("%Y-%m-%d %H:%M")
    client = scene.of(scene.room.writer)
    client.post(edit(page), scene.form(page, go_live_at=there))
    client.post(edit(page), scene.form(page, go_live_at="không phải một ngày"))
    assert refusals() == []
    client.post(edit(page), scene.form(page, expire_at=there))
    (row,) = AuditEntry.objects.filter(action="page.schedule_refused")
    assert row.data["expire_at"] == there


def test_a_script_writes_one_row_and_not_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    page, writer = scene.draft(), scene.room.writer
    client = scene.of(writer)
    for _ in range(3):
        client.post(bulk("publish", page))
    assert len(refusals()) == 1
    assert client.post(bulk("publish", page)).status_code == 403  # refused as before, written down or not


def test_the_log_shows_it_in_words() -> None:
    scene = Scene()
    page = scene.draft(title="Thông báo tuyển dụng")
    post_as_draft(scene, page)
    entry = AuditEntry.objects.get(action="page.publish_refused")
    reader = scene.of(scene.room.administrator)
    listed = reader.get(reverse("audit:index"), {"action": "page.publish_refused"}).content.decode()
    assert "Bị từ chối: xuất bản trang chưa được duyệt" in listed
    assert "Thông báo tuyển dụng" in listed
    shown = reader.get(reverse("audit:inspect", args=(entry.pk,))).content.decode()
    for part in ("Thực hiện ở địa chỉ", edit(page), str(scene.room.writer), "bài chỉ được đăng công khai sau khi"):
        assert part in shown


def test_a_number_that_no_step_has_is_no_step() -> None:
    """Asked about before the view, which answers 404: whoever typed it met a server error."""
    scene = Scene()
    writer, state = scene.of(scene.room.writer), scene.room.at_board(scene.draft())
    for number in (2**63, 2**70):
        task = reverse("moderation_task", args=(number,))
        dialogue = reverse("wagtailadmin_pages:workflow_action", args=(state.page_id, "approve", number))
        assert writer.post(task, {"verdict": "approved"}).status_code == 404
        assert writer.post(dialogue, {}).status_code in (403, 404)
    assert refusals() == []
