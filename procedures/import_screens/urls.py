"""The addresses of imports, all below /admin/."""

from django.urls import URLPattern, path

from procedures.import_screens import acting, views

_ONE = "procedure-imports/<int:batch_id>/"


def import_urls() -> list[URLPattern]:
    """Every screen of imports."""
    return [
        path("procedure-imports/", views.imports, name="procedure_imports"),
        path(_ONE, views.look, name="procedure_import"),
        path(_ONE + "progress/", views.progress, name="procedure_import_progress"),
        path(_ONE + "report/", views.report, name="procedure_import_report"),
        path(_ONE + "write/", acting.write, name="procedure_import_write"),
        path(_ONE + "approve/", acting.approve, name="procedure_import_approve"),
        path(_ONE + "return/", acting.send_back, name="procedure_import_return"),
        path(_ONE + "discard/", acting.discard, name="procedure_import_discard"),
    ]
