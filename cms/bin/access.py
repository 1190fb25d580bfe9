"""Who sees what lies in the bin, who puts it back, and who deletes it for good."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.bin.models import DeletedPage
from cms.departments.policy import ALLOWED, Actor, Decision, Operation, has_role, refused, register
from cms.departments.roles import Role
from cms.pages.reach import KEEPERS, WRITERS, reach_of

_SEERS = (*WRITERS, *KEEPERS)


def in_bin_for(actor: Actor) -> Q:
    """The rows a person sees: of units for which they write, and, for the keepers, of their agency's sites."""
    if actor.user.is_superuser:
        return Q()
    reach = reach_of(actor)
    sites = [site.subsite_id for site in reach.sites if reach.holds_at(site, *KEEPERS)]
    return Q(department__in=reach.units_as(*WRITERS)) | Q(subsite__in=sites)


def may_restore(actor: Actor, target: Any) -> Decision:
    """Put a page back: who writes for its unit, and the keepers of its site."""
    if not isinstance(target, DeletedPage):
        return has_role(*_SEERS)(actor, target)
    if DeletedPage.objects.filter(in_bin_for(actor), pk=target.pk).exists():
        return ALLOWED
    return refused(_("This page belonged to another department."))


def may_purge(actor: Actor, target: Any) -> Decision:
    """Delete for good before the thirty days are over: administrators of the agency."""
    if not isinstance(target, DeletedPage):
        return has_role(Role.ADMINISTRATOR)(actor, target)
    reach = reach_of(actor)
    own = [site.subsite_id for site in reach.sites if reach.holds_at(site, Role.ADMINISTRATOR)]
    if target.subsite_id in own:
        return ALLOWED
    return refused(_("Only administrators delete pages for good before their time."))


def register_operations() -> None:
    """Declare the operations; called once, in `ready()`. `delete_page` is of `cms.pages`."""
    register(Operation("restore_page", _("see the bin and put pages back"), may_restore))
    register(Operation("purge_page", _("delete pages of the bin for good"), may_purge))
