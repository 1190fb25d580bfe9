from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of closed logins."""
        from axes.signals import user_locked_out

        from cms.accounts.receivers import locked_out

        user_locked_out.connect(locked_out, dispatch_uid="accounts.locked_out")
