"""What is done to homes, menus and the units a site shows."""

from home.actions.homes import make_homes
from home.actions.menus import make_menus, publish_menus, put_menu, renew_menus
from home.actions.units import note_closed_units, note_unit_change, publish_units, unit_changed

__all__ = [
    "make_homes",
    "make_menus",
    "note_closed_units",
    "note_unit_change",
    "publish_menus",
    "publish_units",
    "put_menu",
    "renew_menus",
    "unit_changed",
]
