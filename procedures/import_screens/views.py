"""What is seen of imports. Doors: parse, ask, call one action, answer."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.api.transactions import own_transactions
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.admin.answering import asks, found, refusal, trail
from cms.subsites.allowed import sites_for
from procedures.actions import open_batch
from procedures.actions.approving import cover_of
from procedures.batch_report import called_by, changed_labels, counts_of, lines_of, remarks, why_refused
from procedures.catalogue_sites import catalogue_sites
from procedures.import_screens.forms import ApproveForm, ReturnForm, SendForm
from procedures.models import BatchItem, ImportBatch

PER_PAGE = 50
State = ImportBatch.State
FILTERS = ("created", "changed", "unchanged", "refused", "invalid")


def visible_batches(request: HttpRequest) -> QuerySet[ImportBatch]:
    """The imports of the sites whose imports the person may see."""
    user: Any = request.user
    sites = sites_for(user, "view_imports", at=timezone.now())
    related = ("subsite__unit", "by", "decision__by")
    return ImportBatch.objects.filter(subsite__in=sites).select_related(*related)


@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
@asks("view_imports")
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and the form for a new one; posted, the file is read and compared."""
    sites = catalogue_sites(request, "import_procedures")
    form = SendForm(request.POST or None, request.FILES or None, sites=sites) if sites else None
    error: DomainError | None = None
    if request.method == "POST":
        if form is None:
            return refusal(request, may(request.user, "import_procedures", at=timezone.now()).reason)
        if form.is_valid():
            try:
                batch = _taken(request, form)
            except DomainError as refused:
                error = refused
            else:
                return redirect("procedure_import", batch_id=batch.pk)
    page = Paginator(visible_batches(request).order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "error": error,
        "rows": page,
        "breadcrumbs_items": trail((_("Imports of procedures"), "")),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "procedures/imports/list.html", context, status=status)


def _taken(request: HttpRequest, form: SendForm) -> ImportBatch:
    given = form.cleaned_data
    return open_batch(
        file=given["file"], file_name=given["file"].name or "", subsite=given["subsite"], is_preview=True,
        by=request.user, at=timezone.now(),  # type: ignore[arg-type]
    )  # fmt: skip


@require_safe
@asks("view_imports")
def look(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One import: its numbers, its records, and what the person may do with it now."""
    return shown(request, found(visible_batches(request), batch_id))


def shown(
    request: HttpRequest,
    batch: ImportBatch,
    *,
    form: ApproveForm | None = None,
    returning: ReturnForm | None = None,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen of an import, also after something was refused: what was typed is kept."""
    at = timezone.now()
    asked = request.GET.get("show", "")
    able = may(request.user, "approve_bundle", target=cover_of(batch), at=at)
    waits = batch.state == State.WAITING
    page = _items(request, batch, asked)
    context: dict[str, Any] = {
        "batch": batch,
        "counts": counts_of(batch),
        "asked": asked,
        "filters": FILTERS,
        "rows": [_row(item) for item in page],
        "page": page,
        "able": able,
        "form": (form or ApproveForm(initial={"bundle_hash": batch.bundle_hash})) if waits and able else None,
        "returning": (returning or ReturnForm()) if waits and able else None,
        "may_import": bool(may(request.user, "import_procedures", target=batch.subsite, at=at)),
        "error": error,
        "breadcrumbs_items": trail(
            (_("Imports of procedures"), reverse("procedure_imports")), (str(batch.file_name), "")
        ),
    }
    return TemplateResponse(request, "procedures/imports/look.html", context, status=status)


def _items(request: HttpRequest, batch: ImportBatch, asked: str) -> Any:
    items = batch.items.defer("raw").select_related("page", "page__locale").order_by("place")
    if asked in BatchItem.Outcome.values:
        items = items.filter(outcome=asked)
    elif asked == "invalid":
        items = items.filter(publication=BatchItem.Publication.INVALID)
    return Paginator(items, PER_PAGE).get_page(request.GET.get("p"))


def _row(item: BatchItem) -> dict[str, Any]:
    compare = ""
    page = item.page
    if page is not None and item.revision_id and page.live_revision_id and page.live_revision_id != item.revision_id:
        compare = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, "live", item.revision_id))
    preview = ""
    if page is not None and item.revision_id:
        preview = reverse("wagtailadmin_pages:revisions_view", args=(page.pk, item.revision_id))
    return {
        "item": item,
        "called": called_by(item),
        "changed": changed_labels(item),
        "remarks": remarks(item),
        "refused": why_refused(item) if item.outcome == BatchItem.Outcome.REFUSED else "",
        "compare": compare,
        "preview": preview,
    }


@require_safe
@asks("view_imports")
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Numbers for the screen while the worker is at it."""
    batch = found(visible_batches(request), batch_id)
    counts = counts_of(batch)
    is_publishing = batch.state == State.PUBLISHING
    done, total = (
        (counts.published, counts.approved + counts.published) if is_publishing else (counts.done, counts.total)
    )
    data = {"state": batch.state, "label": str(batch.get_state_display()), "working": batch.is_working}
    return JsonResponse({**data, "done": done, "total": total})


@require_safe
@asks("view_imports")
def report(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The report of every record as text, as the command prints it."""
    batch = found(visible_batches(request), batch_id)
    lines = (f"{line}\n" for line in lines_of(batch))
    answer = HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{batch.pk}.txt"'
    return answer
