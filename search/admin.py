"""The menu "Tìm kiếm": synonyms, best bets, and what was looked for in vain."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminDateInput

from cms.departments.admin.permission import OperationPermissionPolicy
from cms.departments.admin.views import ActionCreateView, ActionDeleteView, ActionEditView
from cms.departments.policy import may
from search.access import MANAGE_SEARCH, MANAGE_SYNONYMS, sites_tuned_by
from search.actions.deciding import Decision, keep_decision, remove_decision
from search.models import BestBet, QuestionCount, Synonym

_LANGUAGES = dict(settings.LANGUAGES)


class SynonymForm(WagtailAdminModelForm):
    """A synonym: its texts one expression a line."""

    class Meta:
        model = Synonym
        fields = ["terms", "kind", "expands_to", "note", "is_active"]
        widgets = {"terms": forms.Textarea(attrs={"rows": 4}), "expands_to": forms.Textarea(attrs={"rows": 4})}


class BestBetForm(WagtailAdminModelForm):
    """A best bet; the sites are those the person tunes, the address is looked up when it is saved."""

    class Meta:
        model = BestBet
        fields = ["site", "locale", "questions", "path", "order", "valid_to", "note", "is_active"]
        widgets = {"questions": forms.Textarea(attrs={"rows": 4}), "valid_to": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites: Any = self.fields["site"]
        tuned = sites_tuned_by(self.for_user, at=timezone.now())
        sites.queryset = sites.queryset.filter(pk__in=[site.pk for site in tuned])


class _Keeps:
    """Saves through the action: logged, and applied everywhere at once."""

    request: Any
    form: Any

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Decision:
        """Save what the form gave."""
        return keep_decision(decision=self.form.instance, by=self.request.user, at=at)


class SynonymCreateView(_Keeps, ActionCreateView):
    """A new synonym."""

    operation = MANAGE_SYNONYMS


class SynonymEditView(_Keeps, ActionEditView):
    """A changed one."""

    operation = MANAGE_SYNONYMS


class BestBetCreateView(_Keeps, ActionCreateView):
    """A new best bet."""

    operation = MANAGE_SEARCH

    def target(self, given: dict[str, Any]) -> object:
        """The site it is for."""
        return given["site"]


class _OfOwnSite:
    """A best bet of a site that the person does not tune is not there."""

    request: Any

    def get_object(self, queryset: Any = None) -> BestBet:
        """The best bet, or 404."""
        view: Any = super()
        found: BestBet = view.get_object()
        if not may(self.request.user, MANAGE_SEARCH, target=found, at=timezone.now()):
            raise Http404
        return found


class BestBetEditView(_OfOwnSite, _Keeps, ActionEditView):
    """A changed one."""

    operation = MANAGE_SEARCH


class SynonymDeleteView(ActionDeleteView):
    """One less."""

    operation = MANAGE_SYNONYMS

    def get_usage_url(self) -> str:
        """None: nothing refers to a decision."""
        return ""

    def perform(self, at: datetime.datetime) -> None:
        remove_decision(decision=self.object, by=self.request.user, at=at)


class BestBetDeleteView(_OfOwnSite, SynonymDeleteView):
    """The same for a best bet."""

    operation = MANAGE_SEARCH


class _DecisionViewSet(ModelViewSet):
    copy_view_enabled = False
    inspect_view_enabled = False
    operation: ClassVar[str]
    form: ClassVar[type[forms.ModelForm[Any]]]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Any]]:
        return self.form

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        every = dict.fromkeys(("view", "add", "change", "delete"), self.operation)
        return OperationPermissionPolicy(self.model, **every)

    def get_urlpatterns(self) -> list[Any]:
        """Without history and usage: the audit log tells who decided what, and nothing refers to a decision."""
        kept = {"index", "index_results", "add", "edit", "delete"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class SynonymIndexView(generic.IndexView):
    """What the staff added to the built-in synonyms."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("terms", label=_("what people type"), accessor=str, get_url=self.get_edit_url),
            Column("kind", label=_("how"), accessor=lambda row: row.get_kind_display()),
            Column("expands_to", label=_("also search for"), accessor=lambda row: row.shown_expansion()),
            BooleanColumn("is_active", label=_("is applied")),
        ]


