"""Who stands in for whom (R071), and whom the head of the board lets act urgently (R072)."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from cms.accounts.models import User
from cms.departments.actions.delegations import DELEGABLE, delegate, end_delegation
from cms.departments.admin.choosers import person_chooser
from cms.departments.models import Delegation, Membership, OrgUnit
from cms.departments.policy import OFFICE, actor_of, may, require
from cms.departments.queries import AGENCY_KINDS
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.moderation.actions import end_urgent_delegate, name_urgent_delegate
from cms.moderation.admin.answering import asks, found, tell, trail
from cms.moderation.admin.forms import PeriodForm
from cms.moderation.models import UrgentDelegate

METHODS = ["GET", "HEAD", "POST"]


class DelegationForm(PeriodForm):
    """Which post, to whom, from when to when, why."""

    membership = forms.ModelChoiceField(label=gettext_lazy("Post"), queryset=Membership.objects.none())
    to = forms.ModelChoiceField(
        label=gettext_lazy("Who stands in"), queryset=User.objects.all(), widget=person_chooser.widget_class()
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)

    field_order = ("membership", "to", "valid_from", "valid_to", "reason")

    def __init__(self, *args: Any, memberships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["membership"]
        field.queryset = memberships


class UrgentDelegateForm(PeriodForm):
    """For which agency, whom, from when to when, why."""

    agency = forms.ModelChoiceField(label=gettext_lazy("Agency"), queryset=OrgUnit.objects.none())
    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=User.objects.all(), widget=person_chooser.widget_class()
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255, required=False)

    field_order = ("agency", "person", "valid_from", "valid_to", "reason")

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = agencies


@require_http_methods(METHODS)
@asks("view_tasks")
def delegations(request: HttpRequest) -> HttpResponse:
    """One's own posts, and for the office those of everybody: who stands in for whom, and a new delegation."""
    at = timezone.now()
    mine = _delegable(request, day_of(at))
    form = DelegationForm(request.POST or None, memberships=mine)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            require(request.user, "delegate", target=given["membership"], at=at)
            made = delegate(**given, by=request.user, at=at)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            words = _("{person} stands in for {holder} from {first} to {last}.")
            told = words.format(
                person=made.to_user, holder=made.membership.person,
                first=made.valid_from.strftime("%d/%m/%Y"), last=made.valid_to.strftime("%d/%m/%Y"),
            )  # fmt: skip
            messages.success(request, told)
            return redirect("moderation_delegations")
    rows = Delegation.objects.filter(membership__in=mine, valid_to__gte=day_of(at))
    rows = rows | Delegation.objects.filter(to_user_id=request.user.pk, valid_to__gte=day_of(at))
    context = {
        "form": form,
        "rows": rows.distinct().select_related("membership__person", "membership__unit", "to_user"),
        "own": set(mine.values_list("pk", flat=True)),
        "has_posts": mine.exists(),
        "today": day_of(at),
        "media": form.media,
        "breadcrumbs_items": trail((_("Standing in"), "")),
    }
    status = 400 if form.is_bound else 200
    return TemplateResponse(request, "moderation/admin/delegations.html", context, status=status)


@require_POST
@asks("view_tasks")
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Today is the last day of a delegation; one that has not begun ends on its first day."""
    at = timezone.now()
    mine = _delegable(request, day_of(at))
    row = found(Delegation.objects.select_related("membership").filter(membership__in=mine), delegation_id)
    try:
        require(request.user, "delegate", target=row.membership, at=at)
        end_delegation(delegation=row, on=max(day_of(at), row.valid_from), by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("The delegation was ended."))
    return redirect("moderation_delegations")


def _delegable(request: HttpRequest, on: datetime.date) -> Any:
    """The memberships whose role can be delegated: one's own; for office and head of the board the whole agency's."""
    rows = Membership.objects.in_force(on=on).filter(role__in=DELEGABLE).select_related("person", "unit")
    user: Any = request.user
    if user.is_superuser:
        return rows
    held = set(actor_of(user, at=timezone.now()).units_as(*OFFICE, Role.BOARD_HEAD))
    units = read_organisation().units_of_agencies(held) if held else []
    return rows.filter(person=user) | rows.filter(unit__in=units)


@require_http_methods(METHODS)
@asks("name_urgent_delegate")
def urgent_delegates(request: HttpRequest) -> HttpResponse:
    """Whom the head of the board lets act urgently, and a new name."""
    at = timezone.now()
    agencies = _own_agencies(request, at)
    form = UrgentDelegateForm(request.POST or None, agencies=agencies)
    if form.is_bound and form.is_valid():
        try:
            named = name_urgent_delegate(**form.cleaned_data, by=request.user, at=at)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("{person} may act urgently from now on.").format(person=named.person))
            return redirect("moderation_urgent_delegates")
    rows = UrgentDelegate.objects.filter(agency__in=agencies).select_related("person", "agency", "named_by")
    context = {
        "form": form,
        "rows": rows[:200],
        "today": day_of(at),
        "media": form.media,
        "breadcrumbs_items": trail((_("Who may act urgently"), "")),
    }
    status = 400 if form.is_bound else 200
    return TemplateResponse(request, "moderation/admin/urgent_delegates.html", context, status=status)


@require_POST
@asks("name_urgent_delegate")
def end_urgent(request: HttpRequest, named_id: int) -> HttpResponse:
    """Today is the last day on which the person may act urgently."""
    at = timezone.now()
    row = found(UrgentDelegate.objects.filter(agency__in=_own_agencies(request, at)), named_id)
    try:
        end_urgent_delegate(named=row, on=max(day_of(at), row.valid_from), by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("The permission ends today."))
    return redirect("moderation_urgent_delegates")


def _own_agencies(request: HttpRequest, at: datetime.datetime) -> Any:
    """The agencies of whose board the person is the head."""
    own = [
        unit.pk
        for unit in OrgUnit.objects.filter(kind__in=AGENCY_KINDS)
        if may(request.user, "name_urgent_delegate", target=unit, at=at)
    ]
    return OrgUnit.objects.filter(pk__in=own)
