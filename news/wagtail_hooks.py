"""Registration lines: the vocabularies staff may extend."""

from wagtail.snippets.models import register_snippet

from news.admin import GenreViewSet, TopicViewSet

register_snippet(GenreViewSet)
register_snippet(TopicViewSet)
