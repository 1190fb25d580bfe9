from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Tell people what happens to texts."""
        from cms.desk import kinds, notices
        from cms.desk.english_style import register_english_style
        from cms.desk.stock_mail import replace_stock_mail

        kinds.register_kinds()
        notices.connect()
        replace_stock_mail()
        register_english_style()
