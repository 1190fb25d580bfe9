from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "cms.editorial"
    label = "editorial"
    verbose_name = _("Editorial plan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to publication, and say what the plan asks beside the form of a page."""
        from cms.audit.labels import register_actions
        from cms.editorial import access, receivers
        from cms.editorial.actions import handle_event
        from cms.editorial.audit_labels import ACTIONS, DATA
        from cms.editorial.side_panel import plan_status
        from cms.pages.registry import register_page_status
        from cms.publishing.models import PublicationEvent
        from cms.publishing.subscribers import Subscriber, subscribe

        register_actions(ACTIONS, data=DATA)
        kinds = PublicationEvent.Kind
        subscribe(
            Subscriber(
                name="contributions",
                label=_("counting of contributions"),
                kinds=frozenset({kinds.PUBLISHED, kinds.REFRESHED, kinds.WITHDRAWN}),
                handle=handle_event,
                is_atomic=True,
            )
        )
        register_page_status(plan_status)
        access.register_operations()
        receivers.connect()
