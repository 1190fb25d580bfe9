"""The plan in the admin: its addresses, its menu entry, its style."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.departments.policy import may
from cms.editorial.views import plan_detail, plan_index


class PlanMenuItem(MenuItem):
    """Shown to everybody who works for a site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the policy, like every door."""
        return bool(may(request.user, "view_plan", at=timezone.now()))


def plan_urls() -> list[URLPattern]:
    """Index, plan in force, a version of it."""
    return [
        path("plan/", plan_index, name="editorial_plans"),
        path("plan/<int:plan_id>/", plan_detail, name="editorial_plan"),
        path("plan/<int:plan_id>/<int:number>/", plan_detail, name="editorial_plan_version"),
    ]


def plan_menu_item() -> MenuItem:
    """“Kế hoạch năm”."""
    return PlanMenuItem(
        _("Annual plan"), reverse("editorial_plans"), name="plan", icon_name="calendar-check", order=150
    )


def plan_css() -> SafeString:
    """The style of the plan's tables."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/plan.css"))


hooks.register("register_admin_urls", plan_urls)
hooks.register("register_admin_menu_item", plan_menu_item)
hooks.register("insert_global_admin_css", plan_css)
