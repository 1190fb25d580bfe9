from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow publication."""
        from cms.publishing.periodic import register_periodic
        from cms.publishing.subscribers import subscribe
        from search import subscriber

        subscribe(subscriber.SUBSCRIBER)
        register_periodic("keep_search_index", 600, subscriber.keep_embedded)
