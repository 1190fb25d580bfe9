"""What is done with an import from its screen. Each is one action; a refusal is shown where it was asked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.api.transactions import own_transactions
from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.moderation.admin.answering import asks, found
from cms.moderation.errors import Conflict, MayNotApproveBundle
from procedures.actions import approve_batch, begin_writing, discard_batch, return_batch
from procedures.errors import NotInThisState
from procedures.import_screens.forms import ApproveForm, ReturnForm
from procedures.import_screens.views import shown, visible_batches
from procedures.models import ImportBatch


@require_POST
@asks("view_imports")
def write(request: HttpRequest, batch_id: int) -> HttpResponse:
    """After the comparison: have the drafts written."""
    batch = found(visible_batches(request), batch_id)
    done = _("The drafts are being written. The board is told when they wait for it.")
    return _done(request, batch, begin_writing, done=done)


@own_transactions
@require_POST
@asks("view_imports")
def approve(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The board approves exactly what it read, by its hash."""
    batch = found(visible_batches(request), batch_id)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return shown(request, batch, form=form, status=400)
    given = {name: form.cleaned_data[name] for name in ("bundle_hash", "comment")}
    return _done(request, batch, approve_batch, given, done=_("Approved. The procedures are being published."))


@require_POST
@asks("view_imports")
def send_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The board returns an import with a reason."""
    batch = found(visible_batches(request), batch_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return shown(request, batch, returning=form, status=400)
    done = _("The import was returned; its drafts stay drafts.")
    return _done(request, batch, return_batch, form.cleaned_data, done=done, returning=form)


@require_POST
@asks("view_imports")
def discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Whoever may import gives one up."""
    batch = found(visible_batches(request), batch_id)
    return _done(request, batch, discard_batch, done=_("The import was discarded."))


def _done(
    request: HttpRequest,
    batch: ImportBatch,
    action: Callable[..., object],
    given: dict[str, Any] | None = None,
    *,
    done: str | Promise,
    returning: ReturnForm | None = None,
) -> HttpResponse:
    """The action in the person's name; refused, the screen as the import stands now, with what was typed."""
    try:
        action(batch=batch, **(given or {}), by=request.user, at=timezone.now())
    except DomainError as error:
        batch.refresh_from_db()
        return shown(request, batch, returning=returning, error=error, status=_status(error))
    messages.success(request, str(done))
    return redirect("procedure_import", batch_id=batch.pk)


def _status(error: DomainError) -> int:
    if isinstance(error, NotAllowed | MayNotApproveBundle):
        return 403
    return 409 if isinstance(error, NotInThisState | Conflict) else 400
