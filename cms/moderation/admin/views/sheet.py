"""“Phiếu duyệt bài”: who approved which version, to print and file (R071)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.departments.queries import agency_of
from cms.moderation.admin.answering import title_of, visible_page
from cms.moderation.admin.task_screen import told_history
from cms.moderation.models import Approval, UrgentAct
from cms.subsites.queries import subsite_of_page


@require_safe
def approval_sheet(request: HttpRequest, page_id: int) -> HttpResponse:
    """The sheet of a page about which anything was decided; 404 for one without, and for whom it is not."""
    page = visible_page(request, page_id)
    history = told_history(page)
    acts = list(UrgentAct.objects.filter(page_id=page.pk).select_related("by", "reviewed_by").order_by("at"))
    if not history and not acts:
        raise Http404
    subsite = subsite_of_page(page)
    approvals = Approval.objects.filter(page_id=page.pk).select_related("by", "decision", "urgent_act")
    context = {
        "page": page,
        "title": title_of(page),
        "subsite": subsite,
        "agency": agency_of(subsite.unit) if subsite is not None else None,
        "department": page.department,
        "history": history,
        "acts": acts,
        "approval": approvals.order_by("-at", "-id").first(),
        "printed_at": timezone.now(),
        "printed_by": request.user,
    }
    return TemplateResponse(request, "moderation/admin/sheet.html", context)
