"""Every change of a site, and the groups derived from memberships."""

from cms.subsites.actions.access import sync_access, sync_access_everywhere, sync_access_of_units
from cms.subsites.actions.sites import create_subsite, set_outside_preview, update_subsite

__all__ = [
    "create_subsite",
    "set_outside_preview",
    "sync_access",
    "sync_access_everywhere",
    "sync_access_of_units",
    "update_subsite",
]
