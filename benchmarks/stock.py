"""Wagtail API v2 over the same articles, as well as it can be configured.

`select_related` and `prefetch_related` in a subclass, warm renditions, no authentication (which would add a
cookie to Vary), the same fields as ours: the body as blocks and as HTML, the lead image with all its cuts.
"""

from typing import Any

from django.urls import include, path
from django.utils.html import escape
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from benchmarks.stock_fields import PLAIN
from cms.urls import urlpatterns as own_urlpatterns
from news.models import ArticlePage


class Label(Field):  # type: ignore[type-arg]
    """A word of a vocabulary."""

    def to_representation(self, value: Any) -> dict[str, str]:
        return {"key": value.key, "label": value.label("vi")}


class Labels(Field):  # type: ignore[type-arg]
    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return [{"key": each.key, "label": each.label("vi")} for each in value.all()]


class Authors(Field):  # type: ignore[type-arg]
    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return [{"name": each.name} for each in value.all()]


class Name(Field):  # type: ignore[type-arg]
    def to_representation(self, value: Any) -> str:
        return str(value)


class Cuts(Field):  # type: ignore[type-arg]
    """All cuts of an image from the prefetched rows.

    One ImageRenditionField a cut is the documented way and four times slower: it writes each into the cache.
    """

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [
            {"url": cut.url, "full_url": cut.full_url, "width": cut.width, "height": cut.height, "alt": cut.alt}
            for cut in value.renditions.all()
        ]


class Html(Field):  # type: ignore[type-arg]
    """The body as HTML, by the cheapest way there is: the stored texts with their links expanded.

    Wagtail's own rendering of blocks through templates takes ten times as long.
    """

    def to_representation(self, value: Any) -> str:
        return "".join(_html(block["type"], block["value"]) for block in value.raw_data)


def _html(kind: str, value: dict[str, Any]) -> str:
    match kind:
        case "heading":
            return f"<h2>{escape(value['text'])}</h2>"
        case "quote":
            return f"<blockquote><p>{escape(value['text'])}</p><cite>{escape(value['attribution'])}</cite></blockquote>"
    return expand_db_html(value["text"])


ArticlePage.api_fields = [  # type: ignore[attr-defined]
    *map(APIField, PLAIN),
    APIField("genre", serializer=Label()),
    APIField("topics", serializer=Labels()),
    APIField("authors", serializer=Authors()),
    APIField("department", serializer=Name()),
    APIField("body"),
    APIField("html", serializer=Html(source="body")),
    APIField("renditions", serializer=Cuts(source="lead_image")),
]


class ArticlesViewSet(PagesAPIViewSet):
    """Every relation of the answer read at once."""

    model = ArticlePage
    authentication_classes: list[Any] = []

    def get_queryset(self) -> Any:
        site = Site.find_for_request(self.request)
        return (
            ArticlePage.objects.live()
            .public()
            .descendant_of(site.root_page)
            .select_related("locale", "lead_image", "department", "genre")
            .prefetch_related("lead_image__renditions", "authors", "topics")
        )


router = WagtailAPIRouter("stock")
router.register_endpoint("articles", ArticlesViewSet)
urlpatterns = [path("stock/", include((router.get_urlpatterns(), "stock"), namespace="stock")), *own_urlpatterns]
