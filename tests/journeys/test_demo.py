"""The demo as a whole: loaded once for this module, in a transaction that is taken back."""

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, Revision, Site

from cms.accounts.models import User
from cms.audit.append_only import is_protected
from cms.audit.models import AuditEntry
from cms.demo.accounts import accounts_file, read_accounts
from cms.demo.config import DemoConfig
from cms.demo.content_reader import read_content
from cms.demo.desks import RETURNED, WAYS
from cms.demo.models import DemoObject
from cms.demo.removal import DecisionsWereMade, SomebodyElsesWork, remove_demo
from cms.demo.scenario import SiteNotEmpty, is_loaded, load_demo
from cms.departments.models import Membership, OrgUnit, Post
from cms.departments.roles import Role
from cms.editorial.models import AnnualPlan, Contribution, Section
from cms.kernel.calendar import HANOI
from cms.media.models import Image
from cms.moderation.actions import send_back
from cms.moderation.models import Approval, Decision, ReviewState
from cms.moderation.queries import drafts_of, issues_of, tasks_for
from cms.moderation.requirements.issues import Issue
from cms.pages.actions import add_page
from cms.publishing.models import Delivery, FormerAddress, PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.subsites.models import Subsite
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from home.models import StandardPage
from news.models import ArticlePage
from procedures.models import ProcedurePage
from tests.conftest import media_in

# Each test runs in a savepoint inside the module's transaction, and is taken back on its own.
pytestmark = pytest.mark.django_db

LOADED_AT = datetime.datetime(2026, 11, 20, 10, 0, tzinfo=HANOI)
CONFIG = DemoConfig(loaded_at=LOADED_AT, year=2026)


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def before() -> dict[str, int]:
    return {}


