"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "procedures.term_added": _("Field or agency of procedures added"),
    "procedures.import_opened": _("Import of procedures begun"),
    "procedures.import_begun": _("Drafts of an import of procedures ordered"),
    "procedures.import_read": _("Import of procedures read"),
    "procedures.import_approved": _("Import of procedures approved"),
    "procedures.import_returned": _("Import of procedures returned by the board"),
    "procedures.import_discarded": _("Import of procedures discarded"),
    "procedures.import_published": _("Import of procedures published"),
    "procedures.decision_recorded": _("Publication decision recorded"),
    "procedures.change_task_closed": _("Task of a publication decision closed by hand"),
    "procedures.official_list_taken": _("Official list of procedures taken"),
    "procedures.figures_taken": _("Processing figures taken"),
    "procedures.figures_withdrawn": _("Processing figures withdrawn"),
}

DATA = {
    "number": _("Number and symbol"),
    "issuer": _("Issued by"),
    "signed_on": _("Signed on"),
    "tasks": _("Number of tasks"),
    "period": _("Period"),
    "as_of": _("Figures as of"),
    "file": _("File"),
    "records": _("Records"),
    "created": _("newly created"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "refused": _("refused"),
    "published": pgettext_lazy("import", "published"),
    "left_out": _("left out"),
    "label": _("Name"),
}
