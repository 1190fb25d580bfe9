"""Words of shared lists before the board: what the public reads, what it would read, yes or no."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from cms.accounts.models import User
from cms.departments.policy import actor_of
from cms.kernel.errors import DomainError
from cms.moderation.actions import approve_words, refuse_words
from cms.moderation.admin.answering import asks, trail
from cms.moderation.admin.forms import WordsForm
from cms.moderation.errors import Conflict, MayNotApproveWords
from cms.moderation.shared_words import changes_of, waiting_words
from cms.moderation.steps import Verdict
from cms.pages.shared_words import SharedWords


@require_safe
@asks("approve_words")
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the boards the person sits on."""
    return _shown(request)


@require_POST
@asks("approve_words")
def decide(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Yes or no to exactly the words that were read; refused, the screen says why and keeps the reason."""
    row = _visible(request, app, model, pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _shown(request, error=_first_error(form), status=400)
    given, at = form.cleaned_data, timezone.now()
    by: Any = request.user
    try:
        if given["verdict"] == Verdict.APPROVED:
            approve_words(row=row, words_hash=given["words_hash"], by=by, at=at)
            messages.success(request, _("Approved: the pages that show these words are being refreshed."))
        else:
            refuse_words(row=row, words_hash=given["words_hash"], reason=given["reason"], by=by, at=at)
            messages.success(request, _("Refused: the former words stand again, and their writer is told why."))
    except DomainError as error:
        return _shown(request, error=str(error), kept=(row, given["reason"]), status=_status(error))
    return redirect("moderation_words")


def _visible(request: HttpRequest, app: str, model: str, pk: int) -> SharedWords:
    """A row that waits for a board of the person; any other is not there."""
    try:
        found = apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error
    for row, _able in waiting_words(_actor(request)):
        if type(row) is found and row.pk == pk:
            return row
    raise Http404


def _actor(request: HttpRequest) -> Any:
    user: Any = request.user  # `asks` let nobody else in
    return actor_of(user, at=timezone.now())


def _first_error(form: WordsForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _status(error: DomainError) -> int:
    if isinstance(error, MayNotApproveWords):
        return 403
    return 409 if isinstance(error, Conflict) else 400


def _shown(
    request: HttpRequest, *, error: str = "", kept: tuple[SharedWords, str] | None = None, status: int = 200
) -> HttpResponse:
    rows = waiting_words(_actor(request))
    writers = User.objects.in_bulk([person for row, _able in rows for person in row.written_by])
    context = {
        "rows": [
            {
                "row": row,
                "list": row._meta.verbose_name,
                "address": (row._meta.app_label, row._meta.model_name),
                "changes": changes_of(row),
                "writers": [writers[person] for person in row.written_by if person in writers],
                "able": able,
                "reason": kept[1] if kept is not None and kept[0] == row else "",
            }
            for row, able in rows
        ],
        "problem": error,
        "breadcrumbs_items": trail((_("Words that wait"), "")),
    }
    return TemplateResponse(request, "moderation/admin/shared_words.html", context, status=status)
