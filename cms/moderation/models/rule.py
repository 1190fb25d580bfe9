"""What a site or section changes of the workflow, and the Wagtail rows derived from it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow

from cms.editorial.models import Section
from cms.moderation.requirements.levels import check_levels
from cms.moderation.requirements.registry import requirements
from cms.subsites.models import Subsite


class ModerationRule(models.Model):
    """Of a site (section empty) or of one section of it; what is empty follows the level above, then the default."""

    subsite = models.ForeignKey(
        Subsite, on_delete=models.CASCADE, related_name="moderation_rules", verbose_name=_("site")
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    technical_edit = models.BooleanField(_("with technical edit"), null=True, blank=True)
    department_days = models.PositiveSmallIntegerField(_("days of the department"), null=True, blank=True)
    technical_days = models.PositiveSmallIntegerField(_("days of the technical edit"), null=True, blank=True)
    board_days = models.PositiveSmallIntegerField(_("days of the board"), null=True, blank=True)
    # {"near_duplicate": "off", "picture": "block"}: what each requirement weighs (cms.moderation.requirements)
    requirement_levels = models.JSONField(_("weight of requirements"), default=dict, blank=True)

    class Meta:
        verbose_name = _("rule of moderation")
        verbose_name_plural = _("rules of moderation")
        constraints = [
            models.UniqueConstraint(
                fields=["subsite"], condition=models.Q(section__isnull=True), name="moderation_rule_of_site_once"
            ),
            models.UniqueConstraint(
                fields=["section"], condition=models.Q(section__isnull=False), name="moderation_rule_of_section_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.section or self.subsite)

    def clean(self) -> None:
        """Refuse weights of requirements that do not exist, and weaker ones of those that always block."""
        super().clean()
        known = frozenset(requirement.key for requirement in requirements())
        try:
            check_levels(self.requirement_levels, known=known)
        except ValidationError as error:
            raise ValidationError({"requirement_levels": error}) from error


class DerivedWorkflow(models.Model):
    """The one workflow of a sequence of steps, made by `sync_workflows`; `steps` are joined by commas."""

    steps = models.CharField(max_length=120, unique=True)
    workflow = models.OneToOneField(Workflow, on_delete=models.PROTECT, related_name="derived_from")

    def __str__(self) -> str:
        return self.steps
