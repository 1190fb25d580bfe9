"""A Wagtail Site with the unit it belongs to, its key and theme; groups and collections derived from memberships."""
