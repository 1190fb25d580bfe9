"""The screens of API tokens: a list, a form, the token shown once, and one page to read and revoke it."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from cms.departments.admin.permission import OperationPermissionPolicy
from cms.departments.admin.views import ActionCreateView
from cms.departments.policy import require
from cms.kernel.calendar import HANOI, day_of
from cms.kernel.errors import DomainError
from cms.tokens.access import MANAGE_API_TOKENS
from cms.tokens.actions import create_token, revoke_token
from cms.tokens.models import ApiToken
from cms.tokens.queries import sites_managed_by, tokens_visible_to

_USUAL = datetime.timedelta(days=180)


class TokenForm(WagtailAdminModelForm):
    """A new token."""

    class Meta:
        model = ApiToken
        fields = ["name", "purpose", "subsite", "may_read", "may_preview", "expires_on"]
        widgets = {"expires_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = day_of(timezone.now()) + _USUAL
        self.fields["expires_on"].help_text = _("The token ends with this day, at most 366 days from now.")
        field: Any = self.fields["subsite"]
        field.empty_label = None


def _state(token: ApiToken) -> str:
    return str(token.state(on=day_of(timezone.now())).label)


def _scopes(token: ApiToken) -> str:
    words = ((token.may_read, gettext("public documents")), (token.may_preview, gettext("drafts in preview")))
    return ", ".join(word for given, word in words if given)


def _last_used(token: ApiToken) -> str:
    """To the hour: more is not written down."""
    used = token.last_used_on
    return used.astimezone(HANOI).strftime("%d/%m/%Y, %H:%M") if used is not None else pgettext("use", "never")


def _maker(token: ApiToken) -> str:
    """Who made it; when their account is closed, whoever is left should think of making a new one."""
    person = token.created_by
    if person is None:
        return gettext("command line")
    return str(person) if person.is_active else gettext("%(name)s (account closed)") % {"name": person}


class TokenIndexView(generic.IndexView):
    """The tokens of the sites of one's agency."""

    page_title = _("API tokens")
    request: Any

    def get_base_queryset(self) -> QuerySet[ApiToken]:
        return tokens_visible_to(self.request.user, at=timezone.now())

    def order_queryset(self, queryset: Any) -> Any:
        """As they come: newest first."""
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Token"), accessor=str, get_url=self.get_inspect_url),
            Column("subsite", label=_("Site")),
            Column("scopes", label=_("Reads"), accessor=_scopes),
            Column("state", label=_("State"), accessor=_state),
            Column("expires_on", label=_("Last day"), accessor=lambda token: token.expires_on.strftime("%d/%m/%Y")),
            Column("last_used_on", label=_("Last used"), accessor=_last_used),
            Column("created_by", label=_("Made by"), accessor=_maker),
        ]


class TokenCreateView(ActionCreateView):
    """Makes a token and shows it on the answer, which nobody keeps."""

    operation = MANAGE_API_TOKENS
    secret = ""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["subsite"].queryset = sites_managed_by(self.request.user, at=timezone.now())
        return form

    def target(self, given: dict[str, Any]) -> object:
        return given["subsite"]

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> ApiToken:
        token, self.secret = create_token(**given, by=self.request.user, at=at)
        return token

    def save_action(self) -> HttpResponse:
        """The token stands on this page only, once."""
        answer = render(self.request, "tokens/admin/made.html", {"token": self.object, "secret": self.secret})
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer


class TokenPage(WagtailAdminTemplateMixin, TemplateView):
    """What is known of a token, and the button that ends it."""

    request: Any
    template_name = "tokens/admin/token.html"
    header_icon = "key"
    permission_policy: Any = None
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.token: ApiToken = get_object_or_404(tokens_visible_to(self.request.user, at=self.now), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.token.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        tokens = {"url": reverse("api_tokens:index"), "label": gettext("API tokens")}
        return [*self.breadcrumbs_items, tokens, {"url": "", "label": self.token.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"scopes": _scopes(self.token), "state": _state(self.token), "maker": _maker(self.token)}
        return {**super().get_context_data(**kwargs), "token": self.token, **facts}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke it; a refusal is a message and nothing has changed."""
        user = self.request.user
        try:
            require(user, MANAGE_API_TOKENS, target=self.token, at=self.now)
            revoke_token(token=self.token, by=user, at=self.now)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("The token is revoked: from now on it opens nothing."))
        return HttpResponseRedirect(request.path)


class TokenViewSet(ModelViewSet):
    """The menu item "Mã truy cập API"."""

    model = ApiToken
    icon = "key"
    menu_label = _("API tokens")
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[ApiToken]]:
        return TokenForm

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        return OperationPermissionPolicy(self.model, view=MANAGE_API_TOKENS, add=MANAGE_API_TOKENS)

    def get_urlpatterns(self) -> list[Any]:
        """The list, the form, and the page of a token in place of Wagtail's inspection, editing and deletion."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results", "add"}]
        page = TokenPage.as_view(permission_policy=self.permission_policy)
        return [*kept, path("token/<int:pk>/", page, name="inspect")]
