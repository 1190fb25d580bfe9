"""How often one client may ask (cms.api.throttling)."""

from cms.settings.env import VAR_DIR, env

# Requests a minute and client; one counter per window.
API_THROTTLE_PER_MINUTE = env.int("API_THROTTLE_PER_MINUTE", default=6000)
# Where they are counted: in a file shared by the workers of this machine, or, for several
# machines behind one address, in the cache of this alias.
API_THROTTLE_FILE = VAR_DIR / "throttle.counters"
API_THROTTLE_CACHE = env("API_THROTTLE_CACHE", default="")
# Addresses or networks whose X-Forwarded-For is believed.
API_TRUSTED_PROXIES = env.list("API_TRUSTED_PROXIES", default=[])
