"""The screens of a person's own messages. Nobody sees those of others."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.notifications import actions
from cms.notifications.forms import PreferenceForm
from cms.notifications.models import Notification
from cms.notifications.queries import notifications_of, preference_of, unread_count
from cms.notifications.registry import kinds

PAGE_SIZE = 30


def notification_list(request: HttpRequest) -> HttpResponse:
    """Newest first; all, or those not read."""
    unread_only = request.GET.get("show") == "unread"
    rows = notifications_of(request.user, unread_only=unread_only)  # type: ignore[arg-type]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "rows": page,
        "unread": unread_count(request.user),  # type: ignore[arg-type]
        "unread_only": unread_only,
        "until": max((row.pk for row in page), default=0),
        **_frame(_("Notifications")),
    }
    return TemplateResponse(request, "notifications/list.html", context)


@require_POST
def open_notification(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one's own message read and go where it leads; 404 for anybody else's."""
    row = Notification.objects.filter(pk=notification_id, to=request.user).first()  # type: ignore[misc]
    if row is None:
        raise Http404
    actions.mark_read(notification=row, at=timezone.now())
    return redirect(row.path)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark read what the person was shown."""
    until = request.POST.get("until", "")
    last = int(until) if until.isascii() and until.isdecimal() and len(until) < 19 else 0
    count = actions.mark_all_read(by=request.user, until_id=last, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("{number} messages marked as read.").format(number=count))
    return redirect("notifications")


def preferences(request: HttpRequest) -> HttpResponse:
    """What the person gets by e-mail, and when."""
    row = preference_of(request.user)  # type: ignore[arg-type]
    form = PreferenceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        row = form.save(commit=False)
        actions.set_preference(
            by=request.user,  # type: ignore[arg-type]
            email_daily=chosen["email_daily"],
            email_urgent=chosen["email_urgent"],
            hours=row.hours,
        )
        messages.success(request, _("Your choice is stored."))
        return redirect("notifications")
    context = {
        "form": form,
        "has_address": bool(request.user.email),  # type: ignore[union-attr]
        "address": request.user.email,  # type: ignore[union-attr]
        "kinds": kinds(),
        **_frame(_("Notifications by e-mail")),
    }
    return TemplateResponse(request, "notifications/preferences.html", context)


def _frame(title: str) -> dict[str, object]:
    trail = [
        {"label": _("Home"), "url": reverse("wagtailadmin_home")},
        {"label": _("Notifications"), "url": reverse("notifications")},
    ]
    if title != _("Notifications"):
        trail.append({"label": title, "url": ""})
    return {"title": title, "header_title": title, "breadcrumbs_items": trail, "header_icon": "mail"}
