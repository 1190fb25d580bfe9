"""An editor writes, publishes, corrects and withdraws an article through the admin."""

import datetime
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.editorial.models import Section
from cms.media.actions import prepare_image
from cms.media.models import Image
from cms.pages import registry
from cms.pages.actions import publish_latest
from cms.pages.registry import PageStatus, StatusFact
from cms.publishing.models import FormerAddress, PublicationEvent, PublishedDocument
from cms.publishing.worker.delivering import run_until_idle
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from home.actions import make_menus
from news.models import ArticlePage, Topic
from tests.factories.article_form import article_form
from tests.factories.departments import member_of
from tests.factories.media import ImageFactory
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db

TITLE = "Đăng ký kết hôn ở nước ngoài"
DECLARED = {"declared_not_secret": "on"}
SLUG = "dang-ky-ket-hon-o-nuoc-ngoai"


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def editor(site: ASite) -> User:
    person = member_of(site.unit, Role.SECRETARIAT)
    sync_access(subsite=site.subsite, by=None, at=AT)
    return person


@pytest.fixture
def admin(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def board(site: ASite) -> Client:
    """The head of the board, who may take a live page from the public."""
    person = member_of(site.unit, Role.BOARD_HEAD)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(person)
    return client


def a_prepared_image(site: ASite) -> Image:
    """An image of the site as it is once the worker has cut it."""
    collection = DerivedCollection.objects.get(subsite=site.subsite, unit=None).collection
    image: Image = ImageFactory(size=(64, 48), collection=collection)
    prepare_image(image=image, at=AT)
    return image


def form_of(site: ASite, **changes: Any) -> dict[str, Any]:
    """What the browser sends for a complete article with a picture in its text."""
    picture = {
        "image": a_prepared_image(site).pk,
        "alt": "Hai đoàn bắt tay",
        "caption": "Lễ ký kết",
        "credit": "",
        "lang": "",
    }
    body = [("paragraph", {"text": rich_text("<p>Nội dung <b>mới</b>.</p>"), "lang": ""}), ("image", picture)]
    values = {
        "title": TITLE,
        "summary": "Hướng dẫn mới.",
        "department": site.unit.pk,
        "event_on": "2017-03-14",
        "topics": [Topic.objects.get(key="lanh-su-bao-ho-cong-dan").pk],
        "body": streamfield(body),
    }
    return article_form(**{**values, **changes})


def add_url(site: ASite) -> str:
    return reverse("wagtailadmin_pages:add", args=("news", "articlepage", site.sections["news"]["vi"].pk))


def submit(admin: Client, site: ASite, **changes: Any) -> Any:
    return admin.post(add_url(site), {**form_of(site, **changes), "action-submit": "action-submit", **DECLARED})


def publish(admin: Client, site: ASite, **changes: Any) -> Any:
    """Written and submitted in the admin; what the approval then publishes is that revision."""
    response = submit(admin, site, **changes)
    if response.status_code == 302:
        publish_latest(page=ArticlePage.objects.latest("pk"), by=None, at=AT)
    return response


@pytest.mark.requirement("R070")
def test_an_article_written_in_the_admin_and_published_is_in_the_store(admin: Client, site: ASite) -> None:
    response = publish(admin, site)
    assert response.status_code == 302, re.findall(r"error-message[^<]*<[^<]*", response.content.decode())
    page = ArticlePage.objects.get()
    assert (page.live, page.slug, page.department) == (True, SLUG, site.unit)
    document = PublishedDocument.objects.get(document_type="article")
    assert (document.title, document.path) == (TITLE, f"/chuyen-muc-news/{SLUG}/")
    assert '"html":"<p>Nội dung <strong>mới</strong>.</p>' in document.body
    assert "Hai đoàn bắt tay" in document.body
    assert PublicationEvent.objects.filter(document_type="article", kind="published").count() == 1


@pytest.mark.parametrize("role", [*Role.values, "superuser"])
def test_what_is_posted_as_publish_is_kept_as_a_draft_whoever_posts_it(client: Client, site: ASite, role: str) -> None:
    if role == "superuser":
        person = User.objects.create_superuser("root", password="not used in this test")
    else:
        person = member_of(site.unit, role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client.force_login(person)
    a_form = form_of(site)
    client.post(add_url(site), {**a_form, "action-publish": "action-publish"})
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], department=site.unit)
    client.post(
        reverse("wagtailadmin_pages:edit", args=(page.pk,)), {**a_form, "slug": "x", "action-publish": "action-publish"}
    )
    assert not ArticlePage.objects.filter(live=True).exists()
    assert not PublishedDocument.objects.filter(document_type="article").exists()


