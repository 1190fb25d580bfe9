"""Holidays and swapped days."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.actions import remove_holiday, remove_swap, set_holiday, swap_day
from cms.departments.admin import forms
from cms.departments.admin.organisation_viewset import OrganisationViewSet
from cms.departments.admin.views import ActionCreateView, ActionDeleteView, ActionEditView
from cms.departments.models import Holiday, SwappedDay


class HolidayCreateView(ActionCreateView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Holiday:
        return set_holiday(**given, by=self.request.user, at=at)


class HolidayEditView(ActionEditView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Holiday:
        """The same day corrected, or another day in its place."""
        stored = self.stored()
        if given["day"] != stored.day:
            remove_holiday(holiday=stored, by=self.request.user, at=at)
        return set_holiday(**given, by=self.request.user, at=at)


class HolidayDeleteView(ActionDeleteView):
    operation = "manage_calendar"

    def perform(self, at: datetime.datetime) -> None:
        remove_holiday(holiday=self.object, by=self.request.user, at=at)


class HolidayViewSet(OrganisationViewSet):
    model = Holiday
    icon = "date"
    menu_label = _("Holidays")
    manage = "manage_calendar"
    deletable = True
    new_form = edit_form = forms.HolidayForm
    add_view_class, edit_view_class, delete_view_class = HolidayCreateView, HolidayEditView, HolidayDeleteView
    list_display = ["day", "name", "source"]
    list_filter = {"day": ["year"]}
    ordering = ["-day"]
    list_per_page = 50


class SwapCreateView(ActionCreateView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> SwappedDay:
        return swap_day(**given, by=self.request.user, at=at)


class SwapEditView(ActionEditView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> SwappedDay:
        """The same swap with another source, or another swap in its place."""
        stored = self.stored()
        if (given["day_off"], given["day_worked"]) != (stored.day_off, stored.day_worked):
            remove_swap(swap=stored, by=self.request.user, at=at)
        return swap_day(**given, by=self.request.user, at=at)


class SwapDeleteView(ActionDeleteView):
    operation = "manage_calendar"

    def perform(self, at: datetime.datetime) -> None:
        remove_swap(swap=self.object, by=self.request.user, at=at)


class SwappedDayViewSet(OrganisationViewSet):
    model = SwappedDay
    icon = "resubmit"
    menu_label = _("Swapped days")
    manage = "manage_calendar"
    deletable = True
    new_form = edit_form = forms.SwapForm
    add_view_class, edit_view_class, delete_view_class = SwapCreateView, SwapEditView, SwapDeleteView
    list_display = ["day_off", "day_worked", "source"]
    ordering = ["-day_off"]
