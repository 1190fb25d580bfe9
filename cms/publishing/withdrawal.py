"""The public reason of a withdrawal, on its way through Wagtail: its signal carries the page and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_reason: ContextVar[str] = ContextVar("withdrawal_reason", default="")


@contextmanager
def public_reason(reason: str) -> Iterator[None]:
    """Whatever is unpublished inside states this reason to the public.

    >>> with public_reason("Thay bằng bài mới"):
    ...     page.unpublish(user=user)
    """
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def stated_reason() -> str:
    """The reason in force here, empty when nobody gave one."""
    return _reason.get()
