"""The screens of moderation as people use them: the task, its decision, its conflicts."""

import datetime
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.moderation.hashing import content_hash
from cms.moderation.models import Decision, ReviewState
from cms.moderation.queries import open_state_of
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom, open_step_of
from tests.journeys.moderation_desk import a_desk, approval, at_most, frame_of, of, returning, url_of

pytestmark = pytest.mark.django_db

TITLE = "Tiếp đoàn công tác tỉnh Gifu"


@pytest.fixture
def room() -> Newsroom:
    return a_desk()


def text_of(response: Any) -> str:
    """What is read on a screen, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def change(page: ArticlePage, by: Any, **values: Any) -> None:
    """A newer draft."""
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)


def test_a_head_reads_the_task_with_everything_needed_to_decide(room: Newsroom) -> None:
    state = room.submitted(room.draft(title=TITLE))
    head = of(room.head)
    frame = frame_of(head)
    with at_most(60, beyond=frame):
        response = head.get(url_of(state))
    assert response.status_code == 200
    said = text_of(response)
    for part in (TITLE, "đơn vị duyệt", "Phòng Hợp tác quốc tế", "Bài mới", "Duyệt", "Trả lại", "Hạn"):
        assert part in said
    assert f'name="revision_id" value="{state.reading.revision_id}"' in response.content.decode()
    assert f'name="content_hash" value="{state.reading.content_hash}"' in response.content.decode()


@pytest.mark.requirement("R023", "R024", "R071")
def test_approving_moves_the_text_on_and_keeps_the_checklist_with_person_and_time(room: Newsroom) -> None:
    state = room.submitted(room.draft(title=TITLE))
    response = of(room.head).post(url_of(state), approval(state, comment="Đồng ý đăng."))
    assert (response.status_code, response["Location"]) == (302, reverse("moderation_tasks"))
    decision = Decision.objects.get()
    assert (decision.by, decision.verdict, decision.comment) == (room.head, "approved", "Đồng ý đăng.")
    assert decision.checklist == ["lawful", "accurate"]
    assert decision.at is not None
    assert open_step_of(state.page).step == "board_approval"


@pytest.mark.requirement("R023", "R024")
def test_without_the_whole_checklist_nothing_is_approved(room: Newsroom) -> None:
    state = room.submitted()
    response = of(room.head).post(url_of(state), approval(state, checklist=["lawful"], comment="Được."))
    assert response.status_code == 400
    assert "Người duyệt bài phải xác nhận đủ các điểm kiểm tra." in text_of(response)
    assert "Được." in response.content.decode()
    assert not Decision.objects.exists()


def test_the_board_approves_and_the_text_is_public_at_once(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.at_board(page)
    board = of(room.member)
    response = board.post(url_of(state), approval(state), follow=True)
    assert response.status_code == 200
    page.refresh_from_db()
    assert page.live
    assert "Bài đã công khai." in text_of(response)
    assert "Trang công khai và API : đã đến" in text_of(response).replace(": đã", " : đã").replace("  ", " ")


@pytest.mark.requirement("R071")
def test_a_text_is_sent_back_only_with_a_reason(room: Newsroom) -> None:
    state = room.submitted()
    head = of(room.head)
    refused = head.post(url_of(state), returning(state, "  "))
    assert refused.status_code == 400
    assert not Decision.objects.exists()
    assert head.post(url_of(state), returning(state)).status_code == 302
    assert Decision.objects.get().comment == "Thiếu nguồn ảnh."
    assert open_state_of(state.page) is None


@pytest.mark.parametrize("missing", ["revision_id", "content_hash"])
def test_a_decision_that_names_no_version_is_refused_with_400(room: Newsroom, missing: str) -> None:
    state = room.submitted()
    form = approval(state, comment="Giữ lời này")
    del form[missing]
    response = of(room.head).post(url_of(state), form)
    assert response.status_code == 400
    assert "không cho biết bạn đã đọc bản nào" in text_of(response)
    assert "Giữ lời này" in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("revision_id", ["0", "-1", "abc", "9" * 30, "1 OR 1=1", ""])
def test_a_hostile_revision_number_is_refused_with_400(room: Newsroom, revision_id: str) -> None:
    state = room.submitted()
    response = of(room.head).post(url_of(state), approval(state, revision_id=revision_id))
    assert response.status_code == 400
    assert not Decision.objects.exists()


def test_a_newer_draft_is_a_conflict_that_keeps_the_comment_and_shows_what_changed(room: Newsroom) -> None:
    page = room.draft(title=TITLE)
    state = room.submitted(page)
    read = approval(state, comment="Đọc kỹ rồi.")
    change(page, room.second_head, title="Tiếp đoàn công tác tỉnh Kyoto")
    head = of(room.head)

    response = head.post(url_of(state), read)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Đọc kỹ rồi." in html
    assert "So với bản bạn đã đọc" not in text_of(response)  # one base only: no tabs
    assert "Bản bạn đã đọc" in text_of(response)
    assert ">Gifu</del>" in html
    assert ">Kyoto</ins>" in html
    assert not Decision.objects.exists()

    fresh = {name: re.search(rf'name="{name}" value="([^"]+)"', html) for name in ("revision_id", "content_hash")}
    again = {**read, **{name: found[1] for name, found in fresh.items() if found}}
    assert again["revision_id"] != read["revision_id"]
    assert head.post(url_of(state), again).status_code == 302
    assert Decision.objects.get().revision_id == int(again["revision_id"])


def test_who_comes_second_learns_who_decided_and_keeps_the_comment(room: Newsroom) -> None:
    state = room.submitted(room.draft(title=TITLE))
    form = approval(state, comment="Ý kiến của tôi")
    assert of(room.second_head).post(url_of(state), approval(state)).status_code == 302
    response = of(room.head).post(url_of(state), form)
    assert response.status_code == 409
    said = text_of(response)
    assert str(room.second_head) in said
    assert "đã quyết định" in said
    assert "Ý kiến của tôi" in response.content.decode()
    assert Decision.objects.count() == 1


def test_a_double_click_is_one_decision_and_no_error(room: Newsroom) -> None:
    state = room.submitted()
    form, head = approval(state), of(room.head)
    assert head.post(url_of(state), form).status_code == 302
    second = head.post(url_of(state), form)
    assert (second.status_code, second["Location"]) == (302, url_of(state))
    assert Decision.objects.count() == 1


@pytest.mark.requirement("R071")
def test_who_wrote_the_text_reads_why_not_and_who_may(room: Newsroom) -> None:
    page = room.draft(title=TITLE, by=room.head)
    state = room.submitted(page)
    head = of(room.head)
    response = head.get(url_of(state))
    said = text_of(response)
    assert "Không ai được quyết định về bài do chính mình viết hoặc sửa lần cuối." in said
    assert f"Người duyệt được: {room.second_head}." in said
    assert 'aria-describedby="why-not"' in response.content.decode()
    assert head.post(url_of(state), approval(state)).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("door", ["task", "claim", "release", "assign", "publication", "preview"])
def test_another_department_finds_no_task_and_no_title(room: Newsroom, door: str) -> None:
    state = room.submitted(room.draft(title=TITLE))
    arguments = [state.pk] if door != "preview" else [state.pk, state.reading.revision_id]
    other = of(room.other_head)
    address = reverse(f"moderation_{door}", args=arguments)
    posted = door in {"claim", "release", "assign"}
    response = other.post(address) if posted else other.get(address)
    assert response.status_code == 404
    assert TITLE not in response.content.decode()
    if door == "task":
        assert other.post(address, approval(state)).status_code == 404
        assert not Decision.objects.exists()


@pytest.mark.parametrize("door", ["submit", "take_back", "publish_now", "withdraw_now", "sheet"])
def test_another_department_finds_no_page_and_no_title(room: Newsroom, door: str) -> None:
    page = room.draft(title=TITLE)
    room.approve(room.submitted(page))
    response = of(room.other_head).get(reverse(f"moderation_{door}", args=(page.pk,)))
    assert response.status_code == 404
    assert TITLE not in response.content.decode()


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**40])
def test_unknown_numbers_are_not_found(room: Newsroom, number: int) -> None:
    board = of(room.board_head)
    for path in (
        "tasks/{}/",
        "tasks/{}/publication/",
        "pages/{}/submit/",
        "pages/{}/sheet/",
        "pages/{}/publish-now/",
        "urgent/{}/",
        "rules/{}/",
    ):
        assert board.get("/admin/moderation/" + path.format(number)).status_code in {404, 403}, path
    state = room.submitted()
    assert board.get(f"/admin/moderation/tasks/{state.pk}/preview/{number}/").status_code == 404


def test_the_preview_shows_exactly_the_revision_and_none_of_another_page(room: Newsroom) -> None:
    page, other = room.draft(title=TITLE), room.draft(title="Bài khác hẳn")
    state = room.submitted(page)
    first = state.reading.revision_id
    change(page, room.second_head, title="Tên mới của bài")
    head = of(room.head)
    shown = head.get(reverse("moderation_preview", args=(state.pk, first)))
    assert TITLE in shown.content.decode()
    assert "Tên mới của bài" not in shown.content.decode()
    foreign = other.get_latest_revision().pk
    assert head.get(reverse("moderation_preview", args=(state.pk, foreign))).status_code == 404


def test_the_difference_to_the_public_version_stands_side_by_side(room: Newsroom) -> None:
    page = room.live(room.draft(title=TITLE))
    block = {"type": "paragraph", "value": {"text": "<p>Sở tiếp đoàn Kyoto.</p>", "lang": ""}}
    draft = page.get_latest_revision_as_object()
    draft.title = "Tên của bản nháp"
    draft.summary = "Tóm tắt mới <script>alert(1)</script>"
    draft.body = draft.body.stream_block.to_python([{**block, "id": draft.body[0].id}])
    draft.save_revision(user=room.writer)
    state = room.submitted(ArticlePage.objects.get(pk=page.pk))
    html = of(room.head).get(url_of(state)).content.decode()
    assert "Bản đang công khai" in html
    assert '<h1 class="review-title">Tên của bản nháp</h1>' in html
    assert "<script>alert(1)" not in html
    assert re.search(r"<ins[^>]*>[^<]*Kyoto", html)
    assert "review-change" in html


@pytest.mark.requirement("R007", "R008")
def test_claim_release_and_assign(room: Newsroom) -> None:
    state = room.submitted()
    head, office = of(room.head), of(room.office)
    assert head.post(reverse("moderation_claim", args=(state.pk,))).status_code == 302
    assert ReviewState.objects.get(pk=state.pk).claimed_by == room.head
    of(room.second_head).post(reverse("moderation_claim", args=(state.pk,)))
    assert ReviewState.objects.get(pk=state.pk).claimed_by == room.head
    head.post(reverse("moderation_release", args=(state.pk,)))
    assert ReviewState.objects.get(pk=state.pk).claimed_by is None
    assert str(room.second_head) in text_of(office.get(url_of(state)))
    office.post(reverse("moderation_assign", args=(state.pk,)), {"to": room.second_head.pk})
    assert ReviewState.objects.get(pk=state.pk).assigned_to == room.second_head
    office.post(reverse("moderation_assign", args=(state.pk,)), {"to": room.writer.pk})
    assert ReviewState.objects.get(pk=state.pk).assigned_to == room.second_head
    head.post(reverse("moderation_assign", args=(state.pk,)), {"to": room.head.pk})
    assert ReviewState.objects.get(pk=state.pk).assigned_to == room.second_head


def test_lists_show_what_waits_overdue_first_and_filter(room: Newsroom) -> None:
    late = room.submitted(room.draft(title="Bài quá hạn đã lâu"), at=AT)
    address = reverse("moderation_tasks")
    head = of(room.head)
    frame = frame_of(head)
    with at_most(10, beyond=frame):
        response = head.get(address)
    said = text_of(response)
    assert "Việc của tôi" in said
    assert "Quá hạn (1)" in said
    assert url_of(late) in response.content.decode()
    found = of(room.head).get(address, {"q": "qua han"})
    assert url_of(late) in found.content.decode()
    none = of(room.head).get(address, {"q": "không có chữ này", "p": "999999999999999999999"})
    assert url_of(late) not in none.content.decode()
    assert "Không có bài nào khớp bộ lọc." in text_of(none)
    other = of(room.other_head).get(address)
    assert "Bài quá hạn đã lâu" not in other.content.decode()
    mine = of(room.writer).get(reverse("moderation_waiting"))
    assert "Bài quá hạn đã lâu" in mine.content.decode()


def test_a_list_of_many_tasks_asks_no_more_than_one_of_few(room: Newsroom) -> None:
    for number in range(2):
        room.submitted(room.draft(title=f"Bài {number}"))
    head = of(room.head)
    frame = frame_of(head)
    with at_most(10, beyond=frame):
        head.get(reverse("moderation_tasks"))
    for number in range(12):
        room.submitted(room.draft(title=f"Thêm {number}"))
    with at_most(10, beyond=frame):
        response = head.get(reverse("moderation_tasks"))
    assert "Thêm 11" in response.content.decode()


@pytest.mark.requirement("R071")
def test_the_approval_sheet_says_who_when_and_which_version(room: Newsroom) -> None:
    page = room.live(room.draft(title=TITLE))
    writer = of(room.writer)
    with at_most(30):
        response = writer.get(reverse("moderation_sheet", args=(page.pk,)))
    said = text_of(response)
    decisions = list(Decision.objects.order_by("at", "id"))
    for part in (
        "Phiếu duyệt bài",
        "Sở Ngoại vụ",
        "Phòng Hợp tác quốc tế",
        TITLE,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ):
        assert part in said
    for decision in decisions:
        assert str(decision.by) in said
        assert decision.content_hash[:16] in said
        assert str(decision.revision_id) in said
    assert of(room.writer).get(reverse("moderation_sheet", args=(room.draft().pk,))).status_code == 404


def test_whoever_is_not_logged_in_sees_the_login(room: Newsroom, client: Any) -> None:
    state = room.submitted(room.draft(title=TITLE))
    for name, arguments in (("task", [state.pk]), ("tasks", []), ("sheet", [state.page_id])):
        response = client.get(reverse(f"moderation_{name}", args=arguments))
        assert response.status_code == 302
        assert "login" in response["Location"]


def moment(at: datetime.datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")


def test_the_board_names_the_hour_when_it_approves(room: Newsroom) -> None:
    """Nobody edits in the board's step, and whoever saved a schedule before it has edited the text last."""
    state = room.at_board()
    said = text_of(of(room.member).get(url_of(state)))
    assert "Thời điểm đăng" in said
    hour = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(hours=5)
    assert of(room.member).post(url_of(state), approval(state, go_live_at=moment(hour))).status_code == 302
    decision = Decision.objects.get(step="board_approval")
    assert (decision.revision.approved_go_live_at, decision.content_hash) == (hour, content_hash(decision.revision))
    page = ArticlePage.objects.get(pk=state.page_id)
    assert (page.live, page.go_live_at) == (False, hour)
    assert f"bài sẽ công khai lúc {timezone.localtime(hour):%H:%M %d/%m/%Y}" in text_of(
        of(room.member).get(url_of(state))
    )


