"""Section pages and articles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    label = "news"
    verbose_name = _("Sections and articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what becomes a document and who makes the pages of a section."""
        from cms.audit.labels import register_actions
        from cms.editorial.models import ContentKind
        from cms.editorial.registry import register_section_factory
        from cms.erasure.rows import register_place
        from cms.pages.registry import register_page_status
        from cms.publishing.periodic import register_periodic
        from cms.publishing.references import watch_deletions
        from cms.publishing.registry import register_document_type
        from cms.subsites.grants import register_role_permissions
        from news.access import VOCABULARY_PERMISSIONS
        from news.actions import make_section_pages
        from news.audit_labels import ACTIONS, DATA
        from news.document_types import ARTICLE, SECTION
        from news.erasure import IMPORTS
        from news.jobs import forget_manuscripts
        from news.manuscript_screens.shown import word_status
        from news.models import ArticlePage, Genre, SectionPage, Topic
        from news.presenter import present_article, present_section
        from news.requirements import register_requirements

        register_actions(ACTIONS, data=DATA)
        register_document_type(SECTION, model=SectionPage, presenter=present_section)
        register_document_type(ARTICLE, model=ArticlePage, presenter=present_article)
        for kind in ContentKind.values:
            register_section_factory(kind, make_section_pages)
        register_requirements()
        register_role_permissions(VOCABULARY_PERMISSIONS)
        register_page_status(word_status)
        register_place(IMPORTS)
        register_periodic("forget_manuscripts", 24 * 3600, forget_manuscripts)
        for vocabulary in (Genre, Topic):
            watch_deletions(vocabulary)
