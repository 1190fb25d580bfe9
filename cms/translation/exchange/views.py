"""Doors: download a translation, send it back, read what became of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.api.transactions import own_transactions
from cms.departments.errors import NotAllowed
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.translation.admin.answering import may_read_source, refusal, tell, trail, visible_request
from cms.translation.errors import SourceGone
from cms.translation.exchange import limits
from cms.translation.exchange.actions import import_translation
from cms.translation.exchange.errors import UnknownFormat, reason
from cms.translation.exchange.errors import refusal as file_refusal
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.judging import Rejected, Report
from cms.translation.exchange.queries import file_of
from cms.translation.exchange.refusals import Refused
from cms.translation.models import TranslationRequest

MOST_SHOWN = 200


class SendForm(forms.Form):
    """A file that comes back."""

    file = forms.FileField(label=_("File (.docx, .xlf, .po)"), max_length=255)
    is_trial = forms.BooleanField(label=_("Only check it, keep nothing"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx,.xlf,.xliff,.po"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Rows that are not kept for one reason."""

    text: str | Promise
    rows: list[Rejected]
    number: int


@require_safe
def download(request: HttpRequest, request_id: int, format_key: str) -> HttpResponse:
    """The translation as a file; never shown by the browser, never cached."""
    wanted = visible_request(request, request_id)
    if not may_read_source(request, wanted):
        return refusal(request, SourceGone.message)
    try:
        file = file_of(wanted, format_key=format_key, at=timezone.now())
    except UnknownFormat:
        raise Http404 from None
    except DomainError as error:
        return refusal(request, str(error))
    answer = HttpResponse(file.data, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, request_id: int) -> HttpResponse:
    """GET: how to work outside. POST: a file comes back; the report says what became of each row."""
    wanted = visible_request(request, request_id)
    if not may_read_source(request, wanted):
        return refusal(request, SourceGone.message)
    may_work = may(request.user, "work_on_translation", target=wanted, at=timezone.now())
    form = SendForm(request.POST or None, request.FILES or None) if request.method == "POST" else SendForm()
    report: Report | None = None
    if request.method == "POST" and form.is_valid():
        try:
            report = _taken(request, wanted, form)
        except NotAllowed as error:
            return refusal(request, str(error))
        except DomainError as error:
            tell(request, error)
    context = {
        "wanted": wanted,
        "form": form,
        "formats": list(FORMATS.values()),
        "limit": limits.MAX_BYTES,
        "may_work": bool(may_work),
        "why_not": may_work.reason,
        "report": report,
        "is_trial": bool(report is not None and form.cleaned_data["is_trial"]),
        "reasons": _reasons(report),
        "taken": report.accepted[:MOST_SHOWN] if report is not None else (),
        "breadcrumbs_items": trail(
            (wanted.title, reverse("translation_desk", args=(wanted.pk,))), (_("Work outside"), "")
        ),
    }
    refused = request.method == "POST" and report is None
    return TemplateResponse(request, "translation_exchange/files.html", context, status=400 if refused else 200)


def _taken(request: HttpRequest, wanted: TranslationRequest, form: SendForm) -> Report:
    file = form.cleaned_data["file"]
    if file.size > limits.MAX_BYTES:
        # Before a byte of it is read into memory.
        raise file_refusal(Refused("too_large", size=file.size, limit=limits.MAX_BYTES))
    user: Any = request.user
    return import_translation(
        request=wanted,
        data=file.read(),
        name=file.name,
        by=user,
        at=timezone.now(),
        is_trial=form.cleaned_data["is_trial"],
    )


def _reasons(report: Report | None) -> list[Reason]:
    """The rows that are not kept by reason, in the order in which the file first gave one."""
    grouped: dict[str | Promise, list[Rejected]] = {}
    for row in report.rejected if report is not None else ():
        grouped.setdefault(row.detail or reason(row.reason), []).append(row)
    return [Reason(text=text, rows=rows[:MOST_SHOWN], number=len(rows)) for text, rows in grouped.items()]


def urls() -> list[URLPattern]:
    """Below the desk of a request."""
    return [
        # Reading a file takes a while: the transaction is the action's own.
        path("translation/<int:request_id>/files/", own_transactions(files), name="translation_files"),
        path("translation/<int:request_id>/files/<slug:format_key>/", download, name="translation_file"),
    ]
