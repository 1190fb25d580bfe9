"""The kinds of messages about imports and decisions."""

from django.utils.translation import gettext_lazy as _

from cms.notifications.registry import Kind

IMPORT_WAITS = Kind(key="procedure_import_waits", label=_("an import of procedures waits for the board"))
IMPORT_DECIDED = Kind(key="procedure_import_decided", label=_("an import of mine was decided about"))
IMPORT_PUBLISHED = Kind(key="procedure_import_published", label=_("an import of mine is public"))
CHANGE_TASK = Kind(key="procedure_change", label=_("a publication decision asks for changes"), urgent=True)
CHANGE_TASK_DUE = Kind(key="procedure_change_due", label=_("a task of a publication decision is due"), urgent=True)
CHANGE_TASK_LATE = Kind(key="procedure_change_late", label=_("a task of a publication decision is overdue"))
KINDS = (IMPORT_WAITS, IMPORT_DECIDED, IMPORT_PUBLISHED, CHANGE_TASK, CHANGE_TASK_DUE, CHANGE_TASK_LATE)
