"""How allauth behaves here: nobody signs up, mail is plain and says little, factors cannot be talked away."""

import logging
import threading
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.accounts.actions import set_password
from cms.accounts.lockout import address_of
from cms.accounts.models import User
from cms.accounts.second_factor import has_factor
from cms.accounts.secrets_at_rest import decrypt, encrypt

_log = logging.getLogger(__name__)

# What a person is told by mail about their own account; allauth names the occasion.
NOTICES = {
    "account/email/password_changed": gettext_lazy("Your password has been changed."),
    "account/email/password_reset": gettext_lazy("Your password has been reset."),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app has been activated."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app has been deactivated."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey or security key has been added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey or security key has been removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes have been made."),
    "accounts/email/address_changed": gettext_lazy("The e-mail address of your account has been changed."),
    "accounts/email/factors_reset": gettext_lazy("Your second factor has been reset by two persons in charge."),
}


class AccountAdapter(DefaultAccountAdapter):
    """The login of the admin."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The user name or the password is wrong."),
        "account_inactive": gettext_lazy("The user name or the password is wrong."),
        "too_many_login_attempts": gettext_lazy("Too many failed attempts. Try again in a quarter of an hour."),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "incorrect_code": gettext_lazy("The code is wrong or has already been used."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a minute and try again."),
        "enter_current_password": gettext_lazy("Type your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the office, never by who wants one."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address that axes counts by."""
        return address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A closed account answers like a wrong password: nothing says that it exists."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def set_password(self, user: User, password: str) -> None:
        """Through the action: the log knows that it changed."""
        set_password(user=user, password=password, by=user, at=timezone.now())

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *a: Any, **k: Any
    ) -> None:
        """“You are logged in” is no news."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *a, **k)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """With a second factor it is the factor that is asked again: a password alone changes nothing of an account."""
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_factor(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of the login itself; with a factor, of having shown it."""
        request = self.request or context.request
        user = request.user
        wanted = {"mfa"} if has_factor(user) else {"mfa", "password"}
        records = [r for r in get_authentication_records(request, user) if r.get("method") in wanted]
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """One plain sentence to the person, to the address the office has."""
        address = email or user.email
        if not address or template_prefix not in NOTICES:
            return
        facts = {
            "user": user,
            "sentence": NOTICES[template_prefix],
            "at": timezone.now(),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        body = render_to_string("accounts/email/notice.txt", facts)
        self.post(EmailMessage(_("%(site)s: your account") % {"site": settings.WAGTAIL_SITE_NAME}, body, to=[address]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As allauth renders it, sent apart from the answer."""
        self.post(self.render_mail(template_prefix, email, {"email": email, **context}))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of the admin as it is configured, never as a request's Host says."""
        uid, _dash, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return f"{settings.WAGTAILADMIN_BASE_URL}{path}"

    @staticmethod
    def post(message: EmailMessage) -> None:
        """Send; in the background, so that neither a slow server nor the clock tells who has an account."""
        if not settings.ACCOUNT_MAIL_IN_BACKGROUND:
            message.send()
            return
        threading.Thread(target=_send, args=(message,), name="account-mail").start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        _log.exception("a mail about an account could not be sent")
    finally:
        connections.close_all()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: sealed at rest, named after the account."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code is wrong or has already been used."),
        "cannot_delete_authenticator": gettext_lazy("Your role needs a second factor: add another one first."),
    }

    def encrypt(self, text: str) -> str:
        """With a key derived from SECRET_KEY: a copy of the database alone makes no codes."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart."""
        return decrypt(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """The user name: it is what the login asks for."""
        return user.username

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 (allauth's name)
        """“Khóa 1”, “Khóa 2”…"""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Key %(number)d") % {"number": number}
