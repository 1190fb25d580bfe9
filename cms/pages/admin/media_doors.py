"""Doors to pictures and files that Wagtail opens to everybody who knows a number."""

from django.http import Http404

from cms.departments.policy import ALLOWED, Decision
from cms.media.isolation import visible_media
from cms.media.models import Document, Image
from cms.pages.doors import Door, Knock, bulk_of_pages

_MODELS: dict[tuple[str, str], type[Image | Document]] = {("media", "image"): Image, ("media", "document"): Document}


def sees_all(knock: Knock, model: type[Image | Document], ids: list[str]) -> Decision:
    """ALLOWED for pictures or files that the person sees; Http404 for any other."""
    if not all(pk.isdecimal() and len(pk) < 12 for pk in ids):
        raise Http404
    wanted = {int(pk) for pk in ids}
    if visible_media(model, knock.actor.user).filter(pk__in=wanted).count() != len(wanted):
        raise Http404
    return ALLOWED


def _select_format(knock: Knock) -> Decision:
    return sees_all(knock, Image, [str(knock.kwargs["image_id"])])


def bulk_of_media(knock: Knock) -> Decision:
    """The confirmation lists what may not be changed too, by title."""
    model = _MODELS.get((knock.kwargs["app_label"], knock.kwargs["model_name"]))
    ids = [pk for pk in knock.request.GET.getlist("id") if pk != "all"]
    return ALLOWED if model is None else sees_all(knock, model, ids)


def _bulk(knock: Knock) -> Decision:
    is_of_pages = (knock.kwargs["app_label"], knock.kwargs["model_name"]) == ("wagtailcore", "page")
    return bulk_of_pages(knock) if is_of_pages else bulk_of_media(knock)


DOORS: dict[str, Door] = {"wagtailimages_chooser:select_format": _select_format, "wagtail_bulk_action": _bulk}
