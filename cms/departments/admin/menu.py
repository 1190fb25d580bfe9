"""An entry of the admin's menu that is shown to whom the policy lets in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem

from cms.departments.policy import may


class AskingItem(MenuItem):
    """Shown to whom the policy lets do an operation somewhere. address: the name of one without arguments."""

    def __init__(self, label: str | Promise, address: str, operation: str, *, icon: str, order: int) -> None:
        super().__init__(label, reverse(address), name=address, icon_name=icon, order=order)
        self.operation = operation

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the policy, like every door."""
        return bool(may(request.user, self.operation, at=timezone.now()))
