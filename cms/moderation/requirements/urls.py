"""The addresses that a form asks for what is missing."""

from django.urls import URLPattern, path

from cms.moderation.requirements.views import MissingOnCreate, MissingOnEdit


def requirement_urls() -> list[URLPattern]:
    """Of a page, and of one that does not exist yet."""
    return [
        path("moderation/missing/<int:page_id>/", MissingOnEdit.as_view(), name="moderation_missing"),
        path(
            "moderation/missing/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            MissingOnCreate.as_view(),
            name="moderation_missing_of_new",
        ),
    ]
