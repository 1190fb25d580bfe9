from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "translation"
    verbose_name = _("Translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of publications and reviews, keep untranslated words from the public, lend English pages."""
        from cms.audit.labels import register_actions
        from cms.departments.handover import register_handover
        from cms.pages.registry import (
            register_draft_inspector,
            register_lender,
            register_page_status,
            register_written_parts,
        )
        from cms.publishing.following import register_follower
        from cms.publishing.models import PublicationEvent
        from cms.publishing.periodic import register_periodic
        from cms.publishing.subscribers import Subscriber, subscribe
        from cms.translation import access, authors, gate, jobs, notices, receivers, subscribers, synchronisation
        from cms.translation import kinds as kinds_of_messages
        from cms.translation.admin.editing import translation_status
        from cms.translation.admin.views.replacing import replacing_box
        from cms.translation.audit_labels import ACTIONS, DATA
        from cms.translation.handover import TRANSLATIONS
        from cms.translation.registry import register_tool

        register_actions(ACTIONS, data=DATA)
        access.register_operations()
        register_lender(access.lent_pages)
        register_draft_inspector(gate.inspect_translation)
        register_written_parts(authors.parts_of)
        register_follower(subscribers.followed_source)
        kinds = PublicationEvent.Kind
        subscribe(
            Subscriber(
                name="translations",
                label=_("requests for translation"),
                kinds=frozenset({kinds.PUBLISHED, kinds.REFRESHED, kinds.WITHDRAWN}),
                handle=subscribers.publication_happened,
                is_atomic=True,
            )
        )
        receivers.connect()
        synchronisation.switch_off()
        kinds_of_messages.register_kinds()
        notices.connect()
        register_handover(TRANSLATIONS)
        register_page_status(translation_status)
        register_tool(replacing_box)
        register_periodic("prepare_translations", 1, jobs.prepare_texts)
        register_periodic("remind_translators", 60, jobs.send_reminders)
        register_periodic("follow_translators", 600, jobs.follow_people)
