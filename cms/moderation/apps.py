from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "cms.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand between drafts and the public: tasks, operations, the gate of schedules, reminders, requirements."""
        from cms.audit.append_only import register_append_only
        from cms.audit.labels import register_actions
        from cms.departments.handover import register_handover
        from cms.moderation import access, behaviour, jobs, receivers, viewing
        from cms.moderation.actions import may_go_live
        from cms.moderation.actions.settling import settle_in_review
        from cms.moderation.admin.status import review_status
        from cms.moderation.attempts import ATTEMPTS, CODES
        from cms.moderation.audit_labels import ACTIONS, DATA
        from cms.moderation.handover import DRAFTS, TASKS
        from cms.moderation.models import Approval, BundleDecision, Decision
        from cms.moderation.requirements import connecting
        from cms.moderation.screens import Screens
        from cms.moderation.subscribers import access_synced
        from cms.pages.attempts import add_attempts
        from cms.pages.refused_attempts import add_codes
        from cms.pages.registry import on_draft_saved, register_page_status
        from cms.publishing.periodic import register_periodic
        from cms.publishing.scheduling import register_schedule_gate
        from cms.subsites.registry import on_access_synced

        register_actions(ACTIONS, data=DATA)
        behaviour.install(Screens())
        access.register_operations()
        viewing.register_operations()
        add_attempts(ATTEMPTS)
        add_codes(CODES)
        register_page_status(review_status)
        on_draft_saved(settle_in_review)
        receivers.connect()
        connecting.connect()
        register_append_only(Decision, links=("task_state", "page", "revision"))
        register_append_only(Approval, links=("page", "revision"))
        register_append_only(BundleDecision)
        register_handover(TASKS)
        register_handover(DRAFTS)
        register_schedule_gate(may_go_live)
        register_periodic("remind_reviewers", 60, jobs.send_reminders)
        register_periodic("note_fingerprints", 3600, jobs.note_fingerprints)
        on_access_synced(access_synced)
