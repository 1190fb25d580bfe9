"""`preview/`: one revision of one page, to whoever holds the token that an editor made."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from cms.api.answers import JSON_TYPE
from cms.api.problems import InvalidParameters, NotAuthenticated, ParameterError
from cms.delivery import parameters, shapes
from cms.delivery.description import described_preview
from cms.delivery.views import DeliveryView
from cms.publishing.draft_document import shared_draft_as_json
from cms.publishing.draft_links import open_token

# Kept by nobody, found by nobody, and its address told to nobody.
_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


class PreviewView(DeliveryView):
    """A draft in the shape of a document. It is made anew for each request and stored nowhere."""

    parameters = parameters.PREVIEW
    scope = "preview"

    @described_preview("getPreview", "One revision of a page, before it is published", shapes.AnyDocument)
    def get(self, request: Request) -> HttpResponse:
        """The draft; 401 for a token that is not valid or over, 403 for another site's, 410 when it is gone."""
        asked = self.asked(request)
        token = asked.get("token") or request._request.META.get("HTTP_X_PREVIEW_TOKEN", "")
        if not token:
            raise InvalidParameters([ParameterError("token", _("This parameter is required."))])
        if self.caller is None and settings.PREVIEW_NEEDS_API_TOKEN:
            raise NotAuthenticated(_("A preview is answered only to a program with an API token for previews."))
        at = timezone.now()
        draft = open_token(token, at=at)
        if self.caller is not None:
            self.caller.need_site(draft.place.site.key)
        return HttpResponse(shared_draft_as_json(draft, at=at), content_type=JSON_TYPE)

    def finalize_response(  # type: ignore[override]  # the stub wants DRF's own Response
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The same headers for an answer and for a refusal."""
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in _HEADERS.items():
            final[name] = value
        return final
