"""The accounts of an agency: opened, closed, handed over, without any of Django's permissions on users."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.accounts.actions import make_password_link, unlock_account, update_user
from cms.accounts.models import User
from cms.accounts.second_factor import has_factor
from cms.departments.actions.handover import hand_over
from cms.departments.actions.people import (
    ask_factor_reset,
    close_account,
    decide_factor_reset,
    open_account,
    reopen_account,
)
from cms.departments.admin.people_forms import HandoverForm
from cms.departments.admin.views import ActionCreateView, ActionEditView
from cms.departments.handover import handovers
from cms.departments.models import FactorReset, Membership, OrgUnit
from cms.departments.people import Grant, people_visible_to
from cms.departments.policy import OFFICE, actor_of, may, require
from cms.departments.queries import agency_of
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.folded_search import FoldedSearchMixin


def _roles_of(person: User) -> str:
    today = day_of(timezone.now())
    rows = person.memberships.in_force(on=today).select_related("unit")
    return "; ".join(f"{row.get_role_display()} · {row.unit}" for row in rows) or "–"


class PeopleIndexView(FoldedSearchMixin, generic.IndexView):
    """The people of the agencies somebody works for as the office, in Vietnamese order."""

    default_ordering = "sort_key"

    def get_base_queryset(self) -> "QuerySet[User]":
        return people_visible_to(self.request.user, at=timezone.now())

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("display_name", label=_("Name"), accessor=str, get_url=self.get_inspect_url),
            Column("username", label=_("User name")),
            Column("email", label=_("E-mail address")),
            Column("roles", label=_("Roles today"), accessor=_roles_of),
            Column("is_active", label=_("Account"), accessor=lambda p: _("open") if p.is_active else _("closed")),
        ]


class PersonCreateView(ActionCreateView):
    """Opens an account and shows the link by which its person chooses a password."""

    operation = "open_account"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        user: User = self.request.user
        if not user.is_superuser:
            offices = OrgUnit.objects.filter(pk__in=actor_of(user, at=timezone.now()).units_as(*OFFICE))
            own = {agency_of(office).pk for office in offices}
            form.limit_to(OrgUnit.objects.filter(pk__in=own).order_by("sort_key"))
        return form

    def target(self, given: dict[str, Any]) -> object:
        return given["agency"]

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> User:
        return open_account(**given, by=self.request.user, at=at)

    def save_action(self) -> HttpResponse:
        """The link stands on this page only, once."""
        return _show_link(self.request, self.object, first=True)


class PersonEditView(ActionEditView):
    """Name and address."""

    operation = "manage_person"

    def get_object(self, queryset: Any = None) -> User:
        """One of those the screen lists; others are not there."""
        return get_object_or_404(people_visible_to(self.request.user, at=timezone.now()), pk=self.kwargs["pk"])

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> User:
        facts = {"display_name": given["display_name"], "email": given["email"]}
        return update_user(user=self.stored(), **facts, by=self.request.user, at=at)


def _show_link(request: Any, person: User, *, first: bool = False) -> HttpResponse:
    link = make_password_link(user=person, by=request.user, at=timezone.now())
    answer = render(request, "departments/admin/password_link.html", {"person": person, "link": link, "first": first})
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


class PersonPage(WagtailAdminTemplateMixin, TemplateView):
    """One person: roles, what is open, and what may be done; every deed is a post to this address."""

    request: Any
    template_name = "departments/admin/person.html"
    header_icon = "user"
    index_url_name = ""
    inspect_url_name = ""
    permission_policy: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.person: User = get_object_or_404(people_visible_to(self.request.user, at=self.now), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("people:index"), "label": _("People")}
        return [*self.breadcrumbs_items, people, {"url": "", "label": str(self.person)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, person = self.request.user, self.person
        manage = may(user, "manage_person", target=person, at=self.now)
        reset = (
            FactorReset.objects.filter(person=person, decided_at__isnull=True).select_related("requested_by").first()
        )
        return {
            **super().get_context_data(**kwargs),
            "person": person,
            "manage": manage,
            "memberships": self._memberships(),
            "reset": reset,
            "has_factor": has_factor(person),
            "may_ask_reset": may(user, "ask_factor_reset", target=person, at=self.now),
            "may_decide_reset": reset
            and reset.requested_by_id != user.pk
            and may(user, "decide_factor_reset", target=person, at=self.now),
            "appoint_url": f"{reverse('appointments:add')}?person={person.pk}",
        }

    def _memberships(self) -> list[dict[str, Any]]:
        rows = Membership.objects.filter(person=self.person).select_related("unit", "post")
        today = day_of(self.now)
        return [
            {
                "row": row,
                "is_over": row.valid_to is not None and row.valid_to < today,
                "may_end": may(
                    self.request.user, "give_role", target=Grant(self.person, row.role, row.unit), at=self.now
                ),
            }
            for row in rows
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says; a refusal is a message and nothing has changed."""
        deeds: dict[str, tuple[str, Callable[[], HttpResponse | str]]] = {
            "close": ("manage_person", self._close),
            "reopen": ("manage_person", self._reopen),
            "link": ("manage_person", lambda: _show_link(self.request, self.person)),
            "unlock": ("manage_person", self._unlock),
            "ask_reset": ("ask_factor_reset", self._ask_reset),
            "confirm_reset": ("decide_factor_reset", lambda: self._decide_reset(confirm=True)),
            "refuse_reset": ("decide_factor_reset", lambda: self._decide_reset(confirm=False)),
        }
        deed = deeds.get(request.POST.get("deed", ""))
        if deed is None:
            return HttpResponseBadRequest()
        operation, perform = deed
        try:
            with transaction.atomic():
                require(self.request.user, operation, target=self.person, at=self.now)
                done = perform()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
        return HttpResponseRedirect(request.path)

    def _close(self) -> str:
        close_account(person=self.person, by=self.request.user, at=self.now)
        return _("The account is closed; its sessions have ended.")

    def _reopen(self) -> str:
        reopen_account(person=self.person, by=self.request.user, at=self.now)
        return _("The account is open again.")

    def _unlock(self) -> str:
        found = unlock_account(user=self.person, by=self.request.user, at=self.now)
        return _("The login is open again.") if found else _("The login was not closed.")

    def _ask_reset(self) -> str:
        reason = self.request.POST.get("reason", "")[:255]
        ask_factor_reset(person=self.person, reason=reason, by=self.request.user, at=self.now)
        return _("Asked. Another administrator or somebody of the board has to confirm it.")

    def _decide_reset(self, *, confirm: bool) -> str:
        reset = get_object_or_404(FactorReset, person=self.person, decided_at__isnull=True)
        decide_factor_reset(reset=reset, confirm=confirm, by=self.request.user, at=self.now)
        return _("The second factor has been reset.") if confirm else _("The reset has been refused.")


