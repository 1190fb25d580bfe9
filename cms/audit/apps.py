from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "cms.audit"
    label = "audit"
    verbose_name = _("Audit log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The database too only lets rows be added."""
        from cms.audit.append_only import register_append_only
        from cms.audit.models import AuditEntry
        from cms.audit.receivers import keep_append_only

        register_append_only(AuditEntry)
        post_migrate.connect(keep_append_only, sender=self, dispatch_uid="audit.keep_append_only")
