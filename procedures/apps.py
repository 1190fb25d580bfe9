"""Administrative procedures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "procedures"
    label = "procedures"
    verbose_name = _("Administrative procedures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what becomes a document, and which changes of the vocabularies show on live pages."""
        from cms.audit.labels import register_actions
        from cms.erasure.kept import register_keeper
        from cms.erasure.rows import register_place
        from cms.publishing.references import watch_deletions
        from cms.publishing.registry import register_closed_values, register_document_type
        from cms.subsites.grants import register_role_permissions
        from procedures.access import VOCABULARY_PERMISSIONS
        from procedures.audit_labels import ACTIONS, DATA
        from procedures.connecting import connect
        from procedures.document_types import (
            CHANGE_NOTICE,
            CLOSED_FACETS,
            LIFE_EVENT_GUIDE,
            PROCEDURE,
            PROCESSING_FIGURES,
        )
        from procedures.erasure import RECORDS, waiting_for_the_board
        from procedures.models import (
            Agency,
            ChangeNoticePage,
            LifeEventGuidePage,
            ProcedureField,
            ProcedurePage,
            ReceivingCounter,
        )
        from procedures.notice_presenter import present_notice
        from procedures.presenter import present_guide, present_procedure
        from procedures.requirements import register_requirements

        register_actions(ACTIONS, data=DATA)
        register_requirements()
        register_document_type(PROCEDURE, model=ProcedurePage, presenter=present_procedure)
        register_document_type(LIFE_EVENT_GUIDE, model=LifeEventGuidePage, presenter=present_guide)
        register_document_type(CHANGE_NOTICE, model=ChangeNoticePage, presenter=present_notice)
        register_document_type(PROCESSING_FIGURES, model=None, presenter=None)
        for facet, terms in CLOSED_FACETS.items():
            register_closed_values(facet, terms.values)
        connect()
        register_place(RECORDS)
        register_keeper(waiting_for_the_board)
        register_role_permissions(VOCABULARY_PERMISSIONS)
        for vocabulary in (ProcedureField, Agency, ReceivingCounter):
            watch_deletions(vocabulary)
