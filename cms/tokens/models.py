"""What is kept of an API token: never the token."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite
from cms.tokens.secret import PREFIX_LENGTH

READ, PREVIEW = "read", "preview"


class ApiToken(models.Model):
    """A program's right to read one site by the API: its documents, its drafts in preview, or both.

    It stands for the program and has no rights of the person who made it. It is never changed, only revoked.
    """

    class State(models.TextChoices):
        """What becomes of a request that shows it."""

        VALID = "valid", _("in use")
        EXPIRED = "expired", _("expired")
        REVOKED = "revoked", _("revoked")

    name = models.CharField(_("name of the token"), max_length=80, help_text=_("Which program uses it."))
    purpose = models.CharField(_("purpose"), max_length=255, blank=True)
    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    may_read = models.BooleanField(_("read public documents"), default=True)
    may_preview = models.BooleanField(_("read drafts in preview"), default=False)
    prefix = models.CharField(_("beginning"), max_length=PREFIX_LENGTH, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("created by")
    )
    expires_on = models.DateField(_("last day"))
    # Written at most once an hour: a read must not cost a write.
    last_used_on = models.DateTimeField(_("last used (about)"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "name"], condition=models.Q(revoked_at__isnull=True), name="token_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(may_read=True) | models.Q(may_preview=True),
                name="token_is_for_something",
                violation_error_message=_("Say what the token may read: public documents, drafts in preview, or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (cong_{self.prefix}…)"

    @property
    def unit(self) -> OrgUnit:
        """The unit whose site it reads: whom the policy asks about."""
        return self.subsite.unit

    @property
    def scopes(self) -> frozenset[str]:
        """What it may do, in the words of the API."""
        return frozenset(name for name, given in ((READ, self.may_read), (PREVIEW, self.may_preview)) if given)

    def state(self, *, on: datetime.date) -> "ApiToken.State":
        """What it is on a day in Hanoi; the last day still counts."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.EXPIRED if on > self.expires_on else self.State.VALID
