"""What waits for me, and where my texts wait for others."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.departments.policy import may
from cms.kernel.text import fold
from cms.moderation.admin.answering import asks, trail
from cms.moderation.queries import drafts_of, tasks_for, texts_of_agency, texts_of_sections, waiting_for_others
from cms.moderation.rows import TaskRow

PER_PAGE = 50
MINE, MAY_DECIDE = "mine", "able"


@require_safe
@asks("view_tasks")
def my_tasks(request: HttpRequest) -> HttpResponse:
    """“Việc của tôi”: overdue first, then at risk, then by date."""
    rows = tasks_for(request.user, timezone.now())  # type: ignore[arg-type]
    return _list(request, rows, tab="tasks", title=_("My tasks"), breadcrumbs_items=_crumbs())


@require_safe
@asks("view_tasks")
def waiting(request: HttpRequest) -> HttpResponse:
    """“Chờ người khác”: my texts in review, and those that came back or were never sent."""
    rows = waiting_for_others(request.user, timezone.now())  # type: ignore[arg-type]
    drafts = drafts_of(request.user)[:PER_PAGE]  # type: ignore[arg-type]
    return _list(request, rows, tab="waiting", title=_("Waiting for others"), drafts=drafts)


@require_safe
@asks("view_tasks")
def of_my_sections(request: HttpRequest) -> HttpResponse:
    """“Chuyên mục của tôi”: what was submitted for the sections whose editor the plan names me."""
    rows = texts_of_sections(request.user, timezone.now())  # type: ignore[arg-type]
    return _list(request, rows, tab="sections", title=_("My sections"))


@require_safe
@asks("assign_task")
def of_my_agency(request: HttpRequest) -> HttpResponse:
    """“Cả cơ quan”: everything in review, for those who give tasks to people."""
    rows = texts_of_agency(request.user, timezone.now())  # type: ignore[arg-type]
    return _list(request, rows, tab="agency", title=_("The whole agency"))


def _list(
    request: HttpRequest, rows: list[TaskRow], *, tab: str, title: str | Promise, **more: Any
) -> TemplateResponse:
    """One of the lists: the rows that the filters leave, below the tabs to the others."""
    context = {
        **_narrowed(request, rows),
        "gives_tasks": bool(may(request.user, "assign_task", at=timezone.now())),
        "tab": tab,
        "title": title,
        "breadcrumbs_items": _crumbs((title, "")),
        **more,
    }
    return TemplateResponse(request, "moderation/admin/tasks.html", context)


def _crumbs(*steps: tuple[str | Promise, str]) -> list[dict[str, Any]]:
    crumbs = trail(*steps)
    crumbs[-1]["url"] = ""
    return crumbs


def _narrowed(request: HttpRequest, rows: list[TaskRow]) -> dict[str, Any]:
    """The rows that the filters leave, a page of them, and the filters that make sense for all rows."""
    asked = {name: request.GET.get(name, "") for name in ("step", "department", "site", "whose", "q")}
    left = [row for row in rows if _passes(row, asked, person=request.user.pk)]
    page = Paginator(left, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    return {
        "rows": page,
        "groups": _groups(page),
        "total": len(rows),
        "shown": len(left),
        "overdue": sum(row.is_overdue for row in rows),
        "at_risk": sum(row.is_at_risk for row in rows),
        "asked": asked,
        "query": query.urlencode(),
        "steps": _choices((row.step, str(row.step_label)) for row in rows),
        "departments": _choices((str(row.department.pk), str(row.department)) for row in rows),
        "sites": _choices((row.site_key, row.site_key) for row in rows),
    }


def _passes(row: TaskRow, asked: dict[str, str], *, person: int | None) -> bool:
    if asked["step"] and row.step != asked["step"]:
        return False
    if asked["department"] and str(row.department.pk) != asked["department"]:
        return False
    if asked["site"] and row.site_key != asked["site"]:
        return False
    if asked["whose"] == MINE and person not in {
        one.pk for one in (row.claimed_by, row.assigned_to) if one is not None
    }:
        return False
    if asked["whose"] == MAY_DECIDE and not row.may_decide:
        return False
    words = fold(asked["q"]).split()
    return all(word in fold(row.title) for word in words)


def _groups(rows: Iterable[TaskRow]) -> list[tuple[str, str | Promise, list[TaskRow]]]:
    """Overdue, at risk, and the others, each with its heading; empty ones are left out."""
    rows = list(rows)
    parts: list[tuple[str, str | Promise, list[TaskRow]]] = [
        ("overdue", _("Overdue"), [row for row in rows if row.is_overdue]),
        ("risk", _("Due within four hours"), [row for row in rows if row.is_at_risk]),
        ("waiting", _("Waiting"), [row for row in rows if not row.is_overdue and not row.is_at_risk]),
    ]
    return [part for part in parts if part[2]]


def _choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(dict(pairs).items(), key=lambda pair: pair[1])