@pytest.mark.parametrize(
    "hour", ["01/01/2020 08:00", "31/02/2099 08:00", "mai", "31/12/9999 23:59", "01/01/0001 00:00"]
)
def test_an_hour_that_cannot_be_is_refused_and_the_comment_is_kept(room: Newsroom, hour: str) -> None:
    state = room.at_board()
    response = of(room.member).post(url_of(state), approval(state, go_live_at=hour, comment="Đăng sáng mai."))
    assert response.status_code == 400
    assert "Đăng sáng mai." in response.content.decode()
    assert not Decision.objects.filter(step="board_approval").exists()
    assert not ArticlePage.objects.get(pk=state.page_id).live


@pytest.mark.parametrize(("sent", "is_live"), [({}, False), ({"go_live_at": ""}, True)])
def test_the_hour_of_the_draft_stays_unless_the_board_takes_it_away(
    room: Newsroom, sent: dict[str, str], is_live: bool
) -> None:
    page = room.draft()
    hour = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(hours=5)
    change(page, room.writer, go_live_at=hour)
    state = room.at_board(page)
    said = text_of(of(room.member).get(url_of(state)))
    assert said.count(f"{timezone.localtime(hour):%H:%M %d/%m/%Y}") == 1
    assert f'value="{moment(hour)}"' in of(room.member).get(url_of(state)).content.decode()
    assert of(room.member).post(url_of(state), approval(state, **sent)).status_code == 302
    assert ArticlePage.objects.get(pk=page.pk).live is is_live


