"""Every input in composed form (NFC).

macOS and some Vietnamese input methods send "ộ" as three characters; two spellings of one word are
two slugs, two topics and a search that finds nothing. So whatever comes in is composed at the door.
"""

from collections.abc import Callable
from typing import Any

import orjson
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from cms.api.prefix import PREFIX
from cms.kernel.text import nfc

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_JSON = "application/json"
# A table in a gallery in a stream has some twenty levels.
_MAX_DEPTH = 100
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
    """Rewrite the body only where composing changes something; what is not JSON is the view's to refuse.

    Raise BadRequest for JSON nested deeper than any form of ours: the parsers behind this one recurse.
    """
    body = request.body
    may_be_decomposed = not body.isascii() or b"\\u" in body
    may_be_deep = body.count(b"[") + body.count(b"{") > _MAX_DEPTH
    if not may_be_decomposed and not may_be_deep:
        return
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        if may_be_deep:  # too deep for orjson, or no JSON: nobody else is to try
            raise BadRequest("not JSON, or nested too deep") from None
        return
    if may_be_deep and _depth(parsed) > _MAX_DEPTH:
        raise BadRequest("nested too deep")
    if may_be_decomposed:
        request._body = orjson.dumps(_composed(parsed))


def _depth(value: Any) -> int:
    """How many arrays and objects stand in one another."""
    depth, level = 0, [value]
    while level := [part for part in level if isinstance(part, dict | list)]:
        depth += 1
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
    return depth


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
