"""Home, organisation and standard pages, menus; units as documents."""