class HandoverView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """What a person holds, and to whom it goes."""

    request: Any
    template_name = "departments/admin/handover.html"
    header_icon = "user"
    form_class = HandoverForm
    permission_policy: Any = None
    index_url_name = ""
    inspect_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.person: User = get_object_or_404(people_visible_to(self.request.user, at=self.now), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who may not hand over is told why."""
        allowed = may(self.request.user, "manage_person", target=self.person, at=self.now)
        if not allowed:
            messages.error(request, str(allowed.reason))
            return HttpResponseRedirect(reverse("people:inspect", args=(self.person.pk,)))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Hand over")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people:index"), "label": _("People")},
            {"url": reverse("people:inspect", args=(self.person.pk,)), "label": str(self.person)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        held = [{"label": kind.label, "things": kind.of(self.person, self.now)} for kind in handovers()]
        roles = Membership.objects.in_force(on=day_of(self.now)).filter(person=self.person).select_related("unit")
        return context | {"person": self.person, "held": held, "roles": roles, "media": context["form"].media}

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask, hand over, and say how much."""
        try:
            with transaction.atomic():
                require(self.request.user, "manage_person", target=self.person, at=self.now)
                moved = hand_over(person=self.person, **form.cleaned_data, by=self.request.user, at=self.now)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        total = sum(moved.values())
        text = ngettext("%(total)d thing was handed over.", "%(total)d things were handed over.", total)
        messages.success(self.request, text % {"total": total})
        return HttpResponseRedirect(reverse("people:inspect", args=(self.person.pk,)))
