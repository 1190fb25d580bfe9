"""Unsafe requests in one transaction, where the framework itself does not; and what answers when a rule says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

from cms.kernel.errors import DomainError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

Refusal = DomainError | ValidationError
# The request, what was refused, and the same request once more in a transaction of its own.
AnswerRefusal = Callable[[HttpRequest, Refusal, Callable[[], HttpResponseBase]], HttpResponseBase]

# What has to be held before a view reads it; called in the request's transaction.
Prepare = Callable[[HttpRequest, tuple[Any, ...], dict[str, Any]], None]

# Decorators between a view and its URL keep what stands on the view.
_OWN = "has_own_transactions"


def own_transactions(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that works for seconds before it writes, and opens a transaction itself for what it writes.

    Inside the request's own transaction it would hold the write lock of SQLite all the while. It answers its
    refusals itself too.
    """
    setattr(view, _OWN, True)
    return view


def _atomic_when_unsafe(
    view: Callable[..., HttpResponseBase], answer_refusal: AnswerRefusal | None, prepare: Prepare | None
) -> Callable[..., HttpResponseBase]:
    if getattr(view, _OWN, False):
        return view

    @wraps(view)  # marks such as csrf_exempt stand on the view and must be seen from outside
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)

        def attempt() -> HttpResponseBase:
            with transaction.atomic():
                if prepare is not None:
                    prepare(request, args, kwargs)
                return view(request, *args, **kwargs)

        try:
            return attempt()
        except (DomainError, ValidationError) as refusal:
            if answer_refusal is None:
                raise
            return answer_refusal(request, refusal, attempt)

    return wrapped


class _AtomicResolver(URLResolver):
    """A resolver whose matches run unsafe methods inside `transaction.atomic`."""

    answer_refusal: AnswerRefusal | None = None
    prepare: Prepare | None = None

    def resolve(self, path: str) -> Any:
        match = super().resolve(path)
        match.func = _atomic_when_unsafe(match.func, self.answer_refusal, self.prepare)
        return match


def atomic_unsafe_methods(
    patterns: list[URLResolver | URLPattern],
    *,
    answer_refusal: AnswerRefusal | None = None,
    prepare: Prepare | None = None,
) -> list[URLResolver | URLPattern]:
    """The same patterns, with every POST, PUT, PATCH and DELETE under them in one transaction.

    `prepare` runs in it before the view does. A rule that says no after the view's own checks (what they saw has
    changed since) has undone everything; `answer_refusal` then says what is answered. A view that answers with an
    error status instead of raising still commits what it did before: that is Wagtail's own behaviour in autocommit
    and stays so.
    """
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            pattern.__class__ = _AtomicResolver
            pattern.answer_refusal = answer_refusal  # type: ignore[attr-defined]
            pattern.prepare = prepare  # type: ignore[attr-defined]
    return patterns
