"""The addresses of decisions, reports and figures, all below /admin/."""

from django.urls import URLPattern, path, re_path

from procedures.truth_screens import decisions, figures, reports


def truth_urls() -> list[URLPattern]:
    """Every screen."""
    return [
        path("procedure-decisions/", decisions.decisions, name="procedure_decisions"),
        path("procedure-decisions/<int:decision_id>/", decisions.decision, name="procedure_decision"),
        path("procedure-reports/", reports.reports, name="procedure_reports"),
        re_path(
            r"^procedure-reports/(?P<kind>completeness|verified|online)\.(?P<ending>csv|xlsx)$",
            reports.export,
            name="procedure_report_file",
        ),
        path("processing-figures/", figures.figures, name="processing_figures"),
    ]
