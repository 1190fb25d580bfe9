"""Every screen of the admin, as a technical administrator sees it in Vietnamese, shows no English."""

import datetime
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import UnorderedObjectListWarning
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Comment, GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.accounts.models import User
from cms.departments.actions import set_holiday
from cms.departments.models import OrgUnit, Post, UnitName
from cms.editorial.models import AnnualPlan, Section
from cms.subsites.models import Subsite
from news.models import Genre, Topic
from procedures.models import Agency, ProcedureField, ReceivingCounter
from tests.factories.accounts import UserFactory
from tests.factories.departments import PostFactory
from tests.factories.editorial import load_small_plan
from tests.factories.incidents import an_incident
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import add_section
from tests.journeys.admin_screens import Rows, Screen, screens
from tests.journeys.english import english_in, english_on, english_words, shown

pytestmark = pytest.mark.django_db

# Values of this test's rows, and of the application that only tests install.
TEST_DATA = ("Backstage page", "Backstage Page", "Note page", "Note Page", "counting", "nguoi-dung", "small-plan.yaml")


def data() -> set[str]:
    """What the rows say themselves: English titles, keys, addresses, in the words of their writers."""
    found = set(TEST_DATA)
    for page in Page.objects.all():
        found |= {page.title, page.draft_title, page.slug, page.url or "", str(page.content_type)}
    for unit in OrgUnit.objects.all():
        found |= {unit.key, unit.name_en}
    for section in Section.objects.all():
        found |= {section.key, section.title_en}
    for site in Subsite.objects.all():
        found |= {site.key, site.theme, site.title_en}
    for word in (*Genre.objects.all(), *Topic.objects.all()):
        found |= {word.label_en, word.key}
    found |= set(Post.objects.values_list("key", flat=True))
    # The report of page types names the Python class beside its name.
    found |= {f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.all()}
    return {value for value in found | set(UnitName.objects.values_list("name_en", flat=True)) if len(value) > 2}


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    add_section(made.site, "events", number="2")
    return made


@pytest.fixture
def rows(room: Newsroom) -> Rows:
    """A row for every kind of screen: texts live, locked, in review, in translation, mirrored; the organisation."""
    load_small_plan()
    page = room.live(room.draft(title="Tiếp đoàn công tác"))
    page.title = "Tiếp đoàn công tác Lào"
    revision = page.save_revision(user=room.writer)
    waiting = room.submitted(room.draft(title="Khai giảng lớp tiếng Lào"))
    locked = room.draft(title="Bản tin tháng ba")
    locked.locked, locked.locked_by, locked.locked_at = True, room.secretary, AT
    locked.save()
    Comment.objects.create(page=page, user=room.writer, text="Xem lại ngày", contentpath="title")
    news = room.site.sections["news"]["vi"]
    alias = page.create_alias(parent=room.site.sections["events"]["vi"], update_slug="ban-sao")
    for thing in (news, page):
        translate_object(thing, [Locale.objects.get(language_code="en")])
    translated = Translation.objects.get(source__object_id=page.translation_key)
    segment = StringSegment.objects.filter(source=translated.source).first()
    task = GroupApprovalTask.objects.create(name="Duyệt thử")
    workflow = Workflow.objects.create(name="Quy trình thử")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=locked)
    image, document = ImageFactory(size=(64, 48), title="Lễ ký kết"), DocumentFactory(title="Kế hoạch năm")
    collection = Collection.get_first_root_node().add_child(name="Ảnh tư liệu")
    set_holiday(day=datetime.date(2026, 4, 30), name="Ngày Chiến thắng", source="Bộ luật Lao động", by=None, at=AT)
    PostFactory(unit=room.division)
    ProcedureField.objects.create(key="ho-tich", label_vi="Hộ tịch")
    Agency.objects.create(key="so-tu-phap", label_vi="Sở Tư pháp")
    ReceivingCounter.objects.create(name_vi="Bộ phận một cửa")
    mirrored = translated.get_target_instance()
    incident = an_incident(room.site.subsite, by=room.writer)
    plan = AnnualPlan.objects.get()
    return Rows(
        by_argument={
            "page_id": page.pk, "parent_page_id": news.pk, "page_to_move_id": page.pk, "page_pk": locked.pk,
            "destination_id": room.site.sections["events"]["vi"].pk, "revision_id": revision.pk,
            "image_id": image.pk, "doc_id": document.pk, "document_id": document.pk, "collection_id": collection.pk,
            "translation_source_id": TranslationSource.objects.get(object_id=page.translation_key).pk,
            "translation_id": translated.pk, "string_segment_id": segment.pk, "task_id": task.pk,
            "plan_id": plan.pk, "number": plan.versions.first().number, "workflow_pk": workflow.pk,
            "incident_id": incident.pk,
            "content_type_app_name": "news", "content_type_model_name": "articlepage",
            "app_label": "news", "model_name": "genre", "action_name": "approve", "task_state_id": waiting.pk,
            "workflow_state_id": waiting.workflow_state_id,
        },
        by_name={
            "wagtailadmin_collections:edit": {"pk": collection.pk},
            "wagtailadmin_collections:delete": {"pk": collection.pk},
            "wagtailadmin_pages:convert_alias": {"page_id": alias.pk},
            "wagtailadmin_pages:workflow_history_detail": {"page_id": waiting.page.pk},
            "wagtailadmin_pages:workflow_history": {"page_id": waiting.page.pk},
            "wagtailadmin_pages:workflow_action": {"page_id": waiting.page.pk},
            "wagtailadmin_pages:collect_workflow_action_data": {"page_id": waiting.page.pk},
            "wagtailadmin_pages:confirm_workflow_cancellation": {"page_id": waiting.page.pk},
            "wagtailadmin_pages:choose_parent": {"app_label": "news", "model_name": "articlepage"},
            "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
            "wagtailadmin_workflows:edit": {"pk": workflow.pk},
            "wagtailadmin_workflows:usage": {"pk": workflow.pk},
            "wagtailadmin_workflows:usage_results": {"pk": workflow.pk},
            "wagtailadmin_workflows:disable": {"pk": workflow.pk},
            "wagtailadmin_workflows:edit_task": {"pk": task.pk},
            "wagtailadmin_workflows:disable_task": {"pk": task.pk},
            "wagtail_localize:convert_to_alias": {"page_id": mirrored.pk},
            "wagtaildocs_chooser:chosen": {"pk": document.pk},
            "wagtailimages_chooser:chosen": {"pk": image.pk},
        },
        extra=[
            *bulk(Page, page.pk, "delete", "move", "publish", "unpublish"),
            *bulk(type(image), image.pk, "delete", "add_tags", "add_to_collection"),
            *bulk(type(document), document.pk, "delete", "add_tags", "add_to_collection"),
            *bulk(type(room.writer), room.writer.pk, "delete", "assign_role", "set_active_state"),
            Screen("compare", reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])),
            Screen("edit in review", reverse("wagtailadmin_pages:edit", args=[waiting.page.pk])),
            Screen("edit locked", reverse("wagtailadmin_pages:edit", args=[locked.pk])),
            Screen("edit alias", reverse("wagtailadmin_pages:edit", args=[alias.pk])),
            Screen("edit translation", reverse("wagtailadmin_pages:edit", args=[mirrored.pk])),
            Screen("edit home", reverse("wagtailadmin_pages:edit", args=[room.site.homes["vi"].pk])),
            Screen("edit section", reverse("wagtailadmin_pages:edit", args=[news.pk])),
            Screen("search without result", reverse("wagtailadmin_pages:search") + "?q=khong-co-gi"),
            Screen("images without result", reverse("wagtailimages:index") + "?q=khong-co-gi"),
            Screen("documents without result", reverse("wagtaildocs:index") + "?q=khong-co-gi"),
            Screen("add under root", reverse("wagtailadmin_pages:add_subpage", args=[1])),
            Screen("not found", "/admin/khong-co-trang-nay/", status=404),
        ],
    )  # fmt: skip


