"""What axes asks of us: who tried, from where, and what the locked-out are told."""

import math
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.accounts.rules import sign_in_name
from cms.api.throttling import client_of


def username_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name as accounts are found by it: another spelling of it is no new set of tries."""
    given = (credentials or {}).get("username") or request.POST.get("username") or ""
    return sign_in_name(str(given))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: X-Forwarded-For is believed from API_TRUSTED_PROXIES only; IPv6 counts by /64."""
    return client_of(request).partition("/")[0] or "127.0.0.1"


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """The page of who tried too often: when to try again; the same for accounts that do not exist."""
    name = username_tried(request, credentials)
    last = (
        AccessAttempt.objects.filter(username=name, ip_address=address_of(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    again_at = (last or timezone.now()) + settings.AXES_COOLOFF_TIME
    seconds = max(1, math.ceil((again_at - timezone.now()).total_seconds()))
    facts = {"again_at": again_at, "minutes": math.ceil(seconds / 60)}
    response = render(request, "accounts/locked_out.html", facts, status=429)
    response["Retry-After"] = str(seconds)
    return response
