"""The editor's buttons and boxes, submission, the urgent lane, standing in, and the rules of a site."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.audit.models import AuditEntry
from cms.departments.models import Delegation
from cms.kernel.calendar import clock_words
from cms.moderation.actions import send_back, withdraw_urgently
from cms.moderation.admin.comparison import bases_of
from cms.moderation.configuration import configuration_of
from cms.moderation.models import Decision, ModerationRule, Submission, UrgentAct, UrgentDelegate
from cms.moderation.queries import open_state_of
from cms.publishing.models import PublicationEvent
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom, open_step_of, reading
from tests.journeys.moderation_desk import a_desk, approval, of, returning, url_of
from tests.journeys.test_moderation_screens import TITLE, change, text_of

pytestmark = pytest.mark.django_db

DECLARED = {"declared_not_secret": "on", "comment": "Kính chuyển phòng xem."}


@pytest.fixture
def room() -> Newsroom:
    return a_desk()


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def buttons_of(response: Any) -> str:
    """The footer of the editor."""
    html = response.content.decode()
    return html[html.index("<footer") :]


def test_the_writer_finds_submit_and_no_publish(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    footer = buttons_of(of(room.writer).get(edit_url(page)))
    assert 'name="action-review"' in footer
    assert "Gửi duyệt" in footer
    for absent in ("action-publish", "action-submit", "action-cancel-workflow", "data-workflow-action-name"):
        assert absent not in footer


def test_in_review_the_box_says_step_dates_and_who_decides(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.submitted(page)
    response = of(room.writer).get(edit_url(page))
    said = text_of(response)
    for part in ("Duyệt bài", "Đơn vị duyệt", "Chờ từ", "09:30 11/03/2026", "Vì sao có hạn này", str(room.head)):
        assert part in said
    assert "Rút lại" in buttons_of(response)
    assert url_of(state) in buttons_of(response)
    assert "Xem và quyết định" in buttons_of(of(room.head).get(edit_url(page)))


@pytest.mark.requirement("R071")
def test_a_head_who_edited_last_reads_why_not_and_who_may(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.submitted(page)
    page.get_latest_revision_as_object().save_revision(user=room.head)
    response = of(room.head).get(edit_url(page))
    assert "Không ai được quyết định về bài do chính mình viết hoặc sửa lần cuối." in text_of(response)
    assert f"Người duyệt được: {room.second_head}" in buttons_of(response)
    assert url_of(state) in buttons_of(response)


def test_submission_asks_for_the_declaration(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    writer, address = of(room.writer), reverse("moderation_submit", args=(page.pk,))
    assert "Tôi cam đoan nội dung không thuộc bí mật Nhà nước" in text_of(writer.get(address))
    refused = writer.post(address, {"comment": "Lời nhắn dài"})
    assert refused.status_code == 400
    assert "Lời nhắn dài" in refused.content.decode()
    assert open_state_of(page) is None
    response = writer.post(address, DECLARED)
    state = open_step_of(page)
    assert (response.status_code, response["Location"]) == (302, url_of(state))
    submission = Submission.objects.get()
    assert (submission.declared_not_secret, submission.comment) == (True, DECLARED["comment"])
    again = writer.post(address, DECLARED)
    assert (again.status_code, again["Location"]) == (302, url_of(state))
    assert Submission.objects.get().rounds == 1


@pytest.mark.requirement("R072")
def test_an_urgent_submission_needs_its_reason_and_leads_the_lists_of_its_readers(room: Newsroom) -> None:
    room.submitted(room.draft(title="Bài thường"), at=timezone.now())
    page = room.draft(title=TITLE)
    writer, address = of(room.writer), reverse("moderation_submit", args=(page.pk,))
    urgent = {"declared_not_secret": "on", "is_urgent": "on"}
    refused = writer.post(address, {**urgent, "comment": "  "})
    assert refused.status_code == 400
    assert "Hãy ghi vì sao bài không thể chờ" in text_of(refused)
    assert re.search(r'<input[^>]*name="is_urgent"[^>]* checked', refused.content.decode())
    assert open_state_of(page) is None
    assert writer.post(address, {**urgent, "comment": "Bão vào trong đêm."}).status_code == 302
    submission = Submission.objects.get(workflow_state=open_step_of(page).workflow_state)
    assert (submission.is_urgent, submission.comment) == (True, "Bão vào trong đêm.")
    assert AuditEntry.objects.filter(action="moderation.submitted").latest("pk").data["is_urgent"] is True
    head = of(room.head)
    for screen in (reverse("moderation_tasks"), reverse("wagtailadmin_home")):
        said = text_of(head.get(screen))
        assert said.index(TITLE) < said.index("Bài thường")
        assert said.count("Khẩn") == 1
    assert "Khẩn" in text_of(head.get(url_of(open_step_of(page))))


@pytest.mark.requirement("R071")
def test_after_a_return_the_writer_reads_why_and_submits_again(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.submitted(page)
    send_back(state=state, reason="Thiếu nguồn ảnh.", by=room.head, at=AT)
    writer = of(room.writer)
    edit = writer.get(edit_url(page))
    assert "Thiếu nguồn ảnh." in text_of(edit)
    assert "Gửi lại" in buttons_of(edit)
    assert "Thiếu nguồn ảnh." in text_of(writer.get(reverse("moderation_waiting")))
    address = reverse("moderation_submit", args=(page.pk,))
    assert "Thiếu nguồn ảnh." in text_of(writer.get(address))
    assert writer.post(address, DECLARED).status_code == 302
    assert Submission.objects.get().rounds == 2


def test_taking_back_needs_a_reason_and_the_right(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.submitted(page)
    address = reverse("moderation_take_back", args=(page.pk,))
    assert of(room.head).post(address, {"reason": "Tôi muốn thế"}).status_code == 403
    writer = of(room.writer)
    assert writer.post(address, {"reason": " "}).status_code == 400
    assert open_state_of(page) == state
    assert writer.post(address, {"reason": "Bổ sung số liệu."})["Location"] == edit_url(page)
    assert open_state_of(page) is None
    assert writer.get(address)["Location"] == edit_url(page)


@pytest.mark.requirement("R072")
def test_urgent_publication_and_its_review_afterwards(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    address = reverse("moderation_publish_now", args=(page.pk,))
    revision = page.get_latest_revision().pk
    assert of(room.member).post(address, {"reason": "Gấp", "revision_id": revision}).status_code == 403
    head = of(room.board_head)
    assert "Xuất bản khẩn" in text_of(head.get(address))
    assert head.post(address, {"reason": "", "revision_id": revision}).status_code == 400
    assert head.post(address, {"reason": "Bão đổ bộ tối nay."}).status_code == 400
    stale = head.post(address, {"reason": "Bão đổ bộ tối nay.", "revision_id": revision + 1000})
    assert stale.status_code == 409
    assert "Bão đổ bộ tối nay." in stale.content.decode()
    assert not ArticlePage.objects.get(pk=page.pk).live
    done = head.post(address, {"reason": "Bão đổ bộ tối nay.", "revision_id": revision})
    act = UrgentAct.objects.get()
    assert done["Location"] == reverse("moderation_urgent_act", args=(act.pk,))
    assert ArticlePage.objects.get(pk=page.pk).live

    review = reverse("moderation_urgent_act", args=(act.pk,))
    assert head.post(review, {"verdict": "upheld", "comment": ""}).status_code == 403
    member = of(room.member)
    assert TITLE in text_of(member.get(reverse("moderation_urgent_acts")))
    assert member.post(review, {"verdict": "not_upheld", "comment": ""}).status_code == 400
    assert member.post(review, {"verdict": "upheld", "comment": ""}).status_code == 302
    act.refresh_from_db()
    assert (act.reviewed_by, act.verdict) == (room.member, "upheld")
    assert member.post(review, {"verdict": "not_upheld", "comment": "Đổi ý"}).status_code == 409
    act.refresh_from_db()
    assert act.verdict == "upheld"
    assert of(room.writer).get(review).status_code == 403
    assert TITLE not in of(room.other_head).get(reverse("moderation_urgent_acts")).content.decode()


@pytest.mark.requirement("R072")
def test_a_withdrawn_text_is_compared_with_what_the_public_last_read_and_says_why_it_went(room: Newsroom) -> None:
    """The returned draft stood there, older than what the public had read until a minute ago."""
    page = room.draft(title=TITLE)
    returned = room.submitted(page)
    of(room.head).post(url_of(returned), returning(returned))
    draft = page.get_latest_revision_as_object()
    draft.title = f"{TITLE} hôm nay"
    draft.save_revision(user=room.writer)
    page = room.live(page)
    head = of(room.board_head)
    address = reverse("moderation_publish_now", args=(page.pk,))
    assert "đã gỡ" not in text_of(head.get(address))
    head.post(reverse("moderation_withdraw_now", args=(page.pk,)), {"reason": "Sai <b>số liệu</b>."})
    response = head.get(address)
    assert str(response.context["base"].label) == "bản công chúng đọc lần cuối"
    assert response.context["changes"] == []
    event = PublicationEvent.objects.get(page_id=page.pk, kind="withdrawn")
    said = text_of(response)
    assert f"Bài đã được gỡ lúc {clock_words(event.occurred_at)}" in said
    assert "Sai &lt;b&gt;số liệu&lt;/b&gt;." in said


def test_a_draft_sent_back_after_the_withdrawal_is_the_nearer_one(room: Newsroom) -> None:
    page = room.live(room.draft(title=TITLE))
    at = timezone.now()
    withdraw_urgently(page=page, reason="Sai số liệu.", by=room.board_head, at=at)
    change(page, room.writer, title=f"{TITLE} (sửa)")
    state = room.submitted(ArticlePage.objects.get(pk=page.pk), at=at)
    send_back(state=state, reason="Chưa đủ.", by=room.head, at=at, **reading(state))
    change(page, room.writer, title=f"{TITLE} (sửa lần hai)")
    page.refresh_from_db()
    assert [base.key for base in bases_of(page, page.get_latest_revision())] == ["previous", "last_public"]


@pytest.mark.requirement("R072")
def test_urgent_withdrawal_takes_the_page_away(room: Newsroom) -> None:
    page = room.live(room.draft(title=TITLE))
    address = reverse("moderation_withdraw_now", args=(page.pk,))
    assert of(room.office).post(address, {"reason": "Sai số liệu."}).status_code == 403
    head = of(room.board_head)
    assert head.post(address, {"reason": ""}).status_code == 400
    assert ArticlePage.objects.get(pk=page.pk).live
    assert head.post(address, {"reason": "Sai số liệu."}).status_code == 302
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert head.post(address, {"reason": "Sai số liệu."}).status_code == 400
    assert UrgentAct.objects.count() == 1


@pytest.mark.requirement("R072")
def test_the_head_of_the_board_names_who_may_act_urgently(room: Newsroom) -> None:
    address = reverse("moderation_urgent_delegates")
    today = timezone.localdate()
    form = {
        "agency": room.site.unit.pk, "person": room.member.pk, "valid_from": today.isoformat(),
        "valid_to": (today + datetime.timedelta(days=3)).isoformat(), "reason": "Đi công tác",
    }  # fmt: skip
    assert of(room.member).post(address, form).status_code == 403
    head = of(room.board_head)
    backwards = {**form, "valid_to": (today - datetime.timedelta(days=3)).isoformat()}
    assert head.post(address, backwards).status_code == 400
    assert not UrgentDelegate.objects.exists()
    assert head.post(address, form).status_code == 302
    named = UrgentDelegate.objects.get()
    assert (named.person, named.named_by) == (room.member, room.board_head)
    assert head.post(reverse("moderation_end_urgent", args=(named.pk,))).status_code == 302
    assert UrgentDelegate.objects.get().valid_to == today


@pytest.mark.requirement("R071")
def test_a_head_lets_a_colleague_stand_in_and_the_colleague_decides(room: Newsroom) -> None:
    address = reverse("moderation_delegations")
    today = timezone.localdate()
    own = room.head.memberships.get()
    form = {
        "membership": own.pk, "to": room.other_head.pk, "valid_from": today.isoformat(),
        "valid_to": (today + datetime.timedelta(days=7)).isoformat(), "reason": "Nghỉ phép",
    }  # fmt: skip
    foreign = {**form, "membership": room.second_head.memberships.get().pk}
    assert of(room.head).post(address, foreign).status_code == 400
    assert not Delegation.objects.exists()
    assert of(room.head).post(address, form).status_code == 302
    made = Delegation.objects.get()
    assert (made.to_user, made.decided_by) == (room.other_head, room.head)

    state = room.submitted(room.draft(title=TITLE))
    stand_in = of(room.other_head)
    assert url_of(state) in stand_in.get(reverse("moderation_tasks")).content.decode()
    assert stand_in.post(url_of(state), approval(state)).status_code == 302
    assert Decision.objects.get().acting_for == made
    sheet = text_of(stand_in.get(reverse("moderation_sheet", args=(state.page_id,))))
    assert f"thay mặt {room.head}" in sheet

    end = reverse("moderation_end_delegation", args=(made.pk,))
    assert stand_in.post(end).status_code == 404
    assert of(room.office).post(end).status_code == 302
    assert Delegation.objects.get().valid_to == today


@pytest.mark.requirement("R069")
def test_the_office_sets_steps_and_days_of_a_site_and_of_a_section(room: Newsroom) -> None:
    subsite = room.site.subsite
    section = subsite.sections.get(key="news")
    of_site = reverse("moderation_rule", args=(subsite.pk,))
    of_section = reverse("moderation_section_rule", args=(subsite.pk, section.pk))
    form = {"technical_edit": "yes", "department_days": "3", "technical_days": "", "board_days": "2"}
    for person in (room.head, room.member, room.board_head):
        assert of(person).post(of_site, form).status_code == 403
    assert not ModerationRule.objects.exists()
    office = of(room.office)
    assert office.post(of_site, {**form, "department_days": "999"}).status_code == 400
    assert office.post(of_site, form).status_code == 302
    assert office.post(of_section, {**form, "technical_edit": "no", "department_days": ""}).status_code == 302
    assert [str(step) for step in configuration_of(subsite).steps()] == [
        "department_review", "technical_edit", "board_approval",
    ]  # fmt: skip
    there = configuration_of(subsite, "news")
    assert [str(step) for step in there.steps()] == ["department_review", "board_approval"]
    assert there.days("department_review").chosen("department_review") == (3, "site")
    assert "có quy tắc riêng" in text_of(office.get(reverse("moderation_rules")))
    assert office.get(reverse("moderation_section_rule", args=(subsite.pk, 999_999))).status_code == 404


def test_on_the_city_portal_the_technical_edit_cannot_be_switched_off() -> None:
    room = a_desk("city")
    address = reverse("moderation_rule", args=(room.site.subsite.pk,))
    office = of(room.office)
    assert re.search(r'<select name="technical_edit"[^>]*disabled', office.get(address).content.decode())
    form = {"technical_edit": "no", "department_days": "", "technical_days": "", "board_days": ""}
    office.post(address, form)
    assert "technical_edit" in [str(step) for step in configuration_of(room.site.subsite).steps()]


@pytest.mark.parametrize("path", ["list/", "tasks/index/", "add/"])
def test_the_workflows_themselves_are_closed_to_all_but_technical_people(room: Newsroom, path: str) -> None:
    for person in (room.administrator, room.office, room.board_head, room.head):
        response = of(person).get(f"/admin/workflows/{path}")
        assert response.status_code in {302, 403}
        assert b"Workflow" not in response.content
