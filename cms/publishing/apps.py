from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model

        from cms.audit.labels import register_actions
        from cms.media import jobs as media_jobs
        from cms.media.registry import on_grant, on_image_prepared, on_media_changed, on_public_removed
        from cms.notifications import jobs as notification_jobs
        from cms.publishing import auditing, checks, expansion, jobs, receivers  # noqa: F401  (checks register themselves)
        from cms.publishing.access import register_operations
        from cms.publishing.audit_labels import ACTIONS, DATA
        from cms.publishing.cache_purge import SUBSCRIBER as CACHE_PURGE
        from cms.publishing.cache_purge import announce_removed_file
        from cms.publishing.draft_links import is_grant
        from cms.publishing.periodic import register_periodic
        from cms.publishing.reserved import reserve_slugs
        from cms.publishing.subscribers import subscribe

        register_actions(ACTIONS, data=DATA)
        register_operations()
        # The routes of the composition root and of the apps below this one; the others keep their own.
        reserve_slugs("admin", "static", "media", "private-media", *(code for code, _name in settings.LANGUAGES))
        receivers.connect()
        auditing.connect()
        receivers.connect_deleted(get_image_model())
        receivers.connect_deleted(get_document_model())
        on_image_prepared(receivers.on_media_changed)
        on_media_changed(receivers.on_media_changed)
        on_grant(lambda grant, at: is_grant(grant, at=at))
        on_public_removed(announce_removed_file)
        subscribe(expansion.SUBSCRIBER)
        subscribe(CACHE_PURGE)
        register_periodic("publish_scheduled", 5, jobs.publish_scheduled)
        register_periodic("prepare_images", 2, media_jobs.prepare_pending_images)
        register_periodic("read_file_texts", 5, media_jobs.read_pending_texts)
        register_periodic("sweep_bundles", 86_400, media_jobs.sweep_bundles)
        register_periodic("sweep_public_files", 15, media_jobs.sweep_public)
        register_periodic("reconcile_public_files", 3600, media_jobs.reconcile_public)
        register_periodic("forget_dead_workers", 300, jobs.forget_dead_workers)
        register_periodic("sync_access", 3600, jobs.sync_access)
        register_periodic("repair_store", 600, jobs.repair_store)
        register_periodic("write_mails", 20, notification_jobs.write_due_mails)
        register_periodic("send_mails", 10, notification_jobs.send_waiting_mails)
        register_periodic("forget_old_notifications", 86_400, notification_jobs.forget_old_notifications)
