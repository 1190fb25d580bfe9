"""Unsafe requests in one transaction, where the framework itself does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def _atomic_when_unsafe(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)  # marks such as csrf_exempt stand on the view and must be seen from outside
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped


class _AtomicResolver(URLResolver):
    """A resolver whose matches run unsafe methods inside `transaction.atomic`."""

    def resolve(self, path: str) -> Any:
        match = super().resolve(path)
        match.func = _atomic_when_unsafe(match.func)
        return match


def atomic_unsafe_methods(patterns: list[URLResolver | URLPattern]) -> list[URLResolver | URLPattern]:
    """The same patterns, with every POST, PUT, PATCH and DELETE under them in one transaction.

    A view that answers with an error status instead of raising still commits what it did before:
    that is Wagtail's own behaviour in autocommit and stays so.
    """
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            pattern.__class__ = _AtomicResolver
    return patterns
