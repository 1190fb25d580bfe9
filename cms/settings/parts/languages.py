"""Vietnamese first; clocks in Hanoi."""

from django.utils.translation import gettext_lazy as _

from cms.settings.env import BASE_DIR

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Who looks for a language of the screens looks for its own name; a list of contents names it in the reader's.
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
# The Vietnamese of Wagtail, Django and the other libraries: wins over the catalogues of every application.
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True

USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Deadlines, quotas and appointments are days of Hanoi: nobody sees them by another clock.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Days are 31/12/2026 in both languages (cms.kernel.formats); the pickers write what the forms read.
FORMAT_MODULE_PATH = ["cms.kernel.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
