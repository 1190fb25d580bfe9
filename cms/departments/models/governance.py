"""Editorial boards by decision and operating regulations (R001–R005); history is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models.unit import OrgUnit
from cms.departments.models.validity import validity_constraint
from cms.departments.roles import Role


class EditorialBoard(models.Model):
    """A board as one decision set it up; the next decision makes the next row (R001)."""

    agency = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="editorial_boards", verbose_name=_("agency")
    )
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the board"))
    decision_number = models.CharField(_("decision number"), max_length=80)
    decision_date = models.DateField(_("decision date"))
    issuer = models.CharField(_("issuer"), max_length=255)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("editorial board")
        verbose_name_plural = _("editorial boards")
        ordering = ["-valid_from", "-id"]
        constraints = [
            validity_constraint("editorial_board"),
            models.UniqueConstraint(fields=["agency", "decision_number", "decision_date"], name="board_decision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.decision_number})"


class BoardMember(models.Model):
    """A member of a board, with role and days."""

    board = models.ForeignKey(EditorialBoard, on_delete=models.PROTECT, related_name="members", verbose_name=_("board"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_seats", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("board member")
        verbose_name_plural = _("board members")
        constraints = [
            validity_constraint("board_member"),
            models.UniqueConstraint(fields=["board", "person", "role"], name="board_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class OperatingRegulation(models.Model):
    """The regulation a site works by; sites of units below inherit it (R002, R004)."""

    agency = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="regulations", verbose_name=_("agency"))
    decision_number = models.CharField(_("decision number"), max_length=80)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=255)
    title = models.CharField(_("title"), max_length=255)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("operating regulation")
        verbose_name_plural = _("operating regulations")
        ordering = ["-valid_from", "-id"]
        constraints = [
            validity_constraint("operating_regulation"),
            models.UniqueConstraint(fields=["agency", "decision_number"], name="regulation_decision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.decision_number})"
