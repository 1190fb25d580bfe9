"""Registration lines: the vocabularies staff may extend."""

from wagtail.snippets.models import register_snippet

from procedures.admin import AgencyViewSet, ProcedureFieldViewSet, ReceivingCounterViewSet

register_snippet(ProcedureFieldViewSet)
register_snippet(AgencyViewSet)
register_snippet(ReceivingCounterViewSet)
