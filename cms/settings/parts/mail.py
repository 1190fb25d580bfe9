"""E-mail: who sends it, and how long a server may take. Which server: EMAIL_URL in production."""

from cms.settings.env import env

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Cổng <cong@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Shorter than the lease of a mail (cms.notifications.sending): a server that hangs costs one turn of the worker.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
