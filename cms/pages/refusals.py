"""What an editor reads when a rule says no after the form's own check: never a 500, and nothing half done.

Between the check of a form and the publication somebody else may have taken the address. The transaction of the
request has then been undone; what remains is to say so: beside the field where the form can be shown again with
what was typed, in a message everywhere else.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.api.transactions import Refusal
from cms.publishing.errors import AddressReserved, PathTaken

# Views that show the form again, with what was typed in it, when the form has an error.
_FORMS = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:edit"})
_refused: ContextVar[Refusal | None] = ContextVar("refused", default=None)


def answer_refusal(request: HttpRequest, refusal: Refusal, again: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The form with the error beside its field; a message, and back to where the request came from; JSON for a script.

    The form is checked once more, now knowing what publication said, so that it ends as any other wrong form.
    """
    match = request.resolver_match
    if match is not None and match.view_name in _FORMS:
        token = _refused.set(refusal)
        try:
            return again()
        except type(refusal) as same:  # a draft, a workflow step: their form asks no such thing
            refusal = same
        finally:
            _refused.reset(token)
    return _told(request, refusal)


def refused_issues() -> dict[str, list[ValidationError]]:
    """What publication has just refused of the values that the form is checking, by field."""
    refusal = _refused.get()
    if refusal is None:
        return {}
    if isinstance(refusal, ValidationError):
        return dict(refusal.update_error_dict({}))
    field = "slug" if isinstance(refusal, PathTaken | AddressReserved) else NON_FIELD_ERRORS
    return {field: [ValidationError(str(refusal), code=refusal.code)]}


def words_of(refusal: Refusal) -> str:
    """The refusal as a sentence or several."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def _told(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    text = " ".join([_("Nothing was changed."), words_of(refusal)])
    if request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts("text/html"):
        # As Wagtail's own views answer their scripts.
        code = getattr(refusal, "code", None) or "invalid"
        return JsonResponse({"success": False, "error_code": code, "error_message": text}, status=400)
    messages.error(request, text)
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect("wagtailadmin_home")
