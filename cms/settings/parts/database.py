"""The database: SQLite in `var/` unless DATABASE_URL names another."""

from cms.settings.env import VAR_DIR, env

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Two web workers and one worker write the same file: WAL lets readers go on, IMMEDIATE
    # takes the write lock at BEGIN (a later upgrade would fail at once, whatever the time-out).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=67108864;PRAGMA cache_size=-4000;"
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)

# On PostgreSQL: the role the application runs under, when another owns the tables. It may only add to the audit log.
DATABASE_APP_ROLE = env("DATABASE_APP_ROLE", default="")
