"""The public search: which engine answers, and where the embedded index lies."""

from cms.settings.env import VAR_DIR, env

# "sqlite" needs no server; with "elasticsearch" the embedded index still answers while the server does not.
SEARCH_BACKEND = env("SEARCH_BACKEND", default="sqlite")
# A file of its own, never inside the content database.
SEARCH_DIR = VAR_DIR / "search"
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
# Several nodes of one cluster: separated by commas. The rest stays empty where the server asks for nothing.
ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX", default="cong")
ELASTICSEARCH_USERNAME = env("ELASTICSEARCH_USERNAME", default="")
ELASTICSEARCH_PASSWORD = env("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_API_KEY = env("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA_CERTS = env("ELASTICSEARCH_CA_CERTS", default="")
# Finished answers kept in each process until the store or the index changes; 0 keeps none.
SEARCH_CACHE_BYTES = env.int("SEARCH_CACHE_BYTES", default=4 * 1024 * 1024)
