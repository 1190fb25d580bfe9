"""Who may import, record decisions and read the reports of the catalogue: operations of `cms.departments.policy`."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Operation, has_role_in_agency, register
from cms.departments.roles import Role

KEEPERS = (Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)
BOARD = (Role.BOARD_MEMBER, Role.BOARD_HEAD)
CLOSERS = (*KEEPERS, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD)
WRITERS = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD)


def register_operations() -> None:
    """Declare them; called once, in `ready()`. The board approves through `approve_bundle` of moderation."""
    register(Operation("import_procedures", _("import procedures"), has_role_in_agency(*KEEPERS)))
    register(Operation("view_imports", _("see imports of procedures"), has_role_in_agency(*KEEPERS, *BOARD)))
    register(
        Operation(
            "record_decision", _("record publication decisions"), has_role_in_agency(*KEEPERS, Role.SECTION_EDITOR)
        )
    )
    register(
        Operation(
            "close_change_task",
            _("say that a task of a decision is done"),
            has_role_in_agency(*CLOSERS),
        )
    )
    register(
        Operation(
            "view_catalogue_reports",
            _("see the reports of the catalogue"),
            has_role_in_agency(*KEEPERS, *BOARD, *WRITERS),
        )
    )
    register(Operation("import_figures", _("import processing figures"), has_role_in_agency(*KEEPERS)))
