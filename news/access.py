"""Who may extend the vocabularies: data for `cms.subsites.grants`."""

from cms.departments.roles import Role

_EXTEND = ["news.add_genre", "news.change_genre", "news.add_topic", "news.change_topic"]

# A term that articles carry is never deleted; it is renamed or left unused.
VOCABULARY_PERMISSIONS: dict[str, list[str]] = {
    Role.STANDING_OFFICE: _EXTEND,
    Role.SECRETARIAT: _EXTEND,
    Role.ADMINISTRATOR: _EXTEND,
}
