"""Workflows derived from the rules of the sites."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Workflow, WorkflowPage

from cms.moderation.actions import sync_workflows
from cms.moderation.models import DerivedWorkflow, ReviewTask
from cms.subsites.actions import sync_access
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import a_site

pytestmark = pytest.mark.django_db


def test_one_task_a_step_and_one_workflow_a_sequence_for_all_sites(room: Newsroom) -> None:
    a_newsroom("city", hostname="city.localhost", is_default=False)
    assert sorted(ReviewTask.objects.values_list("step", flat=True)) == [
        "board_approval", "department_review", "technical_edit",
    ]  # fmt: skip
    found = {row.steps: [task.name for task in row.workflow.tasks] for row in DerivedWorkflow.objects.all()}
    assert found == {
        "department_review,board_approval": ["Đơn vị duyệt", "Ban Biên tập duyệt"],
        "department_review,technical_edit,board_approval": [
            "Đơn vị duyệt", "Xử lý kỹ thuật", "Ban Biên tập duyệt",
        ],
    }  # fmt: skip


def test_run_twice_the_second_run_writes_nothing(room: Newsroom) -> None:
    before = (Workflow.objects.count(), WorkflowPage.objects.count())
    assert sync_workflows(subsite=room.site.subsite, by=None, at=AT) == 0
    assert (Workflow.objects.count(), WorkflowPage.objects.count()) == before


def test_both_homes_have_it_and_what_stands_below_inherits_it(room: Newsroom) -> None:
    expected = DerivedWorkflow.objects.get().workflow
    for home in room.site.homes.values():
        assert Page.objects.get(pk=home.pk).get_workflow() == expected
    assert room.draft().get_workflow() == expected


def test_a_rule_taken_back_takes_its_workflow_back(room: Newsroom) -> None:
    section = room.site.sections["news"]["vi"]
    rule = room.site.subsite.moderation_rules.create(section=section.section, technical_edit=True)
    sync_workflows(subsite=room.site.subsite, by=None, at=AT)
    assert WorkflowPage.objects.filter(page=section.page_ptr).exists()
    rule.delete()
    assert sync_workflows(subsite=room.site.subsite, by=None, at=AT) == 2
    assert not WorkflowPage.objects.filter(page=section.page_ptr).exists()


def test_other_workflows_are_left_alone(room: Newsroom) -> None:
    own = Workflow.objects.create(name="Riêng")
    WorkflowPage.objects.create(page=room.site.sections["news"]["vi"].page_ptr, workflow=own)
    assert sync_workflows(subsite=room.site.subsite, by=None, at=AT) == 0
    assert WorkflowPage.objects.filter(workflow=own).exists()


def test_a_site_gets_its_workflow_with_its_access() -> None:
    site = a_site()
    sync_access(subsite=site.subsite, by=None, at=AT)
    assert Page.objects.get(pk=site.homes["vi"].pk).get_workflow().derived_from.steps.endswith("board_approval")


def test_the_command_syncs_named_sites(room: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    WorkflowPage.objects.all().delete()
    call_command("sync_moderation", "department")
    assert capsys.readouterr().out == "department: 2 changes\n"
    with pytest.raises(CommandError):
        call_command("sync_moderation", "nowhere")
