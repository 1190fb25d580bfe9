"""Registration lines: the vocabularies staff may extend, the screens that keep the catalogue true."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from procedures.admin import AgencyViewSet, ProcedureFieldViewSet, ReceivingCounterViewSet
from procedures.import_screens.urls import import_urls
from procedures.menu import procedures_menu_item

register_snippet(ProcedureFieldViewSet)
register_snippet(AgencyViewSet)
register_snippet(ReceivingCounterViewSet)

hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_menu_item", procedures_menu_item)
