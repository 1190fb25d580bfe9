"""People are appointed to roles and posts by date; a row is closed, never rewritten."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from cms.audit.actions import record
from cms.departments.errors import (
    AlreadyAppointed,
    EndsBeforeItBegins,
    PostKeyTaken,
    PostOfAnotherUnit,
    UnitClosed,
)
from cms.departments.models import Membership, OrgUnit, Post
from cms.departments.registry import MembershipChange, announce_memberships
from cms.departments.roles import Role
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

_ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def create_post(
    *, key: str, unit: OrgUnit, title_vi: str, title_en: str = "", by: "User | None", at: datetime.datetime
) -> Post:
    """Name a post of a unit; plans name posts, not persons (R160). Raise PostKeyTaken."""
    if Post.objects.filter(key=key).exists():
        raise PostKeyTaken(key=key)
    post = Post.objects.create(key=key, unit=unit, title_vi=clean_line(title_vi), title_en=clean_line(title_en))
    record(action="post.created", by=by, at=at, target=post, data={"key": key, "unit": unit.key})
    return post


@transaction.atomic
def update_post(*, post: Post, title_vi: str, title_en: str = "", by: "User | None", at: datetime.datetime) -> Post:
    """Change the titles of a post; its unit changes only when units merge."""
    before = {"title_vi": post.title_vi, "title_en": post.title_en}
    after = {"title_vi": clean_line(title_vi), "title_en": clean_line(title_en)}
    if before == after:
        return post
    post.title_vi, post.title_en = after["title_vi"], after["title_en"]
    post.save()
    record(action="post.changed", by=by, at=at, target=post, data={"from": before, "to": after})
    return post


@transaction.atomic
def appoint(
    *,
    person: "User",
    unit: OrgUnit,
    role: str,
    valid_from: datetime.date,
    valid_to: datetime.date | None = None,
    post: Post | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> Membership:
    """Give a person a role (and a post) in a unit, both days inclusive.

    Raise UnitClosed, EndsBeforeItBegins, PostOfAnotherUnit, or AlreadyAppointed when the same person has the same
    role and post in the unit on any of these days.
    """
    role = Role(role)
    unit = OrgUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # its appointments one at a time
    if valid_to is not None and valid_to < valid_from:
        raise EndsBeforeItBegins(valid_from=valid_from)
    if not unit.is_in_being(on=valid_from):
        raise UnitClosed(unit=unit, on=valid_from)
    if post is not None and post.unit_id != unit.pk:
        raise PostOfAnotherUnit(post=post, unit=unit)
    same = Membership.objects.filter(person=person, unit=unit, role=role, post=post)
    overlap = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    if valid_to is not None:
        overlap &= Q(valid_from__lte=valid_to)
    if same.filter(overlap).exists():
        raise AlreadyAppointed(person=person, role=role.label, unit=unit)
    membership = Membership.objects.create(
        person=person, unit=unit, role=role, post=post, valid_from=valid_from, valid_to=valid_to
    )
    data = {"unit": unit.key, "role": role.value, "post": post and post.key, "from": valid_from, "to": valid_to}
    record(action="membership.begun", by=by, at=at, target=membership, data=data)
    announce_memberships(MembershipChange(memberships=[membership], units=[unit], by=by, at=at))
    return membership


@transaction.atomic
def end_membership(
    *, membership: Membership, on: datetime.date, by: "User | None", at: datetime.datetime
) -> Membership:
    """End a membership; `on` is its last day. Raise EndsBeforeItBegins. An earlier end already set stays."""
    membership = Membership.objects.select_for_update().select_related("unit").get(pk=membership.pk)
    if on < membership.valid_from:
        raise EndsBeforeItBegins(valid_from=membership.valid_from)
    if membership.valid_to is not None and membership.valid_to <= on:
        return membership
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    record(action="membership.ended", by=by, at=at, target=membership, data={"last_day": on})
    announce_memberships(MembershipChange(memberships=[membership], units=[membership.unit], by=by, at=at))
    return membership


def end_memberships_of(unit: OrgUnit, *, on: datetime.date, by: "User | None", at: datetime.datetime) -> None:
    """End every membership of a unit whose first day without it is `on`; those not begun by then are taken back."""
    eve = on - _ONE_DAY
    open_rows = list(unit.memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)))
    for membership in open_rows:
        if membership.valid_from >= on:
            record(action="membership.withdrawn", by=by, at=at, target=membership, data={"unit": unit.key, "on": on})
            membership.delete()
        else:
            end_membership(membership=membership, on=eve, by=by, at=at)
    announce_memberships(MembershipChange(memberships=open_rows, units=[unit], by=by, at=at))


def move_memberships(
    unit: OrgUnit, *, into: OrgUnit, on: datetime.date, by: "User | None", at: datetime.datetime
) -> None:
    """End the memberships of a unit on the eve of `on` and begin them again in its successor.

    What had not begun by then begins in the successor at once; a role the person already has there is not doubled.
    """
    moved = []
    for old in unit.memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).select_related("person"):
        begins = max(old.valid_from, on)
        data = {"from_unit": unit.key, "into": into.key, "on": on}
        record(action="membership.moved", by=by, at=at, target=old, data=data)
        overlap = Q(valid_to__isnull=True) | Q(valid_to__gte=begins)
        same = Membership.objects.filter(overlap, person=old.person, unit=into, role=old.role, post=old.post)
        if not same.exists():
            moved.append(
                Membership.objects.create(
                    person=old.person, unit=into, role=old.role, post=old.post, valid_from=begins, valid_to=old.valid_to
                )
            )
        if old.valid_from >= on:
            old.delete()
        else:
            old.valid_to = on - _ONE_DAY
            old.save(update_fields=["valid_to"])
            moved.append(old)
    announce_memberships(MembershipChange(memberships=moved, units=[unit, into], by=by, at=at))
