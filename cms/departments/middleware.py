"""Once a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from cms.departments.remembering import remembering


class ActorsOfRequest:
    """Roles are read once for each person that a request of the admin asks about; the next request reads them anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with remembering():
            return self.get_response(request)
