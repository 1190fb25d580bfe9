"""Home, organisation and standard pages, menus; units as documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Home and standing pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what becomes a document, where documents that are not pages come from, and who makes homes and menus."""
        from cms.departments.registry import on_unit_changed
        from cms.editorial.registry import register_home_factory, register_menu_factory
        from cms.publishing.periodic import register_periodic
        from cms.publishing.registry import register_document_type
        from cms.publishing.reserved import reserve_slugs
        from cms.publishing.sources import register_source
        from cms.publishing.subscribers import subscribe
        from home import document_types as types
        from home import models, presenter
        from home.actions import make_homes, make_menus, unit_changed
        from home.documents import UNIT_SEGMENTS, menu_documents, unit_documents
        from home.jobs import changes_of_the_day
        from home.parents import PARENTS

        register_document_type(types.HOME, model=models.HomePage, presenter=presenter.present_home)
        register_document_type(
            types.ORGANISATION, model=models.OrganisationPage, presenter=presenter.present_organisation
        )
        register_document_type(types.STANDARD, model=models.StandardPage, presenter=presenter.present_standard)
        register_document_type(types.UNIT, model=None, presenter=None)
        register_document_type(types.MENU, model=None, presenter=None)
        register_source("unit", unit_documents)
        register_source("menu", menu_documents)
        register_home_factory(make_homes)
        register_menu_factory(make_menus)
        subscribe(PARENTS)
        reserve_slugs(*UNIT_SEGMENTS)
        on_unit_changed(unit_changed)
        register_periodic("changes_of_the_day", 20, changes_of_the_day)
