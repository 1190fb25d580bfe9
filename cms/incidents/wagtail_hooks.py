"""Registration lines: addresses, the entry of the menu, the style."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.departments.admin.menu import AskingItem
from cms.incidents import views
from cms.incidents.access import REPORT


def incident_urls() -> list[URLPattern]:
    """The register, a report, one fault."""
    return [
        path("incidents/", views.register, name="incidents"),
        path("incidents/report/", views.report, name="incident_report"),
        path("incidents/<int:incident_id>/", views.incident, name="incident"),
    ]


def incident_menu_item() -> MenuItem:
    """“Sự cố kỹ thuật”: for every member of staff."""
    return AskingItem(_("Technical faults"), "incidents", REPORT, icon="warning", order=310)


def incident_css() -> SafeString:
    """The style of its screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("incidents/incidents.css"))


hooks.register("register_admin_urls", incident_urls)
hooks.register("register_admin_menu_item", incident_menu_item)
hooks.register("insert_global_admin_css", incident_css)
