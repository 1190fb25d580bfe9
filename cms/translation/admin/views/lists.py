"""What is to be translated: late first."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.departments.due import due_words
from cms.departments.policy import actor_of, may
from cms.kernel.calendar import day_of
from cms.kernel.text import fold
from cms.subsites.models import Subsite
from cms.translation.access import visible_requests
from cms.translation.admin.answering import refusal, trail
from cms.translation.budget import EnglishBudget, english_budget
from cms.translation.models import LISTED, TranslationRequest
from cms.translation.rules import days_late, is_at_risk
from cms.translation.states import OPEN, State

PER_PAGE, MOST_NAMED = 50, 5_000
# Tab → its label and states.
TABS: dict[str, tuple[Any, frozenset[str]]] = {
    "todo": (_("To translate"), frozenset(OPEN)),
    "review": (_("In review"), frozenset({State.IN_REVIEW})),
    "live": (_("Public"), frozenset({State.LIVE})),
    "waived": (_("Not needed"), frozenset({State.NOT_NEEDED})),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A request as the list shows it."""

    request: TranslationRequest
    is_late: bool
    is_at_risk: bool
    days_late: int
    why: str

    @classmethod
    def of(cls, request: TranslationRequest, *, at: datetime.datetime) -> "Row":
        """With what the clock says; only what is open has one."""
        is_open = request.is_open
        return cls(
            request=request,
            is_late=is_open and request.due_at < at,
            is_at_risk=is_open and is_at_risk(due_at=request.due_at, at=at),
            days_late=days_late(due_at=request.due_at, at=at) if is_open else 0,
            why=due_words(request.due_basis),
        )


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """“Biên dịch”: the requests of the person's units, or of the whole agency."""
    at, user = timezone.now(), request.user
    able = may(user, "view_translations", at=at)
    if not able:
        return refusal(request, able.reason)
    visible = visible_requests(actor_of(user, at=at))  # type: ignore[arg-type]
    asked = {name: request.GET.get(name, "") for name in ("tab", "department", "whose", "q")}
    tab = asked["tab"] if asked["tab"] in TABS else "todo"
    rows = visible.filter(state__in=TABS[tab][1])
    departments = dict(rows.order_by().values_list("department_id", "department__name_vi"))
    rows = _narrowed(rows, asked, person=user.pk)
    order = ("due_at", "pk") if tab == "todo" else (F("live_at").desc(nulls_last=True), "-due_at", "pk")
    rows = _named(rows, asked["q"])
    told = rows.order_by().aggregate(shown=Count("pk"), late=Count("pk", Q(state__in=OPEN, due_at__lt=at)))
    page = Paginator(rows.select_related(*LISTED).order_by(*order), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "rows": [Row.of(row, at=at) for row in page],
        "page": page,
        "query": query.urlencode(),
        **told,
        "tab": tab,
        "tabs": [(key, label, visible.filter(state__in=states).count()) for key, (label, states) in TABS.items()],
        "asked": asked,
        "departments": sorted(((str(pk), name) for pk, name in departments.items()), key=lambda pair: fold(pair[1])),
        "budgets": _budgets(visible, at=at),
        "breadcrumbs_items": trail(),
    }
    return TemplateResponse(request, "translation/requests.html", context)


def _narrowed(rows: Any, asked: dict[str, str], *, person: int | None) -> Any:
    if asked["department"].isdecimal():
        rows = rows.filter(department=int(asked["department"][:12]))
    if asked["whose"] == "mine":
        rows = rows.filter(assignee=person)
    elif asked["whose"] == "free":
        rows = rows.filter(Q(assignee__isnull=True))
    return rows


def _named(rows: Any, asked: str) -> Any:
    """Those whose title has every word, typed with or without accents; titles alone are read to find them."""
    words = fold(asked).split()
    if not words:
        return rows
    titles = rows.order_by().values_list("pk", "title")
    found = [pk for pk, title in titles if all(word in fold(title) for word in words)]
    return rows.filter(pk__in=found[:MOST_NAMED])


def _budgets(visible: Any, *, at: datetime.datetime) -> list[EnglishBudget]:
    """Of the sites whose requests the person sees."""
    sites = Subsite.objects.filter(pk__in=visible.order_by().values("subsite")).order_by("pk")
    found = (english_budget(subsite, on=day_of(at)) for subsite in sites)
    return [budget for budget in found if budget is not None]