@pytest.fixture(scope="module")
def module_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the load puts on disk; a test that removes the demo removes its own copies."""
    return tmp_path_factory.mktemp("demo-media")


@pytest.fixture(scope="module", autouse=True)
def _demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    module_media: Path,
    said: list[str],
    before: dict[str, int],
) -> Iterator[None]:
    var = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(VAR_DIR=var), transaction.atomic():
        before.update(counts())
        with media_in(module_media):
            assert load_demo(config=CONFIG, port=8000, say=said.append)
        yield
        Site.clear_site_root_paths_cache()
        transaction.set_rollback(True)


# What stays when the demo goes: the log, the lists that belong to the product, and Wagtail's own tables.
KEPT = {
    "audit.AuditEntry", "departments.Holiday", "departments.SwappedDay", "glossary.Term", "news.Genre", "news.Topic",
    "publishing.StoreGeneration", "wagtailcore.Locale", "wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry",
    "contenttypes.ContentType", "auth.Permission", "wagtailsearch.SQLiteFTSIndexEntry", "wagtailcore.ReferenceIndex",
    # One workflow a sequence of steps and one task a step, for all sites there are and will be (ADR 0090).
    "moderation.DerivedWorkflow", "moderation.ReviewTask", "wagtailcore.Workflow", "wagtailcore.WorkflowTask",
    "wagtailcore.Task",
}  # fmt: skip
# Accounts that have acted are closed, not forgotten: the log names them.
CLOSED = {"accounts.User", "wagtailusers.UserProfile"}


def counts() -> dict[str, int]:
    """How many rows each table has."""
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_it_is_loaded_and_says_for_which_year(said: list[str]) -> None:
    assert is_loaded()
    assert [line for line in said if line.startswith("Kế hoạch")] == [
        "Kế hoạch năm 2017 được nạp cho năm 2026: Trang thông tin điện tử Sở Ngoại vụ tỉnh Thừa Thiên Huế",
        "Kế hoạch năm 2024 được nạp cho năm 2026: Cổng thông tin điện tử thành phố Vũng Tàu",
    ]
    assert sorted(AnnualPlan.objects.values_list("subsite__key", "year")) == [("city", 2026), ("department", 2026)]


def test_two_sites_with_their_sections_and_articles() -> None:
    rows = Counter(PublishedDocument.objects.values_list("site__key", "document_type", "locale"))
    assert rows["department", "section", "vi"] == rows["department", "section", "en"] == 18
    assert rows["city", "section", "vi"] == rows["city", "section", "en"] == 8
    content = read_content()
    for site in ("department", "city"):
        public = [i for i in content.items if i.site == site and i.state in {"live", "moved"}]
        assert rows[site, "article", "vi"] == len(public)
        assert rows[site, "article", "en"] == sum(item.en is not None for item in public)
    assert rows["department", "article", "vi"] + rows["city", "article", "vi"] >= 60


@pytest.mark.requirement("R025")
def test_no_section_is_empty() -> None:
    for section in Section.objects.exclude(content_kind="group"):
        public = PublishedDocument.objects.filter(
            site=section.subsite,
            document_type="article",
            locale="vi",
            facets__name="section",
            facets__value=section.key,
        )
        assert public.count() >= 2, section.key


def test_the_same_again_changes_nothing() -> None:
    rows, passwords = counts(), accounts_file().read_bytes()
    assert not load_demo(config=CONFIG)
    assert counts() == rows
    assert accounts_file().read_bytes() == passwords


def test_everybody_can_log_in_with_the_password_of_the_file() -> None:
    accounts = read_accounts()
    assert {account.username for account in accounts} == set(User.objects.values_list("username", flat=True))
    for account in accounts:
        client = Client()
        assert client.login(username=account.username, password=account.password), account.username
        answer = client.get("/admin/", headers={"host": "localhost"})
        assert answer.status_code == 200, account.username


def test_nobody_is_a_superuser() -> None:
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.requirement("R160")
def test_every_post_of_the_plans_is_held() -> None:
    on = CONFIG.today
    held = set(Membership.objects.in_force(on=on).filter(post__isnull=False).values_list("post__key", flat=True))
    assert held == set(Post.objects.values_list("key", flat=True))


@pytest.mark.requirement("R076")
@pytest.mark.parametrize(("home", "street"), [("/", "Số 00, đường Minh Họa"), ("/en/", "00 Minh Hoa Street")])
def test_every_page_says_at_its_foot_how_the_agency_is_reached(client: Client, home: str, street: str) -> None:
    foot = client.get(home, headers={"host": "localhost"}).content.decode().partition("<footer")[2]
    assert street in foot
    assert "0234 0000 000" in foot
    assert "vanphong@example.vn" in foot


@pytest.mark.requirement("R001")
def test_the_board_has_its_members() -> None:
    board = OrgUnit.objects.get(key="ban-bien-tap")
    roles = Membership.objects.in_force(on=CONFIG.today).filter(unit=board).values_list("role", flat=True)
    assert sorted(roles) == sorted([Role.BOARD_HEAD, Role.BOARD_MEMBER, Role.SECRETARIAT, Role.STANDING_OFFICE])


def test_the_whole_board_may_approve_an_import_over_the_catalogue() -> None:
    """Nobody of the board has written a procedure of the demo, or four eyes would forbid it to them."""
    writers = Revision.page_revisions.filter(
        object_id__in=[str(pk) for pk in ProcedurePage.objects.values_list("pk", flat=True)]
    )
    names = set(writers.values_list("user__username", flat=True).distinct())
    assert names == {"standing_office"}


def test_the_year_is_spread_and_nothing_lies_in_the_future() -> None:
    rows = PublishedDocument.objects.filter(document_type="article")
    assert not rows.filter(updated_at__gt=LOADED_AT).exists()
    months = {row.published_at.astimezone(HANOI).month for row in rows}
    assert months == set(range(1, 12))
    assert {row.published_at.astimezone(HANOI).year for row in rows} == {2026}


@pytest.mark.requirement("R078")
def test_english_follows_within_two_days() -> None:
    english = ArticlePage.objects.filter(locale=Locale.objects.get(language_code="en"), live=True)
    assert english.count() == 19
    for page in english:
        source = ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="vi")
        assert datetime.timedelta(0) < page.first_published_at - source.first_published_at <= datetime.timedelta(days=2)


def test_the_api_tells_moved_from_withdrawn(client: Client) -> None:
    moved = FormerAddress.objects.get(is_gone=False)
    gone = FormerAddress.objects.exclude(reason="").get(is_gone=True, path__contains="thiet-bi-bay")
    ask = lambda path: client.get("/api/v1/by-path/", {"path": path}, headers={"host": "localhost"})  # noqa: E731
    assert ask(moved.path).status_code == 301
    assert ask("/hop-tac-quoc-te/danh-muc-thoa-thuan-quoc-te-cua-tinh-dang-co-hieu-luc/").status_code == 200
    answer = ask(gone.path)
    assert answer.status_code == 410
    assert answer.json()["reason"].startswith("Bài viết dẫn một quy định đã được thay thế.")
    assert ask("/tin-tuc-su-kien/lich-su-kien-doi-ngoai-quy-toi/").status_code == 404


def test_every_use_of_an_image_is_described() -> None:
    for page in ArticlePage.objects.all():
        if page.lead_image_id:
            assert page.lead_image_alt
        for block in page.body:
            uses = block.value["images"] if block.block_type == "gallery" else [block.value]
            if block.block_type in {"gallery", "image"}:
                assert all(use["alt"] and not use["is_decorative"] for use in uses)
    assert set(Image.objects.values_list("credit", flat=True)) == {"Minh họa dựng bằng máy"}


@pytest.mark.requirement("R077")
def test_no_english_page_shows_the_vietnamese_credit_of_a_picture() -> None:
    bodies = "".join(PublishedDocument.objects.filter(locale="en").values_list("body", flat=True))
    assert "Illustration made by a machine" in bodies
    assert "Minh họa dựng bằng máy" not in bodies


@pytest.mark.requirement("R037", "R117")
def test_what_is_published_is_counted_once() -> None:
    # The reactions to what other tests of this module did come after the load.
    run_until_idle(clock=lambda: max(LOADED_AT, timezone.now()))
    undone = Delivery.objects.exclude(state=Delivery.State.DONE)
    told = ("event__kind", "event__document_type", "event__occurred_at", "next_try_at", "error")
    assert list(undone.values_list(*told)) == []
    rows = Contribution.objects.filter(locale="vi")
    assert rows.count() == len([item for item in read_content().items if item.state != "draft"])
    assert set(rows.values_list("origin", flat=True)) == {"original", "collected", "translated"}


def lies_before(username: str) -> list[tuple[str, str]]:
    """What waits for a person at the moment of the load: step, and whether it is late or presses."""
    rows = tasks_for(User.objects.get(username=username), at=LOADED_AT)
    return [(str(row.step), "late" if row.is_overdue else "risk" if row.is_at_risk else "") for row in rows]


@pytest.mark.requirement("R069", "R071")
@pytest.mark.parametrize(
    ("username", "tasks"),
    [
        ("department_head", [("department_review", "")]),
        ("department_head_2", [("department_review", "late")]),
        ("department_head_city", [("department_review", "risk")]),
        ("secretariat", [("technical_edit", "")]),
        ("secretariat_city", [("technical_edit", "")]),
        ("board_member", [("board_approval", "late"), ("board_approval", "")]),
        ("board_head", [("board_approval", "late"), ("board_approval", "")]),
        ("board_head_city", [("board_approval", "")]),
        # a text and an English page; the editor acts for the head, who is away
        ("department_head_3", [("department_review", ""), ("department_review", "")]),
        ("section_editor_3", [("department_review", ""), ("department_review", "")]),
        ("contributor", []),
    ],
)
def test_on_each_desk_lies_what_its_step_decides(username: str, tasks: list[tuple[str, str]]) -> None:
    assert lies_before(username) == tasks


def missing_of(page: ArticlePage) -> list[Issue]:
    return issues_of(page.get_latest_revision_as_object(), at=LOADED_AT)


def test_writers_find_what_is_missing_sent_back_and_on_its_way() -> None:
    writer = User.objects.get(username="contributor")
    drafts = {row.title: row for row in drafts_of(writer)}
    returned = drafts.pop("Ngày mở cửa của Sở đón hơn 300 học sinh")
    assert returned.returned_comment == RETURNED
    begun = ArticlePage.objects.get(title="Lịch sự kiện đối ngoại quý tới")
    assert begun.title in drafts
    assert [(one.key, one.level) for one in missing_of(begun)] == [("event_date", "warn")]
    story = ArticlePage.objects.get(title="Đề cương bài viết về chợ phiên vùng biên")
    assert ("picture", "block") in [(one.key, one.level) for one in missing_of(story)]
    planned = ArticlePage.objects.get(title="Trung tâm Dịch vụ Đối ngoại mở đợt kiểm tra phiên dịch viên")
    assert planned.approved_schedule
    assert planned.go_live_at == datetime.datetime(2026, 11, 23, 7, 30, tzinfo=HANOI)


@pytest.mark.requirement("R077", "R078")
def test_translators_find_a_request_in_each_state() -> None:
    requests = TranslationRequest.objects.all()
    assert Counter(requests.values_list("state", flat=True)) == {
        "waiting": 3, "in_progress": 1, "in_review": 1, "stale": 1,
    }  # fmt: skip
    late = requests.get(state="waiting", due_at__lt=LOADED_AT)
    assert datetime.timedelta(0) < LOADED_AT - late.due_at < datetime.timedelta(days=7)
    assert requests.get(state="stale").live_at is not None
    begun = segments_of(requests.get(state="in_progress"))
    assert [one.path for one in begun if one.confirmed] == ["title", "summary"]


def test_what_is_on_its_way_is_not_public() -> None:
    pages = ArticlePage.objects.filter(title__in=[item.vi.title for item in read_content().items if item.key in WAYS])
    assert pages.count() == len(WAYS) == 11
    assert not pages.filter(live=True).exists()
    assert not PublishedDocument.objects.filter(content_id__in=pages.values("translation_key")).exists()


def test_what_somebody_decided_since_the_load_keeps_the_demo() -> None:
    head = User.objects.get(username="department_head")
    (row,) = tasks_for(head, at=LOADED_AT)
    state = ReviewState.objects.get(pk=row.state_id)
    send_back(state=state, reason="Thiếu số liệu.", by=head, at=LOADED_AT)
    rows = counts()
    with pytest.raises(DecisionsWereMade) as refused:
        remove_demo(at=timezone.now())
    assert refused.value.params == {"count": 1}
    assert counts() == rows


def test_it_never_mixes_with_a_site_that_is_there() -> None:
    DemoObject.objects.all().delete()
    apps.get_model("demo.DemoLoad").objects.all().delete()
    rows = counts()
    with pytest.raises(SiteNotEmpty, match="department"):
        load_demo(config=CONFIG)
    assert counts() == rows


def test_removal_refuses_to_take_somebody_elses_page() -> None:
    home = Subsite.objects.get(key="department").site.root_page.specific
    page = StandardPage(title="Trang của tôi", department=home.department, locale=home.locale)
    add_page(page=page, parent=home, by=None, at=LOADED_AT)
    rows = counts()
    with pytest.raises(SomebodyElsesWork, match="Trang của tôi"):
        remove_demo(at=timezone.now())
    assert counts() == rows
    assert is_loaded()


def test_removal_closes_accounts_that_the_log_names() -> None:
    acted = sorted(set(AuditEntry.objects.exclude(by=None).values_list("by__username", flat=True)))
    assert "board_head" in acted
    assert "finance_payment" not in acted
    kept = accounts_file().read_bytes()
    try:
        assert remove_demo(at=timezone.now()).kept_accounts == acted
    finally:
        restore(kept)
    assert list(User.objects.order_by("username").values_list("username", "is_active")) == [
        (name, False) for name in acted
    ]


@pytest.mark.slow  # a second load
def test_after_a_removal_it_is_loaded_again_and_closed_accounts_open_again() -> None:
    head = User.objects.get(username="board_head")
    kept = accounts_file().read_bytes()
    try:
        remove_demo(at=timezone.now())
        assert load_demo(config=CONFIG)
    finally:
        restore(kept)
    assert User.objects.get(username="board_head").pk == head.pk
    assert not User.objects.filter(is_active=False).exists()


def test_removal_leaves_nothing_but_the_log_and_the_lists_of_the_product(before: dict[str, int]) -> None:
    # The reactions to what other tests of this module did come after the load.
    run_until_idle(clock=lambda: max(LOADED_AT, timezone.now()))
    kept = accounts_file().read_bytes()
    try:
        remove_demo(at=timezone.now())
        assert not accounts_file().exists()
    finally:
        restore(kept)
    after = counts()
    # The tables of decisions take rows only, as before; the log still says what was decided.
    assert not Decision.objects.exists()
    assert AuditEntry.objects.filter(action="moderation.approved").count() == 8
    assert all(is_protected(connection, model._meta.db_table) for model in (Decision, Approval))
    run_until_idle(clock=timezone.now)
    assert not Delivery.objects.filter(state=Delivery.State.DEAD).exists()
    left: dict[str, Any] = {
        label: (before[label], after[label])
        for label in after
        if after[label] != before[label]
        and label not in {*KEPT, *CLOSED}
        and label.split(".")[0] not in {"publishing", "testapp"}
    }
    assert left == {}
    assert not User.objects.filter(is_active=True).exists()
    assert not PublishedDocument.objects.exists()
    assert not FormerAddress.objects.exists()
    assert not is_loaded()
    assert Page.objects.filter(depth=2).count() == 1
    assert Site.objects.get().is_default_site


def restore(accounts: bytes) -> None:
    """The file is not part of the transaction that is taken back."""
    path: Path = accounts_file()
    path.write_bytes(accounts)
