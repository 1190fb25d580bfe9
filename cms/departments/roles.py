"""One vocabulary of roles for code, demo and tests (ARCHITECTURE §3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a unit; a membership is person × role × unit × dates."""

    CONTRIBUTOR = "contributor", _("contributor")
    SECTION_EDITOR = "section_editor", _("section editor")
    DEPARTMENT_HEAD = "department_head", _("head of department")
    BOARD_MEMBER = "board_member", _("member of the editorial board")
    BOARD_HEAD = "board_head", _("head of the editorial board")
    STANDING_OFFICE = "standing_office", _("standing office of the board")
    SECRETARIAT = "secretariat", _("secretariat")
    TRANSLATOR = "translator", _("translator")
    FINANCE_ESTIMATE = "finance_estimate", _("finance: estimate")
    FINANCE_ALLOCATION = "finance_allocation", _("finance: allocation")
    FINANCE_PAYMENT = "finance_payment", _("finance: payment")
    ADMINISTRATOR = "administrator", _("administrator")
