"""Tags in the search of the admin."""

from wagtail.search import index

# Wagtail's own can be searched but not filtered by, and its choosers do both at once.
SEARCHED_TAGS = index.RelatedFields(
    "tags", [index.SearchField("name", boost=10), index.AutocompleteField("name"), index.FilterField("name")]
)
