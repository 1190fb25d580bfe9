"""One line an event on standard error."""

from cms.settings.env import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"mask": {"()": "cms.kernel.log_masking.MaskTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mask"]}},
    # The development server writes whole addresses: through the same handler.
    "loggers": {
        "django.server": {"handlers": [], "propagate": True},
        # A line for every question, and two for every node that is away: what matters of it the search says itself.
        "elastic_transport": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
