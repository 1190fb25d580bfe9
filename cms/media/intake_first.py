"""Pictures sent to the library are decoded and cleaned before the request's transaction begins.

Cleaning twenty megapixels takes seconds, and every POST of the admin is one transaction, in which SQLite lets nobody
else write. What is clean already is not cleaned again by the form; what is refused, the form refuses with its reason.
"""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from cms.media.errors import RefusedUpload
from cms.media.fields import clean_picture


class PicturesFirst(MiddlewareMixin):
    """Middleware: stands after login and CSRF check, so that only staff can have pictures decoded."""

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Nothing is answered here."""
        match, user = request.resolver_match, getattr(request, "user", None)
        is_library = match is not None and match.namespace.startswith("wagtailimages")
        if request.method == "POST" and is_library and user is not None and user.has_perm("wagtailadmin.access_admin"):
            for _name, uploads in request.FILES.lists():
                for upload in uploads:
                    with suppress(RefusedUpload):
                        clean_picture(upload)
        return None
