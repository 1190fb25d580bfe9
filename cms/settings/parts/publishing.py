"""The outbox, the worker, and where the portal reads."""

from cms.settings.env import env

WORKER_LEASE_SECONDS = env.int("WORKER_LEASE_SECONDS", default=30)
WORKER_MAX_TRIES = 5

# "local" reads the store in the same process; an address reads another machine's API.
PORTAL_SOURCE = env("PORTAL_SOURCE", default="local")
# Finished pages kept in each process until the store changes; 0 keeps none.
PORTAL_CACHE_BYTES = env.int("PORTAL_CACHE_BYTES", default=16 * 1024 * 1024)

# Wagtail's front-end cache back ends, as JSON; empty: nothing to purge.
WAGTAILFRONTENDCACHE: dict[str, object] = env.json("FRONTEND_CACHE", default={})
