"""The only "may": a registry of operations. Features register theirs; doors ask here before they act."""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.departments.errors import NotAllowed
from cms.departments.models import Membership, OrgUnit
from cms.departments.queries import ancestors_of, standing_of
from cms.departments.remembering import remembered
from cms.departments.roles import Role
from cms.departments.standing import organisation_of
from cms.kernel.calendar import day_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cms.accounts.models import User


@dataclass(frozen=True)
class Decision:
    """Yes, or no with a reason for the person who asked; true in a condition when allowed."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(allowed=True)


def refused(reason: str | Promise, **params: object) -> Decision:
    """A no and why; `params` fill the places of the sentence."""
    return Decision(allowed=False, reason=str(reason).format(**params) if params else reason)


@dataclass(frozen=True)
class DelegatedRole:
    """A role that a person holds only in the place of somebody else, on a day."""

    role: str
    unit_id: int
    delegation_id: int
    person_id: int  # in whose place


@dataclass(frozen=True)
class Actor:
    """A person on a day, as the predicates see them: roles by unit, own and delegated.

    `delegated` says which of the roles they hold in the place of others, and of whom; what is their own too is not
    among them.
    """

    user: "User"
    on: datetime.date
    roles: frozenset[tuple[str, int]]
    delegated: tuple[DelegatedRole, ...] = ()
    # What predicates worked out about this person, kept for the questions that follow in the same request.
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def has(self, *roles: str, unit: OrgUnit | None = None) -> bool:
        """Whether the person has one of the roles: anywhere, or in `unit` or a unit above it."""
        if unit is None:
            return any(role in roles for role, _unit in self.roles)
        within = {unit.pk, *(above.pk for above in ancestors_of(unit))}
        return any(role in roles and unit_id in within for role, unit_id in self.roles)

    def units_as(self, *roles: str) -> frozenset[int]:
        """Ids of the units in which the person has one of the roles."""
        return frozenset(unit_id for role, unit_id in self.roles if role in roles)


Predicate = Callable[[Actor, Any], Decision]
Bar = Callable[[Any], Decision | None]


@dataclass(frozen=True)
class Operation:
    """Something a person may or may not do; `target` is what the predicate is asked about."""

    name: str
    label: str | Promise
    predicate: Predicate
    # Four eyes and publication bind technical people too: for these a superuser is asked like everybody.
    binds_superusers: bool = False
    # What no role opens, whoever asks: the refusal of a target, None where nothing bars it. Asked first.
    bar: Bar | None = None


_operations: dict[str, Operation] = {}


def register(operation: Operation) -> Operation:
    """Declare an operation; raise ImproperlyConfigured when its name is taken by another."""
    if _operations.get(operation.name, operation) != operation:
        raise ImproperlyConfigured(f"operation {operation.name!r} is registered twice")
    _operations[operation.name] = operation
    return operation


def operations() -> list[Operation]:
    """All operations, by name."""
    return [_operations[name] for name in sorted(_operations)]


def may(
    user: "User | AnonymousUser | None", operation: str, *, target: object = None, at: datetime.datetime
) -> Decision:
    """Whether a person may do an operation to `target` at a moment, and why not.

    Nobody without a live account may do anything, and nobody what is barred for everybody; a superuser may do
    everything but the operations that bind superusers; for the rest the memberships and delegations of that day
    decide. Raise KeyError for an operation that nobody registered.
    """
    declared = _operations[operation]
    if user is None or user.is_anonymous or not user.is_active:
        return refused(_("You must log in with a live account."))
    return _judged(declared, user, target, lambda: actor_of(user, at=at))


def decide(actor: Actor, operation: str, *, target: object = None) -> Decision:
    """The same for a person whose roles were read already: a listing asks hundreds of times. Raises KeyError too."""
    declared = _operations[operation]
    if not actor.user.is_active:
        return refused(_("You must log in with a live account."))
    return _judged(declared, actor.user, target, lambda: actor)


def _judged(declared: Operation, user: "User", target: object, actor: Callable[[], Actor]) -> Decision:
    """What bars everybody; then what roles say, of a superuser where the operation binds them."""
    barred = declared.bar(target) if declared.bar is not None else None
    if barred is not None:
        return barred
    return ALLOWED if user.is_superuser and not declared.binds_superusers else declared.predicate(actor(), target)


def require(
    user: "User | AnonymousUser | None", operation: str, *, target: object = None, at: datetime.datetime
) -> None:
    """Raise NotAllowed with the reason where `may` says no."""
    decision = may(user, operation, target=target, at=at)
    if not decision:
        raise NotAllowed(reason=decision.reason)


def actor_of(user: "User", *, at: datetime.datetime) -> Actor:
    """The person with the roles of that day, those of delegations included. One query, or none while remembered."""
    on = day_of(at)
    return remembered(("actor", user.pk, on), lambda: _read_actor(user, on))


def _read_actor(user: "User", on: datetime.date) -> Actor:
    held = standing_of(user, on)
    own = frozenset((row.role, row.unit_id) for row in held if row.delegation_id is None)
    delegated = tuple(
        DelegatedRole(row.role, row.unit_id, row.delegation_id, row.person_id)
        for row in held
        if row.delegation_id is not None and (row.role, row.unit_id) not in own
    )
    roles = own | {(row.role, row.unit_id) for row in delegated}
    return Actor(user=user, on=on, roles=roles, delegated=delegated)


def has_role(*roles: str) -> Predicate:
    """A predicate: the person has one of the roles anywhere."""

    def predicate(actor: Actor, target: object) -> Decision:
        return ALLOWED if actor.has(*roles) else refused(_refusal(roles))

    return predicate


def has_role_in_agency(*roles: str) -> Predicate:
    """A predicate: the person has one of the roles in the agency of the target, or in one above it.

    Wherever in the agency the role is held (the Office, the board): it is held for the agency and all below it.
    Without a target: anywhere.
    """

    def predicate(actor: Actor, target: object) -> Decision:
        if not actor.has(*roles):
            return refused(_refusal(roles))
        unit = unit_of(target)
        if unit is None:
            return ALLOWED
        organisation = organisation_of(actor)
        above = organisation.above(unit.pk)
        if any(organisation.agency.get(office) in above for office in actor.units_as(*roles)):
            return ALLOWED
        return refused(_("“{unit}” belongs to another agency."), unit=unit)

    return predicate


def unit_of(target: object) -> OrgUnit | None:
    """The unit that decides about a target: itself, or its `unit` or `agency`; None when there is none."""
    if target is None or isinstance(target, OrgUnit):
        return target
    unit = getattr(target, "unit", None) or getattr(target, "agency", None)
    return unit if isinstance(unit, OrgUnit) else None


def _refusal(roles: Collection[str]) -> Promise:
    # Joined when shown, in the reader's language.
    return _LazyRefusal(roles)  # type: ignore[return-value]


class _LazyRefusal:
    """“Only … may do this”, put into words when somebody reads it."""

    def __init__(self, roles: Collection[str]) -> None:
        self.roles = tuple(roles)

    def __str__(self) -> str:
        names = ", ".join(str(Role(role).label) for role in self.roles)
        return str(_("Only these roles may do this: {roles}.")).format(roles=names)


def may_delegate(actor: Actor, target: object) -> Decision:
    """The holder of the membership, or the office of its agency (R071)."""
    if isinstance(target, Membership) and target.person_id == actor.user.pk:
        return ALLOWED
    return has_role_in_agency(*OFFICE, Role.BOARD_HEAD)(actor, target)


ORGANISERS = (Role.ADMINISTRATOR,)
OFFICE = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)

register(Operation("view_organisation", _("see the organisation"), has_role(*Role)))
register(Operation("manage_units", _("create, rename, merge and dissolve units"), has_role_in_agency(*ORGANISERS)))
register(Operation("manage_memberships", _("appoint people and end their posts"), has_role_in_agency(*OFFICE)))
register(Operation("manage_governance", _("record boards and regulations"), has_role_in_agency(*OFFICE)))
register(Operation("manage_calendar", _("edit holidays and swapped days"), has_role(*OFFICE)))
register(Operation("appoint_administrators", _("make and end administrators"), has_role_in_agency(*ORGANISERS)))
register(Operation("delegate", _("let somebody act in one's place"), may_delegate))
