"""Public files for a portal without a store: fetched from the source and passed on.

Only in the stand-alone process. The address may name nothing but a file under /media/ of the one
configured source: no host, no query and no `..` of the reader's reaches it.
"""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from cms.portal.source.http import HttpSource
from cms.portal.source.port import SourceAway
from cms.portal.source.selection import document_source
from cms.portal.views.door import source_away
from cms.portal.views.failures import page_not_found

_NAME = re.compile(r"(?!.*\.\.)\w[\w./-]{0,500}", re.ASCII)
_ASKED = ("If-None-Match", "If-Modified-Since", "Range")
_PASSED_ON = (
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Cache-Control",
    "Content-Disposition",
    "Content-Range",
    "Accept-Ranges",
    "Content-Security-Policy",
)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A public file of the source; 404 for any name that could not be one."""
    source = document_source()
    if not isinstance(source, HttpSource) or not _NAME.fullmatch(name):
        return page_not_found(request, ValueError(name))
    asked = {header: request.headers[header] for header in _ASKED if header in request.headers}
    try:
        answer, body = source.get(f"{source.prefix}/media/{name}", asked)
    except SourceAway:
        return source_away(request)
    if answer.status not in {200, 206, 304, 416}:
        return page_not_found(request, ValueError(name))
    response = HttpResponse(body, status=answer.status)
    del response["Content-Type"]
    for header in _PASSED_ON:
        if value := answer.getheader(header):
            response[header] = value
    return response
