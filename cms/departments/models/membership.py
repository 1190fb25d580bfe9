"""Who is what in which unit, and since when."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models.unit import OrgUnit
from cms.departments.models.validity import in_force, validity_constraint
from cms.departments.roles import Role
from cms.kernel.text import fold


class Post(models.Model):
    """A post that somebody holds, e.g. the first editor of the Office: plans name posts, not persons."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("unit"))
    title_vi = models.CharField(_("title in Vietnamese"), max_length=255)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    search_text = models.CharField(max_length=600, editable=False, default="")

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title_vi

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the derived column true."""
        self.search_text = f"{fold(self.title_vi)} {fold(self.title_en)} {self.key}"[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads that read as sentences."""

    def in_force(self, *, on: datetime.date) -> "MembershipQuerySet":
        """Memberships valid on that day (both ends inclusive)."""
        return self.filter(in_force(on))


class Membership(models.Model):
    """Person × role × unit × dates; both ends of the dates are inclusive."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("post")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["person", "role"], name="membership_person_role")]
        constraints = [validity_constraint("membership")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.unit}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads that read as sentences."""

    def in_force(self, *, on: datetime.date) -> "DelegationQuerySet":
        """Delegations valid on that day, of memberships that are valid on it too."""
        return self.filter(in_force(on), in_force(on, prefix="membership__"))


class Delegation(models.Model):
    """That somebody acts in the place of the holder of a membership (acting head, R071); both days inclusive."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("membership")
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("acting person")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))
    reason = models.CharField(_("reason"), max_length=255)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-valid_from", "-id"]
        constraints = [validity_constraint("delegation")]

    def __str__(self) -> str:
        return f"{self.to_user} · {self.membership}"
