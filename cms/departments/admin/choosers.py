"""Choosers of units, posts and persons that find text typed without accents."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from cms.accounts.models import User
from cms.departments.models import OrgUnit, Post
from cms.kernel.calendar import day_of
from cms.kernel.folded_search import matching_words


class FoldedFilterForm(BaseFilterForm):
    """One search box over the folded column."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")}))

    def filter(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        """Narrow to what was typed."""
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return matching_words(super().filter(objects), self.search_query or "", ("search_text",))


class FoldedChooseView(ChooseView):
    filter_form_class = FoldedFilterForm


class FoldedChooseResultsView(ChooseResultsView):
    filter_form_class = FoldedFilterForm


def _is_id(model: type[Model], value: Any) -> bool:
    """Whether a value sent by a browser can be the id of a row at all; Wagtail asks the database regardless."""
    try:
        model._meta.pk.run_validators(model._meta.pk.to_python(value))
    except (ValidationError, OverflowError):
        return False
    return True


class CheckedChosenView(ChosenView):
    """What is no id is not found."""

    def get_object(self, pk: str) -> Any:
        if not _is_id(self.model_class, pk):
            raise Http404
        return super().get_object(pk)


class CheckedChosenMultipleView(ChosenMultipleView):
    """What is no id is not found."""

    def get_objects(self, pks: list[str]) -> Any:
        if not all(_is_id(self.model_class, pk) for pk in pks):
            raise Http404
        return super().get_objects(pks)


class CheckedChooser(BaseChooser):
    """Shown again with what is no id, it is empty; the field says the error."""

    def get_instance(self, value: Any) -> Any:
        is_row = value is None or isinstance(value, self.model_class)
        return super().get_instance(value) if is_row or _is_id(self.model_class, value) else None


class FoldedChooserViewSet(ChooserViewSet):
    """A chooser with that search box."""

    choose_view_class = FoldedChooseView
    choose_results_view_class = FoldedChooseResultsView
    chosen_view_class = CheckedChosenView
    chosen_multiple_view_class = CheckedChosenMultipleView
    base_widget_class = CheckedChooser
    per_page = 20


class UnitChooserViewSet(FoldedChooserViewSet):
    """Units in being today."""

    model = OrgUnit
    icon = "group"
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")
    edit_item_text = _("Edit this unit")

    def get_object_list(self) -> "QuerySet[OrgUnit]":
        return OrgUnit.objects.in_being(on=day_of(timezone.now())).order_by("sort_key", "key")


class PostChooserViewSet(FoldedChooserViewSet):
    """Posts of units."""

    model = Post
    icon = "key"
    choose_one_text = _("Choose a post")
    choose_another_text = _("Choose another post")
    edit_item_text = _("Edit this post")

    def get_object_list(self) -> "QuerySet[Post]":
        return Post.objects.select_related("unit").order_by("key")


class PersonChooserViewSet(FoldedChooserViewSet):
    """Persons with a live account."""

    model = User
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")

    def get_object_list(self) -> "QuerySet[User]":
        return User.objects.filter(is_active=True).order_by("sort_key", "username")


unit_chooser = UnitChooserViewSet("unit_chooser")
post_chooser = PostChooserViewSet("post_chooser")
person_chooser = PersonChooserViewSet("person_chooser")