def test_no_other_step_names_the_hour(room: Newsroom) -> None:
    state = room.submitted()
    head = of(room.head)
    assert 'name="go_live_at"' not in head.get(url_of(state)).content.decode()
    tomorrow = moment(timezone.now() + datetime.timedelta(days=1))
    assert head.post(url_of(state), approval(state, go_live_at=tomorrow)).status_code == 302
    assert ArticlePage.objects.get(pk=state.page_id).get_latest_revision_as_object().go_live_at is None


def test_a_moment_in_a_difference_is_written_as_people_write_it(room: Newsroom) -> None:
    page = room.live()
    change(page, room.writer, go_live_at=datetime.datetime(2099, 5, 4, 1, 30, tzinfo=datetime.UTC))
    html = of(room.head).get(url_of(room.submitted(page))).content.decode()
    assert ">08:30 04/05/2099</ins>" in html
    assert ">None<" not in html
    assert "2099-05-04" not in html


def test_whoever_may_edit_in_their_step_finds_the_editor(room: Newsroom) -> None:
    state = room.submitted()
    editor = reverse("wagtailadmin_pages:edit", args=(state.page_id,))
    for person, finds in ((room.head, True), (room.writer, False), (room.office, False)):
        assert (f'href="{editor}">Mở để sửa' in of(person).get(url_of(state)).content.decode()) is finds


