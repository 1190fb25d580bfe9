"""Who may tune search, and read what was looked for in vain."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Actor, Decision, Operation, has_role_in_agency, register
from cms.departments.roles import Role
from cms.subsites.allowed import sites_for
from cms.subsites.models import Subsite
from cms.subsites.queries import main_agency
from search.models import BestBet

MANAGE_SEARCH = "manage_search"
MANAGE_SYNONYMS = "manage_synonyms"
TUNERS = (Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)
_in_agency = has_role_in_agency(*TUNERS)


def may_manage_search(actor: Actor, target: object) -> Decision:
    """Best bets and questions of a site: the office of the agency whose site it is, or of one above it.

    The target is a site, or something of one; without a target (may they open the list?): anywhere.
    """
    return _in_agency(actor, target.site if isinstance(target, BestBet) else target)


def may_manage_synonyms(actor: Actor, target: object) -> Decision:
    """Synonyms act on every site of the platform: the office of the agency of the main site."""
    return _in_agency(actor, main_agency())


def sites_tuned_by(user: Any, *, at: datetime.datetime) -> list[Subsite]:
    """The sites whose best bets a person decides and whose questions they read."""
    return list(sites_for(user, MANAGE_SEARCH, at=at))


def register_operations() -> None:
    """Declare the operations; called once, in `ready()`."""
    register(Operation(MANAGE_SEARCH, _("tune the search of a public site"), may_manage_search))
    register(Operation(MANAGE_SYNONYMS, _("decide the synonyms of search"), may_manage_synonyms))
