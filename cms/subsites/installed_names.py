"""What Wagtail's own migrations write in English: named in Vietnamese, or removed where it is of no use here.

Works on the models of a migration and on the real ones. Running it again changes nothing, and neither does it touch
what somebody has renamed: only rows that still bear the very name Wagtail gave them.
"""

from typing import Any

ROOT = "Toàn hệ thống"
WELCOME = "Welcome to your new Wagtail site!"
WELCOME_VI = "Trang mặc định khi cài đặt"
# Of Wagtail's tutorial: people get their permissions from memberships (ADR 0012), texts their workflow from the rules.
GROUPS = {"Moderators": "Người duyệt (mặc định)", "Editors": "Biên tập viên (mặc định)"}
WORKFLOW = "Moderators approval"
WORKFLOW_VI = "Duyệt mặc định"


def name_what_wagtail_installed(apps: Any) -> None:
    """The root page and collection, the welcome page, the default groups, workflow and task."""
    page = apps.get_model("wagtailcore", "Page")
    for field in ("title", "draft_title"):
        page.objects.filter(depth=1, **{field: "Root"}).update(**{field: ROOT})
        page.objects.filter(depth=2, **{field: WELCOME}).update(**{field: WELCOME_VI})
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name=ROOT)
    _workflow(apps)
    _groups(apps)


def _workflow(apps: Any) -> None:
    """Gone when no text ever went through it; else named, and not offered again."""
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW)
    tasks = apps.get_model("wagtailcore", "Task").objects.filter(name=WORKFLOW)
    states = apps.get_model("wagtailcore", "WorkflowState").objects
    for workflow in workflows:
        if not states.filter(workflow=workflow).exists():
            workflow.delete()
    workflows.update(name=WORKFLOW_VI, active=False)
    for task in tasks:
        kept = apps.get_model("wagtailcore", "WorkflowTask").objects.filter(task=task).exists()
        if not kept and not apps.get_model("wagtailcore", "TaskState").objects.filter(task=task).exists():
            task.delete()
    tasks.update(name=WORKFLOW_VI, active=False)


def _groups(apps: Any) -> None:
    """Gone when nobody is in them: they hold the permission to publish. A group with members is only named."""
    for english, vietnamese in GROUPS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=english):
            if not group.user_set.exists():
                group.delete()
            else:
                group.name = vietnamese
                group.save(update_fields=["name"])