class SynonymViewSet(_DecisionViewSet):
    """Synonyms."""

    model = Synonym
    icon = "edit"
    menu_label = _("Synonyms")
    operation = MANAGE_SYNONYMS
    form = SynonymForm
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    delete_view_class = SynonymDeleteView


class BestBetIndexView(generic.IndexView):
    """What stands first, on the sites that the person tunes."""

    def get_base_queryset(self) -> QuerySet[BestBet]:
        tuned = sites_tuned_by(self.request.user, at=timezone.now())
        return BestBet.objects.filter(site__in=tuned).select_related("site")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "questions",
                label=_("for the questions"),
                accessor=lambda row: row.shown_questions(),
                get_url=self.get_edit_url,
            ),
            Column("path", label=_("address of the page")),
            Column("site", label=_("Site")),
            BooleanColumn("is_active", label=_("is applied")),
        ]


class BestBetViewSet(_DecisionViewSet):
    """Best bets."""

    model = BestBet
    icon = "pick"
    menu_label = _("Best bets")
    operation = MANAGE_SEARCH
    form = BestBetForm
    index_view_class = BestBetIndexView
    add_view_class = BestBetCreateView
    edit_view_class = BestBetEditView
    delete_view_class = BestBetDeleteView


class QuestionFilters(WagtailFilterSet):
    """By month, site and language."""

    class Meta:
        model = QuestionCount
        fields = ["month", "site_key", "locale"]


class QuestionIndexView(generic.IndexView):
    """What was looked for on the person's sites: in vain first, then what nobody opened a result of.

    A row without words is all questions of a month, those included that are too rare to be shown (ADR 0189).
    """

    filterset_class = QuestionFilters
    default_ordering = "-unanswered"

    def get_base_queryset(self) -> QuerySet[QuestionCount]:
        return QuestionCount.objects.filter(site_key__in=self._sites).order_by(
            "-unanswered", "-guessed", "chosen", "-asked", "question"
        )

    @cached_property
    def _sites(self) -> dict[str, str]:
        """Key → name of the sites that the person tunes."""
        return {site.key: str(site) for site in sites_tuned_by(self.request.user, at=timezone.now())}

    def order_queryset(self, queryset: Any) -> Any:
        """As they come."""
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        several = len(self._sites) > 1
        return [
            Column("question", label=_("question"), accessor=lambda row: row.question or _("(all questions)")),
            Column("asked", label=_("asked")),
            Column("unanswered", label=_("without a result")),
            Column("guessed", label=_("with a guess only")),
            Column("chosen", label=_("a result was opened")),
            Column("locale", label=_("language"), accessor=lambda row: _LANGUAGES.get(row.locale, row.locale)),
            Column("month", label=_("month"), accessor=lambda row: f"{row.month:%m/%Y}"),
            *([Column("site_key", label=_("Site"), accessor=lambda row: self._sites[row.site_key])] if several else []),
        ]


class QuestionViewSet(ModelViewSet):
    """The report; nothing in it can be changed."""

    model = QuestionCount
    icon = "search"
    menu_label = _("Questions")
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = QuestionIndexView
    exclude_form_fields: ClassVar[list[str]] = []

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        return OperationPermissionPolicy(self.model, view=MANAGE_SEARCH)

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results"}]


class SearchViewSetGroup(ModelViewSetGroup):
    """The menu."""

    menu_label = _("Search of the site")
    menu_icon = "search"
    menu_order = 320
    items = (
        SynonymViewSet("search_synonyms", url_prefix="search-synonyms"),
        BestBetViewSet("search_best_bets", url_prefix="search-best-bets"),
        QuestionViewSet("search_questions", url_prefix="search-questions"),
    )
