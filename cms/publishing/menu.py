"""The menu item of the report."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from cms.publishing.admin import INDEX, may_manage


class DeliveriesMenuItem(MenuItem):
    """The item "Phát hành", for those who may see it."""

    def __init__(self) -> None:
        super().__init__(
            _("Publication deliveries"), reverse_lazy(INDEX), name="publication", icon_name="upload", order=900
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request)
