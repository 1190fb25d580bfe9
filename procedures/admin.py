"""The screens of the vocabularies and of the receiving counters."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CopyView, DeleteView, HistoryView, UsageView

from cms.departments.policy import Actor, actor_of
from cms.moderation.admin.word_lists import TermForm, WordListViewSet, WordsEditView, state_column, words_help
from procedures.counters import choosable_counters, kept_counters, may_keep
from procedures.models import Agency, ProcedureField, ReceivingCounter

_TERM_PANELS = [
    words_help(),
    FieldRowPanel([FieldPanel("label_vi"), FieldPanel("label_en")], heading=_("Name")),
    FieldRowPanel([FieldPanel("key"), FieldPanel("order")], heading=_("Key and order")),
]


class ProcedureFieldViewSet(WordListViewSet):
    """Fields of procedures."""

    model = ProcedureField
    icon = "tag"
    menu_label = _("Fields of procedures")
    add_to_settings_menu = True
    list_display: ClassVar[list[object]] = ["label_vi", "label_en", "key", state_column()]
    edit_handler = ObjectList(_TERM_PANELS, base_form_class=TermForm)


class AgencyViewSet(WordListViewSet):
    """Agencies of procedures."""

    model = Agency
    icon = "group"
    menu_label = _("Agencies of procedures")
    add_to_settings_menu = True
    list_display: ClassVar[list[object]] = ["label_vi", "label_en", "unit", "key", state_column()]
    edit_handler = ObjectList([*_TERM_PANELS, FieldPanel("unit")], base_form_class=TermForm)


def _actor(request: HttpRequest) -> Actor:
    user: Any = request.user
    return actor_of(user, at=timezone.now())


class CounterForm(WagtailAdminModelForm):
    """A counter belongs to an agency whose catalogue the person keeps."""

    def clean(self) -> dict[str, Any]:
        """Refuse the unit of another agency, and a counter for all agencies of whoever does not keep those."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "unit" in cleaned and not may_keep(actor_of(self.for_user, at=timezone.now()), cleaned["unit"]):
            refusal = _("Choose a unit of your agency: counters of other agencies, and those all share, are not yours.")
            self.add_error("unit", ValidationError(refusal, code="foreign"))
        return cleaned


class OwnCounters:
    """Counters of other agencies are not there."""

    request: HttpRequest

    def get_object(self, *args: Any) -> Any:
        """The counter, or 404."""
        found = super().get_object(*args)  # type: ignore[misc]
        if not kept_counters(_actor(self.request)).filter(pk=found.pk).exists():
            raise Http404
        return found


class CounterEditView(OwnCounters, WordsEditView):
    """Change one's own counter."""


class CounterCopyView(OwnCounters, CopyView):
    """Begin a counter with the words of another one of the same agency."""


class CounterDeleteView(OwnCounters, DeleteView):
    """Only administrators of the platform delete."""


class CounterHistoryView(OwnCounters, HistoryView):
    """Who changed it."""


class CounterUsageView(OwnCounters, UsageView):
    """Which pages show it."""


class ChooseCounterView(ChooseView):
    """Counters that the person's pages may name."""

    def get_object_list(self) -> "QuerySet[ReceivingCounter]":
        """Of their own agencies, of those above, and shared ones."""
        return choosable_counters(_actor(self.request))


class ChooseCounterResultsView(ChooseResultsView):
    """The same, searched and paged."""

    def get_object_list(self) -> "QuerySet[ReceivingCounter]":
        """Of their own agencies, of those above, and shared ones."""
        return choosable_counters(_actor(self.request))


class CounterChooserViewSet(SnippetChooserViewSet):
    """The chooser in the form of a procedure."""

    choose_view_class = ChooseCounterView
    choose_results_view_class = ChooseCounterResultsView


class ReceivingCounterViewSet(WordListViewSet):
    """Receiving counters."""

    model = ReceivingCounter
    icon = "site"
    menu_label = _("Receiving counters")
    add_to_settings_menu = True
    list_display: ClassVar[list[object]] = ["name_vi", "address_vi", "phone", "unit", state_column()]
    edit_view_class = CounterEditView
    copy_view_class = CounterCopyView
    delete_view_class = CounterDeleteView
    history_view_class = CounterHistoryView
    usage_view_class = CounterUsageView
    chooser_viewset_class = CounterChooserViewSet
    edit_handler = ObjectList(
        [
            words_help(),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("name_vi", "address_vi", "hours_vi", "phone", "email", "map_url")],
                heading=_("Counter"),
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("name_en", "address_en", "hours_en")], heading=_("In English")
            ),
            FieldRowPanel([FieldPanel("unit"), FieldPanel("is_sample")], heading=_("Whose it is")),
        ],
        base_form_class=CounterForm,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ReceivingCounter]":
        """The counters the person keeps."""
        return kept_counters(_actor(request))
