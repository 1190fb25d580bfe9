"""Tools of the translators' desk (docs/translation-tools.md)."""

from cms.settings.env import env

# none | libretranslate | dummy. What a machine says is a suggestion, never confirmed by itself.
TRANSLATION_MACHINE = env("TRANSLATION_MACHINE", default="none")
LIBRETRANSLATE_URL = env("LIBRETRANSLATE_URL", default="")
LIBRETRANSLATE_API_KEY = env("LIBRETRANSLATE_API_KEY", default="")
# How long somebody who asked waits at most.
TRANSLATION_MACHINE_SECONDS = env.float("TRANSLATION_MACHINE_SECONDS", default=10.0)