def test_who_gives_tasks_finds_every_text_of_the_agency(room: Newsroom) -> None:
    address = reverse("moderation_agency")
    state = room.submitted(room.draft(title=TITLE))
    for person in (room.office, room.board_head):
        response = of(person).get(address)
        assert url_of(state) in response.content.decode()
    assert "Cả cơ quan" in text_of(of(room.office).get(reverse("moderation_tasks")))
    assert of(room.office).get("/admin/").content.decode().count(f"{address}?department={room.division.pk}") == 1
    for person in (room.writer, room.head, room.member):
        assert of(person).get(address).status_code == 403
        assert address not in of(person).get(reverse("moderation_tasks")).content.decode()


def test_the_list_of_the_agency_holds_no_other_agency_and_asks_no_more_for_many(room: Newsroom) -> None:
    city = a_desk("city", hostname="city.example")
    room.submitted(room.draft(title=TITLE))
    assert TITLE not in of(city.office).get(reverse("moderation_agency")).content.decode()
    office = of(room.office)
    address = reverse("moderation_agency")
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        office.get(address)
    for number in range(6):
        room.submitted(room.draft(title=f"Thêm {number}"))
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(many) <= len(few)


def test_the_head_of_the_board_finds_the_urgent_acts_where_pages_are_listed(room: Newsroom) -> None:
    """They do not open the editor of others' texts, where these acts stood alone."""
    page = room.live()
    draft = room.draft()
    listing = reverse("wagtailadmin_explore", args=(page.get_parent().pk,))
    withdraw = reverse("moderation_withdraw_now", args=(page.pk,))
    publish = reverse("moderation_publish_now", args=(draft.pk,))
    html = of(room.board_head).get(listing).content.decode()
    assert withdraw in html
    assert publish in html
    assert withdraw in of(room.board_head).get(reverse("wagtailadmin_explore", args=(page.pk,))).content.decode()
    for person in (room.writer, room.head, room.member, room.office):
        html = of(person).get(listing).content.decode()
        assert withdraw not in html
        assert publish not in html


def test_who_may_not_plan_a_publication_is_told_who_does(room: Newsroom) -> None:
    address = reverse("wagtailadmin_pages:edit", args=(room.draft().pk,))
    said = of(room.writer).get(address).content.decode()
    assert "Bạn không đặt được lịch đăng." in said
    assert "Lưu lịch" not in said
    said = of(room.head).get(address).content.decode()
    assert "Bạn không đặt được lịch đăng." not in said
    assert "Lưu lịch" in said


def test_a_choice_that_nobody_made_is_not_in_the_difference(room: Newsroom) -> None:
    page = room.live()
    body = [*page.body.raw_data, {"type": "quote", "value": {"text": "Lời mới", "attribution": "", "language": ""}}]
    change(page, room.writer, body=json.dumps([dict(block) for block in body]))
    said = text_of(of(room.head).get(url_of(room.submitted(page))))
    assert "Lời mới" in said
    assert "Đoạn bằng ngôn ngữ khác" not in said
