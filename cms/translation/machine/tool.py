"""The box “Máy dịch gợi ý” beside the translator's desk."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.departments.policy import may
from cms.translation.machine.registry import has_machine, machine
from cms.translation.models import TranslationRequest
from cms.translation.states import State


class MachineBox(Component):
    """One button."""

    template_name = "translation_machine/box.html"

    def __init__(self, wanted: TranslationRequest) -> None:
        self.wanted = wanted

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The name of the machine; nobody asks it anything while a screen is drawn."""
        return {"wanted": self.wanted, "machine": machine(), "csrf_token": (parent_context or {}).get("csrf_token")}


def machine_box(wanted: TranslationRequest, request: HttpRequest) -> Component | None:
    """Where there is a machine, for who may write this translation now."""
    if not has_machine() or wanted.needs_sync or wanted.state == State.NOT_NEEDED:
        return None
    may_work = may(request.user, "work_on_translation", target=wanted, at=timezone.now())
    return MachineBox(wanted) if may_work else None
