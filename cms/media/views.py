"""Two doors: public copies for everyone, private files for those who may see them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage, storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cms.accounts.models import User
from cms.media.addresses import is_grant_signature, is_preview_token
from cms.media.file_intake import FILE_TYPES
from cms.media.file_names import extension_of
from cms.media.models import Document, Image
from cms.media.policies import document_policy, image_policy
from cms.media.queries import owner_of_private_file, public_download_name
from cms.media.registry import grant_holds
from cms.media.rules import CONTENT_TYPES, EXTENSIONS

# Nobody uploads an archive; several public files are offered in one.
_SERVED_TYPES = {**FILE_TYPES, "zip": "application/zip"}
_IMAGE_TYPES = {EXTENSIONS[name]: content_type for name, content_type in CONTENT_TYPES.items()}
# A name never changes its content, but a withdrawn file must be gone everywhere within a minute (RELIABILITY 8): the
# sweep takes 45 s at most, a cache may answer for 10 s more, then it asks again and is told 304 or 404.
SHARED_SECONDS = 10
_SHORT = f"public, max-age={SHARED_SECONDS}, must-revalidate"


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A public copy. Its name is its content, so its validator is its name; kept briefly, then asked for again."""
    extension = extension_of(name)
    download_name = None
    if extension not in _IMAGE_TYPES:
        # Files are asked for once, images by the dozen: only files cost a query, and stop at once when withdrawn.
        download_name = public_download_name(name)
        if download_name is None:
            raise Http404
    storage = storages["public"]
    if not storage.exists(name):
        raise Http404
    etag = f'"{name.partition("-")[0]}"'
    response: HttpResponseBase
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = _file_response(storage.open(name), extension=extension, download_name=download_name)
    response["ETag"] = etag
    response["Cache-Control"] = _SHORT
    # Other front ends show these pictures on their own pages.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def private_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """An original, a draft's cut or a file. Everyone who may not see it gets the answer of a file that is not there.

    Nothing of the request's conditional headers is read: no validator tells what the content is.
    """
    owner = _shown_by_grant(request, name) if "grant" in request.GET else _seen_by_person(request, name)
    if owner is None:
        return _not_found()
    if not default_storage.exists(name):
        return _not_found()
    download_name = owner.filename if isinstance(owner, Document) else None
    response = _file_response(default_storage.open(name), extension=extension_of(name), download_name=download_name)
    response["Cache-Control"] = "private, no-store"
    # The address proves that it was shown: it must not travel on.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def no_file(request: HttpRequest) -> HttpResponse:
    """Any other address under our prefixes."""
    return _not_found()


def _seen_by_person(request: HttpRequest, name: str) -> Image | Document | None:
    """The owner of a file that the person of this session may see, or was shown in a preview."""
    user = request.user
    if isinstance(user, AnonymousUser) or not user.has_perm("wagtailadmin.access_admin"):
        return None
    owner = owner_of_private_file(name)
    if owner is None or not (_may_see(user, owner) or _was_shown(user, name, request.GET.get("token", ""))):
        return None
    return owner


def _shown_by_grant(request: HttpRequest, name: str) -> Image | Document | None:
    """The owner of a file of a preview outside the admin; no session is asked, the signature is of this very file."""
    grant, signature = request.GET["grant"], request.GET.get("token", "")
    if not is_grant_signature(name, signature, grant=grant) or not grant_holds(grant, timezone.now()):
        return None
    return owner_of_private_file(name)


def _was_shown(user: User, name: str, token: str) -> bool:
    """A preview that this person opened holds the file."""
    return is_preview_token(name, token, viewer=user.pk)


def _may_see(user: User, owner: Image | Document) -> bool:
    policy = image_policy if isinstance(owner, Image) else document_policy
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], owner))


def _not_found() -> HttpResponse:
    return HttpResponse(status=404, headers={"Cache-Control": "private, no-store"})


def _file_response(file: Any, *, extension: str, download_name: str | None) -> FileResponse:
    """The bytes with a type we chose; only pictures and PDF are shown in the browser, and never run anything."""
    content_type = _IMAGE_TYPES.get(extension) or _SERVED_TYPES.get(extension, "application/octet-stream")
    response = FileResponse(file, content_type=content_type)
    if download_name is not None:
        response["Content-Disposition"] = content_disposition_header(extension != "pdf", download_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Accept-Ranges"] = "none"
    return response
