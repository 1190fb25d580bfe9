"""How Wagtail's generic views ask the product's only "may"."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.accounts.models import User
from cms.departments.policy import may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class OperationPermissionPolicy(BasePermissionPolicy):
    """Wagtail's add, change, delete and view of a model as operations of the policy; what is not named is refused."""

    def __init__(self, model: type[Model], **operations: str) -> None:
        super().__init__(model)
        self.operations = operations

    def user_has_permission(self, user: "User | AnonymousUser", action: str) -> bool:
        """Whether the operation behind a Wagtail action is allowed to the person now."""
        operation = self.operations.get(action)
        return operation is not None and bool(may(user, operation, at=timezone.now()))

    def user_has_permission_for_instance(self, user: "User | AnonymousUser", action: str, instance: Model) -> bool:
        """The same, of one row."""
        operation = self.operations.get(action)
        return operation is not None and bool(may(user, operation, target=instance, at=timezone.now()))

    def users_with_any_permission(self, actions: Collection[str]) -> "QuerySet[User]":
        """The live accounts to which one of the actions is allowed now."""
        people = User.objects.filter(is_active=True)
        allowed = [person.pk for person in people if self.user_has_any_permission(person, actions)]
        return people.filter(pk__in=allowed)
