"""The admin's home is a desk, and every screen of a page says where one is."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.subsites.actions import sync_access
from procedures.desk import SHOWN
from procedures.models import ChangeTask, ImportBatch, RecordedDecision
from tests.factories.desk import a_busy_agency
from tests.factories.moderation import Newsroom, a_newsroom

pytestmark = pytest.mark.django_db


def test_each_person_finds_their_own_work_and_nobody_elses() -> None:
    room = _room()
    page = room.draft(title="Tiếp đoàn Lào", department=room.division)
    room.draft(title="Nháp riêng của cộng tác viên")
    room.submitted(page, at=timezone.now())

    head = _home(room.head)
    assert "Việc của tôi 1" in head
    assert "Tiếp đoàn Lào" in head
    assert "Nháp riêng của cộng tác viên" not in head

    writer = _home(room.writer)
    assert "Nháp riêng của cộng tác viên" in writer
    assert "Chờ người khác 1" in writer

    for person in (room.other_head, room.secretary, room.member):
        other = _home(person)
        assert "Tiếp đoàn Lào" not in other
        assert "Nháp riêng" not in other


def test_the_window_names_the_product() -> None:
    room = _room()
    for name in ("wagtailadmin_home", "moderation_tasks"):
        soup = BeautifulSoup(_client(room.office).get(reverse(name)).content, "html.parser")
        assert soup.title is not None
        assert soup.title.get_text(strip=True).endswith(" - Cổng"), name


def test_stock_panels_are_gone() -> None:
    room = _room()
    room.submitted(at=timezone.now())
    soup = BeautifulSoup(_client(room.office).get(reverse("wagtailadmin_home")).content, "html.parser")
    assert not soup.select(".w-summary a")
    assert [heading.get_text(" ", strip=True).split(" ")[0] for heading in soup.select(".w-dashboard h2")]
    assert not soup.select("section.w-panel")


def test_a_title_with_markup_is_shown_as_text() -> None:
    room = _room()
    room.draft(title="<script>alert(1)</script>")
    html = _client(room.writer).get(reverse("wagtailadmin_home")).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


PEOPLE = ("office", "board_head", "head", "writer", "secretary", "member")


def test_the_whole_home_of_a_busy_agency_asks_fifteen_queries_however_much_waits() -> None:
    """Frame, desk and the panels of translation and procedures, with something in each."""
    busy = a_busy_agency(departments=12, tasks=12, pages=60)
    sync_access(subsite=busy.room.site.subsite, by=None, at=timezone.now())
    quiet = {who: _queries(_client(getattr(busy.room, who)), "wagtailadmin_home") for who in PEOPLE}
    assert {who: number for who, number in quiet.items() if number > 15} == {}
    for _number in range(4):
        busy.room.submitted(busy.room.draft())
    _catalogue_waits(busy.room)
    full = {who: _queries(_client(getattr(busy.room, who)), "wagtailadmin_home") for who in PEOPLE}
    assert full == quiet
    head, board = (_home(person) for person in (busy.room.head, busy.room.board_head))
    assert "Thủ tục hành chính" in head
    assert "Thủ tục hành chính" in board


def _catalogue_waits(room: Newsroom) -> None:
    """An import before the board, and more tasks of decisions than the panel shows."""
    site, at = room.site.subsite, timezone.now()
    ImportBatch.objects.create(subsite=site, state=ImportBatch.State.WAITING, file_name="thu-tuc.xlsx", at=at)
    decision = RecordedDecision.objects.create(
        subsite=site, number="12/QĐ-UBND", issuer="Ủy ban nhân dân", signed_on=at.date(), recorded_at=at
    )
    ChangeTask.objects.bulk_create(
        ChangeTask(decision=decision, kind=ChangeTask.Kind.ADD, name=f"Thủ tục {number}", due_at=at)
        for number in range(SHOWN + 3)
    )
    assert "còn 3 việc" in _home(room.head)


def _queries(client: Client, name: str) -> int:
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "VI Tiếng Việt"), ("en", "EN Tiếng Anh")], ids=["Vietnamese", "English"]
)
def test_the_editor_says_which_site_language_and_state(language: str, words: str) -> None:
    room = _room()
    section = room.site.sections["news"][language]
    place = _place(room.secretary, reverse("wagtailadmin_pages:edit", args=(section.pk,)))
    assert place == f"Sở Ngoại vụ {words} Đang đăng"


def test_the_strip_follows_the_state_of_a_text() -> None:
    room = _room()
    page = room.draft()
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert _place(room.secretary, address).endswith("Bản nháp")
    state = room.submitted(page)
    assert _place(room.head, address).endswith("Đang chờ duyệt")
    while state is not None:
        state = room.approve(state)
    assert _place(room.secretary, address).endswith("Đang đăng")
    assert _place(room.secretary, reverse("wagtailadmin_explore", args=(page.get_parent().pk,))).endswith("Đang đăng")
    assert _place(room.secretary, reverse("wagtailadmin_pages:history", args=(page.pk,))).endswith("Đang đăng")
    new = reverse("wagtailadmin_pages:add", args=("news", "articlepage", page.get_parent().pk))
    assert _place(room.secretary, new).endswith("Trang mới, chưa lưu")


def test_the_preview_opens_as_a_phone_of_360_px_and_comments_are_on() -> None:
    room = _room()
    page = room.draft()
    html = _client(room.secretary).get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    sizes = soup.select("input[name=preview-size]")
    assert [size["data-device-width"] for size in sizes] == ["360", "768", "1280"]
    assert [size.has_attr("checked") for size in sizes] == [True, False, False]
    assert page.default_preview_size == "mobile"
    form = soup.select_one("form[data-edit-form]")
    assert form is not None
    assert form["data-w-init-event-value"] == "w-comments:init"


def _room() -> Newsroom:
    room = a_newsroom()
    sync_access(subsite=room.site.subsite, by=None, at=timezone.now())
    return room


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _home(person: User) -> str:
    response = _client(person).get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def _place(person: User, address: str) -> str:
    response = _client(person).get(address)
    assert response.status_code == 200, address
    strips = BeautifulSoup(response.content, "html.parser").select(".desk-place")
    assert len(strips) == 1
    return " ".join(strips[0].get_text(" ", strip=True).split())
