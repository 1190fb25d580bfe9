"""A Wagtail Site and what the product knows of it; and which groups and collections are derived for it."""

from django.contrib.auth.models import Group
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Site

from cms.departments.models import OrgUnit
from cms.departments.roles import Role


class Subsite(models.Model):
    """A site of the platform: whose it is, its key in the API, its theme and counting rule."""

    class DayCounting(models.TextChoices):
        """How a deadline of n days is counted (DOMAIN.md 67)."""

        CALENDAR_DAYS_ROLL = "calendar_days_roll", _("calendar days, rolled to the next working day")
        STRICT_HOURS = "strict_hours", _("hours, strictly")
        WORKING_DAYS = "working_days", _("working days")

    class PreviewTokenPlace(models.TextChoices):
        """Where an outside front end finds the token of a preview; what stands after # is sent to no server."""

        FRAGMENT = "fragment", _("after # (not sent to the server of the front end)")
        QUERY = "query", _("after ? (for pages made on a server)")

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="subsite", verbose_name=_("site"))
    key = models.SlugField(_("key"), unique=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="subsites", verbose_name=_("unit"))
    theme = models.CharField(_("theme"), max_length=40, default="default")
    title_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    title_en = models.CharField(_("name in English"), max_length=255)
    english_live_from = models.DateField(_("English live from"), null=True, blank=True)
    day_counting = models.CharField(
        _("counting of days"), max_length=20, choices=DayCounting.choices, default=DayCounting.CALENDAR_DAYS_ROLL
    )
    preview_address = models.CharField(
        _("preview address of an outside front end"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Where its editors see drafts, e.g. https://www.example.vn/preview. Empty: there is none."),
    )
    preview_token_place = models.CharField(
        _("place of the preview token"),
        max_length=10,
        choices=PreviewTokenPlace.choices,
        default=PreviewTokenPlace.FRAGMENT,
    )

    class Meta:
        verbose_name = _("site of the platform")
        verbose_name_plural = _("sites of the platform")

    def __str__(self) -> str:
        return self.title_vi


class DerivedGroup(models.Model):
    """A Wagtail group made by `sync_access`: of a role on a site, or (role empty) of the members of a unit."""

    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="derived_groups")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="derived_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "role"], condition=models.Q(unit__isnull=True), name="group_of_role_once"
            ),
            models.UniqueConstraint(
                fields=["subsite", "unit"], condition=models.Q(unit__isnull=False), name="group_of_unit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) ^ models.Q(role=""), name="group_of_role_or_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return str(self.group)


class DerivedCollection(models.Model):
    """A collection made by `sync_access`: of a site (unit empty), or of a unit on it."""

    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="derived_collections")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="derived_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subsite"], condition=models.Q(unit__isnull=True), name="collection_of_site_once"
            ),
            models.UniqueConstraint(
                fields=["subsite", "unit"], condition=models.Q(unit__isnull=False), name="collection_of_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.collection)
