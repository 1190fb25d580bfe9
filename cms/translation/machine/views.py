"""The button that asks the machine."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.api.transactions import own_transactions
from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.translation.admin.answering import refusal, tell, visible_request
from cms.translation.machine.actions import Outcome, suggest_translations


@require_POST
def suggest(request: HttpRequest, request_id: int) -> HttpResponse:
    """Ask, say what came of it, and go back to the desk: whatever the machine does, the desk stays usable."""
    wanted = visible_request(request, request_id)
    user: Any = request.user
    try:
        _tell(request, suggest_translations(request=wanted, by=user, at=timezone.now()))
    except NotAllowed as error:
        return refusal(request, str(error))
    except DomainError as error:
        tell(request, error)
    return redirect("translation_desk", request_id=wanted.pk)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.suggested:
        text = ngettext(
            "The machine suggested {count} text. Read it and confirm or change it.",
            "The machine suggested {count} texts. Read each and confirm or change it.",
            outcome.suggested,
        )
        messages.success(request, text.format(count=outcome.suggested))
    elif outcome.failure is None and not outcome.unusable:
        messages.info(request, _("Every segment has a text already: the machine was not asked."))
    if outcome.unusable:
        text = ngettext(
            "{count} answer of the machine could not be used (formats or places were lost).",
            "{count} answers of the machine could not be used (formats or places were lost).",
            outcome.unusable,
        )
        messages.warning(request, text.format(count=outcome.unusable))
    if outcome.failure is not None:
        messages.warning(request, str(outcome.failure))
    elif outcome.suggested and outcome.left > outcome.unusable:
        messages.info(request, _("More texts are left: ask again for the next ones."))


def urls() -> list[URLPattern]:
    """Below the desk of a request."""
    # No transaction is open while the machine is waited for.
    return [path("translation/<int:request_id>/suggest/", own_transactions(suggest), name="translation_suggest")]
