from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the audit log holds of this app; hear of closed logins."""
        from axes.signals import user_locked_out

        from cms.accounts import checks  # noqa: F401 (registers itself)
        from cms.accounts.audit_labels import ACTIONS, DATA
        from cms.accounts.receivers import locked_out
        from cms.audit.labels import register_actions

        register_actions(ACTIONS, data=DATA)
        user_locked_out.connect(locked_out, dispatch_uid="accounts.locked_out")
