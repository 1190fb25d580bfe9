"""Pictures and files of other units' collections, where Wagtail's own screens do not ask the collections.

Its listings and choosers do; its interface for programs, the tags it suggests and its tag filter show everything.
"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from rest_framework.authentication import SessionAuthentication
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views import chooser

from cms.accounts.models import User
from cms.media.models import Document, Image
from cms.media.policies import document_policy, image_policy

_POLICIES: dict[Any, Any] = {Image: image_policy, Document: document_policy}
_ANYTHING = ["choose", "change", "delete"]
SUGGESTED_TAGS = 10


def visible_media(model: type[Image | Document], user: Any) -> "QuerySet[Any]":
    """The pictures or files that the person may choose, change or delete."""
    visible: QuerySet[Any] = _POLICIES[model].instances_user_has_any_permission_for(user, _ANYTHING)
    return visible


def tags_in_sight(user: Any, *models: type[Image | Document]) -> "QuerySet[Tag]":
    """The tags on pictures and files that the person sees; a tag says what a hidden one is about."""
    found = Q(pk__in=[])
    for model in models or (Image, Document):
        used = visible_media(model, user).order_by().values("tags")
        found |= Q(pk__in=used)
    tags: QuerySet[Tag] = Tag.objects.filter(found)
    return tags


def popular_tags(user: Any, model: type[Image | Document]) -> list[Tag]:
    """The tags used most on what the person sees, the most used first."""
    relation = "media_images" if model is Image else "media_documents"
    return list(tags_in_sight(user, model).annotate(uses=Count(relation)).order_by("-uses", "name")[:SUGGESTED_TAGS])


def suggest_tags(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """What the field of tags proposes while one types."""
    term = request.GET.get("term", "")
    tags = tags_in_sight(request.user).filter(name__istartswith=term).order_by("name") if term else Tag.objects.none()
    return JsonResponse(list(tags.values_list("name", flat=True)[:SUGGESTED_TAGS]), safe=False)


def install() -> None:
    """Called by the composition root, once."""
    _narrow_interface(ImagesAdminAPIViewSet, Image)
    _narrow_interface(DocumentsAdminAPIViewSet, Document)
    _narrow_tag_filter()
    _narrow_chooser()


def _narrow_interface(view: Any, model: type[Image | Document]) -> None:
    stock = view.get_queryset

    def get_queryset(self: Any) -> Any:
        user = self.request.user
        ids = visible_media(model, user).order_by().values("pk") if isinstance(user, User) else []
        return stock(self).filter(pk__in=ids)

    view.get_queryset = get_queryset
    # As Wagtail's interface of pages; without it the platform's own API decides, which knows no sessions.
    view.authentication_classes = [SessionAuthentication]


def _narrow_tag_filter() -> None:
    stock = filters.BaseMediaFilterSet.__init__

    def make(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        if "tag" in self.filters:
            seen = popular_tags(self.request.user, self._meta.model)
            self.filters["tag"].extra["choices"] = [(tag.name, tag.name) for tag in seen]

    filters.BaseMediaFilterSet.__init__ = make


def _narrow_chooser() -> None:
    stock = chooser.ImageChooseViewMixin.get_context_data

    def get_context_data(self: Any, **kwargs: Any) -> Any:
        return {**stock(self, **kwargs), "popular_tags": popular_tags(self.request.user, Image)}

    chooser.ImageChooseViewMixin.get_context_data = get_context_data
