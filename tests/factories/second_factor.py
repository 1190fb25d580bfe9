"""Second factors for tests. Usage: `secret = give_app(user)`, `code_now(secret)`, `log_in(client, user)`."""

import base64
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from cms.accounts.models import User
from tests.factories.accounts import PASSWORD


def code_now(secret: str) -> str:
    """What an authenticator app shows for this key now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_app(user: User) -> str:
    """Enrol an app, its recovery codes shown and put away; its key."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user).mark_as_viewed()
    assert base64.b32decode(secret)
    return secret


def log_in(client: Client, user: User, **extra: str) -> Any:
    """Name and password into the login form."""
    return client.post("/admin/login/", {"username": user.username, "password": PASSWORD, **extra})
