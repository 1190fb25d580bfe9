"""Every input in composed form (NFC).

macOS and some Vietnamese input methods send "ộ" as three characters; two spellings of one word are
two slugs, two topics and a search that finds nothing. So whatever comes in is composed at the door.
"""

from collections.abc import Callable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from cms.api.prefix import PREFIX
from cms.kernel.text import nfc

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_JSON = "application/json"
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class NormaliseInputMiddleware:
    """Compose query strings, forms, file names and JSON bodies before any view sees them.

    It stands after the CSRF check, which reads forms too. Under /api/ the parameters compose themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if "%" in request.META.get("QUERY_STRING", "") or not request.META.get("QUERY_STRING", "").isascii():
            request.GET = _composed_query(request.GET)  # type: ignore[assignment]  # immutable again below
        if request.method in _UNSAFE:
            self._compose_body(request)
        return self.get_response(request)

    def _compose_body(self, request: HttpRequest) -> None:
        if request.content_type in _FORMS:
            post, files = request.POST, request.FILES
            request.POST = _composed_query(post)  # type: ignore[assignment]
            _rename(files)
        elif request.content_type == _JSON:
            _compose_json(request)


def _composed_query(query: QueryDict) -> QueryDict:
    composed = QueryDict(mutable=True, encoding=query.encoding)
    for name, values in query.lists():
        composed.setlist(nfc(name), [nfc(value) for value in values])
    composed._mutable = False
    return composed


def _rename(files: MultiValueDict[str, Any]) -> None:
    for _name, uploads in files.lists():
        for upload in uploads:
            if upload.name is not None:
                upload.name = nfc(upload.name)


def _compose_json(request: HttpRequest) -> None:
    """Rewrite the body only where composing changes something; what is not JSON is the view's to refuse."""
    body = request.body
    if body.isascii() and b"\\u" not in body:
        return
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return
    request._body = orjson.dumps(_composed(parsed))


def _composed(value: Any) -> Any:
    match value:
        case str():
            return nfc(value)
        case list():
            return [_composed(each) for each in value]
        case dict():
            return {nfc(name): _composed(each) for name, each in value.items()}
        case _:
            return value
