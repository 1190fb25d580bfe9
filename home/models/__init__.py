"""Home, organisation and standard pages; what menus and units have published."""

from home.models.menu import Menu
from home.models.pages import HomePage, OrganisationPage, StandardPage
from home.models.unit_record import UnitRecord

__all__ = ["HomePage", "Menu", "OrganisationPage", "StandardPage", "UnitRecord"]
