"""The periodic job of the bin."""

import datetime

from cms.bin.actions import purge_expired


def empty_bin(at: datetime.datetime) -> int:
    """Delete for good what has lain there thirty days; how many pages."""
    return purge_expired(at=at)
