"""Every mutation of the plan: sections, versions, loading a file, contributions."""

from cms.editorial.actions.contributions import (
    handle_event,
    mark_deleted,
    rebuild_contributions,
    record_contribution,
    withdraw_contribution,
)
from cms.editorial.actions.loading import Amendment, LoadResult, load_plan
from cms.editorial.actions.sections import (
    change_section,
    close_section,
    open_section,
    reopen_section,
    set_section_english,
)
from cms.editorial.actions.versions import record_version

__all__ = [
    "Amendment",
    "LoadResult",
    "change_section",
    "close_section",
    "handle_event",
    "load_plan",
    "mark_deleted",
    "open_section",
    "rebuild_contributions",
    "record_contribution",
    "record_version",
    "reopen_section",
    "set_section_english",
    "withdraw_contribution",
]
