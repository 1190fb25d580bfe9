"""application/problem+json for every failure (owned by the API toolkit)."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Adapt any exception to a problem."""
    return drf_handler(exc, context)
