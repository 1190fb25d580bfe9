"""Who may extend the vocabularies of the catalogue: data for `cms.subsites.grants`."""

from cms.departments.roles import Role

_EXTEND = [
    f"procedures.{verb}_{model}"
    for verb in ("add", "change")
    for model in ("procedurefield", "agency", "receivingcounter")
]

# A term that procedures carry is never deleted; it is renamed or left unused.
VOCABULARY_PERMISSIONS: dict[str, list[str]] = {
    Role.STANDING_OFFICE: _EXTEND,
    Role.SECRETARIAT: _EXTEND,
    Role.ADMINISTRATOR: _EXTEND,
}
