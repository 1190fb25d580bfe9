"""The box “Dịch ngoài hệ thống” beside the translator's desk."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.translation.exchange.formats import FORMATS
from cms.translation.models import TranslationRequest


class FilesBox(Component):
    """Three formats to take away, and the way to the screen that takes them back."""

    template_name = "translation_exchange/box.html"

    def __init__(self, wanted: TranslationRequest) -> None:
        self.wanted = wanted

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """No query."""
        return {"wanted": self.wanted, "formats": list(FORMATS.values())}


def files_box(wanted: TranslationRequest, request: HttpRequest) -> Component | None:
    """For everybody who sees the desk, once its segments are those of the newest source."""
    return None if wanted.needs_sync else FilesBox(wanted)
