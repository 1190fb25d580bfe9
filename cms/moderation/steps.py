"""The vocabulary of moderation: steps, verdicts, urgent acts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What a text passes on its way to the public, in this order (R069)."""

    DEPARTMENT_REVIEW = "department_review", _("review by the department")
    TECHNICAL_EDIT = "technical_edit", _("technical edit")
    BOARD_APPROVAL = "board_approval", _("approval by the board")


class Verdict(models.TextChoices):
    """How a step was decided."""

    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class UrgentKind(models.TextChoices):
    """What may be done at once by the head of the board (R072)."""

    PUBLISH = "publish", _("urgent publication")
    WITHDRAW = "withdraw", _("urgent withdrawal")


class UrgentVerdict(models.TextChoices):
    """What another member of the board says of an urgent act afterwards."""

    UPHELD = "upheld", _("upheld")
    NOT_UPHELD = "not_upheld", _("not upheld")


class Reminding(models.TextChoices):
    """When people are reminded of an open step (R073)."""

    BEFORE = "before", _("due soon")
    DUE = "due", _("due now")
    OVERDUE = "overdue", _("overdue")