def bulk(model: type[Any], pk: int, *actions: str) -> Iterator[Screen]:
    """The confirmations of a bulk action on one row."""
    for action in actions:
        options = model._meta
        url = reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, action])
        yield Screen(f"{options.model_name} {action}", f"{url}?id={pk}&next=/admin/")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(admin=True, username="quan-tri", display_name="Quản trị kỹ thuật"))
    return client


# Addresses of Wagtail's that cannot be asked for here, and why. Those of our own applications are walked where they
# need no row, or a row that is here; their own tests see the rest.
NOT_FILLED = {
    "enable": "of what was disabled",
    "testapp": "of the tests' own application",
    "uploaded": "of a half-finished upload",
    "delete_upload": "of a half-finished upload",
    "submit_snippet_translation": "no snippet is translated",
    "edit_override": "no field is overridden",
    "password_reset_confirm": "of a letter",
    "wagtail_bulk_action": "among the extra screens",
    "revisions_compare": "among the extra screens",
}


def test_no_screen_shows_english(admin: Client, rows: Rows) -> None:
    known, walked, english = data(), 0, {}
    for screen in screens(rows):
        if "testapp" in screen.name:
            continue
        with warnings.catch_warnings():
            # wagtail-localize's report does not order its rows; not what is asked here.
            warnings.simplefilter("ignore", UnorderedObjectListWarning)
            response = admin.get(screen.url)
        if response.status_code != screen.status or response.streaming:
            continue
        walked += 1
        if found := english_on(response.content.decode(), known):
            english[screen.name] = found
    assert english == {}
    assert walked >= 230
    wagtails = [name for name in rows.missing if name.startswith("wagtail")]
    assert [name for name in wagtails if not any(part in name for part in NOT_FILLED)] == []


@pytest.mark.parametrize("name", ["login", "password_reset", "password_reset_done"])
def test_no_screen_before_the_login_shows_english(client: Client, name: str) -> None:
    response = client.get(reverse(f"wagtailadmin_{name}"), follow=True)
    assert response.status_code == 200
    assert english_on(response.content.decode()) == {}


def test_the_detector_finds_english_where_there_is_some() -> None:
    """A walk that finds nothing proves nothing unless it would have found it."""
    assert len(english_words()) > 1000
    assert english_in("Save draft") == {"save", "draft"}
    assert english_in("Lưu bản nháp vào thư mục của Sở") == set()
    page = (
        '<a title="Move up" href="/a/"><b>Xin chào</b></a><input type=submit value="Search"><script>var Save</script>'
    )
    assert set(english_on(page)) == {"Move up", "Search"}


def test_every_screen_in_english_is_english_for_who_chose_it(admin: Client, rows: Rows) -> None:
    """The other choice stays usable: the same screens, in the words of the libraries."""
    profile = UserProfile.get_for_user(User.objects.get(username="quan-tri"))
    profile.preferred_language = "en"
    profile.save()
    page = admin.get(reverse("wagtailadmin_home")).content.decode()
    assert 'lang="en"' in page
    assert "Search" in list(shown(page))
    catalog = admin.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert "Thêm ý kiến" not in catalog
    explorer = admin.get(reverse("wagtailadmin_explore_root")).content.decode()
    assert {"Title", "Updated", "Type", "Status"} <= set(shown(explorer))
