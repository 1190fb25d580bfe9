"""For which sites the policy lets a person do something."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cms.departments.policy import may
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


def sites_for(user: "User", operation: str, *, at: datetime.datetime) -> QuerySet[Subsite]:
    """The sites for which the policy lets a person do an operation, by name."""
    sites = Subsite.objects.select_related("unit")
    able = [site.pk for site in sites if may(user, operation, target=site, at=at)]
    return Subsite.objects.filter(pk__in=able).select_related("unit").order_by("title_vi", "pk")
