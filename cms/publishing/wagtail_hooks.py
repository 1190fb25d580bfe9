"""Registration lines: the report of publication, and aliases, for which Wagtail sends no signal."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.publishing import admin, outside_preview, receivers
from cms.publishing.menu import DeliveriesMenuItem


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def register_urls() -> list[URLPattern]:
    return [
        path("reports/publishing/", admin.report, name="publishing_deliveries"),
        path("reports/publishing/results/", admin.report_results, name="publishing_deliveries_results"),
        path("reports/publishing/<int:pk>/retry/", admin.retry, name="publishing_retry"),
        path("publishing/status/<int:page_id>/", admin.page_status, name="publishing_page_status"),
        path(
            "publishing/outside-preview/<int:page_id>/", outside_preview.open_outside, name="publishing_outside_preview"
        ),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def register_menu_item() -> MenuItem:
    return DeliveriesMenuItem()


hooks.register("register_page_header_buttons", outside_preview.header_buttons)
hooks.register("after_copy_page", receivers.on_page_copied)
