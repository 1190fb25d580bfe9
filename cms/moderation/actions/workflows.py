"""Wagtail's workflows and tasks follow from the rules of sites and sections; nobody clicks them together (ADR 0090)."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.audit.actions import record
from cms.editorial.models import Section
from cms.moderation.configuration import configuration_of
from cms.moderation.models import DerivedWorkflow, ModerationRule, ReviewTask
from cms.moderation.steps import Step
from cms.subsites.models import Subsite
from cms.subsites.queries import homes_of

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def sync_workflows(*, subsite: Subsite, by: "User | None", at: datetime.datetime) -> int:
    """Hang the right workflow on the homes of a site, and on sections with steps of their own; how many changes.

    One task a step and one workflow a sequence of steps, for all sites together. What is in review goes on with the
    steps it began with. Run twice, the second run writes nothing.
    """
    of_site = _workflow(configuration_of(subsite).steps())
    wanted = {home.pk: of_site.pk for home in homes_of(subsite)}
    rules = ModerationRule.objects.filter(subsite=subsite, section__isnull=False).select_related("section")
    for rule in rules:
        section: Section | None = rule.section
        workflow = _workflow(configuration_of(subsite, section.key if section else "").steps())
        if section is not None and workflow.pk != of_site.pk:
            pages = Page.objects.filter(translation_key=section.content_id)
            wanted |= dict.fromkeys(pages.values_list("pk", flat=True), workflow.pk)
    changed = _hang(subsite, wanted)
    if changed:
        data = {"changes": changed, "steps": [step.value for step in configuration_of(subsite).steps()]}
        record(action="moderation.workflows_synced", by=by, at=at, target=subsite, data=data)
    return changed


def _hang(subsite: Subsite, wanted: dict[int, int]) -> int:
    """Make the derived workflows below the homes of a site exactly these."""
    derived = DerivedWorkflow.objects.values_list("workflow_id", flat=True)
    own = Page.objects.none()
    for home in homes_of(subsite):
        own = own | Page.objects.filter(path__startswith=home.path)
    present = dict(
        WorkflowPage.objects.filter(page__in=own, workflow__in=derived).values_list("page_id", "workflow_id")
    )
    superfluous = present.keys() - wanted.keys()
    WorkflowPage.objects.filter(page__in=superfluous).delete()
    missing = {page: workflow for page, workflow in wanted.items() if present.get(page) != workflow}
    for page_id, workflow_id in missing.items():
        WorkflowPage.objects.update_or_create(page_id=page_id, defaults={"workflow_id": workflow_id})
    return len(superfluous) + len(missing)


def _workflow(steps: Sequence[Step]) -> Workflow:
    """The one workflow of a sequence of steps, with its tasks, made where it is missing."""
    key = ",".join(steps)
    known = DerivedWorkflow.objects.select_related("workflow").filter(steps=key).first()
    if known is not None:
        return known.workflow
    with translation.override("vi"):
        labels = [str(step.label) for step in steps]
    name = " → ".join(labels)
    workflow = Workflow.objects.create(name=name[:1].upper() + name[1:])
    for order, step in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=_task(step), sort_order=order)
    DerivedWorkflow.objects.create(steps=key, workflow=workflow)
    return workflow


def _task(step: Step) -> ReviewTask:
    with translation.override("vi"):
        name = str(step.label)
    defaults = {"name": name[:1].upper() + name[1:]}
    task: ReviewTask = ReviewTask.objects.get_or_create(step=step, defaults=defaults)[0]
    return task
