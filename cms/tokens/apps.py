from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "cms.tokens"
    label = "tokens"
    verbose_name = _("API tokens")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Know the tokens that programs show; say who makes them, and what the log calls that."""
        from cms.api.bearer import register_authenticator
        from cms.audit.labels import register_actions
        from cms.tokens.access import register_operations
        from cms.tokens.audit_labels import ACTIONS, DATA
        from cms.tokens.queries import authenticate

        register_actions(ACTIONS, data=DATA)
        register_operations()
        register_authenticator(authenticate)
