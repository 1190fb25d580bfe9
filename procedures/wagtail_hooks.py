"""Registration lines: the vocabularies staff may extend, the screens that keep the catalogue true."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from procedures.admin import AgencyViewSet, ProcedureFieldViewSet, ReceivingCounterViewSet
from procedures.desk import add_panel
from procedures.import_screens.urls import import_urls
from procedures.menu import procedures_menu_item
from procedures.truth_screens.urls import truth_urls

register_snippet(ProcedureFieldViewSet)
register_snippet(AgencyViewSet)
register_snippet(ReceivingCounterViewSet)

hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_urls", truth_urls)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("register_admin_menu_item", procedures_menu_item)
