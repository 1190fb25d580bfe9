"""Doors: parse, ask, call one action, answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.api.transactions import own_transactions
from cms.kernel.errors import DomainError
from cms.media.cutting import cuts
from cms.media.errors import RefusedUpload
from cms.media.file_names import display_name
from cms.media.picture_intake import take_picture
from cms.media.rules import Spec
from news.actions import discard_manuscript, import_manuscript, take_manuscript
from news.manuscript_screens.forms import SendForm
from news.manuscript_screens.shown import report_groups, shown_blocks
from news.manuscripts.errors import RefusedManuscript
from news.manuscripts.reading import picture_of
from news.models import ManuscriptImport
from news.queries import may_add_under, may_see_manuscript, same_file, section_pages_for, waiting_manuscripts

_PREVIEW = Spec(width=800, height=1600, format="jpeg")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, kw_only=True)
class RefusedFile:
    """A file that was not taken, and the sentence that says why."""

    name: str
    reason: str


class SendView(WagtailAdminTemplateMixin, View):
    """Send one or several files; those that were read wait below for their drafts."""

    page_title = _("Import from Word")
    header_icon = "upload"
    template_name = "news/manuscripts/send.html"
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not section_pages_for(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get("section", "")
        place = Page.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
        return self._answer(SendForm(user=request.user, place=place))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SendForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self._answer(form)
        taken, refused = self._take(form.cleaned_data)
        if len(taken) == 1 and not refused:
            return redirect("manuscripts:look", pk=taken[0].pk)
        if taken:
            text = ngettext("%(count)s file was read.", "%(count)s files were read.", len(taken))
            messages.success(request, text % {"count": len(taken)})
        return self._answer(SendForm(user=request.user, place=form.cleaned_data["section_page"]), refused)

    def _take(self, given: dict[str, Any]) -> tuple[list[ManuscriptImport], list[RefusedFile]]:
        taken, refused = [], []
        chosen = {name: given[name] for name in ("section_page", "department", "genre")}
        for file in given["word_files"]:
            try:
                row = take_manuscript(
                    file=file, file_name=file.name, author=self.request.user, by=self.request.user,
                    at=timezone.now(), **chosen,
                )  # fmt: skip
                taken.append(row)
            except DomainError as error:
                refused.append(RefusedFile(name=file.name, reason=str(error)))
        return taken, refused

    def _answer(self, form: SendForm, refused: Sequence[RefusedFile] = ()) -> HttpResponse:
        waiting = waiting_manuscripts(self.request.user)
        context = self.get_context_data(form=form, refused=refused, waiting=waiting)
        return TemplateResponse(self.request, self.template_name, context)


class LookView(WagtailAdminTemplateMixin, View):
    """What a file would become, with its report: make the draft, or forget the file."""

    header_icon = "view"
    template_name = "news/manuscripts/look.html"
    request: Any

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.row.file_name}
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("manuscripts:send"), "label": gettext("Import from Word")},
            here,
        ]

    def get_page_title(self) -> str:
        return self.row.file_name

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.row = waiting_or_404(request, pk)
        text = self.row.as_read()
        before = same_file(sha256=self.row.file_sha256, author=self.row.author)
        blocks = shown_blocks(self.row, text)
        groups = report_groups(self.row.as_report())
        context = self.get_context_data(row=self.row, text=text, blocks=blocks, groups=groups, before=before)
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = waiting_or_404(request, pk)
        at = timezone.now()
        user: Any = request.user
        try:
            if "discard" in request.POST:
                discard_manuscript(manuscript=row, by=user, at=at)
                messages.success(request, gettext("“%(name)s” was forgotten.") % {"name": row.file_name})
                return redirect("manuscripts:send")
            if row.section_page is not None and not may_add_under(user, row.section_page):
                raise PermissionDenied
            page = import_manuscript(manuscript=row, by=user, at=at)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("manuscripts:send")
        text = gettext("The draft “%(title)s” was made; nothing is public yet.")
        messages.success(request, text % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)


class ReportView(WagtailAdminTemplateMixin, View):
    """The report of a file whose draft was made, for those who may see the page."""

    page_title = _("Report of the import from Word")
    header_icon = "doc-full"
    template_name = "news/manuscripts/report.html"
    request: Any

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = self.row.page
        edit = {"url": reverse("wagtailadmin_pages:edit", args=(page.pk,)), "label": page.title} if page else None
        return [*super().get_breadcrumbs_items(), *filter(None, [edit]), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.row = seen_or_404(request, pk)
        groups = report_groups(self.row.as_report())
        return TemplateResponse(request, self.template_name, self.get_context_data(row=self.row, groups=groups))


@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The Word file as it was sent; Word's own programs open it, never the browser."""
    row = seen_or_404(request, pk)
    response = FileResponse(row.file.open("rb"), content_type=_WORD)
    name = display_name(row.file_name, extension="docx")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _private(response)


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A picture of a file that waits, as the library would keep it, made small."""
    row = waiting_or_404(request, pk)
    parts = row.as_read().parts
    if number >= len(parts):
        raise Http404
    part = parts[number]
    try:
        with row.file.open("rb") as file:
            kept = take_picture(picture_of(file=file.file, part=part), name=part.rpartition("/")[2])
    except (RefusedUpload, RefusedManuscript):
        raise Http404 from None
    cut = next(cuts(BytesIO(kept.data), [_PREVIEW]))
    return _private(HttpResponse(cut.data, content_type="image/jpeg"))


def waiting_or_404(request: HttpRequest, pk: int) -> ManuscriptImport:
    """A file that waits, for whoever sent it; for everyone else it is not there."""
    rows = ManuscriptImport.objects.waiting().select_related("section_page", "department", "genre", "author")
    row = rows.filter(pk=pk, by_id=request.user.pk).first()
    if row is None:
        raise Http404
    return row


def seen_or_404(request: HttpRequest, pk: int) -> ManuscriptImport:
    """A file of whoever sent it, or of a page the person may see the drafts of; for everyone else it is not there."""
    row = ManuscriptImport.objects.select_related("page", "by", "author").filter(pk=pk).first()
    if row is None or not may_see_manuscript(request.user, row):
        raise Http404
    return row


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


# Reading a file and decoding its pictures take seconds: the transaction is the action's own.
send = own_transactions(SendView.as_view())
look = own_transactions(LookView.as_view())
report = ReportView.as_view()
