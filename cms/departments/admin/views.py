"""Wagtail's generic create, edit and delete, with our actions behind them."""

import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from wagtail.admin.views import generic

from cms.departments.policy import require
from cms.kernel.errors import DomainError


class ThroughAction:
    """A form whose saving is an action: a refusal is shown on the form and nothing has changed."""

    operation = ""
    request: Any  # of a logged-in person: the admin lets nobody else in

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Model:
        """Call the action with what the form gave."""
        raise NotImplementedError

    def target(self, given: dict[str, Any]) -> object:
        """What the policy is asked about."""
        return given.get("unit") or given.get("agency") or given.get("parent")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Ask, act, and answer as Wagtail's view does."""
        self.form: Any = form
        view: Any = self
        at = timezone.now()
        try:
            with transaction.atomic():
                require(self.request.user, self.operation, target=self.target(form.cleaned_data), at=at)
                view.object = self.perform(form.cleaned_data, at)
        except DomainError as error:
            form.add_error(None, str(error))
            view.produced_error_message = view.get_error_message()
            response: HttpResponse = view.form_invalid(form)
            return response
        saved: HttpResponse = view.save_action()
        return saved


class ActionCreateView(ThroughAction, generic.CreateView):
    """Wagtail's create view, through an action."""

    def get_success_buttons(self) -> list[Any]:
        """None: some rows can be ended but not edited."""
        return []


class ActionEditView(ThroughAction, generic.EditView):
    """Wagtail's edit view, through an action."""

    def stored(self) -> Any:
        """The row as it is in the database: the form has already written into `self.object`."""
        return self.model.objects.get(pk=self.object.pk)

    def target(self, given: dict[str, Any]) -> object:
        """The row itself."""
        return self.stored()

    def get_success_buttons(self) -> list[Any]:
        """None, as above."""
        return []


class ActionDeleteView(generic.DeleteView):
    """Wagtail's delete view, through an action; only for rows that nothing hangs on."""

    operation = ""
    request: Any

    def perform(self, at: datetime.datetime) -> None:
        """Call the action."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Ask, act, answer."""
        at = timezone.now()
        message = self.get_success_message()
        try:
            with transaction.atomic():
                require(self.request.user, self.operation, target=self.object, at=at)
                self.perform(at)
        except DomainError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())
