from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow publication; say who tunes, and what the audit log calls it."""
        from cms.audit.labels import register_actions
        from cms.publishing.periodic import register_periodic
        from cms.publishing.subscribers import subscribe
        from search import jobs, keeping, server, subscriber
        from search.access import register_operations
        from search.audit_labels import ACTIONS, DATA
        from search.backends import EMBEDDED, refuse_bad_settings

        refuse_bad_settings()
        register_actions(ACTIONS, data=DATA)
        register_operations()
        subscribe(subscriber.SUBSCRIBER)
        register_periodic("build_search_index", 30, keeping.EMBEDDED.ensure, is_per_host=True)
        register_periodic("keep_search_index", 600, keeping.EMBEDDED.mend, is_per_host=True)
        if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:  # a database in a file has one machine
            register_periodic("follow_search_index", 2, keeping.FOLLOWER.follow, is_per_host=True)
        register_periodic("count_questions", 60, jobs.count_questions, is_per_host=True)
        if settings.SEARCH_BACKEND != EMBEDDED:
            subscribe(server.SUBSCRIBER)
            register_periodic("keep_search_server", 30, keeping.SERVER.ensure)
            register_periodic("mend_search_server", 600, keeping.SERVER.mend)

    def warm_up(self) -> None:
        """Before a web process answers (cms.wsgi): the built-in synonyms, ready to be applied."""
        from search import in_force

        in_force.warm_up()