@pytest.mark.requirement("R070")
def test_an_article_without_a_department_is_refused_even_as_a_draft(admin: Client, site: ASite) -> None:
    response = admin.post(add_url(site), form_of(site, department=""))
    assert response.status_code == 200
    assert "department" in response.context["form"].errors
    assert not ArticlePage.objects.exists()


def refused(admin: Client, site: ASite, **changes: Any) -> dict[str, Any]:
    response = submit(admin, site, **changes)
    assert response.status_code == 200
    assert not ArticlePage.objects.exists()
    assert not PublishedDocument.objects.filter(document_type="article").exists()
    errors: dict[str, Any] = response.context["form"].errors
    return errors


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ([{"name": "A", "account": "", "share": "60"}, {"name": "B", "account": "", "share": "30"}], "90"),
        ([{"name": "A", "account": "", "share": "100"}, {"name": "B", "account": "", "share": "0"}], "1 %"),
    ],
)
def test_shares_that_do_not_add_up_are_refused(
    admin: Client, site: ASite, rows: list[dict[str, str]], part: str
) -> None:
    errors = refused(admin, site, authors=inline_formset(rows))
    assert part in str(errors)


def test_authors_with_shares_of_100_are_kept_in_order(admin: Client, site: ASite, editor: User) -> None:
    rows = [
        {"name": "Cộng tác viên B", "account": "", "share": "70", "ORDER": "1"},
        {"name": "Cộng tác viên A", "account": str(editor.pk), "share": "30", "ORDER": "2"},
    ]
    assert publish(admin, site, authors=inline_formset(rows)).status_code == 302
    page = ArticlePage.objects.get()
    assert [(a.name, a.account, a.share) for a in page.authors.all()] == [
        ("Cộng tác viên B", None, 70),
        ("Cộng tác viên A", editor, 30),
    ]
    facts = page.contribution_facts()
    assert facts is not None
    assert [(author.user_id, author.share) for author in facts.authors] == [(None, 70), (editor.pk, 30)]
    assert editor.username not in PublishedDocument.objects.get(document_type="article").body


@pytest.mark.requirement("R037")
def test_a_collected_item_without_its_source_is_refused(admin: Client, site: ASite) -> None:
    errors = refused(admin, site, origin="collected", source_name="Website Chính phủ")
    assert set(errors) == {"source_url", "source_on"}


@pytest.mark.requirement("R038")
def test_a_section_that_requires_an_image_refuses_an_article_without_one(admin: Client, site: ASite) -> None:
    section = site.sections["news"]["vi"].section
    section.image_required = True
    section.save()
    errors = refused(admin, site, body=streamfield([("paragraph", {"text": rich_text("<p>a</p>"), "lang": ""})]))
    assert set(errors) == {"lead_image"}


@pytest.mark.requirement("R117")
def test_a_photo_story_with_too_few_captions_is_refused(admin: Client, site: ASite) -> None:
    assert set(refused(admin, site, format="photo_story")) == {"body"}


def test_a_draft_may_be_incomplete(admin: Client, site: ASite) -> None:
    form = form_of(site, origin="collected", authors=inline_formset([]), body=streamfield([]))
    assert admin.post(add_url(site), form).status_code == 302
    page = ArticlePage.objects.get()
    assert (page.live, page.slug) == (False, SLUG)


@pytest.mark.requirement("R040")
def test_the_day_of_the_event_is_kept_for_what_is_on_time(admin: Client, site: ASite) -> None:
    publish(admin, site)
    facts = ArticlePage.objects.get().contribution_facts()
    assert facts is not None
    assert facts.event_on == datetime.date(2017, 3, 14)


@pytest.mark.parametrize(
    "hostile",
    [
        {"body-count": "x"},
        {"body-count": "1000000000"},
        {"body-0-type": "raw_html", "body-0-order": "x"},
        {"body-0-value-text": "{"},
        {"body-0-value-text": "[" * 200_000},
        {"body-0-value-lang": "<script>"},
        {"body-1-value-image": "'; DROP TABLE"},
        {"body-1-value-image": "999999999"},
        {"corrections-count": "-5"},
    ],
)
def test_a_hostile_body_is_a_form_error_and_nothing_is_saved(
    admin: Client, site: ASite, hostile: dict[str, str]
) -> None:
    form = {**form_of(site), **hostile, "action-submit": "action-submit"}
    response = admin.post(add_url(site), form)
    assert response.status_code in {200, 400}
    assert not ArticlePage.objects.exists()


