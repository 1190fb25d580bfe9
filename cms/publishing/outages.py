"""Which errors of a database mean that it is away or busy, and so say nothing against what was tried."""

from django.db import InterfaceError, OperationalError

# SQLSTATE: connections, resources, shutdown; serialisation, deadlock and lock timeouts.
_AWAY_STATES = ("08", "53", "57P", "40001", "40P01", "55P03")
_AWAY_WORDS = ("locked", "busy", "unable to open database file", "disk i/o error", "database or disk is full")


def is_outage(error: BaseException) -> bool:
    """Whether the same would succeed once the database is back: a lock, a connection, a full disk.

    Not a missing column or table, which SQLite reports as an OperationalError too: that stays.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if hasattr(cause, "sqlstate"):  # psycopg
        state = getattr(cause, "sqlstate", None)  # none: the server was never reached
        return state is None or str(state).startswith(_AWAY_STATES)
    words = str(error).lower()
    return any(word in words for word in _AWAY_WORDS)
