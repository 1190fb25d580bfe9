"""Wagtail API v2 over the same articles, as well as it can be configured.

`select_related` and `prefetch_related` in a subclass, warm renditions, no authentication (which would add a
cookie to Vary), the same fields as ours: the body as blocks and as HTML, the lead image with all its cuts.
"""

from typing import Any

from django.urls import include, path
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Site

from benchmarks.stock_fields import PLAIN, RENDITIONS, SPECS
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


class Html(Field):  # type: ignore[type-arg]
    """The body as HTML, as a template of Wagtail's would render it."""

    def to_representation(self, value: Any) -> str:
        return str(value.render_as_block())


ArticlePage.api_fields = [  # type: ignore[attr-defined]
    *map(APIField, PLAIN),
    APIField("genre", serializer=Label()),
    APIField("topics", serializer=Labels()),
    APIField("authors", serializer=Authors()),
    APIField("department", serializer=Name()),
    APIField("body"),
    APIField("html", serializer=Html(source="body")),
    *(
        APIField(name, serializer=ImageRenditionField(spec, source="lead_image"))
        for name, spec in zip(RENDITIONS, SPECS, strict=True)
    ),
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
