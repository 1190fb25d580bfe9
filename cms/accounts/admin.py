"""Accounts in the admin: opened, changed and closed by superusers; what a person may do is not decided here."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.forms import UserForm
from wagtail.users.views import users

from cms.accounts.actions import create_user, set_password, update_user
from cms.accounts.models import User
from cms.kernel.folded_search import FoldedSearchMixin
from cms.kernel.text import clean_line


class AccountForm(UserForm):
    """Name, address and password. Groups are derived from memberships and not offered."""

    first_name = None
    last_name = None
    display_name = forms.CharField(label=_("Display name"), max_length=120)
    is_superuser = forms.BooleanField(
        label=_("Technical administrator"),
        required=False,
        help_text=_("Full access to everything, for the people who run the system. Roles come from appointments."),
    )

    def clean_display_name(self) -> str:
        """Composed and without control characters."""
        return clean_line(self.cleaned_data["display_name"])


class NewAccountForm(AccountForm):
    """An account as it is opened."""

    class Meta:
        model = User
        fields = ["username", "display_name", "email", "is_superuser"]


class AccountEditForm(AccountForm):
    """What may change of an account; the user name may not: it is in the log."""

    password_required = False

    class Meta:
        model = User
        fields = ["username", "display_name", "email", "is_active", "is_superuser"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].disabled = True
        if editing_self:
            # Nobody locks themselves out.
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class AccountIndexView(FoldedSearchMixin, users.IndexView):
    """Found as typed, without accents."""

    search_fields = ("search_text",)

    def search_queryset(self, queryset: Any) -> Any:
        return FoldedSearchMixin.search_queryset(self, queryset)


class AccountCreateView(users.CreateView):
    """Through the action."""

    def save_instance(self) -> User:
        given = self.form.cleaned_data
        facts = {name: given[name] for name in ("username", "display_name", "email", "is_superuser")}
        return create_user(**facts, password=given["password1"], by=self.request.user, at=timezone.now())


class AccountEditView(users.EditView):
    """Through the actions."""

    def save_instance(self) -> User:
        given, now, by = self.form.cleaned_data, timezone.now(), self.request.user
        names = ("display_name", "email", "is_active", "is_superuser")
        facts = {name: given[name] for name in names if name in given}
        with transaction.atomic():
            # Read anew: the form has already written into its instance.
            user = update_user(user=User.objects.get(pk=self.object.pk), **facts, by=by, at=now)
            if given["password1"]:
                set_password(user=user, password=given["password1"], by=by, at=now)
        if given["password1"] and user == by:
            update_session_auth_hash(self.request, user)
        self.has_content_changes = self.form.has_changed()
        return user


class AccountPermissionPolicy(ModelPermissionPolicy):
    """An account is closed (inactive), never deleted: the log and the memberships name it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class UserViewSet(users.UserViewSet):
    """Wagtail's screens with our forms and actions."""

    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[AccountForm]:
        return AccountEditForm if for_update else NewAccountForm

    @property
    def permission_policy(self) -> AccountPermissionPolicy:
        return AccountPermissionPolicy(self.model)
