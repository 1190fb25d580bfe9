"""Forms of the login and of a person's own account."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(account_forms.LoginForm):
    """User name and password. The field is called `username`, as password managers and Wagtail's form know it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autofocus": True, "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def add_prefix(self, field_name: str) -> str:
        """The name in the page."""
        return str(super().add_prefix("username" if field_name == "login" else field_name))


class AddKeyForm(key_forms.AddWebAuthnForm):
    """A passkey or security key and the name its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = _("So that you know it again, e.g. “office phone”.")
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Passkey: log in without a password")
            self.fields["passwordless"].help_text = _("The device then asks for your fingerprint, face or PIN.")


class AddressForm(forms.Form):
    """The address mail about the account goes to."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
