"""What Wagtail's migrations wrote in English is Vietnamese; what people renamed is theirs."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupApprovalTask, Page, Task, Workflow, WorkflowState, WorkflowTask

from cms.subsites.installed_names import name_what_wagtail_installed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def wagtails_own() -> tuple[Group, Workflow]:
    """The rows as Wagtail's migrations leave them."""
    Page.objects.filter(depth=1).update(title="Root", draft_title="Root")
    Collection.objects.filter(depth=1).update(name="Root")
    group = Group.objects.create(name="Moderators")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return group, workflow


def test_a_new_installation_bears_no_english_name() -> None:
    assert Page.get_first_root_node().title == Page.get_first_root_node().draft_title == "Toàn hệ thống"
    assert Collection.get_first_root_node().name == "Toàn hệ thống"
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not Task.objects.filter(name="Moderators approval").exists()


def test_the_unused_goes_with_its_permission_to_publish() -> None:
    wagtails_own()
    name_what_wagtail_installed(apps)
    test_a_new_installation_bears_no_english_name()


def test_the_used_is_named_and_the_workflow_offered_no_more() -> None:
    group, workflow = wagtails_own()
    person = UserFactory()
    person.groups.add(group)
    state = WorkflowState(workflow=workflow, object_id="1", status="approved")
    state.content_type = state.base_content_type = ContentType.objects.get_for_model(Page)
    WorkflowState.objects.bulk_create([state])
    name_what_wagtail_installed(apps)
    assert Group.objects.get(pk=group.pk).name == "Người duyệt (mặc định)"
    assert (Workflow.objects.get(pk=workflow.pk).name, Workflow.objects.get(pk=workflow.pk).active) == (
        "Duyệt mặc định",
        False,
    )
    assert Task.objects.get().name == "Duyệt mặc định"


def test_what_somebody_named_is_kept_and_a_second_run_changes_nothing() -> None:
    wagtails_own()
    Page.objects.filter(depth=1).update(title="Cổng thành phố")
    Collection.objects.filter(depth=1).update(name="Kho chung")
    Group.objects.create(name="Editors của phòng")
    for _run in range(2):
        name_what_wagtail_installed(apps)
        root = Page.get_first_root_node()
        assert (root.title, root.draft_title) == ("Cổng thành phố", "Toàn hệ thống")
        assert Collection.get_first_root_node().name == "Kho chung"
        assert list(Group.objects.values_list("name", flat=True)) == ["Editors của phòng"]
