"""What is done with an import from its screen. Each is one action; a refusal is shown where it was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.moderation.admin.answering import asks, found
from cms.moderation.errors import Conflict, MayNotApproveBundle
from procedures.actions import approve_batch, begin_writing, discard_batch, return_batch
from procedures.errors import NotInThisState
from procedures.import_screens.forms import ApproveForm, ReturnForm
from procedures.import_screens.views import shown, visible_batches


def _status(error: DomainError) -> int:
    if isinstance(error, NotAllowed | MayNotApproveBundle):
        return 403
    return 409 if isinstance(error, NotInThisState | Conflict) else 400


@require_POST
@asks("view_imports")
def write(request: HttpRequest, batch_id: int) -> HttpResponse:
    """After the comparison: have the drafts written."""
    batch = found(visible_batches(request), batch_id)
    try:
        begin_writing(batch=batch, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        return shown(request, batch, error=error, status=_status(error))
    messages.success(request, _("The drafts are being written. The board is told when they wait for it."))
    return redirect("procedure_import", batch_id=batch.pk)


@require_POST
@asks("view_imports")
def approve(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The board approves exactly what it read, by its hash."""
    batch = found(visible_batches(request), batch_id)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return shown(request, batch, form=form, status=400)
    given = form.cleaned_data
    try:
        approve_batch(
            batch=batch, bundle_hash=given["bundle_hash"], comment=given["comment"],
            by=request.user, at=timezone.now(),  # type: ignore[arg-type]
        )  # fmt: skip
    except DomainError as error:
        batch.refresh_from_db()
        return shown(request, batch, error=error, status=_status(error))
    messages.success(request, _("Approved. The procedures are being published."))
    return redirect("procedure_import", batch_id=batch.pk)


@require_POST
@asks("view_imports")
def send_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The board returns an import with a reason."""
    batch = found(visible_batches(request), batch_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return shown(request, batch, returning=form, status=400)
    try:
        return_batch(batch=batch, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        batch.refresh_from_db()
        return shown(request, batch, returning=form, error=error, status=_status(error))
    messages.success(request, _("The import was returned; its drafts stay drafts."))
    return redirect("procedure_import", batch_id=batch.pk)


@require_POST
@asks("view_imports")
def discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Whoever may import gives one up."""
    batch = found(visible_batches(request), batch_id)
    try:
        discard_batch(batch=batch, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        batch.refresh_from_db()
        return shown(request, batch, error=error, status=_status(error))
    messages.success(request, _("The import was discarded."))
    return redirect("procedure_import", batch_id=batch.pk)
