"""What search knows of document types; a type it has never heard of is found all the same."""

# What people come for: a share of the candidates of its own, however much news there is.
SERVICES = ("procedure", "life_event_guide")
# Offered by name while typing; thousands of headlines would bury them.
SUGGESTED = (*SERVICES, "section", "unit", "organisation", "standard")
# Grows old: what was published long ago counts less.
NEWS = ("article",)

# Facets of the store that the index takes; the others serve listings only.
STORED_FACETS = frozenset(
    ("section", "department", "topic", "field", "level", "agency", "audience", "online_level", "life_event")
)