def test_decomposed_text_is_stored_composed(admin: Client, site: ASite) -> None:
    assert publish(admin, site, title="Ho\u0323\u0302 chie\u0302\u0301u").status_code == 302
    page = ArticlePage.objects.get()
    assert (page.title, page.slug) == ("Hộ chiếu", "ho-chieu")


def test_the_same_title_twice_gets_a_numbered_address(admin: Client, site: ASite) -> None:
    publish(admin, site)
    publish(admin, site)
    assert set(ArticlePage.objects.values_list("slug", flat=True)) == {SLUG, f"{SLUG}-2"}


def test_a_taken_address_is_a_form_error(admin: Client, site: ASite) -> None:
    publish(admin, site)
    response = publish(admin, site, slug=SLUG)
    assert response.status_code == 200
    assert "slug" in response.context["form"].errors
    assert ArticlePage.objects.count() == 1


def test_withdrawing_asks_for_the_public_reason(board: Client, site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    url = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    assert 'name="reason"' in board.get(url).content.decode()
    before = PublicationEvent.objects.count()

    response = board.post(url, {"reason": "  "})
    assert response.status_code == 200
    assert "lý do" in response.content.decode()
    page.refresh_from_db()
    assert (page.live, page.withdrawal_reason, PublicationEvent.objects.count()) == (True, "", before)

    assert board.post(url, {"reason": "Nội dung đã hết hiệu lực"}).status_code == 302
    page.refresh_from_db()
    assert (page.live, page.withdrawal_reason) == (False, "Nội dung đã hết hiệu lực")
    gone = FormerAddress.objects.get(content_id=page.translation_key)
    assert (gone.is_gone, gone.reason) == (True, "Nội dung đã hết hiệu lực")


def test_withdrawing_many_gives_each_the_reason(board: Client, site: ASite) -> None:
    pages = [ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True) for _ in range(2)]
    query = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish")) + f"?{query}&next=/admin/"
    response = board.post(url, {"reason": ""})
    assert response.status_code == 200
    assert ArticlePage.objects.live().count() == 2
    assert board.post(url, {"reason": "Trùng lặp"}).status_code == 302
    assert ArticlePage.objects.live().count() == 0
    assert list(FormerAddress.objects.filter(is_gone=True).values_list("reason", flat=True)) == ["Trùng lặp"] * 2


def test_withdrawing_a_section_gives_what_is_below_the_same_reason(board: Client, site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    url = reverse("wagtailadmin_pages:unpublish", args=(site.sections["news"]["vi"].pk,))
    assert board.post(url, {"reason": "Chuyên mục đã đóng", "include_descendants": "on"}).status_code == 302
    gone = FormerAddress.objects.get(content_id=page.translation_key)
    assert gone.reason == "Chuyên mục đã đóng"


def test_a_page_that_goes_live_again_forgets_its_reason(board: Client, site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    board.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), {"reason": "Nhầm"})
    page = ArticlePage.objects.get()
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.live, page.withdrawal_reason) == (True, "")


def test_the_form_speaks_vietnamese_and_hides_the_english_readability_score(admin: Client, site: ASite) -> None:
    html = admin.get(add_url(site)).content.decode()
    for label in ("Nội dung", "Phân loại", "Tác giả", "Xuất bản"):
        assert label in html
    assert "Readability" not in html
    assert "Khả năng đọc" not in html


def test_a_preview_stores_nothing(admin: Client, site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=False)
    url = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    response = admin.get(url)
    assert response.status_code == 200
    assert page.title in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not PublishedDocument.objects.filter(document_type="article").exists()


def test_the_store_agrees_with_the_pages_when_all_is_done(
    admin: Client, site: ASite, capsys: pytest.CaptureFixture[str]
) -> None:
    make_menus(subsite=site.subsite, sections=Section.objects.all(), by=None, at=AT)
    publish(admin, site)
    run_until_idle(clock=timezone.now)
    call_command("reconcile_documents")
    assert "0 differences" in capsys.readouterr().out


def test_what_is_known_of_the_section_stands_beside_the_form_of_a_new_page(
    admin: Client, site: ASite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(page: Any, request: object) -> PageStatus:
        return PageStatus(
            heading="Kế hoạch", facts=[StatusFact(label="Chỉ tiêu <năm>", value=str(page.section_keys()))]
        )

    monkeypatch.setattr(registry, "_providers", [known, lambda page, request: None])
    html = admin.get(add_url(site)).content.decode()
    assert "Chỉ tiêu &lt;năm&gt;" in html
    assert "[&#x27;news&#x27;]" in html
